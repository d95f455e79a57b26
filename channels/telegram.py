"""Telegram: a webhook with a secret, each update once, choices as inline buttons.

Rasa's own connector checks no secret token, knows no ``update_id`` and puts raw payloads into ``callback_data``; so
this is a channel of ours. Settings: ``TUIKA_TELEGRAM_TOKEN`` and ``TUIKA_TELEGRAM_SECRET`` (of the webhook);
``TUIKA_TELEGRAM_WEBHOOK`` (our public address, set at Telegram at start); ``TUIKA_TELEGRAM_API`` (its address, for
tests and self-hosted Bot API servers). Texts are sent without a parse mode: no character in them is markup.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime import metrics
from runtime.privacy import erase

from . import plain
from .access import alias
from .bubbles import Bubble, Reply, of_event, opening
from .ledger import Ledger
from .telegram_api import TelegramApi, Undelivered
from .texts import error, texts
from .turns import NotReady, Said, store_of, take
from .wiring import plain_handler, settings

logger = logging.getLogger(__name__)

MAX_BYTES = 64_000
#: Telegram's limit for one message, UTF-16 units.
MAX_TEXT = 4096
#: A claim this old without an answer belongs to a process that is gone, seconds.
_GONE_AFTER = 60
#: Telegram repeats an update that is not answered; this is how long a repeated one waits for the first, seconds.
_WAIT = 20
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_GROUPS = ("group", "supergroup")


@dataclass(frozen=True)
class Incoming:
    """What an update asks of us. ``text`` ``None``: ``answer`` is said at once (nothing, where it is empty)."""

    chat: int
    sender: str
    key: str
    text: str | None = None
    answer: str = ""
    #: the tapped button's data and the query to be answered
    tapped: str | None = None
    query: str | None = None
    #: said in front of the answer
    lead: str = ""


class TelegramChannel(InputChannel):
    """See the module."""

    @classmethod
    def name(cls) -> str:
        """See the parent class."""
        return "telegram"

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
        self._ledger: Ledger | None = None
        self._me: str | None = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook; nothing where the channel is off."""
        routes = Blueprint("telegram_channel")
        if self._api is not None:
            routes.add_route(plain_handler(self._handle), "/", methods=["POST"], name="webhook")
            routes.listener("after_server_start")(self._watch)
        return routes

    async def _watch(self, app: Any, *_: object) -> None:
        app.add_task(self._introduce())

    async def _introduce(self) -> None:
        """Tell Telegram where we are; again and again until it can be reached. The server does not wait for it."""
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
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return response.text("", 403)
        if len(request.body) > MAX_BYTES:
            return response.text("", 400)
        try:
            update = json.loads(request.body)
            incoming = self._incoming(update)
        except (ValueError, OverflowError, RecursionError, TypeError, KeyError, AttributeError):
            return response.text("", 400)
        if self._ledger is None:
            self._ledger = Ledger(store_of(request.app.ctx.agent).engine)
        if incoming is None:
            return response.text("")
        return response.text("", 200 if await self._once(request.app.ctx.agent, incoming) else 503)

    def _incoming(self, update: Mapping[str, Any]) -> Incoming | None:
        """The update; ``None`` for what is not for us.

        Raises:
            KeyError, TypeError, ValueError: it is not an update.
        """
        key = f"telegram:{int(update['update_id'])}"
        tap = update.get("callback_query")
        if tap is not None:
            message = tap.get("message")
            if message is None:
                return None
            chat = int(message["chat"]["id"])
            return Incoming(chat, _sender(chat), key, "", tapped=str(tap.get("data", "")), query=str(tap["id"]))
        edited = update.get("edited_message")
        message = update.get("message") or edited
        if message is None:
            return None
        chat = int(message["chat"]["id"])
        sender, words = _sender(chat), texts()["plain"]
        text = message.get("text")
        if message["chat"].get("type") in _GROUPS:
            return Incoming(chat, sender, key, answer=words["private"]) if self._addressed(message) else None
        if message["chat"].get("type") != "private":
            return None
        if isinstance(text, str):
            return Incoming(chat, sender, key, _command(text), lead=words["edited"] if edited else "")
        known = {"voice": "voice", "audio": "voice", "video_note": "voice", "photo": "picture"}
        answer = next((words[name] for kind, name in known.items() if kind in message), words["other"])
        return Incoming(chat, sender, key, answer=str(answer))

    def _addressed(self, message: Mapping[str, Any]) -> bool:
        """Whether somebody in a group talks to the bot: names it, or answers it."""
        answered = ((message.get("reply_to_message") or {}).get("from") or {}).get("username")
        named = self._me is not None and f"@{self._me}".lower() in str(message.get("text", "")).lower()
        return named or (self._me is not None and answered == self._me)

    # -- the answer ---------------------------------------------------------------------------------------------
    async def _once(self, agent: Any, incoming: Incoming) -> bool:
        """Answer unless it was answered; whether it is done (else Telegram sends it again)."""
        assert self._ledger is not None
        end = time.monotonic() + _WAIT
        claim = self._ledger.claim(incoming.key, "taken")
        while not claim.ours:
            if claim.state == "done":
                return True
            gone = time.time() - claim.at > _GONE_AFTER
            if gone and self._ledger.move(incoming.key, claim.state, "taken"):
                break
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.1)
            claim = self._ledger.claimed(incoming.key) or claim
        await self._answer(agent, incoming)
        self._ledger.move(incoming.key, "taken", "done")
        return True

    async def _answer(self, agent: Any, incoming: Incoming) -> None:
        if incoming.text is None:
            await self._send(incoming, [Bubble(incoming.answer)])
            return
        if incoming.text == "/start":
            web = texts()["web"]
            await self._send(incoming, [Bubble(f"{web['welcome']}\n{web['privacy_plain']}", opening())])
            return
        store = store_of(agent)
        if incoming.text.strip() == texts()["plain"]["erase"]:
            erase(store, incoming.sender)
            await self._send(incoming, [Bubble(str(texts()["plain"]["erased"]))])
            return
        if incoming.tapped is not None:
            picked = _tapped(incoming.tapped, store.history(incoming.sender, 60))
            await self._answer_query(incoming, None if picked else str(texts()["plain"]["gone"]))
            if picked is None:
                return
        else:
            picked = plain.choice(incoming.text, lambda: store.history(incoming.sender, 12))
        text, label = (picked.payload, picked.label) if picked else (incoming.text, None)
        try:
            name = hashlib.sha256(incoming.key.encode()).hexdigest()[:32]
            bubbles = await take(agent, Said(incoming.sender, text, self.name(), name, label))
        except NotReady:
            bubbles = [Bubble(error("failed_plain"))]
        if incoming.lead:
            bubbles = [Bubble(incoming.lead), *bubbles]
        await self._send(incoming, bubbles)

    async def _answer_query(self, incoming: Incoming, text: str | None) -> None:
        assert self._api is not None
        try:
            await self._api.call("answerCallbackQuery", callback_query_id=incoming.query, text=text)
        except Undelivered as problem:
            # a query can only be answered for a short while; the message that follows matters more
            logger.warning("A callback query was not answered: %s", problem)

    async def _send(self, incoming: Incoming, bubbles: Sequence[Bubble]) -> None:
        """Send what waited and then the bubbles; from the first that is refused on they wait for the next occasion."""
        assert self._ledger is not None
        assert self._api is not None
        late = self._ledger.deferred(incoming.sender)
        parts: list[tuple[str, Mapping[str, Any] | None]] = []
        if late:
            parts += [(piece, None) for piece in [str(texts()["plain"]["late"]), *late]]
        for bubble in bubbles:
            found = plain.pieces(bubble.text, MAX_TEXT, plain.utf16)
            parts += [(piece, None) for piece in found[:-1]]
            parts += [(piece, _keyboard(bubble.replies)) for piece in found[-1:]]
        for number, (piece, keyboard) in enumerate(parts):
            try:
                await self._api.call("sendMessage", chat_id=incoming.chat, text=piece, reply_markup=keyboard)
            except Undelivered as problem:
                logger.error("A Telegram message waits for the user's next one: %s", problem)
                metrics.CHANNEL_ERRORS.labels(self.name()).inc()
                self._ledger.defer(incoming.sender, *(waiting for waiting, _ in parts[number:]))
                return


