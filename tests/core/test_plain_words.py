"""Questions that plain words settle: what they name is asked, whatever the network took the message for."""

from __future__ import annotations

import dataclasses

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.placing import in_place
from tuika.dialogue.plain_words import as_plainly_asked
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.facts.fact import Fact
from tuika.knowledge import book
from tuika.matters.load import catalogue


def _heard(things: tuple[str, ...], *asks: str, matter: str = "leave_order") -> Heard:
    reading = Reading(things=things, asks=tuple(Scored(name, 0.6) for name in asks), matters=(Scored(matter, 0.7),))
    return Heard("cancel_order", text="…", confidence=0.7, reading=reading)


@pytest.mark.parametrize(
    ("things", "asks", "topic"),
    [
        (("礼品", "还不还"), ("close_needs",), "keep_received"),
        (("在名下", "被人办卡"), ("lend_risk",), "identity_check"),
        (("上征信", "法律依据"), ("law_basis",), "credit_record"),
        (("主播", "国家补贴"), ("promise_claim",), "is_false_ad"),
        (("仅退款",), ("refund_where",), "refund_possible"),
        (("改口说费",), ("is_free",), "service_fee_legal"),
        (("转账图",), ("transfer_money",), "refund_where"),
        (("付款卡没了",), ("refund_closed_account",), "refund_closed_account"),
        (("视为使用",), (), "no_seven_days"),
        (("推给后台",), ("iot_how",), "who_pays_back"),
        (("还有别人交",), (), "call_police"),
        (("再充钱", "押金才退"), ("deposit_claim",), "topup_needed"),
        (("拦截费",), ("refund_possible",), "return_shipping"),
        (("自动确认",), ("refund_when",), "complain_platform"),
        (("写哪家", "电话12315"), ("complain_both",), "complain_where"),
        (("讨主意",), ("is_free", "settle_accept"), "settle_accept"),
        (("养老钱", "扣得到不"), (), "not_activate_ok"),
        (("换掉手机号", "要换吗"), (), "keep_number"),
        (("删人",), ("delete_data",), "evidence_lost"),
        (("投诉过商户", "多久"), ("complain_12315_time",), "complain_platform"),
        (("先激活再说", "认得真假"), ("change_plan",), "is_scam"),
        (("先看账单",), (), "refund_amount"),
        (("交这笔", "没事了吧"), ("refund_possible",), "arrears_pay"),
        (("撤销销户",), ("how_to_close",), "restore_how"),
        (("携转", "是什么"), ("port_possible",), "what_is_it"),
        (("换一家", "带号走"), (), "port_possible"),
        (("留后果",), ("can_refuse_parcel",), "refuse_consequence"),
        (("补一笔",), ("refund_when",), "transfer_money"),
        (("已经用上",), ("activated_refund",), "activated_refund"),
        (("店和运营商",), ("complain_both",), "complain_both"),
        (("电话12300", "多久"), ("complain_12315_time",), "complain_miit_time"),
        (("余额负数",), ("arrears_pay",), "arrears_pay"),
        (("年纪大",), ("elder_valid",), "elder_valid"),
        (("佣金", "该给没给"), ("what_next",), "promise_claim"),
        (("停机保号", "怎么取消"), ("keep_number",), "restore_how"),
        (("号被管控", "想恢复用"), ("close_effect",), "restore_how"),
        (("机卡绑定", "是什么"), ("order_status",), "what_is_it"),
        (("叫我充",), ("keep_received",), "topup_needed"),
        (("第55条",), ("law_basis",), "triple_compensation"),
        (("撤了才退",), ("threatened",), "withdraw_first"),
        (("没用完的钱",), ("refund_amount",), "close_balance"),
        (("真警察上门",), ("real_police",), "real_police"),
        (("交还是用",), ("settle_accept",), "penalty_amount"),
        (("我名下宽带",), ("is_scam",), "bundle_close"),
        (("能异地办", "先打电话"), ("contract_check",), "close_away"),
        (("住家人那",), ("close_away", "close_proxy"), "close_away"),
        (("卡在刷脸",), ("give_code",), "close_online"),
        (("误撤了", "再申诉"), ("withdraw_first",), "complain_withdraw"),
        (("删黑猫",), ("blacklist",), "complain_withdraw"),
        (("催我结案",), ("settle_accept",), "withdraw_first"),
        (("报警号",), ("real_police",), "real_police"),
        (("警察来找", "是骗子吧"), ("call_police",), "real_police"),
        (("委托催收", "还不还"), ("real_police",), "letter_real"),
        (("辛苦费", "能花"), ("complain_effective",), "keep_received"),
        (("诚意金",), ("double_compensation",), "double_compensation"),
        (("再办一回", "退过了"), ("how_to_cancel",), "reapply"),
        (("单停", "解除限制"), ("restore_how",), "restore_how"),
        (("不能改", "别的办法"), ("port_possible",), "change_plan"),
        (("有后台",), ("real_police",), "threatened"),
        (("放话", "高铁"), ("credit_record",), "threatened"),
        (("找家属要",), ("is_free",), "arrears_pay"),
        (("捡到卡",), ("close_effect",), "loan_risk"),
        (("把钱弄走",), ("penalty_legal",), "loan_risk"),
        (("归谁退",), ("charged_back", "who_pays_back"), "who_pays_back"),
        (("私人收款",), ("give_code",), "transfer_money"),
        (("先续费",), ("restore_how",), "transfer_money"),
        (("付款卡没了",), ("refund_where",), "refund_closed_account"),
        (("有用不", "平台介入"), ("complain_platform",), "complain_effective"),
        (("再办受限",), ("blacklist",), "blacklist"),
        (("聊天已删",), ("evidence_lost",), "evidence_lost"),
    ],
)
def test_what_is_plainly_asked_goes_before_what_it_sounds_like(
    things: tuple[str, ...], asks: tuple[str, ...], topic: str
) -> None:
    heard = as_plainly_asked(_heard(things, *asks))
    assert heard.reading.asks[0] == Scored(topic, 1.0)
    assert all(a.confidence < book().advising.bounds.further for a in heard.reading.asks[1:])
    assert heard.intent == "nlu_fallback"


