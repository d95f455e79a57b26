"""The domain of 退卡帮: what a case is, how an order moves, and the plan that follows. Nothing of Rasa in it.

This is the face that others use. Names are looked up when they are first used, so that a process can check the
knowledge (``tuika.knowledge.refuse_bad_knowledge``) before anything is built from it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import now
    from .dialogue.agenda import calendar_days
    from .dialogue.hearing import Heard, Wish
    from .dialogue.memory import Memory, Turn
    from .dialogue.moves import reply
    from .dialogue.reading import Reading
    from .dialogue.requests import menu
    from .dialogue.storing import from_slots, to_slots
    from .dialogue.taps import reports
    from .dialogue.turning import today_of
    from .facts.deadlines import SHANGHAI
    from .facts.fact import Fact, Strength
    from .facts.fields import FIELDS, VOCABULARY, canonical
    from .speech.cards import Day
    from .speech.links import Link, links_in
    from .speech.message import Message, QuickReply

_WHERE = {
    "FIELDS": "facts.fields",
    "Day": "speech.cards",
    "Fact": "facts.fact",
    "Heard": "dialogue.hearing",
    "Link": "speech.links",
    "Memory": "dialogue.memory",
    "Message": "speech.message",
    "QuickReply": "speech.message",
    "Reading": "dialogue.reading",
    "SHANGHAI": "facts.deadlines",
    "Strength": "facts.fact",
    "Turn": "dialogue.memory",
    "VOCABULARY": "facts.fields",
    "Wish": "dialogue.hearing",
    "calendar_days": "dialogue.agenda",
    "canonical": "facts.fields",
    "from_slots": "dialogue.storing",
    "links_in": "speech.links",
    "menu": "dialogue.requests",
    "now": "clock",
    "reply": "dialogue.moves",
    "reports": "dialogue.taps",
    "to_slots": "dialogue.storing",
    "today_of": "dialogue.turning",
}

__all__ = [
    "FIELDS",
    "SHANGHAI",
    "VOCABULARY",
    "Day",
    "Fact",
    "Heard",
    "Link",
    "Memory",
    "Message",
    "QuickReply",
    "Reading",
    "Strength",
    "Turn",
    "Wish",
    "calendar_days",
    "canonical",
    "from_slots",
    "links_in",
    "menu",
    "now",
    "reply",
    "reports",
    "to_slots",
    "today_of",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_WHERE[name]}", __name__), name)
