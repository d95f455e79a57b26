"""Where a text may hold a date or a length of time (日期候选): one linear scan, and few calls of jionlp.

jionlp, given a whole text, tries every sub-string of 35 characters, up to 595 of them for every date it finds. Here the
text is cut into pieces that hold one date each: at characters no date is written with, and where a unit comes a second
time (「3号3号」 are two days, 「3号到5号」 is one span). Only sub-strings of a piece that can begin and end a date are
given to jionlp, the longest first, each once a message, and no more than the message's budget allows.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .budget import Budget

with contextlib.redirect_stdout(io.StringIO()):  # it prints an advertisement when imported
    import jionlp
    from jionlp.gadget import time_parser

# the library writes a traceback to the root log for every phrase that it takes for a time and cannot read
time_parser.logging = logging.getLogger("jionlp.quiet")
time_parser.logging.disabled = True

#: The characters and words that dates and lengths of time are written with.
_RUN = re.compile(
    r"(?:现在|开始|黎明|过去|未来|儿童|劳动|父亲|母亲|礼拜|立春|立冬|立夏|立秋|冬至"
    r"|[102年月日3589647时午至天上个分今下:\-点晚前一小后周起内以底三晨钟来半两凌当十份季去早多第五中初廿.度二从六期旬到间四节号"
    r"代~—春明昨星末秋之同世纪七九秒每次八夏/夜零正冬腊余工作元国清傍首()万宵全暑端庆旦际里农阴历"
    r"近〇几无数百刻许左右的这本大双晨])+"
)
#: A unit, or a word that stands for one, and what may follow it within one date. What is named twice is two dates.
_UNIT = re.compile(
    r"(?P<year>年)|(?P<month>月)|(?P<week>(?:周|星期|礼拜)[一二三四五六日天末]?)|(?P<today>[今昨明前后当]天)"
    r"|(?P<day>工作日|[日号天](?!期))"
    r"|(?P<hour>小时|[点时])|(?P<minute>[分刻])|(?P<second>秒)|(?P<part>[晚早午夜晨宵]+)|(?P<season>季)"
    r"|(?P<name>现在|国庆|中秋|春节|元旦|清明|端午|(?:19|20)[0-9]{2}(?![0-9年]))"
)
_AFTER = re.compile(r"(?:(?:之|以)?(?:前(?![天年晚])|后(?![天年])|内|来|间)|[半多整底初末中起份钟上余]){0,3}")
_JOINS = re.compile(r"[到至~—\-]")
#: A dotted or dashed date, or a number by itself that jionlp takes for a day (「十一」, 「20230201」).
_DASHED = re.compile(r"[0-9][/\-.][0-9]|十一|五一|双十|[0-9]{8}")
#: The longest piece; where more stands together, it is read in parts.
LONGEST = 24
#: The most calls for one piece, so that one piece of rubbish leaves something for the dates behind it.
_CALLS = 40
_BEGINS_WITH_NONE = re.compile(r"[起到至以开—\-~的).:/]")
_ENDS_WITH_NONE = re.compile(r"[到至—\-~的(:第每从]")
_DIGIT = re.compile(r"[0-9一二三四五六七八九十百千万]")
#: 「3点5」 is a number, not an hour, unless a unit follows.
_POINT = re.compile(r"点[一二两三四五六七八九十0-9](?:$|(?![时分秒刻月日一二两三四五六七八九十0-9]))")
_WEEKDAY_ASIDE = re.compile(r"\([^()]{0,6}(?:周|星期)[^()]{0,6}\)")
#: Words that jionlp reads as times and that mostly mean something else.
_IDIOMS = frozenset({"一点", "0时", "一日", "黎明", "十分", "百分", "万分"})
_YEAR_NUMBER = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Moment:
    """A date, span or length as jionlp reads it; ``start`` and ``end`` are a half-open range of the text."""

    text: str
    start: int
    end: int
    kind: str
    detail: dict[str, Any]


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of ``text``, in order, each with at most one date; every character is seen a few times."""
    for run in _RUN.finditer(text):
        yield from _cut(text, run.start(), run.end())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    seen: set[str] = set()
    joined, last = False, start
    for unit in _UNIT.finditer(text, start, end):
        kind = unit.lastgroup or ""
        if kind in seen:
            if not joined and _JOINS.search(text, last, unit.start()):
                joined, seen = True, set()
            else:
                yield from _parts(start, last)
                start, joined, seen = last, False, set()
        seen.add(kind)
        after = _AFTER.match(text, unit.end(), end)
        last = after.end() if after else unit.end()
    if seen or _DASHED.search(text, start, end):
        yield from _parts(start, end)


def _parts(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST):
        yield at, min(at + LONGEST, end)


def moments(text: str, time_base: float, budget: Budget) -> list[Moment]:
    """Every date, span and length in ``text`` that the budget reaches, in order; ``time_base`` is a POSIX time."""
    known: dict[str, dict[str, Any] | None] = {}
    found: list[Moment] = []
    for start, end in pieces(text):
        if not budget.span():
            break
        if _POINT.search(text, start, end):
            continue
        at = start
        while at < end and (moment := _longest(text, at, end, time_base, budget, known)) is not None:
            at = moment.end
            if not _idiom(moment):
                found.append(moment)
    return found


def _longest(
    text: str, start: int, end: int, time_base: float, budget: Budget, known: dict[str, dict[str, Any] | None]
) -> Moment | None:
    """The longest date in the piece, of equal ones the first."""
    calls = 0
    for low, high in _candidates(text, start, end):
        phrase = text[low:high]
        if phrase not in known:
            if calls >= _CALLS or not budget.parse():
                return None
            calls += 1
            known[phrase] = _parsed(phrase, time_base)
        detail = known[phrase]
        if detail is not None:
            return Moment(phrase, low, high, detail["type"], detail)
    return None


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sub-strings that can be a date, longest first: no number is cut in two, and something in it tells a time."""
    begins = [
        at
        for at in range(start, end)
        if not _BEGINS_WITH_NONE.match(text[at])
        and not (at > start and _DIGIT.match(text[at]) and _DIGIT.match(text[at - 1]))
    ]
    ends = [
        at
        for at in range(start + 1, end + 1)
        if not _ENDS_WITH_NONE.match(text[at - 1])
        and not (at < end and _DIGIT.match(text[at - 1]) and _DIGIT.match(text[at]))
    ]
    pairs = [(low, high) for low in begins for high in ends if high - low >= 2]
    for low, high in sorted(pairs, key=lambda pair: (pair[0] - pair[1], pair[0])):
        if _UNIT.search(text, low, high) or _DASHED.search(text, low, high):
            yield low, high


def _parsed(phrase: str, time_base: float) -> dict[str, Any] | None:
    """What jionlp reads in ``phrase``: ``type`` and ``time``; ``None`` where it is no time."""
    plain = phrase.replace("的", "")
    if "(" in plain:
        plain = _WEEKDAY_ASIDE.sub("", plain)
    try:
        found = jionlp.parse_time(plain, time_base=time_base, strict=True)
    except Exception:  # the library raises bare exceptions on odd numbers (「13月45号」)
        return None
    return found if isinstance(found, dict) and "type" in found else None


def _idiom(moment: Moment) -> bool:
    """Whether what was read is mostly no time: an idiom, or a number of four digits, which is a sum or no day."""
    return moment.text in _IDIOMS or _YEAR_NUMBER.fullmatch(moment.text) is not None
