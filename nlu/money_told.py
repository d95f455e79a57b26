"""Money in fixed words (钱的固定说法): a part that was paid back, and less than all that the other side offers."""

from __future__ import annotations

import re
from itertools import islice

_SUM = (
    r"(?:[0-9]{1,5}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百]{0,3}百"
    r"|[一二两三四五六七八九十]{1,3}(?=块|元|期|个月|成|毛)|一半|几成)"
)
#: 「才退88」「给我退了30，扣了…」: it came, and something is missing of it.
_PART = re.compile(
    rf"(?<![能肯要说讲那])(?<!要退)(?<!说退)(?:才|只|就)(?:给|给我)?退(?:了|回来?|给)?(?:了)?(?:我)?{_SUM}"
    rf"|(?<![没能肯要会])退(?:给我|我){_SUM}(?:块|元)?[^。;!?]{{0,3}}(?:扣|少|差)了?"
    # 「退了我一个月的40」, 「先转20,说剩下的下月」
    rf"|(?<![没能肯要会说讲想让最多])(?:退(?:了|给)?(?:我|俺)了?|给(?:我|俺)退了)[一二两三四五六七八九十几0-9]{{1,2}}个月(?:的|,)?(?:{_SUM}|[0-9])"
    rf"|(?<![没能肯要会说讲想让])先(?:转|打|返|给)(?:了)?(?:我)?{_SUM}(?:块|元)?,?(?:说|讲|让我等)?(?:剩|其余|余下)"
    rf"|(?<![没能肯要])退(?:给我|我)?了(?:我)?{_SUM}(?:块|元)?[^。;!?]{{0,6}}(?:扣|少|差|剩|其余)"
    # 「到账了,但只有38.5」, 「到账了,只有250」
    rf"|(?:到账|到了|退回来)了?[,，\s]?(?:才|只)有{_SUM}"
    rf"|(?:到账|到了|收到|退了|退回来)了?[,，\s]?(?:但是?|不过|可是?|结果|却)(?:才|只|就)(?:有|到|退了?|收到)?{_SUM}"
    rf"|(?<![没能肯要给跟])(?:他|她|店家|商家|卖家|老板)(?:又|刚|已经|先|就)?(?:转|打|还)了(?:我)?{_SUM}(?:块|元)?,?(?:剩|还差|还欠|其余)"
)
#: A sum that came (「59退到话费里了」, 「转了68」, 「银行冻住500退我了」), and words behind it of what is left, or by
#: which the other side would have it settled (「剩下的呢」, 「说就这样」, 「让我结案」, 「说10块是用掉的」).
_CAME_FIRST = (
    re.compile(
        rf"{_SUM}(?:块|元)?钱?(?:已经|已|都|他|先|就)?(?:给我)?(?:退|返|转|打|还|追)"
        r"(?:到[^,。;!?没不]{1,4}|给我(?:回来)?|回来?|还|我)了"
    ),
    re.compile(
        rf"(?<![能肯要会说讲可以才意应])(?:退|返|转|打|还|追)(?:(?:回来?|还|给我|我)?了我?|回来|给我|我)"
        rf"{_SUM}(?![0-9]|[天次个月号遍回])"
    ),
)
_THEN_LEFT = re.compile(
    r"(?:剩|余)下?(?:的|那|这)|其余|余款|还(?:差|欠|少)(?:着)?(?:我|俺)?[0-9一二两三四五六七八九十]"
    r"|(?:让|叫|要|催)(?:我|俺)?(?:先|去|就|赶紧){0,2}(?:结案|算了|别(?:再)?(?:追|闹|要|投诉|报警|报案)|签|点(?:个)?(?:满意|已解决|确认)|说(?:个)?满意|撤)"
    r"|(?:说|讲)(?:也)?(?:就)?(?:是)?(?:这样|这么多|这些|只有这么多|到此为止|两清|清了|结清|了结|不再退)(?:了|吧)?(?:$|[,。;!?])"
    r"|(?:说|讲)[^,。;!?]{0,8}(?:用|扣|抵)(?:掉|过|去)?了?的?(?:$|[,。;!?])"
)
#: 「货款退了100,那20他没退」: one sum came, another did not.
_ONE_CAME = re.compile(rf"(?:退款?|货款|卡钱)[^,。;!?没]{{0,3}}{_SUM}(?:块|元)?(?:已经|今天|都)?(?:到账?|退|回来)了")
_OTHER_DID_NOT = re.compile(rf"{_SUM}(?:块|元)?(?:他|它|也|还|一直|就|钱){{0,2}}没(?:给|退|返|转|还|到|动静)")
#: 「退了押金,套餐的50不退」「押金到了,剩下的不肯给」: one kind of money came, and another is refused.
_KIND = r"(?:押金|货款|卡钱|运费|首充|话费|年费|设备(?:钱|费|款)|保证金|套餐费?)"
_KIND_CAME = re.compile(
    rf"(?<![没能肯要会说想])退了(?:我|我的)?{_KIND}(?!的话|吗)|{_KIND}(?:已经|都|是|倒是|他|今天){{0,2}}(?:退了|到账?了|退给我了)"
)
_KIND_DID_NOT = re.compile(
    rf"(?:{_KIND}|剩下?|其余|别的|流量费|余款)[^,。;!?]{{0,6}}(?:不(?:给|肯|愿|同意)?(?:我)?(?:退|给)|没退|没给|不认)(?!退|给)"
)
#: 「最多退120」「说只退一个月」「给你20算了」: it is offered, and has not come.
_OFFER = re.compile(
    rf"(?:只|最多|顶多|就)(?:只)?(?:能|肯|给|同意|可以|愿意)?(?:给)?退(?:给)?(?:我|你)?(?!了|回|到|给了)[^,。;!?]{{0,4}}{_SUM}"
    rf"|(?:补|赔|给|退|扣)(?:偿)?(?:我|你)?{_SUM}(?:块|元)?(?:钱|话费)?(?:算了|行了|得了|了事|拉倒|就算)"
)
#: 「99到了」「退款已经到账了」「39到账」: all that was waited for has come.
_CAME = re.compile(
    r"(?:退款|钱|(?<![0-9:点月])[0-9]{1,4}(?:\.[0-9]{1,2})?(?:块|元)?钱?)(?:已经|已|都|刚刚?|今天|全|也){0,2}"
    r"(?:到账(?!后|时|吗|没|不)|到了(?!吗|没|才|再|[一统]|之?后|我?就|[^,。;!?]{0,2}(?:站|快递|期)))"
)
_WORTH = r"(?:[钱款元块金存费]|钞票|首充|全额|全部|[0-9](?!给))"
_DONE = r"[了啦咯喇咧喽哩咗]"
_NOW = r"(?:已经|已|都|刚刚?|今天|全|也|总算|终于|真|就)?"
#: 「商家把款打给我了」「总算退回来了」「原路退回零钱了」「卡里多了30」「收着退款了」: the same in other words.
_CAME_BACK = (
    re.compile(
        rf"{_WORTH}[^,。;!?说讲能会肯要]{{0,3}}{_NOW}给?我?[退返打转补赔还][回还拨返]?来?给?[我俺咱][妈爸]?{_DONE}"
    ),
    re.compile(rf"{_WORTH}[^,。;!?说讲能会肯想]{{0,3}}{_NOW}给?我?(?:[退返要讨]回来?|[退返]还){_DONE}"),
    re.compile(
        rf"(?<![说讲让叫要能会肯])(?:就|已经|真的?|总算|终于|马上|当天)给[我俺咱](?:全部|全额|原路|直接)?退[钱款]{_DONE}"
    ),
    re.compile(rf"(?:全额|全款|一分不少|如数)[都也]?给?我?[退返还](?:回来|回|我|给我)?{_DONE}"),
    re.compile(
        rf"(?<![想没])(?:收到|收着|拿回|拿到)了?(?:我的|那笔|全部|全额)?(?:退款|退的钱|钱|全款|[0-9.]{{1,6}}[块元][0-9]?)(?:{_DONE}|$|[,。;!\s])"
    ),
    re.compile(
        r"(?:已|都|已经|全部?)原路[退返][还回]|退款(?:已|已经)?(?:成功|完成)了?[,。;!\s][^,。;!?没无]{0,6}[到有收进]"
    ),
    re.compile(
        rf"(?:零钱|卡里|卡上|账上|银行卡|微信|花呗|支付宝|余额)[里上]?[头面]?(?:也|都|已经|刚|真)?(?:有{_DONE}|多{_DONE}[0-9二三一]|进来?{_DONE}(?:[0-9]|$|[,。;!]))"
    ),
    # 「店家把那29块9给我退咯」
    re.compile(rf"把[^,。;!?没说要能]{{0,6}}(?:{_WORTH}|[0-9])给[我俺咱](?:全|都)?退{_DONE}"),
    # 「退了退了」
    re.compile(r"^(?:退|到|回来|收到)(?:账|款)?[了啦咯][,。! ]?(?:退|到|回来|收到)(?:账|款)?[了啦咯][!。]{0,3}$"),
    # 「快递公司赔了我20」
    re.compile(r"(?<![说讲让叫要能会肯])赔(?:了|给|到)(?:了)?[我俺咱](?:了)?[0-9]{1,5}(?:[块元]|$|[,。;!了行 ])"),
    # 「去柜台取出来了」: money that lay at the bank
    re.compile(rf"(?:柜台|银行|网点|柜面)[^,。;!?快件卡]{{0,8}}[取领拿提](?:出来|到|回来){_DONE}"),
    re.compile(rf"收讫|[钱款][都全已]?[进回](?:卡|账户?|零钱|微信)[里上]?头?{_DONE}"),
)
#: 「他把两笔都退了」: all of several payments.
BOTH_CAME = re.compile(
    r"(?:^|他|她|店家|商家|客服|卖家|平台)(?:后来|已经|今天|刚刚?|都)?把(?:那)?(?:两|几|全部|所有|多的那)(?:笔|单)?(?:的?钱)?[都全也]?(?:给我?|原路)?退(?:回来?|给我)?了$"
)
#: What somebody else says has come, or what is paid to them.
_SAYS_SO = re.compile(
    r"(?:客服|店家|商家|卖家|平台|人家|他们?|她|官方|那边|对方|系统)(?:那边)?(?:都|也|又|就|只)?(?:说|讲|回复?|称|显示|告诉)[^,。;!?]{0,8}(?:退|到账|返|打|转)"
    r"|(?:能|会|肯|要|想|让|叫|该|应该|可以|必须|得|答应|等|等着|不)(?:他们?|她|商家|把)?[^,。;!?]{0,4}(?:退|返|打|转)(?:回|还|给)?(?:给)?(?:我)?(?:了)?"
)
_NOT_CAME = re.compile(
    r"没到|没有到|未到|等[^,。;!?]{0,6}到|只|才(?!把)|一半|第一笔|仅|但|唯独|别人|人家|群友|就[我俺]没|没给|没返|没转|没动静|分文|没见|无此|再撤|咋|怎么|大概|要不要|余额为|早教|医院|学校|中不中|以后|还差|还有|到没|到底|什么时候|几时|何时|多久|[?？吗]"
)
#: In a longer message such words belong to a story.
_SHORT = 40
#: A wish, a question or a supposition offers nothing.
_NOT_YET = re.compile(r"为啥|为什么|要是|如果|万一|能不能|会不会|我只?想|我要求|凭什么|凭啥|怎么(?:才|只)|送的")


