"""Bubbles as plain text for channels without cards: numbered choices, pieces below a channel's size limit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tuika.speech.payload import Payload

from .bubbles import Bubble, Reply, of_event
from .texts import texts

#: Where a text may be cut, the best first: between paragraphs, lines, sentences, parts of a sentence.
_ENDS = ("\n\n", "\n", "。", "！", "？", "；", "，", " ")


def choices(bubbles: Iterable[Bubble]) -> list[Reply]:
    """The quick replies of one turn in the order in which they are numbered.

    Where 「不知道」 is all there is, the question asks for a number: then a typed number is the answer, not a choice.
    """
    found = list(dict.fromkeys(reply for bubble in bubbles for reply in bubble.replies))
    telling = [reply for reply in found if reply.payload != _UNSURE]
    return found if telling else []


def joined(bubbles: Iterable[Bubble]) -> str:
    """All bubbles of one turn as one text, their choices numbered at its end."""
    found = list(bubbles)
    parts = [b.text for b in found if b.text]
    replies = choices(found)
    if replies:
        lines = [texts()["plain"]["choose"], *(f"{n}. {reply.label}" for n, reply in enumerate(replies, 1))]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def pieces(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """``text`` in pieces of at most ``limit`` by ``size``, cut at the best place that leaves a piece half full.

    Raises:
        ValueError: ``limit`` is too small for a single character.
    """
    found: list[str] = []
    rest = text.strip()
    while size(rest) > limit:
        end = _longest(rest, limit, size)
        cut = _best_cut(rest[:end])
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest else found


def _longest(text: str, limit: int, size: Callable[[str], int]) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= limit else (low, middle - 1)
    if low == 0:
        raise ValueError(f"a limit of {limit} holds no character")
    # an accent, a joined emoji or half of a surrogate pair stays with what it belongs to
    while (low > 1 and unicodedata.combining(text[low])) or text[low] in "\u200d\ufe0f":
        low -= 1
    return low


def _best_cut(text: str) -> int:
    for end in _ENDS:
        at = text.rfind(end)
        if at >= len(text) // 2:
            return at + len(end)
    return len(text)


def utf8(text: str) -> int:
    """The size in bytes."""
    return len(text.encode())


def utf16(text: str) -> int:
    """The size in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


_UNSURE = str(Payload("dont_know"))
_NUMBER = re.compile(r"\s*(?:第|选|选择)?\s*(\d{1,2})\s*(?:[.。、号)）]|个)?\s*")


def choice(text: str, history: Callable[[], Sequence[Mapping[str, Any]]]) -> Reply | None:
    """The quick reply that a typed number means: of those offered in the last turn, if the bot spoke last.

    Args:
        history: gives the stored events, oldest first; asked only where a number was typed.
    """
    typed = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text[:20]))
    if typed is None:
        return None
    said: list[Bubble] = []
    for event in reversed(history()):
        if event.get("event") != "bot":
            break
        said.insert(0, of_event(event))
    offered, number = choices(said), int(typed[1])
    return offered[number - 1] if 1 <= number <= len(offered) else None
