"""Where the words of a fact stand (词在哪儿)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where the words of a fact stand: what stands before and behind them in the clause, the clauses beside it."""

    field: str
    words: str
    before: str
    after: str
    earlier: str
    later: str
    text: str


#: So far off in its clause words no longer say what a day is: what is dictated without a stop goes on from one thing
#: to another.
FAR = 30.0


def apart(start: int, end: int, here: int) -> float:
    """How far the words from ``start`` to ``end`` stand from the place ``here``; behind it counts as nearer."""
    if start <= here < end:
        return -1.0
    return float(start - here - 1) if start > here else here - end + 1.5
