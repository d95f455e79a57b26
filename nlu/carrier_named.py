"""Where a carrier's name tells of no carrier of this card (名字说的不是这张卡): left aside, of the trade, done with, of
goods, of a hotline that does not know the card.
"""

from __future__ import annotations

import re

from .place import Place

#: A name that is left aside tells of another one: 「除了联通这张，电信那张」.
_BUT_FOR = re.compile(r"除(?:了|开|去|却)(?:我)?(?:那|这)?(?:张|个)?$")
#: The trade, where an office says that it is not its own: 「电信业务不归他们管」.
_TRADE = re.compile(
    r"^(?:资费(?:不|争议|问题|类|纠纷)|业务(?:不归|归|的?事|类|经营)|的事(?:不归|归|找|他们不|它不|不是)|条例|用户(?:申诉|权益)|(?:网络)?诈骗|管理|监管|主管|纠纷|运营商|行业|企业)"
    # (who calls himself so, and will be added or have something installed: 「移动客服加我QQ」)
    r"|^(?:公司|的)?(?:客服|工作人员|专员|经理)(?:加(?:了)?(?:我|俺)|(?:叫|让|要)我(?:加(?!急)|共享|下载?个?(?:腾讯)?会议))"
)
#: Of two carriers the one whose number is done with is not the one that is spoken of: 「联通那俩销了,移动说要…」.
_DONE_WITH = re.compile(
    r"^(?:的)?(?:那|这)?(?:[0-9一二两三四俩仨几])?(?:个|张|家)?(?:号|卡)?(?:我)?(?:已经|也|都|今天|刚|倒是){0,2}(?:销|注销|办|弄|退|停|解决|关)(?:好|完|掉|成)?了"
    r"|^(?:那边)?(?:都|就|已经)?(?:给|帮)我?(?:关|销|停|退|注销)(?:掉|完)?了"
)
#: Of two the one that is kept: 「移动的我留，电信那张弄掉」, 「想留联通的退移动的」.
_KEPT = re.compile(
    r"(移动|联通|电信|广电)(?:的|那张|那个|卡){0,2}(?:我|俺)?(?:就|要|想|先|得|还要)?留(?:着|下|用)?(?=$|[,。;!?])|留(?:着|下)?(移动|联通|电信|广电)"
)
#: All of them named in a row tell of none: 「联通电信移动的卡都管吗」.
_IN_A_ROW = re.compile(
    r"(?:(?:移动|联通|电信|广电)(?:卡)?[、,和跟与及还有]{0,2}){3}"
    # 「移动联通都查不到」
    r"|(?:(?:移动|联通|电信|广电)[、,和跟与及还有]{0,2}){2}(?:的|app|客服|那边|官网|厅|[里上]){0,3}(?:都|全|两家|俩家|两边)(?:都)?(?:说|讲)?(?:查|没|不)"
)
_CARRIERS = ("移动", "联通", "电信", "广电")


def _is_done_with(place: Place) -> bool:
    done = _DONE_WITH.match(place.after) or ((kept := _KEPT.search(place.text)) and place.words in kept[0])
    return bool(done) and any(name in place.text and name not in place.words for name in _CARRIERS)


def is_told_apart(place: Place) -> bool:
    """Whether the name is left aside: another one is spoken of."""
    return _BUT_FOR.search(place.before) is not None


def _is_trade(place: Place) -> bool:
    return _TRADE.match(place.after) is not None


#: What is no number but goods: 「虚拟商品不退」.
_GOODS = re.compile(r"^[品城铺户家业]|^(?:充值|服务|物品|产品|道具|订单|交易)")
#: The hotline that was called, or the office that was gone to, does not know the card or the order:
#: 「打10086查不到」, 「打10000讲没有俺的单子」.
_HOTLINE = re.compile(r"100(?:86|10|00|99)|一万号")
_UNKNOWN_THERE = re.compile(
    r"查(?:不|没)(?:到|着)|查无|(?:没有?|无)(?:我|俺|咱|这|那|你)?(?:的|个|张)?(?:单|订单|号|卡|记录|信息)(?!了|钱)"
    r"|不是(?:他们?|她们?|它们?|我们?|本)(?:家|公司|网)?的?(?:卡|号)|(?:卡|号)不是(?:他们|她们|我们|本网)的|不归(?:他们?|她们?|它们?|我们?)管"
    r"|(?:说|讲)(?:这|那)?(?:张|个)?(?:号|卡)?不是(?:他|她|它|我|咱)们(?:家|这)?(?:的|儿的)?(?=$|[,。;!?\s那])"
)


def _is_of_goods(place: Place) -> bool:
    return place.words.endswith("虚拟商") and _GOODS.match(place.after) is not None


#: An office of theirs: 「去联通厅人家说不归他们管」.
_OFFICE = re.compile(r"^(?:公司)?(?:的)?(?:自有|直营|营业)?(?:营业)?(?:厅|店|大厅|柜台|网点)")


def _is_unknown_there(place: Place) -> bool:
    if _HOTLINE.search(place.words) is None and _OFFICE.match(place.after) is None:
        return False
    return _UNKNOWN_THERE.search(f"{place.after},{place.later}") is not None


#: The one that was left is not the one whose number it is now: 「刚从移动携到联通」.
_LEFT = re.compile(r"(?:刚刚?|才|已经?|[前月号年天])(?:我)?从$")
_WENT_OVER = re.compile(
    r"^(?:那边)?(?:携|转|换)(?:号)?(?:转网)?(?:过来|过去|到|来|去)?(?:了)?(?:的)?(?:移动|联通|电信|广电)"
)


def _is_left(place: Place) -> bool:
    return _LEFT.search(place.before) is not None and _WENT_OVER.match(place.after) is not None


def is_no_carrier(place: Place) -> bool:
    """Whether the name is not that of the carrier whose card it is."""
    return (
        is_told_apart(place)
        or _IN_A_ROW.search(place.text) is not None
        or _is_trade(place)
        or _is_done_with(place)
        or _is_left(place)
        or _is_of_goods(place)
        or _is_unknown_there(place)
    )
