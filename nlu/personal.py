"""What says only who somebody is (个人信息): inside a personal number there is no sum, date or length (「付了138 1234
5678元」), and a clause that gives a name or a number tells nothing of a card (「我叫…，手机…」).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tuika.redact import Span, spans
from tuika.redact.span import MAIL, NUMBER, PLACE, SECRET

from . import clauses
from .entity import Entity

_KINDS = (NUMBER, SECRET, MAIL)
#: 「科华北路5号」 is no fifth of the month.
_HOUSE = re.compile(r"[0-9]{1,5}号?$")


def impersonal(facts: Iterable[Entity], text: str) -> list[Entity]:
    """The facts outside personal numbers; ``text`` is the normalised one that they were found in."""
    personal = spans(text)
    return [fact for fact in facts if not any(_is_part(fact, span, text) for span in personal)]


def _is_part(fact: Entity, span: Span, text: str) -> bool:
    """Whether the fact was read out of the span; of an address only a house's number can be one."""
    if fact.end <= span.start or span.end <= fact.start:
        return False
    return span.kind in _KINDS or (span.kind == PLACE and bool(_HOUSE.match(text[fact.start : fact.end])))


#: How a clause begins that gives a name, a number or an address.
_GIVES = re.compile(r"(?:我(?:叫|是|姓)|姓名|名字|手机|电话|联系|身份证|地址|微信)")


def introduces(text: str, parts: Sequence[clauses.Span]) -> list[bool]:
    """Which clauses of normalised ``text`` do no more than give a name or a number: half of them and more is that."""
    gives = [_GIVES.match(part.text) is not None for part in parts]
    personal = spans(text) if any(gives) else []

    def covered(part: clauses.Span) -> int:
        return sum(max(0, min(part.end, found.end) - max(part.start, found.start)) for found in personal)

    return [given and 2 * covered(part) >= len(part.text) for given, part in zip(gives, parts, strict=True)]
