"""What is none of our business (别的事), held against what is: half heard, ours comes first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..knowledge import book
from ..matters.load import catalogue
from .reading import Scored


def ours_first(near: dict[str, float]) -> dict[str, float]:
    """What is half heard; that it is none of ours counts only where nothing of ours is heard half as surely."""
    outside = book().advising.outside
    ours = {name: c for name, c in near.items() if name != outside}
    return ours if ours and 2 * max(ours.values()) >= near.get(outside, 0.0) else near


def without_outside(sure: list[Scored], found: Mapping[str, float]) -> list[Scored]:
    """``sure`` without the matter that is none of ours, where all that is ours together is heard as surely; then the
    likeliest of those is what is left.
    """
    outside, least = book().advising.outside, book().advising.bounds.near
    ours = {name: confidence for name, confidence in found.items() if name != outside and confidence >= least}
    kept = [
        m for m in sure if m.name != outside or m.confidence >= max(book().advising.bounds.told, sum(ours.values()))
    ]
    if kept or not sure:
        return kept
    return [
        Scored(name, c) for name, c in ours.items() if c == max(ours.values()) and not catalogue().matters[name].danger
    ]


#: Whose number it is who has died.
_DECEASED = "deceased"


def without_death(near: dict[str, float], holders: Collection[str]) -> dict[str, float]:
    """What is half heard; of a death nothing is guessed where nobody is told to have died."""
    known = catalogue().matters
    told = _DECEASED in holders
    return {n: c for n, c in near.items() if told or known[n].implies.get("holder") != _DECEASED}
