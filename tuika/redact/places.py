"""Addresses: behind a word that announces one (地址、寄到、住), or written out from the district to the house."""

from __future__ import annotations

import re
from bisect import bisect

from .reading import Reading
from .span import MASK, PLACE, Span
from .words import one_of

_HAN = "[\u4e00-\u9fff]"
_NUMBER = "[0-9零〇一二三四五六七八九十百A-Za-z]{1,6}"
_WORD = re.compile(
    "(?:收货|收件|家庭|详细|联系|户籍|退货|邮寄|快递|派送|配送|现在?的?|我家|家里|公司|单位|学校|送货)?地址|住址|"
    "住在|现住|家住|居住在|我住|租住?在|我家在|我家就在|我家是|家就?在|老家在|寄到|寄往|寄去|寄回|送到|送至|送去|送往|发到|发往|发去|派到|"
    "派送到|配送到|投递到|上班在|公司在|单位在|学校在|店在|户口在|户籍在?|籍贯|坐标"
)
_CLAUSE = re.compile(r"[^。;!?\n]{0,70}")
_PART = re.compile(r"[,，、 ]")
#: Ways to speak of a place without saying which.
_VAGUE = one_of("vague_places")
_PROPER = f"(?:(?!{_VAGUE}){_HAN}){{2,7}}"
_SUFFIX = (
    "(?:自治区|自治州|省|市(?!场|民|面|监)|区(?!别|分|间)|县|旗|镇|乡(?!下)|街道(?!办)|村|社区|路(?!上|由|过|边)|大街|大道|街|胡同|弄堂|巷|小区|花园|公寓|家园|新村|"
    "新城|广场|大厦|大学|学院|中学|医院|厂|工业园|科技园|苑|府|湾|屯|庄)"
)
_HOUSE = (
    f"(?:{_NUMBER} ?(?:栋|幢|号楼|号院|单元|室|号门|弄|座|组|队)|{_NUMBER}号?(?:宿舍|楼)[^,。;!? ]{{0,3}} ?[0-9]{{2,4}}"
    "|[0-9]{1,4} ?[-－#] ?[0-9]{1,4}(?: ?[-－] ?[0-9]{1,4})?(?![0-9]))"
)
_EVIDENCE = re.compile(f"{_PROPER}{_SUFFIX}|{_HOUSE}")
_TOWNS = one_of("towns")
_TOWN = re.compile(
    f"(?:{_TOWNS})市?(?!的|了|还|没|就|要|也|都|那|这|去|来|吗|呢|移动|联通|电信|广电|分公司|人|号|卡){_HAN}{{2,4}}"
)
#: Behind 「地址：」 stands an address, unless it says that there is none.
_STATED = re.compile(r"^ ?[:是为=] ?(?!没|不|错|怎|哪|什|多少|可以|能|要|假|真|对|谁|我|空|同|_|\*)")
#: Words of a sentence, not of an address.
_TALK = re.compile("[我你他她了就没不还被把吗呢]|然后|怎么|可以")
_LEAST = 4
_SAID_OF = re.compile(r"^ ?(?:填|写|留)?(?:的是|成|的|在|了|是|为|于|[:=])?")
#: An address written out, without any word before it.
_REST = "[^,。;!?\n]{0,30}"
_OUTRIGHT = re.compile(
    f"(?:{_PROPER}(?:省|自治区) ?)?{_PROPER}(?:市|自治州|盟) ?{_HAN}{{1,6}}(?:区|县|市|旗|镇) ?[^,。;!?\n]{{0,20}}?"
    f"(?:路|街|大道|巷|弄|胡同|村|小区|花园|公寓|大厦|苑|栋|幢|号楼|[0-9]{{1,4}}号){_REST}"
    f"|{_HAN}{{2,5}}(?:路|街|大道|巷|胡同|弄) ?[0-9]{{1,5}} ?(?:号|弄|-[0-9]{{1,4}}){_REST}"
    f"|{_HAN}{{2,6}}(?:小区|花园|公寓|家园|苑|新村|大厦|广场|村|社区) ?{_NUMBER} ?"
    f"(?:号(?!码)|栋|幢|座|单元|号楼|室|期|组){_REST}"
    f"|{_NUMBER} ?(?:栋|幢|号楼) ?[0-9]{{0,2}} ?(?:单元|-)? ?[0-9]{{1,4}} ?(?:室|房|号)?"
)


def find(reading: Reading) -> list[Span]:
    """Every address, to the end of its clause."""
    text = reading.plain
    words = [match.end() for match in _WORD.finditer(text)]
    found = [span for end in words if (span := _announced(text, end))]
    for match in _OUTRIGHT.finditer(text):
        # the word that announces it stays readable
        start = max(
            (end for end in words[bisect(words, match.start()) :][:3] if end < match.end()), default=match.start()
        )
        found.append(Span(start, match.end(), MASK, PLACE))
    return found


def _announced(text: str, at: int) -> Span | None:
    """What follows the word, where it says which place: to the last part that does."""
    clause = _CLAUSE.match(text, at)
    assert clause is not None
    said = clause.group()
    stated = _STATED.match(said)
    lead = _SAID_OF.match(said)
    assert lead is not None
    begin = max(stated.end() if stated else 0, lead.end())
    end = begin
    first = _PART.split(said[begin:])[0]
    if stated and len(first) >= _LEAST and not _TALK.search(first):
        end = begin + len(first)
    start = begin
    for part in _PART.split(said[begin:]):
        stop = start + len(part)
        if _EVIDENCE.search(part) or (start == begin and _TOWN.match(part)):
            end = max(end, stop)
        elif start > end:
            break
        start = stop + 1
    return Span(at + begin, at + end, MASK, PLACE) if end > begin else None
