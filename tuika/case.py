"""What is known of one user's case (个案): typed and immutable.

Every field may be unknown (``None``). Values of the closed fields are the trade's own Chinese terms, because
they are what the knowledge files, the slots and the users share. Dates are ``datetime.date`` (Asia/Shanghai),
amounts are yuan as ``Decimal``, durations are whole months.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

#: Closed vocabularies: field -> its possible values.
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "carrier": ("移动", "联通", "电信", "广电", "虚拟运营商", "物联网卡"),
    "sales_channel": ("运营商官方", "网盟/代理", "电商平台"),
    "card_stage": ("待提交", "已提交待开卡", "开卡失败", "已开卡未激活", "已激活", "停机", "销户中", "已销户"),
    "parcel_stage": ("未发货", "运输中", "派件中", "已签收", "已拒收", "退回中", "商家已签收退货"),
    "activated": ("没激活", "激活了"),
    "received": ("没收到",),
    "payee": ("没付", "货款", "首充", "都付"),
    "contract": ("没有", "有合约", "有绑定"),
    "ordered_by": ("本人", "不是我"),
    "activated_by": ("本人", "不是我"),
    "as_sold": ("一致", "不符"),
    "settlement": ("单独退", "统一结算"),
    "charged": ("否", "是"),
    "refund_state": ("未申请", "已申请", "已受理", "已到账", "被拒", "逾期"),
    "penalty_basis": ("剩余比例", "返还优惠", "固定金额", "没见过条款"),
    "place": ("归属地", "外地"),
}
#: Fields that decide which plan applies, in the table's order of axes.
DECIDING: tuple[str, ...] = ("card_stage", "parcel_stage", "payee", "sales_channel", "carrier", "contract")
DATES: tuple[str, ...] = (
    "order_date",
    "request_date",
    "due_date",
    "signed_date",
    "refused_date",
    "return_signed_date",
    "activation_date",
    "closed_date",
    "approved_date",
    "complaint_date",
)
AMOUNTS: tuple[str, ...] = ("paid_amount", "topup_amount", "monthly_fee", "penalty_value")
MONTHS: tuple[str, ...] = ("contract_months", "contract_months_left")
FREE: tuple[str, ...] = ("payment_method", "platform")

#: No single amount in a SIM card case is larger; more is a slip of the pen (an order number, say).
MAX_AMOUNT = Decimal(100_000)
#: The smallest coin.
MIN_AMOUNT = Decimal("0.01")
MAX_MONTHS = 120
#: No day of a SIM card case lies outside; days are counted on from here, so the calendar must not end.
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class BadValue(ValueError):
    """A value that a field cannot hold. ``field`` and ``value`` say which."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"{name} cannot be {value!r}")
        self.field = name
        self.value = value


