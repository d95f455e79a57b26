"""``python -m runtime run | shell | train | validate``: what the Makefile calls."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from tuika import knowledge

from . import model, ports
from .servers import NotStarted, action_command, rasa_command, running

LOGS = model.ROOT / ".run"


def _check_knowledge() -> None:
    found = knowledge.problems()
    if found:
        raise model.Untrained("\n".join(f"tuika/knowledge/{problem}" for problem in found))


def run(verb: str) -> None:
    """Serve (``run``) or talk in the terminal (``shell``) until Ctrl-C."""
    port = ports.from_environment("PORT", 5005)
    action_port = ports.from_environment("ACTION_PORT", 5055)
    _check_knowledge()
    ports.check_free(port, "PORT")
    ports.check_free(action_port, "ACTION_PORT", "127.0.0.1")
    trained = model.ensure()
    address = {"TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
    with running(LOGS) as servers:
        print("启动服务…", flush=True)
        actions = servers.start("actions", action_command(action_port), address)
        if verb == "shell":
            servers.wait_for("actions", actions, f"http://127.0.0.1:{action_port}/health")
            if servers.start("shell", rasa_command(trained, port, "shell"), address, visible=True).wait() > 0:
                raise NotStarted("对话意外结束：\n" + servers.log("shell")[-800:])
            return
        rasa = servers.start("rasa", rasa_command(trained, port), address)
        servers.wait_for("actions", actions, f"http://127.0.0.1:{action_port}/health")
        servers.wait_for("rasa", rasa, f"http://127.0.0.1:{port}/")
        print(
            f"退卡帮在 http://127.0.0.1:{port}/chat/ ，用浏览器打开就能聊"
            f"（程序对接：POST http://127.0.0.1:{port}/webhooks/rest/webhook），按 Ctrl-C 结束",
            flush=True,
        )
        while all(p.poll() is None for p in servers.processes):
            time.sleep(0.5)
        ended = "rasa" if rasa.poll() is not None else "actions"
        raise NotStarted(f"{ended} 意外结束，日志在 {LOGS / ended}.log：\n" + servers.log(ended)[-800:])


def main(arguments: list[str]) -> int:
    """See the module. Every foreseeable trouble is one clear line."""
    verb = arguments[0] if arguments else ""
    # a shell that starts us in the background has interrupts ignored; we want to be stoppable all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if verb in ("run", "shell"):
            run(verb)
        elif verb == "train":
            _check_knowledge()
            print(f"模型：{model.ensure(force='--force' in arguments).relative_to(Path.cwd())}")
        elif verb == "validate":
            model.validate()
        else:
            print("用法：python -m runtime run | shell | train | validate", file=sys.stderr)
            return 2
    except (ports.PortTaken, model.Untrained, NotStarted, knowledge.BadKnowledge) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止")
        return 128 + signal.SIGINT if verb == "train" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
