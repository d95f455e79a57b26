"""What is named, supposed, quoted or only told in the middle of a case is taken for what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Turn
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import HeardClause, HeardFact, Reading, Scored
from tuika.dialogue.taps import LAYERS
from tuika.knowledge import book
from tuika.knowledge.models.advising import THEY_SAY, TOLD
from tuika.matters.load import catalogue
from tuika.speech.wording import context, render

from .test_advising import texts
from .walks import NOW, Talk, reading

#: A row that answers to a thing: matter, topic, the row's number.
ROWS = [
    (name, topic, number)
    for name, matter in catalogue().matters.items()
    if not matter.from_table and not matter.danger
    for topic, answers in matter.asks.items()
    for number, answer in enumerate(answers)
    if answer.when.named and answer.when == replace(type(answer.when)(), named=answer.when.named)
]


@pytest.fixture
def talk() -> Talk:
    return Talk()


def said(act: str, *things: str, speaker: str = "user") -> Reading:
    """One clause of this act, of which nothing was heard but what it names."""
    return Reading(clauses=(HeardClause("某某", 0, 2, act, speaker, "self"),), things=things)


def half_heard(talk: Talk, found: Reading, intent: str = "nlu_fallback") -> Turn:
    """The turn that follows on words of which no intent is sure."""
    turn = reply(talk.memory, Heard(intent, "某某", confidence=0.2, reading=found), NOW)
    talk.memory = turn.memory
    return turn


@pytest.mark.parametrize(("name", "topic", "number"), ROWS[:: max(1, len(ROWS) // 60)])
def test_a_thing_that_is_asked_of_gets_an_answer_of_the_matter(name: str, topic: str, number: int, talk: Talk) -> None:
    matter = catalogue().matters[name]
    talk.hear(reading(name))
    if talk.memory.thread.asked is not None:
        talk.memory = talk.memory.but(asked=None)
    act = {THEY_SAY: "quote", TOLD: "tell"}.get(topic, "ask")
    things = matter.asks[topic][number].when.named
    told = texts(half_heard(talk, said(act, *things)))
    answers = [a for answers in matter.asks.values() for a in answers]
    rows = matter.asks[topic] if topic == THEY_SAY else [a for a in answers if set(a.when.named) & set(things)]
    firsts = [render(row.say, **context(talk.memory.case)).splitlines()[0][:20] for row in rows]
    assert any(first in told for first in firsts), told


def test_a_question_that_was_not_heard_is_owned_up_to(talk: Talk) -> None:
    talk.hear(reading("arrears"), ("carrier", "移动"))
    turn = half_heard(talk, said("ask"))
    assert book().advising.frame.half_heard in texts(turn)
    assert "missed" in turn.marks


def test_what_is_only_told_is_gone_on_from(talk: Talk) -> None:
    talk.hear(reading("arrears"), ("carrier", "移动"))
    told = texts(half_heard(talk, said("tell"), "inform"))
    assert book().advising.frame.go_on in told
    assert book().advising.frame.half_heard not in told


def test_a_supposition_opens_the_next_rung_and_no_danger(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    heard = replace(reading("seller_gone"), clauses=(HeardClause("要是店关了", 0, 5, "suppose", "user", "self"),))
    heard = replace(heard, matters=(replace(heard.matters[0], confidence=0.6),))
    turn = talk.hear(heard, text="要是店关了呢")
    assert turn.memory.thread.lead == "deposit_back"
    assert turn.memory.thread.advised is not None
    assert "up" in turn.memory.thread.advised.opened


def test_a_statement_in_a_danger_opens_no_list(talk: Talk) -> None:
    first = texts(talk.hear(reading("scam_live")))
    turn = half_heard(talk, said("tell"))
    assert turn.memory.thread.advised is not None
    assert turn.memory.thread.advised.opened.isdisjoint(LAYERS)
    assert len(texts(turn).splitlines()) <= 2
    assert first.splitlines()[0] in texts(turn)


@pytest.mark.parametrize("intent", ["restart", "stop"])
def test_half_a_word_of_ending_ends_nothing(intent: str, talk: Talk) -> None:
    talk.hear(reading("scam_live"))
    turn = reply(talk.memory, Heard(intent, "我之前还给过他一张", confidence=0.31), NOW)
    assert turn.memory.thread.lead == "scam_live"
    assert turn.moves[0] not in ("another_card", "stop")


def test_of_several_dangers_a_life_leads_however_sure_the_other_is(talk: Talk) -> None:
    heard = reading("scam_live", "self_harm")
    heard = replace(heard, matters=(heard.matters[0], replace(heard.matters[1], confidence=0.6)))
    assert talk.hear(heard).memory.thread.lead == "self_harm"


def test_who_has_seen_to_the_money_after_it_gets_the_money_s_help(talk: Talk) -> None:
    talk.hear(reading("self_harm", "scam_live"))
    turn = talk.hear(reading(events=("reported_police",)), text="我报警了")
    assert turn.memory.thread.lead == "scam_live"


def test_a_parcel_s_question_that_is_half_heard_has_no_place_in_a_bill(talk: Talk) -> None:
    talk.hear(reading("settlement_offered"), ("carrier", "联通"))
    heard = reading(asks=("can_refuse_parcel",))
    half = replace(heard, asks=(replace(heard.asks[0], confidence=0.15),))
    before = render(catalogue().topics["can_refuse_parcel"].answers[-1].say, **context(talk.memory.case))
    assert before.splitlines()[0] not in texts(talk.hear(half, text="不收"))


def test_what_came_back_and_what_is_lacking_are_reckoned(talk: Talk) -> None:
    told = texts(
        talk.hear(reading("refund_refused", events=("partial_paid",)), ("paid_amount", 99), ("refunded_amount", 60))
    )
    assert "39" in told


def test_what_is_offered_is_set_against_what_was_paid(talk: Talk) -> None:
    told = texts(talk.hear(reading("settlement_offered"), ("paid_amount", 99), ("offered_amount", 60)))
    assert "他给 60 元，比付的少 39 元" in told
    assert "他给" not in texts(Talk().hear(reading("settlement_offered"), ("paid_amount", 99)))


#: The matter that is talked about, what was told with it, what is said then, and words of the answer.
NAMED_IN_ORDERS = [
    ("minor_order", (), said("tell", "快递没人收"), "人不在也能拒"),
    ("not_submitted", (), said("quote", "系统查不到", speaker="other"), "还没提交"),
    ("topup_idle", (), said("quote", "系统查不到", speaker="other"), "没进号"),
    ("paid_person", (), said("quote", "激活才看得到", speaker="other"), "别激活"),
    ("wrong_card", (("sales_channel", "电商平台"),), said("quote", "等几十小时", speaker="other"), "可以等"),
    ("refund_late", (), said("tell", "退款在途"), "退款已经点了"),
    ("deposit_back", (), said("tell", "没拍照"), "没拍也不要紧"),
    ("at_station", (), said("quote", "保管费", speaker="other"), "先别给"),
    ("promise_unkept", (), said("tell", "接着用"), "卡照用"),
]


@pytest.mark.parametrize(("name", "facts", "then", "words"), NAMED_IN_ORDERS)
def test_what_is_told_of_an_order_is_answered(
    name: str, facts: tuple[tuple[str, str], ...], then: Reading, words: str, talk: Talk
) -> None:
    talk.hear(reading(name), *facts)
    talk.memory = talk.memory.but(asked=None)
    assert words in half_heard(talk, then).messages[0].text


def test_who_wants_neither_of_two_orders_leaves_both(talk: Talk) -> None:
    talk.hear(reading("double_order"), ("parcel_stage", "运输中"))
    assert half_heard(talk, said("want", "都不要")).memory.thread.lead == "leave_order"


def test_who_goes_on_using_the_card_still_wants_what_was_promised(talk: Talk) -> None:
    talk.hear(reading("promise_unkept"))
    turn = talk.hear(replace(reading(events=("changed_mind",)), things=("接着用",)))
    assert "changed_mind" not in turn.memory.thread.reported()


def test_a_question_of_which_only_the_matter_was_heard_gets_its_first_step(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("carrier", "移动"))
    heard = replace(reading("broadband"), clauses=(HeardClause("那宽带算谁的", 0, 6, "ask", "user", "self"),))
    heard = replace(heard, matters=(replace(heard.matters[0], confidence=0.6),))
    turn = talk.hear(heard, text="那宽带算谁的")
    assert turn.memory.thread.lead == "contract_penalty"
    assert catalogue().matters["broadband"].title in texts(turn)


def test_good_news_needs_no_further_rung(talk: Talk) -> None:
    talk.hear(reading("received_idle"))
    told = texts(half_heard(talk, said("quote", "自己没了", speaker="other"), "objection"))
    assert "对得上" in told
    assert book().advising.frame.next_rung not in told


def test_words_to_the_family_are_not_those_to_the_carrier(talk: Talk) -> None:
    talk.hear(reading("elder_order"))
    asked = replace(said("ask", "劝家人"), asks=(Scored("script", 0.9),))
    assert "别争对错" in texts(half_heard(talk, asked, "ask_script"))


#: The same of numbers in use: what somebody holds, did, or is told there.
NAMED_OF_NUMBERS = [
    ("auto_pay", (), said("tell", "关好了", "里面的钱"), "里面的余额还是你的"),
    ("auto_pay", (), said("quote", "等于注销", speaker="other"), "停机不等于销户"),
    ("close_deceased", (), said("tell", "银行卡", "绑着银行"), "先别销"),
    ("close_company", (), said("tell", "经办人本人"), "不用你个人还"),
    ("contract_penalty", (), said("quote", "降到", speaker="other"), "先别急着交"),
    ("contract_penalty", (), said("quote", "再续约", speaker="other"), "先别答应续"),
    ("bundle_blocks", (), said("tell", "单子写免费"), "这张单子就是凭据"),
    ("subcard_pay", (), said("tell", "关了要闹"), "改成独立的号"),
    ("port_out", (), said("quote", "要退送的", speaker="other"), "先别退"),
    ("downgrade", (), said("quote", "新用户才有", speaker="other"), "老用户一样能选"),
    ("downgrade", (), said("quote", "搭会员", speaker="other"), "会员可以不要"),
    ("fancy_number", (), said("tell", "给介绍人"), "找收钱的人要"),
    ("promise_unkept", (), said("quote", "再充钱", speaker="other"), "别充"),
    ("plan_changed", (), said("ask", "留还是走"), "没合约随时能走"),
    ("dunning", (("card_stage", "已销户"),), said("quote", "客服说", speaker="other"), "先对日子"),
]


@pytest.mark.parametrize(("name", "facts", "then", "words"), NAMED_OF_NUMBERS)
def test_what_is_told_of_a_number_in_use_is_answered(
    name: str, facts: tuple[tuple[str, str], ...], then: Reading, words: str, talk: Talk
) -> None:
    talk.hear(reading(name), *facts)
    talk.memory = talk.memory.but(asked=None)
    assert words in half_heard(talk, then).messages[0].text


def test_an_old_number_of_which_nothing_was_heard_is_no_card_never_used(talk: Talk) -> None:
    talk.hear(said("tell", "老号"))
    assert talk.memory.thread.lead == "close_number"


def test_of_a_death_nothing_is_guessed(talk: Talk) -> None:
    found = replace(said("tell", "老号"), matters=(Scored("close_deceased", 0.25),))
    talk.hear(found)
    assert talk.memory.thread.lead == "close_number"


def test_who_begins_with_where_they_are_is_asked_what_it_is_about(talk: Talk) -> None:
    turn = half_heard(talk, said("answer"), "inform")
    assert turn.moves == ("listen",)
    assert talk.memory.thread.lead is None


def test_what_is_done_is_not_taught(talk: Talk) -> None:
    talk.hear(reading("price_unexpected"), ("carrier", "移动"))
    told = texts(talk.hear(replace(reading("auto_pay"), things=("关好了", "里面的钱"))))
    assert "里面的余额还是你的" in told
    assert "点那一家" not in told


def test_the_second_card_of_a_number_is_no_case_of_its_own(talk: Talk) -> None:
    talk.hear(reading("subcard_pay"))
    turn = talk.hear(replace(reading(events=("other_card",)), things=("副卡", "我名下")))
    assert "second_card" not in turn.moves


def test_who_keeps_a_number_on_which_too_much_was_charged_still_wants_the_money(talk: Talk) -> None:
    talk.hear(reading("plan_changed"))
    turn = talk.hear(replace(reading(events=("changed_mind",)), things=("留号",)))
    assert "changed_mind" not in turn.memory.thread.reported()


def test_a_number_told_to_be_closed_is_closed(talk: Talk) -> None:
    talk.hear(reading("close_away"))
    fact = HeardFact("card_stage", "已销户", "销了", "implied", 0.8)
    turn = talk.hear(Reading(facts=(fact,)), ("card_stage", "已销户"))
    assert "closed" in {*turn.memory.thread.reported()} or "办完就好" in texts(turn)


def test_an_agent_who_speaks_is_not_where_it_was_bought(talk: Talk) -> None:
    talk.hear(reading("promise_unkept"), ("sales_channel", "电商平台"))
    talk.hear(said("quote", speaker="other"), ("sales_channel", "网盟/代理"))
    assert talk.memory.case.sales_channel == "电商平台"


def test_a_closed_number_that_is_charged_again_is_no_end(talk: Talk) -> None:
    talk.hear(reading("auto_pay"))
    told = texts(talk.hear(reading("charged_after_close", events=("closed",)), ("card_stage", "已销户")))
    assert "办完就好" not in told
