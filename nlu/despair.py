"""What only sounds like despair (不是想不开): money that nobody wants to lose any more of, a fright."""

from __future__ import annotations

import re

#: Money that nobody wants to throw after it (「不想再往里砸钱了」), and what may be a life behind it.
_NO_MORE_MONEY = re.compile(
    r"不(?:想|愿意?|能|打算)(?:再|继续|接着|白|多|往){0,3}(?:里(?:面|头)?|上(?:面|头)?|这(?:卡|号)上?|无底洞)?(?:再)?"
    r"(?:砸|投|搭|花|充|掏|扔|填|贴|垫|送|烧|交|续)(?:一分|冤枉|这个|那个|这|那)?(?:钱|费|话费|月租|了)"
)
_OF_LIFE = re.compile(
    r"死|活|命|[跳江河楼]|药|刀|绝望|解脱|遗[书言嘱]|告别|撑不|熬不|扛不|没意思|没盼头|没希望|受不了|崩溃|抑郁|陪|想不开|难过|哭"
    r"|对不起(?:孩子|爸|妈|家)|走了算|消失|没脸|累了"
)


#: 「吓我一跳」, 「吓死人」.
_STARTLED = re.compile(r"吓(?:了|得)?(?:我|俺|人)?(?:一大?跳|死(?:我|俺|人|了)|坏了)")


def is_no_despair(text: str) -> bool:
    """Whether it is money that somebody wants no more of, or a fright that they had, and nothing is said of life."""
    is_other = _NO_MORE_MONEY.search(text) is not None or _STARTLED.search(text) is not None
    return is_other and _OF_LIFE.search(_STARTLED.sub("", text)) is None
