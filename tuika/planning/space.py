"""The space of possible plans (可能的方案): which plans remain for what is known, and which question splits them best.

The plan table (``plans.yaml``) is laid out once over all values of the deciding fields as an array of plan
signatures, beside an array of prior weights (``questions.yaml``). A case selects a slice of both. Two cells with one
signature lead to the same answer, so what distinguishes them need not be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import combinations, product

import numpy as np

from ..facts.case import Case
from ..facts.consistency import possible
from ..facts.fields import DECIDING, FIELDS, VOCABULARY
from ..facts.order import activation_vs_request, money_late
from ..knowledge import book
from ..knowledge.models.trade import PlanRow

#: Conditions of the plan table that come from elsewhere than a question, with the value they have when unstated.
OVERLAYS: Mapping[str, str] = {
    "ordered_by": "本人",
    "activated_by": "本人",
    "activation_vs_request": "不知道",
    "money_late": "没有",
    "settlement": "单独退",
    "as_sold": "一致",
    "charged": "否",
}
_SHAPE = tuple(len(VOCABULARY[name]) for name in DECIDING)
_GOODS_PAYEES = ("货款", "都付")
_TOPUP_PAYEES = ("首充", "都付")
_IOT = "物联网卡"
#: Entropy, in nats, below which the remaining plans count as one.
_SETTLED = 1e-9


def overlays(case: Case, today: date) -> tuple[str, ...]:
    """The overlay conditions' values for this case, in the order of ``OVERLAYS``."""
    stated: dict[str, str | None] = {
        "activation_vs_request": activation_vs_request(case),
        "money_late": money_late(case, today),
    }
    return tuple(stated.get(name) or getattr(case, name, None) or default for name, default in OVERLAYS.items())


def rows() -> tuple[PlanRow, ...]:
    """The rows of the plan table, in their order."""
    return book().plans.rows


def _axis(name: str) -> np.ndarray:
    """The index of the field's value at every cell."""
    index = DECIDING.index(name)
    shape = [1] * len(DECIDING)
    shape[index] = _SHAPE[index]
    return np.broadcast_to(np.arange(_SHAPE[index]).reshape(shape), _SHAPE)


def _among(name: str, values: Sequence[str]) -> np.ndarray:
    return np.isin(_axis(name), [VOCABULARY[name].index(v) for v in values])


@lru_cache(maxsize=1)
def _prior() -> np.ndarray:
    """How likely each cell is, before anything is known. Sums to 1 over the consistent cells."""
    spec = book().questions
    weight = np.ones(_SHAPE)
    for axis, name in enumerate(DECIDING):
        shape = [1] * len(DECIDING)
        shape[axis] = _SHAPE[axis]
        prior = spec.questions[name].prior
        weight = weight * np.array([prior[v] for v in VOCABULARY[name]], dtype=float).reshape(shape)
    for one, other in combinations(DECIDING, 2):
        for first, second in product(VOCABULARY[one], VOCABULARY[other]):
            if not possible({one: first, other: second}):
                weight = np.where(_among(one, [first]) & _among(other, [second]), 0.0, weight)
    for pair in book().order.rare:
        rare = np.logical_and.reduce([_among(name, values) for name, values in pair.all.items()])
        weight = np.where(rare, weight * pair.weight, weight)
    return weight / weight.sum()


@lru_cache(maxsize=256)
def _row_index(overlay: tuple[str, ...]) -> np.ndarray:
    """Which row of the plan table applies at every cell (-1: none)."""
    stated = dict(zip(OVERLAYS, overlay, strict=True))
    table = np.full(_SHAPE, -1, dtype=np.int32)
    for number, row in reversed(list(enumerate(rows()))):
        mask = np.ones(_SHAPE, dtype=bool)
        for name, values in row.when.items():
            if name in OVERLAYS:
                mask &= stated[name] in values
            else:
                mask &= _among(name, values)
        table[mask] = number
    return table


