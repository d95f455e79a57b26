"""Matters and direct answers as typed values (事由与直接回答); :mod:`tuika.matters.load` builds them from YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..facts.fields import FIELDS


@dataclass(frozen=True)
class Standing:
    """Where a case stands, as conditions see it.

    Attributes:
        facts: field -> value, of what is known (also what is only implied).
        done: events that were reported, by name.
        matters: every matter that was heard in this case.
        open_matter: the matter that leads now.
        named: the things that the question names (a paper, an office).
        mentioned: the things that this message or one before it named, of those that a condition waits for.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    open_matter: str | None = None
    named: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> Mapping[str, str]:
        """The facts, with what the card's stage says of its activation where a matter implies only the stage."""
        said = used(self.facts)
        return self.facts if said is None or "activated" in self.facts else {**self.facts, "activated": said}


#: Stage of a card -> what it says of its activation.
_BY_STAGE = {stage: value for value, stages in FIELDS["activated"].narrows.items() for stage in stages}


def used(facts: Mapping[str, str]) -> str | None:
    """Whether the card is activated, as it was said or as its stage tells it; ``None`` where neither does."""
    return facts.get("activated", _BY_STAGE.get(facts.get("card_stage", "")))


@dataclass(frozen=True)
class Condition:
    """When a text applies. Everything that is named must hold; an empty condition always holds."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()
    with_any: tuple[str, ...] = ()
    open_matter: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()

    def holds(self, standing: Standing) -> bool:
        """Whether the condition holds for this standing."""
        # (most conditions of answers name a thing, and most messages name none of them)
        if self.named and standing.named.isdisjoint(self.named):
            return False
        facts = standing.known
        return (
            all(facts.get(name) in allowed for name, allowed in self.values.items())
            and all(event in standing.done for event in self.done)
            and not any(event in standing.done for event in self.not_done)
            and (not self.with_any or bool(standing.matters.intersection(self.with_any)))
            and (not self.open_matter or standing.open_matter in self.open_matter)
            and (not self.mentioned or not standing.mentioned.isdisjoint(self.mentioned))
            and all(name in facts for name in self.known)
            and not any(name in facts for name in self.unknown)
        )


@dataclass(frozen=True)
class Reminder:
    """Something to keep in mind besides an advice (``reminders.yaml``). ``told``: words that say it already."""

    when: Condition
    say: str
    told: frozenset[str]

    def is_wanted(self, standing: Standing, advice: str) -> bool:
        """Whether it fits the standing and the advice, as told, does not hold it."""
        return self.when.holds(standing) and not any(word in advice for word in self.told)


@dataclass(frozen=True)
class Advice:
    """One plan of a matter: what helps at once, and what stands behind the taps.

    ``say`` holds at most three lines, the next step in the first. All texts are templates (``tuika.wording``).
    """

    id: str
    when: Condition
    say: str
    steps: tuple[str, ...]
    copy: str | None
    to: str | None
    keep: tuple[str, ...]
    up: str | None
    warn: str | None
    law: tuple[str, ...]
    source: tuple[str, ...]
    confidence: str

    @property
    def calls_carrier(self) -> bool:
        """Whether the next step calls the carrier's hotline, so that it matters which carrier it is."""
        return "c.hotline_name" in self.say.partition("\n")[0]

    @property
    def names_hotline(self) -> bool:
        """Whether the carrier's hotline is named in it at all."""
        return "c.hotline_name" in self.say


#: Words by which an answer takes the card for one that nobody activated, and for one that is in use.
_OF_UNUSED = ("没激活", "别激活", "不激活", "未激活", "拒收", "撤单", "取消订单", "不用取", "别取")
_OF_USED = ("激活了", "激活过", "已经激活", "销户", "停机", "激活的")


#: Words that are right of nobody else's number.
_OF_WHOM = {"deceased": ("死亡证明", "去世", "过世"), "minor": ("不追认", "未成年")}


