"""Who is asked to show the screen of the phone (共享屏幕), or is on the line with one who will stop a charge: fraud.

No carrier, shop or platform needs to see a screen to pay back; 「不弄就每月自动扣 800」 is the swindler's usual threat.
"""

from __future__ import annotations

import re

#: A screen that is shown, or the program that shows it; and who wants it. A meeting of one's own work is none.
_SCREEN = re.compile(
    r"(?<!没)(?<!没有)(?:投[了过上着]?屏|投(?:上|上去|过去|出去)了|屏幕?共享|共享(?:了|着|一下|我的?|手机|你的?){0,3}屏|(?:会议|开会|远程)[^,。;!?]{0,4}(?:软件|app|程序|控制|协助|操作|共享)|开(?:着|了|个)?共享)"
)
_FOR_MONEY = re.compile(r"余额|银行|退|扣|卡|钱|客服|专员|骗|会员")
#: What 「投」 was of a complaint, where no screen is named.
_COMPLAINED = re.compile(r"12315|投诉|申诉|工信部|平台")
_NAMED = re.compile(r"屏|共享|会议|画面")
_AT_WORK = re.compile(r"公司[里的]?(?:开会|要求|让|会议)|老板|上网课|网课|老师|同事|领导")
#: Somebody who calls just now, and a charge that comes by itself unless they stop it.
_ON_THE_PHONE = re.compile(
    r"(?:正|现在|刚刚?|在|还)在?[^,。;!?]{0,10}(?:通话|通着话|打着?电话|电话里|视频|连线)|(?<!我)打(?:了)?(?:个)?(?:来|过来)?电话(?:来|过来|说)|来电"
)
_THREATENS = re.compile(
    r"(?:每个?月|下个?月|明天|今天|今晚|到期)[^,。;!?]{0,6}(?:自动)?(?:要|就|会)?(?:续费)?(?:自动)?扣(?:费|款|我|掉){0,2}(?:[0-9]{3}|[0-9一二三四五六七八九两]{1,4}[百千])"
)
_OFFERS = re.compile(r"(?:帮|给|替)(?:我|俺|咱)[^,。;!?]{0,6}(?:关|取消|退|停|办)|(?:不|要)(?:弄|关|取消|配合|办)")


#: The screen is shown already.
_SHOWN = re.compile(
    r"(?<!没)(?<!没有)(?:(?:已经?|刚才?|刚刚|我)(?:都|就|给他)?(?:共享(?:上|过去|出去|给他|开|屏幕?){0,2}|投(?:上去|过去|出去|给他|开|上?屏幕?))了|屏幕?(?:已经?|都)?(?:投|共享)(?:上|过去|出去)?(?:了|着)|(?:已经|正在?)(?:共享|投屏)|(?:共享|投屏)(?:已经)?开(?:着|了))"
)
#: They are on just now, whatever the program is called.
_ON = re.compile(
    r"(?<!没)(?<!没有)(?:(?:正|还|现在|这会儿?|刚刚?)在?[^,。;!?]{0,3}(?:连|投|共享|开)(?:着|上了?)|(?:连|投|共享)着呢|(?:能|正|在)看(?:见|到|着)?我(?:的)?(?:手机)?屏)"
)


def _of_money(text: str) -> bool:
    """Whether money or a card is spoken of, and no work of one's own; nor a complaint that was sent up (投上去了)."""
    if _COMPLAINED.search(text) is not None and _NAMED.search(text) is None:
        return False
    return _FOR_MONEY.search(text) is not None and _AT_WORK.search(text) is None


def is_shown(text: str) -> bool:
    """Whether the screen is shown already to somebody who speaks of money or of a card."""
    is_on = _SCREEN.search(text) is not None and _ON.search(text) is not None
    return (is_on or _SHOWN.search(text) is not None) and _of_money(text)


def is_shown_to_one_who_calls(text: str) -> bool:
    """Whether the screen of the phone is wanted or seen by somebody who speaks of money or of a card."""
    return _SCREEN.search(text) is not None and _of_money(text)


def is_threatened_on_the_phone(text: str) -> bool:
    """Whether a caller threatens with a charge that comes by itself, and offers to stop it."""
    threat = _THREATENS.search(text)
    return threat is not None and _ON_THE_PHONE.search(text) is not None and _OFFERS.search(text) is not None
