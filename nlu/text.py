"""Normalising what people type (文本归一), with a map back to where each character stood.

Simplified script, half width, lower case; emoji, control characters and blanks between Chinese characters dropped;
runs of the same mark or the same interjection cut to one; some dialect words in their written form.
Only the first ``MAX_CHARS`` characters are read: a longer
message is a pasted text whose beginning tells what it is about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import emoji
from opencc import OpenCC

MAX_CHARS = 600
#: Spoken words, each as long as the written one (so that every character keeps its place).
_DIALECT = {
    "没得": "没有",
    "莫得": "没有",
    "木有": "没有",
    "冇": "没",
    "晓得": "知道",
    "啥子": "什么",
    "俺": "我",
    "咋整": "怎办",
    # Cantonese, as the converter leaves it
    "而家": "现在",
    "平啲": "便宜",
    "净系": "只是",
    "唔系": "不是",
    "使唔使": "用不用",
    "唔使": "不用",
    "点算": "怎办",
    "搞掂": "搞定",
    "佢话": "他说",
    "客服话": "客服说",
    "店员话": "店员说",
    "边间": "哪家",
    "得㗎": "行吗",
    "嚟": "来",
    "厅里话": "厅里说",
    "店家话": "店家说",
    "个仔话": "儿子说",
    "呢个号": "这个号",
    "呢张": "这张",
    "嗰": "那",
    "𠮶": "那",
    "啲": "些",
    "睇": "看",
    "畀": "给",
    "俾": "给",
    "咗": "了",
    "嘅": "的",
    "喺": "在",
    "唔该晒": "谢谢了",
    "唔该": "谢谢",
    "唔": "不",
    "哋": "们",
    "佢": "他",
    "细路仔": "小孩子",
    "细路": "小孩",
    "屋企": "家里",
    "老豆": "老爸",
    "蚊": "块",
}
#: The longest first; 「客服话费」 and 「客服话务员」 say nothing.
_SPOKEN = re.compile(
    "|".join(
        word + (r"(?![费术务音])" if word.endswith("话") else "") for word in sorted(_DIALECT, key=len, reverse=True)
    )
)
_HAN = re.compile(r"[\u3400-\u9fff]")
#: What a number before it counts.
_COUNTED = re.compile(r"[元块毛分角个号月日天年周星礼点秒张次单度兆岁人家件条位档折倍多几余来左以之的]")
_REPEATABLE = frozenset("!?.,;~。，、！？；…-啊哈呵哦嗯呜唉额呀啦吧嘛")
#: A number of data ends what was said (「39包200g 转了他38」), unless what is counted follows.
_DATA = re.compile(r"[0-9](?:g|gb|m|mb)$")
_OF_DATA = re.compile(r"流量|通用|定向|全国|国内|高速|免费|上网|套餐|卡|的|每|一个月|月租|加|送|不限")
#: 「666」 is a cheer, 66 may be a sum.
_CHEER = re.compile(r"(?<![0-9.])6{3,40}(?![0-9.元块])")


@dataclass(frozen=True)
class Normal:
    """Normalised text; ``origin[i]`` is the index in the original text of character ``i``."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range in the original text that ``[start, end)`` came from."""
        if not self.origin or start >= end:
            return 0, 0
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=16384)
def _character(char: str) -> str:
    """What one character becomes; empty where it is dropped."""
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk", "Mn", "Me") or emoji.is_emoji(char):
        return " " if category == "So" or emoji.is_emoji(char) else ""
    return str(_converter().convert(unicodedata.normalize("NFKC", char))).lower()


def normalise(text: str) -> Normal:
    """``text`` as the pipeline reads it."""
    chars: list[str] = []
    origin: list[int] = []
    cheers = {n for found in _CHEER.finditer(text[: MAX_CHARS * 2]) for n in range(found.start() + 1, found.end())}
    for index, char in enumerate(text[: MAX_CHARS * 2]):
        if index in cheers:
            continue
        for new in _character(char):
            if chars and new == chars[-1] and (new in _REPEATABLE or new == " "):
                continue
            chars.append(new)
            origin.append(index)
    # one character may become eighteen (「ﷺ」)
    del chars[MAX_CHARS:], origin[MAX_CHARS:]
    return _without_blanks(chars, origin)


def _without_blanks(chars: list[str], origin: list[int]) -> Normal:
    """Drop blanks, but keep them between Latin words, and read one between Chinese words as the pause it stands for."""
    kept: list[int] = []
    words = "".join(chars).split(" ")
    number = 0
    for index, char in enumerate(chars):
        if char == " ":
            number += 1
            before, after = words[number - 1], words[number]
            if not before or not after or not kept:
                continue
            if _is_pause(before, after):
                chars[index] = ","
            elif not (before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()):
                continue
        kept.append(index)
    text = "".join(map(chars.__getitem__, kept))
    text = _SPOKEN.sub(lambda found: _DIALECT[found[0]], text)
    return Normal(text, tuple(map(origin.__getitem__, kept)))


def _is_pause(before: str, after: str) -> bool:
    """Whether the blank between two words stands for a pause: between Chinese words, and behind a number that ends what
    was said (「退我50 卡没激活」), not before what it counts (「付了 50 元」).
    """
    if len(before) < 2 or len(after) < 2 or not _HAN.match(after[0]):
        return False
    of_data = _DATA.search(before) is not None and not _OF_DATA.match(after)
    ends = (before[-1].isdigit() or of_data) and _HAN.search(before) is not None and not _COUNTED.match(after)
    return _HAN.match(before[-1]) is not None or ends


def plain(text: str) -> str:
    """What makes two sentences the same one: normalised, without marks."""
    return re.sub(r"\W", "", normalise(text).text)


def has_words(text: str) -> bool:
    """Whether anything is left to understand: a Chinese character, a letter or a digit."""
    return bool(_HAN.search(text) or re.search(r"[a-z0-9]", text, re.IGNORECASE))