@lru_cache(maxsize=256)
def _signatures(overlay: tuple[str, ...]) -> np.ndarray:
    """The plan signature at every cell: same number, same plan (row, debts with debtor, carrier where it matters)."""
    table = _row_index(overlay)
    by_carrier = np.isin(table, [n for n, row in enumerate(rows()) if row.by_carrier])
    topup = _among("payee", _TOPUP_PAYEES)
    goods = _among("payee", _GOODS_PAYEES)
    carrier = np.where(by_carrier | topup, _axis("carrier") + 1, 0)
    seller = np.where(goods, _axis("sales_channel") + 1, 0)
    heedless = np.isin(table, [n for n, row in enumerate(rows()) if not row.asks_payee])
    carrier = np.where(heedless & ~by_carrier, 0, carrier)
    seller = np.where(heedless, 0, seller)
    payee = np.where(heedless, 0, _axis("payee"))
    parts = {"payee": payee, "carrier": carrier, "sales_channel": seller}
    numbers = packed(table.astype(np.int64) + 1, [(part, len(VOCABULARY[name]) + 1) for name, part in parts.items()])
    # (counted from 0 without gaps: what is weighed at every turn is then a table and needs no sorting)
    return np.unique(numbers, return_inverse=True)[1].reshape(_SHAPE)


def packed(first: np.ndarray, digits: Sequence[tuple[np.ndarray, int]]) -> np.ndarray:
    """One number for each combination: ``digits`` are (values from 0, how many values there are)."""
    number = first
    for values, size in digits:
        number = number * size + values
    return number


@dataclass(frozen=True)
class Space:
    """The slice of the table that a case leaves: weights and signatures over the open fields.

    Attributes:
        open: the deciding fields that are not known, in the axes' order.
        weight: array over the open fields' values; sums to 1.
        signature: which plan, array of the same shape.
        row: which row of the plan table, array of the same shape.
    """

    open: tuple[str, ...]
    weight: np.ndarray
    signature: np.ndarray
    row: np.ndarray

    def entropy(self) -> float:
        """How open the plan still is, in nats. 0 when every possible value leads to one plan."""
        return self._entropy

    # (the spaces are kept, and each is asked the same of turn by turn)
    @cached_property
    def _entropy(self) -> float:
        return _entropy(self.weight, self.signature)

    def settled(self) -> bool:
        """True when what is unknown no longer changes the plan."""
        return self.entropy() < _SETTLED

    def gain(self, name: str, groups: Sequence[Sequence[str]] = ()) -> float:
        """How much the answer to this field's question is expected to settle, in nats.

        What settles what to do (the row) counts in full; what only settles who owes which debt, or whose menu is
        named, counts ``detail_weight`` (``questions.yaml``). ``groups`` are values that one answer leaves together;
        every other value is an answer by itself.
        """
        key = (name, tuple(map(tuple, groups)))
        if key not in self._gains:
            self._gains[key] = self._expected(name, groups)
        return self._gains[key]

    @cached_property
    def _gains(self) -> dict[tuple[str, tuple[tuple[str, ...], ...]], float]:
        return {}

    def _expected(self, name: str, groups: Sequence[Sequence[str]]) -> float:
        detail = book().questions.detail_weight
        rows_only, whole = self._gain(name, groups, self.row), self._gain(name, groups, self.signature)
        return rows_only + detail * max(0.0, whole - rows_only)

    def _gain(self, name: str, groups: Sequence[Sequence[str]], label: np.ndarray) -> float:
        axis = self.open.index(name)
        grouped = {value for group in groups for value in group}
        answers = [*groups, *([value] for value in VOCABULARY[name] if value not in grouped)]
        left = 0.0
        for answer in answers:
            cells = [VOCABULARY[name].index(value) for value in answer]
            part = self.weight.take(cells, axis)
            share = float(part.sum())
            if share > 0:
                left += share * _entropy(part / share, label.take(cells, axis))
        return _entropy(self.weight, label) - left

    def values_of(self, name: str, above: float = 0.0) -> list[str]:
        """The values of an open field that are still possible, with a share above ``above``; likeliest first."""
        axis = self.open.index(name)
        mass = self.weight.sum(axis=tuple(a for a in range(self.weight.ndim) if a != axis))
        order = np.argsort(-mass, kind="stable")
        return [VOCABULARY[name][i] for i in order if mass[i] > above]

    def completions(self) -> Sequence[tuple[Mapping[str, str], float]]:
        """One assignment of the open fields for each possible plan with its weight, likeliest first."""
        return self._completions

    @cached_property
    def _completions(self) -> Sequence[tuple[Mapping[str, str], float]]:
        weight = self.weight.ravel()
        possible = np.flatnonzero(weight > 0)
        _, group = np.unique(self.signature.ravel()[possible], return_inverse=True)
        mass = np.bincount(group, weights=weight[possible])
        best = np.empty(len(mass), dtype=np.int64)
        lightest_first = np.argsort(weight[possible], kind="stable")
        best[group[lightest_first]] = possible[lightest_first]  # the last one written, the heaviest, stays
        cells = np.unravel_index(best, self.weight.shape)
        return [
            (
                {name: VOCABULARY[name][int(cells[axis][plan])] for axis, name in enumerate(self.open)},
                float(mass[plan]),
            )
            for plan in np.argsort(-mass, kind="stable")
        ]


