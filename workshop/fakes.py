"""Counterparts on loopback that behave as the services' documents say: WeChat, Telegram, a slow action server."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiogram import types
from aiohttp import web


@contextmanager
def serving(app: web.Application) -> Iterator[str]:
    """Serve ``app`` in a thread; its address."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app)
    ready = threading.Event()
    found: list[int] = []

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        loop.run_until_complete(site.start())
        found.append(runner.addresses[0][1])
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield f"http://127.0.0.1:{found[0]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@dataclass
class FakeWeChat:
    """WeChat's interface: stable_token and customer-service messages, with limits and error codes."""

    app_id: str
    secret: str
    #: openid -> error code that every message to it gets
    refuse: dict[str, int] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    #: where it is served
    address: str = ""
    tokens_given: int = 0
    requests: int = 0
    _token: str = ""

    def expire(self) -> None:
        """The token is good no longer."""
        self._token = ""

    def app(self) -> web.Application:
        """The server."""
        app = web.Application()
        app.router.add_post("/cgi-bin/stable_token", self._stable_token)
        app.router.add_post("/cgi-bin/message/custom/send", self._send)
        return app

    async def _stable_token(self, request: web.Request) -> web.Response:
        body = await request.json()
        if (body.get("appid"), body.get("secret")) != (self.app_id, self.secret):
            return web.json_response({"errcode": 40125, "errmsg": "invalid appsecret"})
        if body.get("force_refresh") or not self._token:
            self.tokens_given += 1
            self._token = f"token-{self.tokens_given}-{time.time_ns()}"
        return web.json_response({"access_token": self._token, "expires_in": 7200})

    async def _send(self, request: web.Request) -> web.Response:
        self.requests += 1
        if request.query.get("access_token") != self._token:
            return web.json_response({"errcode": 42001 if self._token == "" else 40001, "errmsg": "token"})
        body = await request.json()
        code = self.refuse.get(body["touser"], 0)
        text = body["text"]["content"]
        if len(text.encode()) > 2048:
            code = 45002
        if code:
            return web.json_response({"errcode": code, "errmsg": "refused"})
        self.sent.append((body["touser"], text))
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def to(self, openid: str) -> list[str]:
        """What this user was sent."""
        return [text for who, text in self.sent if who == openid]


@dataclass
class FakeTelegram:
    """Telegram's Bot API: what is sent is checked with a real Telegram library's types and Telegram's limits."""

    token: str
    username: str = "tuika_bot"
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    #: where it is served
    address: str = ""
    #: how many of the next messages get a 429, or another status
    refuse: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def app(self) -> web.Application:
        """The server."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        return app

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return self._error(401, "Unauthorized")
        method, body = request.match_info["method"], await request.json()
        if method == "getMe":
            return self._ok({"id": 1, "is_bot": True, "first_name": "t", "username": self.username})
        if method == "sendMessage":
            if self.refuse:
                status, more = self.refuse.pop(0)
                return self._error(status, "refused", more)
            if not isinstance(body.get("chat_id"), int):
                return self._error(400, "Bad Request: chat not found")
            text = body.get("text", "")
            if not text or len(text.encode("utf-16-le")) // 2 > 4096:
                return self._error(400, "Bad Request: message is too long")
            keyboard = body.get("reply_markup")
            if keyboard is not None:
                for row in types.InlineKeyboardMarkup.to_object(keyboard).inline_keyboard:
                    for button in row:
                        if not 1 <= len(button.callback_data.encode()) <= 64:
                            return self._error(400, "Bad Request: BUTTON_DATA_INVALID")
        self.calls.append((method, body))
        return self._ok(True)

    def _ok(self, result: Any) -> web.Response:
        return web.json_response({"ok": True, "result": result})

    def _error(self, status: int, why: str, more: dict[str, Any] | None = None) -> web.Response:
        body = {"ok": False, "error_code": status, "description": why, "parameters": more or {}}
        return web.json_response(body, status=status)

    def to(self, chat: int) -> list[dict[str, Any]]:
        """The messages sent to a chat."""
        return [body for method, body in self.calls if method == "sendMessage" and body["chat_id"] == chat]


@dataclass
class SlowDoor:
    """Stands before the action server and lets a request wait ``seconds``."""

    target: str = ""
    #: where it is served
    address: str = ""
    seconds: float = 0.0

    def app(self) -> web.Application:
        """The server."""
        app = web.Application()
        app.router.add_post("/webhook", self._pass)
        return app

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        await asyncio.sleep(self.seconds)
        async with aiohttp.ClientSession() as session, session.post(self.target, data=body) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")
