"""A fee that is higher than it was, or than it was said to be (从 18 变 98、说好 29 扣 59): both sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from . import amounts
from .entity import Entity

_SUM = r"(?P<sum>[0-9]{1,4}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百]{1,5})"
_END = r"(?![0-9.一二三四五六七八九十百]|[个号月天日年g%])"
#: What the fee became: 「变98」, 「给我升到129」.
_BECAME = re.compile(rf"[变涨升改换调加][成到为]?了?(?:每个?月)?{_SUM}{_END}")
#: ... and what it was, right before (「从18变98」, 「由59的套餐给我升到129」), or right behind (「升到128了,原来58」).
_WAS_BEFORE = re.compile(
    rf"(?:从|由|原来|本来|以前|之前)[是的]?(?:每个?月|一个?月|套餐|月租)?[是的]?{_SUM}(?:块钱?|元)?[^。;!?0-9]{{0,9}}$"
)
_WAS_BEHIND = re.compile(
    rf"^(?:块钱?|元)?[一个月的套餐了,。\s我他她]{{0,8}}(?:原来|以前|本来|之前|原先)[^,。;!?0-9一二三四五六七八九十]{{0,4}}{_SUM}{_END}"
)
#: What it was said to be (「说月租29」, 「宣传的19」), and what is charged, right behind (「这个月扣了59」).
_SAID = re.compile(
    r"(?:说(?:好|是|的|只要)?|讲好|宣传的?|写[的着]|广告上?|号称|承诺)"
    rf"[^,。;!?0-9一二三四五六七八九十充返退送给押付交存违]{{0,8}}{_SUM}(?![个号天年g%]|月(?!租))"
)
_CHARGED = re.compile(
    rf"^(?:块钱?|元)?(?:[一每]个?月)?[^。;!?0-9一二三四五六七八九十没不]{{0,11}}[扣收变涨][成到了我的是为]{{0,2}}{_SUM}{_END}"
)
#: Words without which no fee rose.
_MAY = re.compile(r"[变涨升改换调加扣收]")
#: So far a sum is looked for on each side; and of so many places.
_REACH, _MOST = 40, 4


def _pairs(text: str) -> Iterator[tuple[re.Match[str], int, re.Match[str], int, bool]]:
    """What the fee was, where that was looked for, what it is, where, and whether it only was said to be so."""
    for said in islice(_SAID.finditer(text), _MOST):
        if charged := _CHARGED.match(text[said.end() : said.end() + _REACH]):
            yield said, 0, charged, said.end(), True
    for became in islice(_BECAME.finditer(text), _MOST):
        begin = max(0, became.start() - _REACH)
        if before := _WAS_BEFORE.search(text[begin : became.start()]):
            yield before, begin, became, 0, False
        if behind := _WAS_BEHIND.match(text[became.end() : became.end() + _REACH]):
            yield behind, became.end(), became, 0, False


def with_rise(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums; where a fee rose, both fees, and that it is not as it was sold where it was said to be
    the lower one.
    """
    if _MAY.search(text) is None:
        return found
    for was, was_at, now, now_at, is_said in _pairs(text):
        lower, higher = amounts.number(was["sum"]), amounts.number(now["sum"])
        if lower is None or higher is None or not 0 < lower < higher:
            continue
        of_was = (was_at + was.start("sum"), was_at + was.end("sum"))
        of_now = (now_at + now.start("sum"), now_at + now.end("sum"))
        start, end = min(was_at + was.start(), now_at + now.start()), max(of_was[1], of_now[1])
        others = [e for e in found if not (start <= e.start < end) and e.name not in ("monthly_fee", "agreed_fee")]
        fees = [Entity("agreed_fee", lower, *of_was), Entity("monthly_fee", higher, *of_now)]
        return [*others, *fees, *([Entity("as_sold", "不符", start, end)] if is_said else [])]
    return found
