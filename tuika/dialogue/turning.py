"""What a turn can come to (应答的零件): take facts in, ask, give the plan, go back to the case.

Each function takes a memory and gives a :class:`Turn`. Which of them a message calls for is decided in ``moves``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ..answers.plan_view import alternatives_messages, answer_lines, labels_of, plan_messages, question_message
from ..answers.worries import sounds_worried, worry
from ..facts.case import Case
from ..facts.deadlines import SHANGHAI
from ..facts.fact import Fact, Strength
from ..facts.fields import question_of
from ..facts.order import comes_after
from ..knowledge import book
from ..matters.load import catalogue
from ..planning.penalty import ASKED, MOST_ASKED, next_missing, penalty_question
from ..planning.plan import Alternatives, alternatives, make_plan
from ..planning.questions import Question, ask_about, how_to_find_out, next_question, plain_question
from ..redact import redact
from ..speech.cards import StepsCard
from ..speech.message import Message
from ..speech.wording import render
from . import answering
from .hearing import Facts, Heard, implied_facts
from .memory import Memory, Shown, Topic, Turn
from .noticing import Noticed, notice
from .requests import act_of, menu
from .sides import of_this_card, takes_back
from .telling import reminders

#: The topic and the intent that ask what leaving early costs; the family whose penalty is another one.
PENALTY_SUM, PENALTY, OWED = "penalty_amount", "contract_penalty", "stopped"
#: Fields of which what was said outweighs what only follows from other words.
_SAID_TO_LAST = frozenset({"contract"})
#: The stage that moves on by itself.
_PARCEL = "parcel_stage"
#: How often one question is put again before it is let go.
_MOST_TIMES = 1


@dataclass(frozen=True)
class Scene:
    """What a move looks at.

    Attributes:
        memory: what is remembered; its topic is gone, ``topic`` is what it was.
        facts: what the message tells about the open card.
        ticked: ids of evidence that the message names or ticks.
    """

    memory: Memory
    heard: Heard
    facts: Facts
    now: datetime
    topic: Topic | None = None
    ticked: frozenset[str] = frozenset()

    @cached_property
    def noticed(self) -> Noticed:
        """What the message holds that is sure enough, in the light of what is being talked about."""
        return notice(self.heard, self.memory.thread.lead, self.memory.case)

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return today_of(self.now)

    @property
    def act(self) -> str | None:
        """What the intent calls for."""
        return act_of(self.heard.intent)


def today_of(now: datetime) -> date:
    """The calendar date in Shanghai."""
    return now.astimezone(SHANGHAI).date()


def words(name: str, /, **values: Any) -> str:
    """A text of ``talk.yaml``."""
    return render(getattr(book().talk, name), **values)


def asking(name: str, /, **values: Any) -> str:
    """A text of ``replies.yaml`` that stands around a question."""
    return render(getattr(book().replies.ask, name), **values)


def answers_the_question(memory: Memory, facts: Facts) -> bool:
    """Whether the facts answer what was asked, or settle it by what follows from them."""
    if memory.asked is None or not facts:
        return False
    stated = any(question_of(fact.field) == memory.asked for fact in facts.told)
    return stated or getattr(memory.case.taking(facts.told), memory.asked, None) is not None


@dataclass(frozen=True)
class Taken:
    """The memory with a message's facts in it; ``new`` and ``corrected`` say what changed."""

    memory: Memory
    new: Mapping[str, Any] = field(default_factory=dict)
    corrected: Mapping[str, Any] = field(default_factory=dict)


def take_in(memory: Memory, heard: Heard, facts: Facts) -> Taken:
    """Let the facts into the open card's case."""
    before = memory.case.known()
    # who answers the question that was asked states that and no more (「没掏钱」 is no complaint about a refund)
    implied = () if answers_the_question(memory, facts) else implied_facts(heard, facts, memory.case)
    of_card = of_this_card((*implied, *facts.told), heard.reading, memory.thread.lead, memory.case)
    told = _not_outdone(tuple(map(_masked, of_card)), heard, memory.case)
    case = memory.case.taking(told, memory.turn).with_unsure(facts.unsure)
    after = case.known()
    # of two facts that exclude each other the one that was dropped is not said back
    changed = {f.field: f.value for f in told if f.field in before and before[f.field] != f.value}
    # a parcel that has come further is news, and no correction
    on = {n: v for n, v in changed.items() if n == _PARCEL and comes_after("parcel", before[n], v)}
    on = {} if takes_back(heard.reading) else on
    corrected = {n: v for n, v in changed.items() if n not in on}
    new = {f.field: f.value for f in told if f.field not in before and after.get(f.field) == f.value} | on
    return Taken(memory.but(case=case, misses=0), new, corrected)