@dataclass(frozen=True)
class DirectAnswer:
    """One answer to a question, and when it is the right one."""

    when: Condition
    say: str
    source: tuple[str, ...]
    confidence: str

    @cached_property
    def key(self) -> str:
        """What tells its words from those of other answers, wherever they stand."""
        return hashlib.blake2s(self.say.encode(), digest_size=4).hexdigest()

    @cached_property
    def whose(self) -> str | None:
        """Whose number its words take it for (a value of ``holder``): one who died, a child; ``None`` of all others."""
        return next((holder for holder, words in _OF_WHOM.items() if any(word in self.say for word in words)), None)

    @cached_property
    def presumes(self) -> str | None:
        """Whether its words take the card for activated, or for one that is not (a value of ``activated``); ``None``
        where they do neither, or speak of both.
        """
        unused, in_use = (any(word in self.say for word in words) for words in (_OF_UNUSED, _OF_USED))
        return None if unused == in_use else "没激活" if unused else "激活了"


@dataclass(frozen=True)
class Exchange:
    """What people say on in the middle of one of these matters, and what is answered to it, the first that fits.

    Attributes:
        step, copy, keep: what is to be done next, to be said to the other side, and to be kept; behind the taps.
    """

    matters: frozenset[str]
    answers: tuple[DirectAnswer, ...]
    step: str | None = None
    copy: str | None = None
    keep: str | None = None


#: Whose it is.
_HOLDER = "holder"


@dataclass(frozen=True)
class Matter:
    """One situation that people come with. See the header of ``knowledge/matters`` files."""

    name: str
    title: str
    family: str
    weight: int
    intents: tuple[str, ...]
    implies: Mapping[str, str]
    from_table: bool
    ask: str | None
    plans: tuple[Advice, ...]
    asks: Mapping[str, tuple[DirectAnswer, ...]]
    neighbours: tuple[str, ...]
    yields_to: tuple[str, ...]
    keeps: tuple[str, ...]
    sounds_like: tuple[str, ...]
    ruled_out_by: tuple[str, ...]
    denied_by: Mapping[str, str]
    signs: tuple[Mapping[str, str], ...]
    named_by: frozenset[str]
    only_named: frozenset[str]
    only_told: frozenset[str]
    instead_of: tuple[str, ...]
    examples: tuple[str, ...]
    twins: tuple[str, ...]

    @property
    def danger(self) -> bool:
        """Whether it comes before everything else."""
        return self.family == "danger"

    @property
    def own_answers(self) -> tuple[DirectAnswer, ...]:
        """Every answer of its own, whatever is asked."""
        return tuple(answer for answers in self.asks.values() for answer in answers)

    def may_be_heard(self, things: Collection[str], told: Collection[str]) -> bool:
        """Whether a message that names these things and tells these fields can be about it."""
        only = self.only_named or self.only_told
        return not only or not (self.only_named.isdisjoint(things) and self.only_told.isdisjoint(told))

    def is_made_by(self, stated: Mapping[str, str], things: Collection[str], holders: Collection[str] = ()) -> bool:
        """Whether these facts, told outright, or one of these things make it; a matter of a certain holder is made by
        things only where one of the ``holders`` that are spoken of is that.
        """
        is_theirs = self.implies.get(_HOLDER) in (None, *holders)
        return self.is_signed_by(stated) or (is_theirs and not self.named_by.isdisjoint(things))

    def is_signed_by(self, facts: Mapping[str, str]) -> bool:
        """Whether these facts are signs of it."""
        return any(signs.items() <= facts.items() for signs in self.signs)

    @property
    def is_case(self) -> bool:
        """Whether somebody is dealt with, so that there is progress to report."""
        return self.family not in ("danger", "other")

    def advice(self, standing: Standing) -> Advice:
        """The first plan whose condition holds; the last one always does."""
        return next(plan for plan in self.plans if plan.when.holds(standing))


@dataclass(frozen=True)
class Topic:
    """A question that people ask in the middle of anything."""

    name: str
    title: str
    answers: tuple[DirectAnswer, ...]

    def answer(self, standing: Standing) -> DirectAnswer | None:
        """The first answer whose condition holds."""
        return next((answer for answer in self.answers if answer.when.holds(standing)), None)
