"""Numbers to dial and addresses to open (能点的号码和网址): which of those that the bot names stand in a text.

Only what the knowledge lists is ever tappable; a number that somebody wrote is none. Channels show them as they can.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..knowledge import book

#: What follows a number that counts something: 「110 元」 is a sum, no police station.
_COUNTED = ("元", "块", "天", "个", "年", "月", "日", "人", "次", "字", "%", "％")
#: Who a letter goes to is not called.
_ADDRESSED = "写给"
_JOINS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/@")  # never the empty string


@dataclass(frozen=True)
class Link:
    """Something in a text that can be tapped. ``kind``: ``call`` (a number) or ``open`` (an address)."""

    text: str
    href: str
    kind: str


@lru_cache(maxsize=1)
def known() -> tuple[Link, ...]:
    """Every number and address of the knowledge, the longest first."""
    spec, carriers = book().contacts, book().carriers.carriers.values()
    lines = [line for c in carriers for line in (c.hotline, c.rights_hotline) if line is not None]
    numbers = {*spec.calls, *(line.number for line in lines)}
    addresses = {*spec.opens, *(c.web_hall.address for c in carriers if c.web_hall)}
    found = [Link(number, f"tel:{number}", "call") for number in numbers if number]
    found += [Link(address, f"https://{address}", "open") for address in addresses]
    return tuple(sorted(found, key=lambda link: (-len(link.text), link.text)))


def links_in(text: str) -> tuple[Link, ...]:
    """What of the known stands by itself in ``text``, each once, in the order in which it first stands there."""
    places: dict[Link, int] = {}
    for link in known():
        at = _place(text, link)
        if at is not None:
            places[link] = at
    return tuple(sorted(places, key=lambda link: places[link]))


def _place(text: str, link: Link) -> int | None:
    at = text.find(link.text)
    while at >= 0:
        if _stands_alone(text, at, at + len(link.text), link.kind):
            return at
        at = text.find(link.text, at + 1)
    return None


def _stands_alone(text: str, start: int, end: int, kind: str) -> bool:
    before, after = text[max(0, start - 1) : start], text[end:]
    # a full stop at the end of a sentence belongs to no address
    next_one = after[1:2] if after.startswith(".") else after[:1]
    if before in _JOINS or next_one in _JOINS:
        return False
    is_addressee = text[:start].rstrip(" ").endswith(_ADDRESSED)
    return kind == "open" or not (is_addressee or after.lstrip(" ").startswith(_COUNTED))
