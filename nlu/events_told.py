"""Events that a clause names and does not report (没做的、打算的): denied, planned, demanded, of other things.

The network hears what a clause is about better than whether it was done; that has a fixed form.
"""

from __future__ import annotations

import re

from .money_told import is_only_said
from .told_apart import is_refused_by_the_shop

#: Event -> the verb by which it is done.
_VERBS = {
    "called": r"(?:打(?!通|开|算|工|折|不)|联系|找|问)",
    "visited": r"(?:去|到)(?!年|账|期|货|手|处|底|现在)",
    "applied_refund": r"(?:申请|提交|点|提)(?:退|取消|售后|撤)?",
    "applied_close": r"(?:申请|提交|办)(?:销|注销)?",
    "complained_carrier": r"(?:投诉|举报|反映|投(?!递))",
    "complained_miit": r"(?:申诉|投诉|举报|填|投(?!递))",
    "complained_12315": r"(?:投诉|举报|打|投(?!递))",
    "complained_platform": r"(?:介入|投诉|举报)",
    "reported_police": r"(?:报(?:警|案)|打110|去派出所)",
    "secured": r"(?:冻|挂失|止付|改密码)",
    "sent_back": r"(?:寄|退回)",
    "signed_for": r"(?:签|取|领)",
    "activated": r"(?:激活|刷脸|扫脸)",
    "refused_parcel": r"(?:拒收|拒签|拒)",
    "stopped": r"(?:停|报停|挂失)",
    "closed": r"(?:销|注销)",
    "withdrew": r"撤",
    "paid_debt": r"(?:交|还|缴|补)",
    "gave_money": r"(?:付|交|充|转|掏|给钱)",
}
_NO = r"(?:没有?|未)(?:去|再|给|正式|真|[跟向找][^,。;!?]{1,5}|来得及|想起来?|敢|想|顾上|人|把[^,。;!?]{1,3}){0,2}"
_PLAN = (
    r"(?:准备|打算|计划|琢磨|正要|考虑|想(?!起)|要不要|该不该|等(?:下|会儿?|一下|周末)|明天|后天|下午|回头|改天|周末|抽空"
    r"|有空|再?不行就?|大不了|下一步|过两天)[^,。;!?了过]{0,7}?"
)
#: Words that leave no doubt that it is only planned, whatever follows (「想着下午去把它销了」).
_FIRM_PLAN = r"(?:准备|打算|计划着?|琢磨着?|正要|想着|寻思着?)[^,。;!?了过]{0,7}?"
_TOLD_TO = (
    r"(?:让|叫|要|催|劝|建议|喊|通知)(?:我们?|俺|她|他|我[妈爸])"
    r"(?:去|先|再|自己|赶紧|直接|马上|也|必须|到[^,。;!?]{1,6}){0,2}"
)
_MEANT = {name: re.compile(f"(?:{_FIRM_PLAN}){verb}") for name, verb in _VERBS.items()}
_DENIED = {name: re.compile(f"(?:{_NO}){verb}") for name, verb in _VERBS.items()}
#: (a parcel that is not refused: 「我收货, 不拒收」)
_DENIED["refused_parcel"] = re.compile(f"(?:{_NO}|不(?:想|打算|准备)?|别){_VERBS['refused_parcel']}(?!到|了的)")
_PLANNED = {name: re.compile(f"(?:{_PLAN}){verb}(?![^,。;!?]{{0,6}}(?:了|过))") for name, verb in _VERBS.items()}
#: (who was made to do it may have done it: 「让我打了电话」)
_DEMANDED = {name: re.compile(f"(?:{_TOLD_TO}){verb}(?![^,。;!?]{{0,8}}[了过])") for name, verb in _VERBS.items()}

