"""Values that say nothing by themselves (光一个数、光一句): the question that is open gives them their field."""

from __future__ import annotations

from dataclasses import replace

from ..facts import sums
from ..facts.case import Case
from ..facts.fact import Fact, Strength
from ..facts.fields import AMOUNTS, DATES, MONTHS, canonical

#: What tells something only as the answer to one question -> that question and its field: 「还没收到」
#: by itself is the parcel or the money, 「公众号」 the seller or the payee.
_ONLY_ASKED = {
    "not_here": ("parcel_stage", "not_received"),
    "not_shown": ("penalty_basis", "penalty_basis"),
    "seen_at": ("sales_channel", "sales_channel"),
    "paid_at": ("paid_to", "paid_to"),
}
#: Values that carry no role of their own: what they mean depends on the question.
BARE = ("date", "amount", "months", *_ONLY_ASKED)

#: What is charged too much each month.
_OVER = frozenset({"over_amount", "agreed_fee"})


def with_role(values: tuple[Fact, ...], asked: str | None, case: Case) -> list[Fact]:
    """Bare dates, amounts and months take the role of what was asked; without a question they say nothing, but
    for the months of what is charged too much each month.
    """
    kinds = {"date": DATES, "amount": AMOUNTS, "months": MONTHS}
    is_over = not _OVER.isdisjoint(fact.field for fact in values)
    out: list[Fact] = []
    for fact in values:
        if fact.field not in BARE:
            out.append(fact)
        elif fact.field in _ONLY_ASKED:
            question, field = _ONLY_ASKED[fact.field]
            out += [replace(fact, field=field)] if asked == question else []
        elif asked in kinds[fact.field] or (asked in MONTHS and _is_count(fact)):
            out.append(replace(fact, field=asked or ""))
        elif fact.field == "months" and (is_over or sums.over(case) is not None):
            out.append(replace(fact, field="charged_months"))
        elif fact.field == "amount" and (asked == "payee" or _is_price(fact, values, case)):
            # 「付过钱吗」 answered by a sum: paid, to the seller unless said otherwise
            out.append(replace(fact, field="paid_amount"))
    if _is_in_his_hands(out):
        # (what was handed to somebody is what was paid, whatever they say it is for)
        out = [replace(fact, field="paid_amount") if fact.field == "topup_amount" else fact for fact in out]
    return out


#: Who says only a sum and these says what was paid, where money is to come back and no sum is known.
_BESIDE_A_PRICE = frozenset({"amount", "platform", "sales_channel", "payment_method", "paid_to", "payee"})


def _is_price(fact: Fact, values: tuple[Fact, ...], case: Case) -> bool:
    """Whether a sum with its unit, told by itself (「抖音店 45块」), is what was paid for what is to come back."""
    known = case.paid_amount or case.topup_amount or case.due_amount or case.refunded_amount or case.charged
    owed = case.payee not in (None, "没付") or case.paid_to or case.refund_state
    alone = all(other.field in _BESIDE_A_PRICE for other in values)
    return bool(alone and owed and not known and any(unit in fact.words for unit in ("元", "块")))


def _is_in_his_hands(told: list[Fact]) -> bool:
    """Whether it is told that a private person was paid, and by nobody but them that it was put on the number."""
    paid = any((fact.field, fact.value) == ("paid_to", "个人") for fact in told)
    on_number = any((f.field, f.value) == ("payee", "首充") and f.strength is not Strength.CLAIMED for f in told)
    return paid and not on_number


def _is_count(fact: Fact) -> bool:
    """Whether a bare number that could be a sum (「17」) may as well count months: whole, and without 「元」."""
    is_whole = isinstance(fact.value, int | float | str) and float(fact.value) == int(float(fact.value))
    return fact.field == "amount" and is_whole and not any(unit in fact.words for unit in ("元", "块", "毛", "钱"))


#: What is said of a number that is stopped: that it was not opened again; only these words tell of a card never used.
_NEVER_USED = ("激活", "实名", "插", "拆", "刷脸")
_HOW_IT_STOPPED = "停的"


def is_restoring(fact: Fact, case: Case) -> bool:
    """Whether 「还没开」 is said of a number that is stopped: it was not opened again, and is no card never used; or
    how a number had stopped that is gone by now (「那时候应该是欠费停的」).
    """
    is_stopped = (fact.field, fact.value) == ("card_stage", "停机") and _HOW_IT_STOPPED in fact.words
    if is_stopped and case.card_stage == "已销户":
        return True
    is_idle = (canonical(fact.field), fact.value) in (("activated", "没激活"), ("card_stage", "已开卡未激活"))
    return is_idle and case.card_stage == "停机" and not any(word in fact.words for word in _NEVER_USED)
