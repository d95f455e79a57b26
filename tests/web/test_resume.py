"""A talk goes on in another browser: by a code that is short-lived, good once, and hard to guess."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from channels.resuming import ALPHABET, LENGTH
from workshop.live import Live

from .user import DESKTOP, OPENING, PHONE, Open, faults, fits, say, users


def code_of(page: Page) -> str:
    """Ask for a code in the menu."""
    page.get_by_role("button", name="菜单").click()
    page.get_by_text("换手机接着聊").click()
    page.get_by_role("button", name="要一个码").click()
    return page.locator(".code").inner_text()


def fill_in(page: Page, code: str) -> None:
    page.get_by_role("button", name="菜单").click()
    page.get_by_text("换手机接着聊").click()
    page.get_by_label("接着聊的码").fill(code)
    page.get_by_role("button", name="填码").click()


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_the_talk_goes_on_elsewhere_once(opened: Open, width: int, height: int) -> None:
    first = opened(width, height)
    say(first, OPENING)
    code = code_of(first)
    assert faults(first) == []
    assert fits(first, width)
    second = opened(width, height)
    fill_in(second, code.lower())
    expect(second.locator(".bubble.user")).to_have_count(1)
    assert users(second) == [OPENING]
    say(second, "没付钱")
    first.reload()
    expect(first.locator(".bubble.user")).to_have_count(2)
    third = opened(width, height)
    fill_in(third, code)
    expect(third.get_by_role("alert")).to_contain_text("用过了")
    assert users(third) == []


def test_a_code_is_nothing_without_the_talk(opened: Open, bot: Live) -> None:
    page = opened()
    say(page, OPENING)
    code = code_of(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="菜单").click()
    expect(page.locator(".code")).to_have_count(0)
    page.get_by_role("button", name="清除我的数据").click()
    page.get_by_role("button", name="确定清除").click()
    expect(page.get_by_role("status")).to_contain_text("已经清除")
    other = opened()
    fill_in(other, code)
    expect(other.locator(".bubble.user")).to_have_count(0)
    assert code.replace(" ", "") not in bot.log()


def test_codes_cannot_be_tried_out(bot: Live) -> None:
    body = json.dumps({"code": ALPHABET[0] * LENGTH}).encode()
    found = {
        bot.request("POST", "/chat/api/resume", body, {"Content-Type": "application/json"}, source="127.0.0.9")[0]
        for _ in range(25)
    }
    assert found == {404, 429}


@pytest.mark.parametrize("body", [b"{}", b'{"code": 5}', b'{"code": ""}', b"[]", b'{"code": "0OIL0OIL"}'])
def test_what_is_no_code_opens_nothing(bot: Live, body: bytes) -> None:
    status, _, _ = bot.request(
        "POST", "/chat/api/resume", body, {"Content-Type": "application/json"}, source="127.0.0.8"
    )
    assert status in (400, 404)
