"""Sums of money as people write them (金额): 29元, 三十九块钱, 19块9, 一百二十块, 首充100, 百分之三十."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cn2an

from .budget import Budget

#: A chain of more digits is no sum but a number of something, and so is its end.
_DIGITS = r"(?<![0-9])[0-9]{1,6}(?:\.[0-9]{1,2})?"
_HAN = "[零一二两三四五六七八九十百千]{1,8}"
_SUM = re.compile(
    rf"(?<![几数多好])(?P<number>{_DIGITS}|{_HAN})(?:(?P<unit>元|块钱|块|圆|rmb)(?P<dimes>[0-9一二三四五六七八九](?![0-9一二三四五六七八九个天号年月日]))?(?:毛)?(?:钱)?)"
)
#: A number with cents, where nothing says that it is a day, a share or data (「付的19.9没退」).
_CENTS = re.compile(r"(?<![\d.])(?P<number>\d{1,4}\.\d{1,2})(?![\d.]|[g%k天号日月兆折倍]|个)")
_SIGN = re.compile(rf"[¥￥](?P<number>{_DIGITS})")
#: A number without a unit is money behind these words; four digits at most, so that no hotline is taken for a sum.
_BEFORE = re.compile(
    r"(?:首充|首冲|预存|充|存|付|花|交|转账|转|给|月租)(?:了|给|值|的|过|款){0,3}(?:代理|卖家|店家|商家|业务员|那个人|那人|他|她)?(?:了)?"
    r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.元块号月年天日g%个张次小分条+/-])"
    r"|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,3}(?=$|[,。;!?]))"
)
_MONTHLY = re.compile(r"(?P<number>(?<![0-9])[0-9]{1,3}(?:\.[0-9])?)(?=(?:一|每)个?月|/月|的?(?:套餐|月租))")
_WHOLE = re.compile(rf"^(?:大概|大约|差不多|就|才|一共|总共|是)?(?P<number>{_DIGITS}|{_HAN})(?:多|左右|吧|啊|呢)?$")
_PERCENT = re.compile(rf"(?P<number>{_DIGITS})%|百分之(?P<han>{_HAN}|{_DIGITS})")


@dataclass(frozen=True)
class Found:
    """One number in the text: value and half-open character range."""

    value: float
    start: int
    end: int


def number(text: str) -> float | None:
    """The number that ``text`` is, in digits or Chinese; ``None`` where it is none (「十十」)."""
    try:
        return float(cn2an.cn2an(text.replace("两", "二") if len(text) == 1 else text, "smart"))
    except (ValueError, KeyError):  # a KeyError of its own for 「零十零」
        return None


def _value(match: re.Match[str]) -> float | None:
    whole = number(match["number"])
    dimes = match.groupdict().get("dimes")
    if whole is None or not dimes:
        return whole
    tenth = number(dimes)
    return None if tenth is None else whole + tenth / 10


def sums(text: str, budget: Budget) -> list[Found]:
    """Every sum of money in normalised ``text`` that the budget reaches, in order, without overlaps; yuan."""
    found: list[Found] = []
    taken = bytearray(len(text))
    for pattern in (_SUM, _SIGN, _BEFORE, _MONTHLY, _CENTS):
        for match in pattern.finditer(text):
            if not budget.span():
                break
            start, end = match.start("number"), match.end()
            value = _value(match)
            if value is None or any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Found(round(value, 2), start, end))
    return sorted(found, key=lambda f: f.start)


def bare_number(text: str) -> Found | None:
    """The number, where ``text`` is nothing else (「39」, 「大概一百二」)."""
    match = _WHOLE.match(text)
    value = _value(match) if match else None
    return None if match is None or value is None else Found(value, match.start("number"), match.end("number"))


def percents(text: str, budget: Budget) -> list[Found]:
    """Every percentage that the budget reaches, 0 to 100 and beyond as written."""
    found = []
    for match in _PERCENT.finditer(text):
        if not budget.span():
            break
        value = number(match["number"] or match["han"])
        if value is not None:
            found.append(Found(value, match.start(), match.end()))
    return found
