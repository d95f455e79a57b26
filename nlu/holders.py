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
    r"去世|过世|病故|离世|亡故|逝者|丧事|走得急|遗产|(?:人|爸|妈|爹|娘|爷|奶|姥|老伴|老人)(?:已经|都)?(?:不在|没)了"
)


def holder_of(clause: str) -> str:
    """``minor`` where a child ordered or paid (``relative`` if grown up), ``company`` where a firm holds the number,
    ``deceased`` where the person has died.
    """
    if _DEAD.search(clause):
        return "deceased"
    if _CHILD.search(clause) and _GROWN_UP.search(clause) and not _MINOR.search(clause):
        return "relative"
    is_child = _CHILD_DID.search(clause) or (_CHILD.search(clause) and _MINOR.search(clause))
    return "minor" if is_child else "company" if _FIRM.search(clause) else ""
