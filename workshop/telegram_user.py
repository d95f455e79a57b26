"""Telegram's side of the webhook: updates built with aiogram's types, each with an id of its own."""

from __future__ import annotations

import itertools
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from aiogram import types

from workshop.fakes import FakeTelegram
from workshop.live import Live

TOKEN, SECRET = "123456:AAtelegram-token", "telegram-secret-0123456789"
UPDATES = itertools.count(1000)


def environment(fake: FakeTelegram) -> dict[str, str]:
    """The settings of a bot whose Telegram is ``fake``, served at its ``address``."""
    return {
        "TUIKA_TELEGRAM_TOKEN": TOKEN,
        "TUIKA_TELEGRAM_SECRET": SECRET,
        "TUIKA_TELEGRAM_WEBHOOK": "https://bot.example.cn/webhooks/telegram/",
        "TUIKA_TELEGRAM_API": fake.address,
    }


@dataclass
class TelegramUser:
    """A private chat, seen from Telegram's servers; updates are built with aiogram's types."""

    bot: Live
    fake: FakeTelegram
    chat: int = field(default_factory=lambda: random.randrange(10**6, 10**9))
    kind: str = "private"

    def message(self, **content: Any) -> dict[str, Any]:
        """A message by this user."""
        who = types.User(id=self.chat, is_bot=False, first_name="u")
        chat = types.Chat(id=self.chat, type=self.kind)
        base = types.Message(message_id=next(UPDATES), date=int(time.time()), chat=chat)
        return {**json.loads(base.as_json()), "from": json.loads(who.as_json()), **content}

    def post(self, update: dict[str, Any], secret: str | None = SECRET) -> int:
        """Deliver an update; the status."""
        assert types.Update.to_object(update).update_id == update["update_id"]
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        return self.bot.request("POST", "/webhooks/telegram/", json.dumps(update).encode(), headers)[0]

    def update(self, **parts: Any) -> dict[str, Any]:
        """An update with a new id."""
        return {"update_id": next(UPDATES), **parts}

    def say(self, text: str) -> str:
        """A text; what came back."""
        before = len(self.fake.to(self.chat))
        assert self.post(self.update(message=self.message(text=text))) == 200
        return "\n".join(body["text"] for body in self.fake.to(self.chat)[before:])

    def heard(self) -> str:
        """All that came back so far."""
        return "\n".join(body["text"] for body in self.fake.to(self.chat))

    def buttons(self) -> dict[str, str]:
        """Label -> callback data of the last keyboard."""
        rows = next(
            m["reply_markup"]["inline_keyboard"] for m in reversed(self.fake.to(self.chat)) if m.get("reply_markup")
        )
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    def tap(self, data: str) -> dict[str, Any]:
        """The update of a tapped button."""
        who = {"id": self.chat, "is_bot": False, "first_name": "u"}
        query = {
            "id": str(next(UPDATES)),
            "from": who,
            "chat_instance": "1",
            "data": data,
            "message": self.message(text="x"),
        }
        return self.update(callback_query=query)
