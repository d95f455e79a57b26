"""What channels must remember across processes and restarts: which message is in whose hands, what was not delivered.

Tables beside the conversations, in the same database. ``inbox``: a message is claimed by whoever inserts its key
first; its state says how it was answered. ``outbox``: texts that could not be sent, for the next occasion. ``shared``:
small values that all workers use (an access token).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

_META = sa.MetaData()
_INBOX = sa.Table(
    "channel_inbox",
    _META,
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("state", sa.String(80), nullable=False),
    # what is needed to finish it elsewhere, while it is unfinished
    sa.Column("data", sa.Text),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
_OUTBOX = sa.Table(
    "channel_outbox",
    _META,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
_SHARED = sa.Table(
    "channel_shared",
    _META,
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Claim:
    """A message's entry: how it stands and since when (seconds since the epoch); ``ours``: this call made it."""

    state: str
    at: float
    ours: bool


def message_key(channel: str, sender: str, identity: str) -> str:
    """Under which a message is claimed: whose it is stands in front, so that it can be forgotten with them."""
    return f"{channel}:{sender}:{identity}"


def channel_of(sender: str) -> str:
    """The channel in which the store knows a user by this name (``access.alias``)."""
    return sender.partition("-")[0]


class Ledger:
    """See the module. All methods are one short transaction each."""

    def __init__(self, engine: Any) -> None:
        """Use the database behind ``engine``; the tables are made where they are missing."""
        self._engine = engine
        try:
            _META.create_all(engine)
        except (sa.exc.OperationalError, sa.exc.ProgrammingError, IntegrityError):
            # another worker was making them at the same moment
            _META.create_all(engine)

    @contextmanager
    def _begin(self) -> Iterator[Any]:
        with self._engine.begin() as connection:
            yield connection

    def claim(self, key: str, state: str) -> Claim:
        """Claim ``key``; the present entry where somebody else has it."""
        now = time.time()
        try:
            with self._begin() as connection:
                connection.execute(_INBOX.insert().values(key=key, state=state, at=now))
            return Claim(state, now, True)
        except IntegrityError:
            found = self.claimed(key)
            return found or Claim(state, now, False)

    def claim_both(self, first: tuple[str, str], second: tuple[str, str]) -> tuple[Claim, Claim]:
        """Claim two (key, state) in one transaction, as is usual; one by one where either is taken."""
        now = time.time()
        try:
            with self._begin() as connection:
                connection.execute(_INBOX.insert(), [{"key": k, "state": s, "at": now} for k, s in (first, second)])
            return Claim(first[1], now, True), Claim(second[1], now, True)
        except IntegrityError:
            return self.claim(*first), self.claim(*second)

    def claimed(self, key: str) -> Claim | None:
        """The entry of ``key``, if there is one."""
        with self._begin() as connection:
            row = connection.execute(sa.select([_INBOX.c.state, _INBOX.c.at]).where(_INBOX.c.key == key)).first()
        return Claim(row[0], row[1], False) if row else None

    def move(self, key: str, before: str, after: str, data: str | None = None) -> bool:
        """Change the state from ``before`` to ``after``; whether it was we who did (one caller of many can).

        ``data`` is what another process would need to finish it; it is dropped with the next change.
        """
        with self._begin() as connection:
            change = _INBOX.update().where(_INBOX.c.key == key, _INBOX.c.state == before)
            return bool(connection.execute(change.values(state=after, at=time.time(), data=data)).rowcount)

    def abandoned(self, prefix: str, state: str, before: float) -> list[tuple[str, str]]:
        """(key, data) of entries that begin with ``prefix`` and have stood in ``state`` since before then."""
        mine = sa.and_(_INBOX.c.key.like(f"{prefix}%"), _INBOX.c.state == state, _INBOX.c.at < before)
        with self._begin() as connection:
            return [tuple(row) for row in connection.execute(sa.select([_INBOX.c.key, _INBOX.c.data]).where(mine))]

    def defer(self, sender: str, *found: str) -> None:
        """Keep texts that could not be delivered, in their order."""
        now = time.time()
        with self._begin() as connection:
            connection.execute(_OUTBOX.insert(), [{"sender_id": sender, "text": text, "at": now} for text in found])

    def deferred(self, sender: str) -> list[str]:
        """Take what was not delivered to ``sender``, oldest first; it counts as delivered now."""
        mine = _OUTBOX.c.sender_id == sender
        with self._begin() as connection:
            rows = connection.execute(
                sa.select([_OUTBOX.c.id, _OUTBOX.c.text]).where(mine).order_by(_OUTBOX.c.id)
            ).all()
            if rows:
                connection.execute(_OUTBOX.delete().where(_OUTBOX.c.id.in_([row[0] for row in rows])))
        return [row[1] for row in rows]

    def share(self, name: str, value: str, until: float) -> None:
        """Write a value for all workers, good until then (seconds since the epoch)."""
        with self._begin() as connection:
            connection.execute(_SHARED.delete().where(_SHARED.c.name == name))
            connection.execute(_SHARED.insert().values(name=name, value=value, until=until))

    def shared(self, name: str) -> str | None:
        """The value, while it is good."""
        with self._begin() as connection:
            row = connection.execute(
                sa.select([_SHARED.c.value, _SHARED.c.until]).where(_SHARED.c.name == name)
            ).first()
        return str(row[0]) if row and row[1] > time.time() else None

    def take(self, name: str) -> str | None:
        """The value, while it is good, and gone for everybody else: one caller of many gets it."""
        with self._begin() as connection:
            mine = _SHARED.c.name == name
            row = connection.execute(sa.select([_SHARED.c.value, _SHARED.c.until]).where(mine)).first()
            gone = connection.execute(_SHARED.delete().where(mine)).rowcount
        return str(row[0]) if row and gone and row[1] > time.time() else None

    def forget(self, sender: str) -> None:
        """Drop what waits for ``sender``, and what was promised to them with the words that they had said."""
        theirs = _INBOX.c.key.startswith(message_key(channel_of(sender), sender, ""), autoescape=True)
        promised = sa.and_(theirs, _INBOX.c.data.isnot(None))
        with self._begin() as connection:
            connection.execute(_OUTBOX.delete().where(_OUTBOX.c.sender_id == sender))
            connection.execute(_INBOX.update().where(promised).values(state="forgotten", data=None, at=time.time()))

    def purge(self, before: float) -> int:
        """Drop entries older than ``before``; how many."""
        gone = 0
        with self._begin() as connection:
            for table in (_INBOX, _OUTBOX):
                gone += connection.execute(table.delete().where(table.c.at < before)).rowcount
            # nobody can use what has run out
            connection.execute(_SHARED.delete().where(_SHARED.c.until < time.time()))
        return gone
