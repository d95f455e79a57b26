"""What only comes near, beside what was surely heard or told: it gives way."""

from __future__ import annotations

from datetime import date

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Thread
from tuika.dialogue.noticing import Noticed, notice
from tuika.dialogue.reading import HeardEvent, HeardFact, Reading, Scored
from tuika.dialogue.standing import with_noticed
from tuika.facts.case import Case
from tuika.knowledge import book

from .test_noticed import clauses, noticed, scored


@pytest.mark.parametrize(("lead", "heard"), [("subcard_pay", False), ("refund_late", True)])
def test_a_danger_that_the_lead_keeps_out_is_none(lead: str, *, heard: bool) -> None:
    found = noticed(lead=lead, matters=scored(seller_gone=0.9), clauses=clauses("tell"))
    assert (found.danger is not None) is heard


@pytest.mark.parametrize(("stage", "asked"), [("已销户", ()), (None, ("refuse_at_station",))])
def test_nobody_fetches_the_parcel_of_a_closed_number(stage: str | None, asked: tuple[str, ...]) -> None:
    read = Reading(asks=scored(refuse_at_station=0.4), clauses=clauses("ask"))
    case = Case(card_stage=stage, parcel_stage="已签收")
    assert notice(Heard("inform", "某某", reading=read), "balance_back", case).asks == asked


@pytest.mark.parametrize(
    ("asks", "sure", "settled"),
    [
        (("refund_possible",), 0.85, True),
        (("refund_possible",), 0.3, False),
        (("what_next",), 0.9, False),
        (("is_scam",), 0.9, True),
        ((), 0.9, False),
    ],
)
def test_beside_a_question_that_was_surely_heard_what_only_comes_near_counts_for_nothing(
    asks: tuple[str, ...], sure: float, *, settled: bool
) -> None:
    found = Noticed(near=(Scored("minor_order", 0.14),), asks=asks, surest_ask=sure, asks_something=True)
    thread = with_noticed(Thread(), found, date(2026, 11, 28))
    assert thread.lead == (None if settled else "minor_order")


@pytest.mark.parametrize(
    ("life", "asked", "in_danger"), [(0.35, 0.9, False), (0.35, 0.3, True), (0.6, 0.9, True), (0.35, 0.0, True)]
)
def test_a_life_is_half_heard_only_where_nothing_is_plainly_asked(
    life: float, asked: float, *, in_danger: bool
) -> None:
    first = book().advising.first_of_all
    asks = scored(topup_needed=asked) if asked else ()
    found = noticed(matters=scored(**{first: life}), asks=asks, clauses=clauses("ask"))
    assert (found.danger is not None) is in_danger


@pytest.mark.parametrize(("outside", "ours", "near"), [(0.25, 0.2, "refund_refused"), (0.28, 0.13, "outside")])
def test_half_heard_ours_comes_before_what_is_none_of_ours(outside: float, ours: float, near: str) -> None:
    found = noticed(matters=scored(outside=outside, refund_refused=ours), clauses=clauses("tell"))
    assert [m.name for m in found.near] == [near]


@pytest.mark.parametrize(("sure", "events"), [(0.5, ()), (0.9, ("paid_in",))])
def test_a_parcel_that_came_is_no_money_half_heard(sure: float, events: tuple[str, ...]) -> None:
    parcel = HeardFact("parcel_stage", "已签收", "收到了", "stated")
    found = noticed(facts=(parcel,), events=(HeardEvent("paid_in", sure),), clauses=clauses("answer"))
    assert found.events == events
