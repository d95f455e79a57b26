"""One fact (事实) as it was heard, and where a fact of a case came from (出处)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Strength(StrEnum):
    """How a fact was said."""

    #: the user said it of themselves
    STATED = "stated"
    #: it follows from what the user said
    IMPLIED = "implied"
    #: the other side says so; it never enters a case
    CLAIMED = "claimed"


@dataclass(frozen=True)
class Fact:
    """One thing heard: the field (or a bare kind: ``date``, ``amount``, ``months``), its value, its words."""

    field: str
    value: Any
    words: str = ""
    strength: Strength = Strength.STATED


@dataclass(frozen=True)
class Origin:
    """Where a fact of a case came from.

    Attributes:
        words: the user's words, personal data masked; empty where a tap or a rule said it.
        turn: the number of the message, from 1; 0 where it is not known.
        because: the fields that it follows from by a rule of ``order.yaml``; empty for what was told.
    """

    words: str = ""
    strength: Strength = Strength.STATED
    turn: int = 0
    because: tuple[str, ...] = ()
