"""What a message tells as done by others, or of another thing (别人做的、说的是另一样): nothing of its own."""

from __future__ import annotations

import re

from .across import is_named
from .place import Place

#: What was taken at the door for opening a card while its owner stood by.
_DOOR_FEE = re.compile(
    r"(?:收|给|付|交|转)(?:了|过|走)?(?:我|俺|他)?(?:了)?[0-9一二三四五六七八九十]{1,4}(?:块钱?|元)?[^。;!?]{0,8}(?:上门费|激活费|服务费|跑腿费|辛苦费|手续费|开卡费)"
    r"|(?:上门费|激活费|跑腿费|辛苦费|开卡费)[^。;!?]{0,8}(?:收|给|付|交|转)(?:了|过|走)"
)
_AT_THE_DOOR = re.compile(r"快递|送卡|小哥|师傅|骑手|上门")
_NOT_BY_ME = re.compile(r"擅自|偷偷|没经|不是我|没同意|我不知道|没让他|没拆|没激活过")
_SHORT_OF_IT, _REFUND_LOOKED_OVER, _SHOP_REFUSES = "到账不够", "退款审核", "店家拒收退件"
_HIRED, _THEY_REFUSE = "代退要证件", "他说不退"


def is_paid_at_the_door(text: str) -> bool:
    """Whether whoever brought the card was paid, and it is told of as done."""
    paid = _DOOR_FEE.search(text) is not None and _is_paid_then(text)
    return (paid or is_named(_SHORT_OF_IT, text)) and _AT_THE_DOOR.search(text) is not None


_PAID_THEN = re.compile(r"(?:收|给|付|交|转)(?:了|过|走)")
_STILL_THERE = re.compile(r"还在(?:门口|楼下|这)|不走|堵|现在就要|不给就不")


def _is_paid_then(text: str) -> bool:
    done = _PAID_THEN.search(text) is not None
    return done and _NOT_BY_ME.search(text) is None and _STILL_THERE.search(text) is None


def is_refused_by_the_shop(text: str) -> bool:
    """Whether the shop would not take back what was sent to it."""
    return is_named(_SHOP_REFUSES, text)


def is_hired_to_refund(text: str) -> bool:
    """Whether papers and secrets are wanted by somebody who is paid to give a card back, and no money is gone."""
    return is_named(_HIRED, text)


def is_refusal_told(text: str) -> bool:
    """Whether it is the other side that will give nothing back (「他说系统随机的,不退」)."""
    return is_named(_THEY_REFUSE, text)


def is_refund_looked_over(text: str) -> bool:
    """Whether it is a refund that is looked over, and no order."""
    return is_named(_REFUND_LOOKED_OVER, text)


def is_stood_by(place: Place) -> bool:
    """Whether the card was opened at the door for a fee, its owner standing by."""
    return is_paid_at_the_door(place.text)


def is_their_refusal(place: Place) -> bool:
    """Whether it was the shop that refused what was sent back to it."""
    return "拒" in place.words and is_refused_by_the_shop(place.text)


#: A weekday that was promised last week has passed: 「上周一说3天到,又说周五到,今天又周四了」.
_LAST_WEEK = re.compile(
    r"上(?:个)?(?:周|星期|礼拜)[^。;!?]{0,16}(?:周|星期|礼拜)[一二三四五六日天][^。;!?]{0,7}(?:今天|现在|这)(?:都|又|已经|也){0,2}(?:是)?(?:周|星期|礼拜)"
)


#: A parcel that comes is no money that does (「快递还在走,说明天到」); a day after a feast is none (「说春节以后」).
_COMES = re.compile(r"^(?:就|才|能|会|要|应该){0,2}(?:可以|能)?到(?!账|款)")
_PARCEL = re.compile(
    r"(?:快递|包裹|物流|单号|驿站|路上|派[件送]|卡(?!里|上|号)|[发寄](?!消息|短信|信息|微信|火|现|票))(?![^;!?]{0,60}(?:退|钱|款|账|返))"
)
_FEAST = re.compile(r"^(?:明年)?(?:春节|过完?年|年)[之以]?后?$")
_AFTER = re.compile(r"^[之以]?后(?!退|打|给|到|返)")


def is_of_last_week(place: Place) -> bool:
    """Whether the day that was promised lies in the week before, is that of a parcel, or no day at all."""
    if _COMES.match(place.after) and _PARCEL.search(f"{place.earlier},{place.before}"):
        return True
    vague = _FEAST.search(place.words) and (place.words.endswith("后") or _AFTER.match(place.after))
    return bool(vague) or _LAST_WEEK.search(place.text) is not None


#: A refund and its looking over, side by side.
_REFUND_TOLD = re.compile(r"(?:退款|押金|退费|提现|退钱|返现)[^。;!?]{0,8}(?:审核|审批)")
#: ... or, where no order is spoken of, further apart: 「退我钱说审核中」, 「说三到五个工作日,问就是审核」.
LOOKED_OVER = re.compile(
    r"(?:(?<![就才能再])退(?!不|[卡单货订])|(?<![付交花充给][了的过完])钱|工作日)[^。;!?卡]{0,12}审[核批]"
)
OF_ORDER = re.compile(r"下单|订单|开卡|发货|资料")

#: Who only thinks that it was somebody else did not say who it was: 「他以为是我买的」.
_TAKEN_FOR = re.compile(r"(?:以为|当成?|误以为|还当|寻思)(?:是)?$")


def is_of_refund(place: Place) -> bool:
    """Whether it is a refund that is looked over, and no order (「押金审核通过了」)."""
    if "审" not in place.words:
        return False
    is_far = LOOKED_OVER.search(place.text) is not None and OF_ORDER.search(place.text) is None
    return is_far or _REFUND_TOLD.search(place.text) is not None


#: What a firm does with the numbers of its staff settles no refund: 「人事讲集团网年底统一退」.
STAFF = re.compile(r"人事|行政|集团[网号卡]|员工|离职|入职|厂里|单位")


def is_of_staff(place: Place) -> bool:
    """Whether it is a firm and its staff who are spoken of."""
    return STAFF.search(f"{place.earlier}{place.before}{place.words}{place.after}") is not None


def is_taken_for(place: Place) -> bool:
    """Whether somebody only took it for the user's."""
    return _TAKEN_FOR.search(place.before) is not None


#: A thing that was given: 「把卡和照片都给他了」, 「借我的卡用几天,我就给他了」.
_A_THING = re.compile(r"把[^,。;!?钱]{1,16}$")
_LENT_CARD = re.compile(r"(?:借|租)(?:我|走)?(?:的)?[^,。;!?]{0,4}[卡号]")


def is_thing_given(place: Place) -> bool:
    """Whether what was given is a thing, or a card that was lent."""
    return _A_THING.search(place.before) is not None or _LENT_CARD.search(place.text) is not None
