"""The talk goes on from what is heard by halves: a danger, a side question, what the other side says."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from tuika.answers.plan_view import labels_of
from tuika.dialogue.reading import HeardClause, HeardFact, Reading, Scored
from tuika.facts.case import Case
from tuika.facts.fact import Fact
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.speech.wording import context, paid

from .test_advising import texts
from .walks import NOW, Talk, reading

RULES = book().advising


@pytest.fixture
def talk() -> Talk:
    return Talk()


def clause(act: str, speaker: str = "user") -> HeardClause:
    return HeardClause("某某", 0, 2, act, speaker, "self")


def half(**matters: float) -> Reading:
    """Matters heard with these confidences."""
    return Reading(clauses=(clause("tell"),), matters=tuple(Scored(name, c) for name, c in matters.items()))


def test_a_danger_heard_by_half_leads_where_nothing_else_comes_near(talk: Talk) -> None:
    talk.hear(half(seller_gone=0.45, leave_order=0.1))
    assert talk.memory.thread.lead == "seller_gone"
    assert talk.memory.asked is None


def test_a_danger_that_the_talk_sounds_like_anyway_must_be_sure(talk: Talk) -> None:
    talk.hear(half(antifraud_stop=0.9))
    assert talk.hear(half(scam_live=0.45)).memory.thread.lead == "antifraud_stop"
    assert talk.hear(half(scam_live=0.9)).memory.thread.lead == "scam_live"


def test_a_danger_heard_by_half_does_not_lead_beside_another_matter(talk: Talk) -> None:
    talk.hear(half(seller_gone=0.35, refund_late=0.4))
    assert talk.memory.thread.lead == "refund_late"


def test_who_asks_whether_it_is_a_swindle_is_taken_at_their_word(talk: Talk) -> None:
    heard = Reading(
        clauses=(clause("tell"), clause("ask")),
        matters=(Scored("courier_demands", 0.2), Scored("leave_order", 0.15)),
        asks=(Scored("is_scam", 0.3),),
    )
    talk.hear(heard, intent="nlu_fallback")
    assert talk.memory.thread.lead == "courier_demands"


def test_what_is_none_of_ours_leads_only_where_it_outweighs_what_is(talk: Talk) -> None:
    talk.hear(half(outside=0.4, service_fee=0.25, refund_refused=0.2))
    assert talk.memory.thread.lead == "service_fee"


def test_what_is_surely_none_of_ours_is_told_so(talk: Talk) -> None:
    talk.hear(half(outside=0.9))
    assert talk.memory.thread.lead == RULES.outside


def test_a_question_in_the_middle_does_not_lead_away(talk: Talk) -> None:
    talk.hear(reading("paid_person"))
    aside = Reading(
        clauses=(clause("ask"),), matters=(Scored("card_in_my_name", 0.6),), asks=(Scored("call_police", 0.9),)
    )
    talk.hear(aside, intent="nlu_fallback")
    assert talk.memory.thread.lead == "paid_person"


def test_a_guess_from_the_intent_does_not_stand_against_what_is_told(talk: Talk) -> None:
    """A card that is said to work is not one that was closed, whatever 「退了还在扣钱」 sounds like."""
    closed = "charged_after_close"
    (intent,) = catalogue().matters[closed].intents
    talk.hear(Reading(clauses=(clause("tell"),)), ("charged", "是"), intent=intent)
    assert talk.memory.thread.lead == closed
    works = HeardFact("card_stage", "已激活", "激活了", "stated")
    other = Talk()
    other.hear(Reading(matters=(Scored("addon_cancel", 0.3),), facts=(works,)), intent=intent)
    assert other.memory.thread.lead == "addon_cancel"


def test_a_matters_own_way_out_counts_as_a_plan_and_a_warning_does_not(talk: Talk) -> None:
    assert "planned" in talk.hear(reading("addon_cancel")).marks
    assert "planned" not in talk.hear(reading("scam_live")).marks


@pytest.mark.parametrize(
    ("leading", "kept"), [(name, kept) for name, m in catalogue().matters.items() for kept in m.keeps]
)
def test_a_matter_keeps_the_talk_from_what_only_sounds_like_another(leading: str, kept: str, talk: Talk) -> None:
    talk.hear(reading(leading))
    talk.hear(half(**{kept: 0.6}))
    assert talk.memory.thread.lead == leading


def test_what_the_other_side_says_is_answered_with_the_next_rung_and_then_with_what_to_say(talk: Talk) -> None:
    talk.hear(reading("check_failed"), ("paid_to", "商户"))
    turn = talk.hear(Reading(clauses=(clause("tell", "other"),)), intent="inform")
    assert texts(turn).startswith(RULES.frame.they_say)
    assert RULES.frame.next_rung in texts(turn)
    held = talk.memory.thread.advised
    assert held is not None
    assert "up" in held.opened
    again = talk.hear(Reading(clauses=(clause("tell", "other"),)), intent="inform")
    assert RULES.frame.they_say not in texts(again)
    assert RULES.frame.next_rung not in texts(again)


def test_a_rung_that_was_told_is_not_told_again(talk: Talk) -> None:
    talk.hear(reading("check_failed"), ("paid_to", "商户"))
    first = texts(talk.hear(reading(events=("called",))))
    again = texts(talk.hear(reading(events=("got_ticket",))))
    assert RULES.frame.next_rung in first
    assert RULES.frame.next_rung not in again


def test_how_to_say_it_is_answered_with_the_words_of_the_advice_in_hand(talk: Talk) -> None:
    talk.hear(reading("check_failed"), ("paid_to", "商户"))
    advice = next(p for p in catalogue().matters["check_failed"].plans if p.id == "company")
    turn = talk.hear(reading(asks=("script",)), intent="nlu_fallback")
    assert advice.copy is not None
    assert advice.copy.partition("{{")[0] in texts(turn)


def test_what_next_opens_the_steps(talk: Talk) -> None:
    talk.hear(reading("wrong_card"))
    advice = catalogue().matters["wrong_card"].plans[-1]
    assert advice.steps[0] in texts(talk.hear(reading(asks=("what_next",)), intent="nlu_fallback"))


def test_who_cannot_read_so_much_gets_one_step_whatever_they_ask(talk: Talk) -> None:
    talk.hear(reading("check_failed"), ("paid_to", "商户"))
    heard = Reading(meta=(Scored("cannot_do", 0.9),), asks=(Scored("script", 0.6),))
    assert texts(talk.hear(heard, intent="chitchat")).startswith(RULES.repair.cannot_do)


def test_who_asks_about_money_in_a_story_is_not_told_that_we_are_free(talk: Talk) -> None:
    heard = dataclasses.replace(reading("unordered_parcel"), meta=(Scored("free", 0.6),))
    assert texts(talk.hear(heard)) != RULES.repair.free
    assert talk.memory.thread.lead == "unordered_parcel"


def test_whoever_asks_about_money_while_stayed_with_gets_the_first_step(talk: Talk) -> None:
    talk.hear(reading(RULES.first_of_all))
    turn = talk.hear(Reading(clauses=(clause("ask"),)), intent="ask_fraud", text="钱还能追吗")
    assert texts(turn) == RULES.stay_answering.strip()


def test_of_two_facts_that_exclude_each_other_only_the_kept_one_is_said_back(talk: Talk) -> None:
    turn = talk.hear(reading("courier_fee"), ("paid_amount", "20"), ("payee", "没付"))
    assert labels_of({"payee": "没付"}, NOW.date()) not in texts(turn)


def test_a_question_that_changes_no_advice_is_not_asked(talk: Talk) -> None:
    talk.hear(Reading(matters=(Scored("promise_unkept", 0.9), Scored("seller_gone", 0.7))), ("platform", "快手"))
    assert talk.memory.thread.lead == "promise_unkept"
    assert talk.memory.asked is None


def test_the_sum_that_was_paid_stands_in_what_is_copied() -> None:
    one = Case().taking([Fact("paid_amount", Decimal(50))])
    assert paid(one) == context(one)["paid"] == "50 元"
    assert paid(Case()) == paid(one.taking([Fact("topup_amount", Decimal(100))])) == "〔金额〕元"


@pytest.mark.parametrize("act", ["ask", "suppose"])
def test_a_bare_question_that_the_matter_itself_answers_does_not_lead_away(act: str, talk: Talk) -> None:
    talk.hear(reading("check_failed"))
    question = Reading(
        matters=(Scored("card_in_my_name", 0.8),), asks=(Scored("five_cards", 0.4),), clauses=(clause(act),)
    )
    assert "5" in texts(talk.hear(question))
    assert talk.memory.thread.lead == "check_failed"


def test_a_card_on_its_way_is_no_number_in_use(talk: Talk) -> None:
    heard = Reading(matters=(Scored("contract_penalty", 0.6), Scored("leave_order", 0.6)))
    talk.hear(heard, ("parcel_stage", "运输中"), intent="cancel_order")
    assert talk.memory.thread.lead == "leave_order"


def test_a_childs_card_told_as_a_fact_does_not_speak_against_a_childs_order(talk: Talk) -> None:
    talk.hear(Reading(matters=(Scored("minor_order", 0.7), Scored("shipping", 0.8))), ("holder", "未成年"))
    assert talk.memory.thread.lead == "minor_order"


def test_what_a_child_was_charged_is_never_called_nothing_paid(talk: Talk) -> None:
    said = texts(talk.hear(reading("minor_order", events=("gave_money",))))
    assert "没付" not in said
    assert "找他退" in said


@pytest.mark.parametrize("matter", ["leave_order", "shipping", "received_idle"])
def test_what_came_back_in_part_is_followed_up_in_an_order(matter: str, talk: Talk) -> None:
    talk.hear(reading(matter), ("sales_channel", "电商平台"), ("payee", "首充"))
    assert "少的接着要" in texts(talk.hear(reading(events=("partial_paid",))))


def test_a_card_that_shows_as_activated_is_never_said_to_cost_nothing(talk: Talk) -> None:
    talk.hear(reading("activated_without_me"))
    assert "会一直计费" in texts(talk.hear(reading(asks=("not_activate_ok",))))


def test_what_would_be_is_answered_and_does_not_lead_away(talk: Talk) -> None:
    talk.hear(reading("fancy_number"))
    aside = Reading(clauses=(clause("suppose"),), matters=(Scored("arrears", 0.7),), asks=(Scored("arrears_pay", 0.8),))
    talk.hear(aside, intent="ask_pitfalls")
    assert talk.memory.thread.lead == "fancy_number"


def test_a_second_trouble_told_in_the_middle_is_answered(talk: Talk) -> None:
    talk.hear(reading("contract_penalty"), ("carrier", "移动"))
    turn = talk.hear(Reading(clauses=(clause("tell"),), matters=(Scored("broadband", 0.9),)))
    assert talk.memory.thread.lead == "contract_penalty"
    assert catalogue().matters["broadband"].title in texts(turn)


def test_advice_for_two_troubles_at_once_is_not_said_twice(talk: Talk) -> None:
    turn = talk.hear(Reading(matters=(Scored("contract_penalty", 0.9), Scored("downgrade", 0.85))), ("carrier", "联通"))
    held = talk.memory.thread.advised
    assert held is not None
    assert held.plan == "lower"
    assert catalogue().matters["downgrade"].title + "：" not in texts(turn)


def test_an_application_for_a_number_in_use_is_no_order(talk: Talk) -> None:
    talk.hear(reading("close_number"), ("carrier", "联通"), ("card_stage", "已激活"))
    talk.hear(Reading(clauses=(clause("report"),)), ("card_stage", "已提交待开卡"))
    assert talk.memory.case.card_stage == "销户中"
    assert "applied_close" in talk.memory.thread.reported()


def test_what_it_costs_is_asked_of_the_carrier_in_the_middle_of_a_number_in_use(talk: Talk) -> None:
    talk.hear(reading("close_proxy"), ("carrier", "电信"))
    turn = talk.hear(reading(asks=("is_free",), meta=("free",)), intent="nlu_fallback")
    assert "10000" in texts(turn)


def test_the_other_sides_words_are_answered_though_they_name_the_carrier(talk: Talk) -> None:
    first = texts(talk.hear(reading("unordered_addon")))
    turn = talk.hear(Reading(clauses=(clause("quote", "other"),)), ("carrier", "移动"))
    assert RULES.frame.they_say in texts(turn)
    assert not set(texts(turn).splitlines()) & set(first.splitlines())


@pytest.mark.parametrize(("act", "paid_now"), [("correct", Decimal(45)), ("tell", Decimal(25))])
def test_a_bare_sum_corrects_the_only_one_that_is_known(act: str, paid_now: Decimal, talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("paid_amount", "25"), ("carrier", "移动"))
    talk.hear(Reading(clauses=(clause(act),)), ("amount", "45"))
    assert talk.memory.case.paid_amount == paid_now


def test_a_half_heard_matter_does_not_lead_where_another_is_plain(talk: Talk) -> None:
    talk.hear(Reading(matters=(Scored("leave_order", 0.7), Scored("wrong_card", 0.4))))
    assert talk.memory.thread.lead == "leave_order"


@pytest.mark.parametrize(
    ("told", "invites"), [((("activated", "激活了"),), RULES.frame.go_on_with), ((), RULES.frame.tell_me)]
)
def test_who_told_how_it_is_with_their_card_is_not_asked_for_it(
    told: tuple[tuple[str, str], ...], invites: str, talk: Talk
) -> None:
    asked = Reading(clauses=(clause("ask"),), asks=(Scored("reapply", 0.9),))
    assert texts(talk.hear(asked, *told, intent="nlu_fallback")).endswith(invites)
