"""Reports and dangers that have fixed words (固定说法): what must not hang on how much of it the network has learned.

``reported`` reads one clause that tells something, ``alarms`` a whole message. Names are those of ``labels.yaml``.
"""

from __future__ import annotations

import re

from . import lexicon

#: Event -> how it is told that it was done.
_REPORTS = {
    "reported_police": re.compile(
        r"(?:打|拨)(?:了|过|通|完)110|110(?:我|俺|也|都|已经|刚|早就){0,3}(?:打|拨)(?:了|过|通)|报(?:了|过)(?:警|案)|报警了|报案了"
        r"|(?:警察|民警|派出所)(?:那边)?(?:给|开|出|给我|给开)了?(?:我)?(?:个|张|份)?(?:单|条|回执|受案|纸)"
    ),
    "secured": re.compile(
        r"(?:卡|钱|账户|银行|已经|都|先|刚)?(?:冻上|冻住|冻结|挂失|止付)(?:好|成功)?了(?!吗|没|不)|^冻了|(?:密码)(?:都|也|全|已经)?(?:改|换)(?:好|完|过)?了"
        r"|(?:改|换)(?:好|完|过)?了(?:银行|微信|支付宝)?(?:的)?密码|拦(?:下来|住)了"
    ),
    # (a shop or an office that is shut sends nobody away)
    "refused_parcel": re.compile(
        r"^(?!.*(?:厅|店|网点|公司|摊|柜台)).*?(?:(?:没|没有)(?:给他|给她)?开门|门(?:我)?(?:没开|关上)|关(?:上)?了?门"
        r"|(?:轰|撵|赶|打发)(?:走|出去)了|让(?:他|她|快递|小哥)(?:给)?(?:拿|带|退)(?:走|回去)了)"
    ),
    "gave_money": re.compile(r"(?:垫|搭|贴)(?:了|进去?)(?:有|快)?[0-9一二三四五六七八九十百千万]"),
}
#: A life in danger, however it is said.
_LIFE = re.compile(
    r"不想活|活不下去|活着(?:还有什么|有啥|也?没)(?:意思|意义|用|劲)|寻短见|轻生|自杀|自尽|一了百了"
    r"|(?:要|想|去|说|准备|差点)(?:喝农药|跳楼(?!价)|跳河|跳江|上吊|割腕)|喝药(?:自|寻)"
)
#: What may be only a way of speaking (「当初怎么想不开办了这张卡」, 「急得要死」), and is none where it is not.
_MAYBE_LIFE = re.compile(r"想不开(?!机)|(?:去|想|要)死(?:了算了|的心|$)")
_FIGURE = re.compile(
    r"(?:当初|当时|那会儿?|怎么)(?:就|一时)?想不开|想不开(?:才|就|去办|办了?|买了?|点了?)"
    r"|(?:饿|累|困|急|气|烦|笑|卡|坑)(?:得|的)?(?:要)?死"
)
#: Money that is gone the way swindlers take it.
_ROBBED = re.compile(
    r"[钱块元千万百一二三四五六七八九0-9](?:钱)?(?:就|全|都|一下子?)?(?:没了|被转走|被划走|被刷走|转走了|不见了)|被(?:盗刷|转走|骗)(?:走|去|了)?[0-9一二三四五六七八九十两]"
)
#: Robbed of so much that the bank and the police come first.
_ROBBED_OF_MUCH = re.compile(
    r"被(?:人|他们?|骗子)?骗(?:走|去|了)?(?:[0-9]{4,6}|[一二两三四五六七八九十几好0-9.]{1,4}[千万])|(?:[0-9]{4,6}|[千万])(?:块|元)?(?:钱)?(?:全|都|就)?被(?:转|划|刷|骗)走"
)
_SHARED = re.compile(r"(?:共享|屏幕|远程|腾讯会议|钉钉会议|下载|装)(?:了|的)?")
_GAVE = re.compile(
    r"(?:填|输|报|给|发|念|说)(?:了|过|给他)[^,。;!?没]{0,8}(?:验证码|银行卡号?|卡号|密码)|(?:验证码|银行卡号?|卡号|密码)[^,。;!?没]{0,4}(?:填|输|报|给|发|念)(?:了|过|他|给)"
)


#: 「那我不销了」, 「算了先不退了」; what the other side does not want to do (「客服说不退了」) gives up nothing.
_GIVES_UP = re.compile(
    r"(?:^|[,。;!?])(?:(?:我|俺|咱|那|算了|要不|干脆|还是)[,]?(?:我|俺|就|先|也|还是|暂时|暂且){0,3}"
    r"不(?:想|打算|准备)?(?:销|注销|退|取消)|不(?:想|打算|准备)?(?:销|注销|取消))(?:户|号|卡|它|单)?了(?![吗么款钱])"
)


def gives_it_up(text: str) -> bool:
    """Whether somebody says that they will not close, cancel or return it after all."""
    return _GIVES_UP.search(text) is not None


#: What only our own matters are about.
_OURS = re.compile(r"流量卡|电话卡|手机卡|号卡|上网卡|物联网?卡|sim卡|首充|销户|携号|随身wifi")


def names_ours(text: str) -> bool:
    """Whether the message names a card or number of the kind that we are there for."""
    return _OURS.search(text) is not None


_DEMANDS = re.compile(
    r"(?:让|叫|要|催|逼|非要|要求)(?:我|你|俺|咱)[^,。;!?了过]{0,10}(?:验证码|密码|共享|屏幕|刷脸|人脸)"
)
_GAVE_IT = re.compile(
    r"(?:我|就|都|已经|刚){1,2}(?:念|报|给|发|说|填|输|共享|开)(?:给)?(?:他|她|对方|人家)?了(?![就吗没才])"
)
_DONE_SO = re.compile(
    r"(?:给|发|报|念|填|输|说|开|共享|下载|装|刷|扫|点)(?:给)?(?:他|她|对方|人家)?(?:了|过)|都(?:给|发|说)|照(?:做|办)|(?:扣|转|划|少|没)(?:走)?了"
)


def only_demanded(text: str) -> bool:
    """Whether a secret or a face is only demanded (「他让我把验证码发给他」), and nothing of it told as done."""
    return _DEMANDS.search(text) is not None and _DONE_SO.search(text) is None


def reported(clause: str) -> list[str]:
    """The events that a telling clause reports in fixed words."""
    known = lexicon.load()
    return [
        name
        for name, pattern in _REPORTS.items()
        if any(
            not known.negated(clause, found.start()) and not _not_done(clause, found.start())
            for found in pattern.finditer(clause)
        )
    ]


_NOT_DONE = re.compile(r"(?:没|没有|未|别|不|想|要|去|该|能|可以|先)$")


def _not_done(clause: str, at: int) -> bool:
    return _NOT_DONE.search(clause[max(0, at - lexicon.NEGATION_WINDOW) : at]) is not None


def alarms(text: str) -> list[str]:
    """The dangers that a message names in fixed words: a life; a secret given to one who looks on, or money gone."""
    maybe = _MAYBE_LIFE.search(text) is not None and _FIGURE.search(text) is None
    found = ["self_harm"] if maybe or _LIFE.search(text) else []
    gave = _GAVE.search(text) and (_ROBBED.search(text) or _SHARED.search(text))
    gave = gave or (_DEMANDS.search(text) and _GAVE_IT.search(text))
    robbed = ["scam_live"] if _ROBBED_OF_MUCH.search(text) else []
    return [*found, *(["gave_secret"] if gave else []), *robbed]
