"""A fee that is higher than it was, or than it was said to be (从 18 变 98、说好 29 扣 59): both sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from . import amounts
from .entity import Entity
from .place import Place

_SUM = r"(?P<sum>[0-9]{1,4}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百]{1,5})"
_END = r"(?![0-9.一二三四五六七八九十百]|[个号月天日年g%张次岁点人条分小折遍回])"
#: What the fee became: 「变98」, 「给我升到129」.
_VERBS = "变涨升改换调加"
_BECAME = re.compile(rf"[{_VERBS}][成到为]?了?(?:[每一]个?月)?{_SUM}{_END}")
#: ... and what it was, right before (「从18变98」, 「由59的套餐给我升到129」), or right behind (「升到128了,原来58」).
_WAS_BEFORE = re.compile(
    rf"(?:从|由|原来|本来|以前|之前|把[我他她])[是的]?(?:每个?月|一个?月|套餐|月租)?{_SUM}"
    r"(?![一二三四五六七八九十百0-9月号日年])[^。;!?0-9]{0,24}$"
)
_WAS_BEHIND = re.compile(
    rf"(?:块钱?|元)?[一个月的套餐了,。\s我他她]{{0,8}}(?:原来|以前|本来|之前|[原早]先|老早|从前)[^,。;!?0-9一二三四五六七八九十]{{0,4}}{_SUM}{_END}"
)
#: ... or named as a plan (「19块的套餐给改成69」).
_WAS_PLAN = re.compile(rf"(?<![0-9.]){_SUM}(?:块钱?|元)?的?套餐(?:被|就|都)?(?:他们?)?(?:给)?(?:我|他|她)?$")
#: What the plan itself is told to cost (「套餐明明29」) was not said of it by those who sold it.
_ITSELF = re.compile(r"[老原]?套餐|月租|原来|以前|原先|早先|从前|之前|本来|一直")
#: What it was said to be (「说月租29」, 「宣传的19」), and what is charged, right behind (「这个月扣了59」).
_SAID = re.compile(
    r"(?:说(?:[好是的]|只要)?|讲[好的]?|宣传的?|写[的着]|广告上?|主播(?:嘴里|喊)的?|号称|承诺|(?:套餐|月租)(?:明明|本来|应该|写的)[就只是]{0,2}"
    r"|(?:原来|以前|原先|早先|从前|之前|本来|一直|(?:老|原)套餐)(?![没不])[都就才只是要]{0,2}(?:[一每]个?月)?)"
    rf"[^,。;!?0-9一二三四五六七八九十充返退送给押付交存违余剩欠买花打]{{0,3}}{_SUM}(?![0-9.个号天年g%兆m点张次岁人条分小折遍回开]|[一二三四五六七八九十百](?!个?月)|月(?!租))"
)
_CHARGED = re.compile(rf"(?:[扣收变涨成]|一?看是)[成到了我的是为]{{0,2}}{_SUM}{_END}")
#: What may not stand between the two: a stop, a denial, another sum (a month, or so much data, is none).
_APART = re.compile(r"[。;!?没不]|(?:[0-9]|[一二三四五六七八九十](?!看))(?!个?月|年|g|[0-9一二三四五六七八九十])")
#: So far the one stands from the other.
_ON = 36
#: How long it has been so, which stands between (「这俩月都一个月扣59」).
_FOR_SO_LONG = re.compile(r"(?:块钱?|元)?[,\s]?(?:这|近|最近)[两二三四几]个?月[都就]?")
#: ... what it is a month, where what it was stands right behind (「一个月129,以前38」).
_IS_FEE = re.compile(rf"(?:[每一]个?月|月租|话费|套餐费)[都要扣是收得就]{{0,2}}{_SUM}{_END}")
#: ... and the other way round: what is charged, and that it was said to be less (「扣了39,不是说19吗」).
_IS_CHARGED = re.compile(rf"[扣收变涨][成到了我的是为]{{0,3}}{_SUM}{_END}")
_SAID_TO_BE = re.compile(
    rf"(?:块钱?|元)?[,。\s]?(?:当初|当时|明明|可|不|广告)?(?:是)?[说写][好是的着]?(?:长期)?{_SUM}(?![0-9.个号天年g%]|月(?!租))"
)
#: A fee alone that was one once: 「原来是28一个月的」.
_ONCE = re.compile(r"(?:原来|以前|原先|本来|之前)(?:都|才|就|也|的|套餐|月租|一直|只要|是|[一每]个?月){0,3}$")
#: Words without which no fee rose.
_MAY = re.compile(r"[变涨升改换调加扣收成]|看是|以前|原来|本来|之前|原先")
#: So far back a sum is looked for; and of so many places.
_REACH, _MOST = 40, 4
#: ... and so far back the word that makes it a former one.
_BACK = 10


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str], bool]]:
    """What the fee was, what it is, and whether it only was said to be the former."""
    for said in islice(_SAID.finditer(text), _MOST):
        since = _FOR_SO_LONG.match(text, said.end())
        begins = since.end() if since else said.end()
        charged = _CHARGED.search(text, begins, begins + _ON)
        if charged and _APART.search(text, begins, charged.start()) is None:
            yield said, charged, _ITSELF.match(said.group()) is None
    for fee in islice(_IS_FEE.finditer(text), _MOST):
        if before := _WAS_BEHIND.match(text, fee.end()):
            yield before, fee, False
    for now in islice(_IS_CHARGED.finditer(text), _MOST):
        if less := _SAID_TO_BE.match(text, now.end()):
            yield less, now, True
        elif before := _WAS_BEHIND.match(text, now.end()):
            yield before, now, False
    for became in islice(_BECAME.finditer(text), _MOST):
        reach = max(0, became.start() - _REACH), became.start()
        if before := _WAS_BEFORE.search(text, *reach) or _WAS_PLAN.search(text, *reach):
            yield before, became, False
        if behind := _WAS_BEHIND.match(text, became.end()):
            yield behind, became, False


#: A service that is charged besides the plan, and how far from the sum it is named; what says it is the plan's.
_SERVICE = re.compile(
    r"占用费|选号费|会员|彩铃|彩印|炫铃|增值业务|健康(?:热线|咨询|包)|叠加包|权益包?|视频包|云盘|功能费|短信包|意外险|碎屏险|保险费?|安全(?:管家|包)|阅读|咪咕"
)
_OF_THE_PLAN = re.compile(r"(?:月租|套餐费?|资费|保底|低消|最低消费)[^,。;!?0-9]{0,5}$")
_AROUND, _NEAR = 24, 8
#: What was charged by mistake is no fee (「月租又扣错20块」); what an advert says was agreed (「传单写着19元每月」).
_BY_MISTAKE = re.compile(r"(?:[扣收]错|错[扣收]|乱[扣收]|多[扣收])(?:了|我|的){0,3}$")
_ADVERT = re.compile(
    r"(?:宣传(?:单|页|图)?|广告|传单|海报|页面|直播间?|主播|短?视频|那张纸|下单时|推销)[^。;!?扣收]{0,12}(?:写|说|讲|标|承诺|喊|嘴里)"
    r"[着的了是好]?[^,。;!?扣收变0-9]{0,10}$"
)


def _besides(entity: Entity, text: str) -> Entity:
    """The sum; one that a service costs each month besides the plan is charged too much, and is not the plan's fee."""
    if entity.name != "monthly_fee":
        return entity
    before, after = text[max(0, entity.start - _AROUND) : entity.start], text[entity.end : entity.end + _AROUND]
    if _BY_MISTAKE.search(before):
        return Entity("over_amount", entity.value, entity.start, entity.end)
    if _ADVERT.search(before):
        return Entity("agreed_fee", entity.value, entity.start, entity.end)
    other = "还" in before or "除" in before or _OF_THE_PLAN.search(before) is None
    is_service = _SERVICE.search(before) or _SERVICE.search(after[:_NEAR])
    return Entity("over_amount", entity.value, entity.start, entity.end) if is_service and other else entity


