"""The store of conversations (tracker store): Rasa's SQL store, with what people confide masked and reading bounded.

``endpoints.yml`` names it. Personal numbers and names are masked before anything is written (个人信息保护法 art. 6);
a conversation can be erased (art. 47), exported (art. 45) and purged when it is old (art. 19).
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from . import metrics
from .ledger import Ledger
from .masking import masked

ROOT = Path(__file__).resolve().parent.parent
#: Where conversations are kept unless ``TUIKA_DB`` (an SQLAlchemy URL) says otherwise.
DEFAULT = f"sqlite:///{ROOT / '.run' / 'conversations.db'}"
#: After this many messages the state is written down anew, so that reading a conversation back costs the same however
#: long one talks.
FOLD_AFTER = 30
#: Where a tracker carries how many of its events are in the database: a turn is read and written by one process under
#: the conversation's lock, so they need not be counted again.
_STORED = "_tuika_stored"


class ConversationStore(SQLTrackerStore):
    """See the module. ``host`` is an SQLAlchemy URL."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, **kwargs: Any) -> None:
        """Open (and where it is new, make) the database."""
        url = host if host and "://" in host else os.environ.get("TUIKA_DB") or DEFAULT
        if url.startswith("sqlite:///"):
            Path(url[len("sqlite:///") :]).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain, host=url, **kwargs)
        self.engine.dispose()  # type: ignore[has-type]
        self.engine = open_engine(url)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)

    @cached_property
    def ledger(self) -> Ledger:
        """What channels remember, in the same database."""
        return Ledger(self.engine)

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        """The tracker; of the rows only what is read is fetched, and how many there are is kept for ``save``."""
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, fetch_events_from_all_sessions)
            events = [json.loads(data) for (data,) in query.with_entities(self.SQLEvent.data)]
        if not events or not self.domain:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        if not fetch_events_from_all_sessions:
            setattr(tracker, _STORED, len(events))
        return tracker

    async def get_or_create_tracker(
        self, sender_id: str, max_event_history: int | None = None, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """The tracker for a turn. Folds what is behind it once it is long (see ``FOLD_AFTER``)."""
        tracker = await self.retrieve(sender_id)
        if tracker is None:
            return await self.create_tracker(sender_id, append_action_listen=append_action_listen)
        if sum(isinstance(event, UserUttered) for event in tracker.events) >= FOLD_AFTER:
            self._write(sender_id, _folded(tracker))
            tracker = await self.retrieve(sender_id) or tracker
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the turn's events, masked, and publish them where there is a broker."""
        with self.session_scope() as session:
            stored = getattr(tracker, _STORED, None)
            if stored is None:
                stored = self._event_query(session, tracker.sender_id, fetch_events_from_all_sessions=False).count()
            new = list(itertools.islice(tracker.events, stored, len(tracker.events)))
            session.add_all(self._row(tracker.sender_id, event) for event in new)
            session.commit()
        setattr(tracker, _STORED, len(tracker.events))
        if self.event_broker is not None:
            for event in new:
                self.event_broker.publish({"sender_id": tracker.sender_id, **masked(event.as_dict())})
        metrics.turn(new)

    def _write(self, sender_id: str, events: list[Event]) -> None:
        with self.session_scope() as session:
            session.add_all(self._row(sender_id, event) for event in events)
            session.commit()

    def _row(self, sender_id: str, event: Event) -> Any:
        data = masked(event.as_dict())
        intent = data.get("parse_data", {}).get("intent", {}).get("name")
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=intent,
            action_name=data.get("name"),
            data=json.dumps(data, ensure_ascii=False),
        )

    def answer_to(self, sender_id: str, message_id: str, look_back: int = 200) -> list[dict[str, Any]] | None:
        """What the bot said to the message with this id: its events' data; ``None`` where it was not answered yet.

        A message that is sent again (a lost connection, a channel that repeats itself) so gets its own answer again
        and makes no second turn. Only the last ``look_back`` events are looked through.
        """
        with self.session_scope() as session:
            query = session.query(self.SQLEvent.type_name, self.SQLEvent.data)
            rows = query.filter(self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name.in_(("user", "bot")))
            said: list[dict[str, Any]] = []
            for type_name, data in rows.order_by(self.SQLEvent.id.desc()).limit(look_back):
                if type_name == "bot":
                    said.append(json.loads(data))
                    continue
                if f'"{message_id}"' in data and json.loads(data).get("message_id") == message_id:
                    return said[::-1]
                said = []
        return None

    def history(self, sender_id: str, limit: int = 400) -> list[dict[str, Any]]:
        """The last ``limit`` things said by either side, oldest first, as event data."""
        with self.session_scope() as session:
            query = session.query(self.SQLEvent.data).filter(
                self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name.in_(("user", "bot"))
            )
            return [json.loads(data) for (data,) in query.order_by(self.SQLEvent.id.desc()).limit(limit)][::-1]

    def export(self, sender_id: str) -> list[dict[str, Any]]:
        """All that is kept of a conversation (个人信息保护法 art. 45)."""
        with self.session_scope() as session:
            query = session.query(self.SQLEvent.data).filter(self.SQLEvent.sender_id == sender_id)
            return [json.loads(data) for (data,) in query.order_by(self.SQLEvent.id)]

    def erase(self, sender_id: str) -> int:
        """Delete a conversation and what waits to be sent in it (个人信息保护法 art. 47); how many events it had."""
        self.ledger.forget(sender_id)
        with self.session_scope() as session:
            gone = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
        return int(gone)

    def purge(self, before: float) -> int:
        """Delete the conversations in which nothing was said since ``before`` (seconds since the epoch); how many.

        What channels kept as long goes with them.
        """
        self.ledger.purge(before)
        with self.session_scope() as session:
            last = sa.func.max(self.SQLEvent.timestamp)
            old = [
                s
                for (s,) in session.query(self.SQLEvent.sender_id)
                .group_by(self.SQLEvent.sender_id)
                .having(last < before)
            ]
            for sender_id in old:
                session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
        return len(old)


def open_engine(url: str) -> Any:
    """The database behind ``url``: connections are kept, and tried before use; no error shows what people wrote."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)
    # one connection after another by whichever thread; SQLAlchemy would open a file anew for every transaction
    kept = sa.create_engine(
        url, hide_parameters=True, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(kept, "connect", _quick_sqlite)
    return kept


def _quick_sqlite(connection: Any, _: Any) -> None:
    """Readers do not wait for the writer, and a turn does not wait for the disk's confirmation."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA secure_delete=ON")
    if os.environ.get("TUIKA_DB_PAGES"):
        # an upper bound of the file, so that it cannot fill a disk that others need (and so that a test can fill it)
        cursor.execute(f"PRAGMA max_page_count={int(os.environ['TUIKA_DB_PAGES'])}")
    cursor.close()


def _folded(tracker: DialogueStateTracker) -> list[Event]:
    """The state alone, as the beginning of a new stretch: the slots that are set, the open form, the bot listening."""
    slots: Iterator[Event] = (
        SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None
    )
    loop = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    return [ActionExecuted("action_session_start"), SessionStarted(), *slots, *loop, ActionExecuted("action_listen")]
