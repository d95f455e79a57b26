"""Facts that are none: what stands inside a personal number is no sum, date or length (「付了138 1234 5678元」)."""

from __future__ import annotations

from collections.abc import Iterable

from tuika.redact import spans
from tuika.redact.span import MAIL, NUMBER, SECRET

from .extract import Entity

_KINDS = (NUMBER, SECRET, MAIL)


def impersonal(facts: Iterable[Entity], text: str) -> list[Entity]:
    """The facts outside personal numbers; ``text`` is the normalised one that they were found in."""
    personal = [span for span in spans(text) if span.kind in _KINDS]
    return [fact for fact in facts if not any(s.start < fact.end and fact.start < s.end for s in personal)]
