"""What only sounds like despair (不是想不开): money that nobody wants to lose any more of, a fright, a trick or a card
that nobody wants again.
"""

from __future__ import annotations

import re

#: Money that nobody wants to throw after it (「不想再往里砸钱了」), and what may be a life behind it.
_NO_MORE_MONEY = re.compile(
    r"不(?:想|愿意?|能|打算)(?:再|继续|接着|白|多|往){0,3}(?:里(?:面|头)?|上(?:面|头)?|这(?:卡|号)上?|无底洞)?(?:再)?"
    r"(?:砸|投|搭|花|充|掏|扔|填|贴|垫|送|烧|交|续)(?:一分|冤枉|这个|那个|这|那)?(?:钱|费|话费|月租|了)"
)
_OF_LIFE = re.compile(
    r"死|活|命|[跳江河楼]|药|刀|绝望|解脱|遗[书言嘱]|告别|撑不|熬不|扛不|没意思|没盼头|没希望|受不了|崩溃|抑郁|陪|想不开|难过|哭"
    r"|对不起(?:孩子|爸|妈|家)|走了算|我走了|消失|没脸|累了|结束|痛苦|世界|世上|人间|别人世|永别|拖累|连累|撑|熬"
)
#: 「烦死了」, 「坑死人」: nobody dies of it.
_ONLY_SAID = re.compile(r"(?:烦|气|坑|急|恶心|笑|贵|慢|害|吵|冤)(?:都)?死(?:我|俺|人|个人)?了?")
#: What nobody wants to go through again, or to have to do with: 「再也不想被套路了」, 「不想再看见那个店家」.
_THEY = r"(?:他们?|她|这|那|你们?|它|客服|店家?|商家|卖家|代理|广告|骗子|推销|业务员|移动|联通|电信|广电)"
_NEVER_AGAIN = re.compile(
    r"不(?:想|愿意?|要|敢|会)(?:再|去|来|跟|和|给|在|上|网上|随便|从){0,3}"
    rf"(?:被{_THEY}?(?:人|家)?[^,。;!?]{{0,3}}?(?:套路|忽悠|坑|骗|宰|割|耍|骚扰|洗脑|糊弄|蒙)|上(?:这种|这个|他的?)?当|踩坑|吃(?:这种|这个)?亏|贪(?:小)?便宜"
    rf"|(?:办|买|领|碰|沾|用|下单|点|拍)[^,。;!?]{{0,6}}(?:卡|号|套餐|广告|链接|单|{_THEY})"
    r"|办了|买了|过问|[^,。;!?]{0,6}打交道"
    rf"|(?:信|理|搭理|惯着?|管|见|看见?|看到|见到|听见?|听到|接|联系|找|提起?){_THEY})"
)


#: 「吓我一跳」, 「吓死人」.
_STARTLED = re.compile(r"吓(?:了|得)?(?:我|俺|人)?(?:一大?跳|死(?:我|俺|人|了)|坏了)")


def is_no_despair(text: str) -> bool:
    """Whether it is money that somebody wants no more of, a fright that they had, or a trick or a seller that they want
    nothing more of, and nothing is said of life.
    """
    is_other = any(each.search(text) for each in (_NO_MORE_MONEY, _STARTLED, _NEVER_AGAIN))
    return is_other and _OF_LIFE.search(_ONLY_SAID.sub("", _STARTLED.sub("", text))) is None
