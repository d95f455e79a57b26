"""Clauses of loose Chinese prose (小句): where one thing that is said ends and the next begins.

People type with commas, blanks or nothing at all between clauses. Marks are boundaries; in a longer run without marks
a boundary is set before words that open a new clause (「结果…」「客服说…」「能不能…」), as long as both sides stay long
enough to say something. Works on normalised text; linear in its length, and never more than ``MOST`` clauses.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Clauses read of one message; what stands behind them is one last clause that is not split further.
MOST = 24
#: A run up to this length is one clause even where an opener stands inside it.
_RUN = 9
#: The fewest characters on either side of a boundary that no mark sets.
_BEFORE, _AFTER = 4, 3

_MARKS = re.compile(r"[,.。;!?、~…\n:]{1,40}(?!\d)|(?<!\d)[.:](?=\d)")
#: Words that open a clause. A pronoun belongs to what it opens.
_OPENERS = re.compile(
    r"(?:但是|可是|不过|结果|然后|后来|现在|目前|因为|所以|而且|还有|另外|顺便|再问|还想问|同时|只是|就是想"
    r"|如果|要是|万一|假如|虽然|既然|一直到现在|到现在"
    r"|(?:我|俺|人家)?(?:就)?(?:想问|想知道|请问|问一下|想要|想把|不想要|不想用|想退|想取消|想注销|想销|要退|要取消|要注销)"
    r"|(?:客服|商家|卖家|店家|店铺|代理|快递员?|快递小哥|营业厅|营业员|业务员|对方|他们?|她们?|人家|那边|平台)(?:却|又|还|就|非|老|总|一直)?(?:说|讲|告诉|回复|答应|让我?|叫我?|要我?|不给|不肯|不让|不理|要求)"
    r"|(?:系统|页面|软件|app|短信|上面|订单)?(?:显示|提示)"
    r"|(?:这|那)?(?:怎么|咋|如何|为什么|为啥|凭什么|能不能|可不可以|可以不|会不会|是不是|要不要|该找谁|找谁|有没有办法|怎么办|咋办|咋整|还能|能否|是否|多久|什么时候|哪里)"
    r"|帮我|给我|求)"
)
#: Words after which a clause is not over: what follows is what they speak of (「代理说已经|给我销户了」 is one clause).
_UNFINISHED = re.compile(
    r"(?:已经?|都|会|要|就|再|马上|立刻|可以|能|没有?|不|还没|先|刚|(?:会不会|是不是|能不能|要不要)(?:也|都|就|还|再)?)$"
)
#: Such words are this long at most.
_LONGEST_UNFINISHED = 4


@dataclass(frozen=True)
class Span:
    """A clause: its text and its half-open range in the normalised text."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Span]:
    """The clauses of normalised ``text`` in order; empty where nothing is said."""
    spans: list[Span] = []
    at = 0
    for mark in [*_MARKS.finditer(text), None]:
        end = len(text) if mark is None else mark.start()
        spans += _runs(text, at, end, MOST - len(spans))
        if mark is None or len(spans) >= MOST:
            break
        at = mark.end()
    return _joined(text, spans)


def _runs(text: str, start: int, end: int, most: int) -> list[Span]:
    """A run without marks, cut before the words that open a clause."""
    if start >= end:
        return []
    cuts = [start]
    if end - start > _RUN:
        for opener in _OPENERS.finditer(text, start, end):
            far_enough = opener.start() - cuts[-1] >= _BEFORE and end - opener.start() >= _AFTER
            is_over = not _UNFINISHED.search(text[max(start, opener.start() - _LONGEST_UNFINISHED) : opener.start()])
            if far_enough and is_over and len(cuts) < most:
                cuts.append(opener.start())
    bounds = [*cuts, end]
    return [Span(text[a:b], a, b) for a, b in itertools.pairwise(bounds)]


