"""Taking personal data out of a text (脱敏): numbers, names, addresses, passwords that identify somebody.

个人信息保护法 art. 6: nothing is kept that the purpose does not need. What a user typed is read in one plain form
(``reading``), in which 「１３８」, 「一三八」 and 「①③⑧」 are the same; what is found there is masked in the
text as typed. The last digits stay where they help to say which number is meant: four of a phone, card, parcel or order
number (the 尾号 that couriers and banks name), two of shorter ones and of identity cards (whose last four serve as a
password), none of codes and passwords.

Pure, and linear in the text's length: every pattern has a bounded width (``tests/core/test_redact_cost.py``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from . import mails, numbers, people, places, secrets
from .reading import read
from .span import Span

__all__ = ["Span", "digest", "redact", "redact_all", "spans"]

_OF_THIS_PROCESS = os.urandom(16)

#: Whole numbers below have too few digits to be anybody's; what is below one is a share.
_SHORT = 1000
#: Floats below hold whole numbers exactly.
_WHOLE = 1e16


def redact(text: str) -> str:
    """``text`` with what identifies a person masked; 「我叫***」, 「***5678」. Masking again changes nothing."""
    out: list[str] = []
    at = 0
    for span in spans(text):
        out += (text[at : span.start], span.mask)
        at = span.end
    return "".join([*out, text[at:]]) if out else text


def spans(text: str) -> list[Span]:
    """What identifies a person, as half-open ranges of ``text`` in order, without overlaps."""
    if not text or _harmless(text):
        return []
    reading = read(text)
    found = [*secrets.find(reading), *mails.find(reading)]
    found += numbers.find(reading, found)
    found += people.find(reading, found)
    found += places.find(reading)
    return [Span(*reading.origin_of(s.start, s.end), s.mask, s.kind) for s in _apart(found)]


def redact_all(value: Any, one: Callable[[str], str] = redact) -> Any:
    """``value`` (JSON) with every text masked by ``one``, names of members too; also a number that is a phone's."""
    if isinstance(value, str):
        return one(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        if -_SHORT < value < _SHORT and (value == int(value) or abs(value) < 1):
            return value
        written = _written(value)
        masked = redact(written)
        return value if masked == written else masked
    if isinstance(value, Mapping):
        return {one(str(name)): redact_all(item, one) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact_all(item, one) for item in value]
    return one(str(value))


def _written(value: int | float) -> str:
    """A number as a person would write it: 13812345678.0 is a phone's as well."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return str(value)


def _harmless(text: str) -> bool:
    """Names of the program's own (``case_form``): letters and underscores that begin no introduction."""
    return text.isascii() and text.isidentifier() and not any(char.isdigit() for char in text)


def _apart(found: Iterable[Span]) -> Iterator[Span]:
    """Overlapping spans joined; the first one (of equals the longest) says how they are masked."""
    last: Span | None = None
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if last is not None and span.start < last.end:
            last = Span(last.start, max(last.end, span.end), last.mask, last.kind)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def digest(text: str) -> bytes:
    """By what a text is known again while this process runs, where nobody's words shall stay in memory (16 bytes)."""
    return blake2b(text.encode(), digest_size=16, key=_OF_THIS_PROCESS).digest()
