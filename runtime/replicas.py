"""``python -m runtime.replicas [N]``: N Rasa servers (2 unless said) on a real PostgreSQL and Redis of this machine.

Both are for trying and testing (``runtime.launching.backing``); what they keep is under ``.run/replicas``.
"""

from __future__ import annotations

import signal
import sys

from .launching import children, model, ports
from .launching.alone import alone
from .launching.backing import backing
from .launching.servers import ENDPOINTS, NotStarted, action_command, rasa_command, running
from .operations import discreet

FOLDER = model.ROOT / ".run" / "replicas"


def serve(count: int) -> None:
    """Start everything and wait for Ctrl-C."""
    trained = model.ensure()
    first, action_port = ports.from_environment("PORT", 5005), ports.free_port()
    with alone(FOLDER), backing(FOLDER) as kept, running(FOLDER) as servers:
        address = {**kept.environment, "TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
        actions = servers.start("actions", action_command(action_port), address)
        servers.wait_for("actions", actions, f"http://127.0.0.1:{action_port}/health")
        for number in range(count):
            port = first + number
            ports.check_free(port, "PORT")
            replica = servers.start(f"replica-{number + 1}", rasa_command(trained, port, endpoints=ENDPOINTS), address)
            servers.wait_for(f"replica-{number + 1}", replica, f"http://127.0.0.1:{port}/health/ready")
            print(f"副本 {number + 1}：http://127.0.0.1:{port}/chat/", flush=True)
        print("同一段对话在哪个副本上说都行；按 Ctrl-C 全部结束", flush=True)
        servers.keep(lambda words: print(words, flush=True))


def main(arguments: list[str]) -> int:
    """See the module."""
    discreet.install()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    children.end_on_signals()
    try:
        serve(int(arguments[0]) if arguments and arguments[0].isdigit() else 2)
    except (ports.PortTaken, model.Untrained, NotStarted) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
