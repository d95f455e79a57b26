"""Whether what a clause names is told as true (事实的范围): negation, question, wish, supposition, report.

A pattern finds words; this module decides what they say. 「激活了」 in 「激活了吗」 is asked, in 「想激活」
wished, in 「要是激活了」 supposed, in 「客服说激活了」 claimed by the other side. Only what the person tells of
themselves may become a fact of the case; what the other side claims is kept apart as a claim. What a screen or a text
message shows counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .clauses import Span


class Strength(StrEnum):
    """How a fact was said; ``NONE`` is no fact at all."""

    STATED = "stated"
    IMPLIED = "implied"
    CLAIMED = "claimed"
    NONE = "none"


class Speaker(StrEnum):
    """Whose words a clause holds. ``SCREEN``: an app, a text message, a bill: seen by the user."""

    USER = "user"
    OTHER = "other"
    SCREEN = "screen"


_SIDE = (
    r"(?:客服|人工|机器人|商家|卖家|店家|店铺|老板|代理|快递员?|快递小哥|小哥|营业厅|营业员|业务员"
    r"|经理|对方|他们?|她们?|人家|那边|那头|平台|运营商|移动|联通|电信|广电|10086|10010|10000|"
    r"10099|公司|厅里|前台|工作人员|律师|催收的?)"
)
_SAYS = (
    r"(?:说|讲|告诉我?|回复我?|回我|答复|答应|承诺|解释|坚持|非说|一口咬定|咬定|认定|保证|声称|"
    r"表示|通知我?|发消息)"
)
_OTHER = re.compile(rf"(?:^|[^\w]|^.{{0,6}}){_SIDE}(?:.{{0,6}}?)(?:{_SAYS})")
_ENDS_IN_SAYING = re.compile(rf"{_SAYS}(?:是|了|的是|我)?$")
_SCREEN = re.compile(
    r"显示|提示|短信(?:说|里|上|写|通知|来)|收到(?:一条|条|个)?短信|上面写|页面(?:写|上)|账单(?:上"
    r"|里|显示)|查(?:到|出来?|了)|订单(?:状态|是|上)?"
)
_SUPPOSE = re.compile(
    r"^(?:那)?(?:我)?(?:如果|要是|万一|假如|假设|假定|倘若|若是|若|等(?:我|到)|以后|比方说?|打比方|就当|当作|要不是)"
    r"|的话|的时候(?:要|会|是不是)|就好了$|是举例"
    # what would be if: 「那我撤了还能再投吗」, 「剪了会不会不退」
    r"|^(?:(?:那|那么)(?:我|咱|俺)?)?(?:先|真|就|现在)?(?:撤|剪|扔|销|注销|拒收)(?:诉|单|卡|号|户)?了"
    r"[^,。;!?]{0,10}(?:还能|还可以|能不能|可不可以|会不会|会怎|怎么办|咋办|行不行|有没有影响)"
)
_ASKS = re.compile(
    r"[?]$|(?:吗|么|嘛|不|没|没有|呢|否|咩|冇|不呀|不啊|没啊)$|怎么|如何|咋|能不能|可不可以|可以不"
    r"|会不会|是不是|要不要|用不用|有没有|能否|是否|为什么|为啥|凭什么|多久|几天|多少|啥时候|"
    r"什么时候|哪里|哪儿|找谁|怎样|行不行|点样|几时|边个"
)
#: Right before the words: they are wished, planned, asked for, forbidden or demanded, and so not (yet) true.
_NOT_YET_BEFORE = re.compile(
    r"(?:想要?|想把.{0,6}|要(?!是)|打算|准备|希望|帮我|麻烦|请|需要|必须|得先|先|应该|能|能不能|"
    r"可以|可不可以|会|会不会|怎么|如何|咋|怎样|是不是|有没有|是否|能否"
    r"|让我|叫我|要我|要求|催我|逼我|非要|非得|不给|不让|不能|不肯|没法|无法|不会|不想|不用|别|"
    r"等着|等|申请|办理|办|去|来|才|才能|就能|就算|不管|直接|还要|又要|一定要|要么|或者|还是)(?:我"
    r"|把.{1,5}|给我|去|来|把|你们|他们|先|再|直接|全|全部|都|自动)?$"
)
#: Right behind the words: they are asked or supposed.
_ASKED_AFTER = re.compile(
    r"^(?:卡|号|了|的|过|完|成功|话费|钱|费)?(?:(?:之|以)?后(?!.{0,8}(?:一直|还没|又|却|至今|到现在|没退|没到))|多久|和(?!我)|"
    r"有(?:啥|什么)?(?:区别|差别|影响)|还是|会|吗|么|嘛|没(?!有?(?:用|动|拆|激活|收))|没有$|"
    r"不(?:$|了$)|是不是|行吗|行不|可以吗|可不可以|会不会|会怎|会有|怎么办(?=$)|的话|之?前|以前|"
    r"要(?:多久|几天|多少|什么|带)|需要)"
)
#: Words that take what follows back.
_DENIED_BEFORE = re.compile(
    r"(?:没|没有|未|不|从没|从来没|并没有?|并未|不是|不曾|还没|根本没|压根没|哪里|哪有|无)(?:有|人"
    r"|给|去|被|把.{1,4}|再)?$"
)
#: What nobody said, told or wrote is not so, or at least not known to be so: 「没说有合约」.
_UNSAID_BEFORE = re.compile(
    r"(?:没|没有|未|从没|从来没|并没有?|没人)(?:人|跟我|和我|给我|对我|提前|事先|明确){0,3}"
    r"(?:说|讲|提|告知|告诉我?|写|写明|写清|说明|交代|通知我?)(?:过|我|清楚|清|明)?[^,。;!?]{0,4}$"
)
#: A wish that is denied: 「我不是要退卡」, 「没说不要」, 「不想销户」.
_DENIES = re.compile(
    r"^(?:我|那|其实|都说了|跟你说了){0,2}(?:又|也|并|可)?(?:不是|没说|没有说|没想|不想|不要|不用|不打算)"
    r"(?:说|想|要|来|去|在)?(?:我|要|把.{1,3})?(?:退|取消|销|注销|换|投诉|转|激活|问)"
)
#: 「我还没念」, 「没给他」, 「没敢点」.
_UNDONE = re.compile(
    r"^(?:但|不过|可)?(?:我|俺)?(?:都|可|并|还|也|就){0,2}没(?:有|敢|肯)?(?:把.{1,4})?"
    r"(?:念|给|报|发|说(?!过?我)|告诉|转|付|扫|点|填|答应|同意|共享|下载|激活|刷)(?:过|呢|他|她|啊|码|钱){0,3}$"
)
#: A later clause that begins like this overtakes what was promised or over before.
_TURNS = re.compile(
    r"^(?:结果|可是|可|但是?|没想到|谁知|哪知|却|然而|反而|现在(?:又|却|还)|到现在|今天(?:又|却|发现)|又)"
)
_PAID_THEN = re.compile(r"(?:充|交|付|转|给|打|扫)了[^,。;!?]{0,4}$")
#: Wished for with other words between: 「巴不得今天就销户成功」, 「想带着号换成移动的」.
_WISHED_BEFORE = re.compile(
    r"(?:巴不得|恨不得|真想|好想|多希望|盼着)[^,。;!?]{0,10}$|(?:换|转|改|降|调)(?:成|到|去|为)(?:了)?(?!是)$"
)
#: Where money comes back to is not how it was paid: 「余额退到支付宝了」.
_BACK_TO = re.compile(r"(?:退|打|回|返|到|转)(?:回|到|还|进|给)?(?:了)?(?:我)?(?:的)?$")
#: Somebody else's card, order or money, told for comparison.
_NOT_MINE = re.compile(
    r"(?:同事|室友|舍友|同学|朋友|邻居|网友|别人|人家|表[姐哥弟妹])(?:的)?(?:那张|自己的|\d{1,2}月|都?在.{0,6}上班)"
    r"|(?:网上|评论区?|群里)(?:有)?人(?:说|讲|晒)|别人说|(?:前面|刚才)那个(?:衣服|别的|另)"
)
_OTHER_PRODUCT = re.compile(r"(?:宽带|合约机|手机壳|电费|鼠标)(?:是|的)?$")
_DEMANDED = re.compile(
    r"(?:让我?|叫我?|要我?|要求|得|需要|必须|先|还要|还得|非要|说要|要交|要付|要充|应付|欠|应交|收我)[^,。;!?]{0,8}$"
)
#: Money that comes back or is to come back: promised, given, refunded.
_COMES_BACK = re.compile(
    r"(?:返(?:我|还|现|费|给我?|回)?|赔(?:我|偿|给我?)?|补(?:我|贴|给我?)?|送(?:我|给我)?|"
    r"奖(?:励)?(?:我)?|退(?:我|还|给我|了|回来?)?|(?:给|转)(?:我|你|您)(?:转|打|发)?|(?:就|会)给|到账|收到)(?:了|过)?(?:每个?月)?$"
)

#: Fields whose words are often used for what is to be done: a wish or a question must not make them true.
_STATES = frozenset(
    {
        "card_stage",
        "parcel_stage",
        "activated",
        "refund_state",
        "payee",
        "charged",
        "activated_by",
        "ordered_by",
        "contract",
    }
)
#: A fact's words may begin a little early, where they were widened to whole words.
_EXPANDED = 2
_SUMS = frozenset({"paid_amount", "topup_amount", "amount"})


_CHILD_WORD = r"(?:女儿|闺女|儿子|孩子|娃儿?|小孩|孙子|孙女|外孙女?|侄子|侄女)"
#: A child who ordered or paid; who helped, taught or found out is no child of that kind.
_CHILD_DID = re.compile(
    rf"{_CHILD_WORD}(?!.{{0,5}}(?:帮|替|给我|给咱|教|说|劝|让|叫|发现|查|问))[^,。;!?]{{0,12}}?"
    r"(?:买|下单|下的单|点|办|充|填|申请|注册|订|付)(?:了|的|过|进|个|张)"
)
#: What only a minor has or is.
_MINOR = re.compile(
    r"压岁钱|零花钱|自己攒的钱|未成年|没成年|(?:读|上|念|在)(?:小学|初中|初[一二三]|[一二三四五六]年级)|小学生|初中生"
    r"|(?<!\d)(?:[5-9]|1[0-7])岁"
)
_CHILD = re.compile(_CHILD_WORD)


#: Other things that are closed, returned or stopped like a card.
_OTHER_THING = re.compile(
    r"(?:执照|公司|店铺?|企业|账号|账户|银行卡|信用卡|微信|支付宝|淘宝|京东|会员|宽带|健身|公交|饭卡|门禁)[^,。;!?]{0,5}$"
)
_OF_THINGS = frozenset({"card_stage", "refund_state"})


@dataclass(frozen=True)
class Scoped:
    """A clause with what was decided of it.

    Attributes:
        asks: it is a question.
        supposes: it says what would be.
        denies: it says what the person does not want.
        undone: it says that what is talked about was not done (yet).
        turns: it says that things went another way than the clause before let expect.
        holder: whose card it is about, where that has a fixed form (``minor``); empty elsewhere.
    """

    span: Span
    speaker: Speaker
    asks: bool
    supposes: bool
    denies: bool = False
    undone: bool = False
    turns: bool = False
    holder: str = ""


def scoped(text: str, spans: Sequence[Span]) -> list[Scoped]:
    """Who speaks in each clause, and whether it asks or supposes. ``text`` is the whole normalised message."""
    found: list[Scoped] = []
    carried = Speaker.USER
    supposing = False
    for span in spans:
        mark = text[span.end : span.end + 1]
        speaker = _speaker(span.text, carried)
        opens = _SUPPOSE.search(span.text) is not None
        supposes = opens or (supposing and not _ASKS.search(span.text + mark))
        asks = _ASKS.search(span.text + mark) is not None
        denies = _DENIES.match(span.text) is not None and not asks
        undone = _UNDONE.match(span.text) is not None and not asks
        turns = _TURNS.match(span.text) is not None
        found.append(Scoped(span, speaker, asks, supposes, denies, undone, turns, _holder(span.text)))
        carried = speaker if _ENDS_IN_SAYING.search(span.text) and speaker is Speaker.OTHER else Speaker.USER
        supposing = opens and len(span.text) <= 6
    return found


def _holder(clause: str) -> str:
    """``minor`` where a child ordered or paid."""
    is_child = _CHILD_DID.search(clause) or (_CHILD.search(clause) and _MINOR.search(clause))
    return "minor" if is_child else ""


def _speaker(clause: str, carried: Speaker) -> Speaker:
    if _OTHER.search(clause):
        return Speaker.OTHER
    if _SCREEN.search(clause):
        return Speaker.SCREEN
    return carried if not re.match(r"(?:我|俺|可我|但我|其实我)", clause) else Speaker.USER


def strength(field: str, start: int, end: int, clauses: Sequence[Scoped], text: str) -> Strength:
    """How the fact at ``[start, end)`` of ``text`` was said."""
    clause = next((c for c in clauses if c.span.start <= start < c.span.end), None)
    if clause is None:
        return Strength.STATED
    before = text[clause.span.start : start]
    after = text[end : clause.span.end]
    if field in _SUMS:
        return _sum_strength(clause, before)
    if clause.supposes or (field == "monthly_fee" and _COMES_BACK.search(before)):
        return Strength.NONE
    if clause.speaker is Speaker.OTHER and _says_before(clause, start, text):
        return Strength.CLAIMED
    if _WISHED_BEFORE.search(before) or _OTHER_PRODUCT.search(before) or _NOT_MINE.search(clause.span.text):
        return Strength.NONE
    if field == "payment_method" and (_BACK_TO.search(before) or clause.asks):
        return Strength.NONE
    if field not in _STATES:
        return Strength.STATED
    if field in _OF_THINGS and _OTHER_THING.search(before):
        return Strength.NONE
    if _UNSAID_BEFORE.search(before) or _NOT_YET_BEFORE.search(before) or _DENIED_BEFORE.search(before):
        return Strength.NONE
    if clause.asks and _ASKED_AFTER.match(after):
        return Strength.NONE
    return Strength.IMPLIED if clause.asks else Strength.STATED


def _says_before(clause: Scoped, start: int, text: str) -> bool:
    """Whether the words stand behind what makes the clause somebody else's; a carried clause is theirs as a whole."""
    opening = _OTHER.search(clause.span.text)
    return opening is None or clause.span.start + opening.end() <= start + _EXPANDED


