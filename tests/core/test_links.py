"""What can be tapped in a text: numbers and addresses of the knowledge, where they stand by themselves."""

from __future__ import annotations

import pytest

from tuika.knowledge import book
from tuika.speech.links import known, links_in
from tuika.speech.wording import polish


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打 12315 或者 10086。", ["12315", "10086"]),
        ("打10010，不行再打10015", ["10010", "10015"]),
        ("去 yhssglxt.miit.gov.cn. 提交", ["yhssglxt.miit.gov.cn"]),
        ("登录 m.10010.com/myorder 看订单", ["m.10010.com/myorder"]),
        ("10086 打不通就再打 10086", ["10086"]),
    ],
)
def test_numbers_and_addresses_are_found_in_order(text: str, found: list[str]) -> None:
    assert [link.text for link in links_in(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "付了 110 元",
        "退了10000块",
        "单号 2100860012",
        "120 天以内",
        "写给 12315 的投诉信",
        "www.10010.com.example",
        "微信号 a12315",
    ],
)
def test_a_sum_or_a_part_of_something_longer_is_no_number_to_dial(text: str) -> None:
    assert links_in(text) == ()


def test_every_line_of_every_carrier_can_be_dialled() -> None:
    numbers = {link.text for link in known() if link.kind == "call"}
    lines = [line for c in book().carriers.carriers.values() for line in (c.hotline, c.rights_hotline) if line]
    assert {line.number for line in lines if line.number} <= numbers


def test_links_lead_to_a_phone_or_a_safe_page() -> None:
    for link in known():
        assert link.href == (f"tel:{link.text}" if link.kind == "call" else f"https://{link.text}")


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("打10010转人工", "打 10010 转人工"),
        ("先付了50 元", "先付了 50 元"),
        ("要我补19.9 元", "要我补 19.9 元"),
        ("用APP查", "用 APP 查"),
        ("第2步", "第2步"),
    ],
)
def test_numbers_to_dial_sums_and_latin_words_stand_apart(text: str, spaced: str) -> None:
    assert polish(text) == spaced
