from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from runtime.launching.ports import free_port
from tools.chromium import path as browser_path
from workshop.live import Live, live_bot

#: Without these a headless Chromium asks its maker's servers all kinds of things.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="package")
def friend_port() -> int:
    """Where the site that may embed the chat is served."""
    return free_port()


@pytest.fixture(scope="package")
def bot(tmp_path_factory: pytest.TempPathFactory, friend_port: int) -> Iterator[Live]:
    # an origin as it is copied from the address bar
    extra = {"TUIKA_EMBED_ORIGINS": f"http://127.0.0.1:{friend_port}/", "TUIKA_OPERATOR": "测试服务站"}
    with live_bot(tmp_path_factory.mktemp("web"), extra) as live:
        yield live


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.fail("网页测试要用 Chromium：apt install chromium（或用 CHROMIUM=路径 指出）", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, bot: Live) -> Iterator[Callable[..., Page]]:
    """Opens the chat in a new browser profile (or ``context``); fails where the page logs an error by itself.

    ``init``: a script that runs before the page's; ``clock``: what the page takes for now, in seconds.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(
        width: int = 1000,
        height: int = 800,
        context: BrowserContext | None = None,
        init: str = "",
        clock: float | None = None,
        **options: object,
    ) -> Page:
        if context is None:
            context = chromium.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
        page = context.new_page()
        if init:
            page.add_init_script(init)
        if clock is not None:
            page.clock.set_fixed_time(datetime.fromtimestamp(clock, UTC))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: troubles.append(m.text) if "Content Security" in m.text else None)
        page.on(
            "request", lambda r: None if r.url.startswith((bot.address, "data:", "blob:")) else troubles.append(r.url)
        )
        page.on("dialog", lambda d: (troubles.append(f"dialog {d.message}"), d.dismiss()))
        page.goto(f"{bot.address}/chat/")
        page.get_by_role("textbox").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles
