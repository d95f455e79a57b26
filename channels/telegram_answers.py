"""What a Telegram user is answered: each update once, choices as inline buttons."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent

from . import plain
from .bubbles import Bubble, Reply, of_event, opening
from .delivery import SENT, TAKEN, Delivery, Incoming, Part, Undecided, Undelivered, Waits
from .reminding import Reminding
from .telegram_api import TelegramApi
from .texts import texts

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
#: Telegram's limit for one message, UTF-16 units.
MAX_TEXT = 4096
#: Telegram repeats an update that is not answered; a repeated one waits so long for the first, and a claim this old is
#: of a process that is gone, seconds.
_WAITS = Waits(patience=20, gone_after=60)
#: How many things were said since a button that may still be tapped.
_LOOK_BACK = 60
#: Two buttons stand in a row where neither label is longer, characters.
_SHORT = 8


@dataclass(frozen=True)
class Update(Incoming):
    """What an update asks of us."""

    #: somebody opens the chat
    greets: bool = False
    #: the tapped button's data and the query to be answered
    tapped: str | None = None
    query: str | None = None
    #: said in front of the answer
    lead: str = ""


class Answers:
    """The turns of one bot, and their ways to the users."""

    def __init__(self, agent: Agent, api: TelegramApi, reminding: Reminding) -> None:
        """``agent`` takes the turns; its store keeps the ledger."""
        self._api = api
        self._delivery = Delivery(agent, CHANNEL, _WAITS, self._send, reminding)

    async def once(self, update: Update) -> bool:
        """Answer unless it was answered; whether it is done (else Telegram sends it again)."""
        ledger = self._delivery.ledger
        try:
            state = await self._delivery.ours(update.key, ledger.claim(update.key, TAKEN))
        except Undecided:
            return False
        if state is not None:
            bubbles = await self._bubbles(update)
            await self._delivery.deliver(update, _parts(self._delivery.after_late(update.sender, bubbles)))
            ledger.move(update.key, state, SENT)
        return True

    async def _bubbles(self, update: Update) -> list[Bubble]:
        """The answer; none where a button means nothing any more, which the button itself says."""
        if update.greets:
            web = texts()["web"]
            return [Bubble(f"{web['welcome_plain']}\n{web['privacy_plain']}", opening())]
        if update.tapped is not None:
            picked = _picked(update.tapped, self._delivery.history(update.sender, _LOOK_BACK))
            await self._answer_query(update, None if picked else str(texts()["plain"]["gone"]))
            return await self._delivery.converse(update, picked) if picked else []
        if update.text is None:
            return [Bubble(update.answer)] if update.answer else []
        lead = [Bubble(update.lead)] if update.lead else []
        return [*lead, *await self._delivery.converse(update)]

    async def _answer_query(self, update: Update, text: str | None) -> None:
        try:
            await self._api.call("answerCallbackQuery", callback_query_id=update.query, text=text)
        except Undelivered as problem:
            # a query can only be answered for a short while; the message that follows matters more
            logger.warning("A callback query was not answered: %s", problem)

    async def _send(self, incoming: Incoming, part: Part) -> None:
        await self._api.call(
            "sendMessage", chat_id=int(incoming.address), text=part.text, reply_markup=_keyboard(part.replies)
        )


def _parts(bubbles: Sequence[Bubble]) -> list[Part]:
    """The bubbles, cut where they are too long; the buttons under the last piece."""
    parts: list[Part] = []
    for bubble in bubbles:
        found = plain.pieces(bubble.text, MAX_TEXT, plain.utf16)
        parts += [Part(piece) for piece in found[:-1]]
        parts += [Part(piece, bubble.replies) for piece in found[-1:]]
    return parts


def _data(reply: Reply) -> str:
    """A button's ``callback_data`` (at most 64 bytes): a hash by which its payload is found in the conversation."""
    return hashlib.sha256(reply.payload.encode()).hexdigest()[:32]


def _keyboard(replies: Sequence[Reply]) -> Mapping[str, Any] | None:
    if not replies:
        return None
    rows: list[list[dict[str, str]]] = []
    for reply in replies:
        button = {"text": reply.label, "callback_data": _data(reply)}
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0]["text"]), len(reply.label)) <= _SHORT:
            rows[-1].append(button)
        else:
            rows.append([button])
    return {"inline_keyboard": rows}


def _picked(data: str, history: Sequence[Mapping[str, Any]]) -> Reply | None:
    """The quick reply that a button stands for: of the conversation's last stretch, or of the menu."""
    said = [reply for event in reversed(history) if event.get("event") == "bot" for reply in of_event(event).replies]
    return next((reply for reply in [*said, *opening()] if _data(reply) == data), None)
