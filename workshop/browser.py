"""A browser's part of the web chat's JSON, for tests without a browser."""

from __future__ import annotations

import json
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

from workshop.live import Live


@dataclass
class Browser:
    """One browser's conversation."""

    bot: Live
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    #: where it calls from: each browser has a loopback address of its own, for limits that count by address
    source: str = field(default_factory=lambda: "127." + ".".join(str(random.randrange(1, 255)) for _ in range(3)))

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """A request to the chat's interface; ``body`` bytes are sent as they are."""
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", **self.headers}
        status, answer, _ = self.bot.request(method, f"/chat/api/{path}", raw, headers, self.source)
        return status, json.loads(answer)

    def start(self) -> Browser:
        """Get a token."""
        status, answer = self.call("POST", "start")
        assert status == 200, answer
        self.token = answer["token"]
        return self

    def send(self, text: str, message_id: str | None = None, **more: Any) -> tuple[int, Any]:
        """Send a message."""
        return self.call("POST", "message", {"text": text, "id": message_id or uuid.uuid4().hex, **more})

    def say(self, text: str, **more: Any) -> list[dict[str, Any]]:
        """Send a message that must be answered; the bubbles."""
        status, answer = self.send(text, **more)
        assert status == 200, answer
        return list(answer["messages"])

    def history(self) -> list[dict[str, Any]]:
        """What has been said."""
        status, answer = self.call("GET", "history")
        assert status == 200, answer
        return list(answer["messages"])
