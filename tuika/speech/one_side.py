"""Texts that say what is to be done on either side (「没激活的…；激活了的…」), for somebody of whom one is known."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ..facts.case import Case


@dataclass(frozen=True)
class Side:
    """How a sentence begins that holds on one side only: not where ``field`` has one of the values in ``unless``."""

    field: str
    begins: re.Pattern[str]
    unless: Collection[str]


_GONE = frozenset({"已拒收", "退回中", "商家已签收退货"})
_HERE = frozenset({"已签收"})
_SIDES = (
    Side("activated", re.compile(r"卡?(?:还|从|一直)?没激活(?:过)?(?:的|就|：)"), frozenset({"激活了"})),
    Side(
        "activated",
        re.compile(r"(?:卡|号)?(?:已经?)?激活[了过](?:又)?(?:不用|不要)?(?:的|：)|已经激活(?:的|：)"),
        frozenset({"没激活"}),
    ),
    Side("payee", re.compile(r"付[过了]钱?(?:的|：)"), frozenset({"没付"})),
    Side("payee", re.compile(r"(?:一分)?没[付花](?:过)?钱?(?:的(?!别)|：)"), frozenset({"货款", "首充", "都付"})),
    Side(
        "parcel_stage",
        re.compile(r"(?:还没|没|待)发(?:货|出)?的"),
        frozenset({"运输中", "派件中", *_HERE, *_GONE}),
    ),
    Side("parcel_stage", re.compile(r"(?:已经?)?(?:在路上|发了货|发货)的|(?:还)?没[收取]的|在驿站的"), _HERE | _GONE),
    Side(
        "parcel_stage",
        re.compile(r"(?:已经?)?(?:收到|拿到|收下|取|收|签收)了?(?:的|：)|在手[上里]的"),
        _GONE | {"未发货"},
    ),
)
#: Where several cards are spoken of, each has sides of its own.
_SEVERAL = re.compile(r"[两几多]张|那张|那一?单|另一|两单|各是|哪张|多的")
_ENDS = "。；"


def one_side(text: str, known: Case) -> str:
    """``text`` without the sentences that hold only for what is known not to be so; unchanged where none would be left.

    A sentence ends at 。 or ；. What stands inside 「」 is to be said as it is.
    """
    if _SEVERAL.search(text):
        return text
    against = [side.begins for side in _SIDES if getattr(known, side.field) in side.unless]
    lines = (_kept(line, against) for line in text.split("\n"))
    left = [line for line in lines if line]
    return "\n".join(left) if left else text


def _kept(line: str, against: Collection[re.Pattern[str]]) -> str:
    """The line without the sentences that begin as one of ``against`` does."""
    bare = line.lstrip()
    sentences = _sentences(bare)
    kept = [sentence for sentence in sentences if not any(begins.match(sentence) for begins in against)]
    if len(kept) == len(sentences):
        return line
    joined = "".join(kept)
    return joined[:-1] + "。" if joined.endswith("；") else joined


def _sentences(line: str) -> list[str]:
    """The line cut behind each 。 and ；, but for those inside 「」."""
    found, begun, inside = [], 0, False
    for at, char in enumerate(line):
        inside = char == "「" or (inside and char != "」")
        if char in _ENDS and not inside:
            found.append(line[begun : at + 1])
            begun = at + 1
    return [*found, line[begun:]] if begun < len(line) else found
