"""Whose a fact is: who signed for the parcel, a sum that was paid besides, money that is no longer asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tuika.dialogue.conditions import standing
from tuika.dialogue.hearing import Heard, facts_of
from tuika.dialogue.reading import HeardClause, HeardFact, Reading, Scored
from tuika.dialogue.sides import with_part_paid
from tuika.facts.case import Case
from tuika.facts.fact import Fact
from tuika.facts.order import comes_after
from tuika.matters.load import catalogue
from tuika.matters.model import Standing
from tuika.speech.wording import context, refunded, render

from .test_advising import texts
from .test_by_things import half_heard, said
from .test_facts_heard import heard
from .walks import Talk, reading

TODAY = date(2026, 11, 24)
DAY = "2026-11-20"


def told(case: dict[str, Any], *values: tuple[str, Any], found: Reading | None = None) -> dict[str, Any]:
    return dict(facts_of(heard("某某", *values, said=found or Reading()), None, Case().with_facts(case), TODAY).said)


def in_order(*values: tuple[str, str]) -> Reading:
    return Reading(facts=tuple(HeardFact(name, value, "某", "stated") for name, value in values))


def test_who_signs_at_home_has_the_parcel() -> None:
    found = told({}, ("return_signed_date", DAY), ("parcel_stage", "已签收"))
    assert "signed_date" in found
    assert "return_signed_date" not in found


def test_who_signs_for_what_goes_back_is_the_seller() -> None:
    assert "return_signed_date" in told({"parcel_stage": "已拒收"}, ("signed_date", DAY))
    back, day = ("parcel_stage", "退回中"), ("signed_date", DAY)
    assert "return_signed_date" in told({}, back, day, found=in_order(back, day))
    assert "signed_date" in told({}, back, day, found=in_order(day, back))


def test_a_parcel_that_comes_further_is_no_correction() -> None:
    assert comes_after("parcel", "运输中", "已签收")
    assert not comes_after("parcel", "已签收", "运输中")
    assert not comes_after("parcel", "已签收", "已签收")


@pytest.mark.parametrize("sum_", [8, 20])
def test_a_smaller_sum_besides_is_not_what_was_paid(sum_: int) -> None:
    case = {"paid_amount": 100, "paid_to": "商户"}
    assert told(case, ("paid_amount", sum_), ("paid_to", "个人")) == {}
    assert told(case, ("paid_amount", 120)) != {}
    assert told({}, ("paid_amount", sum_)) != {}


def test_a_sum_that_is_corrected_is_taken() -> None:
    correcting = Reading(clauses=(HeardClause("不对是20", 0, 5, "correct", "user", "self"),))
    assert told({"paid_amount": 100}, ("paid_amount", 20), found=correcting) != {}


def test_who_was_paid_back_had_paid() -> None:
    assert Case().with_facts({"sales_channel": "电商平台", "refunded_amount": 20}).payee == "货款"


def _wants(*matters: str, events: tuple[str, ...] = ()) -> Reading:
    found = reading(*matters, events=events)
    clauses = (
        HeardClause("钱退了", 0, 3, "report", "user", "self"),
        HeardClause("卡不想要", 4, 8, "want", "user", "self"),
    )
    return Reading(clauses=clauses, matters=found.matters, events=found.events)


def test_money_that_has_come_does_not_hold_what_is_wanted_next() -> None:
    talk = Talk()
    talk.hear(reading("courier_fee", events=("no_answer",)))
    turn = talk.hear(_wants("leave_order", events=("paid_in",)))
    assert turn.memory.thread.lead == "leave_order"
    assert "no_answer" not in turn.memory.thread.reported()
    assert turn.memory.thread.advised is not None


def test_who_paid_nothing_asks_no_courier_for_it() -> None:
    talk = Talk()
    talk.hear(reading("leave_order"), ("payee", "没付"))
    assert talk.hear(reading("courier_fee")).memory.thread.lead == "leave_order"
    paid = reading("courier_fee", events=("gave_money",))
    assert talk.hear(paid).memory.thread.lead == "courier_fee"


def test_the_card_that_stays_is_not_closed() -> None:
    talk = Talk()
    first = texts(talk.hear(reading("double_order", events=("changed_mind",)), ("activated", "激活了")))
    assert "照用" in first.splitlines()[0]
    assert "销户才不扣钱" not in first


def test_who_waives_the_rest_does_not_keep_the_card() -> None:
    talk = Talk()
    talk.hear(reading("refund_refused"), ("paid_amount", 30), ("refunded_amount", 25))
    told_ = texts(talk.hear(reading(events=("changed_mind",)), text="算了不折腾了"))
    assert "不追了" in told_
    assert "留着用" not in told_


@pytest.mark.parametrize(
    ("matter", "thing"),
    [
        ("paid_person", "删话才退"),
        ("deposit_back", "先退一部分"),
        ("paid_person", "佣金"),
        ("refund_refused", "要先付"),
        ("shipping_fee", "一起返"),
        ("double_order", "退全退"),
        ("refund_late", "不认判定"),
        ("courier_fee", "征信"),
    ],
)
def test_what_the_other_side_wants_gets_a_sentence_of_its_own(matter: str, thing: str) -> None:
    talk = Talk()
    talk.hear(reading(matter), ("sales_channel", "电商平台"))
    talk.memory = talk.memory.but(asked=None)
    told_ = texts(half_heard(talk, said("quote", thing, speaker="other")))
    topic = catalogue().topics["they_say"]
    row = next(a for a in topic.answers if thing in a.when.named and matter in (a.when.open_matter or (matter,)))
    assert render(row.say, **context(talk.memory.case)).splitlines()[0][:12] in told_


@pytest.mark.parametrize(("came", "events"), [(24, ("partial_paid",)), (34, ("paid_in",)), (30, ("paid_in",))])
def test_less_than_was_paid_is_a_part_unless_it_was_agreed_on(came: int, events: tuple[str, ...]) -> None:
    case = Case().with_facts({"paid_amount": 34, "offered_amount": 30})
    assert with_part_paid(("paid_in",), case, came) == events


def test_what_came_with_a_paper_to_be_signed_is_a_part() -> None:
    # 「40到了 让我签调解书」: nobody signs 「再无争议」 on a 「太好了，钱回来就好」
    assert with_part_paid(("paid_in",), Case(), 40, {"和解书"}) == ("partial_paid",)
    assert with_part_paid(("paid_in",), Case(), 40) == ("paid_in",)


def test_what_is_sent_back_to_a_shop_was_paid() -> None:
    case = Case().with_facts({"sales_channel": "电商平台", "parcel_stage": "商家已签收退货"})
    assert case.payee == "货款"


def test_one_sum_told_twice_is_one() -> None:
    case = Case().with_facts({"paid_amount": 50, "topup_amount": 50, "refunded_amount": 30})
    assert refunded(case) == ("30 元", "20 元")


def test_who_wonders_what_it_costs_tells_of_no_danger() -> None:
    asks = Reading(
        clauses=(HeardClause("退卡要收费吗", 0, 6, "ask", "user", "self"),),
        matters=(Scored("refund_agent", 0.31),),
        asks=(Scored("is_free", 0.71),),
    )
    assert Talk().hear(asks, text="退卡要收费吗").memory.thread.lead != "refund_agent"
    told_ = replace(asks, clauses=(HeardClause("他要收费", 0, 4, "quote", "other", "self"),))
    assert Talk().hear(told_, text="他要收费").memory.thread.lead == "refund_agent"


@pytest.mark.parametrize(
    ("lead", "sure", "turned"),
    [("unordered_addon", 0.6, False), ("unordered_addon", 0.75, True), ("dunning", 0.6, True)],
)
def test_in_the_middle_of_a_case_a_danger_must_be_heard_well(lead: str, sure: float, turned: bool) -> None:
    talk = Talk()
    talk.hear(reading(lead))
    turn = talk.hear(Reading(matters=(Scored("scam_live", sure),)), text="我爸拦我，说大过年的别闹")
    assert (turn.memory.thread.lead == "scam_live") is turned


def test_what_is_guessed_of_a_number_in_use_does_not_follow_on_an_order() -> None:
    talk = Talk()
    talk.hear(Reading(), ("sales_channel", "电商平台"), ("platform", "抖音"), intent="cancel_order")
    assert talk.memory.thread.lead == "leave_order"
    half = Reading(matters=(Scored("unordered_addon", 0.2),))
    assert talk.hear(half).memory.thread.lead == "leave_order"
    assert talk.hear(reading("unordered_addon")).memory.thread.lead == "unordered_addon"


def test_a_sum_that_came_and_is_less_than_what_is_due_is_a_part() -> None:
    case = Case().with_facts({"due_amount": 75, "paid_amount": 300})
    assert with_part_paid(("paid_in",), case, 60) == ("partial_paid",)
    assert with_part_paid((), case, 60) == ("partial_paid",)
    assert with_part_paid(("paid_in",), case, 75) == ("paid_in",)


def test_a_sum_paid_on_a_platform_was_paid_for_the_goods() -> None:
    assert told({"sales_channel": "电商平台"}, ("paid_amount", 28))["payee"] == "货款"
    assert "payee" not in told({"sales_channel": "运营商官方"}, ("paid_amount", 28))
    assert "payee" not in told({"sales_channel": "电商平台"}, ("topup_amount", 50))


def test_the_number_in_hand_says_nothing_of_the_card_that_was_ordered() -> None:
    of_mine = Reading(things=("手上的号",))
    facts = (("carrier", "移动"), ("card_stage", "已激活"))
    assert told({"parcel_stage": "已签收"}, *facts, found=of_mine) == {}
    assert told({}, *facts, found=of_mine) != {}
    assert told({"parcel_stage": "已签收"}, *facts) != {}


@pytest.mark.parametrize(("paid", "gone"), [({"paid_amount": 99}, True), ({}, False)])
def test_who_refuses_a_further_demand_has_paid_what_was_paid(paid: dict[str, Any], gone: bool) -> None:
    assert (told(paid, ("payee", "没付")) == {}) is gone


def test_who_takes_a_payment_back_has_paid_nothing_but_what_is_not_topped_up_takes_nothing_back() -> None:
    denies = Reading(clauses=(HeardClause("某某", 0, 2, "correct", "user", "self"),))
    for words, stays in (("没付钱", True), ("没充", False)):
        values = (Fact("payee", "没付", words),)
        found = facts_of(
            Heard("deny", words, values, reading=denies), None, Case().with_facts({"paid_amount": 99}), TODAY
        )
        assert bool(found.told) is stays


def test_a_further_part_is_added_to_what_came_before() -> None:
    more = Reading(things=("又到一笔",))
    assert told({"refunded_amount": 100}, ("refunded_amount", 10), found=more)["refunded_amount"] == 110
    assert told({"refunded_amount": 100}, ("refunded_amount", 10))["refunded_amount"] == 10
    assert told({}, ("refunded_amount", 10), found=more)["refunded_amount"] == 10


def test_less_than_was_paid_is_not_the_refund_that_was_waited_for() -> None:
    came = (("refunded_amount", 40), ("refund_state", "已到账"))
    assert "refund_state" not in told({"paid_amount": 60}, *came)
    assert "refund_state" in told({"paid_amount": 40}, *came)


def test_what_was_lacking_has_come_when_the_sum_is_whole() -> None:
    case = Case().with_facts({"paid_amount": 60, "refunded_amount": 40})
    assert with_part_paid((), case, 60) == ("paid_in",)
    assert with_part_paid(("paid_in",), case, 50) == ("partial_paid",)
    assert with_part_paid((), Case().with_facts({"paid_amount": 60}), 60) == ()


def test_a_part_that_came_is_no_reason_to_withdraw() -> None:
    rows = catalogue().matters["asked_to_withdraw"].asks["complain_withdraw"]
    part = Standing(done=frozenset({"partial_paid"}))
    first = next(row for row in rows if row.when.holds(part))
    case = Case().with_facts({"paid_amount": 60, "refunded_amount": 40})
    assert "还差 20 元" in render(first.say, **context(case))
    assert render(first.say, **context(case)).startswith("先别撤")


def test_a_shop_that_is_gone_has_its_order_on_the_platform() -> None:
    talk = Talk()
    case = Case().with_facts({"platform": "抖音", "parcel_stage": "未发货"})
    thread = replace(talk.memory.thread, lead="seller_gone", case=case)
    assert standing(thread).facts.get("sales_channel") == "电商平台"
    for other in (case.with_facts({"paid_to": "个人"}), Case().with_facts({"platform": "抖音"})):
        assert "sales_channel" not in standing(replace(thread, case=other)).facts
