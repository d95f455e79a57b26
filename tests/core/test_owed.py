"""What follows in the middle of arrears, a lent card, a card without a number and a complaint asked to be withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.reading import HeardClause, Reading, Scored

from .test_advising import texts
from .walks import Talk, reading

QUOTE = HeardClause("某某", 0, 2, "quote", "other", "self")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def plan(talk: Talk) -> str:
    held = talk.memory.thread.advised
    assert held is not None
    return held.plan


@pytest.mark.parametrize("name", ["arrears", "lent_card"])
def test_what_is_paid_in_the_middle_of_what_is_owed_is_the_debt(talk: Talk, name: str) -> None:
    talk.hear(reading(name))
    talk.hear(reading(events=("gave_money",)), ("paid_amount", 64))
    assert plan(talk) == "paid"
    assert "gave_money" not in talk.memory.thread.reported()


def test_what_is_paid_to_a_dunner_is_no_debt_paid(talk: Talk) -> None:
    talk.hear(reading("dunning"))
    talk.hear(reading(events=("gave_money",)))
    assert plan(talk) == "scammed"


@pytest.mark.parametrize("spoke", ["called", "visited"])
def test_who_tells_of_a_call_may_tell_of_its_refusal(talk: Talk, spoke: str) -> None:
    talk.hear(reading("arrears"))
    talk.hear(replace(reading(events=(spoke,)), clauses=(QUOTE,)), intent="objection")
    assert talk.memory.thread.reported() == {spoke, "refused"}
    assert plan(talk) == "refused"


@pytest.mark.parametrize("name", ["iot_card", "iot_device"])
def test_what_is_charged_to_a_card_without_a_number_went_to_no_carrier(talk: Talk, name: str) -> None:
    talk.hear(reading(name), ("payee", "首充"), ("topup_amount", 168))
    case = talk.memory.case
    assert case.payee != "首充"
    assert case.topup_amount is None
    assert case.paid_amount == 168


def test_a_number_keeps_its_first_charge(talk: Talk) -> None:
    talk.hear(reading("topup_idle"), ("payee", "首充"), ("topup_amount", 168))
    assert talk.memory.case.topup_amount == 168


def test_a_dunned_card_that_was_never_opened_owes_nothing(talk: Talk) -> None:
    turn = talk.hear(reading("dunning"), ("activated", "没激活"))
    assert "不会欠费" in texts(turn)


def test_a_lent_card_that_is_stopped_goes_on_to_the_bill(talk: Talk) -> None:
    talk.hear(reading("lent_card"), ("carrier", "电信"))
    turn = talk.hear(reading(), ("card_stage", "停机"), ("stopped_by", "挂失"))
    assert plan(talk) == "stopped_by_me"
    assert "明细" in texts(turn)


def test_less_than_was_promised_is_not_the_end(talk: Talk) -> None:
    talk.hear(reading("asked_to_withdraw", events=("withdrew",)))
    turn = talk.hear(reading(events=("paid_in", "partial_paid")))
    assert plan(talk) == "partial"
    assert "还差" in texts(turn)


def test_an_offer_not_to_close_is_held_against_the_contract(talk: Talk) -> None:
    heard = Reading(matters=(Scored("settlement_offered", 0.99), Scored("contract_penalty", 0.98)))
    turn = talk.hear(heard)
    assert "合约" in turn.messages[0].text


def test_who_has_paid_and_is_still_called_holds_it_against_them(talk: Talk) -> None:
    talk.hear(reading("dunning", events=("paid_debt",)))
    turn = talk.hear(Reading(clauses=(HeardClause("某某", 0, 2, "quote", "other", "self"),), things=("催到家人",)))
    assert "已结清" in turn.messages[0].text
    assert "答应还多少" not in texts(turn)


def test_a_complaint_that_was_withdrawn_and_is_not_taken_again_goes_another_way(talk: Talk) -> None:
    talk.hear(reading("asked_to_withdraw", events=("withdrew",)))
    turn = talk.hear(Reading(asks=(Scored("complain_both", 0.5),), things=("不予受理",)))
    assert "再向工信部申诉" not in texts(turn)
    assert "起诉" in turn.messages[0].text


def test_who_stopped_the_number_themselves_restores_or_closes_it_without_asking_why(talk: Talk) -> None:
    turn = talk.hear(reading("restore_line"), ("stopped_by", "报停"))
    assert plan(talk) == "by_self"
    assert "为什么停" not in texts(turn)
    other = Talk()
    other.hear(reading("close_number"), ("stopped_by", "报停"))
    assert plan(other) == "stopped_by_self"


def test_a_talk_that_begins_with_a_stopped_number_is_about_that(talk: Talk) -> None:
    talk.hear(reading(events=("stopped",)), ("card_stage", "停机"))
    assert talk.memory.thread.lead == "restore_line"
    closing = Talk()
    closing.hear(reading("close_number"), ("card_stage", "停机"))
    closing.hear(reading(events=("stopped",)))
    assert closing.memory.thread.lead == "close_number"
