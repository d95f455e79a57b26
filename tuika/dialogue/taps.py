"""The taps under an advice (按钮): its parts, what may be reported, what was noted."""

from __future__ import annotations

from dataclasses import replace

from ..knowledge import book
from ..matters.model import Advice
from ..speech.message import QuickReply
from .hearing import Heard
from .memory import Memory, Turn
from .reports_heard import SAID_BY_THEM

#: What an advice has behind taps, in order.
LAYERS = ("steps", "copy", "keep", "up")
#: A tap with this topic asks for all of an answer (the whole ladder, all letters), not for its next part.
WHOLE = "whole"
_REPORTS = ("called", "promised", "refused", "paid_in")


def layer_taps(advice: Advice, opened: frozenset[str]) -> tuple[QuickReply, ...]:
    """A tap for each part of the advice that was not opened yet."""
    there = [name for name in LAYERS if getattr(advice, name) and name not in opened]
    return tuple(QuickReply(tap_label(name), "inform", {"topic": name}) for name in there)


def rung_first(turn: Turn, heard: Heard) -> Turn:
    """The turn with the tap for the next rung first, where the other side has spoken: that is wanted next."""
    spoke = heard.reading.they_spoke() or str(heard.value("event")) in SAID_BY_THEM
    if not turn.messages or not spoke:
        return turn
    *others, last = turn.messages
    up = tuple(tap for tap in last.quick_replies if tap.facts == {"topic": "up"})
    rest = tuple(tap for tap in last.quick_replies if tap not in up)
    return replace(turn, messages=(*others, replace(last, quick_replies=(*up, *rest))))


def tap_label(name: str) -> str:
    """The label of a part of an advice; ``copy`` is a method's name to pydantic."""
    return str(getattr(book().advising.taps, "copy_" if name == "copy" else name))


def report_taps(memory: Memory) -> tuple[QuickReply, ...]:
    """Taps to report what happened since; one that was used is not offered again."""
    titles, done = book().advising.taps, memory.thread.done
    # (after another step was done, the next one may be)
    reported = memory.thread.reported() | ({"called"} if done and done[-1].event == "did_step" else set())
    named = {"called": "did", "promised": "promised", "refused": "refused", "paid_in": "paid"}
    return tuple(
        QuickReply(getattr(titles, named[name]), "inform", {"event": name}) for name in _REPORTS if name not in reported
    )


def reports(*events: str) -> tuple[tuple[str, str], ...]:
    """Each of these events with the label of its tap; without a tap of its own, its title."""
    titles, known = book().advising.taps, book().advising.events
    named = {"called": "did", "promised": "promised", "refused": "refused", "paid_in": "paid"}
    return tuple((e, str(getattr(titles, named[e])) if e in named else known[e].title) for e in events)


def sheet_tap() -> QuickReply:
    """The tap for what was noted."""
    return QuickReply(book().advising.taps.sheet, "inform", {"sheet": "show"})


def another_tap() -> QuickReply:
    """The tap for another card."""
    return QuickReply(book().replies.quick.restart, "restart")