#: Money that the person was given: it came, nothing was paid.
_CAME = re.compile(
    r"(?:给|发|转|打|付|返|补)(?:了|过)?(?:我|俺|咱)(?:们)?(?:了|转了|打了|发了|过来)?(?:一共|总共)?(?:[0-9一二两三四五六七八九十百千几]|好处费|辛苦费|钱|定金|红包|佣金|工资)"
    r"|(?:我|俺|咱)(?:就|才|只|也)?(?:收|挣|赚|得|拿)(?:到|了)(?:他|她)?[^,。;!?]{0,3}[0-9一二两三四五六七八九十百千]"
    r"|^(?:钱)?(?:已经|都)?收(?:到)?了[0-9一二两三四五六七八九十百千]|(?:好处费|辛苦费|佣金|定金|报酬|工资)[^,。;!?]{0,4}(?:收|到账|拿|到手)"
)
_I_PAID = re.compile(r"(?:(?<![给跟帮替])(?:我|俺)|也|就|又|才)(?:给|付|交|转|充|垫)(?:了|给)(?!我)")
#: Who is asked about there, looks something up: no complaint.
_LOOKS_UP = re.compile(r"查|看|搜|网站上写")
_FILES = re.compile(r"投|申诉|填|交|提|递|报")
#: What is taken away and is no complaint.
#: (and what was only agreed to: 「一口答应撤」)
_STALL = re.compile(
    r"(?:摊|店|柜|链接|广告|页面|商品|厂|公司|代理|活动)[^,。;!?]{0,4}撤|(?:答应|同意|说好|肯)[^,。;!?了]{0,6}撤(?!了|掉|过|完|回了)"
)
#: Who is told that it takes a visit each has made none: 「他说各跑一趟」.
_TO_GO = re.compile(r"(?:各|再|还得|还要|得|要|必须|[说讲让叫])[^,。;!?我了过]{0,6}跑[^,。;!?了过]{0,3}趟")
_WENT = re.compile(r"(?:去|跑|到)[^,。;!?]{0,3}(?:了|过)|白跑")
#: A signature on paper, a number signed for nobody.
#: (nor is a parcel fetched where its code came, or where a man put his papers away: 「取件码收到了」)
_SIGNATURE = re.compile(
    r"签(?:了|过|的)?(?:个|份|的)?(?:字|名|合同|协议|合约|单子|确认书)|(?:取件码|提货码|取货码|证件|通知)[^,。;!?取领]{0,6}收"
)
#: A card that somebody carries off is refused only where a parcel is spoken of.
_CARRIED_OFF = re.compile(r"卡[^,。;!?]{0,6}(?:拿|带|收)走|(?:拿|带|收)走[^,。;!?]{0,3}卡")
_PARCEL = re.compile(r"快递|包裹|件|驿站|拒|不要|不收|小哥|骑手|送")
#: The police who send for somebody, or send them away.
_POLICE_ASKS = re.compile(
    r"(?:警察|民警|派出所|公安|银行)[^,。;!?]{0,6}(?:让|叫|通知|喊|打电话|找我|打给我|(?:说|讲)[^,。;!?]{0,8}(?:保密|机密|不让|不许|不能告诉|别告诉))"
)
#: The mayor's line is another one than that of the market office.
_OTHER_LINE = re.compile(r"12345")
_THAT_LINE = re.compile(r"12315")
#: Somebody else's card or money.
_ANOTHER = re.compile(
    r"^.{0,2}(?:同事|室友|舍友|同学|朋友|邻居|网友|别人|人家|[哥姐弟妹])(?:的)?(?:那张|那个|自己的|(?:也|都|早)?(?:退|销|激活|拒收|办成|到账)了)"
)
#: What a part of the money can be called.
_PART = re.compile(r"退|到账|返|还|补|赔|一半|部分|只|才|少|扣")
#: (and so many months of a charge are what they would give back: 「为啥只退三个月」)
_ONLY_WILLING = re.compile(
    r"(?:只|就|最多|顶多)(?:能|肯|愿意|同意|答应)(?:给)?退"
    r"|(?:只|就|才|最多|顶多)(?:给)?退(?:我)?(?:最近)?(?:的)?[0-9一二两三四五六七八九十几半]{1,3}个?月"
)
#: An account, a paper, a firm that is struck off.
#: (and some of several numbers: 「有3张销了,剩下的…」)
_OTHER_STRUCK = re.compile(
    r"(?:身份证|户口|账号|帐号|账户|执照|公司|店铺?|他|她)(?:也|都|早|已经|的){0,2}(?:注销|销)"
    r"|(?:有|其中|另外|先)(?:[0-9]{1,3}|[一两二三四五六七八九十几])[张个](?:号|卡)?(?:已经|也)?(?:销|注销|关停)"
    r"|(?:只|先)?(?:销|注销|关停)(?:掉|好|成)?了(?:其中)?一[张个](?!月)"
)
#: (nor was the card of somebody else stopped by the person: 「现在同学的卡都停了」)
_OTHER_STOPPED = re.compile(
    r"(?:同学|室友|舍友|朋友|同事|人家|他们|别人|老乡|工友)(?:的|们的|名下的)?(?:[^,。;!?]{0,3})?(?:卡|号)[^,。;!?]{0,3}(?:都|也|全|就)?(?:被|给)?停"
)
#: Money that is on somebody else's account (「到对方账上了」, 「没拦住」) has not come back.
_LOST = re.compile(
    # (nor is what the person paid: 「那5块我补了」, 「还收了我9块9」)
    r"收(?:了|走)?(?:我|俺)[0-9一二两三四五六七八九十百]|"
    r"(?:^|[0-9元块钱款费的])(?:我|俺|咱)(?:已经|都|也|刚|就|先|去|给|又){0,2}(?:补|交|付|还|充|缴|垫|转)(?:上|齐|清|完|给)?(?:他们?|它)?了"
    r"|(?:对方|他|骗子|人家|别人)(?:的)?(?:账|户|卡)|没拦住|来不及|没能?(?:止付|冻)"
)

