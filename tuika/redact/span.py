"""A place in a text that is masked."""

from __future__ import annotations

from dataclasses import dataclass

MASK = "***"
#: Kinds whose digits are no sums, dates or lengths of the case.
NUMBER, SECRET, MAIL, NAME, PLACE = "number", "secret", "mail", "name", "place"
#: From this many digits on the last four are the usual way to name a number; of shorter ones two stay.
_LONG = 11


@dataclass(frozen=True)
class Span:
    """Half-open range ``[start, end)`` in characters, what stands there afterwards, and of which kind it is."""

    start: int
    end: int
    mask: str
    kind: str


def tail(digits: str) -> str:
    """The mask of a number: its last four where it is long, else its last two; 「***5678」."""
    return MASK + digits[-4 if len(digits) >= _LONG else -2 :]
