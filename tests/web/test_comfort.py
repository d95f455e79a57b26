"""Elder mode, reading aloud, votes, the menu, and coming back after days."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from workshop.live import Live

from .user import DESKTOP, OPENING, PHONE, Open, faults, fits, planned, say, users

#: A voice that needs no loudspeaker: what it was asked to say stands in `window.spoken`.
_VOICE = """
  window.spoken = []; window.cancelled = 0;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speak: (u) => { window.spoken.push(u); }, cancel: () => { window.cancelled += 1; } } });
"""


def menu(page: Page) -> None:
    page.get_by_role("button", name="菜单").click()


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_elder_mode_has_large_type_and_large_targets(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    text, size = page.locator(".trust"), "e => parseFloat(getComputedStyle(e).fontSize)"
    assert text.evaluate(size) >= 18
    sizes = []
    for number in (1, 2, 3, 4):
        menu(page)
        page.get_by_role("button", name=f"字号 {number}/4").click()
        page.keyboard.press("Escape")
        sizes.append(text.evaluate(size))
    assert sizes == sorted(set(sizes))
    assert sizes[-1] >= 30
    say(page, OPENING)
    heights = page.locator(".replies button, form button, #menu-button").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 60
    assert faults(page) == []
    assert fits(page, width)
    page.reload()
    expect(page.locator(".page.elder")).to_have_count(1)


def test_the_newest_answer_is_read_aloud(opened: Open) -> None:
    page = opened(init=_VOICE)
    say(page, OPENING)
    page.get_by_role("button", name="读出来").click()
    spoken = page.evaluate("window.spoken.map((u) => u.text).join('\\n')")
    assert "付给谁了" in spoken
    assert OPENING not in spoken
    page.get_by_role("button", name="别读了").click()
    assert page.evaluate("window.cancelled") >= 1
    menu(page)
    page.get_by_role("button", name="每次都读出来").click()
    page.keyboard.press("Escape")
    said = page.evaluate("window.spoken.length")
    say(page, "没付钱")
    assert page.evaluate("window.spoken.length") > said


def test_a_browser_without_a_voice_offers_none(opened: Open) -> None:
    page = opened(init="delete window.SpeechSynthesisUtterance")
    say(page, OPENING)
    expect(page.get_by_role("button", name="读出来")).to_have_count(0)


def votes(bot: Live, thumb: str) -> float:
    found = re.search(rf'tuika_thumbs_total{{thumb="{thumb}"}} ([0-9.]+)', bot.request("GET", "/metrics")[1].decode())
    return float(found[1]) if found else 0.0


def test_votes_are_counted(opened: Open, bot: Live) -> None:
    page = opened()
    say(page, OPENING)
    before = votes(bot, "down")
    with page.expect_response("**/api/thumb") as answer:
        page.get_by_role("button", name="没用", exact=True).click()
    assert answer.value.status == 200
    expect(page.get_by_role("button", name="没用", exact=True)).to_have_attribute("aria-pressed", "true")
    assert votes(bot, "down") == before + 1


def test_the_menu_closes_by_itself_and_gives_the_focus_back(opened: Open) -> None:
    page = opened(*PHONE)
    inside = page.locator("#menu")
    menu(page)
    page.mouse.click(20, 500)
    expect(inside).to_have_count(0)
    menu(page)
    page.keyboard.press("Escape")
    expect(inside).to_have_count(0)
    expect(page.get_by_role("button", name="菜单")).to_be_focused()
    menu(page)
    page.get_by_role("button", name="重新开始").click()
    expect(inside).to_have_count(0)


def test_the_chosen_colours_reach_the_edges(opened: Open) -> None:
    page = opened(1280, 800, color_scheme="light")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    menu(page)
    page.get_by_role("button", name="深色").click()
    inside = page.locator(".page").evaluate("e => getComputedStyle(e).backgroundColor")
    assert page.evaluate(ground) == inside != light


def test_the_box_grows_without_the_newest_css(opened: Open) -> None:
    page = opened(375, 700, init="CSS.supports = () => false")
    box = page.get_by_role("textbox")
    box.evaluate("e => { e.style.fieldSizing = 'fixed' }")
    before = box.evaluate("e => e.offsetHeight")
    box.fill("一句很长很长的话，" * 12)
    assert box.evaluate("e => e.offsetHeight") > before * 2
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.user")).to_have_count(1)
    assert box.evaluate("e => e.offsetHeight") == before


def test_messages_are_a_list_and_the_time_stands_once_a_minute(opened: Open) -> None:
    page = opened()
    said = []
    page.route("**/api/message", lambda r: (said.append(page.locator(".typing").inner_text()), r.continue_())[1])
    say(page, OPENING)
    assert said == ["正在想…"]
    bubbles = page.get_by_role("log").get_by_role("listitem").locator("visible=true")
    assert bubbles.count() >= 3
    turn = page.locator("li.bubble.bot")
    assert turn.count() >= 2
    assert turn.locator("time").count() == 1


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_coming_back_after_days_shows_what_is_due(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    planned(page)
    expect(page.locator(".back")).to_have_count(0)
    later = page.evaluate("Date.now()") / 1000 + 3 * 86400
    again = opened(width, height, context=page.context, clock=later)
    back = again.locator(".back")
    expect(back).to_contain_text("离上次 3 天")
    expect(back).to_contain_text("12月3日")
    # (what was said when is kept by the true clock, the day that was named by the bot's: on which side of it today is
    # changes as the test grows old)
    expect(back).to_contain_text(re.compile("下一步|已经到了"))
    assert faults(again) == []
    again.get_by_role("button", name="对方不同意", exact=True).last.click()
    expect(again.locator(".back")).to_have_count(0)
    assert users(again)[-1] == "对方不同意"


def test_where_downloads_are_blocked_the_days_are_copied(opened: Open) -> None:
    agent = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107 Mobile MicroMessenger/8.0.40"
    page = opened(*PHONE, user_agent=agent, permissions=["clipboard-read", "clipboard-write"])
    planned(page)
    expect(page.get_by_role("link", name="把这些日子加到手机日历")).to_have_count(0)
    page.get_by_role("button", name="复制这些日子").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "12月3日（周四）：" in page.evaluate("navigator.clipboard.readText()")
