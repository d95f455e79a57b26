"""Facts that are none: what stands inside a personal number is no sum, date or length (「付了138 1234 5678元」)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tuika.redact import Span, spans
from tuika.redact.span import MAIL, NUMBER, PLACE, SECRET

from .extract import Entity

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