#: Who is only to be answered was promised no money and no closing: 「说三天内回我」.
_ANSWERS = re.compile(r"(?:回|复|联系|处理|反馈|跟进|来电|打给|打(?:电话)?过来|给(?:个|我)?(?:说法|结果|答复))")
#: (nor was anything promised by what the person ticked: 「他说我点了同意」)
_TICKED = re.compile(r"(?:点|勾|选|按|打)(?:了|过|的)?(?:勾|是)?(?:的)?同意")
_GIVES_IN = re.compile(r"退|返|免|减|销|赔|补|改|取消|解约|解绑|解除|同意|答应|到账|原路|[块元钱款]")

#: One's own man who cannot be reached leaves nobody's complaint unanswered.
_OWN_STAFF = re.compile(
    r"(?:经办人?|办卡的同事|前同事|离职的?员工)[^,。;!?]{0,8}(?:联系不上|打不通|找不[到着]|不接|空号)"
    # (nor does who did it unasked: 「他没问过我就发了」)
    r"|没(?:有)?(?:问|经|跟我说|和我说)(?:过)?(?:我)?[^,。;!?]{0,4}(?:就|便)"
)

#: Whoever keeps the main card goes on with what hangs on it: 「主卡还要用」.
_KEEPS_MAIN = re.compile(r"主卡")

#: Offices that are only named, of which is asked, were told nothing: 「工信部和12315能不能一起投」.
_OFFICE = r"(?:工信部|12315|12300|12345|消协|平台|通管局|申诉|黑猫|法院)"
_ONLY_OFFICES = re.compile(
    rf"^[那我请问还有]{{0,3}}{_OFFICE}(?:[和跟与、,]|还有|或者?)?(?:{_OFFICE})?[和跟与、我能不可以都一起同时两边投告交申诉打发报吗么行啊要是]{{0,14}}$"
)