def _not_outdone(told: tuple[Fact, ...], heard: Heard, case: Case) -> tuple[Fact, ...]:
    """The facts, without what is only concluded against what the person said (who never signed a contract that they
    told of has one all the same).
    """
    concluded = {f.field for f in heard.reading.facts if f.strength == Strength.IMPLIED.value}
    kept = {name: value for name, value in case.stated().items() if name in _SAID_TO_LAST & concluded}
    return tuple(f for f in told if kept.get(f.field, f.value) == f.value)


def _masked(fact: Fact) -> Fact:
    """The fact with its words fit to be kept."""
    return replace(fact, words=redact(fact.words))


def ask(memory: Memory, question: Question, leads: tuple[Message, ...] = (), lead: str = "") -> Turn:
    """Put the question, after ``leads`` (bubbles) and ``lead`` (a line before it)."""
    put = memory.with_thread(memory.thread.with_question(question.field, question.ask))
    return Turn(put, (*leads, question_message(question, lead)))


def carry_on(scene: Scene) -> Turn:
    """The case goes on: take the facts in, then the next question or the plan."""
    memory, heard, facts, today = scene.memory, scene.heard, scene.facts, scene.today
    asked = memory.asked
    taken = take_in(memory, heard, facts)
    memory = taken.memory
    leads = _first_lines(scene, taken)
    unsure = [asked] if heard.intent == "dont_know" and asked and not facts else list(facts.unsure)
    memory = memory.but(case=memory.case.with_unsure(unsure))
    for name in unsure:
        if name in book().questions.questions:
            leads.append(asking("unsure_ok") + how_to_find_out(name, memory.case, today))
    if asked is not None and penalty_question(asked, memory.case) is not None:
        return penalty_turn(memory, leads, scene.now)
    if not facts and heard.intent in ("affirm", "deny", "dont_know") and asked is None:
        return _nothing_new(memory)
    question = next_question(memory.case, today)
    if question is not None:
        if not memory.case.known() and asked is None:
            leads.append(words("need_more"))
        return ask(memory, question, lead="\n".join(leads))
    return give_plan(memory, leads, scene.now)


def _first_lines(scene: Scene, taken: Taken) -> list[str]:
    """What is said before the question or the plan: a worry answered, what was heard or corrected."""
    heard, case = scene.heard, taken.memory.case
    worried = scene.act == "case" and sounds_worried(heard.text)
    answer = worry(heard.text, case) if worried else None
    leads = [answer] if answer else []
    if taken.corrected:
        leads.append(asking("corrected", labels=labels_of(taken.corrected, scene.today)))
    elif any(question_of(name) != scene.memory.asked for name in taken.new):
        leads.append(asking("known", labels=labels_of(taken.new, scene.today)))
    return leads


def give_plan(memory: Memory, leads: list[str], now: datetime) -> Turn:
    """The plan; where the user holds it already, only what is new about it."""
    case, before = memory.case, memory.shown
    today, frame = today_of(now), book().replies.plan
    if case.unsure:
        others = alternatives(case, now)
        if len(others.plans) > 1:
            return _give_alternatives(memory, leads, others, now)
    plan = make_plan(case, now)
    shown = Shown.of([plan], detailed=True)
    memory = memory.but(asked=None, shown=shown)
    if before is not None and before.is_same_way(shown):
        known = frame.unchanged if before.debts == shown.debts else frame.redated
        gap = "" if before.debts == shown.debts else "\n"
        text = "\n".join([*leads, known + gap + answer_lines(plan, case, today)])
        return Turn(memory, (Message(text),), marks=frozenset({"planned"}))
    if before is not None:
        leads = [*leads, frame.changed if before.detailed else frame.settled]
    lead = (Message("\n".join(leads)),) if leads else ()
    messages = _with_reminders(plan_messages(plan, case, now), memory)
    return Turn(memory, (*lead, *messages), marks=frozenset({"planned"}))


def _with_reminders(messages: list[Message], memory: Memory) -> list[Message]:
    """The plan's bubbles; what else to keep in mind, and is not in the plan, stands under its steps."""
    lines = reminders("\n".join(message.text for message in messages), memory)
    return [_with_notes(m, m.card, lines) if isinstance(m.card, StepsCard) else m for m in messages]


def _with_notes(message: Message, card: StepsCard, lines: list[str]) -> Message:
    text = "\n".join([message.text, *lines])
    return replace(message, text=text, card=replace(card, notes=(*card.notes, *lines)))


def _give_alternatives(memory: Memory, leads: list[str], found: Alternatives, now: datetime) -> Turn:
    """For a user who cannot tell: the plan for each case, and how to find out the most telling thing."""
    case, today = memory.case, today_of(now)
    find_out = how_to_find_out(found.differ_in[0], case, today) if found.differ_in else ""
    messages = alternatives_messages(list(found.plans), case, today, find_out)
    shown = Shown.of(list(found.plans), detailed=False)
    if memory.shown == shown:
        text = "\n".join([*leads, book().replies.plan.unchanged.rstrip("：") + "。", *([find_out] if find_out else [])])
        return Turn(memory.but(asked=None), (Message(text, messages[-1].quick_replies),), marks=frozenset({"planned"}))
    said = (*(Message(lead) for lead in leads), *messages)
    return Turn(memory.but(asked=None, shown=shown), said, marks=frozenset({"planned"}))


