"""Whether what a clause names is told as true (事实的范围): negation, question, wish, supposition, report.

A pattern finds words; this module decides what they say. 「激活了」 in 「激活了吗」 is asked, in 「想激活」 wished, in
「要是激活了」 supposed, in 「客服说激活了」 claimed by the other side. Only what somebody tells of themselves may be a
fact of the case; what the other side claims is kept as a claim. What a screen or a text message shows counts as seen.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .agreement import is_overtaken, knows
from .clauses import ENDS_IN_SAYING, NOT_MINE, Span, is_contested, speaker_of, their_opening
from .clauses import Speaker as Speaker
from .holders import holder_of
from .names import (
    ASIDE,
    BACK_TO,
    IDENTITY_AFTER,
    IDENTITY_BEFORE,
    NAME_OF_ELSE,
    NAMES,
    NO_SELLER,
    OTHER_PRODUCT,
    TO_ANOTHER,
)
from .sums_told import COMES_BACK, NUMBER_DENIED, demands, is_only_way, is_owed, is_paid, is_paid_after_all
from .untold import Place, is_bound_to, is_checked, is_let_lapse, is_other_thing, is_untold


class Strength(StrEnum):
    """How a fact was said; ``NONE`` is no fact at all."""

    STATED = "stated"
    IMPLIED = "implied"
    CLAIMED = "claimed"
    NONE = "none"


_SUPPOSE = re.compile(
    r"(?:如果|(?<![主重只需])要是|万一|假如|假设|假定|假使|倘若|若是|除非|比方说?|打比方|就当|当作|要不是|早知道|换成(?:你|是你)"
    r"|就算(?=我|是)|(?:^|[,。])(?:若|要能)|(?:^|号|卡)哪天(?=(?:被|给|要|就)[^,。;!?]{0,4}了(?!的)))"
    r"|^(?:那)?(?:我)?(?:等(?:我|到|过)|以后)"
    r"|^(?:那|等)(?:快递|他们?|她|小哥|骑手|卡|电话|人家|客服)[^,。;!?]{0,3}(?:来|到|打来|上门|送来|寄来|敲门)了?(?:的时候)?我?就(?=[^,。;!?了]{1,10}$)"
)
#: What would be if: 「那我撤了还能再投吗」, 「剪了会不会不退」.
_WHAT_IF = re.compile(
    r"(?:(?:那|那么)(?:我|咱|俺)?)?(?:先|真|就|现在)?(?:撤|剪|扔|销|注销|拒收)(?:诉|单|卡|号|户)?了"
    r"[^,。;!?]{0,10}(?:还能|还可以|能不能|可不可以|会不会|会怎|怎么办|咋办|行不行|有没有影响"
    r"|(?:是不是|不)(?:就|也|全)|就(?:没|打水漂|作废|白)[^,。;!?]{0,3}(?:吗|么|吧|[?]))"
)
#: What somebody thinks of doing has not been done: 「那我把卡销了算了」, 「干脆激活了用掉行不行」.
_MEANT = re.compile(
    r"^(?:那|那么|要不|不如|干脆|大不了|不行|还是)(?:我|咱|俺|就|先|现在|直接|干脆|把){0,4}[^,。;!?没已]{0,16}"
    r"(?:算了|得了|拉倒|行不行|行不|行吗|行么|成不|成吗|可以吗|可以不|可不可以|好不好|好吗|能行不|呗|吧)[啊呀呢?]{0,2}$"
)
#: What stands before these is supposed as well.
_SUPPOSED_BEHIND = re.compile(r"的话|的时候(?:要|会|是不是)|就好了$|是举例")
#: A case made up to be reckoned with goes on until the person speaks of themselves again.
_MADE_UP = re.compile(r"假定|假如|假设|比方|打比方|例子")
_REAL_AGAIN = re.compile(r"我(?:实际|其实|的|这|现在|自己|还|都|就|幸好|是)|可我|但我|实际|其实|现在|昨天|今天|事实")
_ASKS = re.compile(
    r"[?]$|吗[,。;!]?$|哪(?:知道|个)|(?:有|是)(?:啥|什么)|是不是|还是.{1,8}来着|算[^,。;!?]{1,6}还是没|是[^,。;!?]{1,6}还是[^,。;!?]{1,6}[啊呀呢]?$|好还是|不(?:会|能|要)吧$|(?:吗|么|嘛|不|没|没有|呢|否|咩|冇|不呀|不啊|没啊)$|怎么|如何|咋|能不能|可不可以|可以不"
    r"|会不会|是不是|要不要|用不用|该不该|亏不亏|值不值|算不算|给不给|退不退|签不签|有没有|能否|是否|为什么|为啥|凭什么|多久|(?<!好)几天|多少|啥时候|"
    r"什么时候|哪里|哪儿|找谁|怎样|行不行|点样|几时|边个|系咪|系唔系"
)
#: Right before the words: they are wished, planned, asked for, forbidden or demanded, and so not (yet) true.
_NOT_YET_BEFORE = re.compile(
    r"(?:想要?(?!到|着)|想把.{0,6}|怕|生怕|担心|(?<![主只重])要(?!是)|打算|准备|计划|琢磨着?|希望|最好|巴不得|盼着|帮我|麻烦|请|需要|必须|得先|先|应该|能|能不能|"
    r"可以|可不可以|会|会不会|怎么|如何|咋|怎样|是不是|有没有|是否|能否"
    r"|让我|叫我|要我|要求|催我|逼我|非要|非得|不给|不让|不能|不肯|没法|无法|不会|不想|不用|别|"
    r"等着|等|申请|办理|办|(?<!经我)(?<!经过我)同意|答应|承诺|(?<![过出回推])去|(?<![后原本从起回推])来|(?<!用了)(?<![号卡])才|才能|就能|就算|不管|直接|还要|又要|一定要|要么|或者|求|坐等)(?:我|现在|今天|当场|当面|立即|赶紧|马上|立刻"
    r"|把.{1,5}|给我|去|来|把|你们|他们|先|再|直接|全|全部|都|自动|能){0,2}$"
    r"|(?:是不是|系咪|系唔系|会不会|能不能|可不可以|要不要|是否|算不算|怎么查|早知道|如何|怎样)[^,。;!?]{0,6}$|(?:我)?(?:这|这样)?算$"
)
#: Right behind the words: they are asked or supposed.
_ASKED_AFTER = re.compile(
    r"^(?:卡|号|了|的|过|完|成功|话费|钱|费)?(?:(?:之|以)?后(?!.{0,8}(?:一直|还没|又|却|至今|到现在|没退|没到))|多久|和(?!我)|"
    r"有(?:啥|什么)?(?:区别|差别|影响)|还是|会|吗|么|嘛|没(?!有?(?:用|动|拆|激活|收))|没有$|"
    r"不(?:$|了$)|是不是|行吗|行不|可以吗|可不可以|会不会|会怎|会有|怎么办(?=$)|的话|之?前|以前|"
    r"要(?:多久|几天|多少|什么|带|不要)|该不该|能不能|用不用|需要|再(?:退|走|销))"
)
#: Words that take what follows back.
_DENIED_BEFORE = re.compile(
    r"(?:没|没有|未|不|从没|从来没|并没有?|并未|不是|不曾|还没|根本没|压根没|哪里|哪有|无)(?:有|人"
    r"|给|去|被|把.{1,4}|再)?$|(?:差点|差一点|险些)(?:儿)?(?:就|要|把.{1,3}|被.{0,3})?$"
)
#: What nobody said, told or wrote is not so, or at least not known to be so: 「没说有合约」.
_UNSAID_BEFORE = re.compile(
    r"(?:没|没有|未|从没|从来没|并没有?|没人)(?:人|跟我|和我|给我|对我|提前|事先|明确){0,3}"
    r"(?:说|讲|提|告知|告诉我?|写|写明|写清|说明|交代|通知我?)(?:过|我|清楚|清|明)?[^,。;!?]{0,4}$"
)
#: A wish that is denied: 「我不是要退卡」, 「没说不要」, 「不想销户」.
_DENIES = re.compile(
    r"^(?:我|那|其实|都说了|跟你说了){0,2}(?:又|也|并|可)?(?:不是|没说|没有说|没想|不想|不要|不用|不打算|没(?=退卡|销户|取消))"
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
#: Wished for with other words between: 「真想明天就激活」, 「想把号转到广电去」.
_WISHED_BEFORE = re.compile(
    r"(?:巴不得|恨不得|真想|好想|多希望|盼着|盼望)[^,。;!?]{0,14}$|(?:换|转(?:网|号)?|改|降|调)(?:成|到|去|为)(?:了)?(?!是)$"
    r"|(?:希望|想要张|想办张|想换)[^,。;!?]{0,8}$|(?:想|要|^)(?:转|换)$"
)
#: A day for which something is planned.
_PLANNED_BEFORE = re.compile(r"(?:打算|准备|计划|想|希望|假设|琢磨|不行就|大不了)[^,。;!?]{0,6}$")
_PLANNED_LONG = re.compile(r"(?:计划|打算|准备|琢磨)[^,。;!?]{0,14}$|等[^,。;!?]{0,10}再[^,。;!?]{0,4}$")
_GENERAL = re.compile(r"(?:一般|通常|普遍|都是|平均|大概都)[^,。;!?]{0,4}$")

#: Fields whose words are often used for what is to be done: a wish or a question must not make them true.
_STATES = frozenset(
    {
        *("card_stage", "parcel_stage", "activated", "refund_state", "payee", "charged", "activated_by", "ordered_by"),
        *("contract", "stopped_by", "balance_state", "in_use", "used_months", "complaint_answer", "complaint_stage"),
        *("complaint_to", "settlement", "penalty_basis", "contract_months", "contract_months_left"),
    }
)
#: What only the other side can say, and what their saying it makes true.
_THEIR_WORD = frozenset({"due_date", "complaint_answer", "settlement", "offered_amount", "agreed_fee"})
#: Terms that people have from the other side only: reckoned with, until somebody denies them.
_TERMS = frozenset({"contract_months", "contract_months_left", "penalty_basis", "penalty_value"})
_ANSWER, _TURNED = "complaint_answer", ("refund_state", "as_sold")
_THEIR_DEED = re.compile(r"受理|登记|同意|拒|驳回|不[^没]{0,3}退|不给|没法退|退不了")
_LENGTHS = frozenset({"contract_months", "contract_months_left", "used_months"})
#: A fact's words may begin a little early, where they were widened to whole words.
_EXPANDED = 2
_SUMS = frozenset({"paid_amount", "topup_amount", "amount"})
_OF_THINGS = frozenset({"card_stage", "refund_state", "activated", "charged"})


@dataclass(frozen=True)
class Scoped:
    """A clause with what was decided of it.

    Attributes:
        asks: it is a question.
        supposes: it says what would be.
        denies: it says what the person does not want.
        undone: it says that what is talked about was not done (yet).
        turns: it says that things went another way than the clause before let expect.
        holder: whose card it is about, where that has a fixed form (``minor``, ``company``); empty elsewhere.
        supposed: the half-open range of the text in which it only supposes.
        contested: what the other side says in it the person denies at once.
        unpaid: a little further on the person says that nothing was paid.
    """

    span: Span
    speaker: Speaker
    asks: bool
    supposes: bool
    denies: bool = False
    undone: bool = False
    turns: bool = False
    holder: str = ""
    supposed: tuple[int, int] = (0, 0)
    contested: bool = False
    unpaid: bool = False


def scoped(text: str, spans: Sequence[Span]) -> list[Scoped]:
    """Who speaks in each clause, and whether it asks or supposes. ``text`` is the whole normalised message."""
    found: list[Scoped] = []
    carried = Speaker.USER
    supposing = made_up = False
    for number, span in enumerate(spans):
        mark = text[span.end : span.end + 1]
        asks = _ASKS.search(span.text + mark) is not None
        speaker = speaker_of(span.text, carried)
        made_up = made_up and _REAL_AGAIN.match(span.text) is None
        supposed = _supposed(span, made_up or supposing or _WHAT_IF.match(text, span.start) is not None)
        after = [later.text for later in spans[number + 1 : number + 4]]
        found.append(
            Scoped(
                span,
                speaker,
                asks,
                supposed[1] > supposed[0],
                denies=_DENIES.match(span.text) is not None and not asks,
                undone=_UNDONE.match(span.text) is not None and not asks,
                turns=_TURNS.match(span.text) is not None,
                holder=holder_of(span.text, spans[number - 1].text if number else ""),
                supposed=supposed,
                contested=speaker is not Speaker.USER and is_contested(text, spans, number),
                unpaid=any(_UNPAID.search(later) for later in [span.text, *after]),
            )
        )
        carries = mark == "、" or ENDS_IN_SAYING.search(span.text)
        carried = speaker if carries and speaker is Speaker.OTHER else Speaker.USER
        opens = _SUPPOSE.search(span.text) is not None
        supposing = opens and _goes_on(text, spans[number : number + 2])
        made_up = made_up or (opens and _MADE_UP.search(span.text) is not None)
    return found


#: So short a supposition says nothing yet: what it supposes comes in the next clause.
_SHORT_OPENING = 6
#: What would have followed.
_THEREFORE = re.compile(r"^(?:早|早就|我(?:也|就)|也不(?:至于|会)|那我就|就不会|就没)")
_UNPAID = re.compile(
    r"(?:我|也|都|就|还|最后|一分|当场)?(?:没|没有|不|才不|拒绝)(?:敢|肯|想)?(?:付|给|交|充|存|掏|转|点|理他?|答应|同意|干|听)(?:他|她|呢|啊|的|过|钱)?(?=$|[,。;!?])"
)


def _goes_on(text: str, spans: Sequence[Span]) -> bool:
    """Whether the clause behind a supposition only says, or asks, what would follow from it."""
    if len(spans) < 2:
        return False
    opening, following = spans
    if _THEREFORE.match(following.text):
        return True
    if _ASKS.search(following.text + text[following.end : following.end + 1]):
        return _REAL_AGAIN.match(following.text) is None and not following.text.startswith("卡")
    return len(opening.text) <= _SHORT_OPENING


def _supposed(span: Span, carried: bool) -> tuple[int, int]:
    """The part of the clause in which it says what would be."""
    if carried:
        return span.start, span.end
    behind = _SUPPOSED_BEHIND.search(span.text)
    opening = _SUPPOSE.search(span.text)
    if behind is not None:
        return span.start, span.start + behind.end()
    return (span.start + opening.start(), span.end) if opening else (0, 0)


def strength(field: str, start: int, end: int, clauses: Sequence[Scoped], text: str) -> Strength:
    """How the fact at ``[start, end)`` of ``text`` was said."""
    # (words that begin with the mark before a clause are that clause's)
    clause = next((c for c in clauses if c.span.start <= start < c.span.end or start < c.span.start < end), None)
    if clause is None:
        return Strength.STATED
    before, words, after = text[clause.span.start : start], text[start:end], text[end : clause.span.end]
    behind, asked = _run_on(clause, clauses)
    if _DIFFERS.match(behind):
        return Strength.NONE
    if field in NAMES and behind and not after:  # (「联通卡是不是便宜些」: it may be asked in a clause of its own)
        after, clause = behind, asked
    last = next((c for c in clauses if c.span.start < end <= c.span.end), clause)
    if last.contested and last is not clause and field != "activated_by":
        return Strength.CLAIMED
    if field == "payee" and text[start] in "没未" and _refuses(clause, clauses):
        return Strength.NONE
    earlier, later = _beside(last, clauses)
    told, until = clause.supposed, last.supposed
    if (start < told[1] and told[0] < end) or (start < until[1] and until[0] < end):
        return Strength.NONE
    if field in _SUMS and is_paid_after_all(field, before, after, later, text[end:]):
        return Strength.STATED
    if field == _ANSWER and is_overtaken(words, [c.span.text for c in clauses if c.turns and c.span.start >= end]):
        return Strength.NONE
    if is_untold(Place(field, words, before, after, earlier, later, text)):
        return Strength.NONE
    if field == "activated_by" and _NOT_I.search(words):
        return Strength.STATED
    is_own = field == "carrier" and _MY_OWN.search(before) is not None and not TO_ANOTHER.search(before)
    if clause.speaker is Speaker.OTHER and _says_before(clause, start) and not is_own:
        return _their_strength(field, clause, words, earlier)
    if clause.contested and clause.speaker is Speaker.SCREEN and field not in ("carrier", "stopped_by"):
        return Strength.CLAIMED
    if _WISHED_BEFORE.search(before) or OTHER_PRODUCT.search(before) or _is_aside(clause.span.text, before):
        return Strength.NONE
    if field == "offered_amount" and clause.asks:
        return Strength.NONE
    if field in _SUMS:
        stands = is_paid(clause.span.text, before, after, clause.unpaid or clause.asks)
        return Strength.STATED if stands else Strength.NONE
    if field == "monthly_fee":
        compares = clause.asks and _COMPARES.search(clause.span.text)
        is_none = COMES_BACK.search(before) or NUMBER_DENIED.search(before) or compares
        return Strength.NONE if is_none else Strength.STATED
    if field.endswith("_date"):
        is_none = NUMBER_DENIED.search(before) or _PLANNED_BEFORE.search(before)
        return Strength.NONE if is_none and field != "due_date" else Strength.STATED
    if field in NAMES and not is_own and _is_only_named(field, clause, before, words, after):
        return Strength.NONE
    return _state_strength(field, clause, before, words, after) if field in _STATES else Strength.STATED


#: What the other side found, and the person's own 「我没动过」 behind it in one.
_NOT_I = re.compile(r"[,。;!? ](?:可|但)?(?:我|俺)[^,。;!?]{0,4}(?:没|不是)")
#: Whose carrier it is that the other side names: 「律师函说我广电卡欠费」, 「打10086说是联通的号」.
_MY_OWN = re.compile(
    r"(?:我(?:的|名下|名下的|那张|这张|那个|这个|以前的?)?|说这(?:张|个)?)$"
    r"|100(?:86|10|00|99|15|80)[^,。;!?]{0,6}(?:说|查|讲|告诉我?)(?:我)?(?:这|那)?(?:个|张)?(?:卡|号)?(?:不是[^,。;!?]{1,4})?(?:是|属于)$"
)


def _refuses(clause: Scoped, clauses: Sequence[Scoped]) -> bool:
    """Whether what was not paid is only what the clause before demands."""
    demand = next((c for c in clauses if c.span.end < clause.span.start <= c.span.end + 2), None)
    return demand is not None and demands(demand.span.text, demand.speaker is Speaker.OTHER)


def _start(clause: Scoped) -> int:
    return clause.span.start


def _beside(clause: Scoped, clauses: Sequence[Scoped]) -> tuple[str, str]:
    """The words of the clause before and of the one behind."""
    number = bisect.bisect_left(clauses, clause.span.start, key=_start)
    earlier = clauses[number - 1].span.text if number else ""
    return earlier, clauses[number + 1].span.text if number + 1 < len(clauses) else ""


_DIFFERS = re.compile(r"^(?:怎么|如何|有(?:什么|啥))(?:区分|区别|不同|不一样|分辨)")


def _run_on(clause: Scoped, clauses: Sequence[Scoped]) -> tuple[str, Scoped]:
    """What stands right behind the clause, and the clause as a question where that asks; nothing behind a mark."""
    following = next((c for c in clauses if c.span.start == clause.span.end), None)
    if following is None:
        return "", clause
    return following.span.text, replace(clause, asks=clause.asks or following.asks)


#: 「发没发货」 is asked.
_NOT = ("没", "不")
#: Who was made to do it has done it (「让我填了张单子」); not who shall, and then go on (「让我激活了用一月再销」).
_MADE_TO = re.compile(r"(?:让|叫|要)我$")
_OF_CARD = ("activated", "card_stage")


def _state_strength(field: str, clause: Scoped, before: str, words: str, after: str) -> Strength:
    if words[:1] in _NOT and words[1:2] == before[-1:]:
        return Strength.NONE
    if (field in _OF_THINGS and is_other_thing(field, before)) or _MEANT.search(clause.span.text):
        return Strength.NONE
    if field == "settlement":
        return Strength.NONE if _PLANNED_BEFORE.search(before) or _DENIED_BEFORE.search(before) else Strength.STATED
    made_to = "了" in words and _MADE_TO.search(before) and not (after and field in _OF_CARD)
    not_yet = is_let_lapse(before) or (_NOT_YET_BEFORE.search(before) and not made_to)
    if _UNSAID_BEFORE.search(before) or not_yet or _DENIED_BEFORE.search(before):
        return Strength.NONE
    counted = before.rstrip("一二两三0123456789") if field == "contract" else before if field in _LENGTHS else ""
    if _PLANNED_LONG.search(before) or NUMBER_DENIED.search(counted):
        return Strength.NONE
    if clause.asks and (_ASKED_AFTER.match(after) or _GENERAL.search(before) or _COMPARES.search(clause.span.text)):
        return Strength.NONE
    return Strength.IMPLIED if clause.asks else Strength.STATED


def _their_strength(field: str, clause: Scoped, words: str, earlier: str) -> Strength:
    """What the other side says is a claim, but for what they alone can say and the terms they alone know."""
    if field in _THEIR_WORD or (field in _TURNED and ("," in words or _THEIR_DEED.search(words))):
        return Strength.STATED
    known = field in _TERMS or (field == "contract" and is_checked(words, earlier + clause.span.text))
    known = (known and not clause.contested) or knows(field, words, earlier, clause.span.text, clause.contested)
    return Strength.IMPLIED if known else Strength.CLAIMED


def _is_aside(clause: str, before: str) -> bool:
    """Whether the words stand behind the mention of something that is not the person's own card."""
    found = NOT_MINE.search(clause)
    return found is not None and found.start() <= len(before) + 1


