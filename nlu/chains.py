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
_MY_PAPER = r"(?:用|使|拿|借)(?:的|了)?(?:我|俺)(?:的)?身份证[^,。;!?]{0,2}(?:办|开|整|弄|买)"
_STILL_USES = rf"{_KIN}(?:现在)?(?:还|一直|正|仍|在)(?:一直|还|在)?(?:在)?(?:用|使)"
#: Somebody is to pay once more, and then gets what is theirs.
_PAY_FIRST = re.compile(
    r"(?:补|先|再|另外?|还[得要]|得|让我|叫我|要我|要)(?:交|付|转|充|缴|打)(?!给我|了|过|清|完)"
    r"[^,。;!?电]{0,8}?(?:[0-9]{2,}|[一二两三四五六七八九]?[十百千]|钱|块|元|费|税|金|款)"
)
_GETS_IT = re.compile(
    r"(?:才|就|方)(?:能|可以?|给|肯|会|算|把)?[^,。;!?不没]{0,6}(?:提现|提出来|取出来|解冻|放款|到账|打给我|返给?我?|退(?!卡|单|订|货)(?:款|钱|给我)?)"
)
#: What may rightly be asked for first.
_IS_OWED = r"欠费|欠的|结清|违约金|月租|账单|运费|邮费|寄费|设备|光猫|100(?:86|10|00|99)|运营商|首充|话费.{0,3}寄"
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
        ),
        re.compile(r"卖家|商家|客服|代理|借|租|(?:送|拿)?给(?:他|她|我[妈爸])|前机主|刚办|新办|新号|才办|名下|身份证"),
        0.6,
    ),
    # 「他放了个铁盒子,插了十几张卡」
    "card_trading": (
        (
            ((re.compile(_SLOT), 0), (re.compile(_FULL), 16)),
            ((re.compile(_FULL), 0), (re.compile(r"盒|匣|箱|设备|机器"), 12)),
        ),
        re.compile(r"随身wifi|监控|摄像|充电|pos|我手机插"),
        0.75,
    ),
    # 「短信里有个链接,点进去让填银行卡号」, 「说补交30手续费就能提现」
    "scam_live": (
        (
            ((_PAY_FIRST, 0), (_GETS_IT, 14)),
            (
                (re.compile(r"链接|网址|网页|页面|二维码|点进去|点开"), 0),
                (re.compile(r"(?:让|叫|要|就)[^,。;!?没]{0,6}(?:填|输|写|录)"), 14),
                (re.compile(r"银行卡号?|卡号|支付密码|银行密码|验证码|cvv"), 12),
            ),
        ),
        re.compile(r"官方app|自己下载|营业厅|没点|没填|" + _IS_OWED),
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


#: Thing -> what names it across clauses, and what says that something else is meant.
_THINGS = {
    # 「8月份就给我停了,结果9月10月还一个月扣59」
    "停机后月租": (
        re.compile(
            r"(?:停机|停了(?:我|号|卡|机)?|被停|给停|停用)[^。;!?]{0,24}(?:还|照样|照|又|仍|继续|接着)[^,。;!?不没]{0,8}(?:扣|收)(?!到|不)"
        ),
        re.compile(r"副卡|宽带|会员|快递|停车|暂停|别停|没停"),
    ),
}


def things_told(text: str) -> list[str]:
    """The things that a message names across its clauses."""
    return [name for name, (told, other) in _THINGS.items() if told.search(text) and other.search(text) is None]