@pytest.mark.parametrize(
    ("things", "asks"),
    [
        (("礼品",), ("close_needs",)),
        (("还不还",), ("arrears_pay",)),
        (("是什么",), ("charged_why",)),
        # what is not given is not always a commission
        (("该给没给",), ("refund_possible",)),
        (("想恢复用",), ("reapply",)),
        # of what may come of it, only where a parcel is refused
        (("留后果",), ("arrears_pay",)),
        # 「要不要续费」 may be of a number, 「凭什么扣我」 of a charge
        (("先续费",), ("is_free",)),
        (("凭什么扣",), ("charged_why",)),
        (("要钱吗",), ("refund_where",)),
    ],
)
def test_half_of_the_words_settles_nothing(things: tuple[str, ...], asks: tuple[str, ...]) -> None:
    heard = _heard(things, *asks)
    assert as_plainly_asked(heard) is heard


def test_what_only_sounds_like_it_is_neither_the_matter_nor_noted() -> None:
    heard = _heard(("收到的好处", "还不还"), matter="paid_person")
    told = (Fact("paid_amount", "40"), Fact("carrier", "移动"))
    found = as_plainly_asked(Heard(heard.intent, values=told, reading=heard.reading))
    assert not found.reading.matters
    assert [fact.field for fact in found.values] == ["carrier"]


def test_what_is_only_asked_about_was_not_done() -> None:
    events = (HeardEvent("complained_miit", 0.7), HeardEvent("called", 0.7))
    heard = _heard(("店和运营商",), "complain_both")
    found = as_plainly_asked(dataclasses.replace(heard, reading=dataclasses.replace(heard.reading, events=events)))
    assert [event.name for event in found.reading.events] == ["called"]


