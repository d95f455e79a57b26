"""Facts in one message (事实抽取): spans of the spaCy pipeline, dates, sums and lengths, each with its role.

What stands around a place is read in a window, so that reading costs the same for each place however long the text is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import amounts, lexicon, times
from .budget import Budget
from .lexicon import Role
from .zh import Reading

_CLAUSE = re.compile(r"[,。;!?、\n]")
#: How much of a clause is read on each side of a place, characters; the longest clause of 20,000 real texts has 76.
_WINDOW = 100
_REACH = 8
#: Between two names: the user does not know which of them it is.
_OR = re.compile(r"^(?:卡)?(?:,)?(?:还是|或者|或|要么)(?:是)?$")
#: The entity whose value is the field that the user cannot tell.
UNSURE = "unsure"
_OF_CONTRACT = re.compile(r"违约|剩余|合约|协议|月租|套餐|提前")
_MONTHLY = re.compile(r"(?:一|每)个?月|/月|的?(?:套餐|月租)")
_BUYS = re.compile(r"买(?!不)|下单|付(?!不)|花了|转(?:了|给)|交了")
#: 「第一张呢」, 「联通那张怎么办」, 「说回先前那张」.
_SHORT = 14
_ONE_CARD = re.compile(
    r"(?:第(?P<number>[一二三四1-4])张|(?P<carrier>移动|联通|电信|广电)(?:的)?那张|(?:先前|之前|刚才|原来|前面)(?:的)?那张)"
    r"(?:卡)?(?:呢|吧|怎么办|怎么样|的事)?[?。!]?$"
)
_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
#: Of two cards the one is meant that something is wanted of.
_WISH = re.compile(r"(?:想|要|把|准备|打算)[^,。;!?]{0,8}(?:退|销|注销|取消|停)|不想要|不要了")
#: A message no longer than that is a bare answer, whose sum is what was asked for.
_ONLY_A_SUM = 10
_SINCE = re.compile(r"^(?:多)?(?:了|前|以前|之前|没|还没|都没)")


@dataclass(frozen=True)
class Entity:
    """One fact: the case's field (or ``date``, ``amount``, ``months`` without a role), its value and where it stands.

    ``start`` and ``end`` are a half-open range in the normalised text.
    """

    name: str
    value: str | float | int
    start: int
    end: int


def entities(reading: Reading, now: datetime, budget: Budget) -> list[Entity]:
    """All facts in what was read, in order of place, as far as the budget reaches. ``now``: local time in Shanghai."""
    text = reading.text
    found = [*_named(reading), *_dates(text, now, budget), *_amounts(text, budget), *_card(text)]
    return sorted(found, key=lambda e: (e.start, e.end))


def _card(text: str) -> list[Entity]:
    """Which of several cards a short message turns to: its number, whose it is, or 「先前」 (the one before)."""
    found = _ONE_CARD.search(text) if len(text) <= _SHORT else None
    if found is None:
        return []
    number = found["number"]
    value = _NUMBERS.get(number, number) if number else found["carrier"] or "先前"
    return [Entity("card", value, found.start(), found.end())]


def _named(reading: Reading) -> list[Entity]:
    """Names and situations; of several values for one field the first that is not negated, or the one affirmed."""
    known = lexicon.load()
    by_field: dict[str, list[Entity]] = {}
    for span in reading.spans:
        if not known.negated(reading.text, span.start):
            by_field.setdefault(span.field, []).append(Entity(span.field, span.value, span.start, span.end))
    return [_affirmed(found, reading.text) for found in by_field.values()]


def _affirmed(found: list[Entity], text: str) -> Entity:
    """「是电信的」 outweighs a name that is only mentioned; of 「移动还是联通」 neither is told."""
    ordered = sorted(found, key=lambda e: e.start)
    for one, other in itertools.pairwise(ordered):
        between = text[one.end : other.start] if other.start - one.end <= _REACH else ""
        if one.value != other.value and _OR.match(between):
            return Entity(UNSURE, one.name, one.start, other.end)
    if len({entity.value for entity in found}) > 1:
        wished = [entity for entity in ordered if _WISH.search("".join(_clause(text, entity.start, entity.end)))]
        ordered = wished or ordered
    for entity in ordered:
        before = text[: entity.start]
        if before.endswith("是") and not before.endswith("不是"):
            return entity
    return ordered[0]


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``[start, end)`` in its clause."""
    before = _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]
    after = _CLAUSE.split(text[end : end + _WINDOW], maxsplit=1)[0]
    return before, after


