"""What somebody says that they cannot tell (说不上来的): the field it is about, where the words name it."""

from __future__ import annotations

import re

from .entity import Entity

#: The entity whose value is the field that the user cannot tell.
UNSURE = "unsure"

_CANNOT = (
    r"(?:不知道?|不晓得|晓不得|不(?:太|大)?(?:清楚|确定|记得|敢说)|没(?:注意|印象|看清|留意)|拿不(?:准|定)|吃不准|想不起来?"
    r"|(?:说|搞|弄|分|记|闹|整|认)不(?:清楚?|准|好|上来|出来?|明白|得|住|起来?)|忘(?:了|记|光)|两眼一抹黑|稀里糊涂|糊里糊涂|脑子(?:糊|乱|空))"
)
#: Field -> what it is called by those who cannot tell it. What is told otherwise (「不是移动」) tells something.
_CALLED = {
    "payee": r"(?:(?:付|给|交|转|打|充)(?:给|到|去)?(?:了)?(?:谁|哪(?:个|里|儿|家)?)"
    r"|(?:谁|哪个|哪家)(?:收|拿)(?:的|了|走)"
    r"|收款(?:方|人|的)?是(?:谁|哪)|钱(?:是)?(?:进|去|到)(?:了)?(?:谁|哪)"
    r"|有没有?[付给交充花](?:了|过)?钱"
    r"|[付给交充花](?:了|过)?钱?(?:又|还是|好像|又好像)没有?[付给交充花](?:钱|过)?"
    r"|(?:货款|首充|押金|卡钱|卡费|话费|预存)(?:的?钱)?(?:还是|或者|或)(?:货款|首充|押金|卡钱|卡费|话费|运费|预存))",
    "carrier": r"(?:(?:哪|什么|啥)(?:一)?(?:家|个)?(?:的)?(?:公司|运营商)|(?:哪|什么|啥)(?:一)?家(?:的)?(?:卡|号)"
    r"|(?:移动|联通|电信|广电)(?:的)?(?:还是|或者|又(?:好像|像)?不是|吧好像|也可能)"
    r"|(?:可能|像|好像)(?:是)?(?:移动|联通|电信|广电)(?:的)?[,]?(?:又|也)?(?:可能|像|好像))",
    "card_stage": r"(?:(?:有没有|是不是|算不算|激没)激活|激活(?:了)?(?:没有?|还是没|没激活|与否|不)"
    r"|激活了(?:可能|好像|吧|还是)"
    r"|(?:可能|好像|大概)激活了)",
    "contract": r"(?:合约(?:期)?(?:是)?(?:几|多少|多久|有没有|到期没)"
    r"|(?:有没有|有无|签没签|是不是有)(?:绑|签)?(?:合约|协议|宽带)|合约(?:期)?(?:的事|这事|什么的|啥的))",
}
#: Within so many characters the two stand together, in one clause or the next.
_NEAR = r"[^;!?]{0,9}?"
_FIELDS = {
    field: (re.compile(f"{called}{_NEAR}{_CANNOT}"), re.compile(f"{_CANNOT}{_NEAR}{called}"))
    for field, called in _CALLED.items()
}
#: 「好像付了，又好像没付」: both at once is neither.
_BOTH_WAYS = re.compile(
    r"(?:好像|像是|似乎)[付给交充花](?:了|过)?钱?[吧嘛,。 ]{0,2}(?:又|也)?(?:好像|像是|似乎)没有?[付给交充花]"
)
#: Who else cannot tell; what is not to be told to somebody.
_OTHERS = re.compile(
    r"(?:客服|店家|商家|卖家|他们?|她|人家|10086|10010|10000|营业员)[^,。;!?]{0,4}(?:也|都|说)?(?:不|没|说不|搞不)"
)
#: A longer message is a story.
_LONGEST = 32


def cannot_tell(text: str) -> list[Entity]:
    """The fields of which a short message says that they cannot be told."""
    if len(text) > _LONGEST or _OTHERS.search(text):
        return []
    if (both := _BOTH_WAYS.search(text)) is not None:
        return [Entity(UNSURE, "payee", both.start(), both.end())]
    for field, (before, after) in _FIELDS.items():
        found = before.search(text) or after.search(text)
        if found is not None:
            return [Entity(UNSURE, field, found.start(), found.end())]
    return []


def with_unsure(found: list[Entity], text: str) -> list[Entity]:
    """What was found, and the fields that cannot be told; what stands in the very words of not knowing is not told
    (「好像付了又好像没付,想不起来」).
    """
    unsure = cannot_tell(text)
    told = [f for f in found if not any(_is_of(f.name, u) and u.start <= f.start and f.end <= u.end for u in unsure)]
    return told + unsure


def _is_of(field: str, unsure: Entity) -> bool:
    return field == unsure.value or (field == "activated" and unsure.value == "card_stage")
