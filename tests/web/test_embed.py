"""One script tag on somebody else's page: the allowed site gets the chat, another gets nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser, expect

from runtime.launching.ports import free_port
from workshop.live import Live


@contextmanager
def site(port: int, bot: Live) -> Iterator[str]:
    """A page of somebody else's with our script tag."""
    body = f'<!doctype html><title>友站</title><h1>友站</h1><script src="{bot.address}/chat/embed.js" async></script>'

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_an_allowed_site_embeds_the_chat(chromium: Browser, bot: Live, friend_port: int) -> None:
    with site(friend_port, bot) as address:
        page = chromium.new_page()
        page.goto(address)
        page.get_by_role("button", name="打开退卡帮").click()
        frame = page.frame_locator("iframe")
        frame.get_by_role("textbox").fill("前天在抖音点广告办的联通卡，已经提交了，不想要了")
        frame.get_by_role("textbox").press("Enter")
        expect(frame.get_by_role("log")).to_contain_text("付给谁了")
        page.get_by_role("button", name="收起退卡帮").click()
        expect(page.locator("iframe")).to_be_hidden()
        page.close()


def test_another_site_is_refused(chromium: Browser, bot: Live) -> None:
    with site(free_port(), bot) as address:
        page = chromium.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(address)
        page.get_by_role("button", name="打开退卡帮").click()
        page.wait_for_timeout(1500)
        assert any("frame-ancestors" in text for text in refused)
        assert page.frame_locator("iframe").get_by_role("textbox").count() == 0
        page.close()
