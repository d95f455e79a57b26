"""A seller who is only spoken of (说到而不是在那儿办的): a dealer's office, a call that changed the plan, a stall
that wants the number to move, a man who was given the card.
"""

from __future__ import annotations

import re

from .place import Place

#: An office is told to be a dealer's: there nothing can be closed, and nothing was bought.
_OFFICE = re.compile(r"(?:厅|网点|门店|那家|这家|那边|这边)[^,。;!?]{0,4}$")
_DEALER = re.compile(r"^代理[点商处]?")
#: Who calls, or stands in the street, and wants the plan changed or the number moved.
_CALLS = re.compile(r"(?:电话|打来|来电)[^,。;!?]{0,3}$")
_CHANGES = re.compile(
    r"(?:改|换|升|变|调|加|开)(?:了|成|到|档|级|套餐)|套餐[^,。;!?]{0,6}(?:改|换|升|变|调)|把我[^,。;!?]{0,4}[0-9]"
)
_MOVES = re.compile(r"(?:携|转网|转到(?:移动|联通|电信|广电)|转成(?:移动|联通|电信|广电)|换到(?:移动|联通|电信|广电))")
_BOUGHT = re.compile(r"[办买领](?:的|了|过|张|卡)|当[时初]|下单")
#: Who was handed the card, or the number, sold none.
_GIVEN_TO = re.compile(r"(?:给|发给|配给|借给)(?:公司|单位|我们)?(?:的)?$")


def is_only_spoken_of(place: Place) -> bool:
    """Whether the words name a seller from whom, as they stand, nothing was bought."""
    if _DEALER.match(place.words) and _OFFICE.search(place.before):
        return True
    if place.words.startswith("业务员") and _GIVEN_TO.search(place.before):
        return True
    if _BOUGHT.search(place.text):
        return False
    calls = place.words.startswith("推销") and _CALLS.search(place.before)
    return bool(calls and _CHANGES.search(place.text)) or _MOVES.search(place.text) is not None


#: What was opened in the clause before costs so much a month, and not the number.
_SERVICE = re.compile(
    r"(?:开|订|加|办|送|多)(?:了|通了?|出)?(?:个|一个)?[^,。;!?]{0,6}(?:会员|彩铃|流量包|加油包|权益|视频包|业务)(?:费)?$"
)


def is_fee_of_service(place: Place) -> bool:
    """Whether the fee is that of a service that the clause before names (「开了个会员,每月20」)."""
    return not place.before.strip("每一个月都要扣收费") and _SERVICE.search(place.earlier) is not None


#: A card set against the one that is told of: 「老卡用了十年 新卡才用两个月」, 「我爸那张每个月58 我这张19」.
_OLD_ONE = re.compile(r"(?:老|旧|原来|原先|以前)(?:的|那)?(?:张|个)?(?:卡|号码?)[^,。;!?]{0,4}$")
_NEW_ONE = re.compile(r"新(?:的|卡|号|办|领|开)[^,。;!?]{0,8}[0-9一二两三四五六七八九十半俩仨]")
_KINS_ONE = re.compile(r"[爸妈哥姐弟妹婆公友事]的?(?:那|这)?(?:张|个)?(?:卡|号)?[^,。;!?]{0,4}$")
_THIS_ONE = re.compile(
    r"我(?:的|这|自己)(?:张|个|那张|那个|这张)?(?:卡|号)?[^,。;!?]{0,5}[0-9一二两三四五六七八九十半俩仨]"
)


def is_of_another(place: Place) -> bool:
    """Whether a number is told of another card, to set it against the one that the next clause tells of."""
    if _OLD_ONE.search(place.before):
        return _NEW_ONE.search(place.later) is not None
    return _KINS_ONE.search(place.before) is not None and _THIS_ONE.search(place.later) is not None


#: What data is used for is no shop: 「刷抖音才能用」, 「刷了一晚上快手,流量没了」; nor is a swindler who calls
#: (「抖音客服教我关会员」), nor one where the order is not found.
_WATCHES = re.compile(r"[刷看玩](?:(?:个|点|下)?$|(?!到|见|中|上)[^,。;!?]{0,5}$)")
_WITH_DATA = re.compile(r"^(?:才|都|也|卡|很卡|慢|免|的流量|时才)|流量(?!卡)|[扣账爆欠]|话费|限速|没了|[光完]了")
_CALLER = re.compile(
    r"^(?:平台|官方|的){0,2}(?:客服|打电话|打来|来电)[^;!?]{0,24}(?:[关销开](?:掉|闭|了|通)?[^,。;!?]{0,3}(?:会员|保障|保险|白条|金条|月付)|取消[^,。;!?]{0,3}会员|共享屏幕)|^(?:直播|的)?(?:会员(?![日价店])|主播[^,。;!?]{0,4}打赏)"
)
_SOLD = re.compile(r"买|下[单了的]|[拍办领订店填点推弹]|链接|广告|直播间|橱窗")
_NO_ORDER_THERE = re.compile(
    r"^(?:app)?(?:上|里)?面?(?:也|都|压根|根本)?(?:没有?|查不到|找不到)(?:这|那)(?:一)?(?:笔|单|个订单)"
)


def is_no_shop(place: Place) -> bool:
    """Whether the platform was only looked at, calls as a swindler, or does not know the order."""
    behind = f"{place.after},{place.later}"
    watches = _WATCHES.search(place.before) and _WITH_DATA.search(behind) and _SOLD.search(behind) is None
    calls = _CALLER.match(behind) and _SOLD.search(f"{place.earlier}{place.before}") is None
    return _NO_ORDER_THERE.match(place.after) is not None or bool(watches or calls)
