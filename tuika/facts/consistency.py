"""What can be true together (一致性), from ``order.yaml``: contradictions resolved, consequences filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from ..knowledge import book
from ..knowledge.models.facts import Conditions, Implication, Wanted
from .fields import Payment


def holds(conditions: Conditions, values: Mapping[str, Any]) -> bool:
    """Whether every condition is met; a field that ``values`` lacks is not known."""
    for name, wanted in conditions.items():  # noqa: SIM110 (asked fifty times a turn: a generator costs twice that)
        if not _meets(values.get(name), wanted):
            return False
    return True


def _meets(value: Any, wanted: Wanted) -> bool:
    if not isinstance(wanted, str):
        return value in wanted
    match wanted:
        case "known":
            return value is not None
        case "positive":
            return value is not None and value > 0
        case "zero":
            return value is not None and value == 0


def without_contradictions(stated: Mapping[str, Any], new: Collection[str]) -> dict[str, Any]:
    """``stated`` without what cannot be true any more: of two facts that exclude each other the newer one stays."""
    kept = dict(stated)
    for rule in book().order.excludes:
        if not holds(rule.all, kept):
            continue
        old = [name for name in rule.all if name not in new]
        losers = old if old and len(old) < len(rule.all) else [rule.yields]
        for name in losers:
            kept.pop(name, None)
    return _without_unpaid_payments(kept, new)


def _without_unpaid_payments(stated: dict[str, Any], new: Collection[str]) -> dict[str, Any]:
    """「没付」 and a sum that was paid are never both known: the newer one stays, told together the sum."""
    owed = [p for p in stated.get("payments") or () if p.counts_as and p.amount != 0]
    if stated.get("payee") != "没付" or not owed:
        return stated
    if "payee" in new and "payments" not in new:
        left = tuple(p for p in stated["payments"] if p not in owed)
        return {**{name: v for name, v in stated.items() if name != "payments"}, **({"payments": left} if left else {})}
    return {name: value for name, value in stated.items() if name != "payee"}


def consequences(stated: Mapping[str, Any]) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """What follows from ``stated``: field -> (value, the fields it follows from). Nothing stated is touched."""
    values, firm = dict(stated), dict(stated)
    found: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for name, value in _from_payments(stated.get("payments") or ()).items():
        if name not in values:
            values[name], firm[name], found[name] = value, value, (value, ("payments",))
    while True:
        step = _next_consequence(values, firm)
        if step is None:
            return found | _remainders(values)
        rule, name, value = step
        values[name], found[name] = value, (value, tuple(rule.when))
        if not rule.usual:
            firm[name] = value


def _remainders(values: Mapping[str, Any]) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """What is left where something was used of a whole; nothing where that is not known, or nothing is left."""
    found: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for rule in book().order.remainders:
        whole, used = values.get(rule.from_), values.get(rule.less)
        if rule.gives not in values and whole and used and whole > used:
            found[rule.gives] = (whole - used, (rule.from_, rule.less))
    return found


def _next_consequence(values: Mapping[str, Any], firm: Mapping[str, Any]) -> tuple[Implication, str, str] | None:
    """The next thing that follows from what is ``firm`` and is not among ``values`` yet."""
    for rule in book().order.implies:
        for name, value in rule.then.items():
            if name not in values and holds(rule.when, firm) and not _contradicts({**values, name: value}, name):
                return rule, name, value
    return None


def _contradicts(values: Mapping[str, Any], name: str) -> bool:
    return any(name in rule.all and holds(rule.all, values) for rule in book().order.excludes)


def _from_payments(payments: Collection[Payment]) -> dict[str, Any]:
    """The sums and the payee that a list of payments comes to."""
    found: dict[str, Any] = {}
    for debt, field in (("货款", "paid_amount"), ("首充", "topup_amount")):
        sums = [p.amount for p in payments if p.counts_as == debt]
        if sums and None not in sums:
            found[field] = sum((s for s in sums if s is not None), Decimal(0))
    debts = {p.counts_as for p in payments if p.amount != 0} - {None}
    if debts:
        found["payee"] = "都付" if len(debts) > 1 else next(iter(debts))
    return found


def possible(values: Mapping[str, str]) -> bool:
    """Whether these values of the deciding fields can be true together."""
    return not any(set(rule.all) <= set(values) and holds(rule.all, values) for rule in book().order.excludes)
