"""What a sum says (一笔钱怎么说的): that it was paid; not what is denied, demanded, promised, received or spared."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from . import amounts
from .entity import Entity
from .money_told import is_only_said, is_part_paid, paid_and_came

#: A number of months or a sum that is denied: 「没签两年」, 「没用够半年」, 「不是11月1号」.
NUMBER_DENIED = re.compile(
    r"(?:没|没有|未|从没|哪有|不到|不满|不是)(?:签|办|用|使|交|充|付|买|订|满|够|到|有|过|了|什么){0,3}$"
    # 「不是我说的29块9」
    r"|不是(?:我|俺)?(?:刚才?|之前|前面|先前|一开始)?(?:说|讲|报|写|打)(?:的|过的|那个?)$"
)
DEMANDED = re.compile(
    r"(?:让我?|叫我?|要我?|要求|提示|说[帮替能]|(?<![查觉记值懂舍获取显])得|需要|必须|不然|否则|先|还要|还得|非要|说要|要交|要付|要充|应付|欠|应交|收我|[说讲](?:只要|是|得)?(?:交|付|转|打|缴)(?!了|过|的))[^,。;!?]{0,8}$"
    r"|(?:让|叫|要|催|逼)(?:我|俺|他|她)[^,。;!?]{0,16}$|(?:再|(?<!应)该|(?:能不能|可不可以|要不要|用不用)(?:我)?[就光只先]{1,2})(?:交|付|充|转|补|掏)$|(?:只肯|最多|顶多|愿意|想|打算)(?:再)?(?:交|付|给|掏|花|转|出)(?:他|她|他们)?$"
    # 「凭什么我掏12运费」
    r"|凭[什么啥嘛]{1,2}[要得让还再自己我俺咱]{1,5}[掏出付交给补垫转]$"
    # 「请于48小时内激活并首充50元」
    r"|请(?:您|你)?(?:于|在|尽快|及时|务必|先)[^,。;!?]{0,18}$"
)
#: Money that comes back or is to come back: promised, given, refunded.
COMES_BACK = re.compile(
    r"(?:返(?:我|还|现|费|给我?|回)?|赔(?:我|偿|给我?)?|补(?:我|贴|给我?)?|送(?:我|给我)?|"
    r"(?<![给跟替])(?:他|她|店家|商家|卖家|老板)(?:又|刚|已经|先|就)?(?:转|打|还)|"
    r"奖(?:励)?(?:我)?|退(?:了?我|还|给我|了|回来?)?|(?:给|转)(?:我|你|您)(?:转|打|发)?|(?:就|会)给|到账|收到)(?:了|过|的){0,2}(?:我的|俺的|每个?月)?$"
)
#: What a seller will not give back had been paid to them.
_NOT_GIVEN_BACK = re.compile(
    r"(?:店家|卖家|商家|代理|店铺|店主|平台)[^,。;!?]{0,6}(?:拒绝|拒不|不肯|不愿意?|不同意|死活不|就是不|一直不|不)"
    r"(?:给)?退(?:还|给)?(?:我|俺)?(?:的|那|这)?$"
)
#: (who took it, and is not only said to want it: 「代理收我50块办卡」)
PAID_THEN = re.compile(
    r"(?:充|冲|存|交|付|转|给|打|扫|收)(?:了|走|的)[^,。;!?]{0,4}$"
    r"|(?<!说)(?:代理|中介|业务员|推销的|摆摊的|学[长姐]|熟人|老乡|老板|师傅|邻居|群主|网友)(?:当时|一共|先|就)?收(?:我|俺)$"
    # 「还收我100首充!」, 「要先交首充我就转给他了」
    r"|^(?:还|又|结果)?收(?:我|俺)$|(?:我|俺)(?:就|便|赶紧|当场)(?:微信|支付宝|现金)?$"
)
#: What somebody shall be spared, or try, was not paid.
_FREED_AFTER = re.compile(
    r"^[^,。;!?]{0,6}(?:给我)?免(?:了|掉|除)?|^(?:试试|试一下|看看)|^(?:块钱?|元)?能(?:给我|干|做){1,2}(?:个|点)?(?:啥|什么)"
)
_PAID = re.compile(
    r"(?:付|交|充|存|花|转|给|买|扫|掏|收)(?:了|过|的|完|进)|退|(?:付|交|花)[0-9一二两三四五六七八九十百]"
)
#: What somebody is to get.
_TO_ME = re.compile(r"(?:返|赔|送|奖|退|补(?:我|贴|偿))[^,。;!?]{0,3}$|(?:给|转)(?:我|你|您)[^,。;!?]{0,2}$")
#: What was demanded in one clause was paid in the next: 「让我先付30,我付了」.
_PAID_IT = re.compile(
    r"^(?:我|俺|咱|就|然后|最后|当场|都|也|只好|便|乖乖|赶紧|当时|已经|激活了){0,4}(?:扫码|微信|支付宝|现金)?(?:付|交|充|给|转|掏|扫|补)(?:给)?(?:他|她|他们|人家)?(?:钱)?(?:了|过了)(?:$|[,。;!?]|后来|然后|结果|卡)"
)
#: Who waits for the part that was to come for it has paid in: 「充100返80,返了两回就没了」.
_REBATE = re.compile(
    r"^[^。;!?]{0,16}[返反送][^。]{0,30}?(?:[返反]了(?:[0-9一两二三四五六七八几俩仨]|$)|[返反]的?毛|没[返反]|不(?:给)?[返反](?:了|$|[,。;!?])|毛都没|没见[着到]|不认|没影|没动静|(?:还|一直)没[到给见收动])"
)


def is_paid_after_all(field: str, before: str, after: str, later: str, rest: str) -> bool:
    """Whether a sum that is demanded or offered was paid: it is told at once, or what it should bring is missed."""
    at_once = is_paid_at_once(before, later) or is_paid_at_once(before, after)
    return at_once or (field == "topup_amount" and _REBATE.match(rest) is not None)


#: What the other side would give, said of in the clause before: 「说改回18,退80」, 「让我写个条子,然后给我50」.
_OFFERS = re.compile(
    r"(?:(?<!我)(?<!我们)[说讲]|来电|打回来|答应)(?![^。;!?]{0,16}(?:拆|单独|解绑|走|转|销|告我|起诉|违约))[^。;!?]{0,20},[再就先只超的给]{0,3}[退补赔][给我你]{0,2}"
    r"(?:[这上最近前一两二三四五六七八九十半几俩仨1-9]{0,4}个?月的?|一半)?$"
    r"|[写签][^。;!?]{0,14}[条书据议][^。;!?]{0,3}[再才后就]给我$"
)
#: So far before and behind the sum is read.
_FAR_BACK, _BEHIND = 36, 100


_ON_NUMBER = re.compile(r"(?:块钱?|元)?(?:的)?(?:首充|话费|预存)")


def told_beside(text: str, start: int, end: int, before: str, after: str) -> str | None:
    """The field of a sum that the clauses beside it tell: demanded and paid at once, or offered."""
    behind = end + len(after)
    if DEMANDED.search(before) and (
        is_paid_at_once(before, text[behind + 1 : behind + _BEHIND]) or is_paid_at_once(before, after)
    ):
        return "topup_amount" if before.endswith("充") or _ON_NUMBER.match(after) else "paid_amount"
    return "offered_amount" if _OFFERS.search(text, max(0, start - _FAR_BACK), start) else None


def is_told_again(text: str, money: amounts.Found, found: list[Entity]) -> bool:
    """Whether a sum is one that was told before (「交了50话费,那50能退吗」)."""
    return text[: money.start].endswith("那") and any(e.value == money.value for e in found)


#: What was due anyway was paid to the carrier, and buys nothing back: 「把欠的46交了」.
#: Nor is that paid which one is told to: 「要我把这78块交了」.
_OWED = re.compile(
    r"(?:欠(?:的|了|着|费|下的)?|违约金|滞纳金)[^,。;!?]{0,3}$|[让叫要催逼][我俺他她][^,。;!?]{0,3}把[^,。;!?]{0,10}$"
)


def is_paid_at_once(before: str, following: str) -> bool:
    """Whether the clause behind a demand says that it was paid."""
    is_other = _TO_ME.search(before) is not None or _OWED.search(before) is not None
    # (「要先交50首充我就转给他了」)
    following = following.lstrip("块钱元").removeprefix("首充").removeprefix("话费").removeprefix("押金")
    return not is_other and _PAID_IT.match(following) is not None


#: What the person said to somebody demands nothing of them.
_I_SAID = re.compile(r"我(?:也|就|都)?(?:跟|和|让|叫|告诉|嘱咐)(?!我)[^,。;!?]{0,6}(?:说|讲|别|不要|先)")
#: The only way to pay, or one that is demanded: 「只能在一个公众号里充」.
_ONLY_WAY = re.compile(r"(?:只能|只可以|必须|就|得)(?:在|去|从|到|用)(?:一个|他们?的?|他们?那个)?$")


def demands(said: str, theirs: bool) -> bool:
    """Whether a clause, which may be ``theirs``, demands something of the person."""
    if _I_SAID.match(said):
        return False
    # (「不想要了」 demands nothing)
    return theirs or DEMANDED.search(re.sub(r"(?:不想|不|想|还|都)要了?", "", said)) is not None


def is_only_way(before: str, after: str) -> bool:
    """Whether it is only said how one may pay (「只能在一个公众号里充」)."""
    return after[:1] not in ("了", "的") and _ONLY_WAY.search(before) is not None


def is_owed(before: str) -> bool:
    """Whether what stands behind ``before`` is demanded, and not told as paid."""
    return DEMANDED.search(before) is not None and PAID_THEN.search(before) is None


def is_paid(clause: str, before: str, after: str, doubted: bool) -> bool:
    """Whether the sum behind ``before`` was paid; ``doubted``: it is asked, or said soon that nothing was paid."""
    is_demanded = is_owed(before)
    is_to_come = COMES_BACK.search(before) and not _NOT_GIVEN_BACK.search(before)
    if is_demanded or is_to_come or NUMBER_DENIED.search(before) or _FREED_AFTER.match(after):
        return False
    return not doubted or _PAID.search(clause) is not None


_KIND = r"(?:押金|保证金|[制开]?卡费|卡钱|[运邮]费|货款)"
_NUMBER = r"(?:[0-9]{1,4}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百]{1,4})"
#: Sums of two names, side by side (「交一百押金二十八卡费」, 「押金100,卡费28」); what stands before, and between.
_NAMED = (
    re.compile(rf"(?P<number>{_NUMBER})[块元]?{_KIND}"),
    re.compile(rf"{_KIND}(?P<number>{_NUMBER})(?![0-9.号月天日个张次年])"),
)
_GIVEN = re.compile(r"(?:交|付|给|花|收)(?:了|的|过)?[他她我俺]?$")
_BETWEEN = re.compile(r"[块元]?[,、和加]?(?:还有)?")
#: So many places are read; so far back stands who gave it.
_MOST, _REACH = 6, 12


def with_both(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums; where two were paid in one go under two names, both together are what was paid."""
    for pattern in _NAMED:
        for one, other in pairwise(islice(pattern.finditer(text), _MOST)):
            before = text[max(0, one.start() - _REACH) : one.start()]
            first, second = amounts.number(one["number"]), amounts.number(other["number"])
            beside = _BETWEEN.fullmatch(text, one.end(), other.start()) and _GIVEN.search(before)
            if not beside or first is None or second is None or DEMANDED.search(before):
                continue
            start, end = one.start(), other.end()
            others = [e for e in found if e.name != "paid_amount" and not start <= e.start < end]
            return [*others, Entity("paid_amount", round(first + second, 2), start, end)]
    return found


