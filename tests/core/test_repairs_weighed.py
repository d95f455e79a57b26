"""Talk about the talk against what else a message holds; from card to card; dangers against each other."""

from __future__ import annotations

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.noticing import Noticed, notice
from tuika.dialogue.placing import spoken_of_us
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.dialogue.threads import thread_name
from tuika.knowledge import book
from tuika.speech.wording import render

from .test_advising import texts
from .walks import Talk, reading

ASK = HeardClause("某某", 0, 2, "ask", "user", "self")
HELPED = (("carrier", "联通"), ("activated", "没激活"))


@pytest.fixture
def talk() -> Talk:
    """A talk in which help was given for an order."""
    talk = Talk()
    talk.hear(reading("leave_order"), *HELPED)
    return talk


def test_what_is_told_once_more_is_no_news(talk: Talk) -> None:
    assert talk.hear(reading(meta=("already_said",)), ("carrier", "联通")).moves == ("repair", "already_said")


def test_what_is_told_otherwise_is_news(talk: Talk) -> None:
    talk.hear(reading(meta=("already_said",)), ("carrier", "电信"))
    assert talk.memory.case.carrier == "电信"


@pytest.mark.parametrize("kind", ["cannot_do", "human", "simpler", "repeat", "my_cards"])
def test_talk_about_the_talk_wins_where_it_is_surest(kind: str, talk: Talk) -> None:
    heard = Reading(meta=(Scored(kind, 0.8),), asks=(Scored("where_in_app", 0.5),), events=(HeardEvent("called", 0.4),))
    assert talk.hear(heard).moves == ("repair", kind)


def test_a_question_that_is_surer_is_answered(talk: Talk) -> None:
    heard = Reading(meta=(Scored("cannot_do", 0.5),), asks=(Scored("where_in_app", 0.9),))
    assert talk.hear(heard).moves[0] != "repair"


def test_who_asks_our_price_is_in_no_danger(talk: Talk) -> None:
    heard = Reading(meta=(Scored("free", 0.8),), matters=(Scored("refund_agent", 0.6),))
    assert talk.hear(heard, text="帮我退你们抽成吗").moves[0] == "repair"


def test_idle_chat_is_no_half_heard_repair() -> None:
    heard = Heard("chitchat", "某某", (), 0.9, reading=Reading(meta=(Scored("simpler", 0.3), Scored("insult", 0.3))))
    assert [m.name for m in spoken_of_us(heard)] == ["insult"]
    plain = Heard("chitchat", "某某", (), 0.9, reading=Reading(meta=(Scored("simpler", 0.7),)))
    assert [m.name for m in spoken_of_us(plain)] == ["simpler"]


def test_who_wants_to_begin_anew_begins_anew(talk: Talk) -> None:
    turn = talk.hear(reading(meta=("restart",)), intent="nlu_fallback")
    assert turn.moves == ("restart",)
    assert talk.memory.case.known() == {}
    assert len(talk.memory.threads) == 2


def test_another_card_of_which_nothing_is_told_is_asked_about(talk: Talk) -> None:
    turn = talk.hear(reading(events=("other_card",)), intent="nlu_fallback")
    assert turn.moves == ("second_card",)
    assert render(book().talk.tell_of_card) in texts(turn)


def test_back_to_the_card_before_in_other_words(talk: Talk) -> None:
    talk.hear(reading("close_number", events=("other_card",)), ("carrier", "移动"))
    assert talk.memory.case.carrier == "移动"
    assert talk.hear(reading(events=("back_to_card",)), intent="nlu_fallback").moves == ("open_card",)
    assert talk.memory.case.carrier == "联通"


def test_no_card_is_gone_back_to_that_is_none_of_those(talk: Talk) -> None:
    talk.hear(reading("close_number", events=("other_card",)), ("carrier", "移动"))
    talk.hear(reading(events=("back_to_card",)), ("carrier", "广电"))
    assert talk.memory.case.carrier == "广电"


def test_what_has_no_bearing_on_the_case_gets_a_word_and_no_plan_again(talk: Talk) -> None:
    turn = talk.hear(Reading(matters=(Scored("outside", 0.8),)), intent="out_of_scope")
    assert turn.moves == ("small_talk",)
    assert texts(turn).startswith(render(book().talk.beside_the_case))


def test_a_far_less_likely_danger_leads_nowhere() -> None:
    noticed = Noticed(matters=(Scored("parcel_code", 1.0), Scored("job_activation", 0.5)))
    assert noticed.danger is not None
    assert noticed.danger.name == "parcel_code"
    life = Noticed(matters=(Scored("scam_live", 1.0), Scored(book().advising.first_of_all, 0.3)))
    assert life.danger is not None
    assert life.danger.name == book().advising.first_of_all


