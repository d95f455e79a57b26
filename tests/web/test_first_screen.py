"""The first screen: what it costs, whose it is, how long talks are kept; on the smallest phone in the largest type."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from workshop.live import Live

from .user import DESKTOP, PHONE, Open, answered, faults, fits, users


def largest(page: Page) -> None:
    """Choose the largest type, as the menu does."""
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="字号 4/4").click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_it_says_what_it_costs_whose_it_is_and_how_long_talks_are_kept(
    opened: Open, bot: Live, width: int, height: int
) -> None:
    page = opened(width, height)
    for words in ("免费", "不用注册", "不收手机号和验证码"):
        expect(page.locator(".trust")).to_contain_text(words)
    page.get_by_text("我是谁，你说的话存多久").click()
    about = page.locator(".about")
    expect(about).to_contain_text("不是运营商")
    expect(about).to_contain_text(bot.extra["TUIKA_OPERATOR"])
    expect(about).to_contain_text("180 天")
    assert faults(page) == []
    assert fits(page, width)


def test_in_the_largest_type_the_smallest_phone_shows_one_line_of_trust_and_two_buttons(opened: Open) -> None:
    page = opened(*PHONE)
    largest(page)
    size = page.locator(".trust").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 30
    assert faults(page) == []
    end = page.get_by_role("textbox").bounding_box()
    assert end is not None
    for part in (page.locator(".trust"), *page.locator(".welcome .replies button").all()[:2]):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= end["y"]
    assert fits(page, PHONE[0])


def test_an_example_can_be_tapped(opened: Open) -> None:
    page = opened()
    page.get_by_role("button", name="昨天在抖音上办的联通卡").click()
    answered(page)
    assert users(page) == ["昨天在抖音上办的联通卡，还没激活，不想要了"]
    expect(page.locator(".bubble.bot").last).not_to_contain_text("没听懂")
    expect(page.get_by_role("button", name="昨天在抖音上办的联通卡")).to_have_count(0)
