"""The one table of facts (事实表): every field with its kind, its values, its label and what it is for.

Read from ``fields.yaml``; vocabulary, parsing, slots and labels are read from here, ``domain.yml`` is checked
against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ..knowledge import book

#: No single amount in a SIM card case is larger; more is a slip of the pen (an order number, say).
MAX_AMOUNT = Decimal(100_000)
#: The smallest coin.
MIN_AMOUNT = Decimal("0.01")
#: No day of a SIM card case lies outside; days are counted on from here, so the calendar must not end.
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
MAX_MONTHS = 600
MAX_WORDS = 40
MAX_PAYMENTS = 12


class BadValue(ValueError):
    """A value that a field cannot hold. ``field`` and ``value`` say which."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"{name} cannot be {value!r}")
        self.field = name
        self.value = value


@dataclass(frozen=True)
class FactField:
    """One thing that can be known of a case.

    Attributes:
        kind: choice | day | yuan | months | words | payments.
        values: what a choice may hold, in order.
        labels: value -> how it is said back; for other kinds the one template stands under ``""``.
        public: whether it is a Rasa slot of its own.
        decides: whether it can decide which plan applies.
        narrows: value -> the values of ``part_of`` that it leaves.
        part_of: the question whose answer it is part of; its own name where it has its own question.
        formerly: names under which older data and entities may hold it.
    """

    name: str
    kind: str
    values: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    public: bool = False
    decides: bool = False
    narrows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part_of: str = ""
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payment:
    """One sum of money: how much (yuan), what for, who holds it, and whether it was paid, demanded, promised, received.

    ``purpose``, ``holder`` and ``state`` are values of ``fields.yaml: payments``; ``None`` where not known.
    """

    amount: Decimal | None = None
    purpose: str | None = None
    holder: str | None = None
    state: str = "已付"

    @property
    def counts_as(self) -> str | None:
        """The debt it is part of: 货款 (whoever took it holds it) or 首充 (in the phone account); ``None``: no debt."""
        spec = book().fields.payments
        if self.state != "已付":
            return None
        by_holder = spec.holders.get(self.holder or "")
        return by_holder or spec.counts_as.get(self.purpose or "货款")


def _table() -> dict[str, FactField]:
    found: dict[str, FactField] = {}
    for name, spec in book().fields.fields.items():
        labels: dict[str, str] = {value: str(label) for value, label in spec.values.items()}
        if spec.region:
            states = book().order.regions[spec.region].states
            labels = {s: str(state.label or s) for s, state in states.items() if not state.unstated}
        values = tuple(labels)
        if spec.label:
            labels = {"": str(spec.label)}
        found[name] = FactField(
            name=name,
            kind=spec.kind,
            values=values if spec.kind == "choice" else (),
            labels=labels,
            public=spec.public,
            decides=spec.decides,
            narrows={value: tuple(left) for value, left in spec.narrows.items()},
            part_of=spec.part_of or name,
            formerly=tuple(spec.formerly),
        )
    return found


#: Field name -> the field, in the table's order.
FIELDS: Mapping[str, FactField] = _table()
#: Closed vocabularies: field -> its possible values.
VOCABULARY: Mapping[str, tuple[str, ...]] = {f.name: f.values for f in FIELDS.values() if f.kind == "choice"}
#: Fields that decide which plan applies; the axes of the plan table.
DECIDING: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.decides)
DATES: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.kind == "day")
AMOUNTS: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.kind == "yuan")
MONTHS: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.kind == "months")
#: The fields that are slots of their own.
PUBLIC: tuple[str, ...] = tuple(f.name for f in FIELDS.values() if f.public)
_FORMER: Mapping[str, str] = {old: f.name for f in FIELDS.values() for old in f.formerly}


def canonical(name: str) -> str:
    """The field's present name, for a name that it may have had before."""
    return _FORMER.get(name, name)


def question_of(name: str) -> str:
    """The question whose answer the field is part of."""
    return FIELDS[name].part_of if name in FIELDS else name


def parse(name: str, value: Any) -> Any:
    """``value`` as the field ``name`` holds it; ``None`` stays ``None``.

    Raises:
        BadValue: the field does not exist or cannot hold the value.
    """
    field_ = FIELDS.get(canonical(name))
    if field_ is None:
        raise BadValue(name, value)
    if value is None:
        return None
    match field_.kind:
        case "choice":
            if value not in field_.values:
                raise BadValue(name, value)
            return value
        case "day":
            return _day(name, value)
        case "yuan":
            return _yuan(name, value)
        case "months":
            return _months(name, value)
        case "payments":
            return _payments(name, value)
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_WORDS:
        raise BadValue(name, value)
    return value


def to_json(value: Any) -> Any:
    """A field's value as JSON can hold it: dates as ISO 8601, amounts as numbers, payments as objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [{n: to_json(v) for n, v in asdict(p).items() if v is not None} for p in value] or None
    return value


def _day(name: str, value: Any) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise BadValue(name, value) from None
    if not EARLIEST <= day <= LATEST:
        raise BadValue(name, value)
    return day


def _yuan(name: str, value: Any) -> Decimal:
    if isinstance(value, bool):
        raise BadValue(name, value)
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise BadValue(name, value) from None
    if not amount.is_finite() or not 0 <= amount <= MAX_AMOUNT or 0 < amount < MIN_AMOUNT:
        raise BadValue(name, value)
    return Decimal(int(amount)) if amount == amount.to_integral_value() else amount


def _months(name: str, value: Any) -> int:
    if isinstance(value, bool):
        raise BadValue(name, value)
    try:
        months = int(value)
    except (TypeError, ValueError, OverflowError):
        raise BadValue(name, value) from None
    if not 0 <= months <= MAX_MONTHS:
        raise BadValue(name, value)
    return months


def _payments(name: str, value: Any) -> tuple[Payment, ...]:
    entries = list(value) if isinstance(value, list | tuple) else [value]
    if not 0 < len(entries) <= MAX_PAYMENTS:
        raise BadValue(name, value)
    return tuple(_payment(name, entry) for entry in entries)


def _payment(name: str, entry: Any) -> Payment:
    if isinstance(entry, Payment):
        return entry
    spec = book().fields.payments
    if not isinstance(entry, dict) or not entry or not set(entry) <= {"amount", "purpose", "holder", "state"}:
        raise BadValue(name, entry)
    amount = entry.get("amount")
    payment = Payment(
        amount=None if amount is None else _yuan(name, amount),
        purpose=entry.get("purpose"),
        holder=entry.get("holder"),
        state=entry.get("state", "已付"),
    )
    allowed = (
        payment.purpose is None or payment.purpose in spec.purposes,
        payment.holder is None or payment.holder in spec.holders,
        payment.state in spec.states,
    )
    if not all(allowed):
        raise BadValue(name, entry)
    return payment
