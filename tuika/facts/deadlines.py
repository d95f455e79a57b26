"""Dates the user can act on: working days, due dates, overdue days (工作日、到期日、逾期).

Working days follow the State Council's calendar with its make-up days, as the ``holidays`` library keeps it.
The first day counted is the day after the event. Everything is a calendar date in Asia/Shanghai; the clock is
passed in, never read here.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from ..knowledge import book
from .case import Case

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"


@lru_cache(maxsize=1)
def _china() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")


def is_working_day(day: date) -> bool:
    """True on a working day in mainland China, make-up Saturdays and Sundays (调休) included."""
    return _china().is_working_day(day)


@lru_cache(maxsize=256)
def add_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start`` (``start`` itself is not counted).

    Raises:
        ValueError: ``count`` is below 1.
    """
    if count < 1:
        raise ValueError(f"a count of working days starts at 1, not {count}")
    return _china().get_nth_working_day(start, count)


@lru_cache(maxsize=32)
def calendar_announced(year: int) -> bool:
    """Whether the State Council's arrangement for ``year`` is in the calendar we use.

    The rule: every announced year since 2007 has moved days, so a year without any has not been announced.
    """
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    return any(d.year == year and d.weekday() >= 5 and is_working_day(d) for d in days)


def show(day: date, today: date | None = None) -> str:
    """「12月1日（周二）」; with the year in front where it is not ``today``'s."""
    text = f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
    return text if today is None or day.year == today.year else f"{day.year}年{text}"


def month_end(day: date) -> date:
    """The last day of ``day``'s month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _next_month(day: date, on: int) -> date:
    first = month_end(day) + timedelta(1)
    return first.replace(day=on)


@dataclass(frozen=True)
class Due:
    """When something is due.

    Attributes:
        window: the window's name in ``refunds.yaml``.
        start: the day from which it is counted.
        start_known: False where the event has not happened or its day is not known, so ``start`` is assumed.
        earliest, latest: the usual range of days.
        legal: the statutory outer bound, where one applies.
        usage: True where the window is practice only.
        unannounced: the year whose working-day calendar is not announced yet, if the range reaches into one.
    """

    window: str
    start: date
    start_known: bool
    earliest: date
    latest: date
    legal: date | None
    usage: bool
    unannounced: int | None
    shifts: str | None


def _start(event: str, case: Case, today: date) -> tuple[date, bool]:
    """The day on which the window's clock starts, and whether it is known rather than assumed."""
    known = {
        "request": case.request_date,
        "approved": case.approved_date,
        "refused": case.refused_date,
        "return_signed": case.return_signed_date,
        "closed": case.closed_date,
        "complaint": case.complaint_date,
    }
    if event == "settlement":
        return month_end(case.request_date or today), True
    if event == "next_month_settled":
        day = book().refunds.next_month_settlement_day.day
        return _next_month(case.closed_date or today, day), case.closed_date is not None
    value = known[event]
    if value is None and event == "approved":
        value = case.request_date
        return value or today, False
    return (value, True) if value is not None else (today, False)


def due(window: str, case: Case, today: date) -> Due | None:
    """When the window called ``window`` (see ``refunds.yaml``) ends for this case; ``None`` where no day can be said.

    Raises:
        KeyError: no such window.
    """
    rule = book().refunds.windows[window]
    start, known = _start(rule.from_, case, today)
    if rule.range is None or (rule.from_ == "complaint" and not known):
        return None
    low, high = rule.range
    if rule.unit == "workday":
        earliest, latest = add_working_days(start, low), add_working_days(start, high)
    else:
        earliest, latest = start + timedelta(low), start + timedelta(high)
    legal = start + timedelta(rule.law_days) if rule.law_days is not None else None
    blind = [y for y in range(start.year, latest.year + 1) if rule.unit == "workday" and not calendar_announced(y)]
    return Due(
        window=window,
        start=start,
        start_known=known,
        earliest=earliest,
        latest=latest,
        legal=legal,
        usage=rule.basis == "usage",
        unannounced=blind[0] if blind else None,
        shifts=rule.shifts,
    )


def days_late(case: Case, today: date) -> int | None:
    """How many days the refund is late: from the promised day. ``None`` where no day was promised or it is not over."""
    if case.due_date is None or case.due_date >= today:
        return None
    return (today - case.due_date).days


def is_night(now: datetime) -> bool:
    """Whether carriers' systems are often under maintenance now (凌晨维护时段, Asia/Shanghai)."""
    low, high = book().refunds.night_window.hours
    return low <= now.astimezone(SHANGHAI).hour < high
