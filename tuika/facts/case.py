"""What is known of one user's case (个案): typed, immutable, every fact with where it came from.

Every field may be unknown (``None``). Values of the closed fields are the trade's own Chinese terms, because they are
what the knowledge files, the slots and the users share. Dates are ``datetime.date`` (Asia/Shanghai), amounts are yuan
as ``Decimal``, durations are whole months.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from .consistency import consequences, without_contradictions
from .fact import Fact, Origin, Strength
from .fields import FIELDS, MAX_PAYMENTS, BadValue, Payment, canonical, parse, to_json

_MAX_ORIGIN = 40


@dataclass(frozen=True)
class Case:
    """One order as far as it is known. See ``fields.yaml`` for what each field may hold.

    Attributes:
        unsure: fields that the user said they cannot tell (「不知道」).
        origins: field -> where it came from. No part of what the case *is*: two cases with the same facts are equal.
    """

    carrier: str | None = None
    sales_channel: str | None = None
    platform: str | None = None
    card_stage: str | None = None
    activated: str | None = None
    parcel_stage: str | None = None
    not_received: str | None = None
    payee: str | None = None
    paid_amount: Decimal | None = None
    topup_amount: Decimal | None = None
    refunded_amount: Decimal | None = None
    offered_amount: Decimal | None = None
    due_amount: Decimal | None = None
    over_amount: Decimal | None = None
    agreed_fee: Decimal | None = None
    charged_months: int | None = None
    payment_method: str | None = None
    payments: tuple[Payment, ...] | None = None
    purpose: str | None = None
    order_date: date | None = None
    request_date: date | None = None
    due_date: date | None = None
    signed_date: date | None = None
    refused_date: date | None = None
    return_signed_date: date | None = None
    activation_date: date | None = None
    closed_date: date | None = None
    approved_date: date | None = None
    contract: str | None = None
    contract_months: int | None = None
    contract_months_left: int | None = None
    monthly_fee: Decimal | None = None
    penalty_basis: str | None = None
    penalty_value: Decimal | None = None
    used_months: int | None = None
    stopped_by: str | None = None
    holder: str | None = None
    paid_to: str | None = None
    iot: str | None = None
    in_use: str | None = None
    ordered_by: str | None = None
    activated_by: str | None = None
    as_sold: str | None = None
    settlement: str | None = None
    charged: str | None = None
    refund_state: str | None = None
    balance_state: str | None = None
    place: str | None = None
    complaint_stage: str | None = None
    complaint_to: str | None = None
    complaint_ticket: str | None = None
    complaint_date: date | None = None
    complaint_answer: str | None = None
    unsure: frozenset[str] = field(default_factory=frozenset)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)

    def known(self) -> dict[str, Any]:
        """The fields that hold a value, in the table's order."""
        return dict(self._known)

    @cached_property
    def _known(self) -> dict[str, Any]:
        # (a case is asked for it some twenty times a turn, and never changes)
        return {name: value for name in FIELDS if (value := getattr(self, name)) is not None}

    def stated(self) -> dict[str, Any]:
        """The known fields that were told; what only follows from them is left out."""
        return {name: value for name, value in self.known().items() if not self._origin(name).because}

    def _origin(self, name: str) -> Origin:
        return self.origins.get(name) or Origin()

    def taking(self, facts: Iterable[Fact], turn: int = 0) -> Case:
        """This case with ``facts`` added or corrected, what they contradict taken back, what follows filled in.

        A claimed fact is not taken. Payments are added to those that are known.

        Args:
            facts: a value of ``None`` forgets the field.
            turn: the number of the message that told them.

        Raises:
            BadValue: a value its field cannot hold; nothing is changed then.
        """
        taken = [f for f in facts if f.strength is not Strength.CLAIMED]
        if not taken:
            return self
        typed = {canonical(f.field): parse(f.field, f.value) for f in taken}
        if typed.get("payments"):
            typed["payments"] = _merged(self.payments or (), typed["payments"])
        origins = {canonical(f.field): Origin(f.words[:_MAX_ORIGIN], f.strength, turn) for f in taken}
        stated = {name: value for name, value in {**self.stated(), **typed}.items() if value is not None}
        stated = without_contradictions(stated, {name for name, value in typed.items() if value is not None})
        return self._settled(stated, {**self.origins, **origins}, turn)

    def _settled(self, stated: Mapping[str, Any], origins: Mapping[str, Origin], turn: int) -> Case:
        following = consequences(stated)
        values = {**stated, **{name: value for name, (value, _) in following.items()}}
        kept = {name: origin for name, origin in origins.items() if name in stated and not origin.because}
        for name, (_, because) in following.items():
            kept[name] = Origin("", Strength.IMPLIED, turn, because)
        unsure = self.unsure - values.keys()
        return Case(**values, unsure=unsure, origins=kept)

    def with_facts(self, facts: Mapping[str, Any]) -> Case:
        """This case with facts told without words (a tap, a test). See :meth:`taking`."""
        return self.taking(Fact(name, value) for name, value in facts.items())

    def taking_back(self, *names: str) -> Case:
        """This case without these fields, and without what only followed from them."""
        stated = {name: value for name, value in self.stated().items() if name not in names}
        return self._settled(stated, self.origins, 0)

    def assuming(self, guess: Mapping[str, str]) -> Case:
        """This case with values that are guessed; nothing is concluded from them."""
        return dataclasses.replace(self, **dict[str, Any](guess)) if guess else self

    def leaving_open(self, name: str) -> Case:
        """This case as if ``name`` (and what follows from it) were not known; nothing is concluded anew."""
        gone = {name}
        for other, origin in self.origins.items():
            if gone & set(origin.because):
                gone.add(other)
        forgotten: dict[str, Any] = dict.fromkeys(gone)
        return dataclasses.replace(self, **forgotten)

    def with_unsure(self, names: Iterable[str]) -> Case:
        """This case with the user's 「不知道」 noted for these fields."""
        unsure = self.unsure.union(names)
        return self if unsure == self.unsure else dataclasses.replace(self, unsure=unsure)

    def to_slots(self) -> dict[str, Any]:
        """Every field as JSON can hold it, ``unsure`` as a sorted list, ``origins`` as lists."""
        slots = {name: to_json(getattr(self, name)) for name in FIELDS}
        origins = {
            name: [o.words, o.strength.value, o.turn, list(o.because)]
            for name, o in self.origins.items()
            if o != Origin()
        }
        return {**slots, "unsure": sorted(self.unsure) or None, "origins": origins or None}

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Case:
        """The case that these slots hold. A value that no field can have, or that contradicts others, is not known."""
        values: dict[str, Any] = {}
        for stored_as, stored in slots.items():
            name = canonical(stored_as)
            if stored is None or name not in FIELDS:
                continue
            with contextlib.suppress(BadValue):
                values[name] = parse(name, stored)
        values = without_contradictions(values, ())
        unsure = frozenset(_fields_in(slots.get("unsure")))
        origins = {name: o for name, o in _origins(slots.get("origins")).items() if name in values}
        return cls(**values, unsure=unsure, origins=origins)


def _fields_in(stored: Any) -> tuple[str, ...]:
    """The names of fields in a stored list; anything else that may stand in it is left out."""
    return tuple(n for n in stored if isinstance(n, str) and n in FIELDS) if isinstance(stored, list) else ()


def _merged(before: tuple[Payment, ...], new: tuple[Payment, ...]) -> tuple[Payment, ...]:
    """A payment for the same purpose and holder replaces the one before; others are added."""
    same = {(p.purpose, p.holder) for p in new}
    return (*(p for p in before if (p.purpose, p.holder) not in same), *new)[-MAX_PAYMENTS:]


def _origins(value: Any) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for name, entry in value.items() if isinstance(value, dict) else ():
        match entry:
            case [str(words), ("stated" | "implied") as strength, int(turn), list(because)]:
                found[str(name)] = Origin(words, Strength(strength), turn, _fields_in(because))
    return found