def test_every_event_that_is_not_done_is_known() -> None:
    assert {name for plain in book().advising.plain for name in plain.undone} <= set(book().advising.events)


def test_every_plain_question_has_an_answer() -> None:
    assert {plain.topic for plain in book().advising.plain} <= set(catalogue().topics)


def _asked(topic: str, confidence: float, matter: str, heard: float, *facts: str) -> Reading:
    told = tuple(HeardFact(field, "…", "…", "stated") for field in facts)
    return Reading(asks=(Scored(topic, confidence),), matters=(Scored(matter, heard),), facts=told)


@pytest.mark.parametrize(
    ("reading", "kept"),
    [
        (_asked("keep_number", 0.5, "close_number", 0.45), False),
        (_asked("keep_number", 0.15, "close_number", 0.28), False),
        # what is told outright, or far likelier than the question, stays
        (_asked("keep_number", 0.5, "close_number", 0.9), True),
        (_asked("keep_number", 0.13, "close_number", 0.4), True),
        (_asked("how_to_close", 0.5, "close_number", 0.3), True),
        # a card that is not wanted is no story, unless it is told how far it came
        (_asked("activated_refund", 0.6, "leave_order", 0.8), False),
        (_asked("activated_refund", 0.6, "leave_order", 0.8, "activated"), True),
    ],
)
def test_a_question_that_only_sounds_like_a_matter_is_none(reading: Reading, kept: bool) -> None:
    found = as_plainly_asked(Heard("cancel_order", text="…", confidence=0.7, reading=reading))
    assert bool(found.reading.matters) is kept


def test_what_is_only_part_of_a_question_is_not_noted() -> None:
    reading = _asked("keep_received", 0.7, "promise_unkept", 0.3, "refunded_amount", "carrier")
    found = as_plainly_asked(Heard("refund_overdue", text="…", confidence=0.3, reading=reading))
    assert [fact.field for fact in found.reading.facts] == ["carrier"]


@pytest.mark.parametrize(
    ("confidence", "matter", "lead", "kept"),
    [
        (0.56, "leave_order", None, False),
        (0.35, "close_number", "close_number", False),
        (0.35, "close_number", "iot_card", True),
        (0.35, "iot_device", None, True),
        (0.9, "leave_order", None, True),
    ],
)
def test_a_card_without_a_number_is_only_half_heard_where_one_is(
    confidence: float, matter: str, lead: str | None, kept: bool
) -> None:
    found = in_place(Heard("cancel_order", reading=_asked("iot_how", confidence, matter, 0.4)), lead, None)
    assert bool(found.reading.asks) is kept


def test_every_meant_question_has_an_answer() -> None:
    meant = book().advising.meant
    assert set(meant) <= set(catalogue().topics)
    assert {name for row in meant.values() for name in row.undone} <= set(book().advising.events)


def test_which_carrier_is_better_is_no_doubt_about_ones_own() -> None:
    fact = HeardFact("unsure", "carrier", "联通还是广电", "stated", 1.0)
    heard = dataclasses.replace(
        _heard(("选信号",), "choose_next", matter="choose_card"), values=(Fact("unsure", "carrier", "联通还是广电"),)
    )
    heard = dataclasses.replace(heard, reading=dataclasses.replace(heard.reading, facts=(fact,)))
    asked = as_plainly_asked(heard)
    assert not asked.values
    assert not asked.reading.facts


def test_what_is_only_told_takes_no_report_back() -> None:
    told = HeardEvent("paid_in", 0.8)
    reading = Reading(
        clauses=(HeardClause("66到了", 0, 4, "report", "user", "self"),),
        asks=(Scored("keep_received", 0.18),),
        events=(told,),
    )
    assert as_plainly_asked(Heard("inform", text="…", reading=reading)).reading.events == (told,)
    asked = dataclasses.replace(reading, clauses=(HeardClause("能花吗", 0, 3, "ask", "user", "self"),))
    assert as_plainly_asked(Heard("inform", text="…", reading=asked)).reading.events == ()