#: 「他们说赠的不能退,只退70多」: what they say they would give has not come.
_SAYS = re.compile(r"说|讲|答复|回复")
_ONLY_SAID = re.compile(
    rf"(?:不(?:能|给|肯)?退|扣[0-9]{{1,4}}(?:块|元)?)[,]?(?:只|就|最多|顶多)(?:给)?退(?!了|给我|我){_SUM}[^。;!?了]{{0,4}}$"
)


def is_part_paid(text: str) -> bool:
    """Whether a short message says that a part was paid back."""
    if is_only_said(text):
        return False
    return (
        len(text) <= _SHORT and not _NOT_YET.search(text) and (_tells_of_part(text) or paid_and_came(text) is not None)
    )


def is_only_said(text: str) -> bool:
    """Whether what the other side would give is only said (「说有划痕扣80,只退119」)."""
    only = _ONLY_SAID.search(text)
    return only is not None and _SAYS.search(text, 0, only.start()) is not None


#: 「付的80,回来77.6」: what was paid, and less that came.
_WAS_PAID = re.compile(
    r"(?:付|交|给|花|充|押)(?:的|了|过)?(?:是|他|我)?(?P<sum>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?:块钱?|元)?(?![0-9.])"
)
_CAME_OF_IT = re.compile(
    r"[^。;!?0-9]{0,6}(?:回来|退回来?|退了|到账|到手|收到|退到)(?:了|的|是|我|只|就|才){0,3}(?P<sum>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?![0-9.]|[天次个月号])"
)
#: So many sums are tried.
_MOST_SUMS = 4


