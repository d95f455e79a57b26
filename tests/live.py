"""The real servers under test: started on free loopback ports, ended by their process ids."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runtime import model
from runtime.ports import free_port
from runtime.servers import Servers, action_command, rasa_command

#: A Tuesday afternoon in Shanghai; every server under test believes it is now.
NOW = "2026-11-24T14:00:00+08:00"


@dataclass
class Live:
    """A running bot."""

    port: int
    action_port: int
    servers: Servers
    extra: dict[str, str]
    _senders: dict[str, int] = field(default_factory=dict)

    def post(self, body: bytes, content_type: str = "application/json") -> tuple[int, str]:
        """Send a raw request to the REST channel; status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": content_type})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def say(self, sender: str, message: Any) -> list[dict[str, Any]]:
        """Send one message; the bot's bubbles."""
        status, body = self.post(json.dumps({"sender": sender, "message": message}).encode())
        assert status == 200, body
        return list(json.loads(body))

    def text(self, sender: str, message: Any) -> str:
        """Send one message; the bot's words."""
        return "\n".join(bubble.get("text", "") for bubble in self.say(sender, message))

    def start_actions(self) -> None:
        """Start the action server (again)."""
        process = self.servers.start("actions", action_command(self.action_port), self.extra)
        self.servers.wait_for("actions", process, f"http://127.0.0.1:{self.action_port}/health")

    def stop_actions(self) -> None:
        """End the action server."""
        process = self.servers.processes.pop()
        process.terminate()
        process.wait(20)

    def log(self) -> str:
        """What both servers have printed."""
        return self.servers.log("rasa") + self.servers.log("actions")


@contextmanager
def live_bot(folder: Path) -> Iterator[Live]:
    """The bot with the present model; the action server is the process started last."""
    trained = model.ensure()
    port, action_port = free_port(), free_port()
    extra = {"TUIKA_NOW": NOW, "TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
    live = Live(port, action_port, Servers(folder), extra)
    try:
        rasa = live.servers.start("rasa", rasa_command(trained, port), extra)
        live.start_actions()
        live.servers.wait_for("rasa", rasa, f"http://127.0.0.1:{port}/")
        yield live
    finally:
        live.servers.stop()
