"""Words of a fact that only a question is about (问句里的词): what a word means, what one is told to do, where a number
is to go, what was only looked for somewhere. None of it is so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .place import Place

#: What a word means is asked: 「啥叫首充」, 「合约期是啥意思」, 「有一项叫违约金预存」.
_MEANS_BEFORE = re.compile(r"(?:啥|什么)(?:叫|是)(?:个|做)?[^,。;!?]{0,2}$|(?:一项|一栏|一条|一个)叫[^,。;!?]{0,6}$")
_MEANS_AFTER = re.compile(
    r"^[^,。;!?]{0,8}(?:(?:(?<!说)是|指|叫)(?:个)?(?:啥|什么|咋回事|怎么回事)(?:意思|东西|玩意|来的)?"
    r"|(?:啥|什么)意思|这个词|这几个字|这[三四]个字)"
)
#: What is said, shown or offered somewhere (「抖音上说有个电话」, 「闲鱼找了个代办」), and not bought there.
_NO_SHOP = re.compile(
    r"^(?:上|里)?(?:面)?(?:说有|讲有|有人(?:说|教|讲)|教|看到?(?:有人|有个|说|个(?:视频|办法|教程|帖子))"
    r"|(?:找|问|搜|加|联系)(?:了|到)?(?:个|一个|家|的)?[^,。;!?]{0,4}(?:代办|代退|代销|帮忙|帮人|帮退|中介|维权|律师|黄牛))"
)
#: A courier is named after the shop or not.
_COURIER = re.compile(r"^(?:快递)?(?:的)?(?:小哥|骑手|快递员|配送员|送货)")
#: Who is told to open a link, or did something else at the counter, ordered nothing there.
_TOLD_TO = re.compile(r"(?:让|叫|要|催)(?:我|俺|他|她|人)?(?:去|先|再)?$")
_AT_THE_COUNTER = re.compile(r"^(?:好|完|理|了|妥)?(?:了)?(?:手续|销|注销|退|停|业务|过户|补卡|挂失)")
#: What must or need not be paid in: 「首充那一笔能不能不给」, 「要不要先充50」.
_NEED_NOT = re.compile(
    r"^[^,。;!?]{0,6}(?:(?:能不能|可不可以|可以|能)(?:先)?不|要不要|用不用|必须|非得|一定要?)(?:先)?(?:给|付|充|交|存)"
)
_SHALL = re.compile(
    r"(?:提示|显示|页面写|要求|必须|非要|不|最多|顶多|愿意|只肯)(?:我|要|需|得|先|着){0,3}$"
    r"|请(?:您|你)?(?:于|在|尽快|及时|务必|先)[^,。;!?]{0,18}$"
    r"|(?:让|叫|要|喊|催|逼)(?:我|俺|咱|他|她)[^,。;!?了]{0,4}$|(?:该不该|要不要|用不用|能不能)[^,。;!?了]{0,3}$"
)
#: A fee that a swindler or an agent takes buys no card.
_OTHER_FEE = re.compile(r"加急费|解冻|验证费|认证金|刷流水|疏通|代办费|代退费|服务费|跑腿费|打点")
#: Money that came to the person was not paid by them.
_TO_ME = re.compile(r"(?:给|转|发|打|返|补贴?|送)(?:了|过)?(?:我|俺|咱)|(?:补|返|退)(?:给)?你")
_BY_ME = re.compile(r"(?:我|俺|咱)(?:就|又|先|才|当时|直接|用|拿|已经)?(?:微信|支付宝|现金)?(?:给|付|转|交|扫|充|打)")
#: 「抖音那单付了10块 支付宝的没要钱」.
_FOR_NOTHING = re.compile(r"^(?:的|那[单个张笔]|里?领的)(?:也|都|就|是|倒)?(?:没|不)[要花收付用]钱")
#: What was given before, or for taking the card, is no refund.
_AT_FIRST = re.compile(r"(?:之前|当初|当时|以前|那会儿?|开始|办卡时?|拉我)[^,。;!?退]{0,8}$")
#: The verb between what is said of a sum and the sum.
_GIVES, _PAYS_IN = re.compile(r"(?:给|转|发|打)(?:了|过)?我?$"), re.compile(r"(?:预存|首充|充值?|存)(?:够|满)?$")
#: A card that is charged every month is in use, whatever lies unused.
_NEVER_USED = re.compile(r"没(?:有)?(?:怎么)?(?:用|插|装|碰|动)|放(?:着|家)")
_CHARGED = re.compile(
    r"(?:还|又|怎么|老是|总|一直|准时|月月|每个?月|天天|照样)[^,。;!?怕会]{0,10}(?:扣|收|少[0-9])|扣[^,。;!?]{0,3}月租|月租[^,。;!?]{0,6}扣|(?:每个?月|月月|一直|还)[^,。;!?没不]{0,8}(?:扣|少[0-9一二三四五六七八九十])"
)
#: 「退近三个月」, 「前两年都是29」 are spans, no days.
_SPAN = re.compile(r"^(?:近|最近|前|头)(?:[0-9]{1,2}|[一二两三四五六七八九十几半])个?(?:月|年|天)$")
_SPAN_OF = re.compile(r"(?:退|返|补|查|说|讲|写|承诺|宣传|广告|送|免)(?:的|了|我|回|还)?$")
_SPAN_IS = re.compile(r"^(?:的)?(?:都|只|免|每|才|一直|优惠|体验|月租|话费|账|流水)")
#: What is owed, or was taken too much, is no fee of a plan.
_OWED = re.compile(r"欠(?:费|了|着)?(?:[0-9]|[一二两三四五六七八九十百])")
_TOO_MUCH = re.compile(r"(?:多|乱|错)(?:扣|收|算|划)")
#: What is looked for (「一个月交5块那种」, 「有没有10块的」) is no fee that is paid.
_LOOKED_FOR = re.compile(
    r"(?:有没有|有无|想(?:换|改|要|办)|能不能(?:换|改|办)|找个?)[^,。;!?]{0,10}$|下个?月[^,。;!?]{0,6}[变涨][成到]?$"
)
_OF_A_KIND = re.compile(r"^(?:块|元)?钱?(?:左右|以内|以下)?的?(?:那种|那样的|这种)")
_PLAN = re.compile(r"月租|套餐|月费|资费|保底|低消")
#: 「能不能把卡给停掉」 asks for it.
_ASKED_FOR = re.compile(r"(?:能不能|可不可以|怎么|咋|如何|要不要|想)[^,。;!?了]{0,16}(?:把|给)[^,。;!?了]{0,8}$")
#: 「我还没发」 is said of a photograph.
_I = re.compile(r"(?:我|俺|我也|我这边)$")


def _name(place: Place) -> bool:
    if place.field == "sales_channel" and (_TOLD_TO.search(place.before) or _AT_THE_COUNTER.match(place.after)):
        return True
    return _NO_SHOP.match(place.after) is not None or _COURIER.match(place.after) is not None


def _payee(place: Place) -> bool:
    if _NEED_NOT.match(place.after) or (_SHALL.search(place.before) and not place.words.endswith("了")):
        return True
    return place.words.startswith(("给", "转", "付")) and _OTHER_FEE.search(place.text) is not None


def _method(place: Place) -> bool:
    said = f"{place.before}{place.words}{place.after}"
    return bool(_FOR_NOTHING.match(place.after) or (_TO_ME.search(said) and not _BY_ME.search(said)))


#: A face that was filmed while a form was filled in, and never sent off, has opened nothing.
_FACE = re.compile(r"脸")
_AT_THE_FORM = re.compile(
    r"没(?:有)?(?:点|按)(?:最后|提交|立即|下单|确认|免费领)|(?:提交|领取|办理|下单|最后那?一?步|最后那?个)(?:我)?没(?:点|按)|没(?:有)?提交"
)


#: As what a card is to be taken is no state that it is in: 「能当没激活退吗」.
_AS_IF = re.compile(r"(?:当|当成|当作|当做|算|算作|按|按照|视为)(?:成|是|作)?$")


def _unused(place: Place) -> bool:
    if _AS_IF.search(place.before):
        return True
    if _FACE.search(place.words) and _AT_THE_FORM.search(place.text):
        return True
    return _NEVER_USED.search(place.words) is not None and _CHARGED.search(place.text) is not None


def _state(place: Place) -> bool:
    return _unused(place) or _ASKED_FOR.search(place.before) is not None


def _day(place: Place) -> bool:
    if _SPAN.match(place.words) is None:
        return False
    return _SPAN_OF.search(place.before) is not None or _SPAN_IS.match(place.after) is not None


def _fee(place: Place) -> bool:
    said = f"{place.earlier},{place.before}"
    if _TOO_MUCH.search(said) or _LOOKED_FOR.search(place.before) or _OF_A_KIND.match(place.after):
        return True
    return _OWED.search(said) is not None and _PLAN.search(place.text) is None


def _refund(place: Place) -> bool:
    return _AT_FIRST.search(_GIVES.sub("", place.before)) is not None


def _topup(place: Place) -> bool:
    return _SHALL.search(_PAYS_IN.sub("", place.before)) is not None


def _parcel(place: Place) -> bool:
    return place.words in ("没发", "还没发", "未发") and _I.search(place.before) is not None


_BY_FIELD: Mapping[str, Callable[[Place], bool]] = {
    "platform": _name,
    "sales_channel": _name,
    "payee": _payee,
    "payment_method": _method,
    "activated": _unused,
    "card_stage": _state,
    "monthly_fee": _fee,
    "refunded_amount": _refund,
    "topup_amount": _topup,
    "parcel_stage": _parcel,
}


def is_doubted(place: Place) -> bool:
    """Whether the words are asked about, told to do, or said of where something else was looked for."""
    means = _MEANS_AFTER.match(place.after) and place.field != "over_amount"
    if _MEANS_BEFORE.search(place.before) or means:
        return True
    rule = _BY_FIELD.get(place.field, _day if place.field.endswith("_date") else None)
    return rule is not None and rule(place)
