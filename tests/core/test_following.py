"""The talk follows the person: it stays with who is in danger, keeps cards apart, hears what was denied."""

from __future__ import annotations

import dataclasses

import pytest

from tuika.dialogue.conditions import standing
from tuika.dialogue.hearing import Heard
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.knowledge import book
from tuika.matters.load import catalogue

from .test_advising import labels, texts
from .walks import NOW, Talk, reading

FIRST = book().advising.first_of_all
ASKING = HeardClause("某某", 0, 2, "ask", "user", "self")


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.mark.parametrize("intent", ["chitchat", "greet", "deny", "nlu_fallback", "inform"])
def test_whoever_may_hurt_themselves_is_stayed_with(intent: str, talk: Talk) -> None:
    talk.hear(reading(FIRST))
    said = [texts(talk.hear(Reading(), intent=intent, text="没人能帮我")) for _ in range(2)]
    assert set(said) == set(book().advising.stay_with)
    assert talk.memory.thread.lead == FIRST


def test_whoever_goes_on_is_gone_on_with(talk: Talk) -> None:
    talk.hear(reading(FIRST))
    turn = talk.hear(reading("refund_late"))
    assert not set(book().advising.stay_with) & {texts(turn)}
    assert talk.memory.thread.lead == "refund_late"


def test_another_card_has_a_case_of_its_own_and_the_first_is_kept(talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("carrier", "联通"))
    talk.hear(reading("close_number", events=("other_card",)), ("carrier", "移动"))
    assert [thread.case.carrier for thread in talk.memory.threads] == ["联通", "移动"]
    assert talk.memory.current == 1
    talk.hear(Reading(), ("card", "1"), text="第一张呢")
    assert talk.memory.case.carrier == "联通"
    talk.hear(Reading(), ("card", "移动"), text="移动那张")
    assert talk.memory.case.carrier == "移动"
    talk.hear(Reading(), ("card", "先前"), text="先前那张")
    assert talk.memory.case.carrier == "联通"


def test_who_tells_of_two_cards_at_once_has_told_of_one(talk: Talk) -> None:
    talk.hear(reading("close_number", events=("other_card",)), ("carrier", "电信"))
    assert len(talk.memory.threads) == 1


def test_a_matter_that_is_denied_does_not_lead(talk: Talk) -> None:
    talk.hear(reading("downgrade"))
    denied = Reading(denied=(Scored("leave_order", 0.9),), meta=(Scored("not_this", 0.9),))
    turn = talk.hear(denied, intent="cancel_order", text="我不是要退卡")
    assert talk.memory.thread.lead == "downgrade"
    assert turn.moves[0] == "advise"


def test_what_is_heard_by_halves_does_not_lead_away(talk: Talk) -> None:
    talk.hear(reading("topup_changed"))
    talk.hear(Reading(matters=(Scored("line_reclaimed", 0.4),)), text="这100能要回来吗")
    assert talk.memory.thread.lead == "topup_changed"


def test_the_terms_that_only_the_other_side_knows_are_reckoned_with(talk: Talk) -> None:
    claimed = (HeardFact("contract_months_left", 26, "还有26个月", "claimed"),)
    talk.hear(Reading(facts=claimed, matters=(Scored("contract_penalty", 0.9),)), text="客服说还有26个月")
    assert talk.memory.case.contract_months_left == 26


@pytest.mark.parametrize("field", ["card_stage", "ordered_by"])
def test_what_the_other_side_claims_of_the_person_is_not_believed(field: str, talk: Talk) -> None:
    value = {"card_stage": "已激活", "ordered_by": "本人"}[field]
    talk.hear(Reading(facts=(HeardFact(field, value, "客服说", "claimed"),), matters=(Scored("leave_order", 0.9),)))
    assert getattr(talk.memory.case, field) is None


def test_who_sold_it_answers_who_was_paid(talk: Talk) -> None:
    asked = talk.hear(reading("leave_order"), ("parcel_stage", "运输中"))
    assert talk.memory.asked == "payee"
    assert labels(asked)
    talk.hear(Reading(), ("sales_channel", "电商平台"), text="京东店家")
    assert talk.memory.case.payee == "货款"


