"""Words of a fact that tell of nothing that is so (还没有的、别人的、别的东西的): what is planned for a later day,
waited for, feared, asked both ways, only heard of; what is told of somebody else's card to set it against one's own;
goods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .agreement import only_told_to_pay
from .not_done import NOT_DONE
from .place import Place

#: A deed planned for a day that has not come: 「明天一早去把那号销了」.
_LATER = re.compile(
    r"(?:明[天早儿晚]|后天|大后天|改天|回头|待会儿?|等会儿?|一会儿|过(?:两|几|些)天|下(?:周|礼拜|星期)[一二三四五六日天末]?|这?周末)"
    r"(?![^,。;!?]{0,4}(?:到账|到期|到|送|寄|才|之前|前)[^,。;!?]{0,3}$)[^,。;!?]{0,16}$"
)
_DEED = re.compile(r"销|取消|撤|签收|拒收|激活|付|交|充|转")
_DONE_BEFORE = re.compile(r"昨|前天|上个?[月周]|已经|刚刚?|早就")
#: What comes when something else has: 「等钱退回来了我再跟你说一声」.
_WAITS = re.compile(r"^(?:那|就|先)?(?:等|待)(?!了|到现在|着急|得)[^,。;!?]{0,12}$")
_ONLY_THEN = re.compile(r"^[^,。;!?]{0,6}(?:我|俺|他|她)?(?:再|就|才)(?!退|没)")
#: What is feared of others: 「怕家里老人不知道给签收了」, 「担心里头藏着什么三年合约」.
_FEARS = re.compile(r"(?:怕|担心|生怕|担忧)(?!麻烦|丢人|耽误)[^,。;!?已昨]{0,14}$")
#: 「更别说拿到手」.
_LET_ALONE = re.compile(r"(?:更|就)?(?:别说|别提|甭说|甭提|何况|不用说|别讲)[^,。;!?]{0,4}$")
#: Heard of others: 「评论区好多人讲他家一律不给退」.
_HEARD_OF = re.compile(
    r"(?:评论区?|网上|群里|论坛|贴吧|帖子|小红书|视频)[^,。;!?我]{0,6}(?:说|讲|写|晒|吐槽)|(?:好多|很多|不少|好些|有的?)人[^,。;!?我]{0,3}(?:说|讲|吐槽|反映)"
    r"|(?:听说|据说|听人说|听人讲|都传)"
)
#: Somebody outside the case, as the subject of a clause.
_SOMEBODY = re.compile(
    r"(?:^|[,。;!?\s])(?:可|但|像|比如)?(?:我|俺|楼上|隔壁|对门|厂里|群里|一起的|一块儿的)?(?:的)?(?:同事|室友|舍友|同学|朋友|邻居|网友|别人|工友|老乡|亲戚|[哥姐弟妹](?!夫)|老[张王李赵刘陈吴周杨]|小[张王李赵刘陈吴周杨]|他|她)(?:的|那张|那个|自己|也|都|给|上个?月|去年|昨天|当场|前两天|早就?|把|交|花|付)"
)
_FOR_ME = re.compile(r"(?:给|帮|替|让|叫|劝|教|拉|骗|哄|跟|问)(?:了|着)?(?:我|俺)|(?:我|俺)(?:交|付|给|转|花|充)")
#: And the person's own, set against it.
_AND_I = re.compile(
    r"(?:我的(?!钱|天|妈|意思)|我这(?!边|里|个人)|我那张|我那个|怎么我|咋我|为啥我|凭啥我|轮到我|到我这|就我|我却|我可不?|我还没|我咋|我都这|我这都|我也想|我不想)"
)
#: Goods of another order: 「上周拒收的是一箱烂苹果」, 「淘宝那件衣服的退款」.
_GOODS_BEFORE = re.compile(r"(?:那|这)?(?:件|双|条|箱|台|部|袋|本|瓶)[^,。;!?卡号]{1,5}(?:的|我|也|都){0,2}$")
_GOODS_AFTER = re.compile(
    r"^(?:的)?(?:是|那个[^,。;!?卡]{0,8}是)[^,。;!?卡]{0,6}(?:件|双|条|箱|台|部|袋|本|瓶|桶|盒)[^,。;!?卡]{1,6}(?:$|[,。;!?\s])"
)
_GOODS_SOON = re.compile(
    r"^(?:签收|拒收|收到?|取|拿)(?:的|了)?(?:是|那个[^,。;!?卡]{0,8}是)[^,。;!?卡]{0,6}(?:件|双|条|箱|台|部|袋|本|瓶|桶|盒|鞋|衣)"
)
_NO_CARD = re.compile(
    r"(?:鞋|衣服|裤|书|水果|化妆品|零食|玩具|电器|家具|奶粉|猫粮|狗粮|快递)[^,。;!?]{0,4}[,。;!?\s]?不是(?:那张|这张)?卡"
)
#: A number that is looked up: 「发什么短信能查合约期」.
_LOOKED_UP = re.compile(r"(?:查|看|问|查询|核实|查看|想知道|弄清)(?:一下|下|看|清楚?|明白)?$")
_MAYBE = re.compile(r"^(?:有|带|签)")
#: Being away belongs to years that are over: 「头几年在外地,如今回老家了」.
_THEN = re.compile(r"(?:头几年|前几年|前些年|以前|之前|原先|从前|当年|那会儿|上学那)[^,。;!?]{0,8}$")
_BACK = re.compile(
    r"(?:如今|现在|后来|今年|去年|已经|早)[^,。;!?]{0,4}(?:回|搬|调)(?:到|来|了)?(?:老家|本地|家|来|县|村)"
)
#: What the other side would do is asked, not told: 「他会同意退吗」, 「他们敢不退」.
_WOULD = re.compile(r"(?:会不会|会|肯不肯|能不能|敢|愿不愿意?)(?:同意|答应|松口|愿意|承诺|拒绝|不给|不退|不办)")
_WHETHER = re.compile(r"^(?:是不是|是否|能不能|算不算|会不会)")
_QUESTION = re.compile(r"(?:吗|么|嘛|不|没|咩|吧|[?])$")
#: Nothing was given: 「从来没给他们交过一分钱」.
_NOTHING = re.compile(
    r"(?:没|没有|未|从没)(?:给|跟|向|对|往|有|再|去|他们?|她|人家|商家|代理|卖家|谁|任何人|里面?){0,4}(?:交|付|给|充|转|掏|花|出)(?:过|了)?$"
)
#: After what is done something is asked, as of a thing not done yet: 「号销了微信还登得上吗」.
_AND_THEN = re.compile(r"^[^,。;!?]{0,8}(?:还|会|就|是不是)[^,。;!?]{1,10}(?:吗|么|嘛|不|没|[?])?$")
_ONCE = re.compile(r"已|昨|前天|刚|早|上个?[月周]|去年|今年|[0-9](?:月|号|天)|年前|都|被|结果|才")
#: It came, and they did not take it: 「快递到了我都没收」.
_NOT_TAKEN = re.compile(r"^[^,。;!?]{0,5}(?:没|还没|不|未)(?:有|敢|想|肯|去)?(?:收|签|拿|取|接|要)")
#: What was not used is a part of what the number offers: 「没用过它的流量」.
_A_PART = re.compile(r"^(?:它|这|那)?(?:个|些)?的?(?:流量|业务|功能|会员|宽带|权益|漫游|副卡|加油包|优惠)")
#: Who pays and is told to pay on: 「转了八百,他说还差两百」.
_AND_MORE = re.compile(
    r"^(?:他|她|对方|那边|客服|人家|又|还)?(?:又|还|就)?(?:说|讲|让|叫|要)[^,。;!?]{0,4}(?:还差|还要|还得|再(?:交|转|打|补|付|充))"
)


def _is_later(place: Place) -> bool:
    return bool(_DEED.search(place.words) and _LATER.search(place.before)) and _DONE_BEFORE.search(place.before) is None


def _is_waited_for(place: Place) -> bool:
    return bool(_WAITS.match(place.before) and (_ONLY_THEN.match(place.after) or _ONLY_THEN.match(place.later)))


def _is_not_so(place: Place) -> bool:
    return _FEARS.search(place.before) is not None or _LET_ALONE.search(place.before) is not None


def _is_asked_both_ways(place: Place) -> bool:
    """「激活没激活」."""
    return place.words[:1] in ("没", "不", "未") and len(place.words) > 1 and place.before.endswith(place.words[1:])


def _is_heard_of(place: Place) -> bool:
    return _HEARD_OF.search(place.before + place.words) is not None


def _is_theirs(place: Place) -> bool:
    """Whether the words are told of somebody else, whose luck is set against one's own."""
    if _SOMEBODY.search(f"{place.before}{place.words}") is None or _FOR_ME.search(place.before + place.words):
        return False
    behind = place.text.partition(place.before + place.words)[2]
    return _AND_I.search(behind) is not None


