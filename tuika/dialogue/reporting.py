"""What happened since, reported by a tap or in so many words (进展): the order's chart moves, and the case goes on."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date

from ..facts.fields import BadValue, parse
from ..facts.order import after_event
from ..knowledge import book
from ..redact import redact
from ..speech.message import Message
from ..speech.payload import is_tap
from .memory import Turn
from .turning import Scene, carry_on, then, words


def reported(scene: Scene) -> str | None:
    """The event of the order's chart that the message reports, where there is one."""
    event = scene.heard.value("event")
    return event if isinstance(event, str) and event in book().order.events else None


def take_report(scene: Scene) -> Turn:
    """Something happened: the case moves there, and goes on with what follows from it."""
    event = reported(scene) or ""
    entry = book().order.events[event]
    day = scene.facts.said.get(entry.day or "") or _bare_day(scene)
    told = "" if is_tap(scene.heard.text) else redact(scene.heard.text)
    case = after_event(scene.memory.case, event, day, told, scene.memory.turn)
    noted = Turn(scene.memory, (Message(words("reported", title=entry.title)),))
    return then(noted, carry_on(replace(scene, memory=scene.memory.but(case=case, misses=0))))


def _bare_day(scene: Scene) -> date | None:
    """The day that the message names without saying what for."""
    for fact in scene.heard.values:
        if fact.field == "date":
            with contextlib.suppress(BadValue):
                day: date = parse("order_date", fact.value)
                return day
    return None
