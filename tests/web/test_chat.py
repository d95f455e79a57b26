"""The page in a real Chromium: a whole case, and everything that goes wrong with phones and networks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Route, expect

from workshop.live import Live

from .user import OPENING, PAID, Open, answered, faults, say, tap, users


@pytest.mark.parametrize(("width", "height"), [(1100, 800), (320, 640)])
def test_a_whole_case(opened: Open, tmp_path: Path, width: int, height: int) -> None:
    page = opened(width, height, accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    expect(page.get_by_role("log")).to_contain_text("我是退卡帮")
    assert faults(page) == []
    page.get_by_role("button", name="取消还没用的卡").click()
    answered(page)
    say(page, OPENING)
    page.get_by_role("button", name="付给卖家了").click()
    answered(page)
    expect(page.locator("h2").filter(has_text="撤单").first).to_be_visible()
    progress = page.get_by_role("region", name="进度")
    expect(progress.locator("[aria-current=step]").first).to_contain_text("已提交")
    page.get_by_text("出处", exact=True).first.click()
    expect(page.get_by_text("网文《网盟流量卡怎么取消和退款》").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="把这些日子加到手机日历").click()
    calendar = Calendar.from_ical(Path(download.value.path()).read_bytes())
    assert calendar.walk("VEVENT")
    assert all(event.walk("VALARM") for event in calendar.walk("VEVENT"))
    assert faults(page) == []

    page.get_by_role("button", name="要准备什么").click()
    answered(page)
    page.get_by_label("付款记录").check()
    page.get_by_role("button", name="就这些，记下").click()
    answered(page)
    assert users(page)[-1] == "有了：付款记录"
    expect(page.get_by_label("付款记录").last).to_be_checked()
    page.get_by_label("付款记录").last.uncheck()
    page.get_by_role("button", name="就这些，记下").last.click()
    answered(page)
    assert users(page)[-1] == "还没有：付款记录"
    expect(page.get_by_label("付款记录").last).not_to_be_checked()

    say(page, "依据是什么")
    expect(page.get_by_text("不是法律意见").last).to_be_visible()
    tap(page, "写信")
    tap(page, "写给卖家的退款信")
    page.get_by_role("button", name="复制").last.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    letter = page.evaluate("navigator.clipboard.readText()")
    assert "中国联通" in letter
    assert letter in page.locator("blockquote").last.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_reload_keeps_the_conversation_and_nobody_else_sees_it(opened: Open) -> None:
    page = opened()
    say(page, OPENING)
    before = page.locator(".bubble .text").all_inner_texts()
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("付给谁了")
    assert page.locator(".bubble .text").all_inner_texts() == before
    page.get_by_role("button", name="付给卖家了").click()
    answered(page)
    expect(page.locator(".bubble.card")).to_have_count(2)
    stranger = opened()
    expect(stranger.locator(".said")).not_to_contain_text("联通")


def test_a_message_survives_closing_the_page(opened: Open) -> None:
    page = opened()
    say(page, "你好")
    page.route("**/api/message", lambda route: route.abort())
    page.get_by_role("textbox").fill(OPENING)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="重发")).to_be_visible()
    again = opened(context=page.context)
    page.close()
    expect(again.get_by_role("log")).to_contain_text("付给谁了")
    assert users(again) == ["你好", OPENING]


def test_a_lost_answer_is_asked_for_again_and_is_one_turn(opened: Open) -> None:
    page = opened()
    say(page, OPENING)

    def lose(route: Route) -> None:
        route.fetch()  # the server gets it and answers, but the answer does not arrive
        route.abort()

    page.route("**/api/message", lose, times=1)
    page.get_by_role("textbox").fill(PAID)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="重发").click()
    answered(page)
    expect(page.locator(".bubble.card")).to_have_count(2)
    page.reload()
    expect(page.locator(".bubble.card")).to_have_count(2)
    assert users(page) == [OPENING, PAID]


def test_the_network_goes_and_comes_back(opened: Open) -> None:
    page = opened()
    say(page, OPENING)
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("网络断了")
    page.get_by_role("textbox").fill(PAID)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="重发")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".bubble.card")).to_have_count(2)
    expect(page.get_by_role("button", name="重发")).to_have_count(0)


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[点我](javascript:alert(1)) <a href='javascript:alert(1)'>x</a>",
    "\u202e卡的我消取\u202c 反着写",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "</script><svg onload=alert(1)>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_never_markup(opened: Open, text: str) -> None:
    page = opened()
    say(page, text)
    assert users(page)[0] == text.strip()
    page.reload()
    expect(page.locator(".bubble.user")).to_have_count(1)
    inside = "document.querySelector('tuika-chat').shadowRoot"
    assert page.evaluate(f"{inside}.querySelectorAll('img, script, iframe, a[href^=javascript]').length") == 0


def test_what_a_server_answers_is_never_markup(opened: Open) -> None:
    page = opened()
    bad = HOSTILE[0]
    links = [{"text": "alert", "href": "javascript:alert(1)", "kind": "open"}]
    said = {"role": "bot", "text": bad, "time": 1, "replies": [{"label": bad, "payload": bad}], "links": links}
    card = {
        "kind": "plan",
        "lead": bad,
        "money": [bad],
        "sources": [{"claim": bad, "found": [bad], "confidence": "low"}],
    }
    body = json.dumps({"messages": [{**said, "card": card}, said]})
    page.route("**/api/message", lambda route: route.fulfill(body=body, content_type="application/json"))
    say(page, "你好")
    # the same taps under both bubbles
    assert page.get_by_role("button", name=bad).count() == 2
    inside = "document.querySelector('tuika-chat').shadowRoot"
    assert page.evaluate(f"{inside}.querySelectorAll('img, a[href^=javascript]').length") == 0


def test_two_tabs_show_one_conversation(opened: Open) -> None:
    first = opened()
    say(first, OPENING)
    second = opened(context=first.context)
    expect(second.get_by_role("log")).to_contain_text("付给谁了")
    say(second, PAID)
    expect(first.locator(".bubble.card")).to_have_count(2)
    assert users(first) == users(second) == [OPENING, PAID]


def test_erasing_is_asked_about_and_real(opened: Open, bot: Live) -> None:
    page = opened()
    say(page, OPENING)
    token = page.evaluate("localStorage.getItem('tuika.token')")
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="清除我的数据").click()
    expect(page.get_by_role("button", name="不清除")).to_be_focused()
    assert faults(page) == []
    page.get_by_role("button", name="确定清除").click()
    expect(page.get_by_role("status")).to_contain_text("已经清除")
    expect(page.locator(".bubble.user")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('tuika.token')") is None
    assert bot.request("GET", "/chat/api/history", headers={"Authorization": f"Bearer {token}"})[0] == 401


def test_erasing_by_ones_own_word_is_asked_about_and_real(opened: Open, bot: Live) -> None:
    page = opened()
    say(page, OPENING)
    token = page.evaluate("localStorage.getItem('tuika.token')")
    say(page, "清除我的数据")
    page.get_by_role("button", name="不清除").click()
    expect(page.locator(".bubble.bot").last).to_contain_text("没有清除")
    say(page, "清除我的数据")
    page.get_by_role("button", name="确定清除").click()
    expect(page.get_by_role("status")).to_contain_text("已经清除")
    expect(page.locator(".bubble.user")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('tuika.token')") is None
    assert bot.request("GET", "/chat/api/history", headers={"Authorization": f"Bearer {token}"})[0] == 401
    # and the talk can begin anew
    say(page, OPENING)
    expect(page.get_by_role("log")).to_contain_text("联通")


def test_a_token_whose_conversation_is_no_more_is_put_away(opened: Open, bot: Live) -> None:
    page = opened()
    say(page, OPENING)
    token = page.evaluate("localStorage.getItem('tuika.token')")
    assert bot.request("DELETE", "/chat/api/conversation", headers={"Authorization": f"Bearer {token}"})[0] == 200
    say(page, "移动的卡不想要了")
    expect(page.locator(".bubble.bot").filter(has_text="移动").first).to_be_visible()
    assert page.evaluate("localStorage.getItem('tuika.token')") not in (None, token)


def test_start_over_text_size_and_dark(opened: Open) -> None:
    page = opened()
    say(page, OPENING)
    page.get_by_role("button", name="菜单").click()
    size = page.locator(".bubble.bot").first.evaluate("e => getComputedStyle(e).fontSize")
    page.get_by_role("button", name="字号 2/4").click()
    assert page.locator(".bubble.bot").first.evaluate("e => getComputedStyle(e).fontSize") > size
    page.get_by_role("button", name="深色").click()
    assert faults(page) == []
    page.reload()
    expect(page.locator(".page.dark")).to_have_count(1)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("button", name="重新开始").click()
    answered(page)
    say(page, "我的卡到哪一步了，帮我看看")
    expect(page.locator(".bubble.bot").last).not_to_contain_text("联通")


def test_keyboard_alone_is_enough(opened: Open) -> None:
    page = opened()
    page.get_by_role("textbox").focus()
    page.keyboard.type("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type(OPENING)
    page.keyboard.press("Enter")
    answered(page)
    assert users(page) == [f"第一行\n{OPENING}"]
    names = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        names.add(
            page.evaluate("document.querySelector('tuika-chat').shadowRoot.activeElement?.innerText?.trim() || ''")
        )
    assert {"菜单", "付给卖家了", "发送"} <= names
    page.get_by_role("button", name="菜单").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="清除我的数据")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="清除我的数据")).to_have_count(0)


def test_too_fast_is_told_and_the_message_stays(opened: Open) -> None:
    page = opened()
    body = json.dumps({"error": "发得有点快，歇一小会儿再发，我都在。"})
    page.route("**/api/message", lambda r: r.fulfill(status=429, body=body, content_type="application/json"), times=1)
    page.get_by_role("textbox").fill(OPENING)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="歇一小会儿").click()
    answered(page)
    expect(page.get_by_role("log")).to_contain_text("付给谁了")
    assert users(page) == [OPENING]
