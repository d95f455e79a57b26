"""What to ask of somebody who is being advised (该问什么): at most what changes what they do."""

from __future__ import annotations

from dataclasses import replace

from ..facts.fields import DECIDING
from ..knowledge import book
from ..matters.model import Matter
from ..planning.questions import Question, ask_about, next_question, plain_question
from ..planning.space import space
from .conditions import standing
from .memory import Memory
from .telling import frame
from .turning import Scene

#: No longer words are said back as an answer that was not understood.
_SHORT_ANSWER = 12


def next_ask(memory: Memory, matter: Matter, scene: Scene) -> Question | None:
    """What to ask now: never what is known, never past the bound before a plan, worded anew the second time."""
    thread, rules = memory.thread, book().advising
    if sum(q.times for q in thread.questions) >= rules.max_questions:
        return None
    if matter.from_table:
        found = next_question(memory.case, scene.today)
        if found is None or thread.times_asked(found.field) >= 2:
            return None
        # what would hardly ever change what to do is said as assumed
        is_worth = space(memory.case, scene.today).gain(found.field) >= rules.worth
        return _worded(found, memory, scene) if is_worth else None
    known = standing(thread).facts
    calls = matter.advice(standing(thread)).calls_carrier
    wanted = [*([matter.ask] if matter.ask else []), *(["carrier"] if calls else [])]
    wanted = [name for name in wanted if name == "carrier" or _turns_on(name, memory, matter, scene)]
    unsure = memory.case.unsure
    field = next((n for n in wanted if n not in known and n not in unsure and not thread.times_asked(n)), None)
    return None if field is None else _about(field, memory, scene)


def _about(field: str, memory: Memory, scene: Scene) -> Question | None:
    return ask_about(field, memory.case, scene.today) if field in DECIDING else plain_question(field)


def _turns_on(field: str, memory: Memory, matter: Matter, scene: Scene) -> bool:
    """Whether some answer makes the advice another one; else the question is not worth a turn."""
    place, question = standing(memory.thread), _about(field, memory, scene)
    now = matter.advice(place)
    answers = {option.value for option in question.options} if question is not None else set()
    others = (matter.advice(replace(place, facts={**place.facts, field: value})) for value in answers)
    return not answers or f"k.{field}" in now.say or any(other is not now for other in others)


def _worded(question: Question, memory: Memory, scene: Scene) -> Question:
    """The question; where it was asked before, in other words, with what was heard."""
    if memory.thread.times_asked(question.field) == 0:
        return question
    heard, words = scene.heard, scene.heard.text[:_SHORT_ANSWER]
    if scene.facts.told:
        # what was told was understood, and is said back before the question
        return replace(question, ask=frame("rephrase") + question.ask)
    is_answer = len(heard.text) <= _SHORT_ANSWER and "ask" not in heard.reading.acts()
    lead = frame("heard_as", words=words) if words and is_answer else ""
    return replace(question, ask=lead + frame("rephrase") + question.ask)
