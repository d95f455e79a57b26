"""What is said of the talk itself (对机器人说的话), and of another card, in a fixed form."""

from __future__ import annotations

import re

#: Talk about the talk that has a fixed form, by its name in ``labels.yaml``.
_ABOUT_THE_TALK = {
    "simpler": re.compile(
        r"(?<!你)(?<!侬)(?<!你们)[听看]不(?:太)?(?:懂|明白)(?!人话|条款|合同|协议)|^[^第一二三四五六条你侬]{0,4}没[听看](?:懂|明白)(?!我)|(?<!合同)太长|字(?:太|这么|好)?多|说?简单点|太啰嗦|绕晕"
        r"|tl;?dr|小作文|密密麻麻|长话短说|(?:说|讲|挑)重点|(?<!第)(?:用)?一句话(?:说清|讲清|告诉)|[两二三几]行(?:以内|字)|概括|(?:少|短)(?:说|讲)?(?:一)?(?:些|点)(?:好|行|嘛|呗|吧|$)|太深奥|太专业|大白话"
    ),
    "cannot_do": re.compile(
        r"(?<![他她妈爸会])不会(?:弄|搞|操作|用手机|点|填|整)|眼睛?(?:不好|花)|看不清|不识字|不认(?:得|识)?字|操作不(?:来|下去|了)|(?:整|弄|搞)不(?:来|成|会)(?!了?[吗啊])|点不(?:准|来)"
        r"|^(?:我|俺)?[^,。]{0,4}老(?:人|年)机$|抓瞎|没(?:有)?(?:读过|上过)(?:书|学)|没文化|[哪咋](?:能|个)?会(?:弄|搞|整|用|这)|学不会"
    ),
    "repeat": re.compile(
        r"再(?:说|讲|念|发|推|放|来|报)(?:给我)?(?:听|看)?一?(?:遍|次|回)(?!投诉|电话)|刚才?说(?:的)?(?:啥|什么)|^(?:上句话?|请|麻烦)?[^,。]{0,4}复读(?!机)|(?:重|又)(?:新)?(?:发|说|念|讲)一?(?:遍|次)|重新发(?:给)?(?:我|一|过)|^pardon|^啊[?？]$|^(?:[^,。;!?\s]{0,4}[,\s])?(?:我|刚)?没(?:听清|看清|看全)楚?(?:$|[,。!\s]?(?:再|重|说|刚))"
    ),
    "human": re.compile(
        r"(?<![0-9])转人工(?!转|排|等|了|怎么|不|半)|^[^0-9]{0,6}人工客服$|^(?:找|要|接)?人工(?:客服)?$|找?真人(?:客服)?$|^人工(?!智|客服|号码|电话|坚持|说|讲|一直|接|占|也|都)"
    ),
    "restart": re.compile(
        r"从头(?:来|开始|再来|嚟|说|问)|由头(?:来|嚟)|推倒重?|^(?:全部)?(?:归零|清零)(?:归零|重来|吧)?[!。]{0,3}$|全部作废|(?:开|换|起)(?:个|一个)新的?(?:对话|会话|聊天)|(?:填|说)的(?:都|全)?(?:删|抹|清)(?:了|掉)?[^,。]{0,3}(?:另|重)|重新(?:开始|来过|问我|填一)"
    ),
    "skip": re.compile(
        r"^(?:pass|跳过|拒绝回答|无可奉告|下一题|下一个问题|换个问题|过|略)[!。,~\s]{0,3}$|不(?:想|愿意|方便|便)(?:说|讲|透露|回答|答|填|告诉)"
    ),
    "my_cards": re.compile(
        r"(?:记|存|录|登记|收集)(?:了|下|着)(?:我)?(?:什么|啥|哪些|些什么)|(?:汇总|列|调|念|报|总结)(?:一?下|出来|出)?我(?:的|这)(?:资料|信息|档案|情况|单)|我的?(?:资料|档案|信息)(?:调|列|汇总|念|给我看)"
    ),
    "already_said": re.compile(
        r"(?:^|[,。;!?\s])(?:我|俺|都|已经){0,2}(?:说|讲|答|回答)(?:了|过)?第?[两二三四五六七八几](?:遍|回|次)(?:了|咯|啦|嘞)"
    ),
    "not_this": re.compile(r"^(?:我)?谁问你[^,。;!?]{0,8}(?:了|啊|呀|啦)?[!。?]{0,2}$"),
    "insult": re.compile(
        r"^(?:你(?:个|这|是)?|妈的|真)?(?:s\s?b|傻[逼比缺叉b]|煞笔|沙雕|[nct]md|cnm|尼玛|操你|智障|人工智障|蠢(?:货|驴|猪)|废物|脑残|狗东西|戆[度大]|憨批|瓜[皮娃]|扑街|死机器|垃圾(?:机器|玩意|东西|ai|$)|滚(?:蛋|犊子|开|$)|去死)|狗东西|脑壳有包"
    ),
}
#: What tells that somebody else is meant: who cannot read or see, who wanted it said again.
_OF_OTHERS = {
    "cannot_do": re.compile(
        r"^(?!.{0,12}[哪咋](?:能|个)?会).{0,14}(?:[妈爸爹娘奶爷婆公]|老人(?!机)|[他她]|签|家里|宽带|认不出)"
    ),
    "repeat": re.compile(r"他|她|客服|客户|机器人|号[^,。]{0,3}$"),
    "simpler": re.compile(r"他说|客服|账单|合同|您的意思|它听不懂|条款|[?？]$"),
    "already_said": re.compile(r"他|她|客服|店|商家|跟(?!你)|才|要"),
}
#: In a longer message such words belong to a story.
_TALK_IS_SHORT = 16


