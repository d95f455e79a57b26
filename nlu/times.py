"""Dates and lengths of time (日期与时长) with jionlp: what has happened lies in the past.

``nlu.dates`` finds the places; jionlp reads 「周五签收的」 as next Friday and bare days as this month's; here a date
whose role lies in the past is moved back by a week, a month or a year until it does.
"""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from . import amounts, dates
from .budget import Budget

#: Phrases that jionlp takes for a time but that are none here.
_NOISE = re.compile(
    r"^(?:[0-9一二三四五六七八九十]{1,4}月|\d{1,4}号卡|7天|七天|七日|24小时|现在|目前|当时|以前|之前|后来|上次|这次|月底|每月|每个月|一天|当月|次月|全天|当天|那天|当日|[第次][一二三四五六七八九十0-9]{0,2}[天日]|次日|第[一二三四五六七八九十0-9]{1,3}(?:年|个?月|个?季度?|个?(?:周|星期|礼拜))(?:开始|起|里|末|底|初|就|以?后|之后)?|现在.{0,2}|刚才|(?:大|昨)?半夜|凌晨|早上|上午|中午|下午|晚上|夜里|早晚"
    r"|[0-9一二两三四五六七八九十]{1,3}个?(?:工作日|工作天|天|日|小时)(?:之|以)?内|年初|年底|周末|全月|整月|月末|月中)$"
)
#: A year, a month or a week named without a day is no day (「2027年6月到期」, 「第二个月」, 「今年」, 「上周」).
_NO_DAY = re.compile(
    r"^(?:上上?|下下?|这|本)个?(?:周|星期|礼拜)(?:初|末|里|内)?$|^月(?:初|中|末)$|"
    r"^(?:(?:\d{2,4}|[今去前明后当那])年)?(?:(?:上|下|这|本|第?[0-9一二两三四五六七八九十]{1,3})?个?月(?:份)?)?"
    r"(?:底|初|中旬?|上旬|下旬)?(?:前|后|内|以?来|之前|以前)?$|^首月$|^(?:上|这|本|下)个?(?:周|星期|礼拜)$|^[0-9一二两三四五六七八九十几好多大小半]{1,3}年(?:多)?(?:以|之)?前$|^半个?月(?:以|之)?(?:前|后|内)?$"
)
#: 「11.20申请的」: a day, not an amount, where something of the case was done on it.
_DOTTED = re.compile(
    r"(?<=\d)\.(?!9买)(?=(?:[0-3]?\d)(?:号|日|申请|下单|办|买|当面|直接|当场|自己|在|签收|激活|拒收|退|提交|收到))"
)
#: 「联通号9月28日销了」: jionlp takes the number for the day of another month.
_NUMBER = re.compile(r"(?<![0-9一二三四五六七八九十])号(?=[0-9]{1,2}月)")
#: jionlp takes the week that it was then, and of that its end.
_WEEKS_AGO = re.compile(r"^(?P<number>[一二两三四五六七八九十]{1,2}|\d{1,2})个?(?:周|星期|礼拜)(?:以|之)?前$")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_BARE_WEEKDAY = re.compile(rf"^{_WEEKDAY.pattern}")
_YEAR = re.compile(r"\d{2,4}年|去年|今年|前年|明年")
_MONTH = re.compile(r"月")
#: What lies ahead in so many words stays there.
_AHEAD = re.compile(r"明天|明儿|后天|后儿|明后|明年|下个?(?:周|星期|礼拜|月)")
#: 「俩月」, 「仨月」: lengths, never months of the year.
_FEW_MONTHS = re.compile(r"(?P<few>[俩仨])个?月")
_FEW = {"俩": 2, "仨": 3}
#: Feasts that people wait for: with a promise the next one is meant.
_FEAST = re.compile(r"元旦|春节|过年")


#: A day or a length further away than this is a slip of the pen, years. It keeps every later sum of days in range.
_YEARS = 50


@dataclass(frozen=True)
class When:
    """A date found in the text; half-open character range."""

    day: date
    text: str
    start: int
    end: int


#: What is charged each month: 「一个月扣28」.
_RATE = re.compile(
    r"(?:就|都|给我|要|得|才|只|还|他|她|平均|光|固定|白|也){0,3}多?(?:扣|收|交|付|花|[0-9]|话费|消费|月租)"
)


@dataclass(frozen=True)
class Length:
    """A length of time found in the text: ``days`` or ``months``, whichever its unit makes whole."""

    days: int | None
    months: int | None
    text: str
    start: int
    end: int

    def is_rate(self, after: str) -> bool:
        """Whether it is no length, but how often something is charged; ``after`` is what stands behind it."""
        return self.months == 1 and _RATE.match(after) is not None


