"""What a user of the page does, for all its tests."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from runtime.launching.model import ROOT

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
BOX = "说说你的情况…"
Open = Callable[..., Page]
#: The sizes that every screen is tried at: a desktop, the smallest phone.
DESKTOP, PHONE = (1280, 800), (320, 640)


def say(page: Page, text: str) -> None:
    """Type, send, wait for the answer."""
    page.get_by_role("textbox", name=BOX).fill(text)
    page.keyboard.press("Enter")
    answered(page)


def answered(page: Page) -> None:
    """Wait until the bot has spoken."""
    expect(page.locator(".typing")).to_have_count(0)
    expect(page.get_by_role("button", name="发送")).to_be_enabled()


def faults(page: Page) -> list[str]:
    """What axe-core finds."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def users(page: Page) -> list[str]:
    """What the user has said, as shown."""
    return [b.inner_text() for b in page.locator(".bubble.user .text").all()]


def tap(page: Page, name: str) -> None:
    """Tap the newest button of that name, wait for the answer."""
    page.get_by_role("button", name=name, exact=True).last.click()
    answered(page)


def planned(page: Page) -> None:
    """A case told until there is a plan."""
    say(page, OPENING)
    say(page, PAID)
    expect(page.locator(".card-next")).to_have_count(1)


def offered(page: Page) -> list[str]:
    """What can be tapped under the newest turn, the opening menu included while nothing was said."""
    groups = page.get_by_role("group", name="可以点的回答")
    return [button.inner_text() for button in groups.get_by_role("button").all()]


def fits(page: Page, width: int) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)
