"""``python -m runtime run | shell | train | validate``: what the Makefile calls."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tuika import knowledge

from .launching import children, model, ports
from .launching.alone import alone
from .launching.servers import HOME, NotStarted, action_command, host, rasa_command, running
from .operations import discreet
from .operations.checks import Misconfigured, check

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
    check(os.environ)
    interface = host()
    ports.check_free(port, "PORT", interface)
    ports.check_free(action_port, "ACTION_PORT", HOME)
    trained = model.ensure()
    address = {"TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
    # a talk in the terminal beside a running bot keeps its own logs
    with running(LOGS / "shell" if verb == "shell" else LOGS) as servers:
        print("启动服务…", flush=True)
        actions = servers.start("actions", action_command(action_port), address)
        if verb == "shell":
            servers.wait_for("actions", actions, f"http://127.0.0.1:{action_port}/health")
            if servers.start("shell", rasa_command(trained, port, "shell"), address, visible=True).wait() > 0:
                raise NotStarted("对话意外结束：\n" + servers.log("shell")[-800:])
            return
        rasa = servers.start("rasa", rasa_command(trained, port, interface=interface), address)
        servers.wait_for("actions", actions, f"http://127.0.0.1:{action_port}/health")
        # the server answers before it has a model; only what can take a turn is announced
        near = HOME if interface == "0.0.0.0" else interface
        servers.wait_for("rasa", rasa, f"http://{near}:{port}/health/ready")
        print(
            f"退卡帮在 http://{near}:{port}/chat/ ，用浏览器打开就能聊"
            f"（程序对接：POST http://{near}:{port}/webhooks/rest/webhook），按 Ctrl-C 结束",
            flush=True,
        )
        servers.keep(lambda words: print(words, flush=True))


def main(arguments: list[str]) -> int:
    """See the module. Every foreseeable trouble is one clear line."""
    discreet.install()
    verb = arguments[0] if arguments else ""
    # a shell that starts us in the background has interrupts ignored; we want to be stoppable all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)
    children.end_on_signals()
    try:
        if verb == "run":
            with alone(LOGS):
                run(verb)
        elif verb == "shell":
            run(verb)
        elif verb == "train":
            _check_knowledge()
            print(f"模型：{model.ensure(force='--force' in arguments).relative_to(Path.cwd())}")
        elif verb == "validate":
            model.validate()
        else:
            print("用法：python -m runtime run | shell | train | validate", file=sys.stderr)
            return 2
    except (ports.PortTaken, Misconfigured, model.Untrained, NotStarted, knowledge.BadKnowledge) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止")
        return 128 + signal.SIGINT if verb == "train" else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