#: Who was called by them has not called: 「有个10086的姑娘打电话说…」.
_THEY_CALLED = re.compile(
    r"(?:10086|10010|10000|10099|客服|移动|联通|电信|广电|他们|有人|有个)[^,。;!?我]{0,6}(?:打电话|打来|来电)(?!没|不|投诉)"
)
_I_CALLED = re.compile(r"我(?:也|又|就|都|给|先)?(?:他们)?(?:打|拨|找|问)")

#: What the platform decided is more than that it was turned to.
_RULED = re.compile(
    r"(?:小二|平台|官方客服|介入)[^,。;!?没不]{0,4}(?:支持了?我|判了?我|判给我|站我|同意(?:我)?退|赢了|成功)"
)

#: Who gives it back later refuses nothing: 「要次月才退」.
_ONLY_LATER = re.compile(
    r"(?:次月|下个?月|结算(?:完|后)|[0-9一二三四五六七八九十]{1,3}(?:个)?(?:工作日|天)(?:以?后)?)[^,。;!?]{0,8}(?:才|再)(?:能|可以|会|给)?退"
)
_NOT_AT_ALL = re.compile(r"不(?:给|能|肯|予)?退|拒")

#: What comes once a card is activated: 「激活了话费才到账」.
_ONCE_ACTIVE = re.compile(r"激活(?:了|完|之?后|以后)?[^,。;!?了]{0,6}才(?:能|会|可以|到|给|退|返|算)")

#: Event -> what makes the clause speak of something else.
_OF_ELSE = {
    "called": (_THEY_CALLED, _I_CALLED),
    "activated": (_ONCE_ACTIVE, None),
    "complained_miit": (_LOOKS_UP, _FILES),
    "complained_12315": (_OTHER_LINE, _THAT_LINE),
    "complained_platform": (_RULED, None),
    "withdrew": (_STALL, None),
    "visited": (_TO_GO, _WENT),
    "signed_for": (_SIGNATURE, None),
    "refused_parcel": (_CARRIED_OFF, _PARCEL),
    "reported_police": (_POLICE_ASKS, None),
    "partial_paid": (_ONLY_WILLING, None),
    "closed": (_OTHER_STRUCK, None),
    "stopped": (_OTHER_STOPPED, None),
    "paid_in": (_LOST, None),
    "promised": (_ANSWERS, _GIVES_IN),
    "refused": (_ONLY_LATER, _NOT_AT_ALL),
    "gave_money": (_CAME, _I_PAID),
    "paid_debt": (_CAME, _I_PAID),
    "no_answer": (_OWN_STAFF, None),
    "changed_mind": (_KEEPS_MAIN, None),
}


#: What may happen is asked, and has not happened: 「会不会也给我停了」.
#: (and what would come once it is done: 「交了以后是不是马上能销」)
_MIGHT = re.compile(
    r"会不会|是不是(?:要|会|得|马上|立马|就|能|可以)|要不要|能不能|该不该"
    r"|^(?:那|要是|如果|等|假如)[^,。;!?]{0,12}(?:以后|之后|后|的话)$"
    r"|(?:交|付|还|补|缴|签|退|销)了[^,。;!?]{0,4}(?:是不是|是否|算不算|等不等于|会不会|还会(?:再)?)"
)


def promises_an_answer(text: str) -> bool:
    """Whether the message tells that an answer is to come, and of nothing that is given."""
    return _is_of(text, *_OF_ELSE["promised"])


#: What follows once it is paid is asked, and it was not paid: 「那我交了是不是等于认了」.
_ONCE_PAID = re.compile(r"(?:交|付|还|补|缴)了[,]?(?:是不是|是否|算不算|等不等于|会不会|还会(?:再)?|就等于)")


