"""Numbers that identify somebody: phones, identity cards, bank cards, parcels, orders; however they are broken up.

Digits with at most ``GAP`` marks between them make a chain of groups. What the case needs is taken out of it first
(dates, times, sums, hotlines); of what is left, phones and identity cards are told by their shape, anything else by
its length and by how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .reading import GAP, Reading, is_gap
from .span import MASK, NUMBER, Span, tail
from .words import words

#: Public numbers of carriers and authorities: nobody's own.
HOTLINES = frozenset(words("hotlines"))
_YEAR = r"20[0-4][0-9]"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_ALONE, _END = r"(?<![0-9])", r"(?![0-9])"
#: Days, times and public numbers: no part of a phone's number. Everything is bounded.
_MOMENTS = re.compile(
    "|".join(
        (
            rf"{_ALONE}{_YEAR} ?[-./年] ?{_MONTH}(?: ?[-./月] ?{_DAY})?{_END}",
            rf"{_ALONE}{_YEAR}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9]){_END}",
            rf"{_ALONE}[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?{_END}",
            rf"{_ALONE}{_MONTH}[-/.]{_DAY} ?- ?{_MONTH}[-/.]{_DAY}{_END}",
            rf"{_ALONE}[48]00[- ]?[0-9]{{3}}[- ]?[0-9]{{4}}{_END}(?! ?[-._]? ?[0-9])",
        )
    )
)
#: Sums and lengths, and days without a year: what they are made of could be the end of a phone's number.
_SUMS = re.compile(
    "|".join(
        (
            rf"[¥$] ?[0-9]{{1,6}}(?:\.[0-9]{{1,2}})?{_END}",
            rf"{_ALONE}(?<![0-9]\.)[0-9]{{1,6}}\.[0-9]{{1,2}}(?![.0-9])(?!\. ?[0-9])",
            rf"{_ALONE}[0-9]{{1,8}} ?(?:元|块|圆|万|毛|%)",
            rf"{_ALONE}[0-9]{{1,4}} ?(?:号(?!码)|小时|[天日个月年分次张条折期点岁GMg兆倍人家单周级档])",
            rf"{_ALONE}(?<![0-9][-/]){_MONTH}[-/]{_DAY}{_END}(?! ?[-/.] ?[0-9])",
        )
    )
)
_RUN = re.compile(r"[0-9]+")
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_MASKED = re.compile(r"\*\*\*[0-9A-Za-z]{1,4}(?![0-9A-Za-z])")
#: 车牌, 「京A12345」.
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])"
)
#: The fewest digits of a plate.
_PLATE_DIGITS = 3
_TIGHT = frozenset(" -_.–—‐‑·•()+")
_PHONE = re.compile(r"(?:00?86|86)?1[3-9][0-9]{9}")
_ID = re.compile(r"[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx×]")
_ID_DIGITS = 18
#: With 0086, with 86, alone.
_PHONE_DIGITS = (15, 13, 11)
_CODE, _SHORTEST, _CARD = 6, 7, 13
#: 202611, 261124.
_SHORT_DAY = re.compile(rf"{_YEAR}(?:1[0-2]|0[1-9])|2[4-9](?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])")
#: Cards of before 1999.
_OLD_ID = re.compile(r"[1-8][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}")


@dataclass(frozen=True)
class Group:
    """Digits without a gap; half-open range in the reading."""

    digits: str
    start: int
    end: int


def find(reading: Reading, known: Sequence[Span] = ()) -> list[Span]:
    """Every such number; what is ``known`` already is left out."""
    text = reading.digits
    taken = [(s.start, s.end) for s in known]
    found = [*_masks(text), *_plates(text), *_codes(text, taken)]
    taken += [(s.start, s.end) for s in found]
    for chain in _chains(text, sorted(taken)):
        found += _in_chain(text, chain)
    return found


def _masks(text: str) -> Iterator[Span]:
    """What was masked before: it stays as it is, and is no sum either."""
    return (Span(m.start(), m.end(), m.group(), NUMBER) for m in _MASKED.finditer(text))


def _plates(text: str) -> Iterator[Span]:
    for match in _PLATE.finditer(text):
        if sum(char.isdigit() for char in match.group()) >= _PLATE_DIGITS:
            yield Span(match.start(), match.end(), MASK + match.group()[-2:], NUMBER)


def _codes(text: str, taken: list[tuple[int, int]]) -> Iterator[Span]:
    """Parcel and order numbers with letters in them (SF1234567890, YT12A3456B789), passports."""
    inside = {i for start, end in taken for i in (start, end - 1)}
    for match in _TOKEN.finditer(text):
        token = match.group()
        digits = sum(char.isdigit() for char in token)
        if digits == len(token) or digits < 6 or match.start() in inside or _like_id(token):
            continue
        yield Span(match.start(), match.end(), tail(token), NUMBER)


def _like_id(token: str) -> bool:
    """An identity card, or a phone that a letter follows, is no code."""
    return bool(_ID.fullmatch(token)) or (token[:-1].isdigit() and len(token) > 6 and token[-1] in "xX")


def _chains(text: str, taken: list[tuple[int, int]]) -> Iterator[list[Group]]:
    """Groups with no more than ``GAP`` marks between them; what is taken separates."""
    chain: list[Group] = []
    at = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] <= start:
            continue
        if chain and not _near(text, chain[-1].end, start):
            yield chain
            chain = []
        chain.append(Group(match.group(), start, end))
    if chain:
        yield chain


def _near(text: str, end: int, start: int) -> bool:
    """Whether a gap, and no mask (``***``), lies between."""
    gap = text[end:start]
    return len(gap) <= GAP and "**" not in gap and all(map(is_gap, gap))


def _in_chain(text: str, chain: list[Group]) -> Iterator[Span]:
    """What identifies somebody in one chain."""
    if sum(len(g.digits) for g in chain) < _CODE:
        return
    rest: list[list[Group]] = []
    for piece in _told(text, [chain], (_ID_DIGITS, _ID_DIGITS - 1), _identity):
        if isinstance(piece, Span):
            yield piece
        else:
            rest += _without(_MOMENTS, text, piece)
    for piece in _told(text, rest, _PHONE_DIGITS, _phone):
        if isinstance(piece, Span):
            yield piece
        else:
            yield from _of_no_shape(text, _without(_SUMS, text, piece))


def _of_no_shape(text: str, chains: Iterable[list[Group]]) -> Iterator[Span]:
    for chain in chains:
        if _identifies(text, chain):
            yield _span(text, chain)
        elif len(chain) == 1 and _like_code(chain[0].digits):
            yield Span(chain[0].start, chain[0].end, MASK, NUMBER)


def _told(
    text: str, chains: Iterable[list[Group]], lengths: Sequence[int], fits: Callable[[str, str, int], bool]
) -> Iterator[Span | list[Group]]:
    """Windows of groups that have a shape as spans, and the groups between them.

    ``lengths`` are the numbers of digits that a window may have, longest first; ``fits`` gets the text, the window's
    digits and where it ends.
    """
    for chain in chains:
        joined = "".join(g.digits for g in chain)
        # where groups end, in digits from the chain's start -> how many groups that is
        ends = {done: count for count, done in enumerate(accumulate(len(g.digits) for g in chain), 1)}
        left: list[Group] = []
        i = done = 0
        while i < len(chain):
            windows = ((ends[done + n], joined[done : done + n]) for n in lengths if done + n in ends)
            stop = next((s for s, digits in windows if fits(text, digits, chain[s - 1].end)), None)
            if stop is None:
                left.append(chain[i])
                stop = i + 1
            else:
                yield left
                yield _span(text, chain[i:stop])
                left = []
            done += sum(len(g.digits) for g in chain[i:stop])
            i = stop
        yield left


def _identity(text: str, digits: str, end: int) -> bool:
    return bool(_ID.fullmatch(digits)) or (
        len(digits) == _ID_DIGITS - 1 and bool(_ID.fullmatch(digits + "X")) and _x_after(text, end) > 0
    )


def _phone(_: str, digits: str, __: int) -> bool:
    return bool(_PHONE.fullmatch(digits))


def _x_after(text: str, end: int) -> int:
    """How many characters on the X of an identity card ends; 0 where there is none."""
    for skip in range(GAP + 1):
        char = text[end + skip : end + skip + 1]
        if char in ("X", "x", "×"):
            return skip + 1
        if not char or not is_gap(char):
            return 0
    return 0


def _without(needed: re.Pattern[str], text: str, chain: list[Group]) -> list[list[Group]]:
    """The chain's stretches between what the case needs and public numbers."""
    if not chain:
        return []
    kept = [m.span() for m in needed.finditer(text, max(0, chain[0].start - 2), min(len(text), chain[-1].end + 3))]
    out: list[list[Group]] = [[]]
    at = 0
    for group in chain:
        while at < len(kept) and kept[at][1] <= group.start:
            at += 1
        if group.digits in HOTLINES or (at < len(kept) and kept[at][0] <= group.start):
            if out[-1]:
                out.append([])
        else:
            out[-1].append(group)
    return [stretch for stretch in out if stretch]


