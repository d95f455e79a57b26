"""A question in the middle (插问), answered from the registry; a second wish beside the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ..answers.plan_view import labels_of
from ..facts.fact import Fact
from ..knowledge import book
from ..planning.penalty import next_missing
from ..planning.plan import make_plan
from ..planning.questions import next_question
from ..speech.message import Message
from . import answering
from .hearing import Facts, Heard
from .held import lead_matter
from .memory import Memory, Turn
from .own_way import layer_for
from .turning import (
    Scene,
    ask,
    asking,
    back_to_case,
    give_plan,
    penalty_turn,
    start_case,
    take_in,
    then,
    words,
)


def with_question_beside(turn: Turn, question: Heard, now: datetime, *, is_told: bool) -> Turn:
    """Answer a second question in the same turn. The case's own question stays last.

    If the answer needs the plan and there is none yet, the question is remembered in ``wish``. ``is_told``: the turn
    tells the plan, which answers some questions by itself.
    """
    memory = turn.memory
    asked = memory.asked
    wants_number = question.intent == "ask_channel" and answering.asks_number(question.text)
    if asked is not None and not wants_number and _must_wait(question, memory):
        title = book().intents.intents[question.intent or ""].title
        later = Message(words("wish_later", title=title))
        return replace(turn.but(wish=question.intent), messages=(later, *turn.messages))
    if question.intent in answering.IN_PLAN and asked is None and is_told and not wants_number:
        return turn
    scene = Scene(memory.but(asked=None), question, Facts(), now, memory.thread.topic)
    answer = replace(answer_question(scene), moves=("answer_beside",))
    if asked is None:
        return then(turn, answer)
    both = (*answer.messages, *turn.messages)
    return Turn(answer.memory.but(asked=asked), both, (*turn.moves, *answer.moves), turn.marks | answer.marks)


def with_kept_question(turn: Turn, now: datetime) -> Turn:
    """Answer the question that waited for the plan, now that it is there."""
    thread = turn.memory.thread
    if thread.wish is None or thread.asked is not None or not thread.is_helped():
        return turn
    kept, turn = Heard(thread.wish), turn.but(wish=None)
    return turn if kept.intent in answering.IN_PLAN else with_question_beside(turn, kept, now, is_told=True)


def _must_wait(question: Heard, memory: Memory) -> bool:
    """Whether the answer needs more of the case than is known: the plan, or the terms of the contract."""
    if question.intent == "contract_penalty":
        return next_missing(memory.case) is not None
    matter = lead_matter(memory)
    by_table = matter is None or matter.from_table
    return question.intent in answering.NEED_PLAN and memory.shown is None and by_table


def answer_question(scene: Scene) -> Turn:
    """A question in the middle, answered; where it told something that makes the plan another one, that follows."""
    before = scene.memory
    layered = layer_for(scene)
    if layered is not None:
        return layered
    turn = _answered(scene)
    memory, now = turn.memory, scene.now
    if before.shown is None or memory.asked is not None or memory.case == before.case:
        return turn
    question = next_question(memory.case, scene.today)
    if question is not None:
        return then(turn, ask(memory, question))
    after = give_plan(memory, [], now)
    if after.memory.shown == before.shown:
        return turn
    return after if scene.heard.intent in answering.IN_PLAN else then(turn, after)


def _answered(scene: Scene) -> Turn:
    """The answer, what the question told about the case kept; back to what was asked before."""
    heard, facts, now = scene.heard, scene.facts, scene.now
    if heard.intent == "objection":
        facts = replace(facts, told=_not_contradicting(facts.told, scene.memory))
    taken = take_in(scene.memory, heard, facts)
    memory = taken.memory
    corrected = labels_of(taken.corrected, scene.today)
    leads = [asking("corrected", labels=corrected)] if corrected else []
    if heard.intent == "contract_penalty":
        return penalty_turn(memory, leads, now)
    # a plan that the user holds already is good enough to answer from, even while a detail is being asked
    is_settled = bool(memory.case.known()) and next_question(memory.case, scene.today) is None
    plan = make_plan(memory.case, now) if is_settled or memory.thread.is_helped() else None
    asked = answering.Asking(memory.thread, heard, plan, scene.today, scene.topic)
    answer = answering.ANSWERS[heard.intent or ""](asked)
    turn = Turn(memory.with_thread(answer.thread or memory.thread), answer.messages, marks=answer.marks)
    question = next_question(memory.case, scene.today) if not answer.messages and memory.asked is not None else None
    if question is not None:
        return ask(turn.memory, question, lead=words("need_this"))
    return start_case(turn, now) if answer.needs_case else back_to_case(turn, now)


def _not_contradicting(told: tuple[Fact, ...], memory: Memory) -> tuple[Fact, ...]:
    """The facts that leave all that is known as it is: what an agent claims does not overrule what the user sees."""
    case, kept = memory.case, []
    for fact in told:
        after = case.taking([fact])
        if all(getattr(after, known) == before for known, before in case.known().items()):
            kept.append(fact)
    return tuple(kept)
