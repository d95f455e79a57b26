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