#: What says nothing by itself and belongs to what follows.
_LEAD_INS = re.compile(
    r"^(?:我|那|就是|但是?|可是?|不过|结果|然后|后来|因为|所以|而且|还有|另外|请问|你好|您好|嗯|哎|唉|啊|是这样|那个)$"
)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Lead-ins joined to the clause behind them, where one follows at once."""
    joined: list[Span] = []
    held: int | None = None
    for number, span in enumerate(spans):
        start = held if held is not None else span.start
        held = None
        if _LEAD_INS.match(span.text) and number + 1 < len(spans):
            held = start
            continue
        joined.append(Span(text[start : span.end], start, span.end))
    return joined


class Speaker(StrEnum):
    """Whose words a clause holds. ``SCREEN``: an app, a text message, a bill: seen by the user."""

    USER = "user"
    OTHER = "other"
    SCREEN = "screen"


_SIDE = (
    r"(?:客服|人工|机器人|商家|卖家|店家|店铺|店主|店里|老板娘?|代理|渠道商?|主播|助理|骑手|快递员?|快递小哥|小哥|营业厅|营业员|柜员|柜台|店员"
    r"|窗口|业务员|经理|财务|对方|那边|那头|平台|运营商|移动|联通|电信|广电|10086|10010|10000|10099|公司|厅里|前台|工作人员"
    r"|接线员|话务员|律师函?|催收的?|法务|后台|系统|小姑娘|(?<!其)他们?|她们?|人家|那个(?:人|女的|男的)|(?:送|办|卖|推)卡的(?:人)?"
    r"|上门的(?:人)?|送货的|海报|传单|广告|宣传页?|详情页|(?:视频|直播间?|抖音|快手|网|小红书)(?:上|里))"
)
_SAYS = (
    r"(?:说(?!不定)|讲|称|告诉我?|回复我?|回我|答复|答应|承诺|许诺|解释|坚持|非说|一口咬定|咬定|认定|保证|声称|表示|强调|念叨"
    r"|通知我?|写(?:着|的|我|了|:|\")|发消息|拍着?胸[脯口]|猜)"
)
#: Between the two the user does not begin to speak: 「移动卡我说过不要」.
_OTHER = re.compile(rf"{_SIDE}[^,。;!?我]{{0,6}}?(?:[跟和给对向让叫]我)?[^,。;!?我]{{0,2}}?{_SAYS}")
#: Whoever speaks is named early in the clause.
_EARLY = 8
#: Nobody is named, but somebody says it: 「说激活要先充一百」.
_SOMEBODY = re.compile(
    r"^(?:可是?|但是?|结果)?(?:还|又|非|就|一直|当时|当初|本来|原来|开始|结果|上来就)?(?:跟我|和我|给我)?(?:说(?:是|好的?|了)?|讲(?:好)?|通知我?|告诉我|号称)"
    r"(?!实话|真的?|起来|白了|一下|明|一遍|不|错|了半天|几遍|到底|的就是)"
)
#: Where somebody speaks of themselves: 「我不退卡」, 「就要那20」.
OWN_WORDS = re.compile(r"(?:我|俺|咱|就要|就想|只想)(?!们?(?:客服|公司|平台))")
#: What somebody is made to pay was not paid by that: 「让加微信转」, 「叫我妈扫码付」.
TOLD_TO_PAY = re.compile(r"(?:让|叫|要求|催|逼)[^,。;!?了]{0,10}(?:转|付|交|充|汇|打钱|扫码)[^了过]{0,12}$")
#: What one only knows from hearing: 「后来听人说不要钱的」, 「网上看别人讲能退」.
_HEARSAY = re.compile(r"(?:听|看)(?!不)[^,。;!?不没我]{0,4}(?:说|讲)(?:是|的)?")
ENDS_IN_SAYING = re.compile(rf"{_SAYS}(?:是|了|的是|我)?$")
_SCREEN = re.compile(
    r"显示|提示|短信(?:说|里|上|写|通知|来)|收到(?:一条|条|个)?短信|上面写|页面(?:写|上)|账单(?:上"
    r"|里|显示)|查(?:到|出来?|了)|订单(?:状态|是|上)?"
)
#: What the other side or a screen says is not so, says the person right behind it.
_CONTESTS = re.compile(
    r"^(?:可是?|但是?|而|其实|实际上?|结果|问题是|搞笑的是){0,2}(?:我|俺|这卡|卡(?!上(?:一分|没钱|没到|还没))|放屁|胡说|瞎说|鬼才|骗人)"
    r"(?:(?:可|都|明明|分明|根本|压根|从来?|连|人|自己|卡上?|这卡|这张卡|手机|昨天刚|刚刚?|还(?!取不取|去不去|拿不拿|要不要)|翻协议上?|查了?|办的是|实际)"
    r"|[^,。;!?]{0,6}(?:没|(?<!是)不是|哪|未|明明|分明|才不|傻|懵|不知情)|我$|信|$)"
)


#: Somebody else's card, order or money, told for comparison.
_OUTSIDERS = r"同事|室友|舍友|同学|朋友|邻居|网友|别人|人家|表?[姐哥弟妹]|隔壁.{0,3}"
_AT_HOME = r"老[妈爸婆公]|婆婆|[爸妈]"
NOT_MINE = re.compile(
    rf"(?:{_OUTSIDERS})(?:的)?那张"
    # (the card of somebody at home is told for comparison where all is well with it; else it is one to be helped with)
    rf"|(?:{_AT_HOME})(?:的)?那张(?=[^,。;!?]{{0,10}}(?:退了|销了|[退销办]成|没事|好好的|就[行能]|成了|没这))"
    rf"|(?:{_OUTSIDERS}|{_AT_HOME})(?:的)?(?:自己的|\d{{1,2}}月|都?在.{{0,6}}上班"
    r"|微信在|(?:也|都)?用了)|(?:网上|评论区?|群里)(?:有)?人(?:说|讲|晒)|别人(?:说|都)|(?:人家|别人|网友)(?:激活|退了|销了|签收|拒收)|(?:前面|刚才)那个(?:衣服|别的|另)"
    r"|(?:[哥姐弟妹叔舅姨姑]|同学|朋友|同事|室友|邻居|网友)[^,。;!?]{0,2}说(?:他|她)(?:的|那|自己)"
    r"|(?:上一?张|以前那张|之前那张|去年.{0,5}那张|主号|宽带(?![加带和连][^,。;!?]{0,3}卡|[^,。;!?]{0,10}(?:[绑捆]|一[起块]|融合|还?剩|连|违约金)))|你(?:们)?(?:举|说)的例子|新闻|我的(?:耐心|命|脾气)|手机(?:没电|屏幕|卡死)"
)


def speaker_of(clause: str, carried: Speaker) -> Speaker:
    """Whose words the clause holds; ``carried``: whose they are unless it says otherwise."""
    if their_opening(clause) is not None:
        return Speaker.OTHER
    if _SCREEN.search(clause):
        return Speaker.SCREEN
    return carried if not re.match(r"(?:我|俺|可我|但我|其实我)", clause) else Speaker.USER


def their_opening(clause: str) -> int | None:
    """Where in the clause the words of somebody else begin; ``None`` where nobody else is said to speak."""
    for found in _OTHER.finditer(clause):
        if found.start() <= _EARLY or not clause[found.start() - 1].isalnum():
            return found.end()
    begun = _SOMEBODY.match(clause) or _HEARSAY.search(clause)
    return begun.end() if begun else None


#: What the person says was not so, before a screen says that it was: 「快递还没到,短信说已签收」.
_NOT_SO = re.compile(r"(?:没|没有|未)(?:收到|到|签收|激活|见着?|拿到|申请|办过?|取)[^,。;!?]{0,3}$")


def is_contested(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether the person denies the clause, or the list that it begins, right behind it or right before."""
    if number and _NOT_SO.search(spans[number - 1].text):
        return True
    last = next((n for n in range(number, len(spans)) if text[spans[n].end : spans[n].end + 1] != "、"), len(spans))
    return last + 1 < len(spans) and _CONTESTS.match(spans[last + 1].text) is not None