def test_chatter_beside_a_surer_matter_is_no_question(talk: Talk) -> None:
    told = Reading(
        clauses=(HeardClause("这不是骗人吗", 0, 6, "ask", "user", "self"),),
        matters=(Scored("topup_changed", 0.95),),
        asks=(Scored("is_scam", 0.6),),
    )
    alone = Reading(clauses=told.clauses, asks=told.asks)
    answer = catalogue().topics["is_scam"].answers[-1].say.splitlines()[0][:10]
    assert answer not in texts(talk.hear(told))
    assert answer in texts(Talk().hear(alone))


def test_other_business_is_not_seen_where_a_carrier_is_named(talk: Talk) -> None:
    heard = Reading(
        matters=(Scored("outside", 0.7), Scored("seller_refuses", 0.4)),
        facts=(HeardFact("carrier", "电信", "电信", "stated"),),
    )
    talk.hear(heard, ("carrier", "电信"), text="电信卡售出不退")
    assert talk.memory.thread.lead == "seller_refuses"


def test_the_last_of_the_seven_days_is_told_where_it_is_to_come(talk: Talk) -> None:
    talk.hear(reading("seller_refuses"), ("sales_channel", "电商平台"), ("activated", "没激活"))
    told = texts(talk.hear(Reading(), ("signed_date", "2026-11-20"), text="收到四天了"))
    assert "11月27日" in told
    late = Talk()
    late.hear(reading("seller_refuses"), ("sales_channel", "电商平台"), ("activated", "没激活"))
    assert "七天无理由算到" not in texts(late.hear(Reading(), ("signed_date", "2026-11-02"), text="早收到了"))


def test_what_the_other_side_says_against_a_matters_own_plan_is_its_refusal(talk: Talk) -> None:
    talk.hear(reading("unordered_addon"), ("carrier", "移动"))
    theirs = Reading(clauses=(HeardClause("只退一个月", 0, 5, "quote", "other", "self"),))
    turn = talk.hear(theirs, intent="objection", text="只退一个月")
    assert turn.moves[0] == "advise"
    assert talk.memory.thread.reported() == {"refused"}
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == "refused"


def test_what_the_other_side_says_now_stands_for_what_it_said_before(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("carrier", "移动"))
    talk.hear(reading("contract_penalty", events=("refused",)))
    talk.hear(reading("contract_penalty", events=("promised",)))
    assert talk.memory.thread.reported() == {"promised"}
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == "promised"


def test_who_complains_of_a_penalty_is_asked_for_no_number(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("carrier", "移动"), intent="contract_penalty", text="凭什么要我赔")
    assert talk.memory.asked is None


def test_the_balance_asked_for_on_the_way_out_leaves_the_closing_in_the_lead(talk: Talk) -> None:
    talk.hear(reading("close_away"), ("carrier", "移动"))
    turn = talk.hear(reading("balance_back", asks=("close_balance",)), text="里面的钱能退吗")
    assert turn.messages
    assert talk.memory.thread.lead == "close_away"
    talk.hear(reading("balance_back", events=("closed",)), text="号销了，余额没退")
    talk.hear(reading("balance_back"), text="余额一直没退")
    assert talk.memory.thread.lead == "balance_back"


@pytest.mark.parametrize("matter", ["unordered_addon", "not_as_sold", "former_owner", "antifraud_stop"])
def test_a_second_refusal_is_met_by_the_matters_own_advice_and_not_by_an_orders(matter: str, talk: Talk) -> None:
    talk.hear(reading(matter), ("carrier", "移动"))
    talk.hear(reading(matter, events=("refused",)), text="他说不行")
    theirs = Reading(clauses=(HeardClause("规定就这样", 0, 5, "quote", "other", "self"),))
    turn = talk.hear(theirs, intent="objection", text="规定就这样")
    assert turn.moves[0] == "advise"
    assert "撤单" not in texts(turn)


def test_a_promise_that_was_not_kept_is_answered_by_the_next_rung(talk: Talk) -> None:
    talk.hear(reading("antifraud_stop"), ("carrier", "移动"))
    talk.hear(reading(events=("promised",)), text="说两天内恢复")
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "promised"
    turn = talk.hear(Reading(), intent="refund_overdue", text="还没弄好")
    up = catalogue().matters["antifraud_stop"].advice(standing(talk.memory.thread)).up
    assert up is not None
    assert up in texts(turn)