def test_after_a_death_what_is_asked_is_about_that() -> None:
    clause = HeardClause("某某", 0, 2, "ask", "user", "deceased")
    dead = Heard("nlu_fallback", "某某", (), 0.2, reading=Reading(clauses=(clause,)))
    assert [m.name for m in notice(dead).matters] == ["close_deceased"]


def test_a_card_that_was_told_of_before_is_no_third_one(talk: Talk) -> None:
    talk.hear(reading("close_number", events=("other_card",)), ("carrier", "移动"))
    talk.hear(reading(events=("back_to_card",)), intent="nlu_fallback")
    turn = talk.hear(reading(events=("other_card", "changed_mind")), ("carrier", "移动"))
    assert (talk.memory.case.carrier, len(talk.memory.threads)) == ("移动", 2)
    assert "changed_mind" in talk.memory.thread.reported()
    assert render(book().talk.card_opened, name=thread_name(talk.memory.thread, 1), known="") in texts(turn)


def test_what_names_a_thing_of_the_case_is_no_digression(talk: Talk) -> None:
    heard = Reading(matters=(Scored("outside", 0.8),), things=("征信",))
    assert talk.hear(heard, intent="out_of_scope").moves[0] == "advise"


def test_who_is_half_heard_to_lend_a_card_is_not_told_that_it_is_forbidden(talk: Talk) -> None:
    talk.hear(Reading(asks=(Scored("lend_risk", 0.25),), clauses=(ASK,)), intent="nlu_fallback")
    assert "lend_risk" not in talk.memory.thread.answered
    talk.hear(Reading(asks=(Scored("lend_risk", 0.6),), clauses=(ASK,)), intent="nlu_fallback")
    assert "lend_risk" in talk.memory.thread.answered


def test_a_refusal_that_is_told_as_a_fact_is_one_though_half_heard(talk: Talk) -> None:
    fact = HeardFact("refund_state", "被拒", "他拒绝了", "stated")
    half = (HeardEvent("refused", 0.2), HeardEvent("applied_refund", 0.5))
    talk.hear(Reading(facts=(fact,), events=half), ("refund_state", "被拒"), text="申请了,他拒绝了")
    assert "refused" in talk.memory.thread.reported()


def test_who_asked_the_carrier_and_paid_has_paid_the_debt() -> None:
    talk = Talk()
    talk.hear(reading("dunning"), ("carrier", "移动"))
    talk.hear(reading(events=("called",)))
    talk.hear(reading(events=("gave_money",)))
    assert {"paid_debt"} <= talk.memory.thread.reported()
    assert "gave_money" not in talk.memory.thread.reported()
    other = Talk()
    other.hear(reading("dunning"), ("carrier", "移动"))
    other.hear(reading(events=("gave_money",)))
    assert "gave_money" in other.memory.thread.reported()


def test_a_return_that_the_seller_signed_for_is_a_refused_parcel() -> None:
    talk = Talk()
    fact = HeardFact("parcel_stage", "商家已签收退货", "他签收了", "stated")
    talk.hear(Reading(facts=(fact,)), ("parcel_stage", "商家已签收退货"), text="寄回去的他签收了")
    assert talk.memory.thread.lead == "parcel_refused"


def test_what_stands_in_the_way_gets_the_other_way(talk: Talk) -> None:
    turn = talk.hear(Reading(events=(HeardEvent("called", 0.9),), things=("卡在占线",)))
    assert turn.moves == ("repair", "cannot_do")
    assert "通话记录" in turn.messages[0].text


def test_a_list_of_the_ways_is_no_list_of_the_cards(talk: Talk) -> None:
    turn = talk.hear(Reading(meta=(Scored("my_cards", 0.9),), things=("别的办法",)))
    assert turn.moves == ("repair", "more")
    assert talk.hear(reading(meta=("my_cards",))).moves == ("repair", "my_cards")


def test_simpler_is_said_in_words_that_a_child_knows(talk: Talk) -> None:
    talk.hear(reading("leave_order"), ("platform", "抖音"), ("sales_channel", "电商平台"))
    plain = texts(talk.hear(reading(meta=("simpler",))))
    assert "打开抖音" in plain
    assert "激活" not in plain
    talk.hear(reading("leave_order"), ("activated", "激活了"))
    assert "打开抖音" not in texts(talk.hear(reading(meta=("simpler",))))
