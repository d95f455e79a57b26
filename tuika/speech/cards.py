"""Cards (卡片): what a bubble says, taken apart for channels that can show more than text.

A card repeats its bubble's text in parts and adds only what text cannot carry: the picture, the copy button, the
source of a claim. A channel without cards sends the text and loses nothing. ``to_json`` is the form that travels.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Source:
    """What a claim rests on: the claim's name, where it was found, and how sure we are (high, medium, low)."""

    claim: str
    found: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Card:
    """The base of all cards; ``kind`` tells them apart where they are JSON."""

    kind: ClassVar[str] = ""

    def to_json(self) -> dict[str, Any]:
        """The card as JSON values, ``kind`` included."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True)
class PlanCard(Card):
    """The answer: which channel, which money when."""

    kind: ClassVar[str] = "plan"
    lead: str
    money: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class StepsCard(Card):
    """How it is done, what may be deducted, what can go wrong."""

    kind: ClassVar[str] = "steps"
    title: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Station:
    """A state on a lane: ``past``, ``now`` or ``next`` (possible from here)."""

    label: str
    when: str


@dataclass(frozen=True)
class Lane:
    """One region of the order's state machine, from its beginning over the present state to what can follow."""

    title: str
    stations: tuple[Station, ...]


@dataclass(frozen=True)
class Day:
    """A day on the case's time line. ``iso`` is YYYY-MM-DD; ``kind``: past, today, due (money or answer), opens."""

    iso: str
    day: str
    label: str
    kind: str


@dataclass(frozen=True)
class NextCard(Card):
    """The next step, and the case as a picture: where it stands, what can follow, which day brings what."""

    kind: ClassVar[str] = "next"
    next_step: str
    notes: tuple[str, ...]
    lanes: tuple[Lane, ...]
    days: tuple[Day, ...]
    summary: str


#: How a text to copy marks what the user has to fill in (``wording.fill``).
BLANK = ("〔请填写：", "〕")


@dataclass(frozen=True)
class Copy:
    """A text to copy; ``title`` says for whom or where, ``blanks`` are the marks of what is to be filled in."""

    title: str
    text: str
    blanks: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str, text: str) -> Copy:
        """The text with its blanks found."""
        opening, closing = BLANK
        found = [piece.partition(closing) for piece in text.split(opening)[1:]]
        marks = (f"{opening}{name}{closing}" for name, end, _ in found if end)
        return cls(title, text, tuple(dict.fromkeys(marks)))


@dataclass(frozen=True)
class CopyCard(Card):
    """Texts with a copy button: scripts (话术) and letters (文书)."""

    kind: ClassVar[str] = "copy"
    before: tuple[str, ...]
    texts: tuple[Copy, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Rung:
    """One remedy: its first clause, the rest of it, from when it can be taken (and whether it can today), details."""

    title: str
    text: str
    when: str
    open: bool
    details: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """The remedies against one counterpart, in order."""

    title: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class LadderCard(Card):
    """Where to complain, a rung a row."""

    kind: ClassVar[str] = "ladder"
    ladders: tuple[Ladder, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What a fact can be instead: the label to tap, the field and the value it stands for."""

    label: str
    field: str
    value: str


@dataclass(frozen=True)
class Noted:
    """One fact that was noted, with what it can be changed to."""

    field: str
    label: str
    options: tuple[Change, ...]


@dataclass(frozen=True)
class SheetCard(Card):
    """What was noted of the case, to be corrected or taken back, and what was done."""

    kind: ClassVar[str] = "sheet"
    title: str
    facts: tuple[Noted, ...]
    done: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    """One thing to have; ``id`` is what ticking it sends."""

    id: str
    text: str
    have: bool


@dataclass(frozen=True)
class ChecklistCard(Card):
    """Evidence to tick."""

    kind: ClassVar[str] = "checklist"
    intro: str
    items: tuple[Tick, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Provision:
    """A provision with its gist; ``effective`` is the day from which it is in force, as the index gives it."""

    citation: str
    gist: str
    effective: str


@dataclass(frozen=True)
class LawCard(Card):
    """What the law says to it."""

    kind: ClassVar[str] = "law"
    intro: str
    provisions: tuple[Provision, ...]
    note: str
