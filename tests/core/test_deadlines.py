from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tuika.facts.case import Case
from tuika.facts.deadlines import (
    SHANGHAI,
    add_working_days,
    calendar_announced,
    days_late,
    due,
    is_night,
    is_working_day,
    show,
)
from tuika.knowledge import book


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-24", 3, "2026-11-27"),  # an ordinary week
        ("2026-11-27", 1, "2026-11-30"),  # over a weekend
        ("2026-09-30", 1, "2026-10-08"),  # National Day 2026: 1 to 7 October
        ("2026-02-13", 1, "2026-02-14"),  # a make-up Saturday before the Spring Festival
        ("2024-09-29", 1, "2024-09-30"),
        ("2024-09-28", 1, "2024-09-29"),  # a make-up Sunday
        ("2026-12-31", 1, "2027-01-04"),  # the year's end
    ],
)
def test_working_days_follow_the_state_council(start: str, count: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(start), count) == date.fromisoformat(expected)


def test_make_up_days_are_working_days() -> None:
    assert is_working_day(date(2026, 2, 14))
    assert not is_working_day(date(2026, 2, 15))
    assert not is_working_day(date(2026, 10, 7))


def test_no_working_days_is_an_error() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        add_working_days(date(2026, 1, 1), 0)


def test_a_year_without_a_calendar_answers_and_says_so() -> None:
    assert calendar_announced(2026)
    assert not calendar_announced(2027)
    result = due("official_unshipped", Case(), date(2026, 12, 30))
    assert result is not None
    assert result.latest.year == 2027
    assert result.unannounced == 2027


def test_the_clock_of_a_return_starts_when_the_seller_signs() -> None:
    case = Case().with_facts({"parcel_stage": "商家已签收退货", "return_signed_date": "2026-11-20"})
    result = due("return_signed", case, date(2026, 11, 24))
    assert result is not None
    rule, signed = book().refunds.windows["return_signed"], date(2026, 11, 20)
    assert rule.law_days is not None
    assert rule.range is not None
    assert (result.latest, result.legal) == (signed + timedelta(rule.range[1]), signed + timedelta(rule.law_days))


def test_batch_settlement_is_the_month_end_plus_the_window() -> None:
    result = due("settlement", Case().with_facts({"request_date": "2026-11-10"}), date(2026, 11, 24))
    assert result is not None
    assert result.start == date(2026, 11, 30)
    usual = book().refunds.windows["settlement"].range
    assert usual is not None
    assert result.latest == add_working_days(date(2026, 11, 30), usual[1])


def test_a_unicom_balance_waits_for_the_next_months_settlement() -> None:
    result = due("balance_unicom", Case().with_facts({"closed_date": "2026-11-10"}), date(2026, 11, 24))
    assert result is not None
    assert result.start == date(2026, 12, book().refunds.next_month_settlement_day.day)


def test_days_late_count_from_the_promised_day() -> None:
    case = Case().with_facts({"due_date": "2026-11-20"})
    assert days_late(case, date(2026, 11, 20)) is None
    assert days_late(case, date(2026, 11, 24)) == 4


def test_dates_are_shown_with_the_weekday() -> None:
    assert show(date(2026, 12, 1)) == "12月1日（周二）"
    assert show(date(2027, 1, 4), date(2026, 12, 30)) == "2027年1月4日（周一）"


@pytest.mark.parametrize(("hour", "night"), [(0, True), (5, True), (6, False), (23, False)])
def test_the_midnight_window(hour: int, night: bool) -> None:
    assert is_night(datetime(2026, 11, 24, hour, 30, tzinfo=SHANGHAI)) is night
