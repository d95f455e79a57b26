"""What was noted (我记下的情况), as a card whose facts can be corrected or taken back by a tap; and the taking back.

A tap that takes back carries ``undo``: a field of the case, or ``have:`` and the ids of evidence that is not there.
"""

from __future__ import annotations

from datetime import date

from ..answers.plan_view import label_of
from ..facts.case import Case
from ..facts.fields import DECIDING, FIELDS
from ..knowledge import book
from ..planning.questions import ask_about, plain_question
from ..speech.cards import Change, Noted, SheetCard
from ..speech.message import Message
from ..speech.wording import render
from .hearing import Heard
from .memory import Memory, Turn
from .turning import Scene

_HAVE = "have:"


def sheet_card(memory: Memory, today: date) -> SheetCard:
    """The open card's case: what was told (what only follows from it is left out), what was done."""
    case, texts = memory.case, book().talk
    facts = tuple(
        Noted(name, label_of(name, value, today), _options(name, value, case, today))
        for name, value in case.stated().items()
    )
    events = book().advising.events
    done = tuple(events[d.event].title for d in memory.thread.done if d.event in events)
    notes = (texts.sheet_hint,) if facts else (texts.sheet_empty,)
    return SheetCard(book().advising.taps.sheet, facts, done, notes)


def _options(name: str, value: object, case: Case, today: date) -> tuple[Change, ...]:
    """What else the fact can be, where it is one of a few; a day or a sum is told in words."""
    question = ask_about(name, case.leaving_open(name), today) if name in DECIDING else plain_question(name)
    if question is None:
        return ()
    return tuple(Change(o.label, o.field, o.value) for o in question.options if (o.field, o.value) != (name, value))


def taken_back(scene: Scene) -> str | None:
    """The field that the tap takes back, where it holds something."""
    name = scene.heard.value("undo")
    return name if isinstance(name, str) and name in FIELDS and name in scene.memory.case.stated() else None


def take_back(scene: Scene) -> Turn:
    """The fact is forgotten, with what only followed from it; what is left is shown."""
    name = taken_back(scene) or ""
    label = label_of(name, getattr(scene.memory.case, name), scene.today)
    memory = scene.memory.but(case=scene.memory.case.taking_back(name), asked=None, misses=0)
    text = render(book().talk.taken_back, label=label)
    return Turn(memory, (Message(text), sheet_message(memory, scene.today)))


def sheet_message(memory: Memory, today: date) -> Message:
    """The sheet as a bubble of its own."""
    card = sheet_card(memory, today)
    told, done = "，".join(fact.label for fact in card.facts), "、".join(card.done)
    lines = [f"{card.title}：{told}" if told else card.title, *([done] if done else []), *card.notes]
    return Message("\n".join(lines), card=card)


def unticked(heard: Heard) -> frozenset[str]:
    """The ids of evidence that the user has no longer."""
    value = str(heard.value("undo") or "")
    return frozenset(value.removeprefix(_HAVE).split(",")) if value.startswith(_HAVE) else frozenset()