def besides(found: list[Entity], text: str) -> list[Entity]:
    """What was found of sums; what is charged besides the plan, by mistake, or was only advertised is no fee."""
    return [_besides(entity, text) for entity in found]


#: From which month to which it was charged (「从3月扣到现在」, 「账单8月开始的,到11月」).
_FROM_TO = re.compile(
    r"(?P<first>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?(?:起|开始的?)?"
    r"(?:[就一直都每个月多扣收交了我]{0,8}|每个?月多[^。;!?]{0,12}),?[到至]"
    r"(?:(?P<last>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月|现在|[这上]个?月|今天|目前)"
)
_OF_CHARGES = re.compile(r"[扣收]|账单|每个?月多")


def _months_charged(text: str, month: int) -> list[Entity]:
    """How many months it was charged, where the first and the last are named; ``month``: the present one."""
    span = _FROM_TO.search(text)
    if span is None or _OF_CHARGES.search(text, max(0, span.start() - _BACK), span.end() + _BACK) is None:
        return []
    first, last = (
        amounts.number(span["first"]),
        amounts.number(span["last"]) if span["last"] else month - span[0].endswith(("上月", "上个月")),
    )
    if first is None or last is None or not 0 < first <= _YEAR or not 0 < last <= _YEAR:
        return []
    return [Entity("charged_months", int(last - first) % _YEAR + 1, *span.span())]


