"""Whole cases by tapping only and by keyboard only: to the help, with something to tap after every answer."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, expect

from channels.assets import DIST

from .user import DESKTOP, OPENING, PHONE, Open, answered, faults, fits, offered, tap, users

#: Script and style as they travel, bytes.
MOST = 40_000
_FOCUSED = "document.querySelector('tuika-chat').shadowRoot.activeElement?.innerText?.trim() ?? ''"


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
@pytest.mark.parametrize("wish", ["取消还没用的卡", "销户正在用的卡", "退款逾期没到"])
def test_by_tapping_only(opened: Open, width: int, height: int, wish: str) -> None:
    page = opened(width, height)
    tap(page, wish)
    for _ in range(4):
        choices = offered(page)
        assert choices, "every turn offers a next step"
        if "不知道" not in choices:
            break
        tap(page, choices[0])
    expect(page.get_by_role("navigation", name="常用")).to_be_visible()
    # what is behind the taps is never a dead end
    for _ in range(2):
        tap(page, offered(page)[0])
        assert offered(page)
    assert faults(page) == []
    assert fits(page, width)


def reach(page: Page, name: str) -> None:
    """Go on with the Tab key until something of that name has the focus; then press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED) == name:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the Tab key never came to {name}")


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_by_keyboard_only(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    page.get_by_role("log").focus()
    reach(page, "取消还没用的卡")
    answered(page)
    page.get_by_role("textbox").focus()
    page.keyboard.type(OPENING)
    page.keyboard.press("Enter")
    answered(page)
    page.get_by_role("log").focus()
    reach(page, "付给卖家了")
    answered(page)
    page.get_by_role("log").focus()
    reach(page, "证据")
    answered(page)
    page.get_by_role("button", name="菜单").press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="菜单")).to_be_focused()
    assert users(page) == ["取消还没用的卡", OPENING, "付给卖家了", "证据"]


def test_what_travels_is_small() -> None:
    names = ("app.js", "page.css")
    assert sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in names) <= MOST
