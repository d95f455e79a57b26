"""What a Telegram user is answered: each update once, choices as inline buttons."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent

from runtime import metrics

from . import plain
from .bubbles import Bubble, Reply, of_event, opening
from .erasing import asks_to_erase
from .telegram_api import TelegramApi, Undelivered
from .texts import error, texts
from .turns import NotReady, Said, TooFast, store_of, take

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
#: Telegram's limit for one message, UTF-16 units.
MAX_TEXT = 4096
#: A claim this old without an answer belongs to a process that is gone, seconds.
_GONE_AFTER = 60
#: Telegram repeats an update that is not answered; this is how long a repeated one waits for the first, seconds.
_WAIT = 20


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


class Answers:
    """The turns of one bot, and their ways to the users."""

    def __init__(self, agent: Agent, api: TelegramApi) -> None:
        """``agent`` takes the turns; its store keeps the ledger."""
        self._agent, self._store, self._api = agent, store_of(agent), api
        self._ledger = self._store.ledger

    async def once(self, incoming: Incoming) -> bool:
        """Answer unless it was answered; whether it is done (else Telegram sends it again)."""
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
        await self._answer(incoming)
        self._ledger.move(incoming.key, "taken", "done")
        return True

    async def _answer(self, incoming: Incoming) -> None:
        if incoming.text is None:
            await self._send(incoming, [Bubble(incoming.answer)])
            return
        if incoming.text == "/start":
            web = texts()["web"]
            await self._send(incoming, [Bubble(f"{web['welcome_plain']}\n{web['privacy_plain']}", opening())])
            return
        if asks_to_erase(incoming.text):
            self._store.erase(incoming.sender)
            await self._send(incoming, [Bubble(str(texts()["plain"]["erased"]))])
            return
        if incoming.tapped is not None:
            picked = _tapped(incoming.tapped, self._store.history(incoming.sender, 60))
            await self._answer_query(incoming, None if picked else str(texts()["plain"]["gone"]))
            if picked is None:
                return
        else:
            picked = plain.choice(incoming.text, lambda: self._store.history(incoming.sender, 12))
        text, label = (picked.payload, picked.label) if picked else (incoming.text, None)
        try:
            name = hashlib.sha256(incoming.key.encode()).hexdigest()[:32]
            bubbles = await take(self._agent, Said(incoming.sender, text, CHANNEL, name, label))
        except TooFast:
            bubbles = [Bubble(error("too_many"))]
        except NotReady:
            bubbles = [Bubble(error("failed_plain"))]
        if incoming.lead:
            bubbles = [Bubble(incoming.lead), *bubbles]
        await self._send(incoming, bubbles)

    async def _answer_query(self, incoming: Incoming, text: str | None) -> None:
        try:
            await self._api.call("answerCallbackQuery", callback_query_id=incoming.query, text=text)
        except Undelivered as problem:
            # a query can only be answered for a short while; the message that follows matters more
            logger.warning("A callback query was not answered: %s", problem)

    async def _send(self, incoming: Incoming, bubbles: Sequence[Bubble]) -> None:
        """Send what waited and then the bubbles; from the first that is refused on they wait for the next occasion."""
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
                metrics.CHANNEL_ERRORS.labels(CHANNEL).inc()
                self._ledger.defer(incoming.sender, *(waiting for waiting, _ in parts[number:]))
                return


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
