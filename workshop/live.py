"""The real servers under test: started on free loopback ports, ended by their process ids."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from runtime.launching import model
from runtime.launching.ports import free_port
from runtime.launching.servers import START_SECONDS, Servers, action_command, rasa_command

#: A Tuesday afternoon in Shanghai; every server under test believes it is now.
NOW = "2026-11-24T14:00:00+08:00"
#: With which they sign and hide names.
SECRET = "only for tests, and long enough for it"


def mark(colour: str) -> str:
    """A word that stands nowhere else, in letters alone: what holds digits may be masked as a number."""
    return colour + uuid.uuid4().hex[:8].translate(str.maketrans("0123456789", "ghijklmnop"))


def eventually(check: Callable[[], Any], seconds: float = 20) -> Any:
    """What ``check`` gives, as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


@cache
def trained() -> Path:
    """The model, trained where it is missing. It is read to its end once: it stays what it is while the tests run."""
    return model.ensure()


@dataclass
class Live:
    """A running bot."""

    port: int
    action_port: int
    servers: Servers
    extra: dict[str, str]
    endpoints: str = "endpoints.yml"
    #: name -> process, of those that run now
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        source: str | None = None,
    ) -> tuple[int, bytes, dict[str, str]]:
        """Send a raw request, from ``source`` where said; status, body, headers (names in lower case)."""
        own = (source, 0) if source is not None and sys.platform == "linux" else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=own)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, response.read(), found
        finally:
            connection.close()

    def post(self, body: bytes, content_type: str = "application/json") -> tuple[int, str]:
        """Send a raw request to the REST channel; status and body."""
        status, answer, _ = self.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": content_type})
        return status, answer.decode()

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
        self._begin_actions()
        self._await_actions()

    def start_rasa(self) -> None:
        """Start the Rasa server (again)."""
        self.begin_rasa()
        self.await_rasa()

    def start(self) -> None:
        """Start both, each while the other starts."""
        self.begin_rasa()
        self._begin_actions()
        self._await_actions()
        self.await_rasa()

    def _begin_actions(self) -> None:
        self.running["actions"] = self.servers.start("actions", action_command(self.action_port), self.extra)

    def _await_actions(self) -> None:
        self.servers.wait_for("actions", self.running["actions"], f"http://127.0.0.1:{self.action_port}/health")

    def begin_rasa(self) -> None:
        """Start the Rasa server (again) and do not wait for it: others can be asked until it is there."""
        command = rasa_command(trained(), self.port, endpoints=self.endpoints)
        self.running["rasa"] = self.servers.start("rasa", command, self.extra)

    def await_rasa(self) -> None:
        """Return when the Rasa server that was started has its model."""
        self.servers.wait_for("rasa", self.running["rasa"], f"{self.address}/")
        # it answers before it has its model
        eventually(self._has_model, START_SECONDS)

    def _has_model(self) -> bool:
        try:
            return bool(json.loads(self.request("GET", "/health/ready")[1])["model"])
        except (OSError, http.client.HTTPException, ValueError):
            return False

    def stop(self, name: str, kill: bool = False) -> None:
        """End one of them, gently or (``kill``) at once."""
        process = self.running.pop(name)
        self.servers.processes.remove(process)
        process.kill() if kill else process.terminate()
        process.wait(20)

    def stop_actions(self) -> None:
        """End the action server."""
        self.stop("actions")

    def log(self) -> str:
        """What both servers have printed."""
        return self.servers.log("rasa") + self.servers.log("actions")


@contextmanager
def live_bot(folder: Path, extra: Mapping[str, str] | None = None, endpoints: str = "endpoints.yml") -> Iterator[Live]:
    """The bot with the present model; its conversations are in ``folder``. ``extra``: more of the environment."""
    trained()
    port, action_port = free_port(), free_port()
    given = {
        "TUIKA_NOW": NOW,
        "TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook",
        "TUIKA_DB": f"sqlite:///{folder / 'conversations.db'}",
        "TUIKA_SECRET": SECRET,
        **(extra or {}),
    }
    live = Live(port, action_port, Servers(folder), given, endpoints)
    try:
        live.start()
        yield live
    finally:
        live.servers.stop()


@contextmanager
def second_worker(first: Live, folder: Path) -> Iterator[Live]:
    """Another Rasa server beside ``first``, on its database, lock store and action server."""
    live = Live(free_port(), first.action_port, Servers(folder), first.extra, first.endpoints)
    try:
        live.start_rasa()
        yield live
    finally:
        live.servers.stop()