@dataclass(frozen=True)
class Case:
    """One order as far as it is known. See ``VOCABULARY`` for the closed fields' values."""

    carrier: str | None = None
    sales_channel: str | None = None
    platform: str | None = None
    card_stage: str | None = None
    activated: str | None = None
    received: str | None = None
    parcel_stage: str | None = None
    payee: str | None = None
    paid_amount: Decimal | None = None
    topup_amount: Decimal | None = None
    payment_method: str | None = None
    order_date: date | None = None
    request_date: date | None = None
    due_date: date | None = None
    signed_date: date | None = None
    refused_date: date | None = None
    return_signed_date: date | None = None
    activation_date: date | None = None
    closed_date: date | None = None
    approved_date: date | None = None
    complaint_date: date | None = None
    contract: str | None = None
    contract_months: int | None = None
    contract_months_left: int | None = None
    monthly_fee: Decimal | None = None
    penalty_basis: str | None = None
    penalty_value: Decimal | None = None
    ordered_by: str | None = None
    activated_by: str | None = None
    as_sold: str | None = None
    settlement: str | None = None
    charged: str | None = None
    refund_state: str | None = None
    place: str | None = None
    #: fields that the user said they cannot tell (「不知道」)
    unsure: frozenset[str] = field(default_factory=frozenset)

    def known(self) -> dict[str, Any]:
        """The fields that hold a value, without ``unsure``."""
        return {
            f.name: getattr(self, f.name)
            for f in dataclasses.fields(self)
            if f.name != "unsure" and getattr(self, f.name) is not None
        }

    def with_facts(self, facts: Mapping[str, Any]) -> Case:
        """This case with ``facts`` added or corrected, and what they contradict taken back.

        Args:
            facts: field -> value, as text or typed; ``None`` forgets a field.

        Raises:
            BadValue: a value the field cannot hold; nothing is changed then.
        """
        typed = {name: parse(name, value) for name, value in facts.items()}
        unsure = self.unsure - {name for name, value in typed.items() if value is not None}
        changed = dataclasses.replace(self, **typed, unsure=unsure)
        return _settle(changed, typed)

    def with_unsure(self, names: Iterable[str]) -> Case:
        """This case with the user's 「不知道」 noted for these fields."""
        return dataclasses.replace(self, unsure=self.unsure | frozenset(names))

    def to_slots(self) -> dict[str, Any]:
        """Every field as JSON can hold it: dates as ISO 8601, amounts as numbers, ``unsure`` as a sorted list."""
        slots: dict[str, Any] = {}
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            if isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, Decimal):
                value = int(value) if value == value.to_integral_value() else float(value)
            elif isinstance(value, frozenset):
                value = sorted(value) or None
            slots[f.name] = value
        return slots

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Case:
        """The case that these slots hold. A slot with a value no field can have counts as unknown."""
        values: dict[str, Any] = {}
        for name in FIELDS:
            try:
                values[name] = parse(name, slots.get(name))
            except BadValue:
                values[name] = None
        stated = slots.get("unsure")
        unsure = frozenset(n for n in stated if n in FIELDS) if isinstance(stated, list) else frozenset()
        return cls(**values, unsure=unsure)


FIELDS: tuple[str, ...] = tuple(f.name for f in dataclasses.fields(Case) if f.name != "unsure")


def parse(name: str, value: Any) -> Any:
    """``value`` as the field ``name`` holds it.

    Raises:
        BadValue: the field does not exist or cannot hold the value.
    """
    if name not in FIELDS:
        raise BadValue(name, value)
    if value is None:
        return None
    if name in VOCABULARY:
        if value not in VOCABULARY[name]:
            raise BadValue(name, value)
        return value
    if name in DATES:
        return _parse_date(name, value)
    if name in AMOUNTS:
        return _parse_amount(name, value)
    if name in MONTHS:
        return _parse_months(name, value)
    if not isinstance(value, str) or not value.strip() or len(value) > 40:
        raise BadValue(name, value)
    return value


def _parse_date(name: str, value: Any) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise BadValue(name, value) from None
    if not EARLIEST <= day <= LATEST:
        raise BadValue(name, value)
    return day


def _parse_amount(name: str, value: Any) -> Decimal:
    if isinstance(value, bool):
        raise BadValue(name, value)
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise BadValue(name, value) from None
    if not amount.is_finite() or not 0 <= amount <= MAX_AMOUNT or 0 < amount < MIN_AMOUNT:
        raise BadValue(name, value)
    return Decimal(int(amount)) if amount == amount.to_integral_value() else amount


def _parse_months(name: str, value: Any) -> int:
    if isinstance(value, bool):
        raise BadValue(name, value)
    try:
        months = int(value)
    except (TypeError, ValueError, OverflowError):
        raise BadValue(name, value) from None
    if not 0 <= months <= MAX_MONTHS:
        raise BadValue(name, value)
    return months


