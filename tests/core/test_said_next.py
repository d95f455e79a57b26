"""What people say next of what was done and answered (接着说的): it is answered where it stands, and ends nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.reading import HeardClause, HeardFact, Reading, Scored
from tuika.dialogue.taps import LAYERS

from .test_advising import texts
from .walks import Talk, reading


@pytest.fixture
def talk() -> Talk:
    return Talk()


def told(act: str, *things: str, speaker: str = "user") -> Reading:
    """One clause of this act that names these things."""
    return Reading(clauses=(HeardClause("某某", 0, 2, act, speaker, "self"),), things=things)


@pytest.mark.parametrize(
    ("matter", "act", "thing", "says"),
    [
        ("dunning", "ask", "算认账", "明细没到手"),
        ("dunning", "tell", "没入账", "翻付款账单"),
        ("dunning", "tell", "没继承", "没继承就不用你还"),
        ("lent_card", "ask", "卡在他手", "卡不在手也行"),
        ("lent_card", "quote", "再等等", "过户"),
        ("lent_card", "ask", "收的烟酒", "照实说"),
        ("lent_card", "quote", "再办受限", "不服可以申诉"),
        ("card_trading", "tell", "插卡的盒子", "96110"),
        ("card_trading", "ask", "退给他吗", "听警察的"),
        ("scam_live", "tell", "工作证", "别信"),
        ("scam_live", "quote", "撤了才退", "先到账再撤"),
        ("gave_secret", "ask", "剩下的呢", "补给办案民警"),
        ("gave_secret", "tell", "打开银行", "看得见你的屏幕"),
        ("refund_agent", "ask", "几年月租", "用掉的月租一般退不了"),
        ("former_owner", "quote", "号码就是证据", "开号的证明"),
        ("line_reclaimed", "ask", "先弄哪个", "先银行卡"),
        ("courier_demands", "ask", "刷到一半", "一证通查"),
        ("price_unexpected", "ask", "剩下的呢", "剩下的照要"),
        ("settlement_offered", "quote", "拆封不退", "拆开看过不等于不能退"),
        ("antifraud_stop", "tell", "号通了", "通了就好"),
    ],
)
def test_what_is_said_next_is_answered(matter: str, act: str, thing: str, says: str, talk: Talk) -> None:
    talk.hear(reading(matter))
    talk.memory = talk.memory.but(asked=None)
    speaker = "other" if act == "quote" else "user"
    assert says in texts(talk.hear(told(act, thing, speaker=speaker), intent="nlu_fallback"))


def test_a_seller_who_begs_off_owes_the_rest(talk: Talk) -> None:
    talk.hear(reading("seller_gone"), ("paid_amount", "150"))
    heard = replace(reading(events=("partial_paid",)), things=("让别报警",), clauses=told("quote").clauses)
    said = texts(talk.hear(heard, ("refunded_amount", "40")))
    assert "还差 110 元" in said
    assert "110" in said
    assert "太好了" not in said


def test_less_than_all_that_came_of_an_offer_is_reckoned(talk: Talk) -> None:
    talk.hear(reading("settlement_offered"), ("paid_amount", "90"))
    said = texts(talk.hear(reading(events=("partial_paid",)), ("refunded_amount", "60")))
    assert "还差 30 元" in said


def test_nobody_is_told_to_take_what_was_not_offered(talk: Talk) -> None:
    talk.hear(reading("at_station"))
    said = texts(talk.hear(reading(asks=("refuse_at_station", "settle_accept")), intent="nlu_fallback"))
    assert "常常值得接" not in said


def test_a_card_activated_on_its_way_was_activated_by_others(talk: Talk) -> None:
    talk.hear(reading("at_station"))
    fact = HeardFact("activated", "激活了", "已激活", "stated")
    talk.hear(Reading(matters=(Scored("activated_without_me", 0.2),), facts=(fact,)), ("activated", "激活了"))
    assert talk.memory.thread.lead == "activated_without_me"


def test_a_card_in_hand_that_is_activated_stays_what_it_was(talk: Talk) -> None:
    talk.hear(reading("received_idle"))
    fact = HeardFact("activated", "激活了", "激活了", "stated")
    talk.hear(Reading(matters=(Scored("activated_without_me", 0.2),), facts=(fact,)), ("activated", "激活了"))
    assert talk.memory.thread.lead == "received_idle"


def test_a_topup_was_given_to_no_swindler(talk: Talk) -> None:
    talk.hear(reading("topup_changed", events=("gave_money",)), ("topup_amount", "100"))
    said = texts(talk.hear(reading("scam_live")))
    assert "报转账" not in said
    assert "别转钱" in said


def test_who_is_demanded_a_debt_of_is_told_whom_to_call(talk: Talk) -> None:
    claimed = HeardFact("carrier", "联通", "联通", "claimed")
    turn = talk.hear(replace(reading("dunning"), facts=(claimed,)))
    assert "10010" in texts(turn)
    assert talk.memory.asked is None


def test_of_something_else_the_other_side_names_no_carrier(talk: Talk) -> None:
    claimed = HeardFact("carrier", "联通", "联通", "claimed")
    talk.hear(replace(reading("seller_refuses"), facts=(claimed,)))
    assert talk.memory.case.carrier is None


@pytest.mark.parametrize(
    ("acts", "matter", "carrier"),
    [
        (("tell", "ask"), "not_as_sold", "联通"),
        (("tell", "quote"), "not_as_sold", None),
        (("tell",), "scam_live", None),
    ],
)
def test_who_tells_what_was_promised_names_the_only_carrier(
    talk: Talk, acts: tuple[str, ...], matter: str, carrier: str | None
) -> None:
    claimed = HeardFact("carrier", "联通", "联通", "claimed")
    clauses = tuple(HeardClause("广告上说的", 0, 5, act, "user", "") for act in acts)
    talk.hear(replace(reading(matter), facts=(claimed,), clauses=clauses))
    assert talk.memory.case.carrier == carrier


def test_not_wanting_to_use_it_any_more_ends_no_talk(talk: Talk) -> None:
    talk.hear(reading("not_as_sold"))
    talk.memory = talk.memory.but(asked=None)
    turn = talk.hear(told("want", "不想用了"), intent="stop")
    assert "销户" in texts(turn)
    assert turn.moves != ("stop",)


def test_what_is_copied_out_for_them_are_the_words_in_hand(talk: Talk) -> None:
    talk.hear(reading("paid_person"), ("offered_amount", "45"))
    heard = replace(told("want"), asks=(Scored("letter", 0.7), Scored("script", 0.45)), things=("代写",))
    said = texts(talk.hear(heard, intent="ask_script"))
    assert "答应退我 45 元" in said
    assert talk.memory.thread.advised is not None
    assert "copy" in LAYERS


def test_own_cards_opened_for_pay_are_no_stolen_identity(talk: Talk) -> None:
    talk.hear(reading("job_activation"))
    talk.hear(Reading(matters=(Scored("card_in_my_name", 0.5),)), text="查了名下有九个号")
    assert talk.memory.thread.lead == "job_activation"


def test_a_question_hardly_heard_does_not_stand_before_a_danger(talk: Talk) -> None:
    heard = Reading(
        matters=(Scored("card_trading", 0.75),),
        asks=(Scored("refund_possible", 0.14),),
        clauses=(HeardClause("某某", 0, 2, "ask", "user", "self"),),
    )
    assert texts(talk.hear(heard)).startswith("别卖")


def test_as_much_as_was_paid_is_all_of_it(talk: Talk) -> None:
    talk.hear(reading("paid_person"), ("paid_amount", "80"))
    said = texts(talk.hear(reading(events=("partial_paid",)), ("refunded_amount", "80")))
    assert "太好了" in said
    assert "还差" not in said


def test_a_card_that_is_given_back_is_no_money(talk: Talk) -> None:
    talk.hear(reading("lent_card"))
    said = texts(talk.hear(reading(events=("paid_in",)), text="他还给我了"))
    assert "太好了" not in said


def test_no_question_of_an_order_follows_where_none_is_spoken_of(talk: Talk) -> None:
    talk.hear(reading("price_unexpected"))
    assert talk.memory.asked == "carrier"
    claimed = HeardFact("carrier", "联通", "联通", "claimed")
    turn = talk.hear(Reading(facts=(claimed,)), intent="objection")
    assert "卡寄到哪一步" not in texts(turn)


def test_who_goes_back_to_the_carrier_has_no_appeal_under_way(talk: Talk) -> None:
    talk.hear(reading("unordered_addon", events=("complained_miit",)), ("carrier", "联通"))
    talk.hear(told("tell", "不予受理"), intent="objection")
    said = texts(talk.hear(reading(events=("complained_carrier", "got_ticket"))))
    assert "申诉在走" not in said
    assert "complained_miit" not in talk.memory.thread.reported()
    # a new appeal is one
    talk.hear(reading(events=("complained_miit",)))
    talk.hear(reading(events=("got_ticket",)))
    assert "complained_miit" in talk.memory.thread.reported()


def test_an_appeal_that_was_taken_goes_on(talk: Talk) -> None:
    talk.hear(reading("unordered_addon", events=("complained_miit",)), ("carrier", "联通"))
    talk.hear(reading(events=("got_ticket",)))
    assert "complained_miit" in talk.memory.thread.reported()


def test_who_begins_with_an_appeal_comes_about_that(talk: Talk) -> None:
    said = texts(talk.hear(reading(events=("complained_miit",))))
    assert talk.memory.thread.lead == "complaint_route"
    assert "没激活" not in said
