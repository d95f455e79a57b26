"""What somebody puts right (说错了，改口): that what they told before was wrong, in fixed words."""

from __future__ import annotations

import re

#: Where the bot's notes stand (「你写的」, 「上面记成」): 「上面写的待发货」 by itself is read off a page.
_BY_BOT, _ABOVE = "(?:你|你们)", "(?:上面|上头|前面|单子上?)"
_WRITES = r"(?:这儿|这里|那儿|那里|给我|上面)?(?:写|记|听|登记)(?:的是|的|成了|成|为)"
_NOTED = rf"(?:{_BY_BOT}|{_ABOVE}){_WRITES}"
_MISNOTED = rf"{_BY_BOT}{_WRITES}|{_ABOVE}(?:给我)?(?:写|记|听|登记)成了?"
_SLIP = re.compile(
    r"(?:记|说|讲|弄|搞|看|写|打|填|认|听)(?:错|混|反|岔|劈叉|拧)"
    r"(?:了|咯|啦|咧|嘞|$|[,。;!?\s]|(?=联通|移动|电信|广电|淘宝|京东|抖音))"
    # 「语音识别成二十九块九了,我说的是五十九块九」
    r"|(?:识别|听|写|打|记|输|认)成(?:了)?[^,。;!?]{1,9}[,。 ](?:其实|实际|我|俺|本来|应该|正确|说|打|讲|想|的){0,4}是"
    r"|(?:看|记)走(?:了)?眼|口误|嘴瓢"
    r"|(?:^|[,。;!?\s])(?:更正|纠正|订正|改一下)(?:[:,一]|下)|刚才?(?:那句|说的)(?:不算|不对|不准)"
    # 「钱不是给卖家的, 是…」
    r"|(?:钱|款|[0-9元块])(?:我|压根|根本|其实)?不是(?:付|给|交|转|打|充)(?:给|到|进)?[^,。;!?]{1,8}[,]?(?:而)?(?:是|付|给|交|转|充)"
    r"|(?:是|都)?充(?:到|进)[^,。;!?]{1,6}[,]?(?:不是|没)(?:给|付|交)"
    # 「不对不对, 我翻了记录…」; 「你写的是…, 其实我…」
    r"|^(?:哎呀?|诶|唉|额|呃|等下|等等|慢着)?[,。 ]?(?:不对|错了){1,3}(?:啊|呀|哦|喔|哈)?[,。! ]"
    r"(?!.{0,20}(?:你|怎么|咋))"
    rf"|{_NOTED}[^,。;!?]{{1,8}}[,。 ]?(?:可|但|但是|而)?(?:我|俺)?(?:其实|实际|应该|明明|是)"
)
#: The slip of somebody else: what was dialled, sent, heard wrong by others.
_OF_OTHERS = re.compile(
    r"(?:客服|店家?|商家|卖家|代理|快递|小哥|他们?|她|人家|系统|平台)[^,。;!?]{0,6}(?:记|说|讲|弄|搞|看|写|打|填|认|听)(?:错|混|反)"
    r"|打错(?:电话|了电话)|(?:发|寄|送|买|拍|充|转|付)错|填错(?:地址|号)|地址[^,。;!?]{0,4}错"
)
#: In a longer message such words belong to a story.
_LONGEST = 40
#: What is said to be wrong right behind it: 「没激活是我记错了」.
_BEHIND = re.compile(
    # 「月租59,看错了,是39」
    r"^(?:元|块|块钱)?(?:的)?[, ](?:我)?(?:记|说|讲|弄|搞|看|写|打|填)(?:错|混|反|岔)"
    r"(?:了|咯|啦)?[,。 ]?(?:应该|其实|实际)?是"
    # 「这个联通的说完了,现在说第二个」
    r"|^(?:的)?(?:卡|那张|这张|那个|这个|单)?(?:的)?(?:事)?(?:我们|咱)?(?:说|讲|聊|问)完(?:了|咯|啦)"
    r"|^(?:的)?(?:那句|这句|的话|那个)?(?:话)?(?:是|系)?(?:我|俺)?(?:自己)?(?:记|说|讲|弄|搞|看|写|打|填)(?:错|混|反|岔)(?:了|咯|啦|咧|嘞|$|[,。;!?])"
)
_BEFORE = re.compile(
    rf"(?:(?:我|俺)(?:记|说|讲|弄|搞|看|写|打|填)(?:错|混|反|岔)(?:了|成|作|为)?|(?:识别|听|写|打|记|输|认)成(?:了)?|{_MISNOTED})$"
)


def puts_right(text: str) -> bool:
    """Whether a short message says that something told before was wrong."""
    return len(text) <= _LONGEST and _SLIP.search(text) is not None and _OF_OTHERS.search(text) is None


def is_put_right(before: str, after: str) -> bool:
    """Whether the words between are those that were wrong: 「没激活是我记错了」, 「我记混了联通」."""
    return _BEHIND.match(after) is not None or _BEFORE.search(before) is not None


#: What the person says that they did not ask about (「我没问停机」), and what stands right before it.
_UNASKED_BEFORE = re.compile(
    r"(?:我|俺)(?:又|也|可)?(?:没(?:有)?|不是(?:要|想|来)?)(?:问|提|说要?|让你(?:讲|说|答))(?:你|的)?$"
)
_UNASKED = re.compile(
    r"(?:我|俺)(?:又|也|可)?(?:没(?:有)?(?:问|提|让你[讲说答])|不是(?:要|想|来)?问|问(?:的)?(?:又)?不是)[^,。;!?]{1,8}"
    r"|你(?:给我|跟我|老|净|尽|光)?(?:说|讲|扯|提|答)[^,。;!?]{1,8}(?:干嘛|干什么|干啥|做什么|作甚)"
)


def is_unasked(before: str) -> bool:
    """Whether the words right behind ``before`` are what was not asked about."""
    return _UNASKED_BEFORE.search(before) is not None


def asked_of(text: str) -> str:
    """The text without what the person says that they did not ask about (「我没问停机」, 「你给我讲违约金干嘛」)."""
    return _UNASKED.sub("", text)
