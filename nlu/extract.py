"""Facts in one message (事实抽取): spans of the spaCy pipeline, dates, sums and lengths, each with its role.

What stands around a place is read in a window, so that reading costs the same for each place however long the text is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import amounts, clauses, lexicon, scope, times
from .agreement import agreeing
from .budget import Budget
from .cannot_tell import UNSURE, with_unsure
from .entity import Entity
from .fees_told import besides, with_rise
from .lexicon import Role
from .place import FAR, apart
from .scope import Scoped, Strength
from .sums_told import is_told_again, told_beside, with_both, with_part, with_shortfall
from .tickets import ticket
from .zh import Found, Reading

_CLAUSE = re.compile(r"[,。;!?、\n]")
#: How much of a clause is read on each side of a place, characters; the longest clause of 20,000 real texts has 76.
_WINDOW = 100
_REACH = 8
#: Between two names: the user does not know which of them it is.
_OR = re.compile(r"^(?:卡)?(?:,)?(?:还是|或者|或|要么)(?:是)?$")
_OF_CONTRACT = re.compile(r"违约|剩余|合约|协议|月租|套餐|提前")
_MONTHLY = re.compile(r"(?:一|每)个?月|/月|的?(?:套餐|月租)")
_BUYS = re.compile(r"买(?!不)|拍(?:的|了)|下单|(?<!该)(?<!要)付(?!不|吗|么)|花了|转(?:了|给)|交了")
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
#: In a clause that names the sum and nothing else, what it is stands in the clause before.
_SUM_ALONE = re.compile(r"^(?:就|才|一共|总共|共|是|大概|也就|钱是|钱|金额就?){0,2}$")
_SUM_ENDS = re.compile(r"^(?:钱|整|包邮|左右|多|吧|呢|而已|的)?$")
_PAID_BEFORE = re.compile(
    r"(?:付|交|转|扫|收|花|打|给|买)(?:给|了|的|过|钱|完|个人|账|掉|款)(?!才|就)|(?:付|转|交|打)给[^,。;!?0-9没不要想]{1,10}了|卖的|[扣刷]的|首充|退的?$"
)
#: What was paid turns out to be credit on the number: 「付的50,说是首充话费」.
_WAS_CREDIT = re.compile(
    r"^[,。;!?]?(?![^,。;!?]{0,6}(?:没|不|又|另|还|再))[^,。;!?0-9]{0,8}(?:首充|首冲|预存|充(?:进|到|成|值)|话费)[^,。;!?0-9]{0,4}(?=$|[,。;!?])"
)
_NOW = re.compile(
    r"(?:现在|如今|变(?:成|为)?|涨(?:到|成)?|实际(?:上)?|实扣|却|结果|其实|我是|我办的是)[^,。;!?]{0,6}$|扣(?:了|我){0,2}$"
)
_SAID_TO_BE = re.compile(
    r"(?:说好?|写|宣传|广告|号称|承诺|原来|本来|当初|之前|说的)(?:的|是|着)?[^,。;!?]{0,4}$|(?:套餐|换|改|降)(?:成|到)[^,。;!?]{0,4}$"
)
#: 「签收3天」 says by itself how long ago it was.
_JUST_BEFORE = re.compile(r"(?:签收|拒收|激活|退款|销户|下单)$")
#: 「一年多」 is no number of months.
_ABOUT = re.compile(r"^(?:多|来)(?!少)|^级")
#: 「还差俩月才满十八」: so long it is until something of the person's own.
_TILL_THEN = re.compile(
    r"^(?:就|才|才能|以?后|之后|钱)?(?:满(?:十|1)[0-9一二三四五六七八九]?(?!个?月|年)|成年|毕业|退休|高考|开学|过年|生日|结婚|搬)"
)
_SINCE = re.compile(r"^(?:多)?(?:了|前|以前|之前|(?:还|都)?没(?![发来送寄])(?!到(?!账)))")


@dataclass(frozen=True)
class Told:
    """What a message tells: ``entities`` in order of place, and ``refused``, the fields of which its words speak
    without telling them (denied, asked, wished, supposed, somebody else's).
    """

    entities: list[Entity]
    refused: frozenset[str]


def told(reading: Reading, now: datetime, budget: Budget) -> Told:
    """All facts in what was read, as far as the budget reaches. ``now``: local time in Shanghai.

    What is denied, asked, wished or supposed is left out here already, so that of two mentions the told one counts.
    """
    text = reading.text
    judge = _Judge(text, scope.scoped(text, clauses.split(text)))
    named = _named(reading, judge)
    found = [*named, *_followed(named), *_one_each(_dates(text, now, budget), judge)]
    sums = with_rise(_fees(besides(_amounts(text, budget), text), text, judge), text, now.month)
    found += [*with_shortfall(with_both(with_part(sums, text), text), text), *_card(text), *ticket(text)]
    found, more = agreeing(with_unsure(found, text), text, judge.is_told)
    return Told(sorted(found, key=lambda e: (e.start, e.end)), _refused(reading, judge) | more)


def entities(reading: Reading, now: datetime, budget: Budget) -> list[Entity]:
    """The facts alone (see ``told``)."""
    return told(reading, now, budget).entities


def _refused(reading: Reading, judge: _Judge) -> frozenset[str]:
    strengths = [(span.field, judge.strength(span)) for span in reading.spans]
    stands = {field for field, strength in strengths if strength is not Strength.NONE}
    refused = {field for field, _ in strengths} - stands
    return frozenset(refused | {name for given, _, name, _ in _FOLLOWS if given in refused and name not in stands})


@dataclass(frozen=True)
class _Judge:
    """How what stands at a place of the text was said."""

    text: str
    decided: list[Scoped]

    def is_told(self, entity: Entity) -> bool:
        """Whether the person says it of themselves."""
        return self.strength(entity) in (Strength.STATED, Strength.IMPLIED)

    def strength(self, entity: Entity | Found) -> Strength:
        name = entity.name if isinstance(entity, Entity) else entity.field
        return scope.strength(name, entity.start, entity.end, self.decided, self.text)


def _one_each(found: list[Entity], judge: _Judge) -> list[Entity]:
    """Of each field that has a role what was told, before what the other side claims; of equals the first."""
    kept: dict[str, tuple[bool, Entity]] = {}
    loose = [entity for entity in found if entity.name in ("date", "amount", "months")]
    for entity in found:
        strength = judge.strength(entity)
        if entity in loose or strength is Strength.NONE:
            continue
        claimed = strength is Strength.CLAIMED
        if entity.name not in kept or (kept[entity.name][0] and not claimed):
            kept[entity.name] = (claimed, entity)
    return [*loose, *(entity for _, entity in kept.values())]


#: What one fact says of another in the same message; kept with the words of the first.
_FOLLOWS = (
    ("carrier", "物联网卡", "iot", "是"),
    ("activated_by", "本人", "activated", "激活了"),
    ("activated_by", "不是我", "activated", "激活了"),
)
#: A parcel in hand whose card is not active yet: the card stands before its activation.
_IN_HAND = ("parcel_stage", "已签收")


def _followed(found: list[Entity]) -> list[Entity]:
    """What follows at once from the names and situations that were told."""
    told = {entity.name: entity for entity in found}
    more = [
        Entity(name, value, told[given].start, told[given].end)
        for given, of, name, value in _FOLLOWS
        if given in told and told[given].value == of and name not in told
    ]
    idle = told.get("activated")
    parcel = told.get(_IN_HAND[0])
    in_hand = parcel is not None and parcel.value == _IN_HAND[1]
    if idle is not None and idle.value == "没激活" and in_hand and "card_stage" not in told:
        more.append(Entity("card_stage", "已开卡未激活", idle.start, idle.end))
    stop, stage = told.get("stopped_by"), told.get("card_stage")
    if stop is not None and (stage is None or (stage.value == "已激活" and stage.start < stop.start)):
        more.append(Entity("card_stage", "停机", stop.start, stop.end))
    return more


def _card(text: str) -> list[Entity]:
    """Which of several cards a short message turns to: its number, whose it is, or 「先前」 (the one before)."""
    found = _ONE_CARD.search(text) if len(text) <= _SHORT else None
    if found is None:
        return []
    number = found["number"]
    value = _NUMBERS.get(number, number) if number else found["carrier"] or "先前"
    return [Entity("card", value, found.start(), found.end())]


def _named(reading: Reading, judge: _Judge) -> list[Entity]:
    """Names and situations that were told; of several values for one field the weightiest, or the one affirmed."""
    known = lexicon.load()
    by_field: dict[str, list[Found]] = {}
    claimed: dict[str, list[Found]] = {}
    for span in reading.spans:
        strength = judge.strength(span)
        if strength is Strength.NONE or known.negated(reading.text, span.start):
            continue
        into = claimed if strength is Strength.CLAIMED else by_field
        into.setdefault(span.field, []).append(span)
    for field, spans in claimed.items():
        by_field.setdefault(field, spans)
    found: list[Entity] = []
    for spans in by_field.values():
        rest = [s for s in spans if s.unless is None or s.unless not in by_field]
        # a name outweighs what is only likely; of situations the first in the file counts
        story = [span for span in rest if span.value in _STORY]
        if story and not any(span.value == "已到账" for span in rest):
            rest = [max(story, key=lambda span: span.start)]
        first = min((span.rank for span in rest), default=0)
        heaviest = [Entity(s.field, s.value, s.start, s.end) for s in rest if s.rank == first]
        if heaviest:
            found.append(_affirmed(heaviest, reading.text))
    return found


#: Of what may happen to a refund one after another, the last that is told counts.
_STORY = ("被拒", "逾期", "已受理")
#: These decide whose the card is, whatever network it runs on.
_DECIDING = ("虚拟运营商", "物联网卡")
#: The person's own card among several that are named.
_MINE = re.compile(r"(?:(?<!不)是|我的|我这|这张|办的|买的|领的|可惜|偏偏|结果)(?:是|卡|个|张)?(?:的)?$")

#: Somebody else's, told for comparison: 「他是电信的,我是移动的」.
_THEIRS = re.compile(r"(?:他|她|对象|老婆|老公|同学|朋友|同事|室友|[爸妈姐弟哥妹])(?:的|那张|那个|家)?是$")


def _affirmed(found: list[Entity], text: str) -> Entity:
    """「是电信的」 outweighs a name that is only mentioned; of 「移动还是联通」 neither is told."""
    ordered = sorted(found, key=lambda e: e.start)
    for one, other in itertools.pairwise(ordered):
        between = text[one.end : other.start] if other.start - one.end <= _REACH else ""
        if one.value != other.value and _OR.match(between):
            return Entity(UNSURE, one.name, one.start, other.end)
    if len({entity.value for entity in found}) > 1:
        ordered = [entity for entity in ordered if entity.value in _DECIDING] or ordered
        wished = [entity for entity in ordered if _WISH.search("".join(_clause(text, entity.start, entity.end)))]
        ordered = wished or ordered
    for entity in ordered:
        before = text[max(0, entity.start - _REACH) : entity.start]
        if _MINE.search(before) and not _THEIRS.search(before):
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
        if role is not None and role.field == "due_date":
            when = times.ahead(when, today)
        day = times.into_past(when.day, when.text, today) if past else when.day
        name = role.field if role and role.field and not (past and day > today) else "date"
        found.append(Entity(name, day.isoformat(), when.start, when.end))
    for length in lengths:
        if not budget.read(4 * _WINDOW):
            break
        found += _length(text, length, now)
    return found


#: Where the date stands in the words that the patterns of roles are held against.
_HERE = "@"
#: What may stand beside a date in a clause that says nothing else: 「也就前天的事」.
_ALONE = re.compile(
    r"^(?:就|是|在|大概|大约|应该|也就|都|就是|的|了|的事|那天|吧|呢|左右|当天|刚|于|晚上|上午|下午|中午|早上|凌晨|(?:提交|填|打|记|弄|寄)的){0,4}$"
)


def _date_role(text: str, start: int, end: int) -> Role | None:
    """The role whose words stand nearest in the clause (behind the date counts as nearer).

    Where the clause says nothing but the date, the words before it give the role, or else those behind it.
    """
    before, after = _clause(text, start, end)
    found = _nearest_role(before, after)
    if found is not None or not (_ALONE.match(before) and _ALONE.match(after)):
        return found
    earlier = _CLAUSE.split(text[max(0, start - len(before) - _WINDOW) : max(0, start - len(before) - 1)])[-1]
    following = " ".join(_CLAUSE.split(text[end + len(after) : end + len(after) + _WINDOW])[:2])
    return (_nearest_role(earlier, "") if _ENDS.search(earlier) else None) or _nearest_role("", following)


#: A clause that is over, so that a date behind it belongs to it.
_ENDS = re.compile(r"(?:的|了|过|勒|嘞|收|签|活)$")


def _nearest_role(before: str, after: str) -> Role | None:
    best: tuple[float, Role] | None = None
    words = before.replace(_HERE, " ") + _HERE + after.replace(_HERE, " ")
    here = len(before)
    for role in lexicon.load().date_roles:
        for match in role.near.finditer(words) if role.near is not None else ():
            distance = apart(match.start(), match.end(), here)
            if distance < (FAR if best is None else best[0]):
                best = (distance, role)
    return best[1] if best else None


def _length(text: str, length: times.Length, now: datetime) -> list[Entity]:
    """Months of a contract, or 「申请退款三天了」 as the day it began."""
    before, after = _clause(text, length.start, length.start)[0][-_REACH:], text[length.end : length.end + _WINDOW]
    if length.months is not None:
        if length.is_rate(after) or _ABOUT.match(after) or length.text.endswith("多") or _TILL_THEN.match(after):
            return []
        role = _role(lexicon.load().months_roles, before, after[:_REACH])
        if role is not None and role.field is None:
            return []
        return [Entity(role.field or "months" if role else "months", length.months, length.start, length.end)]
    since = _date_role(text, length.start, length.end)
    if (
        length.days
        and since is not None
        and since.past
        and since.field
        and (_SINCE.match(after or "了") or _JUST_BEFORE.search(before))
    ):
        day = now.date() - timedelta(length.days)
        return [Entity(since.field, day.isoformat(), length.start, length.end)]
    return []


def _role(roles: Iterable[Role], before: str, after: str, following: str = "") -> Role | None:
    """The first role whose words stand before the number (``@`` in its pattern) or right behind it."""
    words = before.replace(_HERE, " ") + _HERE + (following or after).replace(_HERE, " ")
    here = len(before)
    for role in roles:
        found = role.before.search(words) if role.before is not None else None
        if (found and found.start() <= here) or (role.after is not None and role.after.match(after)):
            return role
    return None


def _bought(found: list[Entity], text: str) -> list[Entity]:
    """The one sum of a story in which something was bought or paid for is what was paid."""
    alone = len(found) == 1 and found[0].name == "amount"
    if not alone or len(text) <= _ONLY_A_SUM or not _BUYS.search(text):
        return found
    only = found[0]
    return [Entity("paid_amount", only.value, only.start, only.end)]


def _fees(found: list[Entity], text: str, judge: _Judge) -> list[Entity]:
    """Of several fees a month the one that is so now; of several sums of one kind the one that was told."""
    fees = [entity for entity in found if entity.name == "monthly_fee" and judge.strength(entity) is not Strength.NONE]
    if len({entity.value for entity in fees}) > 1:
        now = [e for e in fees if _NOW.search(text[max(0, e.start - _REACH) : e.start])]
        real = [e for e in fees if not _SAID_TO_BE.search("".join(_clause(text, e.start, e.start)))]
        fees = (now or real or fees)[:1]
    others = [entity for entity in found if entity.name != "monthly_fee"]
    return [*fees, *_one_each(others, judge)]


def _sum_role(text: str, start: int, end: int) -> Role | None:
    """What a sum is, by the words around it; where its clause says nothing else, by the clause before."""
    roles = lexicon.load().money_roles
    before, after = _clause(text, start, end)
    role = _role(roles, before[-_REACH:], after, text[end : end + _WINDOW])
    if role is None or role.field is None:
        field = told_beside(text, start, end, before, after)
        if field is not None:
            return Role(field)
    if role is None and _SUM_ALONE.match(before) and _SUM_ENDS.match(after):
        earlier = _CLAUSE.split(text[max(0, start - len(before) - _WINDOW) : max(0, start - len(before) - 1)])[-1]
        paid = _PAID_BEFORE.search(earlier)
        role = _role(roles, earlier[-_REACH:], "") or (Role("paid_amount") if paid else None)
    if role is not None and role.field == "paid_amount" and _WAS_CREDIT.match(text[end : end + _WINDOW]):
        return Role("topup_amount")
    return role


#: Roles of a sum that 「一个月」 behind it turns into a fee.
_BY_THE_MONTH = frozenset({"monthly_fee", "paid_amount"})


def _amounts(text: str, budget: Budget) -> list[Entity]:
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
        role = _sum_role(text, money.start, money.end)
        if _MONTHLY.match(text[money.end : money.end + _REACH]) and (role is None or role.field in _BY_THE_MONTH):
            found.append(Entity("monthly_fee", money.value, money.start, money.end))
        elif role is None:
            found.append(Entity("amount", money.value, money.start, money.end))
        elif role.field is not None and not is_told_again(text, money, found):
            found.append(Entity(role.field, money.value, money.start, money.end))
    found = _bought(found, text)
    if not found and (number := amounts.bare_number(text)) is not None:
        found.append(Entity("amount", number.value, number.start, number.end))
    return found
