"""Clauses of loose Chinese prose (小句): where one thing that is said ends and the next begins.

People type with commas, blanks or nothing at all between clauses. Marks are boundaries; in a longer run without marks
a boundary is set before words that open a new clause (「结果…」「客服说…」「能不能…」), as long as both sides stay long
enough to say something. Works on normalised text; linear in its length, and never more than ``MOST`` clauses.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

#: Clauses read of one message; what stands behind them is one last clause that is not split further.
MOST = 24
#: A run up to this length is one clause even where an opener stands inside it.
_RUN = 9
#: The fewest characters on either side of a boundary that no mark sets.
_BEFORE, _AFTER = 4, 3

_MARKS = re.compile(r"[,.。;!?、~…\n:]{1,40}(?!\d)|(?<!\d)[.:](?=\d)")
#: Words that open a clause. A pronoun belongs to what it opens.
_OPENERS = re.compile(
    r"(?:但是|可是|不过|结果|然后|后来|现在|目前|因为|所以|而且|还有|另外|顺便|再问|还想问|同时|只是|就是想"
    r"|如果|要是|万一|假如|虽然|既然|一直到现在|到现在"
    r"|(?:我|俺|人家)?(?:就)?(?:想问|想知道|请问|问一下|想要|想把|不想要|不想用|想退|想取消|想注销|想销|要退|要取消|要注销)"
    r"|(?:客服|商家|卖家|店家|店铺|代理|快递员?|快递小哥|营业厅|营业员|业务员|对方|他们?|她们?|人家|那边|平台)(?:却|又|还|就|非|老|总|一直)?(?:说|讲|告诉|回复|答应|让我?|叫我?|要我?|不给|不肯|不让|不理|要求)"
    r"|(?:系统|页面|软件|app|短信|上面|订单)?(?:显示|提示)"
    r"|(?:这|那)?(?:怎么|咋|如何|为什么|为啥|凭什么|能不能|可不可以|可以不|会不会|是不是|要不要|该找谁|找谁|有没有办法|怎么办|咋办|咋整|还能|能否|是否|多久|什么时候|哪里)"
    r"|帮我|给我|求)"
)
#: Words after which a clause is not over: what follows is what they speak of (「代理说已经|给我销户了」 is one clause).
_UNFINISHED = re.compile(r"(?:已经?|都|会|要|就|再|马上|立刻|可以|能|没有?|不|还没|先|刚)$")
#: Such words are this long at most.
_LONGEST_UNFINISHED = 2


@dataclass(frozen=True)
class Span:
    """A clause: its text and its half-open range in the normalised text."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Span]:
    """The clauses of normalised ``text`` in order; empty where nothing is said."""
    spans: list[Span] = []
    at = 0
    for mark in [*_MARKS.finditer(text), None]:
        end = len(text) if mark is None else mark.start()
        spans += _runs(text, at, end, MOST - len(spans))
        if mark is None or len(spans) >= MOST:
            break
        at = mark.end()
    return _joined(text, spans)


def _runs(text: str, start: int, end: int, most: int) -> list[Span]:
    """A run without marks, cut before the words that open a clause."""
    if start >= end:
        return []
    cuts = [start]
    if end - start > _RUN:
        for opener in _OPENERS.finditer(text, start, end):
            far_enough = opener.start() - cuts[-1] >= _BEFORE and end - opener.start() >= _AFTER
            is_over = not _UNFINISHED.search(text[max(start, opener.start() - _LONGEST_UNFINISHED) : opener.start()])
            if far_enough and is_over and len(cuts) < most:
                cuts.append(opener.start())
    bounds = [*cuts, end]
    return [Span(text[a:b], a, b) for a, b in itertools.pairwise(bounds)]


#: What says nothing by itself and belongs to what follows.
_LEAD_INS = re.compile(
    r"^(?:我|那|就是|但是?|可是?|不过|结果|然后|后来|因为|所以|而且|还有|另外|请问|你好|您好|嗯|哎|唉|啊|是这样|那个)$"
)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Lead-ins joined to the clause behind them, where one follows at once."""
    joined: list[Span] = []
    held: int | None = None
    for number, span in enumerate(spans):
        start = held if held is not None else span.start
        held = None
        if _LEAD_INS.match(span.text) and number + 1 < len(spans):
            held = start
            continue
        joined.append(Span(text[start : span.end], start, span.end))
    return joined
