"""``make screenshots``: the main screens, taken from the real page in Chromium, into docs/screens/."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from runtime.launching.model import ROOT
from workshop.live import Live, live_bot

from . import chromium

OUT = ROOT / "docs" / "screens"
_PHONE, _DESK = (375, 760), (1000, 800)


def _say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    _answered(page)


def _answered(page: Page) -> None:
    page.locator(".typing").wait_for(state="detached")
    page.wait_for_timeout(300)


def _bar(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=name).click()
    _answered(page)


def _talk(page: Page) -> Iterator[str]:
    yield "welcome"
    _say(page, "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了")
    yield "question"
    _say(page, "付给卖家了，29块9")
    yield "plan"
    _bar(page, "进度")
    yield "progress"
    _bar(page, "话术")
    yield "script"
    _bar(page, "投诉")
    yield "ladder"
    _bar(page, "我的情况")
    yield "sheet"
    _bar(page, "写信")
    page.get_by_role("button", name="写给卖家的退款信").last.click()
    _answered(page)
    yield "letter"
    _bar(page, "证据")
    yield "checklist"
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="深色").click()
    page.keyboard.press("Escape")
    yield "dark"


def take(bot: Live) -> list[Path]:
    """All screens in both sizes."""
    OUT.mkdir(parents=True, exist_ok=True)
    found = []
    path = chromium.path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for size, (width, height) in (("phone", _PHONE), ("desktop", _DESK)):
            page = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light").new_page()
            page.goto(f"{bot.address}/chat/")
            page.get_by_role("textbox").wait_for()
            for name in _talk(page):
                found.append(OUT / f"{name}-{size}.png")
                page.screenshot(path=found[-1])
        browser.close()
    return found


def main() -> int:
    """Take them."""
    with tempfile.TemporaryDirectory() as folder, live_bot(Path(folder)) as bot:
        for path in take(bot):
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