_YEAR = 12


def with_rise(found: list[Entity], text: str, month: int) -> list[Entity]:
    """What was found of sums, and the months of a charge; where a fee rose, both fees, and that it is not as it was
    sold where it was said to be the lower one. ``month``: the present one.
    """
    found = [*found, *_months_charged(text, month)]
    if _MAY.search(text) is None:
        return found
    for was, now, is_said in _pairs(text):
        lower, higher = amounts.number(was["sum"]), amounts.number(now["sum"])
        if lower is None or higher is None or not 0 < lower < higher:
            continue
        start, end = min(was.start(), now.start()), max(was.end("sum"), now.end("sum"))
        others = [e for e in found if not (start <= e.start < end) and e.name not in ("monthly_fee", "agreed_fee")]
        # (「把我39改成79」 is no wish, whatever 「改成79」 is by itself)
        is_verb = was.end() == now.start() and text[now.start()] in _VERBS
        at = now.start() if is_verb else now.start("sum")
        fees = [Entity("agreed_fee", lower, *was.span("sum")), Entity("monthly_fee", higher, at, now.end("sum"))]
        return [*others, *fees, *([Entity("as_sold", "不符", start, end)] if is_said else [])]
    found = [_as_it_was(entity, text) for entity in found]
    return _upgraded(found, text) if _UPGRADE.search(text) else found


#: What is done to a plan by telephone, and what is charged since (「送流量我就嗯了两声这个月扣了我六十九」).
_UPGRADE = re.compile(r"升级|升5g|送流量|嗯了|[改换]了?套餐")
_SINCE = re.compile(
    rf"(?:这个?月|现在)[^,。;!?0-9一二三四五六七八九十]{{0,9}}(?:一看)?[扣成是变][了成我他她的]{{0,3}}{_SUM}{_END}"
)


def _upgraded(found: list[Entity], text: str) -> list[Entity]:
    """What was found; the fee told before an upgrade is the former one, where a higher one is told behind it."""
    was = next((e for e in found if e.name in ("monthly_fee", "agreed_fee")), None)
    upgrade = _UPGRADE.search(text, was.end) if was is not None else None
    now = _SINCE.search(text, upgrade.end()) if upgrade is not None else None
    higher = amounts.number(now["sum"]) if now is not None else None
    if was is None or now is None or higher is None or not float(was.value) < higher:
        return found
    others = [e for e in found if e.name not in ("monthly_fee", "agreed_fee") and e.start != now.start("sum")]
    former = Entity("agreed_fee", was.value, was.start, was.end)
    return [*others, former, Entity("monthly_fee", higher, *now.span("sum"))]


def _as_it_was(entity: Entity, text: str) -> Entity:
    """The sum; a fee that was one once is none now."""
    was = entity.name == "monthly_fee" and _ONCE.search(text, max(0, entity.start - _BACK), entity.start)
    return Entity("agreed_fee", entity.value, entity.start, entity.end) if was else entity


#: What is held back of a refund once is not charged month by month: 「退了十五 说寄回去运费扣了三十」.
_ONE_OFF = r"(?:运费|邮费|快递费|手续费|包装费|折旧费?|人工费|损耗费?|磨损费|制卡费|工本费)"
_HELD_BACK = re.compile(rf"{_ONE_OFF}[^,。;!?]{{0,4}}扣|扣(?:了|掉|我|除|下){{0,2}}[^,。;!?]{{0,6}}{_ONE_OFF}")
_MONTH_BY_MONTH = re.compile(r"每个?月|月月|月租|话费|还在扣|继续扣|一直扣|天天扣")


def is_held_back(place: Place) -> bool:
    """Whether what is told to be charged is held back of a refund, once."""
    return _HELD_BACK.search(place.text) is not None and _MONTH_BY_MONTH.search(place.text) is None