def test_one_help_is_not_said_twice_for_two_matters(talk: Talk) -> None:
    talk.hear(reading("close_deceased"), ("carrier", "联通"))
    turn = talk.hear(reading("arrears", events=("refused",)), text="让我等它欠费")
    lines = [line for message in turn.messages for line in message.text.splitlines()]
    heads = [line.rpartition("：")[2] for line in lines]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("heard", ["contract_penalty", "downgrade"])
def test_a_number_with_a_minimum_spend_stays_one_whatever_is_asked_of_it(heard: str, talk: Talk) -> None:
    talk.hear(reading("fancy_number"), ("carrier", "移动"))
    talk.hear(reading(heard), text="那能改多少")
    assert talk.memory.thread.lead == "fancy_number"


def test_the_balance_of_a_number_taken_back_is_asked_for_without_closing_it(talk: Talk) -> None:
    talk.hear(reading("line_reclaimed"), ("carrier", "移动"))
    talk.hear(reading("balance_back"), text="里面还有钱")
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == "reclaimed"


def test_who_was_misused_is_not_told_that_they_broke_the_law(talk: Talk) -> None:
    talk.hear(reading("card_in_my_name"), ("carrier", "移动"))
    said = texts(talk.hear(reading(asks=("lend_risk",)), text="会不会抓我"))
    assert "违法" not in said
    assert "报冒用" in said


def test_who_never_signed_has_the_contract_that_they_told_of(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("carrier", "联通"), ("contract", "有合约"))
    never = Reading(facts=(HeardFact("contract", "没有", "我没签过字", "implied"),))
    talk.hear(never, ("contract", "没有"), text="我没签过字")
    assert talk.memory.case.contract == "有合约"
    talk.hear(Reading(), ("contract", "没有"), text="查了没有合约")
    assert talk.memory.case.contract == "没有"


def test_a_protest_about_the_matter_in_hand_does_not_leave_it(talk: Talk) -> None:
    talk.hear(reading("fancy_number"), ("carrier", "移动"))
    protest = HeardClause("合同没见过", 0, 5, "protest", "user", "self")
    heard = Reading(clauses=(protest,), matters=(Scored("contract_penalty", 0.9),))
    talk.hear(heard, text="合同没见过")
    assert talk.memory.thread.lead == "fancy_number"


def test_who_wants_to_complain_is_told_where_in_the_middle_of_a_case(talk: Talk) -> None:
    talk.hear(reading("minor_order"), ("carrier", "移动"))
    want = Reading(clauses=(HeardClause("我要投诉", 0, 4, "want", "user", "self"),))
    turn = reply(talk.memory, Heard("escalate_complaint", "我要投诉", confidence=0.9, reading=want), NOW)
    assert "申诉" in turn.messages[0].text


@pytest.mark.parametrize(
    ("matter", "facts", "plan"),
    [
        ("close_number", (("carrier", "联通"), ("place", "外地")), "away"),
        ("arrears", (("carrier", "电信"), ("card_stage", "已销户")), "closed"),
        ("price_unexpected", (("carrier", "电信"), ("as_sold", "不符"), ("activated", "激活了")), "as_sold"),
        ("elder_order", (("carrier", "移动"), ("contract", "有合约")), "bound"),
        ("antifraud_stop", (("carrier", "移动"), ("ordered_by", "不是我")), "misused"),
    ],
)
def test_where_the_case_stands_chooses_the_plan(
    matter: str, facts: tuple[tuple[str, str], ...], plan: str, talk: Talk
) -> None:
    talk.hear(reading(matter), *facts)
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == plan


def test_where_to_complain_asked_on_the_way_leaves_the_case_in_the_lead(talk: Talk) -> None:
    talk.hear(reading("port_out"), ("carrier", "移动"))
    clause = HeardClause("去哪投诉", 0, 4, "ask", "user", "self")
    topics = (Scored("complain_where", 0.8),)
    turn = talk.hear(
        Reading(clauses=(clause,), matters=(Scored("complaint_route", 0.9),), asks=topics), text="去哪投诉"
    )
    assert talk.memory.thread.lead == "port_out"
    assert talk.memory.asked is None
    assert turn.messages


