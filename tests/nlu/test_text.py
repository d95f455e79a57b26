from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.amounts import bare_number, percents, sums
from nlu.budget import Budget
from nlu.text import MAX_CHARS, has_words, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("點廣告辦的聯通卡", "点广告办的联通卡"),
        ("ＡＢＣ１２３", "abc123"),
        ("退卡！！！！！", "退卡!"),
        ("我要退卡😡😡😡", "我要退卡"),
        ("我 要 退 卡", "我要退卡"),
        ("还没激活 收到了", "还没激活,收到了"),
        ("hello   world", "hello world"),
        ("退\u200b卡\x00", "退卡"),
        ("呜呜呜呜", "呜"),
        ("  ", ""),
    ],
)
def test_normalised(typed: str, read: str) -> None:
    assert normalise(typed).text == read


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_every_character_knows_where_it_came_from(typed: str) -> None:
    normal = normalise(typed)
    assert len(normal.origin) == len(normal.text) <= MAX_CHARS
    assert list(normal.origin) == sorted(normal.origin)
    assert all(0 <= index < len(typed) for index in normal.origin)


def test_a_character_that_becomes_many_does_not_go_over_the_limit() -> None:
    assert len(normalise("a" * (MAX_CHARS - 1) + "ﷺ").text) == MAX_CHARS


def test_whether_there_is_anything_to_understand() -> None:
    assert has_words("卡")
    assert has_words("ok")
    assert not has_words("!?,")
    assert not has_words("")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("29元", [29]),
        ("三十九块钱", [39]),
        ("19块9", [19.9]),
        ("一百二十块", [120]),
        ("首充100", [100]),
        ("¥99.5", [99.5]),
        ("付了50,首充了一百块", [50, 100]),
        ("5g流量100g", []),
        ("两块钱", [2]),
    ],
)
def test_sums(text: str, values: list[float]) -> None:
    assert [found.value for found in sums(text, Budget())] == values


def test_bare_numbers_and_percentages() -> None:
    assert bare_number("大概一百二").value == 120  # type: ignore[union-attr]
    assert bare_number("我有39个") is None
    assert [p.value for p in percents("百分之三十,或者50%", Budget())] == [30, 50]


def test_a_cheer_is_one_figure_and_a_sum_keeps_its_figures() -> None:
    assert normalise("666666").text == "6"
    assert normalise("付了66").text == "付了66"
    assert normalise("充了666元").text == "充了666元"
