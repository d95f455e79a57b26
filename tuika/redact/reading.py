"""One plain form of what people type, with a map back: half width, simplified, nothing hidden, digits as digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import emoji
from opencc import OpenCC

#: Chinese ways to write a digit: plain, formal (大写), read aloud (幺、洞、拐), and what the converter leaves.
_DIGITS = {
    **dict(zip("〇零洞○", "0000", strict=True)),
    **dict(zip("一壹弌幺", "1111", strict=True)),
    **dict(zip("二贰弍两俩", "22222", strict=True)),
    **dict(zip("三叁弎仨", "3333", strict=True)),
    **dict(zip("四肆", "44", strict=True)),
    **dict(zip("五伍", "55", strict=True)),
    **dict(zip("六陆", "66", strict=True)),
    **dict(zip("七柒拐", "777", strict=True)),
    **dict(zip("八捌", "88", strict=True)),
    **dict(zip("九玖勾", "999", strict=True)),
}
#: Letters that stand for digits between digits (「138O1234567」).
_LOOKALIKE = {"o": "0", "O": "0", "l": "1", "I": "1"}
_DROPPED = ("Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Me", "Sk")
#: A Chinese digit counts as one of a number from this many in a row on (「一三八」; 「一个」, 「两三天」 do not).
_ROW = 3
#: No more than this stands between two digits of one number.
GAP = 4
_ESCAPED = re.compile(r"\\{1,2}u(?P<code>[0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Reading:
    """``plain`` for words, ``digits`` the same with every digit in ASCII; ``origin[i]`` is where character i stood."""

    plain: str
    digits: str
    origin: tuple[int, ...]
    ends: tuple[int, ...]

    def origin_of(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range in the text as typed that ``[start, end)`` came from."""
        return self.origin[start], self.ends[end - 1]


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=16384)
def _character(char: str) -> str:
    """What one character becomes; empty where it is not seen."""
    if char.isspace():
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(char) in _DROPPED:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    if unicodedata.category(char) == "So" or emoji.is_emoji(char):
        # ⑩ and 🄁 hold digits, 🙂 is a pause
        kept = "".join(c for c in plain if c.isalnum() or c in ".,()")
        return kept if plain != char else " "
    return "".join(c for c in str(_converter().convert(plain)) if unicodedata.category(c) not in _DROPPED)


def read(text: str) -> Reading:
    """``text`` in its plain form. Runs of the same blank or mark count as one."""
    chars: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    for index, stop, char in _characters(text):
        plain = char if char.isascii() and char.isalnum() else _character(char)
        if not plain and ends:
            # what is not seen belongs to the sign before it
            ends[-1] = stop
        for new in plain:
            if chars and new == chars[-1] and not new.isalnum() and new not in "*_":
                ends[-1] = stop
                continue
            chars.append(new)
            origin.append(index)
            ends.append(stop)
    whole = "".join(chars)
    return Reading(whole, _with_digits(whole), tuple(origin), tuple(ends))


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    """Each character with its half-open range; one that JSON has escaped (``\\u6211``, in a payload) is one as well."""
    index = 0
    while index < len(text):
        escaped = _ESCAPED.match(text, index) if text[index] == "\\" else None
        stop = escaped.end() if escaped else index + 1
        yield index, stop, chr(int(escaped["code"], 16)) if escaped else text[index]
        index = stop


def is_gap(char: str) -> bool:
    """Whether the character may stand between two digits of a number: a mark, or one that is read aloud (杠、空格)."""
    return not char.isalnum() or char in "杠横空格"


def _with_digits(plain: str) -> str:
    """``plain`` with Chinese digits and letters between digits as digits, where they belong to a number."""
    out = list(plain)
    for start, end in _rows(plain):
        row = end - start
        told = [i for i in range(start, end) if plain[i] in _DIGITS]
        between = row and _digit_near(plain, start, -1) and _digit_near(plain, end - 1, 1)
        if len(told) >= _ROW or between:
            for i in told:
                out[i] = _DIGITS[plain[i]]
    for i in range(1, len(out) - 1):
        if out[i] in _LOOKALIKE and _ascii_digit(out[i - 1]) and _ascii_digit(plain[i + 1]):
            out[i] = _LOOKALIKE[out[i]]
    return "".join(out)


def _rows(plain: str) -> list[tuple[int, int]]:
    """Rows of Chinese digits, gaps in them included, as half-open ranges."""
    rows: list[tuple[int, int]] = []
    for i, char in enumerate(plain):
        if char not in _DIGITS:
            continue
        if rows and i - rows[-1][1] <= GAP and all(map(is_gap, plain[rows[-1][1] : i])):
            rows[-1] = (rows[-1][0], i + 1)
        else:
            rows.append((i, i + 1))
    return rows


def _digit_near(plain: str, at: int, step: int) -> bool:
    """Whether the next thing in this direction, gaps aside, is an ASCII digit."""
    for distance in range(1, GAP + 2):
        i = at + step * distance
        if not 0 <= i < len(plain):
            return False
        if _ascii_digit(plain[i]):
            return True
        if not is_gap(plain[i]):
            return False
    return False


def _ascii_digit(char: str) -> bool:
    return "0" <= char <= "9"
