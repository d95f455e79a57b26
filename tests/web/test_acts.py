"""Taps under the bubbles, numbers to dial, texts to copy, the ladder, the bar."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from .user import DESKTOP, OPENING, PHONE, Open, answered, faults, fits, offered, planned, say, tap, users


def side(target: Locator) -> float:
    """The smaller side of what can be tapped."""
    box = target.bounding_box()
    assert box is not None
    return min(box["width"], box["height"])


def answer_with(page: Page, *messages: dict[str, object]) -> None:
    """Let the server's next answer be these bubbles."""
    body = json.dumps({"messages": [{"role": "bot", "time": 1, **m} for m in messages]})
    page.route("**/api/message", lambda r: r.fulfill(body=body, content_type="application/json"), times=1)


def test_every_bubble_of_the_newest_turn_keeps_its_own_taps(opened: Open) -> None:
    page = opened()
    one, two = {"label": "甲", "payload": "/ask_law"}, {"label": "乙", "payload": "/thanks"}
    answer_with(page, {"text": "一", "replies": [one]}, {"text": "二", "replies": [two]})
    say(page, "你好")
    assert offered(page) == ["甲", "乙"]
    answer_with(page, {"text": "三", "replies": [one, two]})
    tap(page, "甲")
    # what was chosen is not offered again, and the earlier turn offers nothing any more
    assert offered(page) == ["乙"]


def test_taps_stay_until_the_next_answer_has_come(opened: Open) -> None:
    page = opened()
    say(page, OPENING)
    before = offered(page)
    assert before
    page.route("**/api/message", lambda route: route.abort())
    page.get_by_role("button", name=before[0], exact=True).click()
    expect(page.get_by_role("button", name="重发")).to_be_visible()
    assert offered(page) == before


def test_an_answer_to_a_question_can_be_given_again(opened: Open) -> None:
    page = opened()
    answer = {"label": "移动", "payload": '/inform{"carrier": "移动"}'}
    answer_with(page, {"text": "哪家的卡？", "replies": [answer]})
    say(page, "你好")
    answer_with(page, {"text": "再问一次，哪家的卡？", "replies": [answer]})
    tap(page, "移动")
    assert offered(page) == ["移动"]


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_numbers_and_addresses_can_be_tapped(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    planned(page)
    call = page.get_by_role("link", name="拨打 10010").first
    assert call.get_attribute("href") == "tel:10010"
    assert side(call) >= 44
    assert side(page.locator("a.inline").first) >= 40
    tap(page, "投诉")
    page.locator(".rungs summary", has_text="工信部").click()
    address = page.locator("a.inline", has_text="yhssglxt.miit.gov.cn").first
    assert address.get_attribute("href") == "https://yhssglxt.miit.gov.cn"
    assert address.get_attribute("rel") == "noopener noreferrer"
    assert faults(page) == []
    assert fits(page, width)


def test_after_a_call_it_asks_whether_somebody_answered(opened: Open) -> None:
    page = opened(*PHONE)
    planned(page)
    page.evaluate("document.addEventListener('click', (e) => e.preventDefault())")
    page.get_by_role("link", name="拨打 10010").first.click()
    expect(page.get_by_text("打 10010 打通了吗？")).to_be_visible()
    tap(page, "没打通")
    assert users(page)[-1] == "没打通"
    expect(page.locator(".bubble.bot").last).not_to_contain_text("没听懂")
    expect(page.get_by_text("打 10010 打通了吗？")).to_have_count(0)


def test_only_what_the_server_names_becomes_a_link(opened: Open) -> None:
    page = opened()
    link = {"text": "110", "href": "tel:110", "kind": "call"}
    answer_with(page, {"text": "打 110，不是 1100，也不是 2110 或 a.110.b。", "links": [link]})
    say(page, "打 110")
    assert page.locator(".bubble.bot a.inline").all_inner_texts() == ["110"]
    assert page.locator(".bubble.user a").count() == 0


def test_what_to_say_can_be_copied(opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    say(page, OPENING)
    say(page, "没付钱")
    tap(page, "话术")
    page.get_by_role("button", name="复制", exact=True).last.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    words = page.evaluate("navigator.clipboard.readText()")
    assert words == page.locator("blockquote").last.inner_text()


@pytest.mark.parametrize(("width", "height"), [DESKTOP, PHONE])
def test_the_ladder_is_a_row_a_rung_with_one_open(opened: Open, width: int, height: int) -> None:
    page = opened(width, height)
    planned(page)
    tap(page, "投诉")
    rungs = page.locator(".card-ladder ol").first.locator("details")
    assert rungs.count() >= 3
    assert [r.get_attribute("open") is not None for r in rungs.all()].count(True) == 1
    expect(rungs.first.locator(".badge")).to_have_text("随时可以")
    rungs.nth(1).locator("summary").click()
    assert [r.get_attribute("open") is not None for r in rungs.all()].index(True) == 1
    assert faults(page) == []
    assert fits(page, width)


def test_the_bar_leads_to_the_next_step_and_the_progress(opened: Open) -> None:
    page = opened(375, 700)
    say(page, OPENING)
    expect(page.get_by_role("navigation")).to_have_count(0)
    say(page, "付给卖家了，29块9")
    tap(page, "证据")
    assert users(page)[-1] == "证据"
    page.get_by_role("navigation").get_by_role("button", name="下一步").click()
    expect(page.locator(".card-next")).to_be_in_viewport()
    page.get_by_role("navigation").get_by_role("button", name="进度").click()
    expect(page.get_by_role("region", name="进度")).to_be_in_viewport()
    answered(page)


@pytest.mark.parametrize("size", [DESKTOP, (375, 760)])
def test_the_next_step_stands_on_the_first_screen_of_the_plan(opened: Open, size: tuple[int, int]) -> None:
    page = opened(*size)
    planned(page)
    step = page.locator(".card-next h2")
    expect(step).to_contain_text("下一步")
    expect(step).to_be_in_viewport()
    steps = page.locator(".card-next .steps")
    expect(steps.get_by_role("listitem").first).to_be_hidden()
    steps.locator("summary").click()
    assert steps.get_by_role("listitem").count() >= 3
    assert faults(page) == []


def test_progress_is_text_and_grows_with_the_type(opened: Open) -> None:
    page = opened(*PHONE)
    planned(page)
    region = page.get_by_role("region", name="进度")
    assert page.locator("svg").count() == 0
    expect(region.get_by_role("listitem").filter(has_text="到期").first).to_be_visible()
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    before = region.evaluate(size)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="字号 4/4").click()
    assert region.evaluate(size) >= 30 > before >= 18
    assert fits(page, PHONE[0])