_COMPARES = re.compile(
    r"(?:和|跟|与|还是)[^,。;!?]{1,12}(?:一样|区别|区分|差别|哪个|来着|好退|好$)|算[^,。;!?]{1,6}还是没|是[^,。;!?]{1,6}还是[^,。;!?]{1,6}$"
)


def _is_only_named(field: str, clause: Scoped, before: str, words: str, after: str) -> bool:
    """Whether a name is asked for, denied, or part of another name."""
    owed = is_owed(before)
    is_elsewhere = BACK_TO.search(before) or is_bound_to(words + after)
    if (field == "payment_method" and (is_elsewhere or clause.asks or owed)) or (field == "paid_to" and owed):
        return True
    if field == "paid_to" and is_only_way(before, after):
        return True
    if IDENTITY_BEFORE.search(before) or (ASIDE.match(after) and words[:3] != "100"):
        return True
    if field == "place" and clause.asks and words in ("异地", "外省"):
        return True
    if field == "sales_channel" and NO_SELLER.match(words + after) is not None:
        return True
    is_to_another = field == "carrier" and TO_ANOTHER.search(before)
    if field in ("carrier", "platform") and (NAME_OF_ELSE.match(after) or is_to_another):
        return True
    if not clause.asks:
        return False
    compares = _COMPARES.search(clause.span.text) is not None
    return compares or before.endswith("还是") or IDENTITY_AFTER.match(after) is not None


def _says_before(clause: Scoped, start: int) -> bool:
    """Whether the words stand behind what makes the clause somebody else's; a carried clause is theirs as a whole."""
    opening = their_opening(clause.span.text)
    return opening is None or clause.span.start + opening <= start + _EXPANDED
