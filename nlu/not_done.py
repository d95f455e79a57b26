"""Words of a fact that are only demanded, offered, threatened or set as a condition (只是要、只是说): nothing was done
yet; and such as tell of another thing than they seem to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .place import Place

#: What is to follow once it is paid: 「交200包解」, 「减一半 交292就给销」.
_THEN_THEY_WILL = re.compile(
    r"^(?:块钱?|元|块[0-9]|的?保证金|的?押金)?(?:就|才|便|即可|马上|立马|立刻|包|保证|可以|能)(?:给|能|可以|放|帮|肯|让|行|解|销|退|办|发|恢复|复|开|通|过|撤|不(?:用|再|追|影响))"
    r"(?![^,。;!?]{0,6}了)"
    # 「720给了立马盖章」
    r"|^(?:块钱?|元)?[给付交转]了(?:就|才|立马|马上|立刻|当场){1,2}(?:给|能|可以|放|帮|让|解|销|退|办|开|盖|签|结)(?![^,。;!?]{0,8}了)"
    r"|^(?:块钱?|元)?(?:销户|销号|解封|解约|放行|放人|了结|结案|两清)"
)
_DONE = re.compile(r"了|过")
_HAVING_PAID = tuple(f"{verb}了" for verb in "付给交转充花打掏补扫收扣用存汇缴买")
#: What happens where it is not paid: 「不交680就影响征信」.
_UNLESS = re.compile(r"(?:不|没)$|(?:不|没)(?:交|付|给|补|还|转|充)(?:这|那|够|清|齐)?$")
_OR_ELSE = re.compile(r"^(?:块|元|块钱)?(?:就|会|要|要影响|影响|不|便)")
#: What is charged, or stopped, where something is left undone: 「不关一个月扣800」; and what is only
#: booked: 「预约销户成功」.
_LEFT_UNDONE = re.compile(
    r"不(?:关|取消|退订|撤|交|缴|收|处理|认证|激活|充|办|配合|还|删|同意|签|开通|解除|注销|销|弄(?!了)|操作)(?:掉|了|的话)?[^,。;!?]{0,10}$|预约(?:了)?$"
)
#: (as they say who would have something for it: 「说我开了会员没关,一个月要扣六百」)
_THREATENED = re.compile(r"[说讲称][^。;!?]{0,14}[没不](?:关|取消|退订)[^。;!?]{0,8}(?:要|会|将)扣")
#: A sum that is only to be given back on a condition: 「先撤了才退我98」.
_ONLY_THEN = re.compile(
    r"(?:才|再|肯|愿意?|同意|答应|最多|只能|顶多)(?:给|能|会|可以|肯)?(?:退|返|还|给)(?:我|俺|他|她)?$"
)
#: A contract that they want signed anew, and a time that is still to be stayed: 「让我再签12个月」, 「还得再用7年」.
_ANEW = re.compile(r"(?:再|续|重新|重)(?:签|续|用|绑|办|约|满|待|等)?(?:一份|个|够|满)?$")
_TO_SIGN = re.compile(r"(?:要|让|叫|得|非要|必须|再)(?:我|你|他|她|俺)?签$")
_STILL_TO = re.compile(r"(?:还得|还要|得|必须|再|要)(?:再)?(?:用|待|等|满|绑)?(?:够|满)?$")
#: What hangs on a number is no contract: 「绑了六年的东西」.
_BOUND_THINGS = re.compile(r"^的(?:东西|账号|帐号|银行|支付宝|微信|软件|app|业务|各种)")
#: What is lent for so long, for so much: 「借张卡用一个月给200」.
_FOR_SO_MUCH = re.compile(r"^(?:就)?(?:给|付|算)(?:我|你)?[0-9一二两三四五六七八九十百块]")
_LENDS = re.compile(r"借|租")
#: A price for so long: 「199用一年」.
_PRICED = re.compile(r"[0-9块元g]用?$")
#: ... and how soon it gave out: 「299用俩月就慢了」.
_SHORT_LIVED = re.compile(r"^就(?:慢|断|卡|没|不|限|废)")
#: Where the card was opened is not where the person is: 「在外省开的」.
_OPENED_THERE = re.compile(r"^(?:省|地)?(?:开|办|入网|激活|注册)(?:的|出来|过)")
_HERE = re.compile(r"我(?:现在|人|就|一直)?(?:在|住|待)")
#: ... nor is where somebody else is: 「我姐人在国外」.
_IS_THERE = re.compile(
    r"(?<!我[和跟陪])(?<!我[和跟陪]我)(?:[爸妈爷奶舅姑姨叔伯婶嫂哥姐弟妹儿女他她]|[外老公]公|[外老婆]婆|媳妇|对象|爱人|孩子|朋友|同事|同学|室友|儿子|女儿|本人)"
    r"们?(?:人|现在|一直|都|也|还|又|常年){0,2}在?$"
)
#: An account that was opened with the number is no shop: 「注册淘宝」, 「登进了老刘的淘宝」.
_SIGNS_IN = re.compile(
    r"(?:注册|登录?(?:进|上|入)?|绑定?|解绑|收)(?:了|的|着|过)?(?:他|她|老[^,。;!?]|前机主|原机主|别人|人家)?(?:的)?$"
)
#: A yes that is the user's own: 「电话里答应就算数」, 「说他同意升5G」.
_OWN_YES = re.compile(
    r"(?:答应|同意)(?:了|过)?(?:就算|就是|也算|算数|的录音|升|办|开通?|订|换成|改成|加|参加|续约)(?!回)"
)
#: ... or what somebody once clicked, said on the telephone or promised by himself: 「说我在电话里答应了」.
_ONCE_SAID_YES = re.compile(
    r"(?:录音[^。;!?]{0,4}|(?:点(?:了|过|的)|勾|链接|电话里|自己|本人|个人|当时|当初|我(?:都|已经|也|亲口)?)[^,。;!?]{0,5})(?:同意|答应)"
    r"(?:了|过|的){0,2}(?:$|[,。;!?]|就[是算])|(?:就[是算]|等于|视为)同意|我[^,。;!?]{0,10}(?:同意|答应)(?:过|了?(?:协议|条款|规则|须知))[^,。;!?]{0,8}$"
    # (nor does anybody of the family who is against it speak for them: 「我妈不让销」)
    r"|(?:(?<![客小学])[爸妈爷奶舅姑姨嫂婶]|[外老公]公|[外老婆]婆|(?<![小学大姐哥])[哥姐弟妹]|(?<!大)叔|媳妇|对象|爱人|家里人?|儿子|女儿|孩子|老人|老(?:头子?|爷子|太太))"
    r"(?:他|她)?(?:也|就|还|都|硬|是|非|死活|说|又){0,2}不(?:让|肯|准|许|同意|答应)[^,。;!?]{0,10}$"
)
#: Not used any more, which was used: 「三年前出来打工就没用过了」.
_NO_MORE = re.compile(r"^(?:它|这号|那号)?了")
_SINCE = re.compile(r"(?:年|月)(?:前|以前|之前)|后来|之后|以后|早就|换号|出来打工")
#: The digits at a number's end: 「尾号6666的」.
_LAST_DIGITS = re.compile(r"尾号(?:是|为)?[0-9一二两三四五六七八九个]{0,5}$")
#: So much data, and no sum: 「一百八十五个g」.
_OF_DATA = re.compile(r"^[零一二三四五六七八九0-9]?多?个?(?:g|兆|m(?![a-z])|分钟)")
#: What a plan was changed to: 「给我改回八块了」.
_CHANGED_TO = re.compile(r"(?:改|换|降|调|升|变)(?:回|成|到|为|回了|成了)(?:了)?$")


def _is_price_of_help(place: Place) -> bool:
    """Whether the sum is only what they want for what they will do, or what is threatened where it is not paid."""
    if _DONE.search(place.words):
        return False
    wanted = _THEN_THEY_WILL.match(place.after)
    threatened = _UNLESS.search(place.before) and _OR_ELSE.match(place.after)
    return bool(wanted or threatened) and not place.before.endswith(_HAVING_PAID)


def _is_left_undone(place: Place) -> bool:
    return _LEFT_UNDONE.search(place.before) is not None or _THREATENED.search(place.text) is not None


def _is_only_offered(place: Place) -> bool:
    return "了" not in place.words and _ONLY_THEN.search(place.before) is not None


def _is_wanted_anew(place: Place) -> bool:
    wanted = _ANEW.search(place.before) or _TO_SIGN.search(place.before)
    return bool(wanted) or _BOUND_THINGS.match(place.after) is not None


def _is_wanted_again(place: Place) -> bool:
    return not place.before.endswith("用") and _is_wanted_anew(place)


def _is_still_to_stay(place: Place) -> bool:
    return "了" not in place.words and _STILL_TO.search(place.before.removesuffix("用")) is not None


#: What they want done first: 「让我激活了再退」, 「必须激活充50才给退」.
_TOLD_TO = re.compile(r"(?:让|叫|要求?|必须|得|催|等|只有|说是?)(?:我|俺|你|咱|他|她)?(?!已|都)[^,。;!?了已]{0,6}$")
_AND_ONLY_THEN = re.compile(r"^[了完好成功上以之后用]{0,6}[^,。;!?了]{0,8}(?:再|才)(?!没|不|知|发现|过)")


#: Of two cards the one that is kept is in use, and it is the other that is asked about: 「激活一张用着,另一张不拆」.
_OTHER_CARD = re.compile(
    r"激活[^。;!?]{0,10},[剩另还][^,。;!?]{0,4}张[^。;!?]{0,8}(?:怎么|咋|能|退|会不会|不拆|没拆|保证|取消)"
)


def _is_to_be_first(place: Place) -> bool:
    told = _TOLD_TO.search(place.before) and _AND_ONLY_THEN.match(place.after)
    return bool(told or ("没" not in place.words and _OTHER_CARD.search(place.text))) or _is_still_to_stay(place)


def _is_rent(place: Place) -> bool:
    return _LENDS.search(place.before) is not None and _FOR_SO_MUCH.match(place.after) is not None


def _is_priced(place: Place) -> bool:
    is_short = _SHORT_LIVED.match(place.after) or "了" in place.before[-1:] + place.words
    return not is_short and _PRICED.search(place.before) is not None


def _is_opened_there(place: Place) -> bool:
    there = _OPENED_THERE.match(place.after) or (
        "在" in place.before[-1:] + place.words and _IS_THERE.search(place.before)
    )
    return bool(there) and _HERE.search(place.before) is None


def _is_account(place: Place) -> bool:
    return _SIGNS_IN.search(place.before) is not None


def _is_own_yes(place: Place) -> bool:
    said = place.words + place.after
    return (
        _OWN_YES.search(said) is not None or _ONCE_SAID_YES.search(f"{place.earlier},{place.before}{said}") is not None
    )


def _is_no_more(place: Place) -> bool:
    return "用" in place.words and bool(_NO_MORE.match(place.after) and _SINCE.search(place.earlier + place.before))


def _is_last_digits(place: Place) -> bool:
    return _LAST_DIGITS.search(place.before) is not None


def _is_of_data(place: Place) -> bool:
    return _OF_DATA.match(place.after) is not None


def _is_changed_to(place: Place) -> bool:
    return _CHANGED_TO.search(place.before) is not None


_SUM = (_is_price_of_help, _is_changed_to)
#: Field -> what may take its words back.
NOT_DONE: Mapping[str, tuple[Callable[[Place], bool], ...]] = {
    "paid_amount": _SUM,
    "topup_amount": _SUM,
    "amount": (_is_price_of_help,),
    "charged": (_is_left_undone,),
    "over_amount": (_is_left_undone,),
    "monthly_fee": (_is_left_undone, _is_last_digits, _is_of_data),
    "agreed_fee": (_is_of_data,),
    "card_stage": (_is_left_undone, _is_to_be_first),
    "refunded_amount": (_is_only_offered,),
    "contract_months": (_is_wanted_anew,),
    "contract_months_left": (_is_wanted_again,),
    "used_months": (_is_still_to_stay, _is_rent, _is_priced),
    "place": (_is_opened_there,),
    "platform": (_is_account,),
    "sales_channel": (_is_account,),
    "complaint_answer": (_is_own_yes,),
    "activated": (_is_no_more, _is_to_be_first),
}