def _entropy(weight: np.ndarray, signature: np.ndarray) -> float:
    # (-1 is no row)
    mass = np.bincount(signature.ravel() + 1, weights=weight.ravel())
    mass = mass[mass > 0]
    return float(max(0.0, -(mass * np.log(mass)).sum()))


def _selection(case: Case) -> tuple[int | slice, ...]:
    """The cells that the case leaves. A card without a number is planned as one, whosever network it uses."""
    values = (_IOT if name == "carrier" and case.iot == "是" else getattr(case, name) for name in DECIDING)
    return tuple(
        slice(None) if value is None else VOCABULARY[name].index(value)
        for name, value in zip(DECIDING, values, strict=True)
    )


@lru_cache(maxsize=4096)
def _space(
    selection_key: tuple[int | None, ...],
    overlay: tuple[str, ...],
    narrowing: tuple[tuple[str, str, str], ...],
    claims_money: bool,
) -> Space:
    selection = tuple(slice(None) if i is None else i for i in selection_key)
    weight = np.atleast_1d(_prior()[selection])
    if not weight.sum() > 0:
        # what was said cannot be true together: then nothing is ruled out by it
        weight = np.ones_like(weight)
    masks = [_among(name, FIELDS[hint].narrows[value]) for hint, name, value in narrowing]
    if claims_money:
        masks.append(~_among("payee", ("没付",)))
    for mask in masks:
        narrowed = np.where(np.atleast_1d(mask[selection]), weight, 0.0)
        # a hint that contradicts what was said outright is dropped, it alone
        if narrowed.sum() > 0:
            weight = narrowed
    signature = np.atleast_1d(_signatures(overlay)[selection])
    row = np.atleast_1d(_row_index(overlay)[selection])
    open_fields = tuple(name for name, i in zip(DECIDING, selection_key, strict=True) if i is None)
    return Space(open_fields, weight / weight.sum(), signature, row)


def space(case: Case, today: date) -> Space:
    """The plans that are possible for ``case``."""
    key = tuple(None if isinstance(i, slice) else i for i in _selection(case))
    narrowing = tuple(
        (field.name, field.part_of, value)
        for field in FIELDS.values()
        if field.narrows and (value := getattr(case, field.name)) is not None
    )
    return _space(key, overlays(case, today), narrowing, case.refund_state not in (None, "未申请"))


def row_of(case: Case, today: date) -> PlanRow:
    """The row of the plan table for a case whose deciding fields are all known.

    Raises:
        LookupError: a deciding field is unknown, or no row covers the case (a hole in the table).
    """
    selection = _selection(case)
    if any(isinstance(i, slice) for i in selection):
        raise LookupError("a row is chosen only when every deciding field is known")
    number = int(_row_index(overlays(case, today))[selection])
    if number < 0:
        raise LookupError(f"no row of plans.yaml covers {case.known()}")
    return rows()[number]
