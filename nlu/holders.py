"""Whose card a clause is about (谁的卡), where that has a fixed form."""

from __future__ import annotations

import re

_CHILD_WORD = r"(?:女儿|闺女|儿子|孩子|娃儿?|小孩|孙子|孙女|外孙女?|侄子|侄女)"
#: A child who ordered or paid; who helped, taught or found out is no child of that kind.
_CHILD_DID = re.compile(
    rf"{_CHILD_WORD}(?!.{{0,5}}(?:帮|替|给我|给咱|教|说|劝|让|叫|发现|查|问))[^,。;!?]{{0,12}}?"
    r"(?:买|下单|下的单|点|办|充|填|申请|注册|订|付)(?:了|的|过|进|个|张)"
)
#: What only a minor has or is.
_MINOR = re.compile(
    r"压岁钱|零花钱|自己攒的钱|未成年|没成年|(?:读|上|念|在)(?:小学|初中|初[一二三]|[一二三四五六]年级)|小学生|初中生"
    r"|(?<!\d)(?:[5-9]|1[0-7])岁"
)
_CHILD = re.compile(_CHILD_WORD)
#: What somebody of the family bought for one, or one bought for a child, no child ordered (「孙子给买的卡」
#: 「给娃手表配的卡」).
_BOUGHT_FOR = re.compile(
    rf"{_CHILD_WORD}(?:给|帮|替)(?:我|俺|咱|老人|他[爷奶爸妈])?(?:网上|在网上)?(?:买|办|弄|整|订|挑)"
    rf"|(?:给|帮|替)(?:我)?(?:家)?{_CHILD_WORD}(?:的)?(?:电话|儿童)?(?:手表)?(?:买|配|办|弄|整|订)"
)
#: What a child has or does who is grown up.
_GROWN_UP = re.compile(
    r"上大学|读大学|考上大学|大学|大[一二三四](?![个张块])|研究生|读研|成年了|已成年|满18|(?<!\d)(?:1[89]|[2-5]\d)岁?了?(?:$|岁|周岁|的)"
    r"|工作了|上班了|毕业"
)


#: What stands in the name of a firm.
_FIRM = re.compile(
    r"(?:公司|单位|厂里?|店里?|企业)(?:的)?名下|公户|对公(?:的)?(?:卡|号)|(?:公司|单位)的?(?:手机)?(?:卡|号码?)(?!人)"
)


#: A holder who has died, in plain words.
_DEAD = re.compile(
    r"去世|过世|病故|离世|亡故|逝者|丧事|走得急|遗产|(?:人|爸|妈|爹|娘|爷|奶|姥|老伴|老人|父亲|母亲|老公|丈夫|外公|外婆|公公|婆婆|老头子|老太太|老爷子|老汉儿?)"
    r"(?:已经|都)?(?:不在|没)了"
)


