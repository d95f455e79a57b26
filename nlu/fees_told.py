"""A fee that is higher than it was, or than it was said to be (从 18 变 98、说好 29 扣 59): both sums."""

from __future__ import annotations

import re

from . import amounts
from .entity import Entity

_SUM = (
    r"[0-9]{1,4}(?:\.[0-9]{1,2})?|[一二两三四五六七八九]?十[一二三四五六七八九]?"
    r"|[一二三四五六七八九]百[零一二三四五六七八九十]{0,3}"
)
_END = r"(?![0-9.一二三四五六七八九十百]|[个号月天日年g%])"
#: 「从18变98」, 「由59的套餐给我升到129」.
_ROSE = re.compile(
    rf"(?:从|由|原来|本来|以前|之前)(?:是|的|每个?月|一个?月|套餐|月租){{0,3}}(?P<was>{_SUM})(?:块钱?|元)?"
    r"(?:一个?月|每个?月)?(?:的)?(?:套餐|月租|档)?(?:,| )?(?:就|都|又|给我?|给他|给她|被|自动|突然|现在){0,3}"
    rf"(?:变|涨|升|改|换|调|加)(?:成|到|为|了){{0,2}}(?:每个?月)?(?P<now>{_SUM}){_END}"
)
#: 「给我升到128了,原来58」: the fee that it was stands behind.
_ROSE_FROM = re.compile(
    rf"(?:变|涨|升|改|换|调|加)(?:成|到|为|了){{1,2}}(?:每个?月)?(?P<now>{_SUM})(?![0-9.]|[个号天年g%])(?:块钱?|元)?(?:一个?月|的套餐|了){{0,2}}"
    r"[,。 ]{0,2}(?:我|他|她)?(?:原来|以前|本来|之前|原先)"
    rf"(?:办的|用的|是|才|只|就|的|每个?月|月租|套餐|要){{0,3}}(?P<was>{_SUM}){_END}"
)
#: 「说月租29,这个月扣了59」, 「宣传的19结果扣39」: so it was said to be.
_SAID = re.compile(
    r"(?:说(?:好|是|的|只要)?|讲好|宣传(?:的)?|写(?:的|着)|广告(?:上)?|号称|承诺)"
    rf"[^,。;!?0-9一二三四五六七八九十充返退送给押付交存违]{{0,8}}(?P<was>{_SUM})"
    rf"(?![个号天年g%]|月(?!租))(?:块钱?|元)?(?:一个?月|每个?月)?[^。;!?0-9一二三四五六七八九十没不]{{0,14}}(?:扣|收|变|涨)(?:成|到|了|我|的|是|为){{0,3}}(?P<now>{_SUM}){_END}"
)


def with_rise(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums; where a fee rose, both fees, and that it is not as it was sold where it was said to be
    the lower one.
    """
    for pattern in (_SAID, _ROSE, _ROSE_FROM):
        match = pattern.search(text)
        was, now = (amounts.number(match["was"]), amounts.number(match["now"])) if match else (None, None)
        if match is None or was is None or now is None or not 0 < was < now:
            continue
        start, end = match.span()
        others = [e for e in found if not (start <= e.start < end) and e.name not in ("monthly_fee", "agreed_fee")]
        fees = [Entity("agreed_fee", was, *match.span("was")), Entity("monthly_fee", now, *match.span("now"))]
        return [*others, *fees, *([Entity("as_sold", "不符", start, end)] if pattern is _SAID else [])]
    return found
