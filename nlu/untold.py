"""What words only seem to tell of a card (没发生的、说的是别的东西): what is let happen, what it is bound to,
what is said of other things and other people, what the next clause takes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .carrier_named import is_no_carrier, is_told_apart
from .doubted import is_doubted
from .fees_told import is_held_back
from .money_told import is_pay
from .not_bought import is_fee_of_service, is_no_shop, is_of_another, is_only_spoken_of
from .place import Place as Place
from .put_right import is_put_right, is_unasked
from .told_apart import (
    is_of_last_week,
    is_of_refund,
    is_of_staff,
    is_stood_by,
    is_taken_for,
    is_their_refusal,
    is_thing_given,
)
from .unreal import is_unreal

_LET_LAPSE = re.compile(
    r"(?:让|由|任|随|等|放)(?:着|到)?(?:它|[这那]?(?:个|张)?(?:号码?|卡))(?:自己|自动|就|先|一直|慢慢|欠费|欠着|去){0,3}$"
    r"|(?:欠|拖|放)(?:着|费)?(?:到|等)(?:它|号)?$"
)
_BOUND_TO = re.compile(r"^[^,。;!?]{0,14}?(?:绑(?!了?银行卡)|换绑|解绑|注册的|登录)")


def is_let_lapse(before: str) -> bool:
    """Whether the words right behind ``before`` are only let happen, or waited for: 「让它停机」, 「等它自己欠费」."""
    return _LET_LAPSE.search(before) is not None


def is_bound_to(words: str) -> bool:
    """Whether the account that ``words`` begin with is one the number is bound to: 「支付宝银行卡都绑着」."""
    return _BOUND_TO.search(words) is not None


#: Other things that are opened or not like the parcel of a card.
_OF_ELSE = re.compile(
    r"(?:手机(?!卡|号|里)|光猫|路由器?|平板|机顶盒|设备|盒子?|监控|手表|锅|油|米|鸡蛋|洗衣液|水壶|风扇|电饭煲|杯子?|奶|茶|音箱|耳机|充电宝|赠品|礼品|礼物|送的东西"
    # (and money: 「首充50没动过」)
    r"|首充|话费|余额|(?<!了)钱|(?:首充|充|存|里[面头]?)[的了]?[0-9一二两三四五六七八九十百]{1,4}(?:块钱?|元)?)(?:我)?(?:都|也|还|一直|根本){0,3}$"
)
_UNOPENED = re.compile(r"[没未][^,。;!?]{0,2}(?:拆|开封|动|用)")
#: Papers and accounts that are struck off like a number.
_BANK = r"(?:[建工农中招交]行|邮储|民生|浦发|光大|中信|兴业|信用社?|农商|银行|储蓄|借记|工资|存折)(?:的)?(?:那张|这张)?"
_BANK_CARD = rf"{_BANK}卡"
#: What makes the card that follows a bank's.
_OF_BANK = re.compile(rf"{_BANK}$")
_ENDS_STRUCK = re.compile(
    rf"(?:身份证|户口本?|账号|帐号|账户|执照|公司|店铺?|公众号|微信号|群|{_BANK_CARD})(?:也|都|早|已经?|上个?月|去年|前年|年初|就|我|他|给|被){{0,3}}$"
)
_SOME_STRUCK = re.compile(r"^了?(?:[2-9]|[1-9][0-9]|[两三四五六七八九几])[张个](?!都)")
_OTHER_STRUCK = re.compile(
    rf"(?:身份证|户口本?|账号|帐号|账户|执照|公司|店铺?|公众号|{_BANK_CARD})[^,。;!?]{{0,4}}(?:注销|销)"
)
_STRIKES = re.compile(r"注销|销")
#: What somebody else is to have, for a time.
_LENT = re.compile(r"(?:再|想|借|给|让)(?:借|给|让|租)?(?:我|他|她|你|人家|同事|朋友|亲戚|同学|老乡|别人)?(?:再)?$")
_BORROWS = re.compile(r"借|租|再(?:给|让)")
#: Somebody else used what was let or lent to them: 「租给别人的,用了两天」.
_HANDED_ON = re.compile(r"(?:借|租|卖|让|转)给")
#: A span of time behind which something is threatened: 「两小时后停机」.
_AFTER_A_WHILE = re.compile(
    r"(?:小时|分钟|天|日|今晚|今天|明天|马上|立刻)(?:之?内|之?后|以后)?(?:就|会|要|将|给)?(?:我|你|您)?(?:强制|自动)?$"
)
#: Who speaks of an offence and threatens.
_ACCUSED = re.compile(r"涉嫌|涉案|违规|违法|异常|不(?:处理|配合|核验|认证)")
#: What happens where something is not done: 「不认证停机」.
_THREAT = re.compile(
    r"(?:不|没)(?:去)?(?:认证|实名|核验|交|缴|办|处理|激活|充|补)[^,。;!?]{0,4}(?:就|会|要|直接|自动|得)?$"
    r"|(?:不然|否则|要不然|要不|逾期|过期)(?:就|会|要|将|直接|给我|把我){0,3}$"
)
#: What a thing handed over is: a number, a paper, no order.
_HANDED = re.compile(
    r"(?:验证码|密码|身份证(?:号码?)?|姓名|电话|信息|号码|卡号|止付|售后|退款|取消|申请|案|警|工信部|12315|12381|消协|投诉|申诉|材料)(?:那个|那边|的)?(?:我)?(?:都|也|已经?|还|就|今天|昨天|前天|上周|刚)?$"
)
_SIGNED_PAPER = re.compile(r"签(?:了|过|的)?(?:个|份|的)?(?:字|名|合同|协议|合约|单子|单据|确认书)")
#: What comes by message is no parcel: 「授权码收到了」.
_BY_MESSAGE = re.compile(r"(?:授权码|验证码|短信|回信|回执|邮件|通知|催缴|码)(?:我|也|都|已经|刚|今天|早就){0,3}$")
#: It was said to have come, and has not.
_NOT_SEEN = re.compile(r"^[^;!?]{0,8}(?:没|未)(?:有)?(?:见|到(?!期)|收到|看到|影|动静)")
#: A demand, which is no day on which it was done.
_DEMANDED_FOR = re.compile(
    r"(?:必须|务必|得|让我?|叫我?|催我?|要我|要求我?|非要|非让|赶紧|只能|不然|限我?)[^,。;!?了]{0,6}$"
)
#: What somebody is to get has not been paid: 「事成给他五十」.
_PROMISED = re.compile(r"(?:事成|办成|办好|弄好|成了|回头|到时候?|下次|以后|之后|答应|说好|讲好)[^,。;!?]{0,3}$")
#: What cost nothing once, or elsewhere, tells nothing of this card: 「以前换卡都不要钱」.
_ONCE = re.compile(r"(?:以前|过去|早先|人家|别家|别人)[^,。;!?]{0,12}$")
#: An unpaid sum needs money to be spoken of: 「我没给他」 may be said of a photograph.
_MONEY = re.compile(r"[钱块元费]|付|交|充|[0-9]")
_GIVEN = re.compile(r"没(?:有)?给(?:过)?(?:他|她|代理|卖家)$")
_GAVE = re.compile(r"给(?:了|过)?(?:他|她|代理|卖家|人家)(?:的|了)?$")
#: Within so many characters stands what was given.
_NEAR = 6
_OTHER_GIFT = re.compile(r"照片|身份证|验证码|密码|刷脸|人脸|信息|六位|数字|截图|号码|卡号|拍")
#: Somebody who claims a contract makes 「我没签过」 a protest, which proves nothing.
CLAIMS_CONTRACT = re.compile(
    r"(?:说|讲|称|显示|提示|查到|告诉我?|通知)(?:我)?(?:名下|号上|这号|那号|卡上)?[^,。;!?不没]{0,6}(?:有|签|绑|合约|协议|在网|到期)|违约金|赔|不(?:让|给|能)(?:销|退|转|办|降)|非说|硬说|一口咬定"
)
#: The carrier looked it up for them, which a seller's word at the time was not.
_LOOKED_UP = re.compile(r"100(?:86|10|00|99)|客服|人工|营业厅|厅里|柜台|查(?:了|过|的)|一查")
_AT_THE_TIME = re.compile(r"当时|当初|办的时候|办卡时|原来|之前|卖|店家|商家|代理|业务员|推销|直播|广告|主播")
_NEVER_SIGNED = re.compile(r"(?:从来?|根本|压根|我哪|什么时候)[^,。;!?]{0,3}没?[^,。;!?]{0,2}$")
#: The verb between somebody and a sum.
_SUM_VERB = re.compile(r"(?:退|付|交|花|充|给|转|赔|返)(?:了|过|回|给)?(?:他|她)?$")
#: Somebody else's deed, told for comparison: 「我同学退了50」.
_THEIR_DEED = re.compile(
    r"(?:同事|室友|舍友|同学|朋友|邻居|网友|别人|(?<!给)(?<!给了)(?<!给过)(?<!转了)(?<!付了)人家|群里的?人?)(?:的|都|也|才|就|那边|那张|昨天|前天|早就|已经){0,3}$"
)


#: A card that hangs on the number: that nobody used it says nothing of the number.
_SUBCARD, _UNUSED = re.compile("副卡"), re.compile(r"没(?:有)?(?:用|激活|开|插|拆)|未激活")


#: Other things that are closed, returned or stopped like a card.
_OTHER_THING = re.compile(
    r"(?:工单|反馈|举报|诉求|执照|公司|店铺?|企业|网课|课程?|医保|社保|个税|电影|手表|手环|投诉|申诉|理赔|材料|12315|退款|美容|权益|业务|软件|车|物业|保险|账号|账户|银行卡|信用卡|微信|支付宝|淘宝|京东|会员|宽带|健身|公交|饭卡|门禁|副卡|副号|附属卡)[^,。;!?]{0,5}$"
)
#: Where money is asked back, or that it is: of a refund this says no other thing.
_OF_REFUND = re.compile(r"淘宝|京东|退款|会员|美容|权益")


def is_other_thing(field: str, before: str) -> bool:
    """Whether something else than a card or its money stands right before the words."""
    found = _OTHER_THING.search(before)
    return found is not None and not (field == "refund_state" and _OF_REFUND.match(found.group()))


def is_checked(words: str, said: str) -> bool:
    """Whether the carrier says that there is no contract (「打10010问了,说没合约」), or that a line hangs on it."""
    found = words[:1] in "没无" and _LOOKED_UP.search(said) is not None and _AT_THE_TIME.search(said) is None
    return found or "宽带" in words or "取消了" in words


def _of_other_thing(place: Place) -> bool:
    is_unused = place.field in ("activated", "card_stage") and _UNUSED.search(place.words) is not None
    if is_unused and _SUBCARD.search(f"{place.earlier},{place.before}"):
        return True
    if _UNOPENED.search(place.words) and place.field in ("activated", "parcel_stage", "card_stage"):
        return _OF_ELSE.search(place.before) is not None
    if place.field == "parcel_stage" and place.words[0] != "说" and _BY_MESSAGE.search(place.before):
        return True
    if place.field == "parcel_stage":
        return _SIGNED_PAPER.search(place.words + place.after) is not None and "收" not in place.words
    return False


def _is_threat(place: Place) -> bool:
    """Whether the number is only to be stopped: where something is not done, or soon, by one who accuses."""
    if _THREAT.search(place.before):
        return True
    return _AFTER_A_WHILE.search(place.before) is not None and _ACCUSED.search(place.text) is not None


#: A screen, or somebody else, says that it was signed for, and they never saw it.
_SHOWN = re.compile(r"(?:显示|写|物流|短信|系统|查|说|通知|提示)[^,。;!?我]{0,6}$")
_NEVER_SEEN = re.compile(
    r"(?:没|没有|未|哪)(?:人)?(?:见(?!效)|收到(?!钱|款|退|短信|电话|答|回|通知)|拿到|看到|签过|签收)|影(?:子|儿)?都没|啥也没"
)


#: What was promised beside the card: 「说送个音箱,三个月了没寄来」.
_GIFT = re.compile(
    r"(?:说|讲|答应|承诺|活动)[^,。;!?]{0,6}送(?!到|来|货|过|给?我?家)(?:我|你)?(?:个|一|台|部|只|副|张(?!卡)|箱|桶|袋|小|的)"
)
_SENT = re.compile(r"没(?:有)?(?:寄|发|送|到|收|见|给)|未(?:寄|发|到)")


def _is_of_gift(place: Place) -> bool:
    said = f"{place.earlier},{place.before}"
    return (
        _GIFT.search(said) is not None
        and _SENT.search(place.words + place.after) is not None
        and "卡" not in place.before
    )


def _is_unseen(place: Place) -> bool:
    return "签收" in place.words and _SHOWN.search(place.before) is not None and bool(_NEVER_SEEN.search(place.text))


def _of_other_number(place: Place) -> bool:
    """Of ``card_stage``: what was struck off, lent, threatened or handed over is not this number."""
    words, before = place.words, place.before
    # (a verb without its thing is said of the thing that the clause before ends with)
    struck = before if before.strip("早都已经就也") else place.earlier
    if _STRIKES.search(words) and words.startswith("卡") and _OF_BANK.search(before):
        return True
    if _STRIKES.search(words) and (_ENDS_STRUCK.search(struck) or _SOME_STRUCK.match(place.after)):
        return True
    if words.startswith("停机") and "了" not in words + place.after[:1] and _is_threat(place):
        return True
    if words[:1] in "用使" and _HANDED_ON.search(f"{place.earlier},{before}"):
        return True
    lent = words[:1] in "用使" and _LENT.search(before) and _BORROWS.search(before)
    return bool(lent) or (("报" in words or "交" in words) and _HANDED.search(before) is not None)


def _of_other_day(place: Place) -> bool:
    if place.field == "due_date":
        return is_of_last_week(place)
    struck = f"{place.earlier},{place.before}{place.words}{place.after}"
    is_struck = place.field == "closed_date" and _OTHER_STRUCK.search(struck) is not None
    return is_struck or _DEMANDED_FOR.search(place.before) is not None


def _not_seen(place: Place) -> bool:
    return _NOT_SEEN.match(place.after) is not None or _NOT_SEEN.match(place.later) is not None


def _not_money(place: Place) -> bool:
    is_once = _ONCE.search(place.before) and "不要钱" in place.words
    if _FOR_LESS.match(place.after) or _PROMISED.search(place.before) or is_once:
        return True
    if _GAVE.search(place.words) and (_OTHER_GIFT.search(place.after[:_NEAR]) or is_thing_given(place)):
        return True
    if _GIVEN.search(place.words) is None:
        return False
    return _MONEY.search(place.text) is None or _OTHER_GIFT.search(place.text) is not None


def _is_protest(place: Place) -> bool:
    """「我没签过合约,他非说有」: that the person signed nothing does not free the number."""
    if ("没" not in place.words and "不是" not in place.words) or "到期" in place.words:
        return False
    rest = place.text.replace(place.words, "", 1)
    return _NEVER_SIGNED.search(place.before) is not None or CLAIMS_CONTRACT.search(rest) is not None


#: A service on the number that nobody ordered: 「扣了15的权益包,我没订过」.
_SERVICE = re.compile(r"权益|会员|增值|彩铃|彩信|流量包|加油包|业务|视频包|短信包|来电|保险")
_NO_SERVICE = re.compile(r"(?:名下|这个?|那个?|张|新|电话|手机|流量)(?:卡|号)|号码|下单|卡|快递|包裹")


def _of_service(place: Place) -> bool:
    if "没" not in place.words or "单" in place.words:
        return False
    near = f"{place.earlier},{place.before}{place.words}{place.after}"
    return _SERVICE.search(near) is not None and _NO_SERVICE.search(near) is None


def _their_length(place: Place) -> bool:
    return _LENT.search(place.before.removesuffix("用")) is not None and _BORROWS.search(place.before) is not None


#: Money that went into a game, or to swindlers, was not paid for a card.
_GAME = re.compile(
    r"(?<!插上打)游戏|安全账户|刷单|刷流水|提现|解冻费|认证金|验资|皮肤|打赏|[给刷]主播|王者|和平精英|原神|蛋仔|迷你世界"
)
#: A number that moves to another carrier (「转了37还在不」) is no money that was transferred.
_MOVES = re.compile(r"转网|携转|携号|余额")
#: What is paid only on a condition (「那我交了86以后」).
_ONCE_PAID = re.compile(r"^(?:那|要是|如果|等|假如)")
#: What a service costs each month was not paid in before the card was opened.
_FOR_SERVICE = re.compile(r"^(?:块|元)?钱?的(?:业务|会员|彩铃|流量包|增值|套餐|包)")
#: What was given for less to be asked (「我给了他们才减到150」), or what is only promised for it (「转他就能销」).
_FOR_LESS = re.compile(r"^们?才(?:给|肯|能|让|同意)?(?:我)?(?:减|免|降|少)|^钱?就(?:能|可以|行)")
#: Who was made to say yes has not been promised anything: 「让他对着手机说了句同意」.
_MADE_TO_SAY = re.compile(r"(?:让|叫|要|哄|骗|逼|催)(?:着|了)?(?:他|她|我|老人|我[妈爸])[^,。;!?]{0,12}同意")


def _is_other_money(place: Place) -> bool:
    if _GAME.search(f"{place.before}{place.words}{place.after}{place.later}"):
        return True
    if _ONCE_PAID.search(place.before) and place.after.startswith(("以后", "之后")):
        return True
    moved = "转" in place.words or place.before.removesuffix("了").endswith("转")
    return moved and _MOVES.search(place.text) is not None


#: What is feared has not happened (「就怕还扣钱」); what it may touch is another number (「影响我用着的号不」).
_FEARED = re.compile(r"(?:怕|担心|影响|牵连|连累)[^,。;!?]{0,6}$")
#: What stops a number only where something is left undone: 「二次实名不然停机」.
_OR_ELSE = re.compile(r"不然|否则|要不然|逾期|(?:不|没)(?:去)?(?:认证|实名|核验|办|处理)")
#: What is to follow once it is done has not followed: 「激活了再返给我」.
_ON_CONDITION = re.compile(
    r"^(?:了|完|成功|以?后)?(?:[^,。;!?了]{0,4}才(?:能|到|会|可以|算|有)|再(?:返|退|给|说|付|交|收)|才(?:能|给|返|退|让|可以|会)|就(?:能|会|给|返|退|可以|让))"
)


#: What is to be paid once the refund has come tells of no refund: 「退款到了一起返」.
_ONCE_IT_CAME = re.compile(
    r"^(?:账)?(?:了)?(?:之?后|以后|时|就|再|才|一起|一块儿?|一并|一同){1,2}(?:返|退|给|转|补|还|结)"
)


#: 「没发货我就申请退款了,商家秒发货」: it was sent since.
_SENT_SINCE = re.compile(
    r"(?:秒|偏|强行|擅自|照样|直接|马上|立马|反而|居然|还是|却|又)(?:给我?)?发(?:了)?货(?!前|之前|吗)"
)


def _was_sent_since(place: Place) -> bool:
    return "没发" in place.words and _SENT_SINCE.search(place.text) is not None


def _is_feared(place: Place) -> bool:
    return _FEARED.search(place.before) is not None


def _is_on_condition(place: Place) -> bool:
    return "激活" in place.words and _ON_CONDITION.match(place.after) is not None


def _is_or_else(place: Place) -> bool:
    return _OR_ELSE.search(place.words) is not None


#: 「用一个月再销」「用俩月以后退」: so long it is to be used, and was not.
_THEN = re.compile(r"^(?:左右)?(?:之?后|以后)?(?:再|才|就(?:能|可以|给))(?:去|来|给)?(?:销|注销|退|取消|办|走|换|改)")


def _is_still_to_use(place: Place) -> bool:
    return _THEN.match(place.after) is not None


def _was_made_to_say(place: Place) -> bool:
    return _MADE_TO_SAY.search(place.text) is not None


def _is_for_service(place: Place) -> bool:
    return _FOR_SERVICE.match(place.after) is not None


#: What tops itself up each month was not paid in before the card was opened: 「微信每个月自动充50」.
_BY_ITSELF = re.compile(r"(?:自动|每个?月|一个?月|月月|每次|老是|总是|又)[^,。;!?]{0,4}$")


def _is_by_itself(place: Place) -> bool:
    return _BY_ITSELF.search(place.before) is not None or "自动充" in place.words


#: What a thing was offered as.
_AS_A_GIFT = re.compile(r"免费|白[送给领]|0元|零元|不要钱")
#: What was taken for it all the same.
_TAKEN = re.compile(
    r"(?<![没不让叫])(?:要|收|付|交|扣|俾|给|畀)(?:了|咗|我|俺|他|她|佢|走){0,2}(?:[0-9]{1,4}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二三四五]百)(?:块|元|蚊|多|来|的|[,。;!?]|$)"
)


def _is_lure(place: Place) -> bool:
    """Whether 「免费」 only tells how the card was offered: something was taken for it after all."""
    return _AS_A_GIFT.search(place.words) is not None and _TAKEN.search(place.text) is not None


def _is_their_deed(place: Place) -> bool:
    return _THEIR_DEED.search(_SUM_VERB.sub("", place.before)) is not None


def _is_only_to_come(place: Place) -> bool:
    if "到" not in place.words:
        return False
    once = _ONCE_IT_CAME.match(place.after) is not None
    return once or ("没" not in place.words and (_not_seen(place) or is_pay(place.text)))


#: Field -> what may take its words back; a date's are those of any day.
_BY_FIELD: Mapping[str, tuple[Callable[[Place], bool], ...]] = {
    "charged": (_is_feared, is_held_back),
    "stopped_by": (_is_feared, _is_or_else),
    "activated_by": (is_stood_by,),
    "activated": (_is_feared, _is_on_condition, _of_other_thing),
    "card_stage": (is_of_refund, _is_feared, _is_on_condition, _of_other_number, _of_other_thing),
    "parcel_stage": (is_their_refusal, _is_unseen, _is_of_gift, _of_other_thing, _was_sent_since),
    "carrier": (is_no_carrier,),
    "platform": (is_told_apart, is_no_shop),
    "complaint_answer": (_was_made_to_say,),
    "paid_amount": (_is_other_money, _is_their_deed),
    "topup_amount": (_is_for_service, _is_other_money, _is_their_deed, _is_by_itself),
    "sales_channel": (is_only_spoken_of,),
    "monthly_fee": (is_fee_of_service, is_of_another),
    "refunded_amount": (_is_their_deed,),
    "payee": (_is_other_money, _not_money, _is_by_itself, _is_lure),
    "balance_state": (_is_only_to_come,),
    "refund_state": (_is_only_to_come,),
    "used_months": (_their_length, _is_still_to_use, is_of_another),
    "ordered_by": (_of_service, is_taken_for),
    "settlement": (is_of_staff,),
    "contract": (_is_protest,),
}
_OF_A_DAY = (_of_other_day,)


def is_untold(place: Place) -> bool:
    """Whether the words of a fact say it of something else, of somebody else, or are taken back at once."""
    field = place.field
    if is_doubted(place) or is_unreal(place) or is_unasked(place.before) or is_put_right(place.before, place.after):
        return True
    return any(check(place) for check in _BY_FIELD.get(field, _OF_A_DAY if field.endswith("_date") else ()))