#: Somebody of the family, and words that say of them that they died where a time stands by: 「我姥前年走的」,
#: 「我叔是光棍,去年没了」. (「我爸走了」 alone may have left the room: that is learned.)
_KIN = (
    r"(?:爸|妈|爹|娘|父亲|母亲|爷|奶|姥|外公|外婆|老伴|老人|丈夫|老公|老婆|妻子|媳妇|叔|伯|舅|姑|姨|婶"
    r"|哥|弟|姐|妹|公公|婆婆|岳父|岳母|光棍|机主|爱人|男人|当家的|老头子|老太婆)"
)
_WHEN = (
    r"(?:去年|前年|大前年|今年|上个?(?:月|礼拜|星期|周)|腊月|正月|年初|年底|[0-9一二两三四五六七八九十]{1,4}年前?|[0-9一二三四五六七八九十]{1,2}月(?:份)?|早就|刚)"
    r"(?:就|已经)?"
)
_DIED_WHEN = re.compile(rf"{_KIN}[^,。;!?]{{0,4}}{_WHEN}(?:走了|走的|没了|没的|不在了)(?![0-9一二两三]|联系|消息|音信)")
_DIED_SINCE = re.compile(
    rf"{_KIN}(?:走|不在|没)(?:了)?(?:都|也|已经|快|有|才|刚){{0,2}}(?:[一二两三四五六七八九十半0-9]{{1,2}}个?(?:年|月)|百日|头七)"
)
_THEN_DIED = re.compile(
    rf"^(?:他|她|老人|人)?{_WHEN}(?:走了|走的|没了|没的|不在了)(?:$|[,。])|^人(?:已经|都|早就)?(?:走了|没了|不在了)(?:$|[,。])"
)
_OF_KIN = re.compile(_KIN)
#: Who 「走了」 is gone for good where the number that is theirs is spoken of next: 「我妈走了,她号上欠着费」.
_LEFT = re.compile(rf"{_KIN}走了$")
_NUMBER_OF_KIN = re.compile(rf"{_KIN}的?(?:手机)?(?:号|卡)")
_HAS_LEFT = re.compile(r"^(?:他|她|老人|人|老人家)(?:已经|都)?走了$")
_THEIR_NUMBER = re.compile(
    r"(?:他|她|老人)(?:的|那个?|名下(?:的|那个?)?)?(?:手机)?(?:号|卡|话费|电话卡)"
    r"|^(?:这个?|那个?)?号码?我(?:想|要|还)"
    r"|(?:给|替|帮)(?:他|她|老人)(?:把号|把卡|的号|的卡)?(?:销|注销|过户|停机)"
)
#: In whose name a number is, said outright.
_HELD = r"(?:号码?|卡|户主|机主|名字)[^,。;!?不]{0,3}(?:是|在|用的?是)我?(?:们)?(?:家)?"
_HELD_BY_ELDER = re.compile(
    _HELD + r"(?:爸|妈|爹|娘|父亲|母亲|老爸|老妈|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆)(?:的|名下|办的|名字)"
)
_HELD_BY_KIN = re.compile(
    _HELD + r"(?:爱人|老婆|老公|媳妇|对象|妻子|丈夫|[哥姐弟妹]{1,2}|嫂子|女儿|儿子|闺女|侄子|舅舅|叔叔|姑姑)"
    r"(?:的|名下|办的|名字)"
)
#: What a message must hold for somebody in it to have died.
_OF_DEATH = re.compile(
    r"死|逝|世|故|亡|走|没了|没的|没啦|没咯|没喽|不在|人没有|丧|遗|葬|墓|殡|烈士|生前|火化|注销了户口|临终|病重|过身|咽气"
    r"|头七|五七|百日|骨灰|上坟|追悼|享年|继承|后事|入土|断气|灵堂|出殡"
)

#: Who went away: 「妈妈走了,她去外地打工了」.
_WENT_AWAY = re.compile(r"走了[^;!?]{0,6}(?:去(?:了)?(?:外地|外省|国外|打工|上班|出差|旅游)|打工去|上班去|出差去)")

DECEASED = "deceased"


#: Who is gone is a seller: 「卖家人没了」.
_SELLS = re.compile(r"卖家|学长|学姐|老板|电话|店|客服|代理|群|拉黑|商家|人影|微信|推广|主播")


def tells_of_a_death(text: str) -> bool:
    """Whether somebody has died, and it is no seller who is gone."""
    return _DEAD.search(text) is not None and _SELLS.search(text) is None


def speaks_of_death(text: str) -> bool:
    """Whether any word of the message can mean that somebody died, not that they only went away."""
    return _OF_DEATH.search(_WENT_AWAY.sub("", text)) is not None


def tells_of_no_death(text: str) -> bool:
    """Whether no word of the message can mean that somebody died."""
    return not speaks_of_death(text)