def _sum_strength(clause: Scoped, before: str) -> Strength:
    """A sum that is demanded, promised or was received is no payment."""
    if _NOT_MINE.search(clause.span.text) or _WISHED_BEFORE.search(before):
        return Strength.NONE
    is_demanded = _DEMANDED.search(before) and not _PAID_THEN.search(before)
    if is_demanded or _COMES_BACK.search(before) or clause.supposes:
        return Strength.NONE
    return Strength.STATED


#: Talk about the talk that has a fixed form, by its name in ``labels.yaml``.
_ABOUT_THE_TALK = {
    "simpler": re.compile(r"[听看]不(?:太)?(?:懂|明白)|没[听看]懂|太长|字(?:太|这么|好)?多|说?简单点|太啰嗦|绕晕"),
    "cannot_do": re.compile(r"不会(?:弄|搞|操作|用手机)|眼睛?(?:不好|花)|看不清|不识字"),
    "repeat": re.compile(r"再说一(?:遍|次)|刚才说(?:的)?(?:啥|什么)"),
    "human": re.compile(r"转人工|人工客服|找?真人(?:客服)?$|^人工"),
}
#: In a longer message such words belong to a story.
_TALK_IS_SHORT = 16


def about_the_talk(text: str) -> list[str]:
    """What a short message asks of the talk itself, by name."""
    if len(text) > _TALK_IS_SHORT:
        return []
    return [name for name, pattern in _ABOUT_THE_TALK.items() if pattern.search(text)]


_ANOTHER_CARD = re.compile(
    r"(?:还有|另外?有?|又有)(?:一)?(?:张|个)(?!月)(?:卡|号|移动|联通|电信|广电|别的)|另(?:外)?一(?:张|个号)|第二张卡"
)


def names_another_card(text: str) -> bool:
    """Whether the message speaks of another card than the one before."""
    return _ANOTHER_CARD.search(text) is not None