def _is_of_goods(place: Place) -> bool:
    if _GOODS_BEFORE.search(place.before) or _GOODS_AFTER.match(place.after):
        return True
    return _NO_CARD.search(place.text) is not None and place.field != "refund_state"


def _is_day_of_goods(place: Place) -> bool:
    return _GOODS_SOON.search(place.after) is not None


#: What one says never to have heard of is only what they hold against one: 「我从来没听过合约这两个字」.
_UNHEARD = re.compile(
    r"(?:从来?|根本|压根|就)没(?:有)?(?:人)?(?:听|说|提|讲)过?[^,。;!?]{0,4}合约|哪有(?:什么)?合约|我没(?:有)?签过?(?:这|任何|什么|那)"
)


def _is_unheard(place: Place) -> bool:
    return "没" not in place.words and _UNHEARD.search(place.text) is not None


def _is_looked_up(place: Place) -> bool:
    return _LOOKED_UP.search(place.before) is not None and _MAYBE.match(place.words) is None


def _is_over(place: Place) -> bool:
    return _THEN.search(place.before) is not None and _BACK.search(place.text) is not None


def _is_wondered(place: Place) -> bool:
    said = place.words + place.after
    return _WOULD.search(place.before[-3:] + place.words) is not None and _QUESTION.search(said) is not None


