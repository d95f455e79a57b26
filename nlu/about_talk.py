"""What is said of the talk itself (对机器人说的话), and of another card, in a fixed form."""

from __future__ import annotations

import re

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
    r"|还(?:买|办|领)了(?:一)?张|还(?:躺|放|压)着(?:一)?张|不止(?:这)?一张|别的那张"
    r"|(?:淘宝|京东|拼多多|抖音|快手)(?:上)?(?:买|办|领)的那(?:一)?张(?:呢|怎么|也)"
)


#: Where money goes to (「余额退到另一个号」) is no card that the talk turns to.
_WHERE_MONEY_GOES = re.compile(r"(?:退|转|打|充|划|存|挪)(?:到|给|进|去)[^,。;!?]{0,6}$")


def names_another_card(text: str) -> bool:
    """Whether the message speaks of another card than the one before."""
    return any(not _WHERE_MONEY_GOES.search(text[: found.start()]) for found in _ANOTHER_CARD.finditer(text))