def _sender(chat: int) -> str:
    return alias(TelegramChannel.name(), str(chat))


def _command(text: str) -> str:
    """Commands as what they mean: a leading slash is Rasa's own mark for intents, which users do not type."""
    if not text.startswith("/"):
        return text
    command = text.split()[0].split("@")[0]
    return {"/start": "/start", "/restart": "/restart", "/stop": "/stop", "/help": "/start"}.get(
        command, text.lstrip("/")
    )


def _data(reply: Reply) -> str:
    """A button's ``callback_data`` (at most 64 bytes): a hash by which its payload is found in the conversation."""
    return hashlib.sha256(reply.payload.encode()).hexdigest()[:32]


def _keyboard(replies: Sequence[Reply]) -> Mapping[str, Any] | None:
    if not replies:
        return None
    # two in a row where both are short
    rows: list[list[dict[str, str]]] = []
    for reply in replies:
        button = {"text": reply.label, "callback_data": _data(reply)}
        if rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= 8 and len(reply.label) <= 8:
            rows[-1].append(button)
        else:
            rows.append([button])
    return {"inline_keyboard": rows}


def _tapped(data: str, history: Sequence[Mapping[str, Any]]) -> Reply | None:
    """The quick reply that a button stands for: of the conversation's last stretch, or of the menu."""
    said = [reply for event in reversed(history) if event.get("event") == "bot" for reply in of_event(event).replies]
    return next((reply for reply in [*said, *opening()] if _data(reply) == data), None)