#: What a stage makes true of another field. Source: the order model's event table (a waybill means the card is made
#: out; a card that is not made out yet has no parcel).
_PARCEL_IMPLIES_CARD = {
    "运输中": "已开卡未激活",
    "派件中": "已开卡未激活",
    "已拒收": "已开卡未激活",
    "退回中": "已开卡未激活",
    "商家已签收退货": "已开卡未激活",
}
#: Parcel stages that 「还没收到」 leaves open (the user may not know whether it was sent).
NOT_RECEIVED: tuple[str, ...] = ("未发货", "运输中", "派件中")
_UNSHIPPED_CARDS = frozenset({"待提交", "已提交待开卡", "开卡失败"})
_LIVE_CARDS = frozenset({"已激活", "停机", "销户中", "已销户"})
#: Card stages that 「没激活」 leaves open (the user cannot see whether the carrier has the order).
NOT_ACTIVATED: tuple[str, ...] = ("待提交", "已提交待开卡", "开卡失败", "已开卡未激活")


def _settle_activation(case: Case, new: Mapping[str, Any]) -> dict[str, Any]:
    """「没激活」 narrows the card's stage, 「激活了」 settles it; a stage that says otherwise wins if it is newer."""
    card, activated = case.card_stage, case.activated
    if card is not None and (activated is None or "card_stage" in new):
        return {"activated": "没激活" if card in NOT_ACTIVATED else "激活了"}
    if activated == "激活了" and (card is None or card in NOT_ACTIVATED):
        return {"card_stage": "已激活"}
    if activated == "没激活" and card in _LIVE_CARDS:
        card = None
    if activated == "没激活" and card is None:
        arrived = case.parcel_stage not in (None, "未发货")
        return {"card_stage": "已开卡未激活" if arrived else None}
    return {}


def _settle_receipt(case: Case, new: Mapping[str, Any]) -> dict[str, Any]:
    """「还没收到」 against a parcel that is elsewhere: the newer one wins."""
    if case.received is None or case.parcel_stage in (None, *NOT_RECEIVED):
        return {}
    return {"parcel_stage": None} if new.get("received") and "parcel_stage" not in new else {"received": None}


def _settle(case: Case, new: Mapping[str, Any]) -> Case:
    """Let the newer of two facts that exclude each other win, and fill in what follows from it."""
    changes = _settle_receipt(case, new)
    case = dataclasses.replace(case, **changes)
    changes = _settle_activation(case, new)
    case = dataclasses.replace(case, **changes)
    card, parcel = case.card_stage, case.parcel_stage
    if card in _UNSHIPPED_CARDS and parcel not in (None, "未发货"):
        if "parcel_stage" in new and "card_stage" not in new:
            changes["card_stage"] = card = None
        else:
            changes["parcel_stage"] = parcel = "未发货"
    if card in _UNSHIPPED_CARDS and parcel is None:
        changes["parcel_stage"] = "未发货"
    if parcel == "未发货" and card in _LIVE_CARDS:
        # an eSIM or a card handed over on the spot: it lives, so nothing is waiting to be sent
        if "card_stage" in new or "parcel_stage" not in new:
            changes["parcel_stage"] = "已签收"
        else:
            changes["card_stage"] = None
    if parcel in _PARCEL_IMPLIES_CARD and card is None:
        changes["card_stage"] = _PARCEL_IMPLIES_CARD[parcel]
    if parcel == "已签收" and card is None and case.activated == "没激活":
        changes["card_stage"] = "已开卡未激活"
    if case.activated_by == "不是我" and card is None:
        changes["card_stage"] = "已激活"
    if case.payee is None and new.get("paid_amount") and case.topup_amount is None:
        changes["payee"] = "货款" if new["paid_amount"] > 0 else None
    if case.payee is None and new.get("topup_amount"):
        changes["payee"] = "首充"
    if new.get("paid_amount") == 0 and case.topup_amount is None and case.payee is None:
        changes["payee"] = "没付"
    if case.contract is None and (case.contract_months or case.contract_months_left):
        changes["contract"] = "有合约"
    return dataclasses.replace(case, **changes) if changes else case
