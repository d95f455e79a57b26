"""Whose a fact is (这是谁的): who signed for a parcel, and a further sum that is not the one that was paid before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from ..facts import sums
from ..facts.case import Case
from ..facts.fact import Fact, Strength
from ..facts.fields import AMOUNTS, canonical
from ..knowledge import book
from .reading import Reading

#: Where a refused parcel and one that was sent back go to; what is signed for there was not signed for by the person.
_GOES_BACK = ("已拒收", "退回中", "商家已签收退货")
#: What is signed for on the way back is signed for by the seller; who signs for a parcel of which nobody said that it
#: goes back (「快递到家，她签收了」) is of the household.
_SIGNED, _SIGNED_BACK = "signed_date", "return_signed_date"
_IN_HAND, _BACK = ("parcel_stage", "已签收"), "商家已签收退货"
#: What names a parcel that is seen to be signed for, on the way back by the seller (「单号在，显示签收了」).
_SEEN_SIGNED = frozenset({"退件签收", "仓库签收"})
#: Events by which a parcel goes back.
_SENT = frozenset({"sent_back", "refused_parcel"})


def on_its_side(told: Sequence[Fact], reading: Reading, case: Case) -> list[Fact]:
    """The facts, what is told to be signed for on the side where the parcel is."""
    told = without_old_number(told, reading, case)
    stages = {str(fact.value) for fact in told if fact.field == "parcel_stage"}
    if case.parcel_stage not in _GOES_BACK:
        if stages.intersection(_GOES_BACK) and _signed_behind(reading):
            arrived = [replace(f, field=_SIGNED_BACK) if f.field == _SIGNED else f for f in told]
            return [replace(f, value=_BACK) if f.field == "parcel_stage" else f for f in arrived]
        returned = stages.intersection(_GOES_BACK) or any(e.name in _SENT for e in reading.events)
        at_home = not returned and _IN_HAND[1] in stages
        return [replace(f, field=_SIGNED) if at_home and f.field == _SIGNED_BACK else f for f in told]
    # a station that is named is where it was handed in
    guessed = {f.value for f in reading.facts if f.field == "parcel_stage" and f.strength == Strength.IMPLIED.value}
    told = [f for f in told if f.field != "parcel_stage" or f.value not in guessed or f.value in _GOES_BACK]
    if all(fact.field != _SIGNED for fact in told) and _SEEN_SIGNED.isdisjoint(reading.things):
        return list(told)
    return [
        replace(fact, value=_BACK)
        if (fact.field, fact.value) == _IN_HAND
        else replace(fact, field=_SIGNED_BACK if fact.field == _SIGNED else fact.field)
        for fact in told
    ]


#: What is said of a number that somebody has anyway, beside the card that was ordered; a use that is told in so many
#: words is the card's.
_OLD_NUMBER, _OF_NUMBER, _USED = "手上的号", frozenset({"carrier", "card_stage", "activated", "in_use"}), "激活"


def without_old_number(told: Sequence[Fact], reading: Reading, case: Case) -> list[Fact]:
    """The facts, without those of the number in hand where an order is what is talked about."""
    ordered = case.activated == "没激活" or case.parcel_stage is not None or case.sales_channel is not None
    if _OLD_NUMBER not in reading.things or not ordered or case.activated == "激活了" or takes_back(reading):
        return list(told)
    return [fact for fact in told if canonical(fact.field) not in _OF_NUMBER or _USED in fact.words]


def _signed_behind(reading: Reading) -> bool:
    """Whether a day of signing stands behind the words that sent the parcel back (「寄回去了，昨天签收」)."""
    # (the facts of a reading stand in the order of their words)
    sent = [n for n, f in enumerate(reading.facts) if f.field == "parcel_stage" and f.value in _GOES_BACK]
    signed = [n for n, f in enumerate(reading.facts) if f.field == _SIGNED]
    return bool(sent and signed) and min(sent) < min(signed)


#: The sums that were paid, and to whom; what asks for them.
_PAID = frozenset({"paid_amount", "topup_amount"})
_PAYEES = frozenset({"payee", "paid_to"})
#: Acts and talk by which somebody says that what they told is to be changed.
TAKES_BACK = frozenset({"correct", "protest", "undo", "not_this"})


def takes_back(reading: Reading) -> bool:
    """Whether the person says that something told is to be changed."""
    return not TAKES_BACK.isdisjoint(reading.acts() | {m.name for m in reading.meta})


#: A number that was looked up again, or is put in the place of another; a sum that is paid beside the card.
_LOOKED_UP, _BESIDE = frozenset({"查清的数", "看错了"}), frozenset({"运费"})


def corrects_sum(reading: Reading) -> bool:
    """Whether a sum that the message tells stands in the place of one told before (「看了订单，付的是9块9」)."""
    looked_up = not _LOOKED_UP.isdisjoint(reading.things) and _BESIDE.isdisjoint(reading.things)
    return takes_back(reading) or looked_up


def without_further_sum(told: Sequence[Fact], reading: Reading, case: Case, asked: str | None) -> list[Fact]:
    """The facts, without a smaller sum that was paid besides (a tip, a fee, a debt of a few yuan) and whom it went to:
    what was paid for the card, and to whom, stays what was told of it.
    """
    told = _without_unpaid_demand(_with_what_came_before(told, reading, case), reading, case, asked)
    told = _without_all_of_a_part(told, case)
    further = [fact for fact in told if canonical(fact.field) in _PAID and fact.strength is not Strength.CLAIMED]
    known = _was_paid(case)
    if not further or not known or asked in (*AMOUNTS, *_PAYEES) or corrects_sum(reading):
        return list(told)
    if not all(_is_less(fact.value, min(known)) for fact in further):
        return list(told)
    return [fact for fact in told if canonical(fact.field) not in _PAID | _PAYEES]


#: That nothing was paid; a further part of the money that is told to have come.
_NOTHING, _MORE, _TOP_UP = ("payee", "没付"), "又到一笔", "充"


def _without_unpaid_demand(told: Sequence[Fact], reading: Reading, case: Case, asked: str | None) -> list[Fact]:
    """The facts; what somebody who has paid says not to have paid is what is asked for besides (「我没充」)."""
    if not _was_paid(case) or asked in _PAYEES:
        return list(told)
    # (「我没充」 protests, and takes back nothing that was paid)
    firm = takes_back(reading)
    nothing = [f for f in told if (canonical(f.field), f.value) == _NOTHING and (not firm or _TOP_UP in f.words)]
    return [fact for fact in told if fact not in nothing]


def _without_all_of_a_part(told: Sequence[Fact], case: Case) -> list[Fact]:
    """The facts; where less came than was paid (「40到了」 of 60) the refund has not come."""
    came = next((fact.value for fact in told if fact.field == "refunded_amount"), None)
    due = sums.due(case)
    if came is None or due is None or not _is_less(came, due):
        return list(told)
    return [fact for fact in told if (fact.field, fact.value) != ("refund_state", "已到账")]


def _with_what_came_before(told: Sequence[Fact], reading: Reading, case: Case) -> list[Fact]:
    """The facts; of a further part that came (「又退了10」) all that has come is told, with what came before."""
    before = case.refunded_amount
    if before is None or _MORE not in reading.things or takes_back(reading):
        return list(told)
    return [replace(f, value=float(before) + float(f.value)) if f.field == "refunded_amount" else f for f in told]


#: Who buys on a platform pays for the goods.
_ON_PLATFORM, _FOR_GOODS = "电商平台", "货款"


def paid_for_order(told: Sequence[Fact], reading: Reading, case: Case) -> list[Fact]:
    """「微信付的」, 「付了9块9」 of a card bought from a shop: it was paid, and is not reckoned with as unpaid."""
    fields = {canonical(fact.field) for fact in told}
    stated = [fact for fact in told if fact.strength is Strength.STATED]
    ways, sums = ([f for f in stated if canonical(f.field) == name] for name in ("payment_method", "paid_amount"))
    gave = any(e.name == "gave_money" and e.confidence >= book().advising.bounds.told for e in reading.events)
    seller = next((str(f.value) for f in told if f.field == "sales_channel"), case.sales_channel)
    if not (sums or (ways and gave)) or seller != _ON_PLATFORM or case.payee is not None or fields & _PAYEES:
        return []
    return [replace((sums or ways)[0], field="payee", value=_FOR_GOODS, strength=Strength.IMPLIED)]


#: Where a card was given away for money.
_GIVEN_AWAY = frozenset({"lent_card", "card_trading"})
#: Where a parcel stands before somebody has it; who has it does not get it once more.
_ON_ITS_WAY = frozenset({"未发货", "运输中", "派件中"})


def of_this_card(told: Sequence[Fact], reading: Reading, lead: str | None, case: Case) -> list[Fact]:
    """The facts; money that a swindler took, or that somebody gave for the card, was paid for no card; and a parcel in
    hand, or one whose card is in use, is not on its way again, unless the person takes that back.
    """
    least = book().advising.bounds.told
    spoken_of = {m.name for m in reading.matters if m.confidence >= least} | {lead}
    if not spoken_of.isdisjoint(book().advising.no_goods):
        told = [f for f in told if canonical(f.field) != "payee"]
    if not spoken_of.isdisjoint(_GIVEN_AWAY):
        told = [f for f in told if canonical(f.field) not in _PAID]
    in_use = any((f.field, f.value) == ("activated", "激活了") for f in told)
    has_it = in_use or case.parcel_stage == _IN_HAND[1] or case.activated == "激活了"
    if not has_it or takes_back(reading):
        return list(told)
    return [f for f in told if not (f.field == "parcel_stage" and f.value in _ON_ITS_WAY)]


#: The events of money that came, all of it and a part.
ALL_IN, PART = "paid_in", "partial_paid"


#: Papers by which the other side would have all of it settled.
_TO_BE_SIGNED = "和解书"


def with_part_paid(events: tuple[str, ...], case: Case, came: Any, things: Collection[str] = ()) -> tuple[str, ...]:
    """The events; where the sum that came is less than what is due, and not what was agreed on, a part came; so did
    what came with a paper that is still to be signed for it (「40到了，让我签调解书」).
    """
    if came is not None and ALL_IN in events and _TO_BE_SIGNED in things:
        return (PART, *(name for name in events if name not in (ALL_IN, PART)))
    due = sums.due(case)
    if due is None or came is None:
        return events
    if PART in events and not _is_less(came, due):
        # as much came as was paid: what they call settled is
        return (ALL_IN, *(name for name in events if name not in (ALL_IN, PART)))
    # (who is offered a part of what was charged too much has not agreed to it by that)
    if came == case.offered_amount and not sums.overcharged(case):
        return events
    others = tuple(name for name in events if name not in (ALL_IN, PART))
    if _is_less(came, due):
        return (PART, *others)
    # (what was lacking has come, too)
    return (ALL_IN, *others) if case.refunded_amount is not None and float(came) == float(due) else events


def _was_paid(case: Case) -> list[Any]:
    """The sums that are known to be paid."""
    return [amount for amount in (case.paid_amount, case.topup_amount) if amount]


def _is_less(value: Any, known: Any) -> bool:
    try:
        return float(value) < float(known)
    except (TypeError, ValueError):
        return False


#: The chart's event of a refused refund; words where a refund is spoken of: 「不给销」, 「改不了」 refuse none.
REJECTED = "reject"
_REFUND = ("退款", "退钱", "退费", "退我", "不退", "给退", "能退", "退不", "退货", "钱", "余额", "押金", "货款", "差价")


def is_of_refund(text: str, case: Case) -> bool:
    """Whether a refund is spoken of, or was asked for before, so that it is what was refused."""
    return case.refund_state is not None or any(word in text for word in _REFUND)


#: Money that was given to somebody, as an event.
_GAVE = "gave_money"


def with_sum_given(events: tuple[str, ...], told: Collection[str]) -> tuple[str, ...]:
    """The events; in the middle of a danger a sum that is told as paid (「打过去500了」) is money that is gone."""
    given = "paid_amount" in told and _GAVE not in events
    return (*events, _GAVE) if given else events
