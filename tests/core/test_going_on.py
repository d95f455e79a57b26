"""The talk goes on with what was reported: no plan twice, nothing wiped, a parcel on its way back stays on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.knowledge import book
from tuika.matters.load import catalogue

from .test_advising import own_lines, texts
from .walks import NOW, Talk, reading

NEXT = catalogue().topics["what_next"].answers[-1].say
GOING_BACK = ("已拒收", "退回中", "商家已签收退货")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def clause(text: str, act: str, holder: str = "self") -> HeardClause:
    return HeardClause(text, 0, len(text), act, "user", holder)


@pytest.mark.parametrize("name", ["courier_demands", "close_proxy", "refund_late", "paid_person"])
def test_what_to_do_is_no_question_beside_the_first_help(name: str, talk: Talk) -> None:
    """「我咋办」 at the end of a first story is answered by the help itself."""
    told = texts(talk.hear(reading(name, asks=("what_next",)), text="我咋办"))
    assert NEXT[:10] not in told
    assert talk.memory.thread.advised is not None


def test_what_is_next_is_no_restart(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("carrier", "联通"))
    heard = Heard("restart", "下一步", confidence=0.27, reading=Reading(asks=(Scored("what_next", 0.98),)))
    turn = reply(talk.memory, heard, NOW)
    assert "another_card" not in turn.moves
    assert turn.memory.case.carrier == "联通"


def test_the_order_s_plan_is_not_said_again_after_an_answer(talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("parcel_stage", "已签收"), ("activated", "没激活"))
    talk.hear(Reading(), ("payee", "没付"), text="没付钱")
    assert talk.memory.shown is not None
    said = texts(talk.hear(reading(asks=("not_activate_ok",)), text="放着不管行吗"))
    assert said
    assert book().replies.plan.unchanged[:4] not in said


@pytest.mark.parametrize("name", ["paid_person", "refund_late", "deposit_back"])
def test_a_promise_that_was_not_kept_opens_the_next_rung(name: str, talk: Talk) -> None:
    talk.hear(reading(name))
    talk.hear(reading(events=("promised",)), text="他答应周五退")
    said = texts(talk.hear(reading("refund_late"), text="周五过了没退"))
    held = talk.memory.thread.advised
    assert held is not None
    # the rung after waiting, or the matter of late money without any waiting
    assert held.plan != "promised" or "up" in held.opened
    assert said


@pytest.mark.parametrize("stage", GOING_BACK)
def test_a_parcel_that_goes_back_is_signed_for_by_the_seller(stage: str, talk: Talk) -> None:
    talk.hear(reading("parcel_refused"), ("parcel_stage", stage), ("sales_channel", "电商平台"))
    talk.hear(Reading(), ("parcel_stage", "已签收"), ("signed_date", "2026-11-20"), text="物流显示签收了")
    assert talk.memory.case.parcel_stage == "商家已签收退货"
    assert talk.memory.case.signed_date is None
    assert talk.memory.case.return_signed_date is not None


def test_a_parcel_that_is_seen_to_be_signed_for_was_not_by_its_sender(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("parcel_stage", "退回中"))
    talk.hear(replace(Reading(), things=("退件签收",)), ("parcel_stage", "已签收"), text="单号在,显示签收了")
    assert talk.memory.case.parcel_stage == "商家已签收退货"


def test_the_station_where_it_was_handed_in_does_not_turn_it_round(talk: Talk) -> None:
    talk.hear(reading("parcel_refused"), ("parcel_stage", "退回中"))
    guessed = (HeardFact("parcel_stage", "派件中", "驿站", "implied"),)
    talk.hear(replace(reading("at_station"), facts=guessed), ("parcel_stage", "派件中"), text="驿站寄的")
    assert talk.memory.case.parcel_stage == "退回中"
    assert talk.memory.thread.lead == "parcel_refused"


@pytest.mark.parametrize("holder", ["relative", "elder", "minor", "friend"])
def test_what_one_of_the_family_ordered_is_no_stolen_name(holder: str, talk: Talk) -> None:
    heard = replace(reading("leave_order"), clauses=(clause("我老公办的", "tell", holder),))
    talk.hear(heard, ("ordered_by", "不是我"), text="我老公办的卡不想要了")
    assert talk.memory.case.ordered_by is None


def test_a_card_that_nobody_ordered_is_one(talk: Talk) -> None:
    heard = replace(reading("card_in_my_name"), clauses=(clause("我妈名下多了张卡", "tell", "elder"),))
    talk.hear(heard, ("ordered_by", "不是我"), text="我妈名下多了张卡")
    assert talk.memory.case.ordered_by == "不是我"


def test_what_is_wanted_is_no_answer_to_what_was_asked(talk: Talk) -> None:
    talk.hear(reading("shipping"), ("parcel_stage", "运输中"))
    assert talk.memory.asked == "payee"
    talk.hear(reading("leave_order"), intent="deny", text="不想要了")
    assert talk.memory.case.payee != "没付"


def test_who_says_how_it_was_paid_has_paid(talk: Talk) -> None:
    talk.hear(reading("leave_order"), ("sales_channel", "电商平台"), ("platform", "京东"))
    paid = Reading(
        events=(HeardEvent("gave_money", 0.9),), facts=(HeardFact("payment_method", "微信", "微信", "stated"),)
    )
    talk.hear(paid, ("payment_method", "微信"), text="微信付的")
    assert talk.memory.case.payee == "货款"


def test_of_a_closed_card_nothing_is_countered_any_more(talk: Talk) -> None:
    talk.hear(reading("promise_unkept"), ("card_stage", "已销户"))
    turn = talk.hear(Reading(clauses=(clause("号注销了查不到", "quote"),)), intent="objection", text="说号注销了查不到")
    assert "answer_in_own_way" not in turn.moves


@pytest.mark.parametrize("topic", ["refund_possible", "how_to_close", "how_to_cancel", "promise_claim"])
def test_a_closed_card_is_not_to_be_kept_open(topic: str, talk: Talk) -> None:
    talk.hear(reading("promise_unkept"), ("card_stage", "已销户"))
    assert "别销" not in texts(talk.hear(reading(asks=(topic,)), text="还能要吗"))


def test_a_wish_in_the_middle_gets_the_matter_s_own_word(talk: Talk) -> None:
    talk.hear(reading("promise_unkept"))
    heard = Reading(clauses=(clause("卡我能销了不", "ask"),), matters=(Scored("close_number", 0.6),))
    said = texts(talk.hear(heard, intent="close_activated_card", text="卡我能销了不"))
    assert "先别销" in said


def test_a_bare_question_is_answered_whatever_its_intent_stands_for(talk: Talk) -> None:
    talk.hear(reading("topup_changed"), ("carrier", "移动"))
    heard = Reading(clauses=(clause("投诉到哪", "ask"),), asks=(Scored("complain_where", 0.124),))
    turn = talk.hear(heard, intent="escalate_complaint", text="投诉到哪")
    assert talk.memory.thread.answered[-1] == "complain_where", turn


@pytest.mark.parametrize(
    "name", ["deposit_back", "shipping_fee", "service_fee", "iot_device", "iot_card", "paid_person"]
)
def test_what_was_paid_back_in_part_has_a_plan_for_the_rest(name: str, talk: Talk) -> None:
    talk.hear(reading(name))
    said = texts(talk.hear(reading(events=("partial_paid",)), text="只退了一半"))
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "partial"
    assert "余款" in said or "差" in said


@pytest.mark.parametrize(("stage", "plan"), [("已签收", "in_hand"), ("已拒收", "refused_stage")])
def test_who_has_the_card_or_sent_it_away_is_not_told_to_refuse_it(stage: str, plan: str, talk: Talk) -> None:
    talk.hear(reading("courier_demands"), ("parcel_stage", stage))
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == plan


def test_who_hung_up_on_a_swindler_gets_the_next_step(talk: Talk) -> None:
    talk.hear(reading("scam_live"))
    turn = talk.hear(Reading(), intent="goodbye", text="挂了")
    assert own_lines(talk).splitlines()[0][:8] in texts(turn)


def test_what_they_say_against_an_order_s_plan_is_answered_and_nothing_asked(talk: Talk) -> None:
    talk.hear(reading("parcel_refused"), ("parcel_stage", "商家已签收退货"), ("sales_channel", "电商平台"))
    talk.hear(Reading(), ("payee", "货款"), text="付过钱")
    assert talk.memory.shown is not None
    heard = Reading(clauses=(HeardClause("商家还是说没有", 0, 7, "quote", "other", "self"),))
    turn = reply(talk.memory, Heard("objection", "商家还是说没有", confidence=0.26, reading=heard), NOW)
    assert turn.memory.asked is None
    assert book().advising.frame.they_say[:4] in texts(turn)


def test_a_parcel_sent_back_without_its_number_is_looked_for(talk: Talk) -> None:
    said = texts(talk.hear(reading("parcel_refused", events=("sent_back",)), ("parcel_stage", "退回中")))
    assert "单号" in said.splitlines()[0] or "单号" in said
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "sent"


@pytest.mark.parametrize("name", ["charged_after_close", "balance_back", "promise_unkept"])
def test_a_number_that_was_closed_before_is_no_good_end_of_a_talk_about_money(name: str, talk: Talk) -> None:
    talk.hear(reading(name), ("card_stage", "已销户"))
    turn = talk.hear(reading(events=("closed",)), text="销户的单子我早扔了")
    assert book().advising.events["closed"].say not in texts(turn)
    assert talk.memory.thread.lead == name


@pytest.mark.parametrize(("lead", "second"), [("deposit_back", "broadband"), ("balance_back", "refund_late")])
def test_what_the_advice_is_for_is_not_said_beside_it(lead: str, second: str, talk: Talk) -> None:
    said = texts(talk.hear(reading(lead, second)))
    assert f"另外，{catalogue().matters[second].title}" not in said


def test_a_late_balance_is_chased_and_not_explained(talk: Talk) -> None:
    talk.hear(reading("balance_back", "refund_late"), ("carrier", "移动"), ("card_stage", "已销户"))
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan in ("late", "balance")


def test_who_was_judged_against_is_not_sent_to_the_platform_again(talk: Talk) -> None:
    talk.hear(reading("service_fee"), ("sales_channel", "电商平台"), ("card_stage", "开卡失败"))
    talk.hear(reading(events=("complained_platform",)), text="平台判他赢")
    turn = talk.hear(reading(asks=("complain_where",)), text="还能去哪投")
    assert "先在订单页点平台介入" not in texts(turn)
    assert "12315" in texts(turn)


def test_the_name_on_the_bill_says_who_holds_a_top_up(talk: Talk) -> None:
    talk.hear(reading("topup_idle"), ("topup_amount", "128"), ("payee", "首充"), ("activated", "没激活"))
    talk.hear(Reading(), ("paid_to", "商户"), text="账单上写的是某某公司")
    assert talk.memory.case.payee == "货款"
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "seller"


def test_a_promise_told_with_the_money_that_is_late_is_over(talk: Talk) -> None:
    talk.hear(reading("deposit_back", "refund_late", events=("promised",)), text="说五天退押金，都一个月了")
    assert "promised" not in talk.memory.thread.reported()


def test_a_promise_of_a_day_to_come_is_waited_for(talk: Talk) -> None:
    heard = reading("deposit_back", "refund_late", events=("promised",))
    talk.hear(heard, ("due_date", "2026-12-01"), text="拖了一个月，又说一号退")
    assert "promised" in talk.memory.thread.reported()


def test_what_was_said_on_the_phone_counts_beside_the_call(talk: Talk) -> None:
    talk.hear(reading("promise_unkept"), ("carrier", "移动"))
    heard = Reading(clauses=(clause("打过了，说查无此活动", "quote"),), events=(HeardEvent("called", 0.8),))
    talk.hear(heard, intent="objection", text="打过了，说查无此活动")
    assert {"called", "refused"} <= talk.memory.thread.reported()
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "carrier_denies"
