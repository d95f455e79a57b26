"""Telegram: a webhook with a secret, each update once, choices as inline buttons.

Rasa's own connector checks no secret token, knows no ``update_id`` and puts raw payloads into ``callback_data``; so
this is a channel of ours. Settings: ``TUIKA_TELEGRAM_TOKEN`` and ``TUIKA_TELEGRAM_SECRET`` (of the webhook);
``TUIKA_TELEGRAM_WEBHOOK`` (our public address, set at Telegram at start); ``TUIKA_TELEGRAM_API`` (its address, for
tests and self-hosted Bot API servers). Texts are sent without a parse mode: no character in them is markup.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, override

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.operations.access import alias
from tuika.speech.payload import bare, is_tap

from .commands import commands, menu
from .delivery import Undelivered
from .reminding import of as reminding_of
from .telegram_answers import CHANNEL, Answers, Update
from .telegram_api import TelegramApi
from .texts import texts
from .turns import store_of
from .wiring import plain_handler, settings

logger = logging.getLogger(__name__)

MAX_BYTES = 64_000
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_GROUPS = ("group", "supergroup")
#: Commands that open the talk.
_GREETING = frozenset(("start", "help"))


class TelegramChannel(InputChannel):
    """See the module."""

    @classmethod
    @override
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> TelegramChannel:
        """From the environment; off where nothing is set.

        Raises:
            ValueError: something is missing, or the secret is too weak.
        """
        given = settings("TUIKA_TELEGRAM", ("TOKEN", "SECRET"), "Telegram ")
        if given is None:
            return cls(None, "", None)
        if not _SECRET.fullmatch(given["SECRET"]):
            raise ValueError("TUIKA_TELEGRAM_SECRET 不对：16 到 256 个字母、数字、下划线或连字符")
        base = os.environ.get("TUIKA_TELEGRAM_API", "https://api.telegram.org").rstrip("/")
        return cls(TelegramApi(given["TOKEN"], base), given["SECRET"], os.environ.get("TUIKA_TELEGRAM_WEBHOOK"))

    def __init__(self, api: TelegramApi | None, hook_secret: str, webhook: str | None) -> None:
        """``api`` is ``None`` where the channel is off."""
        self._api, self._secret, self._webhook = api, hook_secret, webhook
        self._answers: Answers | None = None
        self._me: str | None = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook; nothing where the channel is off."""
        routes = Blueprint("telegram_channel")
        if self._api is not None:
            routes.add_route(plain_handler(self._handle), "/", methods=["POST"], name="webhook")
            routes.listener("after_server_start")(self._watch)
        return routes

    async def _watch(self, app: Any, *_: object) -> None:
        self._open(app)
        app.add_task(self._introduce(reminding_of(app, store_of(app.ctx.agent)).is_on))

    def _open(self, app: Any) -> Answers:
        """What answers, made when the model has been loaded."""
        if self._answers is None:
            assert self._api is not None, "the address exists only where there is a bot"
            self._answers = Answers(app.ctx.agent, self._api, reminding_of(app, store_of(app.ctx.agent)))
        return self._answers

    async def _introduce(self, reminds: bool) -> None:
        """Tell Telegram where we are and what the menu shows; again and again until it can be reached.

        The server does not wait for it.
        """
        assert self._api is not None
        pause = 1.0
        while True:
            try:
                self._me = str((await self._api.call("getMe"))["username"])
                if self._webhook:
                    kinds = ["message", "edited_message", "callback_query"]
                    await self._api.call(
                        "setWebhook", url=self._webhook, secret_token=self._secret, allowed_updates=kinds
                    )
                shown = [
                    {"command": name, "description": words}
                    for name, words in menu().items()
                    if reminds or name != "remind"
                ]
                await self._api.call("setMyCommands", commands=shown)
                return
            except Undelivered as problem:
                logger.warning("Telegram does not know of us yet (%s); next try in %.0f s", problem, pause)
                if problem.code in (401, 404):
                    logger.error("TUIKA_TELEGRAM_TOKEN 不对：Telegram 不认识这个机器人")
                    return
            await asyncio.sleep(pause)
            pause = min(pause * 2, 300)

    # -- what arrives -------------------------------------------------------------------------------------------
    async def _handle(self, request: Request) -> HTTPResponse:
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        # what is no UTF-8 in a header comes as halves of surrogate pairs
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return response.text("", 403)
        if len(request.body) > MAX_BYTES:
            return response.text("", 400)
        try:
            update = json.loads(request.body)
            incoming = self._incoming(update)
        except (ValueError, OverflowError, RecursionError, TypeError, KeyError, AttributeError):
            return response.text("", 400)
        if incoming is None:
            return response.text("")
        return response.text("", 200 if await self._open(request.app).once(incoming) else 503)

    def _incoming(self, update: Mapping[str, Any]) -> Update | None:
        """The update; ``None`` for what is not for us.

        Raises:
            KeyError, TypeError, ValueError: it is not an update.
        """
        identity = str(_number(update["update_id"]))
        tap = update.get("callback_query")
        if tap is not None:
            message = tap.get("message")
            if message is None:
                return None
            chat = _number(message["chat"]["id"])
            return _update(chat, identity, text="", tapped=str(tap.get("data", "")), query=str(tap["id"]))
        edited = update.get("edited_message")
        message = update.get("message") or edited
        if message is None:
            return None
        chat = _number(message["chat"]["id"])
        words = texts()["plain"]
        text = message.get("text")
        if message["chat"].get("type") in _GROUPS:
            return _update(chat, identity, answer=words["private"]) if self._addressed(message) else None
        if message["chat"].get("type") != "private":
            return None
        if isinstance(text, str):
            return _private(chat, identity, text, words["edited"] if edited else "")
        known = {"voice": "voice", "audio": "voice", "video_note": "voice", "photo": "picture"}
        answer = next((words[name] for kind, name in known.items() if kind in message), words["other"])
        return _update(chat, identity, answer=str(answer))

    def _addressed(self, message: Mapping[str, Any]) -> bool:
        """Whether somebody in a group talks to the bot: names it, or answers it."""
        answered = ((message.get("reply_to_message") or {}).get("from") or {}).get("username")
        named = self._me is not None and f"@{self._me}".lower() in str(message.get("text", "")).lower()
        return named or (self._me is not None and answered == self._me)


def _number(given: Any) -> int:
    """An id of Telegram's.

    Raises:
        ValueError, TypeError: it is none: Telegram's have at most 52 bits.
    """
    found = int(given)
    if abs(found) >= 1 << 63:
        raise ValueError("no id")
    return found


def _update(chat: int, identity: str, **parts: Any) -> Update:
    return Update(CHANNEL, alias(CHANNEL, str(chat)), chat, identity, **parts)


def _command(text: str) -> str:
    """The name of the command that stands in front, without the bot's; empty where there is none."""
    words = bare(text).split() if is_tap(text) else []
    return words[0].partition("@")[0] if words else ""


def _private(chat: int, identity: str, text: str, lead: str) -> Update:
    """A text of a private chat: a command, or words. What else begins with a slash is words: nobody types intents."""
    name = _command(text)
    if name in _GREETING:
        return _update(chat, identity, greets=True)
    command = commands().get(name)
    if command is not None:
        return _update(chat, identity, text=command.says, answer=command.answer, lead=lead)
    return _update(chat, identity, text=bare(text) if is_tap(text) else text, lead=lead)