def _dates(text: str, now: datetime, budget: Budget) -> list[Entity]:
    known = lexicon.load()
    today = now.date()
    found: list[Entity] = []
    dates, lengths = times.find(text, now, known.day_names, budget)
    for when in dates:
        if not budget.read(4 * _WINDOW):
            break
        role = _date_role(text, when.start, when.end)
        past = role is None or role.past
        day = times.into_past(when.day, when.text, today) if past else when.day
        found.append(Entity(role.field or "date" if role else "date", day.isoformat(), when.start, when.end))
    for length in lengths:
        if not budget.read(4 * _WINDOW):
            break
        found += _length(text, length, now)
    return found


def _date_role(text: str, start: int, end: int) -> Role | None:
    """The role whose words stand nearest in the clause (behind the date counts as nearer), else in the next one."""
    before, after = _clause(text, start, end)
    return _nearest_role(before, after) or _nearest_role("", " ".join(_CLAUSE.split(text[end : end + 2 * _WINDOW])[:2]))


def _nearest_role(before: str, after: str) -> Role | None:
    best: tuple[float, Role] | None = None
    for role in lexicon.load().date_roles:
        assert role.near is not None
        distances = [float(m.start()) for m in [role.near.search(after)] if m]
        distances += [len(before) - m.end() + 1.5 for m in role.near.finditer(before)]
        if distances and (best is None or min(distances) < best[0]):
            best = (min(distances), role)
    return best[1] if best else None


def _length(text: str, length: times.Length, now: datetime) -> list[Entity]:
    """Months of a contract, or 「申请退款三天了」 as the day it began."""
    before, after = _clause(text, length.start, length.start)[0][-_REACH:], text[length.end : length.end + _WINDOW]
    if length.months is not None:
        role = _role(lexicon.load().months_roles, before, after[:_REACH])
        if role is not None and role.field is None:
            return []
        return [Entity(role.field or "months" if role else "months", length.months, length.start, length.end)]
    since = _date_role(text, length.start, length.end)
    if length.days and since is not None and since.past and since.field and _SINCE.match(after or "了"):
        day = now.date() - timedelta(length.days)
        return [Entity(since.field, day.isoformat(), length.start, length.end)]
    return []


def _role(roles: Iterable[Role], before: str, after: str) -> Role | None:
    for role in roles:
        if role.before is not None and role.before.search(before):
            return role
        if role.after is not None and role.after.match(after):
            return role
    return None


def _bought(found: list[Entity], text: str) -> list[Entity]:
    """The one sum of a story in which something was bought or paid for is what was paid."""
    alone = len(found) == 1 and found[0].name == "amount"
    if not alone or len(text) <= _ONLY_A_SUM or not _BUYS.search(text):
        return found
    only = found[0]
    return [Entity("paid_amount", only.value, only.start, only.end)]


def _amounts(text: str, budget: Budget) -> list[Entity]:
    roles = lexicon.load().money_roles
    found: list[Entity] = []
    # a share is one of a penalty only where a contract is spoken of (「收我30%手续费」 is none)
    for percent in amounts.percents(text, budget) if _OF_CONTRACT.search(text) else ():
        found.append(Entity("penalty_value", percent.value, percent.start, percent.end))
        found.append(Entity("penalty_basis", "剩余比例", percent.start, percent.end))
    for money in amounts.sums(text, budget):
        if money.value == 0:
            continue  # 「0元领」 is a situation, not a sum
        if not budget.read(2 * _WINDOW):
            break
        before, after = _clause(text, money.start, money.end)
        role = _role(roles, before[-_REACH:], after)
        if _MONTHLY.match(text[money.end : money.end + _REACH]):
            found.append(Entity("monthly_fee", money.value, money.start, money.end))
        elif role is None:
            found.append(Entity("amount", money.value, money.start, money.end))
        elif role.field is not None:
            found.append(Entity(role.field, money.value, money.start, money.end))
    found = _bought(found, text)
    if not found and (number := amounts.bare_number(text)) is not None:
        found.append(Entity("amount", number.value, number.start, number.end))
    return found
