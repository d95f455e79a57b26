"""Mail addresses: 「a.b@example.com」, 「a @ qq.com」, 「a艾特qq点com」, 「a(at)b.com」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reading import Reading
from .span import MAIL, Span

_HOSTS = "qq|vip|1[0-9]{2}|gmail|hotmail|outlook|sina|sohu|foxmail|icloud|yeah|aliyun"
_AT = re.compile(
    rf"@|艾特|小老鼠|圈[aA]|[(\[]at[)\]]|#(?=(?:{_HOSTS})[.])|(?<=[a-z0-9]) at (?=[a-z0-9])", re.IGNORECASE
)
#: Bounded by what the standard allows: 64 characters before, 255 behind (here less: what identifies is in front).
_BEFORE, _BEHIND = 64, 120
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:(?: ?[.,。] ?| ?点 ?| dot )[A-Za-z0-9-]{1,30}){0,4}")


def find(reading: Reading) -> Iterator[Span]:
    """Every mail address, whole."""
    text = reading.plain
    for match in _AT.finditer(text):
        start = _local(text, match.start())
        behind = text[match.end() : match.end() + _BEHIND]
        skipped = len(behind) - len(behind.lstrip(" "))
        domain = _DOMAIN.match(behind, skipped)
        if start is not None and domain is not None:
            yield Span(start, match.end() + domain.end(), "***@***", MAIL)


def _local(text: str, at: int) -> int | None:
    """Where the part before the @ begins; ``None`` where there is none."""
    end = at
    while end > 0 and at - end < 2 and text[end - 1] == " ":
        end -= 1
    start = end
    while start > 0 and end - start < _BEFORE and text[start - 1] in _LOCAL:
        start -= 1
    return start if start < end else None