def with_part(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums; the only one of a message that tells of a part is what came (「到账了,但只有38.5」)."""
    if is_only_said(text):
        return [replace(e, name="offered_amount") if e.name == "refunded_amount" else e for e in found]
    both = paid_and_came(text)
    if both is not None:
        paid, came = both
        others = [e for e in found if not paid.start() <= e.start < came.end()]
        told = Entity("paid_amount", float(paid["sum"]), *paid.span("sum"))
        return [*others, told, Entity("refunded_amount", float(came["sum"]), *came.span("sum"))]
    if len(found) != 1 or found[0].name != "amount" or not is_part_paid(text):
        return found
    return [Entity("refunded_amount", found[0].value, found[0].start, found[0].end)]


#: What was paid, and what of it came on the number (「扫码交100首充,查话费才50」).
_PUT_ON = re.compile(r"(?:交|充|付|收|给|扫|转)(?:了|他|她|我|过)?[^,。;!?0-9]{0,4}(?P<sum>[0-9]{2,4})(?![0-9.])")
_ARRIVED_LESS = re.compile(
    r"(?:查|看|到账|话费|余额|里头|里面)[^。;!?0-9]{0,8}(?:才|只有|只|就)(?:有|到|剩|充了|进)?(?P<sum>[0-9]{1,4})(?![0-9.]|[天月号年个])"
)
#: So far behind the first the second stands.
_SOON = 24
_USED = re.compile(r"用了|打了|扣(?:了|掉)|月租|退(?:了|给|到)|欠")
#: So much a month is to be given, and so many months it was not (「每个月返10块,这仨月都没返」).
_EACH = re.compile(
    r"(?:每个?月|一个?月|月月)(?:给)?(?:我)?(?:返|送|退|补)(?:我|还|现)?(?P<each>[0-9]{1,3})(?![0-9.]|[个月天号年g])"
)
_MISSED = re.compile(
    r"(?P<months>[0-9]{1,2}|[一两二三四五六七八九十仨俩])个?月(?:都|就|也|一直|了|,){0,2}没(?:有)?(?:再)?(?:返|给|到|送)"
    r"|没(?:有)?(?:返|给|到|送)(?:了)?(?:有|快|都)?(?P<later>[0-9]{1,2}|[一两二三四五六七八九十仨俩])个?月"
)
#: What was promised once, and did not come (「说第二个月返我八十,到现在毛都没有」).
_PROMISED_ONCE = re.compile(
    r"(?:说|答应|讲好|承诺|满)(?:好)?[^。;!?]{0,12}[返反](?:我|现|给我|还)?(?P<once>[0-9]{2,4}|[一二两三四五六七八九]?[十百][零一二三四五六七八九十]{0,3})(?![0-9.]|[个月天号年])"
)
_NEVER_CAME = re.compile(
    r"[^。;!?]{0,30}(?:毛都没|一分没|不认账|不给[返反]|没返|没给|没到|没影|没见|还没|啥也没|什么都没)"
)
_TWO_OR_THREE = str.maketrans("俩仨", "两三")


def with_shortfall(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums, and what is owed where it follows from two of them."""
    if any(entity.name in ("due_amount", "refunded_amount") for entity in found):
        return found
    for with_owed in (_with_lacking, _with_missed, _with_promised):
        if (more := with_owed(found, text)) is not None:
            return more
    return found


def _with_lacking(found: list[Entity], text: str) -> list[Entity] | None:
    """What was paid in and what of it is lacking on the number."""
    put = _PUT_ON.search(text)
    less = _ARRIVED_LESS.search(text, put.end(), put.end() + _SOON + _SOON) if put is not None else None
    if put is None or less is None or less.start() - put.end() > _SOON or _USED.search(text):
        return None
    lacking = int(put["sum"]) - int(less["sum"])
    if lacking <= 0:
        return None
    others = [e for e in found if not put.start() <= e.start < less.end()]
    paid = Entity("paid_amount", float(put["sum"]), *less.span("sum"))
    return [*others, paid, Entity("due_amount", float(lacking), *less.span("sum"))]


def _with_missed(found: list[Entity], text: str) -> list[Entity] | None:
    """What is due of so much a month that did not come."""
    each, missed = _EACH.search(text), _MISSED.search(text)
    if each is None or missed is None:
        return None
    months = amounts.number((missed["months"] or missed["later"]).translate(_TWO_OR_THREE))
    return [*found, Entity("due_amount", float(each["each"]) * months, *each.span("each"))] if months else None


def _with_promised(found: list[Entity], text: str) -> list[Entity] | None:
    """What was promised once and never came."""
    once = _PROMISED_ONCE.search(text)
    never = _NEVER_CAME.match(text, once.end()) if once is not None and "每" not in text else None
    if once is None or never is None:
        return None
    value = amounts.number(once["once"])
    others = [e for e in found if e.start != once.start("once")]
    return [*others, Entity("due_amount", value, never.end() - 1, never.end())] if value else None