def _is_nothing(place: Place) -> bool:
    return _NOTHING.search(place.before) is not None


def _is_what_if(place: Place) -> bool:
    asked = "销" in place.words and not place.earlier and _AND_THEN.match(place.after + place.later)
    return (
        bool(asked and (_QUESTION.search(place.text) or _WHETHER.match(place.later)))
        and _ONCE.search(place.before + place.words) is None
    )


def _is_not_taken(place: Place) -> bool:
    return "到" in place.words and "收到" not in place.words and _NOT_TAKEN.match(place.after) is not None


def _is_of_a_part(place: Place) -> bool:
    return "用" in place.words and _A_PART.match(place.after) is not None


def _is_only_demanded(place: Place) -> bool:
    return not place.words.startswith(("没", "未", "不")) and only_told_to_pay(place.text)


def _is_not_back(place: Place) -> bool:
    return _AND_MORE.match(place.later) is not None


_DEEDS = (_is_later, _is_waited_for, _is_not_so, _is_asked_both_ways, _is_heard_of, _is_theirs)
_MONEY = (_is_later, _is_theirs, _is_nothing)
#: Field -> what may take its words back.
_BY_FIELD: Mapping[str, tuple[Callable[[Place], bool], ...]] = {
    "card_stage": (*_DEEDS, _is_what_if),
    "activated": (*_DEEDS, _is_of_a_part),
    "parcel_stage": (*_DEEDS, _is_of_goods, _is_not_taken),
    "refund_state": (*_DEEDS, _is_of_goods),
    "complaint_answer": (*_DEEDS, _is_wondered),
    "contract": (_is_not_so, _is_heard_of, _is_looked_up, _is_unheard),
    "contract_months": (_is_not_so, _is_heard_of, _is_unheard),
    "place": (_is_over,),
    "payee": (_is_later, _is_theirs, _is_only_demanded),
    "paid_amount": (*_MONEY, _is_only_demanded),
    "topup_amount": _MONEY,
    "amount": (_is_nothing,),
    "refunded_amount": (_is_theirs, _is_not_back),
    "signed_date": (_is_day_of_goods,),
    "refused_date": (_is_day_of_goods,),
}


_CHECKS = {field: (*_BY_FIELD.get(field, ()), *NOT_DONE.get(field, ())) for field in {**_BY_FIELD, **NOT_DONE}}


def is_unreal(place: Place) -> bool:
    """Whether the words of a fact tell of what is not so yet, or of somebody or something else."""
    return any(check(place) for check in _CHECKS.get(place.field, ()))
