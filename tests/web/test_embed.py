"""One script tag on somebody else's page: the allowed site gets the chat, another gets a sentence and a link."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from runtime.launching.ports import free_port
from workshop.live import Live

from .user import BOX, OPENING

_EVENTS = """
  window.seen = [];
  for (const name of ['ready', 'open', 'close', 'plan', 'answer', 'refused'])
    window.addEventListener(`tuika:${name}`, () => window.seen.push(name));
"""


@contextmanager
def site(port: int, bot: Live, settings: str = "", times: int = 1) -> Iterator[str]:
    """A page of somebody else's with our script tag."""
    tag = f'<script src="{bot.address}/chat/embed.js" async {settings}></script>' * times
    body = f'<!doctype html><html lang="zh"><title>友站</title><h1>友站</h1>{tag}'

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        server.server_close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, bot: Live, friend_port: int) -> Iterator[Visit]:
    """Opens the friend's page, its tag with ``settings``, ``times`` over."""
    left: list[Callable[[], object]] = []

    def open_page(
        settings: str = "", width: int = 1280, height: int = 800, times: int = 1, port: int | None = None
    ) -> Page:
        served = site(port or friend_port, bot, settings, times)
        address = served.__enter__()
        context = chromium.new_context(viewport={"width": width, "height": height})
        left.append(lambda: (context.close(), served.__exit__(None, None, None)))
        page = context.new_page()
        page.add_init_script(_EVENTS)
        page.goto(address)
        page.wait_for_function("window.tuika")
        return page

    yield open_page
    for leave in left:
        leave()


def seen(page: Page) -> list[str]:
    return list(page.evaluate("window.seen"))


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (375, 700)])
def test_an_allowed_site_embeds_the_chat(visit: Visit, width: int, height: int) -> None:
    page = visit(width=width, height=height)
    page.get_by_role("button", name="打开退卡帮").click()
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox", name=BOX).fill(OPENING)
    frame.get_by_role("textbox", name=BOX).press("Enter")
    expect(frame.get_by_role("log")).to_contain_text("付给谁了")
    page.get_by_role("dialog").get_by_role("button", name="收起退卡帮").click()
    expect(page.locator("iframe")).to_be_hidden()
    expect(page.get_by_role("button", name="打开退卡帮")).to_be_focused()
    assert seen(page) == ["ready", "open", "answer", "close"]


def test_on_a_phone_it_takes_the_whole_screen(visit: Visit) -> None:
    page = visit(width=375, height=700)
    page.get_by_role("button", name="打开退卡帮").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 375, "height": 700}
    expect(page.frame_locator("iframe").get_by_role("textbox", name=BOX)).to_be_in_viewport()
    close = page.get_by_role("button", name="收起退卡帮").bounding_box()
    assert close is not None
    assert close["height"] >= 44


def test_escape_closes_from_inside_and_outside(visit: Visit) -> None:
    page = visit()
    for _ in range(2):
        page.get_by_role("button", name="打开退卡帮").click()
        box = page.frame_locator("iframe").get_by_role("textbox", name=BOX)
        box.wait_for()
        box.press("Escape")
        expect(page.locator("iframe")).to_be_hidden()
    page.get_by_role("button", name="打开退卡帮").click()
    page.get_by_role("button", name="收起退卡帮").focus()
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()


def test_there_is_one_button_however_often_the_tag_stands_there(visit: Visit) -> None:
    page = visit(times=3)
    page.wait_for_timeout(500)
    expect(page.get_by_role("button")).to_have_count(1)


def test_the_tag_says_side_label_colour_and_first_words(visit: Visit) -> None:
    page = visit('data-side="left" data-label="退卡找我" data-color="#7a1f5c" data-open data-say="联通的卡不想要了"')
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("textbox", name=BOX)).to_have_value("联通的卡不想要了")
    # it is written, not sent
    expect(frame.locator(".bubble.user")).to_have_count(0)
    button = page.get_by_role("button", name="退卡找我")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] == 16
    assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 92)"


def test_the_host_opens_writes_and_closes(visit: Visit) -> None:
    page = visit()
    page.evaluate("window.tuika.say('移动的卡退不掉')")
    box = page.frame_locator("iframe").get_by_role("textbox", name=BOX)
    expect(box).to_have_value("移动的卡退不掉")
    page.evaluate("window.tuika.say('改成电信的')")
    expect(box).to_have_value("改成电信的")
    page.evaluate("window.tuika.close()")
    expect(page.locator("iframe")).to_be_hidden()
    page.evaluate("window.tuika.open()")
    expect(page.locator("iframe")).to_be_visible()
    assert seen(page) == ["ready", "open", "close", "open"]


def test_the_host_cannot_send_or_read(visit: Visit, bot: Live) -> None:
    page = visit()
    page.evaluate("window.tuika.open()")
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox", name=BOX).wait_for()
    page.evaluate("window.heard = []; window.addEventListener('message', (e) => window.heard.push(e.data))")
    frame.get_by_role("textbox", name=BOX).fill(OPENING)
    frame.get_by_role("textbox", name=BOX).press("Enter")
    expect(frame.get_by_role("log")).to_contain_text("付给谁了")
    assert page.evaluate("window.heard") == [{"tuika": "answer"}]
    assert f"{bot.address}/chat/" in str(page.locator("iframe").get_attribute("src"))


def test_another_site_gets_a_sentence_and_a_link(visit: Visit, bot: Live) -> None:
    refused: list[str] = []
    page = visit(port=free_port())
    page.on("console", lambda message: refused.append(message.text))
    page.get_by_role("button", name="打开退卡帮").click()
    expect(page.get_by_role("alert")).to_contain_text("没有登记", timeout=10_000)
    link = page.get_by_role("link", name="退卡帮")
    assert link.get_attribute("href") == f"{bot.address}/chat/"
    assert any("frame-ancestors" in text for text in refused)
    assert page.locator("iframe").count() == 0
    assert seen(page)[-1] == "refused"