#: What they want taken back was not taken back: 「让我别投诉了,先把投诉撤了」.
_THEY_WANT = re.compile(
    r"(?:让|叫|要|喊|求|劝|催)(?:我|俺|咱)[^。;!?]{0,12}(?:撤|别(?:再)?投诉|不要(?:再)?投诉)|(?:先|去)把[^,。;!?]{0,6}撤(?:了|掉)?[^,。;!?]{0,3}(?:才|再|就)"
    r"|[你您](?:就|先|去|把|赶紧){0,2}[^,。;!?]{0,6}撤|[说讲][^。;!?]{0,16}撤(?:诉|掉|销)?了?[^,。;!?]{0,6}(?:到账|退|打|给|返)"
    # (nor was what was agreed to and not yet done)
    r"|(?:答应|同意|说好)[^;!?]{0,8}撤[^;!?]{0,8}没(?:有)?(?:去|真)?(?:点|按|提交|操作|撤|弄|确认)"
)
_I_WITHDREW = re.compile(
    r"(?:我|俺)(?:已经|就|都|也|刚|后来|只好|手快)?(?:把[^,。;!?]{0,6})?撤(?:了|掉了)(?![^,。;!?]{0,6}(?:到账|退|就|才|马上))"
)
#: What is out of order is reported to the carrier, and not to the police: 「报了,来了个人测,说没覆盖」.
_OUT_OF_ORDER = re.compile(r"报(?:了|过|完|障|修)[^。;!?]{0,18}(?:测|师傅|信号|覆盖|故障|断网|宽带|维修|来修)")
_POLICE = re.compile(r"警|案|110|公安|派出所")
#: A number of one's own that does not work is nobody who does not answer: 「号停机保号了,回来打不通」.
_OWN_LINE = re.compile(r"(?:停机|保号|报停|复机|欠费|停了)[^。;!?]{0,12}打不(?:通|出)")
_WHO_ANSWERS = re.compile(r"客服|热线|人工|100(?:86|10|00|99|15|80)|没人接|[他她]|店家|卖家|商家|师傅|代理")


def only_wondered(text: str) -> tuple[str, ...]:
    """The events that the whole message speaks of and does not report: only an answer is promised, it is asked what
    comes of paying, a fault of the line was reported, or one's own number is out of use.
    """
    paid = ("paid_debt", "gave_money") if _ONCE_PAID.search(text) else ()
    police = ("reported_police",) if _is_of(text, _OUT_OF_ORDER, _POLICE) else ()
    silent = ("no_answer",) if _is_of(text, _OWN_LINE, _WHO_ANSWERS) else ()
    wanted = ("withdrew",) if _is_of(text, _THEY_WANT, _I_WITHDREW) else ()
    # (who was sent the parcel back had not refused it: the shop had)
    theirs = ("refused_parcel",) if is_refused_by_the_shop(text) else ()
    unpaid = ("partial_paid", "paid_in") if is_only_said(text) else ()
    later = ("refused",) if _is_of(text, _ONLY_LATER, _NOT_AT_ALL) else ()
    promised = ("promised",) if promises_an_answer(text) else ()
    return (*promised, *paid, *police, *silent, *wanted, *theirs, *later, *unpaid)


def denies(clause: str) -> frozenset[str]:
    """The events that the clause speaks of and does not report."""
    untold = {
        name
        for name in _VERBS
        if _DENIED[name].search(clause)
        or _MEANT[name].search(clause)
        or _PLANNED[name].search(clause)
        or _DEMANDED[name].search(clause)
    }
    if _ANOTHER.search(clause) or _MIGHT.search(clause) or _ONLY_OFFICES.match(clause):
        return frozenset((*_VERBS, *_OF_ELSE))
    if _TICKED.search(clause):
        untold.add("promised")
    if not _PART.search(clause):
        untold.add("partial_paid")
    return frozenset(untold | {name for name, (of, unless) in _OF_ELSE.items() if _is_of(clause, of, unless)})


def _is_of(clause: str, of: re.Pattern[str], unless: re.Pattern[str] | None) -> bool:
    return of.search(clause) is not None and (unless is None or unless.search(clause) is None)