def _nothing_new(memory: Memory) -> Turn:
    return Turn(memory, (Message(words("saved" if memory.shown else "no_case"), menu()),))


def sum_question(memory: Memory) -> Question | None:
    """What to ask for the penalty's sum: nothing twice, and no more than two things; the rest is worked out without."""
    case, thread = memory.case, memory.thread
    put = [name for name in ASKED if thread.times_asked(name)]
    missing = next_missing(case.with_unsure(put)) if len(put) < MOST_ASKED else None
    return None if missing is None else penalty_question(missing, case)


#: The matter of less offered than all.
_OFFERED = "settlement_offered"


def sum_wanted(scene: Scene, memory: Memory) -> Question | None:
    """What the penalty's sum still needs, where the person asks for the sum or has just told its clause. Who only
    complains of a penalty is helped, and asked nothing of a form; what an unpaid bill grows by is no such penalty.
    """
    matter, noticed = catalogue().matters.get(memory.thread.lead or ""), scene.noticed
    told = [name for name in ("penalty_basis", "penalty_value") if name in scene.facts.said]
    by_intent = scene.heard.sure and scene.heard.intent == PENALTY and not scene.heard.reading.matters
    # (a sum that is asked for where charges are talked about is that of the charges)
    of_charges = memory.thread.lead in book().advising.groups["charges"] or memory.thread.lead == _OFFERED
    wanted = (PENALTY_SUM in noticed.asks and not of_charges) or by_intent or bool(told)
    if not wanted or matter is None or matter.family == OWED:
        return None
    return sum_question(memory)


def penalty_turn(memory: Memory, leads: list[str], now: datetime) -> Turn:
    """Ask what the penalty's clause still needs, or say what it comes to."""
    question = sum_question(memory)
    if question is not None:
        return ask(memory, question, lead="\n".join(leads))
    messages = (*(Message(lead) for lead in leads), *answering.penalty(memory.case))
    return back_to_case(Turn(memory.but(asked=None), messages), now)


def _open_question(memory: Memory, asked: str, today: date) -> Question | None:
    """The question that was open, as it is put now; of an order's plan the one that is most telling by now."""
    if asked not in book().questions.questions:
        return penalty_question(asked, memory.case) or plain_question(asked)
    by_adviser = memory.thread.advised is not None and memory.shown is None
    if by_adviser and asked not in memory.case.known():
        return ask_about(asked, memory.case, today)
    return next_question(memory.case, today)


def back_to_case(turn: Turn, now: datetime) -> Turn:
    """``turn`` with the question that was open put again; where it needs no answer any more, with the plan."""
    memory = turn.memory
    if memory.asked is None:
        return turn
    if memory.thread.times_asked(memory.asked) > _MOST_TIMES:
        # it was put and put again: let go, the talk goes on with what is known
        return turn.but(asked=None)
    matter = catalogue().matters.get(memory.thread.lead or "")
    if memory.asked in memory.case.known() and memory.shown is None and matter is not None and not matter.from_table:
        # it was answered, and no question of an order follows in a matter with a plan of its own
        return turn.but(asked=None)
    question = _open_question(memory, memory.asked, today_of(now))
    if question is None:
        return then(turn, give_plan(memory.but(asked=None), [], now))
    again = replace(question, ask=asking("back", ask=question.ask))
    return then(turn, ask(memory, again))


def start_case(turn: Turn, now: datetime) -> Turn:
    """``turn`` with the question that was open put again, or the first one where none was."""
    if turn.memory.asked is not None:
        return back_to_case(turn, now)
    question = next_question(turn.memory.case, today_of(now))
    return turn if question is None else then(turn, ask(turn.memory, question, lead=words("need_more")))


#: The mark of a turn in which nothing was heard of what was said.
MISSED = frozenset({"missed"})


def then_say(turn: Turn, messages: tuple[Message, ...]) -> Turn:
    """The turn with more bubbles."""
    return replace(turn, messages=(*turn.messages, *messages))


def then(first: Turn, second: Turn) -> Turn:
    """Both turns as one: what the first says, then what the second says; the second's memory."""
    return Turn(
        second.memory,
        (*first.messages, *second.messages),
        (*first.moves, *second.moves),
        first.marks | second.marks,
    )


def notice_silence(scene: Scene) -> Turn:
    """A message without words: said so, and back to the case."""
    return back_to_case(Turn(scene.memory, (Message(words("empty")),)), scene.now)


def repeated(before: Memory, after: Memory) -> frozenset[str]:
    """The mark of a turn that puts a question which was put before."""
    again = (q for q in after.thread.questions if q.times > 1 and q.times > before.thread.times_asked(q.field))
    return frozenset({"repeated"}) if any(again) else frozenset()
