"""Names of people: behind an introduction (我叫、收件人), before a title, beside a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .reading import Reading
from .span import MASK, NAME, NUMBER, Span
from .words import one_of, words

_COMPOUND = one_of("surnames_compound")
_SURNAMES = "".join(words("surnames"))
#: Read as surnames only behind 是, 叫 or a colon.
_AMBIGUOUS = "".join(words("surnames_ambiguous"))
_HAN = "[\u4e00-\u9fff]"
#: These end a name of one sign behind the surname rather than belong to it.
_ENDS = "".join(words("name_ends"))
_GIVEN = f"(?!{'[' + '的了在是不没跟就也和这那我你他她么' + ']'}){_HAN}(?:(?![{_ENDS}]){_HAN})?"
_FULL = f"(?:(?:{_COMPOUND}){_GIVEN}|[{_SURNAMES}]{_GIVEN})"
_ANY = f"(?:{_FULL}|[{_AMBIGUOUS}]{_GIVEN})"
_FOREIGN = f"{_HAN}{{1,6}}(?:[·•.]{_HAN}{{1,6}}){{1,3}}"
_LATIN = r"[A-Za-z][A-Za-z'-]{0,19}(?:[ .·][A-Za-z][A-Za-z'-]{0,19}){0,3}(?![A-Za-z0-9@])"
_CAPITALS = r"[A-Z][a-z]{1,19}(?:[ .·][A-Z][a-z]{0,19}){0,3}(?![A-Za-z0-9@])"
_STOP = "(?=$|[^\u4e00-\u9fffA-Za-z]|的|手机|电话|身份证|地址|住|先生|女士|小姐)"
_NICK = f"(?:[小阿老大]{_HAN}{{1,2}}){_STOP}"
_KIN, _FAMILY, _ROLE = one_of("kin"), one_of("family"), one_of("roles")
_FILL = r"(?:名字|姓名|本人|登记|写|填|用|留|叫做|叫|[的了]|就|是|为|[ :,\"'「『“‘(（【=—-]){0,5}"
_LATIN_FILL = r"(?:名字|写|填|留|叫做|叫|[的了]|就|是|为|[ :「『“‘(（【=—-]){0,4}"
_INTRODUCED = re.compile(
    rf"(?:(?:[我俺咱偶]叫|我名叫|本人叫|我的?名字|名字(?:是|叫)|名叫|{_ROLE}|(?:{_KIN})(?:的?名字)?(?:叫|是叫)){_FILL})"
    rf"(?P<v>{_FOREIGN}|{_FULL}|(?<=[ :是叫为])(?:{_ANY}|{_NICK}))"
)
#: Behind a colon or 「我叫」 anything short is a name.
_SAID = re.compile(
    rf"(?:(?:[我俺咱偶]叫|名字叫|名字是)[ :「“\"]{{0,2}}|(?:{_ROLE}|名字) ?[:=] ?)"
    rf"(?P<v>{_HAN}{{2,4}})(?=$|[^\u4e00-\u9fffA-Za-z])"
)
_SAID_LATIN = re.compile(rf"(?:[我俺咱偶]叫|名字(?:是|叫)?|英文名|英文名字|{_ROLE}){_LATIN_FILL}(?P<v>{_LATIN})")
_ENGLISH = re.compile(rf"(?i:my name is|name is|name:|call me|my name's) {{0,2}}(?P<v>{_LATIN})")
_ENGLISH_WEAK = re.compile(rf"\b(?i:i am|i'm|this is|im) (?P<v>{_CAPITALS})")
_I_AM = re.compile(
    rf"(?:我是|本人|这是|我这边是|我就是|叫我)[ ,:]?(?P<v>{_FULL}{_STOP}|{_FOREIGN}{_STOP}|{_CAPITALS}{_STOP})"
)
_SURNAME_FIRST = re.compile(
    rf"(?:免贵)?姓 ?(?P<v>(?:{_COMPOUND}|[{_SURNAMES}{_AMBIGUOUS}])"
    rf"[ ,]{{0,2}}(?:单?名字?(?:叫|是)?|叫)[ :]?{_HAN}{{1,3}})"
)
_OWNER = re.compile(
    rf"(?:用|拿|以|是|写|填|登记|挂|办|开|在)(?:在|的|成|到)?(?P<v>{_FULL})(?=的(?:身份证|名字|名义|名下|手机|号|卡|账|订单|快递)|名下|本人)"
)
#: 「我妈赵秀英办的卡」, 「本人赵子龙要求退款」: who somebody is, and then what they do.
_DOES = r"(?=$|[ ,，。.;!?、:)的]|办|签|收|用|买|下单|要求|申请|投诉|于|在|名下|购|身份|手机|电话|因)"
_APPOSED = re.compile(rf"(?:我?(?:{_FAMILY})|本人|投诉人|申请人|消费者|用户)(?P<v>{_FULL}){_DOES}")
_TITLED = re.compile(
    rf"(?:(?<!{_HAN})|(?<=[是叫找给让由]))(?P<v>{_FULL})(?=(?:先生|女士|小姐|本人|收$|\(收\)|\(机主\)|是机主|是我))"
)
_PAPER = "(?:身份证|证件|手机|电话|卡|联系电话|联系方式)?(?:号码?)?[是为: ]{0,2}"
_BESIDE = re.compile(rf"(?:^|[^\u4e00-\u9fff]|[给找])(?P<v>{_FULL}|{_FOREIGN})[ ,:/、-]{{0,2}}{_PAPER}$")
_BEHIND = re.compile(rf"^[ ,:/、-]{{0,2}}(?P<v>{_FULL})(?=$|[ ,。.;!?、])")
_WINDOW = 16
#: Words that begin like a name, and what stands behind an introduction without being one.
_WORDS, _NOT_NAMES = frozenset(words("like_names")), frozenset(words("no_names"))
_LATIN_WORDS = frozenset(words("no_latin_names"))
_TWO, _THREE = 2, 3


def find(reading: Reading, known: Iterable[Span]) -> list[Span]:
    """Every name. ``known`` are the numbers: who stands beside a phone number is named."""
    text = reading.plain
    patterns = (
        _INTRODUCED,
        _SAID,
        _SAID_LATIN,
        _ENGLISH,
        _ENGLISH_WEAK,
        _I_AM,
        _SURNAME_FIRST,
        _OWNER,
        _TITLED,
        _APPOSED,
    )
    found = [_span(m) for pattern in patterns for m in pattern.finditer(text) if _is_name(m["v"])]
    for span in known:
        if span.kind == NUMBER:
            found += _beside(text, span)
    return found


def _span(match: re.Match[str], shift: int = 0) -> Span:
    return Span(shift + match.start("v"), shift + match.end("v"), MASK, NAME)


def _beside(text: str, number: Span) -> Iterator[Span]:
    low = max(0, number.start - _WINDOW)
    for match, shift in (
        (_BESIDE.search(text[low : number.start]), low),
        (_BEHIND.match(text[number.end : number.end + _WINDOW]), number.end),
    ):
        if match and _is_name(match["v"]):
            yield _span(match, shift)


def _is_name(value: str) -> bool:
    """No everyday word that begins like a name, and no one of the program's or the phone's own."""
    if value.isascii():
        return value.lower() not in _LATIN_WORDS and len(value) > 1
    return (
        value[:_TWO] not in _WORDS
        and value[:_THREE] not in _WORDS
        and value not in _NOT_NAMES
        and (value[:_TWO] not in _NOT_NAMES)
    )
