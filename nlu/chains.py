"""Matters that fixed words tell (话里明摆着的事): what nobody says who means something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MINE = r"(?:我|俺|咱)(?:们)?(?:家)?(?:的|那|这|那个|这个|原来的?|以前的?|老|旧|自己的?){0,3}(?:手机)?(?:号码?|电话)"
_KIN = (
    r"(?:前?(?:夫|妻|男友|女友|男朋友|女朋友|老公|老婆|媳妇|儿媳妇?|女婿|对象|嫂子)|侄[儿子女]?|外甥|表[哥弟姐妹]|堂[哥弟姐妹]"
    r"|弟弟|哥哥|妹妹|姐姐|亲戚|朋友|同事|老乡|老板|室友|同学|他|她|人家)"
)
#: Words one behind another, and how far off each may stand from the one before.
_Chain = tuple[tuple[re.Pattern[str], int], ...]
_SLOT = r"(?:盒子?|匣子?|箱子?|设备|机器|机子|铁疙瘩|路由器?)"
_FULL = (
    r"插(?:着|了|满)?[^,。;!?]{0,3}(?:十|几|好多|很多|一排|许多|[0-9]{2}|[二三四五六七八九]十|[3-9三四五六七八九])"
    r"[^,。;!?]{0,4}(?:电话|手机)?卡"
)
_MY_PAPER = r"(?:用|使|拿|借)(?:的|了)?(?:我|俺)(?:的)?身份证(?:给[^,。;!?]{1,7}?)?[^,。;!?]{0,2}(?:办|开|整|弄|买)"
_STILL_USES = rf"{_KIN}(?:们)?(?:现在)?(?:还|一直|正|仍|在)(?:一直|还|在)?(?:在)?(?:用|使)"
#: Who has called and is on the phone now; what they say is taken if nothing is done.
_ON_THE_PHONE = re.compile(
    r"(?:客服|有人|有个|对方|那边|那头|自称)[^,。;!?]{0,8}(?:正|还|现在)[^,。;!?]{0,6}(?:通着?电话|通话|打着?电话|电话里)"
    r"|(?:电话|语音)(?:还|都|我)?(?:还)?没挂"
)
_WILL_BE_TAKEN = re.compile(r"(?:每个?月|自动|今晚|要从?[^,。;!?]{0,8})扣(?!了)|共享|下载|转账|验证码|保证金")

#: Somebody is to pay once more, and then gets what is theirs.
_PAY_FIRST = re.compile(
    r"(?:补|先|再|另外?|还[得要]|得|让我|叫我|要我|要)(?:交|付|转|充|缴|打(?=钱|款))(?!给我|了|过|清|完)"
    r"[^,。;!?电]{0,8}?(?:[0-9]{2,}|[一二两三四五六七八九]?[十百千]|钱|块|元|费|税|金|款)"
)
_GETS_IT = re.compile(
    r"(?:才|就|方)(?:能|可以?|给|肯|会|算|把)?[^,。;!?不没]{0,6}(?:提现|提出来|取出来|解冻|放款|到账|打给我|返给?我?|退(?!卡|单|订|货)(?:款|钱|给我)?)"
)
#: Somebody wants money sent first, and only then the card is to be closed, the money to come back.
_SAYS = (
    r"(?:让|叫|要求|催|逼|非要|非得|说要|说得|说是要|说先|要)"
    r"(?:我|俺|咱|你|他|她|我们|我?(?:爸|妈|爹|娘|奶奶|爷爷|婆婆|公公|老伴|姥姥|外婆|孩子|儿子|女儿))?"
)
_SENDS = (
    r"(?:汇|转|打(?!10[01]|110|12[0-9]|96|95|400|电话|客服))(?:个|笔|给|过去|过来|出去|账|款|钱|他|她|对方|人家){0,2}"
    r"(?:[0-9]{2,6}|[一二两三四五六七八九十几]{1,2}[百千万]|一笔|笔钱|点钱|钱|账|款|过去)"
)
_ONLY_THEN = (
    r"(?:才|之后才|以后再|完再|完就|再|就)(?:能|肯|可以|给|会|帮|好)?[^,。;!?没不]{0,8}"
    r"(?:退|销|消掉|取消|注销|撤|解冻|解封|解除|关掉|停掉|处理|办)"
)
_MONEY_FIRST: _Chain = ((re.compile(_SAYS), 0), (re.compile(_SENDS), 10), (re.compile(_ONLY_THEN), 10))
_ALREADY = r"(?:转|汇|打)(?:了|过)(?:[0-9]|[一二两三四五六七八九十几]{1,2}[百千万])"
#: What is really owed, or was paid already: nobody wants that first.
_OWED_REALLY = (
    r"欠费|欠的|结清|话费|月租|账单|违约金|运费|[邮寄]费|快递|差价|设备|光猫|首充|营业厅|运营商"
    rf"|100(?:86|10|00|99)|{_ALREADY}"
)
_IS_OWED = re.compile(_OWED_REALLY)
#: Somebody who cannot go or show their face; a number that has long been of no use; and that money is taken for it.
_ILL = re.compile(
    r"(?:爸|妈|爹|娘|奶奶?|爷爷?|姥[姥爷]|外[公婆]|婆婆|公公|岳[父母]|老(?:人|头|伴|太太?|公|婆)|[哥姐弟妹叔伯舅姨姑]|媳妇|丈夫|妻子)"
    r"[^,。;!?]{0,6}(?:瘫|中风|脑梗|脑溢血|卧床|下不了床|起不来|昏迷|植物人|失能|痴呆|糊涂|动不了|说不(?:出|清|了)话?|住(?:着)?院|icu)"
)
_UNUSED_LONG = re.compile(
    r"(?:号|卡|手机)[^,。;!?]{0,4}(?:早(?:就)?|一直|好久|很久|[几半一两三]年|早都)?(?:都|就)?(?:不用了|没(?:人|在|再)?用(?:了|过)?|闲着|用不着了?|不用)"
)
#: A number that was stopped as one of a swindler, or that its owner is to be looked at for; one that is much used.
_ODD = re.compile(r"异常|可疑|境外|违规|风险|高危|涉诈|反诈|诈骗|管控|风控|核验|核实身份|系统判|系统自动判|实人认证")
_CUT = re.compile(r"打不通|打不出|打不了|拨不出|用不了|没信号|停(?:了|机|掉|用)|被停|给停|关停|锁了|封了")
_MUCH_USED = re.compile(
    r"(?:寄件|发货|打电话|发短信|外呼|跑单|电话)[^,。;!?]{0,5}(?:多|几十|上百|百八十|百来|勤)"
    r"|(?:一天|每天)[^,。;!?]{0,6}打[^,。;!?]{0,8}(?:电话|通|个)"
)
#: One of the family who is in the army, and a number that is to be kept for little.
_SOLDIER = re.compile(r"当兵|入伍|参军|在部队|去部队|服役|义务兵|新兵")
_SPARED = re.compile(r"停机(?!了|的)|保号|号[^,。;!?]{0,4}留|留[^,。;!?]{0,3}号|少扣")
#: My number, of which it is said that there is none.
_MY_LINE = re.compile(
    r"(?:我|俺)(?:的|那|这|那个|这个|原来的?|以前的?|老|旧){0,3}(?:移动|联通|电信|广电)?(?:手机)?(?:号|卡)"
)
_IS_NONE = re.compile(
    r"号码?不存在|(?:是|显示|成了?|变)空号|查无此号|无此号|号码?(?:已|已经)?(?:被)?(?:收回|回收)|不是我(?:的)?名"
)
#: Somebody is to pay what one of the family owes.
_DUNS = re.compile(r"打电话|电话|催|短信|函|起诉|骚扰")
_THEIR_DEBT = re.compile(
    r"(?:[弟哥姐妹爸妈叔舅姑姨娃]|孩子|闺女|儿子|女儿|老公|老婆|朋友|同事|前夫|前妻|对象|亲戚|他|她)[^,。;!?]{0,3}欠(?:了|着)?[^,。;!?]{0,4}(?:话费|电话费|移动|联通|电信|广电|运营商|[0-9])"
)
_PAY_FOR = re.compile(r"(?:替|帮|代)(?:他|她|[弟哥姐妹爸妈]|儿子|女儿|人家)?(?:还|交|付)")
#: A telephone is plugged into somebody's line for money.
_PLUGGED = re.compile(
    r"(?:手机|电话)[^,。;!?]{0,4}(?:插|接|连)(?:在|到|上|着|他|他们|人家|一?根|个|两部){0,3}[^,。;!?]{0,4}(?:线|设备|音频|耳机孔)|挂机|语音挂载"
)
_FOR_MONEY = re.compile(r"(?:一天|一小时|日结|半天|给)[^,。;!?]{0,4}(?:[0-9]{2,4}|[一二两三四五六七八九几]百)")
_CHARGED_YET = re.compile(r"(?:每个?月|月月|一个月|还在?|照样|老是?|一直)[^,。;!?没不]{0,6}(?:扣|收)(?!到)")
#: Matter -> what tells it, what says that something else is meant, and how surely it is told.
_TOLD: dict[str, tuple[tuple[_Chain, ...], re.Pattern[str], float]] = {
    # 「俺那个号俺闺女说打过去是个男的接的」
    "line_reclaimed": (
        (
            (
                (re.compile(_MINE), 0),
                (
                    re.compile(
                        r"(?:打|拨)(?:过去|的话|了)?(?:就|都)?(?:是|说是)?(?:一?个)?"
                        r"(?:男|女|陌生|生|外|别|老头|老太|不认识|小伙|小姑娘)[^,。;!?]{0,4}(?:接(?!了电话)|说话)"
                    ),
                    16,
                ),
            ),
            ((re.compile(_MINE), 0), (re.compile(r"(?:别人|陌生人|外人)(?:在)?(?:接|用)"), 9)),
            ((_MY_LINE, 0), (_IS_NONE, 24)),
        ),
        re.compile(r"卖家|商家|客服|代理|借|租|(?:送|拿)?给(?:他|她|我[妈爸])|前机主|刚办|新办|新号|才办|名下|身份证"),
        0.6,
    ),
    # 「他放了个铁盒子,插了十几张卡」
    "card_trading": (
        (
            ((re.compile(_SLOT), 0), (re.compile(_FULL), 16)),
            ((re.compile(_FULL), 0), (re.compile(r"盒|匣|箱|设备|机器"), 12)),
            ((_PLUGGED, 0), (_FOR_MONEY, 14)),
        ),
        re.compile(r"随身wifi|监控|摄像|充电|pos|我手机插(?!他|在他|着他)"),
        0.75,
    ),
    # 「我爸偏瘫下不了床,他那个号每月扣30」
    "close_proxy": (
        (((_ILL, 0), (_CHARGED_YET, 24)),),
        re.compile(r"去世|过世|走了|没了|不在了|病故|我(?:自己)?(?:瘫|住院|动不了)|保险|社保|医保"),
        0.55,
    ),
    # 「这号早就不用了,每月还扣我29」
    "close_number": (
        (((_UNUSED_LONG, 0), (_CHARGED_YET, 12)),),
        re.compile(r"销(?:了|过|完|户成)|注销了|没激活|未激活|不激活|副卡|宽带|会员|去世|过世|走了|没了|停机|欠费"),
        0.5,
    ),
    # 「客服说她的号异常,要本人去核验」, 「寄件多,昨天被停了」
    "antifraud_stop": (
        (
            ((_CUT, 0), (_ODD, 18)),
            ((_ODD, 0), (re.compile(r"停(?:了|机|掉|用)|被停|给停|关停|锁了|封了"), 16)),
            ((_MUCH_USED, 0), (re.compile(r"停(?:了|机|掉|用)|被停|给停|封了"), 26)),
        ),
        re.compile(
            r"骗子|转账|验证码|链接|销户|注销|没激活|未激活|激活(?:不|失败)|宽带|银行卡(?:异常|冻结)|微信号|订单|扣费异常|账单|借给|租给|卖给|卖了|保号|挂失|下单|退款|办不了卡|审核|借出|会被停|会不会停"
        ),
        0.6,
    ),
    # 「天天打电话说我弟欠话费,让我替他还」
    "dunning": (
        (
            ((_DUNS, 0), (_THEIR_DEBT, 14), (_PAY_FOR, 12)),
            ((_THEIR_DEBT, 0), (_DUNS, 20), (_PAY_FOR, 12)),
            ((_DUNS, 0), (_THEIR_DEBT, 14), (re.compile(r"上门|贴|单位|起诉|律师|加微信|老赖|抓"), 16)),
        ),
        re.compile(r"我名下|我(?:的)?身份证|去世|过世|不在了|前机主|借我|用我|网贷|信用卡"),
        0.6,
    ),
    # 「孩子当兵去了,号每月还扣49,听说能停机保号」
    "downgrade": (
        (((_SOLDIER, 0), (_SPARED, 40)),),
        re.compile(r"政审|征信|欠费|催|销|注掉|停掉|退伍|碍|影响|给了别人|替我"),
        0.55,
    ),
    # 「短信里有个链接,点进去让填银行卡号」; 「补交30手续费就能提现」; 「电话那头让她汇三千过去才能把卡消掉」;
    # 「有人正跟我通电话,说不退订每月扣八百」
    "scam_live": (
        (
            ((_ON_THE_PHONE, 0), (_WILL_BE_TAKEN, 24)),
            ((_PAY_FIRST, 0), (_GETS_IT, 14)),
            _MONEY_FIRST,
            (
                (re.compile(r"链接|网址|网页|页面|二维码|点进去|点开"), 0),
                (re.compile(r"(?:让|叫|要|就)[^,。;!?没]{0,6}(?:填|输|写|录)"), 14),
                (re.compile(r"银行卡号?|卡号|支付密码|银行密码|验证码|cvv"), 12),
            ),
        ),
        re.compile(rf"官方app|自己下载|没点|没填|押金|{_OWED_REALLY}"),
        0.7,
    ),
    # 「前儿媳妇那号当年用我身份证办的,她还用着」
    "lent_card": (
        (
            ((re.compile(_MY_PAPER), 0), (re.compile(_STILL_USES), 18)),
            ((re.compile(_STILL_USES), 0), (re.compile(_MY_PAPER), 14)),
        ),
        re.compile(r"副卡|冒用|偷|不知道|没同意|谁办"),
        0.95,
    ),
}


#: A sentence ends here; no words of a chain are longer.
_STOP = re.compile(r"[。;!?]")
_LONGEST = 30


def _stands(chain: _Chain, text: str) -> bool:
    """Whether the words of a chain stand one behind another, each near enough, in one sentence."""
    (first, _), *rest = chain
    return any(_follow(rest, text, start.end()) for start in first.finditer(text))


def _follow(rest: Sequence[tuple[re.Pattern[str], int]], text: str, end: int) -> bool:
    """Whether the others follow what ends at ``end``."""
    for pattern, reach in rest:
        found = pattern.search(text, end, end + reach + _LONGEST)
        if found is None or found.start() - end > reach or _STOP.search(text, end, found.start()):
            return False
        end = found.end()
    return True


def matters_told(text: str) -> list[tuple[str, float]]:
    """The matters that a message tells in fixed words, and how surely."""
    return [
        (name, sure)
        for name, (chains, other, sure) in _TOLD.items()
        if any(_stands(chain, text) for chain in chains) and other.search(text) is None
    ]


def wants_money_first(text: str) -> bool:
    """Whether money is wanted first that nobody owes (「那边让我妈汇三千才给销」)."""
    return _stands(_MONEY_FIRST, text) and _IS_OWED.search(text) is None
