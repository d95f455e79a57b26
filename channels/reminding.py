"""Reminders on the due day, where the user asked for them: 「到日子提醒我」, in WeChat and Telegram.

What waits is in the database (``runtime.operations.reminders``); erasing cancels it. A reminder is claimed in the
ledger before it is sent, so that it is said once, whichever server tries it how often.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock
from typing import Any, Protocol

from runtime.extensions.conversations import ConversationStore
from runtime.operations import access
from runtime.operations.ledger import message_key
from runtime.operations.reminders import LOOK_SECONDS, Reminder, Reminders, work
from tuika import SHANGHAI, Day, calendar_days, from_slots, now

from .bubbles import Bubble
from .texts import texts
from .wiring import failure

logger = logging.getLogger(__name__)

#: The hour at which somebody is reminded, in Shanghai.
_HOUR = clock(9, tzinfo=SHANGHAI)
#: The kinds of a case's days that are worth a message.
_TOLD = ("due", "opens")
_PURPOSE = "reminder"
#: A sealed address is good for longer than any case takes, seconds.
_GOOD_FOR = 5 * 365 * 24 * 3600
#: After trouble with the database the jobs are looked at again, seconds.
_REST = 60.0
_SENDING, _FAILED, _TOLD_IT = "sending", "failed", "sent"


class Way(Protocol):
    """How a channel reaches somebody (``delivery.Delivery``)."""

    async def tell(self, sender: str, address: str, text: str) -> None:
        """Send it now, or with the answer to the user's next message."""


class Reminding:
    """The reminders of one server. ``look_seconds``: how often is looked for what is due."""

    def __init__(self, store: ConversationStore, look_seconds: float = LOOK_SECONDS) -> None:
        """``store`` keeps the talks and what waits."""
        self._store, self._look_seconds = store, look_seconds
        self._ways: dict[str, Way] = {}

    @property
    def is_on(self) -> bool:
        """Whether anybody can be reminded: where the database is PostgreSQL."""
        return self._store.reminders is not None

    def serve(self, channel: str, way: Way) -> None:
        """Let this channel's users be reminded by ``way``."""
        self._ways[channel] = way

    # -- what the user says --------------------------------------------------------------------------------------------
    def is_about(self, text: str) -> bool:
        """Whether somebody asks to be reminded, or wants no more of it, by our words for it."""
        words = texts()["reminders"]
        return text in (words["ask"], words["stop"])

    def answer(self, text: str, slots: Mapping[str, Any], channel: str, sender: str, address: str) -> str:
        """What is answered to somebody who asks for reminders or wants no more (``is_about``).

        Args:
            text: what they said, without marks at its end.
            slots: their talk's.
            channel, sender, address: where they are, and what the store and the channel call them.
        """
        words = texts()["reminders"]
        waiting = self._store.reminders
        if waiting is None:
            return str(words["off"])
        if text == words["stop"]:
            return str(words["stopped"] if waiting.cancel(sender) else words["nothing"])
        return self._asked(waiting, slots, channel, sender, address)

    def _asked(self, waiting: Reminders, slots: Mapping[str, Any], channel: str, sender: str, address: str) -> str:
        words, moment = texts()["reminders"], now()
        days = [day for day in calendar_days(from_slots(slots), moment) if day.kind in _TOLD]
        if not days:
            return str(words["no_days"])
        sealed = access.ticket(_PURPOSE, address, time.time())
        wanted = [(Reminder(sender, channel, sealed, day.iso, day.label), _at(day)) for day in days]
        waiting.ask(sender, wanted)
        lines = [words["line"].format(day=_said(day.iso), label=day.label) for day in days]
        limits = [words[f"{channel}_limits"]] if f"{channel}_limits" in words else []
        return "\n".join([words["asked"], *lines, words["how_to_stop"], *limits])

    def offer(self, bubbles: Sequence[Bubble]) -> list[Bubble]:
        """The bubbles, and where they name days ahead how to be reminded of them."""
        named = any(_names_days(bubble) for bubble in bubbles)
        return [*bubbles, Bubble(str(texts()["reminders"]["offer"]))] if named and self.is_on else list(bubbles)

    # -- the due day ---------------------------------------------------------------------------------------------------
    async def run(self, rest: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Tell what is due, for as long as the server runs; the database may be gone for a while."""
        while True:
            try:
                waiting = self._store.reminders
                if waiting is None:
                    logger.warning("到日子提醒没开：要 PostgreSQL（TUIKA_DB），现在用的是 SQLite")
                    return
                await work(waiting.address, self.remind, self._look_seconds)
            except Exception as problem:
                logger.error("Reminders are looked at again in a minute: %s", failure(problem))
            await rest(_REST)

    async def remind(self, reminder: Reminder) -> None:
        """Tell the user, once.

        Raises:
            Exception: whatever kept it from being told; it is to be tried again.
        """
        way, address = self._ways.get(reminder.channel), access.redeem(_PURPOSE, reminder.address, _GOOD_FOR)
        if way is None or address is None or not self._store.history(reminder.sender, 1):
            logger.warning("A reminder has nobody to be told to: its channel is off, or its talk gone")
            return
        ledger = self._store.ledger
        key = message_key("remind", reminder.sender, hashlib.sha256(reminder.key.encode()).hexdigest()[:32])
        if not (ledger.claim(key, _SENDING).ours or ledger.move(key, _FAILED, _SENDING)):
            return
        try:
            text = texts()["reminders"]["due"].format(day=_said(reminder.day), label=reminder.label)
            await way.tell(reminder.sender, address, text)
        except BaseException:
            ledger.move(key, _SENDING, _FAILED)
            raise
        ledger.move(key, _SENDING, _TOLD_IT)


def _at(day: Day) -> datetime:
    return datetime.combine(date.fromisoformat(day.iso), _HOUR)


def _said(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日"


def _names_days(bubble: Bubble) -> bool:
    card = bubble.card or {}
    return card.get("kind") == "next" and any(day["kind"] in _TOLD for day in card["days"])


def of(app: Any, store: ConversationStore) -> Reminding:
    """This server's, made and set to work when the first channel asks for it."""
    if not hasattr(app.ctx, "reminding"):
        app.ctx.reminding = Reminding(store)
        app.add_task(app.ctx.reminding.run())
    found: Reminding = app.ctx.reminding
    return found
