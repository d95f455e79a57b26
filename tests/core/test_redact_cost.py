"""Masking costs at most linearly more for a longer text; held in steps, not in seconds.

Two things together make it so. Every pattern has a bounded width, so that what is tried from one place on is bounded
whatever follows (a single class repeated, which is tried once, is the exception). And the lines of Python that are run
grow at most linearly.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._parser as sre_parse
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

import tuika.redact
from tuika.redact import redact

_WIDEST = 400
#: From this width on the parser says "any".
_ANY = 65535
SHAPES = [
    *("a", "1", "1-", "A1", "1 ", "1.", "1,", "1、", "一", "一、", "①", "1️⃣", "１", "٣", "12/", "(1)", "1:", "0", "9 9"),
    *("@", "a@", "a@b.", "a.", "a-", "艾特", "a at ", "#qq.", "_", "a_1", "x1", "X", "110105", "13812345678"),
    "138 1234 5678 ",
    *("验证码", "验证码1", "密码", "密码是a", "微信", "微信wx1", "QQ1", "订单号1 ", "单号A1", "号", "号码", "的"),
    "的我你",
    *("我叫", "我叫王", "我是王", "王", "王小", "姓", "姓王叫", "my name is ", "I am A", "阿·", "先生", "收件人:"),
    "我妈",
    *("地址", "地址：北京", "住在", "住", "寄到市", "路1号", "北京市朝阳区", "1栋", "小区1", "省", "市区县"),
    *("2026-11-24 ", "11.24", "14:30", "29.9元", "10086", "400", "¥1", "20261124"),
    *(" ", "　", "\n", "(", "（", "*", "***", "😀", "\u200b", "\u0301", "\\u", "/", "{", "\"", "龘", "驗證碼1"),
]  # fmt: skip


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the package."""
    for module in pkgutil.iter_modules(tuika.redact.__path__):
        loaded: Any = importlib.import_module(f"tuika.redact.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


@pytest.mark.parametrize("named", patterns(), ids=lambda named: named[0])
def test_every_pattern_has_a_bounded_width(named: tuple[str, re.Pattern[str]]) -> None:
    pattern = named[1]
    if re.fullmatch(r"\[[^\]]+\]\+", pattern.pattern):
        return
    _, widest = sre_parse.parse(pattern.pattern, pattern.flags).getwidth()
    assert widest < _WIDEST
    assert _WIDEST < _ANY


def test_there_are_patterns() -> None:
    assert len(list(patterns())) > 25


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_at_most_linearly(shape: str) -> None:
    short, long = (_steps((shape * length)[:length]) for length in (400, 4_000))
    assert long <= 10.5 * short + 400


def _steps(text: str) -> int:
    """Lines of the package that are run to mask ``text``."""
    redact(text)
    count = 0

    def line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, _: object) -> Any:
        return line if "tuika/redact" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        redact(text)
    finally:
        sys.settrace(before)
    return count