def _identifies(text: str, groups: list[Group]) -> bool:
    """Whether groups without a known shape make one number of somebody's."""
    total = sum(len(g.digits) for g in groups)
    if total < _SHORTEST:
        return False
    longest = max(len(g.digits) for g in groups)
    if longest >= _SHORTEST:
        return True
    if _listed(groups, tight := _tight(text, groups)):
        return False
    return tight or total >= _CARD or longest >= 5 or longest == 1


def _like_code(digits: str) -> bool:
    """Six digits alone: a code or a day of birth. No sum of this trade has six, round ones aside; days may."""
    return len(digits) == _CODE and not digits.endswith("000") and not _SHORT_DAY.fullmatch(digits)


def _tight(text: str, groups: list[Group]) -> bool:
    return all(set(text[a.end : b.start]) <= _TIGHT for a, b in pairwise(groups))


def _listed(groups: list[Group], tight: bool) -> bool:
    """Prices, years, an enumeration: numbers side by side that are not one."""
    written = [g.digits for g in groups]
    values = [int(w) for w in written]
    rising = all(a < b for a, b in pairwise(values))
    if all(re.fullmatch(_YEAR, w) for w in written):
        return True
    if any(len(w) > 4 or (len(w) > 1 and w[0] == "0") for w in written):
        return False
    prices = all(2 <= len(w) <= 3 and w[-1] in "09" for w in written)
    return prices or (rising and (not tight or all(len(w) <= 2 for w in written)))


def _span(text: str, groups: list[Group]) -> Span:
    digits = "".join(g.digits for g in groups)
    end = groups[-1].end
    if len(digits) == 17 and (more := _x_after(text, end)):
        return Span(groups[0].start, end + more, f"{MASK}{digits[-1]}X", NUMBER)
    if _ID.fullmatch(digits) or _OLD_ID.fullmatch(digits):
        return Span(groups[0].start, end, MASK + digits[-2:], NUMBER)
    return Span(groups[0].start, end, tail(digits), NUMBER)
