"""What one message holds (听到的内容): the contract between ear and mind, however the reading was made.

The JSON form travels on Rasa's parse result as ``reading``; its schema is ``nlu/reading.schema.json``.
Names of matters, asks, events and talk about the talk are those of ``nlu/labels.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: What the table of facts calls the holder, and what the matters do (``labels.yaml``).
HOLDERS = {
    "本人": "self",
    "长辈": "elder",
    "未成年": "minor",
    "逝者": "deceased",
    "公司": "company",
    "别人": "stranger",
}


@dataclass(frozen=True)
class Scored:
    """A name with how sure it is, 0 to 1."""

    name: str
    confidence: float

    @property
    def is_fixed(self) -> bool:
        """Whether its words have a fixed form: that alone is wholly sure."""
        return self.confidence == 1.0


@dataclass(frozen=True)
class HeardClause:
    """A clause: half-open range in the normalised text, act, speaker (user | other | screen) and holder."""

    text: str
    start: int
    end: int
    act: str
    speaker: str
    holder: str


@dataclass(frozen=True)
class HeardFact:
    """A fact with the words it came from.

    ``strength``: stated | implied | claimed (by the other side, it never enters the case).
    """

    field: str
    value: Any
    words: str
    strength: str
    confidence: float = 1.0


@dataclass(frozen=True)
class HeardEvent(Scored):
    """Something that happened since: what, and the day (ISO 8601) where one was named."""

    day: str | None = None


#: Topics of somebody who only wonders.
_WONDERED = frozenset({"is_free"})


@dataclass(frozen=True)
class Reading:
    """One message as read. ``denied``: matters that the person says it is not about; ``things``: what it names of
    ``nlu/things.yaml``; ``picks``: values that its words may mean as an answer, best first; ``kinds``: what kind of
    turn it is, of which one is right; ``ours``: whether it names a phone's card or number, its charges or a carrier;
    ``alike``, ``begins``: the exchanges (``tuika/knowledge/exchanges``) and openings that it is like, likest first.
    """

    text: str = ""
    clauses: tuple[HeardClause, ...] = ()
    facts: tuple[HeardFact, ...] = ()
    matters: tuple[Scored, ...] = ()
    denied: tuple[Scored, ...] = ()
    asks: tuple[Scored, ...] = ()
    events: tuple[HeardEvent, ...] = ()
    meta: tuple[Scored, ...] = ()
    things: tuple[str, ...] = ()
    picks: tuple[HeardFact, ...] = ()
    kinds: tuple[Scored, ...] = ()
    ours: bool = True
    alike: tuple[Scored, ...] = ()
    begins: tuple[Scored, ...] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any] | None) -> Reading:
        """The reading on a parse result; an empty one where there is none (a tapped button, an older model)."""
        if not found:
            return cls()
        return cls(
            text=str(found.get("text") or ""),
            clauses=tuple(HeardClause(**clause) for clause in found.get("clauses", ())),
            facts=_facts(found.get("facts", ())),
            matters=_scored(found.get("matters", ())),
            denied=_scored(found.get("denied", ())),
            asks=_scored(found.get("asks", ())),
            events=tuple(HeardEvent(e["name"], float(e["confidence"]), e.get("day")) for e in found.get("events", ())),
            meta=_scored(found.get("meta", ())),
            things=tuple(map(str, found.get("things", ()))),
            picks=_facts(found.get("picks", ())),
            kinds=_scored(found.get("kinds", ())),
            ours=bool(found.get("ours", True)),
            alike=_scored(found.get("alike", ())),
            begins=_scored(found.get("begins", ())),
        )

    def acts(self) -> frozenset[str]:
        """The speech acts of all clauses."""
        return frozenset(clause.act for clause in self.clauses)

    def quotes(self) -> bool:
        """Whether it tells what the other side says, and no more: no question, no wish."""
        return self.they_spoke() and not self.acts() & {"ask", "want"}

    def wonders(self) -> bool:
        """Whether it is nothing but a question of what something costs, surer than any matter: no danger is told."""
        asked, matter = self.asks[:1], max((m.confidence for m in self.matters), default=0.0)
        return self.acts() <= {"ask"} and any(a.name in _WONDERED and a.confidence > matter for a in asked)

    def says_whose(self) -> bool:
        """Whether it is put right whose the number is (「不是我的号，是我爸名下的」)."""
        return "correct" in self.acts() and any(clause.holder != HOLDERS["本人"] for clause in self.clauses)

    def they_spoke(self) -> bool:
        """Whether it tells, among other things, what the other side says."""
        return any(clause.act == "quote" or clause.speaker == "other" for clause in self.clauses)


def _scored(found: Sequence[Mapping[str, Any]]) -> tuple[Scored, ...]:
    return tuple(Scored(str(s["name"]), float(s["confidence"])) for s in found)


def _facts(found: Sequence[Mapping[str, Any]]) -> tuple[HeardFact, ...]:
    return tuple(
        HeardFact(
            str(f["field"]), f["value"], str(f.get("words", "")), str(f["strength"]), float(f.get("confidence", 1.0))
        )
        for f in found
    )
