"""From one message to the facts it tells: what is asked, what is known and who says it decide; nothing else does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tuika.dialogue.bare import with_role
from tuika.dialogue.hearing import Facts, Heard, facts_of
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.facts.case import Case
from tuika.facts.fact import Fact, Strength

from .walks import reading

TODAY = date(2026, 11, 24)
IN_USE = {"card_stage": "已激活"}
LIKED = 0.9


def clause(act: str = "tell", holder: str = "self") -> HeardClause:
    return HeardClause("某某", 0, 2, act, "user", holder)


def facts(*told: tuple[str, Any, str]) -> Reading:
    """A reading of facts, each with its strength."""
    return Reading(facts=tuple(HeardFact(name, value, "某某", strength) for name, value, strength in told))


def pick(field: str, value: str, confidence: float = LIKED) -> Reading:
    return Reading(picks=(HeardFact(field, value, "某某", "stated", confidence),))


def heard(text: str = "某某", *values: tuple[str, Any], intent: str = "inform", said: Reading | None = None) -> Heard:
    return Heard(intent, text, tuple(Fact(*v) for v in values), reading=said or Reading())


def told(found: Facts) -> list[tuple[str, str]]:
    return [(fact.field, str(fact.value)) for fact in found.told]


def test_an_active_card_that_lies_unused_is_active() -> None:
    idle = Heard("inform", "插都没插", (Fact("activated", "没激活", "没插"),))
    said_so = Heard("inform", "我没激活", (Fact("activated", "没激活", "没激活"),))
    assert told(facts_of(idle, None, Case(card_stage="已激活"), TODAY)) == []
    assert told(facts_of(idle, None, Case(), TODAY)) == [("activated", "没激活")]
    assert told(facts_of(said_so, None, Case(card_stage="已激活"), TODAY)) == [("activated", "没激活")]


def test_how_a_number_had_stopped_leaves_it_gone() -> None:
    then = Heard(
        "inform", "那会儿是欠费停的", (Fact("card_stage", "停机", "欠费停的"), Fact("stopped_by", "欠费", "停"))
    )
    now = Heard("inform", "没销，停机了", (Fact("card_stage", "停机", "停机了"),))
    gone = Case(card_stage="已销户")
    assert told(facts_of(then, None, gone, TODAY)) == [("stopped_by", "欠费")]
    assert told(facts_of(then, None, Case(), TODAY)) == [("card_stage", "停机"), ("stopped_by", "欠费")]
    assert told(facts_of(now, None, gone, TODAY)) == [("card_stage", "停机")]


MEMBER = Reading(clauses=(clause(holder="relative"),))
#: What is said; what was asked; what is known; the facts, in order.
TOLD: dict[str, tuple[Heard, str | None, dict[str, Any], list[tuple[str, str]]]] = {
    # bare values take the role of the question, and without one say nothing
    "day": (heard("周一", ("date", "2026-11-23")), "order_date", {}, [("order_date", "2026-11-23")]),
    "day of nothing": (heard("周一", ("date", "2026-11-23")), None, {}, []),
    "day to a sum": (heard("周一", ("date", "2026-11-23")), "monthly_fee", {}, []),
    "sum": (heard("39", ("amount", "39")), "monthly_fee", {}, [("monthly_fee", "39")]),
    "sum to who was paid": (heard("39", ("amount", "39")), "payee", {}, [("paid_amount", "39")]),
    "sum to a day": (heard("39", ("amount", "39")), "order_date", {}, []),
    "months": (heard("12", ("months", "12")), "contract_months_left", {}, [("contract_months_left", "12")]),
    "months to a sum": (heard("12", ("months", "12")), "monthly_fee", {}, []),
    "not here, the parcel": (heard("没收到", ("not_here", "没收到")), "parcel_stage", {}, [("not_received", "没收到")]),
    "not here, whatever": (heard("没收到", ("not_here", "没收到")), "carrier", {}, []),
    "seen at, the seller": (
        heard("公众号文章", ("seen_at", "网盟/代理")),
        "sales_channel",
        {},
        [("sales_channel", "网盟/代理")],
    ),
    "not shown, the penalty": (
        heard("没给看", ("not_shown", "没见过条款")),
        "penalty_basis",
        {},
        [("penalty_basis", "没见过条款")],
    ),
    "not shown, whatever": (heard("没给看", ("not_shown", "没见过条款")), "carrier", {}, []),
    "seen at, whatever": (heard("公众号", ("seen_at", "网盟/代理")), "carrier", {}, []),
    "paid at, to whom": (heard("移动话费", ("paid_at", "运营商")), "paid_to", {}, [("paid_to", "运营商")]),
    "paid at, whatever": (heard("移动话费", ("paid_at", "运营商")), "monthly_fee", {}, []),
    "for what, and to whom": (
        heard("货款给京东店铺", ("payee", "货款"), ("sales_channel", "电商平台")),
        "paid_to",
        {},
        [("payee", "货款"), ("sales_channel", "电商平台"), ("paid_to", "商户")],
    ),
    # an offered answer: typed, counted out, named in part, or within a longer message
    "typed": (heard("付给卖家了！"), "payee", {}, [("payee", "货款")]),
    "counted": (heard("3"), "payee", {}, [("payee", "首充")]),
    "counted beyond": (heard("9"), "payee", {}, []),
    "named in part": (heard("朋友圈"), "sales_channel", {}, [("sales_channel", "网盟/代理")]),
    "within": (heard("好像是付给卖家了吧"), "payee", {}, [("payee", "货款")]),
    "short within": (heard("移动网络真慢"), "carrier", {}, []),
    "not asked": (heard("付给卖家了"), None, {}, []),
    "typed above what is heard": (heard("付给卖家了", ("carrier", "联通")), "payee", {}, [("payee", "货款")]),
    "picked": (heard(said=pick("payee", "都付")), "payee", {}, [("payee", "都付")]),
    "picked, unsure": (heard(said=pick("payee", "都付", 0.1)), "payee", {}, []),
    "picked, of another": (heard(said=pick("carrier", "联通")), "payee", {}, []),
    "picked, not offered": (
        heard(said=pick("parcel_stage", "派件中")),
        "parcel_stage",
        {},
        [("parcel_stage", "派件中")],
    ),
    "picked beside an answer": (
        heard("某某", ("payee", "没付"), said=pick("payee", "都付")),
        "payee",
        {},
        [("payee", "没付")],
    ),
    # a bare yes or no
    "yes": (heard("嗯", intent="affirm"), "contract", IN_USE, [("contract", "有合约")]),
    "no": (heard("没有", intent="deny"), "contract", IN_USE, [("contract", "没有")]),
    "yes that tells more": (
        heard("嗯", ("carrier", "联通"), intent="affirm"),
        "contract",
        IN_USE,
        [("carrier", "联通")],
    ),
    "yes in a story": (heard("嗯", intent="affirm", said=reading("refund_late")), "contract", IN_USE, []),
    "yes to nothing": (heard("嗯", intent="affirm"), None, {}, []),
    # a sum that corrects the only one that is known
    "correction": (
        heard("错了", ("amount", "39.9"), said=reading(meta=("not_this",))),
        None,
        {"paid_amount": 29},
        [("paid_amount", "39.9")],
    ),
    "no correction": (heard("39.9", ("amount", "39.9")), None, {"paid_amount": 29}, []),
    "correction of one of two": (
        heard("错了", ("amount", "39.9"), said=reading(meta=("not_this",))),
        None,
        {"paid_amount": 29, "monthly_fee": 19},
        [],
    ),
    "correction of the question": (
        heard("错了", ("amount", "39.9"), said=reading(meta=("not_this",))),
        "monthly_fee",
        {"paid_amount": 29},
        [("monthly_fee", "39.9")],
    ),
    "correction with a role": (
        heard("错了", ("amount", "39.9"), ("topup_amount", "50"), said=reading(meta=("not_this",))),
        None,
        {"paid_amount": 29},
        [("topup_amount", "50")],
    ),
    "two sums correct": (
        heard("错了", ("amount", "1"), ("amount", "2"), said=Reading(clauses=(clause("correct"),))),
        None,
        {"paid_amount": 29},
        [("paid_amount", "2")],
    ),
    # who sold it, said to who was paid
    "paid the shop": (
        heard("京东", ("sales_channel", "电商平台")),
        "payee",
        {},
        [("sales_channel", "电商平台"), ("payee", "货款")],
    ),
    "paid the carrier": (
        heard("官方", ("sales_channel", "运营商官方")),
        "paid_to",
        {},
        [("sales_channel", "运营商官方"), ("paid_to", "运营商")],
    ),
    "sold, asked else": (heard("京东", ("sales_channel", "电商平台")), "carrier", {}, [("sales_channel", "电商平台")]),
    "sold and paid": (
        heard("京东", ("sales_channel", "电商平台"), ("payee", "首充")),
        "payee",
        {},
        [("sales_channel", "电商平台"), ("payee", "首充")],
    ),
    "paid by WeChat in a shop": (
        heard("微信付的", ("payment_method", "微信"), said=reading(events=("gave_money",))),
        None,
        {"sales_channel": "电商平台"},
        [("payment_method", "微信"), ("payee", "货款")],
    ),
    "paid by WeChat somewhere": (
        heard("微信付的", ("payment_method", "微信"), said=reading(events=("gave_money",))),
        None,
        {},
        [("payment_method", "微信")],
    ),
    "WeChat in a shop, not paid": (
        heard("微信", ("payment_method", "微信")),
        None,
        {"sales_channel": "电商平台"},
        [("payment_method", "微信")],
    ),
    "paid by WeChat, it is known whom": (
        heard("微信付的", ("payment_method", "微信"), said=reading(events=("gave_money",))),
        None,
        {"sales_channel": "电商平台", "payee": "都付"},
        [("payment_method", "微信")],
    ),
    "paid by WeChat in a shop, to the number": (
        heard("微信充的", ("payment_method", "微信"), ("payee", "首充"), said=reading(events=("gave_money",))),
        None,
        {"sales_channel": "电商平台"},
        [("payment_method", "微信"), ("payee", "首充")],
    ),
    # a card without a number pays no carrier
    "IoT, paid": (heard("充了", ("payee", "首充"), said=reading("iot_card")), None, {}, []),
    "IoT, sum": (heard("充了", ("topup_amount", "50"), said=reading("iot_card")), None, {}, [("paid_amount", "50")]),
    "IoT, known": (heard("充了", ("topup_amount", "50")), None, {"carrier": "物联网卡"}, [("paid_amount", "50")]),
    "IoT, told": (heard("充了", ("topup_amount", "50")), None, {"iot": "是"}, [("paid_amount", "50")]),
    "phone, sum": (heard("充了", ("topup_amount", "50")), None, {"carrier": "联通"}, [("topup_amount", "50")]),
    # what the other side says counts only for what it alone knows, or for what was asked, and where nothing is known
    "claimed terms": (heard(said=facts(("contract_months", 24, "claimed"))), None, {}, [("contract_months", "24")]),
    "claimed, asked": (heard(said=facts(("contract", "有合约", "claimed"))), "contract", {}, [("contract", "有合约")]),
    "claimed, and other than sold": (
        heard(said=facts(("monthly_fee", "19", "claimed"), ("as_sold", "不符", "implied"))),
        None,
        {},
        [],
    ),
    "claimed, sold otherwise": (heard(said=facts(("monthly_fee", "19", "claimed"))), None, {"as_sold": "不符"}, []),
    "claimed, else": (heard(said=facts(("card_stage", "已激活", "claimed"))), None, {}, []),
    "claimed, known": (heard(said=facts(("contract_months", 24, "claimed"))), None, {"contract_months": 12}, []),
    "claimed, told": (
        heard("12个月", ("contract_months", "12"), said=facts(("contract_months", 24, "claimed"))),
        None,
        {},
        [("contract_months", "12")],
    ),
    "stated in the reading alone": (heard(said=facts(("contract_months", 24, "stated"))), None, {}, []),
    "no contract, and its months": (
        heard("没合约", ("contract", "没有"), ("contract_months", "24")),
        None,
        {},
        [("contract", "没有")],
    ),
    "a contract, and its months": (
        heard("有", ("contract", "有合约"), ("contract_months", "24")),
        None,
        {},
        [("contract", "有合约"), ("contract_months", "24")],
    ),
    # a parcel on its way back is signed for by the seller
    "signed there": (
        heard("签收了", ("parcel_stage", "已签收"), ("signed_date", "2026-11-23")),
        None,
        {"parcel_stage": "已拒收"},
        [("parcel_stage", "商家已签收退货"), ("return_signed_date", "2026-11-23")],
    ),
    "signed here": (
        heard("签收了", ("parcel_stage", "已签收"), ("signed_date", "2026-11-23")),
        None,
        {"parcel_stage": "派件中"},
        [("parcel_stage", "已签收"), ("signed_date", "2026-11-23")],
    ),
    "handed in at a station": (
        heard("驿站", ("parcel_stage", "派件中"), said=facts(("parcel_stage", "派件中", "implied"))),
        None,
        {"parcel_stage": "退回中"},
        [],
    ),
    # who of the family ordered it; a name that was used
    "husband's": (heard("我老公办的", ("ordered_by", "不是我"), said=MEMBER), None, {}, []),
    "nobody's": (heard("不是我办的", ("ordered_by", "不是我")), None, {}, [("ordered_by", "不是我")]),
    "asked of the husband": (
        heard("不是我办的", ("ordered_by", "不是我"), said=Reading(clauses=(clause("ask", "relative"),))),
        None,
        {},
        [("ordered_by", "不是我")],
    ),
    "husband's, a stolen name": (
        heard(
            "不是我办的",
            ("ordered_by", "不是我"),
            said=Reading(clauses=MEMBER.clauses, matters=(Scored("card_in_my_name", LIKED),)),
        ),
        None,
        {},
        [("ordered_by", "不是我")],
    ),
    # an application for a number in use is no order
    "applied": (heard("提交了", ("card_stage", "已提交待开卡")), None, IN_USE, []),
    "ordered": (heard("提交了", ("card_stage", "已提交待开卡")), None, {}, [("card_stage", "已提交待开卡")]),
    "applied, taken back": (
        heard("不对", ("card_stage", "已提交待开卡"), said=Reading(clauses=(clause("correct"),))),
        None,
        IN_USE,
        [("card_stage", "已提交待开卡")],
    ),
    # what is no field, and what is only claimed
    "no field": (heard("某某", ("have", "payment"), ("colour", "red")), None, {}, []),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_told(name: str) -> None:
    message, asked, known, expected = TOLD[name]
    assert told(facts_of(message, asked, Case().with_facts(known), TODAY)) == expected


def test_a_value_that_no_field_holds_is_named_and_not_told() -> None:
    found = facts_of(heard("某某", ("carrier", "火" * 30), ("payee", "没付")), None, Case(), TODAY)
    assert found.bad == ("火" * 20,)
    assert told(found) == [("payee", "没付")]


def test_what_somebody_cannot_tell_is_no_fact() -> None:
    message = heard("不清楚", ("unsure", "payee"), ("unsure", "carrier"), ("unsure", "colour"))
    found = facts_of(message, None, Case().with_facts({"carrier": "联通"}), TODAY)
    assert (found.unsure, found.told, bool(found)) == (("payee",), (), True)


@pytest.mark.parametrize(("text", "answered"), [("付给卖家了", True), ("2", True), ("付给卖家了，退我", False)])
def test_only_an_offered_answer_is_that_and_nothing_else(text: str, answered: bool) -> None:
    assert facts_of(heard(text), "payee", Case(), TODAY).answered is answered


def test_a_name_in_what_is_told_is_masked() -> None:
    (fact,) = facts_of(heard("某某", ("platform", "找13812345678")), None, Case(), TODAY).told
    assert fact.field == "platform"
    assert "138" not in fact.value


def test_what_is_passed_on_is_only_implied() -> None:
    (fact,) = facts_of(heard(said=facts(("monthly_fee", "29", "claimed"))), None, Case(), TODAY).told
    assert fact.strength is Strength.IMPLIED


@pytest.mark.parametrize("events", [("gave_money",), ()])
def test_half_heard_money_is_not_paid(events: tuple[str, ...]) -> None:
    half = Reading(events=tuple(HeardEvent(name, 0.4) for name in events))
    found = facts_of(
        heard("微信", ("payment_method", "微信"), said=half),
        None,
        Case().with_facts({"sales_channel": "电商平台"}),
        TODAY,
    )
    assert told(found) == [("payment_method", "微信")]


@pytest.mark.parametrize(
    ("words", "stage", "told"), [("还没开", "停机", False), ("还没开", None, True), ("还没激活", "停机", True)]
)
def test_a_stopped_number_that_is_not_opened_again_is_no_card_never_used(
    words: str, stage: str | None, *, told: bool
) -> None:
    case = Case(card_stage=stage)
    heard = Heard("inform", words, (Fact("activated", "没激活", words),))
    assert ("activated" in facts_of(heard, None, case, date(2026, 11, 28)).said) is told


def test_a_bare_number_counts_months_where_months_were_asked_for() -> None:
    seventeen = (Fact("amount", 17.0, "17"),)
    assert [(f.field, f.value) for f in with_role(seventeen, "contract_months_left", Case())] == [
        ("contract_months_left", 17.0)
    ]
    assert with_role((Fact("amount", 17.0, "17块"),), "contract_months_left", Case()) == []
    assert with_role((Fact("amount", 17.5, "17.5"),), "contract_months_left", Case()) == []


def test_bare_months_are_those_of_what_is_charged_too_much() -> None:
    six = Fact("months", 6, "半年")
    assert [f.field for f in with_role((six,), None, Case().with_facts({"over_amount": 15}))] == ["charged_months"]
    together = (Fact("agreed_fee", 19.0, "19"), six)
    assert [f.field for f in with_role(together, None, Case())] == ["agreed_fee", "charged_months"]
    assert with_role((six,), None, Case()) == []
