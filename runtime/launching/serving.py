"""Serving all in one place (``serve``), or a talk in the terminal (``talk``), with the servers that belong to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tuika.knowledge import refuse_bad_knowledge

from ..operations.checks import Misconfigured, check
from . import model, ports
from .alone import alone
from .servers import HOME, NotStarted, action_command, host, rasa_command, running

LOGS = model.ROOT / ".run"
#: What can go wrong in a foreseeable way: each is worded for whoever started us.
TROUBLES = (ports.PortTaken, Misconfigured, model.Untrained, NotStarted)


@dataclass(frozen=True)
class _Ready:
    """What was checked and made before a server starts."""

    port: int
    action_port: int
    interface: str
    trained: Path

    @property
    def address(self) -> Mapping[str, str]:
        return {"TUIKA_ACTION_URL": f"http://127.0.0.1:{self.action_port}/webhook"}


def _ready() -> _Ready:
    port = ports.from_environment("PORT", 5005)
    action_port = ports.from_environment("ACTION_PORT", 5055)
    refuse_bad_knowledge()
    check(os.environ)
    interface = host()
    ports.check_all_free([(port, "PORT", interface), (action_port, "ACTION_PORT", HOME)])
    return _Ready(port, action_port, interface, model.ensure())


def talk() -> None:
    """Talk in the terminal until Ctrl-C; beside a running bot it keeps logs of its own."""
    ready = _ready()
    with running(LOGS / "shell") as servers:
        print("启动服务…", flush=True)
        actions = servers.start("actions", action_command(ready.action_port), ready.address)
        servers.wait_for("actions", actions, f"http://127.0.0.1:{ready.action_port}/health")
        shell = servers.start("shell", rasa_command(ready.trained, ready.port, "shell"), ready.address, visible=True)
        if shell.wait() > 0:
            raise NotStarted("对话意外结束：\n" + servers.log("shell")[-800:])


def serve() -> None:
    """Serve until Ctrl-C."""
    with alone(LOGS):
        ready = _ready()
        with running(LOGS) as servers:
            print("启动服务…", flush=True)
            actions = servers.start("actions", action_command(ready.action_port), ready.address)
            command = rasa_command(ready.trained, ready.port, interface=ready.interface)
            rasa = servers.start("rasa", command, ready.address)
            servers.wait_for("actions", actions, f"http://127.0.0.1:{ready.action_port}/health")
            # the server answers before it has a model; only what can take a turn is announced
            near = HOME if ready.interface == "0.0.0.0" else ready.interface
            servers.wait_for("rasa", rasa, f"http://{near}:{ready.port}/health/ready")
            print(
                f"退卡帮在 http://{near}:{ready.port}/chat/ ，用浏览器打开就能聊"
                f"（程序对接：POST http://{near}:{ready.port}/webhooks/rest/webhook），按 Ctrl-C 结束",
                flush=True,
            )
            servers.keep(lambda words: print(words, flush=True))
