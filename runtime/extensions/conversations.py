"""The store of conversations (tracker store): Rasa's SQL store, with what people confide masked and reading bounded.

``endpoints.yml`` names it. Personal numbers and names are masked before anything is written (个人信息保护法 art. 6);
a conversation can be erased (art. 47), exported (art. 45) and purged when it is old (art. 19).
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, ensure_schema_exists
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from ..operations import metrics
from ..operations.access import BROWSER, UNUSED_SECONDS, Key
from ..operations.ledger import Ledger
from ..operations.masking import masked
from ..operations.reminders import Reminders, reminders_in
from ..operations.storage import DEFAULT, forget_log, open_engine, prepare
from .upgrades import Stretch, Unreadable, beginning, event_data, read

#: After this many messages the state is written down anew, so that reading a conversation back costs the same however
#: long one talks.
FOLD_AFTER = 30
#: Under this a browser's conversation stands in the ledger once it was erased.
_ERASED = "erased:"
#: How many old conversations are deleted in one transaction.
_PURGED_AT_ONCE = 50
#: Where a tracker carries how many of its events are in the database: a turn is read and written by one process under
#: the conversation's lock, so they need not be counted again.
_STORED = "_tuika_stored"


_EVENTS = SQLTrackerStore.SQLEvent.__table__
_mine = _EVENTS.c.sender_id == sa.bindparam("who")
_starts = sa.select(sa.func.max(_EVENTS.c.id)).where(_mine, _EVENTS.c.type_name == SessionStarted.type_name)
#: What ``_event_query`` asks for the last stretch, put into words once.
_LAST_STRETCH = (
    sa.select(_EVENTS.c.data)
    .where(_mine, _EVENTS.c.id >= sa.func.coalesce(_starts.scalar_subquery(), 0))
    .order_by(_EVENTS.c.id)
)


class ConversationStore(SQLTrackerStore):
    """See the module. ``host`` is an SQLAlchemy URL."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, **kwargs: Any) -> None:
        """Open (and where it is new, make) the database.

        Raises:
            Unusable: it cannot be opened.
        """
        url = host if host and "://" in host else os.environ.get("TUIKA_DB") or DEFAULT
        prepare(url)
        super().__init__(domain, host=url, **kwargs)
        self.engine.dispose()  # type: ignore[has-type]
        self.engine = open_engine(url)
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        #: conversations that could not be read and began anew, until their users have been told
        self.began_anew: set[str] = set()

    @cached_property
    def ledger(self) -> Ledger:
        """What channels remember, in the same database."""
        return Ledger(self.engine)

    @cached_property
    def reminders(self) -> Reminders | None:
        """What waits for its day, in the same database; ``None`` where that is no PostgreSQL."""
        return reminders_in(self.engine)

    @contextmanager
    def session_scope(self) -> Iterator[Any]:
        """One transaction. Rasa's own ends the process at any ``ValueError`` inside, which broken text is too."""
        session = self.sessionmaker()
        try:
            ensure_schema_exists(session)
            yield session
        finally:
            session.close()

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        """The tracker; of the rows only what is read is fetched, and how many there are is kept for ``save``."""
        found = self._read(sender_id, fetch_events_from_all_sessions)
        return None if found is None else self._tracker(sender_id, found, fetch_events_from_all_sessions)

    def _read(self, sender_id: str, fetch_events_from_all_sessions: bool = False) -> Stretch | None:
        """What is stored of the conversation, as today's code goes on with it; ``None`` where there is nothing."""
        with self.session_scope() as session:
            if fetch_events_from_all_sessions:
                query = self._event_query(session, sender_id, fetch_events_from_all_sessions)
                found = query.with_entities(self.SQLEvent.data)
            else:
                found = session.execute(_LAST_STRETCH, {"who": sender_id})
            rows = [data for (data,) in found]
        return read(rows, self.domain) if rows and self.domain else None

    def _event_query(self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool) -> Any:
        """The conversation's rows; of its last stretch only, unless all are wanted.

        Rasa tells the last stretch by time stamps, so that a clock that is set back would hide every later turn.
        """
        mine = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            starts = session.query(sa.func.max(self.SQLEvent.id)).filter(
                self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name == SessionStarted.type_name
            )
            mine = mine.filter(self.SQLEvent.id >= sa.func.coalesce(starts.scalar_subquery(), 0))
        return mine.order_by(self.SQLEvent.id)

    def _tracker(self, sender_id: str, found: Stretch, whole: bool = False) -> DialogueStateTracker:
        tracker = DialogueStateTracker.from_events(sender_id, list(found.events), self.domain.slots)
        if not whole:
            # an upgraded stretch is written down with the turn that goes on from it
            setattr(tracker, _STORED, 0 if found.upgraded else found.rows)
        return tracker

    async def get_or_create_tracker(
        self, sender_id: str, max_event_history: int | None = None, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """The tracker for a turn. Folds what is behind it once it is long (see ``FOLD_AFTER``)."""
        found = self._read(sender_id)
        if found is None:
            tracker = self.init_tracker(sender_id)
            if append_action_listen:
                tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
            setattr(tracker, _STORED, 0)
            await self.save(tracker)
            return tracker
        if found.lost:
            self.began_anew.add(sender_id)
        tracker = self._tracker(sender_id, found)
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
            _add(session, [self._row(tracker.sender_id, event) for event in new])
            session.commit()
        setattr(tracker, _STORED, len(tracker.events))
        if self.event_broker is not None:
            for event in new:
                self.event_broker.publish({"sender_id": tracker.sender_id, **masked(event.as_dict())})
        metrics.turn(new)

    def _write(self, sender_id: str, events: list[Event]) -> None:
        with self.session_scope() as session:
            _add(session, [self._row(sender_id, event) for event in events])
            session.commit()

    @staticmethod
    def _row(sender_id: str, event: Event) -> dict[str, Any]:
        data = masked(event.as_dict())
        row = {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data, ensure_ascii=False),
        }
        # half a surrogate pair is no character: no database takes it
        return {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in row.items()}

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
                    said += _readable([data])
                    continue
                if f'"{message_id}"' in data and [e.get("message_id") for e in _readable([data])] == [message_id]:
                    return said[::-1]
                said = []
        return None

    def history(self, sender_id: str, limit: int = 400) -> list[dict[str, Any]]:
        """The last ``limit`` things said by either side, oldest first, as event data."""
        with self.session_scope() as session:
            query = session.query(self.SQLEvent.data).filter(
                self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name.in_(("user", "bot"))
            )
            return _readable(data for (data,) in query.order_by(self.SQLEvent.id.desc()).limit(limit))[::-1]

    def export(self, sender_id: str) -> list[dict[str, Any]]:
        """All that is kept of a conversation (个人信息保护法 art. 45)."""
        with self.session_scope() as session:
            query = session.query(self.SQLEvent.data).filter(self.SQLEvent.sender_id == sender_id)
            rows = [data for (data,) in query.order_by(self.SQLEvent.id)]
        return [found for data in rows for found in (_readable([data]) or [{"unreadable": data}])]

    def is_open(self, key: Key, now: float) -> bool:
        """Whether what a browser's token opens is there: kept, or not begun and the token new; never an erased one."""
        if self.was_erased(key.conversation):
            return False
        if now - key.made < UNUSED_SECONDS:
            return True
        with self.session_scope() as session:
            mine = session.query(self.SQLEvent.id).filter(self.SQLEvent.sender_id == key.conversation)
            return mine.first() is not None

    def was_erased(self, conversation: str) -> bool:
        """Whether this browser's conversation was erased; nothing may be written under its name again."""
        return conversation.startswith(BROWSER) and self.ledger.claimed(f"{_ERASED}{conversation}") is not None

    def erase(self, sender_id: str) -> int:
        """Delete a conversation and what waits to be sent or told in it (个人信息保护法 art. 47); how many events.

        A browser's token dies with its conversation.
        """
        self.ledger.forget(sender_id)
        if self.reminders is not None:
            self.reminders.cancel(sender_id)
        with self.session_scope() as session:
            gone = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
        if sender_id.startswith(BROWSER):
            self.ledger.claim(f"{_ERASED}{sender_id}", "erased")
        forget_log(self.engine)
        return int(gone)

    def ages(self, before: float) -> tuple[int, int]:
        """How many conversations there are in which nothing was said since ``before``, and how many in all."""
        with self.session_scope() as session:
            last = sa.func.max(self.SQLEvent.timestamp).label("last")
            each = session.query(last).group_by(self.SQLEvent.sender_id).subquery()
            old, whole = session.query(sa.func.sum(sa.case([(each.c.last < before, 1)], else_=0)), sa.func.count())[0]
        return int(old or 0), int(whole)

    def purge(self, before: float) -> int:
        """Delete the conversations in which nothing was said since ``before`` (seconds since the epoch); how many.

        What channels kept as long goes with them. A few conversations are one transaction, so that turns can be
        written in between, and whoever speaks again in that moment keeps theirs.
        """
        self.ledger.purge(before)
        gone = 0
        while batch := self._old(before):
            with self.session_scope() as session:
                fresh = session.query(self.SQLEvent.sender_id).filter(
                    self.SQLEvent.sender_id.in_(batch), self.SQLEvent.timestamp >= before
                )
                kept = {name for (name,) in fresh}
                aged = [name for name in batch if name not in kept]
                session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(aged)).delete(synchronize_session=False)
                session.commit()
            gone += len(aged)
        forget_log(self.engine)
        return gone

    def _old(self, before: float) -> list[str]:
        with self.session_scope() as session:
            last = sa.func.max(self.SQLEvent.timestamp)
            names = session.query(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id).having(last < before)
            return [name for (name,) in names.limit(_PURGED_AT_ONCE)]


def _add(session: Any, rows: list[dict[str, Any]]) -> None:
    """Write the rows in order, as they are: objects of SQLAlchemy's would be looked after one by one."""
    if rows:
        session.execute(_EVENTS.insert(), rows)


def _readable(rows: Iterable[str]) -> list[dict[str, Any]]:
    """The data of those rows that can be read."""
    found = []
    for row in rows:
        try:
            found.append(event_data(row))
        except Unreadable:
            continue
    return found


def _folded(tracker: DialogueStateTracker) -> list[Event]:
    """The state alone, as the beginning of a new stretch."""
    return beginning({name: slot.value for name, slot in tracker.slots.items()}, tracker.active_loop_name)