def about_the_talk(text: str) -> list[str]:
    """What a short message asks of the talk itself, by name."""
    if len(text) > _TALK_IS_SHORT:
        return []
    found = [name for name, pattern in _ABOUT_THE_TALK.items() if pattern.search(text)]
    others = {name for name, pattern in _OF_OTHERS.items() if pattern.search(text)}
    return [name for name in found if name not in others]


#: A card that is none of ours, right before the word.
_CARD = r"(?<!银行)(?<!信用)(?<!储蓄)(?<!身份)(?<!健身)(?<!会员)(?:卡|号码?)"
_OURS = r"(?:移动|联通|电信|广电|流量|手机|电话|淘宝|京东|拼多多|抖音|快手|别的|旧|老|同样坑人)"
_KIN = (
    r"(?:老婆|老公|媳妇|对象|儿子|女儿|闺女|娃|[妈爸爹娘哥弟姐妹叔姑舅姨嫂]"
    r"|爷爷|奶奶|外公|外婆|婆婆|丈母娘|岳父|室友|同学|兄弟)"
)
_ANOTHER_CARD = (
    re.compile(
        r"(?:还有|另外?有?|又有)(?:一)?(?:张|个)(?!月)(?:卡|号|移动|联通|电信|广电|别的)|另(?:外)?一(?:张|个号)|第二张卡"
        r"|还(?:买|办|领)了(?:一)?张|还(?:躺|放|压)着(?:一)?张|不止(?:这)?一?张|别的那张"
        r"|(?:淘宝|京东|拼多多|抖音|快手)(?:上)?(?:买|办|领)的那(?:一)?张(?:呢|怎么|也)"
    ),
    # 「手里还压着个广电卡」, 「也下了一单流量卡」, 「重有张卡」
    re.compile(
        rf"(?:还|又|重|也|同时|竟然)(?:有|买|办|下|压|躺|剩|藏|领|搞|弄|拍|多出|收到|塞)[了着过出]?[一1两2]?[张个单](?!月)(?:{_OURS}的?)?{_CARD}"
    ),
    # 「另一个是拼多多的」, 「除了这张」, 「一共办了俩」, 「加一张: 移动」
    re.compile(
        r"另外?[一1]?个是?(?:移动|联通|电信|广电|淘宝|京东|拼多多|抖音|快手|卡|号)|除了(?:这|那|刚说的)一?张[^,。;!?]{0,10}[还也又]"
        r"|(?:一共|总共|其实)[^,。;!?]{0,3}[办买领]了(?:俩|两|2|三|3|好几)[张个]?|(?:^|[,。;!?\s])加多?一张(?:卡|[:,。\s]|$)"
    ),
    # 「接下来说说我儿子那个号」, 「再问个别的卡」
    re.compile(
        r"(?:接下来|再|换|顺便|也|该|轮到)(?:帮我)?[说讲问聊看弄][说讲下个看]?[^,。;!?]{0,6}(?:那|别的|另)[张个]?"
        rf"(?:{_OURS}的?)?{_CARD}"
    ),
    # 「我爸那张也是」, 「我妹那个电信号也」
    re.compile(
        rf"{_KIN}[他她]?(?:手里|名下|手上)?的?[那这]?(?:也有)?一?[张个](?:{_OURS}的?)?[卡号]?(?:也|同样)"
        rf"|{_KIN}[他她]?那[张个][^,。;!?]{{0,5}}[呢也]"
    ),
)


#: Where money goes to (「余额退到另一个号」) is no card that the talk turns to.
_WHERE_MONEY_GOES = re.compile(r"(?:退|转|打|充|划|存|挪)(?:到|给|进|去)[^,。;!?]{0,6}$")


def names_another_card(text: str) -> bool:
    """Whether the message speaks of another card than the one before."""
    return any(
        not _WHERE_MONEY_GOES.search(text[: found.start()]) for each in _ANOTHER_CARD for found in each.finditer(text)
    )


#: Words without which no other card is meant.
_OTHER_WORDS = re.compile(
    rf"(?:还|又|也|仲)有(?:一|两)?[张个只]|另|第二|副|除|两张|俩|别的|下一|换一?[张个]|同样|一样|之前|以前|再(?:说|问|看|帮)|[那这](?:张|个号)|{_KIN}"
)
_SAME_CARD = re.compile(r"原来那张|刚才那张|先前那张|第一张|还是那张")


def may_name_another(text: str) -> bool:
    """Whether words of the message may speak of another card; no more than that."""
    return _SAME_CARD.search(text) is None and _OTHER_WORDS.search(text) is not None


_BACK_WORDS = re.compile(
    r"(?:回|切回|绕回|接着|继续|还是|先|咱还)[^;!?]{0,8}(?:那|这|头|第一|最开始|一开始|开头|之前|先前|原)|最(?:开始|早|前面|先)[^,。;!?]{0,4}(?:那|这)?(?:张|个)?"
)


def may_go_back(text: str) -> bool:
    """Whether words of the message may turn back to the card that was talked about before."""
    return _BACK_WORDS.search(text) is not None
