"""What is none of our business: that alone where a talk begins with it; a bare answer is never turned away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.reading import Reading, Scored
from tuika.knowledge import book
from tuika.matters.load import catalogue

from .test_advising import texts
from .walks import Talk, reading

OUTSIDE = book().advising.outside


@pytest.fixture
def talk() -> Talk:
    return Talk()


def of_a_gym(*others: Scored, ask: float = 0.5, sure: float = 0.9, ours: bool = False) -> Reading:
    """A question about something else, in the words in which people ask of a card."""
    found = reading(OUTSIDE)
    matters = (Scored(OUTSIDE, sure), *others)
    return replace(found, matters=matters, asks=(Scored("refund_amount", ask),), ours=ours)


def test_a_talk_that_begins_with_something_else_gets_no_help_with_a_card(talk: Talk) -> None:
    turn = talk.hear(of_a_gym(), ("activated", "激活了"), intent="cancel_order")
    assert talk.memory.thread.lead == OUTSIDE
    assert talk.memory.case.known() == {}
    assert "激活" not in texts(turn)


def test_it_is_taken_for_ours_where_a_card_is_named(talk: Talk) -> None:
    talk.hear(of_a_gym(Scored("leave_order", 0.5), ours=True), ("activated", "没激活"))
    assert talk.memory.case.activated == "没激活"


def test_what_is_asked_more_surely_than_it_is_something_else_is_answered(talk: Talk) -> None:
    talk.hear(of_a_gym(ask=0.95, sure=0.6))
    assert "refund_amount" in talk.memory.thread.answered


def test_a_danger_is_met_whatever_it_is_about(talk: Talk) -> None:
    talk.hear(of_a_gym(Scored("scam_live", 0.9)))
    assert talk.memory.thread.lead == "scam_live"


def test_in_the_middle_of_a_case_facts_are_still_facts(talk: Talk) -> None:
    talk.hear(reading("refund_late"))
    talk.hear(of_a_gym(), ("paid_amount", 50))
    assert talk.memory.case.paid_amount == 50


def test_a_few_words_that_answer_an_open_question_are_not_turned_away(talk: Talk) -> None:
    talk.hear(reading("refund_late"))
    assert talk.memory.asked is not None
    half = replace(reading(), matters=(Scored(OUTSIDE, 0.35),))
    turn = talk.hear(half, intent="out_of_scope", text="导航那家")
    turned_away = catalogue().matters[OUTSIDE].plans[-1].say.partition("\n")[0]
    assert turned_away not in texts(turn)
    assert talk.memory.thread.lead == "refund_late"


@pytest.mark.parametrize("event", ["asked_withdraw"])
def test_what_is_reported_can_make_the_matter(event: str, talk: Talk) -> None:
    talk.hear(reading("refund_late", events=(event,)))
    assert talk.memory.thread.lead == book().advising.events[event].matter


def test_who_is_offered_less_in_the_middle_is_helped_with_that(talk: Talk) -> None:
    talk.hear(reading("paid_person"))
    talk.hear(replace(reading(), matters=(Scored("asked_to_withdraw", 0.6),)))
    assert talk.memory.thread.lead == "asked_to_withdraw"
