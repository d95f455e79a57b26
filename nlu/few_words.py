"""What a few words tell of the card plainly (一听就知道是哪种卡): one of several, one with a number."""

from __future__ import annotations

import re

#: Of several cards the one that is in use stays, the others go: 「激活的那张要留，另外两张退」.
_STAYS = r"激活(?:了|过)?(?:的)?(?:那张|那个)?[^,。;!?]{0,4}(?:要留|想留|留着|留下|接着用|继续用|还要用|照用)"
_KEEPS_ONE = re.compile(
    rf"{_STAYS}[^;!?]{{0,12}}(?:另|其他|其余|剩下|两张|没激活)|(?:两张|三张|几张|另一张|没激活)[^;!?]{{0,20}}{_STAYS}"
)


def keeps_one(text: str) -> bool:
    """Whether one of several cards is to stay in use, and the others are to go."""
    return _KEEPS_ONE.search(text) is not None


#: Two that are both ordered or on the way, and that one is enough: 「俩都发货了…我就用一张」.
_BOTH = re.compile(
    r"(?:俩|两(?:张|个|单|份|边)?)(?:卡|单子|订单)?(?:都|全)(?:已经|给|是|在)?(?:发(?:货|出|了)|寄|在?路上|下单?了?|到|写|填|付|成功|受理|显示)"
    r"|(?:下|拍|买|办|填|订)(?:了|重了|成了)?两(?:单|张|份|遍|回|次)"
)
_ONE_WILL_DO = re.compile(
    r"(?:只|就|光|其实)(?:想|要|能|需|打算)?(?:用|要|留|需要|想要)(?:得着|得上|其中)?(?:一|1)(?:张|个|单|份)"
    r"|(?:留|退|取消|撤)(?:掉)?(?:其中)?(?:一|1)(?:张|个|单|份)|多(?:的|出来?)?(?:那|一)(?:张|单|个)"
)


def is_one_too_many(text: str) -> bool:
    """Whether two orders are told of, and that one of them is enough."""
    return _BOTH.search(text) is not None and _ONE_WILL_DO.search(text) is not None


#: A number that was struck off or stopped: what has none is another kind of card.
_NUMBER_GONE = re.compile(
    r"(?<!没)(?<!没有)号码?(?:已经|已|都|也|就|早|被|又|给){0,3}(?:注销|销了|销户|收回|停机|停了|作废|欠费)"
)


def tells_of_a_number(text: str) -> bool:
    """Whether it is told what became of the card's number."""
    return _NUMBER_GONE.search(text) is not None


#: A carrier's own account, program or counter, where a card is asked for: what it gives has a number.
_SOLD_BY_CARRIER = re.compile(
    r"(?:移动|联通|电信|广电)(?:的|官方)?(?:公众号|app|官网|小程序|营业厅|掌厅|网厅)[^,。;!?充续]{0,8}(?:办|申(?!诉)|领|买|订|下单|下了)"
)


def has_a_number(text: str) -> bool:
    """Whether the card must have a number: it is told what became of that, or the carrier itself sold the card."""
    return tells_of_a_number(text) or _SOLD_BY_CARRIER.search(text) is not None


#: Somebody old, or of the family; work that is paid.
_OF_ELDERS = re.compile(
    r"老|[爸妈爹娘爷奶姥叔婶伯姨舅姑]|外婆|外公|公公|婆婆|岳|丈人|长辈|[岁父母他她]|退休|上年纪|家里|大爷|大娘"
)
_OF_PAY = re.compile(
    r"佣金|报酬|兼职|任务|[赚挣钱块元费群帮替礼奖券]|[0-9]|红包|好处|补贴|工资|收卡|扫码|送[我了的个]|拉新|地推|实习|打工|招"
)


def speaks_of_no_elder(text: str) -> bool:
    """Whether nobody old, and nobody of the family, is spoken of."""
    return _OF_ELDERS.search(text) is None


def speaks_of_no_pay(text: str) -> bool:
    """Whether nothing is spoken of that somebody gets for opening a card."""
    return _OF_PAY.search(text) is None


#: A number that is to be closed, and nobody at the door who wants anything.
_TO_CLOSE = re.compile(r"销户|销号|注销|销卡|退网")
_AT_THE_DOOR = re.compile(
    r"快递|派送|派件|小哥|骑手|配送|送货|送卡|送来|送到|上门|门口|激活|驿站|师傅|包裹|收件|签收|拒收|取件|面单|业务员|他|她"
)


def only_closes(text: str) -> bool:
    """Whether a number is to be closed, and nobody is spoken of who brings a card."""
    return _TO_CLOSE.search(text) is not None and _AT_THE_DOOR.search(text) is None


#: A face that was filmed once, and nobody who wants it now.
_FILMED_ONCE = re.compile(r"(?:张|眨|摇|点|扫|照|录|刷|拍)过(?:一[次下])?(?:嘴|眼|头|脸|相|人脸)")
_WANTED_NOW = re.compile(r"快递|小哥|骑手|师傅|送卡|上门|门口|现在|正在|刚才|站着|等着|不走|非要|要我|叫我|让我")


def was_filmed_once(text: str) -> bool:
    """Whether a face was filmed some time ago (「他说让人家教他对着手机张过嘴」), and nobody stands there."""
    return _FILMED_ONCE.search(text) is not None and _WANTED_NOW.search(text) is None


#: Money that is to come back: a day that has passed (「逾期影响信用」) is by itself no refund that is late.
_COMES_BACK = re.compile(r"退|返|还[我没钱款]|到账|回来|没给|没到|没影|押金|补|赔|打款|不给")


#: The days in which a thing can be given back are over, says the shop: nothing of a refund is late by that.
_PAST_THE_DAYS = re.compile(
    r"(?:已|都|早|超|说|称|讲)(?:经)?过(?:了)?(?:七|7|十五|15)(?:天|日)|过(?:了)?(?:退货期|售后期|无理由)"
)
_WAS_PROMISED = re.compile(r"说好|答应|承诺|保证|内(?:给我?)?退|还(?:不|没|未)(?:给我?)?退|没到账|没退|没给")
_NOT_GIVEN = re.compile(r"不(?:能|给|让|可以|予|肯|支持)?(?:我)?退|退不了|不能无理由")


def no_refund_is_late(text: str) -> bool:
    """Whether nothing is said of money that is to come back, or only that the days of giving the card back are over."""
    is_over = _PAST_THE_DAYS.search(text) is not None and _NOT_GIVEN.search(text) is not None
    is_over = is_over and _WAS_PROMISED.search(text) is None
    return is_over or _COMES_BACK.search(text) is None