def find(text: str, now: datetime, names: Mapping[str, str], budget: Budget) -> tuple[list[When], list[Length]]:
    """Dates and lengths in normalised ``text``, as far as the budget reaches; ``now`` is local time in Shanghai.

    ``names`` are days that jionlp does not know (「618」) with a reading that it does.
    """
    lengths = [Length(None, _FEW[m["few"]], m.group(), m.start(), m.end()) for m in _FEW_MONTHS.finditer(text)]
    text = _NUMBER.sub(",", text)
    text = _FEW_MONTHS.sub(lambda m: "-" * len(m.group()), text)
    days, more = _named(text, now, names, budget)
    return days, sorted([*lengths, *more], key=lambda length: length.start)


def _named(text: str, now: datetime, names: Mapping[str, str], budget: Budget) -> tuple[list[When], list[Length]]:
    name = next((n for n in names if n in text), None)
    if name is None:
        return _find(_DOTTED.sub("/", text), now, budget)
    at, reading = text.index(name), names[name]
    shift = len(name) - len(reading)
    days, lengths = _find(text.replace(name, reading, 1), now, budget)

    def back(found: Any) -> Any:
        start = found.start if found.start <= at else found.start + shift
        return replace(found, start=start, end=found.end if found.end <= at else found.end + shift)

    return [back(d) for d in days], [back(n) for n in lengths]


def _find(text: str, now: datetime, budget: Budget) -> tuple[list[When], list[Length]]:
    days: list[When] = []
    lengths: list[Length] = []
    for moment in dates.moments(text, time.mktime(now.replace(tzinfo=None).timetuple()), budget):
        if _NOISE.match(moment.text) or (moment.kind != "time_delta" and _NO_DAY.match(moment.text)):
            continue
        if moment.kind == "time_delta":
            length = _length(moment.detail.get("time"), moment.text, moment.start, moment.end)
            lengths += [length] if length else []
        elif moment.kind in ("time_point", "time_span"):
            weeks = _WEEKS_AGO.match(moment.text)
            day = _weeks_before(weeks["number"], now) if weeks else _day(moment.detail.get("time"))
            if day is not None and abs(day.year - now.year) <= _YEARS:
                days.append(When(day, moment.text, moment.start, moment.end))
    return days, lengths


def _weeks_before(number: str, now: datetime) -> date | None:
    weeks = amounts.number(number)
    return None if weeks is None else now.date() - timedelta(days=7 * int(weeks))


def _day(bounds: Any) -> date | None:
    """One date for a point or a span: its day, the end of a short span, the beginning of a long one."""
    if not isinstance(bounds, list) or len(bounds) != 2:
        return None
    low, high = (_parse(bound) for bound in bounds)
    if low is None or high is None:
        return high or low
    return high if (high - low).days <= 16 else low


def _parse(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except (TypeError, ValueError):
        return None


#: 「十九一个月」: so much a month, no length.
_PRICE_A_MONTH = re.compile(r"(?:十[一二三四五六七八九]|[0-9])[一每]个?月$")


def _length(detail: Any, text: str, start: int, end: int) -> Length | None:
    if (
        _PRICE_A_MONTH.search(text)
        or not isinstance(detail, dict)
        or any(isinstance(v, dict | list) for v in detail.values())
    ):
        return None
    days = detail.get("day", 0)
    months = detail.get("year", 0) * 12 + detail.get("month", 0)
    if 0 < months <= _YEARS * 12 and months == int(months):
        return Length(None, int(months), text, start, end)
    days += round(months * 30)
    if 0 < days <= _YEARS * 366 and days == int(days):
        return Length(int(days), None, text, start, end)
    return None


def into_past(day: date, text: str, today: date) -> date:
    """``day`` moved back until it is not after ``today``, by what ``text`` leaves open (week, month or year)."""
    weekday = _WEEKDAY.search(text)
    if day <= today or _AHEAD.search(text) or (_YEAR.search(text) and not weekday):
        return day
    if weekday:
        return day - timedelta(7 * -(-(day - today).days // 7))
    months = 12 if _MONTH.search(text) or "节" in text or "双" in text else 1
    while day > today:
        day = _shift_months(day, months)
    return day


def ahead(when: When, today: date) -> When:
    """A promised feast without a year is the next one, and so is a promised weekday that is not said to be over."""
    if when.day < today and _BARE_WEEKDAY.match(when.text):
        return replace(when, day=when.day + timedelta(7 * -(-(today - when.day).days // 7)))
    if when.day >= today or not _FEAST.search(when.text) or _YEAR.search(when.text):
        return when
    return replace(when, day=_shift_months(when.day, -12))


def _shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