def test_a_charge_that_is_not_given_back_is_a_refusal_in_its_own_matter(talk: Talk) -> None:
    talk.hear(reading("unordered_addon"), ("carrier", "联通"))
    talk.hear(reading("refund_refused"), text="可以取消，不退钱")
    assert talk.memory.thread.lead == "unordered_addon"
    assert talk.memory.thread.reported() == {"refused"}


def test_a_promise_told_as_a_fact_and_half_heard_is_a_promise(talk: Talk) -> None:
    talk.hear(reading("arrears"), ("carrier", "联通"))
    agreed = Reading(
        facts=(HeardFact("complaint_answer", "答应了", "答应", "stated"),), events=(HeardEvent("promised", 0.2),)
    )
    talk.hear(agreed, text="答应减了")
    assert talk.memory.thread.reported() == {"promised"}


def test_who_has_no_contract_is_not_told_its_length(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("contract_months", 24), ("contract", "没有"))
    assert talk.memory.case.contract == "没有"
    assert talk.memory.case.contract_months is None


def _asked(*topics: tuple[str, float], clauses: tuple[HeardClause, ...] = (ASKING,)) -> Reading:
    return Reading(clauses=clauses, asks=tuple(Scored(*topic) for topic in topics))


def test_two_questions_as_likely_as_each_other_get_a_clause_each(talk: Talk) -> None:
    talk.hear(_asked(("refuse_consequence", 0.3), ("blacklist", 0.25)))
    assert set(talk.memory.thread.answered) == {"refuse_consequence", "blacklist"}


@pytest.mark.parametrize(("first", "second"), [(0.3, 0.15), (0.9, 0.36)])
def test_a_question_that_is_far_behind_or_beside_a_sure_one_is_left(first: float, second: float, talk: Talk) -> None:
    talk.hear(_asked(("refuse_consequence", first), ("blacklist", second)))
    assert talk.memory.thread.answered == ("refuse_consequence",)


def test_an_answer_that_the_help_says_again_is_said_once(talk: Talk) -> None:
    heard = dataclasses.replace(_asked(("auto_pay_off", 0.9)), matters=(Scored("auto_pay", 0.9),))
    turn = talk.hear(heard)
    assert sum("自动续费" in message.text for message in turn.messages) == 1
    assert "auto_pay_off" in talk.memory.thread.answered


def test_an_answer_that_the_help_does_not_begin_with_stands_before_it(talk: Talk) -> None:
    heard = dataclasses.replace(_asked(("contract_unsigned", 0.9)), matters=(Scored("contract_penalty", 0.6),))
    assert talk.hear(heard).messages[0].text.startswith("可以主张不算数")


def test_nothing_is_taken_for_granted_of_a_card_that_nobody_spoke_of(talk: Talk) -> None:
    assert "没激活就不该计费" not in texts(talk.hear(_asked(("charged_back", 0.9)), text="扣了的还能要回来吗"))


def test_a_guess_from_the_intent_is_no_help_behind_an_answer(talk: Talk) -> None:
    turn = talk.hear(_asked(("charged_why", 0.6)), intent="other_telecom", text="这个月多出来的是什么")
    assert "我不熟" not in texts(turn)


def test_having_the_shop_delete_what_it_holds_is_no_question_about_us(talk: Talk) -> None:
    talk.hear(_asked(("delete_data", 0.8)), intent="ask_privacy", text="让他们把我身份证照片删了")
    assert talk.memory.thread.answered == ("delete_data",)


def test_a_danger_half_heard_stands_against_what_only_the_intent_lets_guess(talk: Talk) -> None:
    talk.hear(Reading(matters=(Scored("seller_gone", 0.45),)), intent="cancel_order", text="网址打不开了")
    assert talk.memory.thread.lead == "seller_gone"


def test_who_did_it_themselves_is_led_away_from_what_others_did(talk: Talk) -> None:
    talk.hear(reading("card_in_my_name"))
    turn = talk.hear(Reading(), ("ordered_by", "本人"))
    assert talk.memory.thread.lead != "card_in_my_name"
    assert "不是我本人办的" not in texts(turn)
