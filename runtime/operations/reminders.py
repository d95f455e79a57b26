"""Reminders on the due day: jobs that wait in PostgreSQL (procrastinate), so that a restart loses none.

Every server works on them; a job is one server's (``FOR UPDATE SKIP LOCKED``), and one that was begun by a server that
is gone falls to another. On SQLite there are none: ``reminders_in`` gives ``None``, and the channels say so; what they
need is imported where there are.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

logger = logging.getLogger(__name__)

_QUEUE, _TASK, _STALLED = "tuika", "tuika.remind", "tuika.stalled"
#: Held while the tables are made, so that of several servers one makes them; any number that nobody else uses.
_MAKING = 7_340_017
#: How often the jobs are looked at, seconds.
LOOK_SECONDS = 20.0
#: When jobs of servers that are gone are looked for (as cron writes it).
STALLED_LOOKS = "* * * * *"
#: A reminder that fails (the database is gone for a while) is tried so often, and so long apart, seconds.
_TRIES, _APART = 6, 120


@dataclass(frozen=True)
class Reminder:
    """One day of which somebody wants to be told.

    Attributes:
        sender: the user's name in the store.
        channel: where they asked.
        address: what the channel calls them, sealed (``access.ticket``).
        day: in ISO form.
        label: what the day is, in words of ours.
    """

    sender: str
    channel: str
    address: str
    day: str
    label: str

    @property
    def key(self) -> str:
        """The same for the same day of the same user."""
        return f"{self.sender}:{self.day}:{self.label}"


class Reminders:
    """What is waiting. All methods are short transactions on the store's own engine."""

    def __init__(self, engine: Any) -> None:
        """Use the PostgreSQL behind ``engine``; the tables are made where they are missing."""
        import procrastinate
        from procrastinate.contrib.sqlalchemy import SQLAlchemyPsycopg2Connector

        self.address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        _make_tables(engine)
        self._app = procrastinate.App(connector=SQLAlchemyPsycopg2Connector())
        self._app.open(engine)

    def ask(self, sender: str, wanted: Sequence[tuple[Reminder, datetime]]) -> None:
        """Let ``sender`` be reminded at these moments, instead of all that was asked for before."""
        from procrastinate.exceptions import AlreadyEnqueued

        self.cancel(sender)
        for reminder, moment in wanted:
            task = self._app.configure_task(
                _TASK, queue=_QUEUE, lock=sender, queueing_lock=reminder.key, schedule_at=moment
            )
            try:
                task.defer(**asdict(reminder))
            except AlreadyEnqueued:
                # asked twice at the same moment
                continue

    def waiting(self, sender: str) -> list[Reminder]:
        """What ``sender`` will be reminded of."""
        return [Reminder(**job.task_kwargs) for job in self._jobs(sender)]

    def cancel(self, sender: str) -> int:
        """Drop what ``sender`` was to be reminded of; how many."""
        found = self._jobs(sender)
        return sum(self._app.job_manager.cancel_job_by_id(job.id, delete_job=True) for job in found)

    def _jobs(self, sender: str) -> list[Any]:
        return list(self._app.job_manager.list_jobs(queue=_QUEUE, task=_TASK, lock=sender, status="todo"))


def reminders_in(engine: Any) -> Reminders | None:
    """Those that wait in the database; ``None`` where it is no PostgreSQL."""
    return Reminders(engine) if engine.dialect.name == "postgresql" else None


async def work(address: str, remind: Callable[[Reminder], Awaitable[None]], look_seconds: float = LOOK_SECONDS) -> None:
    """Do what is due, for as long as this server runs.

    Args:
        address: the database's, as libpq wants it.
        remind: tells the user; what it raises is tried again later.
        look_seconds: how often is looked.
    """
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address, min_size=1, max_size=4))

    @app.task(name=_TASK, queue=_QUEUE, retry=procrastinate.RetryStrategy(max_attempts=_TRIES, wait=_APART))
    async def due(**parts: str) -> None:
        await remind(Reminder(**parts))

    @app.periodic(cron=STALLED_LOOKS)
    @app.task(name=_STALLED, queue=_QUEUE, queueing_lock=_STALLED)
    async def stalled(timestamp: int) -> None:
        for job in await app.job_manager.get_stalled_jobs(queue=_QUEUE):
            await app.job_manager.retry_job(job)

    async with app.open_async():
        await app.run_worker_async(
            queues=[_QUEUE],
            concurrency=2,
            fetch_job_polling_interval=look_seconds,
            listen_notify=False,
            delete_jobs="successful",
            install_signal_handlers=False,
            shutdown_graceful_timeout=5,
        )


def _make_tables(engine: Any) -> None:
    from procrastinate.schema import SchemaManager

    with engine.begin() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": _MAKING})
        if connection.execute(sa.text("SELECT to_regclass('procrastinate_jobs')")).scalar() is None:
            # as it is: it holds percent signs, which a statement with parameters would read
            connection.connection.cursor().execute(SchemaManager.get_schema())
