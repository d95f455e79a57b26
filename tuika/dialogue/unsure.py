"""Which of the topics that are hardly heard are answered (没听准的提问)."""

from __future__ import annotations

from ..knowledge import book
from .reading import Scored

#: How far apart the likeliest topic that is hardly heard must be from the next.
_APART = 1.4


def standing_out(found: list[Scored]) -> tuple[str, ...]:
    """The one topic that is hardly heard, where no other comes near it."""
    ordered = sorted(found, key=lambda a: -a.confidence)
    first, second = ([a.confidence for a in ordered] + [0.0, 0.0])[:2]
    stands_out = first >= max(book().advising.bounds.near, _APART * second)
    return (ordered[0].name,) if stands_out else ()


def rivals(found: list[Scored], ordered: tuple[str, ...]) -> tuple[str, ...]:
    """The one topic that is nearly as likely as the likeliest, where that is unsure: both get their one clause."""
    rules = book().advising
    heard = {a.name: a.confidence for a in found}
    surest = heard[ordered[0]]
    if surest >= rules.bounds.told:
        return ()
    return tuple(name for name in ordered[1:2] if heard[name] >= surest * rules.rival)


def is_surely_asked(asks: tuple[str, ...], surest: float) -> bool:
    """Whether the likeliest question was heard for sure and has an answer of its own: beside it, a matter that only
    comes near is no more than a sound (「可以退不」 speaks of no child), and would give it another one's answer.
    """
    rules = book().advising
    idle = set(rules.chatty) - set(rules.alarm)
    return bool(asks) and asks[0] not in idle and surest >= rules.bounds.told