def paid_and_came(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """What was paid and the less that came back of it (group ``sum`` of each), where both are told side by side."""
    for paid in islice(_WAS_PAID.finditer(text), _MOST_SUMS):
        came = _CAME_OF_IT.match(text, paid.end())
        if came is not None and 0 < float(came["sum"]) < float(paid["sum"]):
            return paid, came
    return None


def _tells_of_part(text: str) -> bool:
    came, kind = _ONE_CAME.search(text), _KIND_CAME.search(text)
    lacks = came is not None and _OTHER_DID_NOT.search(text, came.end()) is not None
    lacks = lacks or (kind is not None and _KIND_DID_NOT.search(text, kind.end()) is not None)
    firsts = [found for each in _CAME_FIRST if (found := each.search(text))]
    lacks = lacks or any(_THEN_LEFT.search(text, first.end()) for first in firsts)
    return lacks or _PART.search(text) is not None


def is_offer_of_less(text: str) -> bool:
    """Whether a short message says what the other side would pay, which is less than all."""
    said = len(text) <= _SHORT and not _NOT_YET.search(text) and not is_part_paid(text)
    return said and _OFFER.search(text) is not None


#: Who wants the money has not changed their mind (「不想弄了,直接退钱」).
_WANTS_IT = re.compile(
    r"(?:退|还|要回)(?:我|给我|回)?(?:的)?(?:钱|款)|(?:直接|赶紧|快|就要|还是要)(?:给我)?退(?!回去|卡)|把(?:我的?)?钱(?:退|还|给)"
)
_WAIVES = re.compile(r"(?:不|别)(?:用|想|要|必)?(?:再)?(?:退|要)(?:了|钱|款)")


def wants_it_back(text: str) -> bool:
    """Whether the money is asked for back in so many words."""
    return _WANTS_IT.search(text) is not None and _WAIVES.search(text) is None


#: 「钱还没到」「一分没退」「到现在没影」: nothing of it has come.
_NOTHING = re.compile(
    r"(?:钱|款|退款|账)(?:[^,。;!?]{0,6}?)(?:还|一直|都|也|就是|到现在|至今|根本|压根|迟迟|仍){0,2}没(?:有)?(?:到|收到|见|影|退|来|动静|进)"
    r"|(?:一分|一毛|分文)(?:钱)?(?:也|都)?(?:没|未|不见)"
    # 「支付宝说退款关闭了」
    r"|退款(?:申请|单)?(?:已经|已|被|自动|显示|又|都|给我?)?(?:关闭|失败|取消|撤销|终止|驳回|关了)"
)
_SOME = re.compile(r"(?:退|到账?|收到|给)(?:了|回来?)?(?:我)?(?:一?部分|一半|[0-9]{1,4})|只(?:退|到|给|收到)")


#: Who left a page, a group or an account got nothing back by that.
_LEFT = re.compile(r"(?<!没)退(?:出|群)(?:来|去|了|登录|页面|群)?|没(?:有)?(?:按|点)[^,。;!?]{0,6}退")
_OF_MONEY = re.compile(r"[钱款账块元费]|[0-9]|到手|收到|红包|零钱")


def only_left(text: str) -> bool:
    """Whether somebody is told to have left (a page, a group), and no money is named."""
    return _LEFT.search(text) is not None and _OF_MONEY.search(text) is None


def nothing_came(text: str) -> bool:
    """Whether it says that nothing of the money has come, and names no part that did."""
    return _NOTHING.search(text) is not None and _SOME.search(text) is None


#: What is paid for a deed or for a card given away, and is no money that comes back.
_PAY = re.compile(
    r"好处费|辛苦费|佣金|报酬|工资|提成|兼职|(?:激活|办|卖|租)(?:了)?[^,。;!?]{0,3}张[^,。;!?]{0,4}(?:给|挣|赚)"
)


def is_pay(text: str) -> bool:
    """Whether the money that came was pay."""
    return _PAY.search(text) is not None


def _may_be_all(text: str) -> bool:
    """Whether nothing in a short message stands against all of the money having come."""
    held_back = (
        is_pay(text) or _NOT_YET.search(text) or _NOT_CAME.search(text) or _tells_of_part(text) or _OFFER.search(text)
    )
    return len(text) <= _SHORT and not held_back


def is_all_paid(text: str) -> bool:
    """Whether a short message says that the money has come."""
    if not _may_be_all(text):
        return False
    return _CAME.search(text) is not None or (
        _SAYS_SO.search(text) is None and any(each.search(text) for each in _CAME_BACK)
    )


_MAY_COME = re.compile(
    r"[到进回退返还补赔打转收有](?:账|来|我|齐|清|讫|款)?[^,。;!?]{0,6}(?:了|啦|咯|喇|咧|喽|哩|咗|账|过|到|成功|完成)|入账|进账|多了?[0-9二三]|\+[0-9]|到手|躺着|齐了|清了|不少|没少|收讫"
)


def may_have_come(text: str) -> bool:
    """Whether nothing in a short message stands against the money's having come, and some words may mean it."""
    if not _may_be_all(text) or _SAYS_SO.search(text) or nothing_came(text):
        return False
    return _MAY_COME.search(text) is not None


#: Money that was sent, and no number that was called (「打过500了」, 「汇过去两千」).
_SENT = re.compile(
    r"(?:打|汇|转)(?:过去?|去|了)(?:给(?:他|她|对方|人家))?了?(?:[1-9][0-9]{1,4}(?![0-9]|多?(?:次|遍|个电话|通|分|小时|秒))|[一二两三四五六七八九][百千万](?!次|遍|个|多))"
)
_CALLED = re.compile(r"100(?:86|80|10|00|99|15)|96110|123(?:15|21|00|05|45)|(?<![0-9])11[04](?![0-9])|电话")


def may_have_sent(text: str) -> bool:
    """Whether the words may say that money was sent."""
    return _SENT.search(text) is not None and _CALLED.search(text) is None