#: Who is ill or old is alive, where no word of a death is said (「走不动」 is none).
_ILL = re.compile(
    r"病(?!故|逝|死|亡|重)|住院|瘫|卧床|起不来|下不了[床楼]|走不[动了]|腿脚|痴呆|糊涂|耳背|眼睛?(?:看不|不好|花)|轮椅|中风|偏瘫"
)
_WALKS = re.compile(r"走不|走路|走动|不走")


def is_only_ill(text: str) -> bool:
    """Whether somebody is told to be ill or weak, and nobody to have died."""
    return _ILL.search(text) is not None and not speaks_of_death(_WALKS.sub("", text))


#: Who says how old they are themselves; anybody of the family in the message.
_OLD_MYSELF = re.compile(
    r"(?:我|俺|咱|额|吾|偶|本人)(?:今年|都|已经|也|快|这|是|个|一|人|有|老){0,4}"
    r"(?:(?:[6-9][0-9]|[六七八九]十[一二三四五六七八九多几]?)(?:岁|多|好几|了|咧|啦|的人|$|[,。])"
    r"|老头|老太|老汉|老婆子|老年人|老人家?|老同志|退休|老师傅|上(?:了)?(?:年纪|岁数)|把年纪)"
    r"|(?:我|俺|咱)[^,。;!?]{0,4}退休(?:教师|工人|干部|职工|的人|在家)|^(?:老汉|老朽)"
)
_ANY_KIN = re.compile(
    r"(?:我|俺|咱|额|家|个)(?:的|家)?(?:老)?(?:爸|妈|爹|娘|父亲|母亲|爷|奶|姥|婆|公公|丈人|岳|老伴|老头子|婶|姨|姑|叔|舅)|(?:外|家|公|爷)(?:公|婆)"
    r"|[爸妈爷奶]{2}|父母|父亲|母亲|老人(?:的|办|不|都|接|手)"
)


def is_old_myself(text: str) -> bool:
    """Whether the speaker is old, and nobody of the family is spoken of."""
    return _OLD_MYSELF.search(text) is not None and _ANY_KIN.search(text) is None


def holder_of(clause: str, earlier: str = "") -> str:
    """``minor`` where a child ordered or paid (``relative`` if grown up), ``company`` where a firm holds the number,
    ``elder`` and ``relative`` where it is said to be theirs, ``deceased`` where the person has died. ``earlier``: the
    clause before, in which that person may be named.
    """
    died = _DEAD.search(clause) or _DIED_WHEN.search(clause) or _DIED_SINCE.search(clause)
    if died or (_THEN_DIED.match(clause) and _OF_KIN.search(earlier)):
        return DECEASED
    if (_LEFT.search(earlier) and _THEIR_NUMBER.search(clause)) or (
        _NUMBER_OF_KIN.search(earlier) and _HAS_LEFT.match(clause)
    ):
        return DECEASED
    if _CHILD.search(clause) and _GROWN_UP.search(clause) and not _MINOR.search(clause):
        return "relative"
    if _HELD_BY_ELDER.search(clause):
        return "elder"
    if _HELD_BY_KIN.search(clause) and not _MINOR.search(clause):
        return "relative"
    if _BOUGHT_FOR.search(clause):
        return ""
    is_child = _CHILD_DID.search(clause) or (_CHILD.search(clause) and _MINOR.search(clause))
    return "minor" if is_child else "company" if _FIRM.search(clause) else ""


#: 「副卡是前男友在用」: what hangs on one's own number and was not let, sold or given to strangers.
_HANGS_ON_MINE = re.compile(r"副卡|副号|附属卡|亲情号|(?:电话|儿童)手表|手表(?:卡|里)")
_LET_OUT = re.compile(r"租|借|卖|警察|派出所|公安|涉诈|骗|洗钱|帮信")


def hangs_on_mine(text: str) -> bool:
    """Whether a card that hangs on one's own number is spoken of, and none that was let out."""
    return _HANGS_ON_MINE.search(text) is not None and _LET_OUT.search(text) is None
