"""Conversations that older (or broken) code wrote, read by today's: what today's code knows is carried over.

Rows are event data as JSON. A stretch of them is *sound* where Rasa can go on with it; what its slots then mean, also
those of an older version, is the domain's to read (``tuika.from_slots``). Where it names a form, slot or kind of event
that is no more, the cases' facts and the ticked evidence are carried over and what was shown is dropped, so that the
next answer is today's. Where it cannot be read at all the conversation begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
)

from tuika import from_slots, to_slots


class Unreadable(ValueError):
    """A row that is no event's data."""


@dataclass(frozen=True)
class Stretch:
    """What was read of a conversation.

    Attributes:
        events: to go on with.
        rows: how many rows they were read from.
        upgraded: the events are not the rows' own; they are to be written down before the talk goes on.
        lost: the rows could not be read, the conversation begins anew.
    """

    events: tuple[Event, ...]
    rows: int
    upgraded: bool = False
    lost: bool = False


def read(rows: Sequence[str], domain: Domain) -> Stretch:
    """The conversation that these rows hold, as today's code can go on with it. Never raises."""
    try:
        found = [event_data(row) for row in rows]
        names = _Names.of(domain)
        if all(names.know(data) for data in found):
            return Stretch(tuple(_event(data) for data in found), len(rows))
        slots, lost = carried_over(found), False
    except Unreadable:
        slots, lost = {}, True
    return Stretch(tuple(beginning(slots, None)), len(rows), upgraded=True, lost=lost)


def beginning(slots: Mapping[str, Any], loop: str | None) -> list[Event]:
    """A stretch that begins with this state: the slots that are set, the open form, the bot listening."""
    stated: list[Event] = [SlotSet(name, value) for name, value in slots.items() if value is not None]
    form: list[Event] = [ActiveLoop(loop)] if loop else []
    return [ActionExecuted("action_session_start"), SessionStarted(), *stated, *form, ActionExecuted("action_listen")]


def carried_over(found: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The slots of a talk in which nothing was shown yet, with the facts that these events' data state."""
    slots: dict[str, Any] = {}
    for data in found:
        if data["event"] == SlotSet.type_name and isinstance(data.get("name"), str):
            slots[data["name"]] = data.get("value")
        elif data["event"] in (Restarted.type_name, AllSlotsReset.type_name):
            slots = {}
    return to_slots(from_slots(slots).facts_alone())


def event_data(row: str) -> dict[str, Any]:
    """A row's data: a JSON object whose parts are of the types that reading an event relies on.

    Raises:
        Unreadable: it is none.
    """
    try:
        data = json.loads(row)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON") from None
    if not isinstance(data, dict) or not isinstance(data.get("event"), str):
        raise Unreadable("no event")
    for name, kinds in _SHAPES.items():
        if data.get(name) is not None and not isinstance(data[name], kinds):
            raise Unreadable(name)
    parse = data.get("parse_data") or {}
    entities = parse.get("entities") or []
    if not isinstance(parse.get("intent") or {}, dict) or not isinstance(entities, list):
        raise Unreadable("parse_data")
    if not all(isinstance(entity, dict) and "entity" in entity for entity in entities):
        raise Unreadable("entities")
    return data


_SHAPES: Mapping[str, type | tuple[type, ...]] = {
    "timestamp": (int, float),
    "metadata": dict,
    "text": str,
    "name": str,
    "parse_data": dict,
    "data": dict,
}


def _event(data: Mapping[str, Any]) -> Event:
    """The event.

    Raises:
        Unreadable: its kind is known but its data are not what they should be.
    """
    try:
        event = Event.from_parameters(dict(data))
    except Exception as problem:
        # each kind of event raises what its own reading happens to raise
        raise Unreadable(type(problem).__name__) from problem
    if event is None:
        raise Unreadable("no event")
    return event


@dataclass(frozen=True)
class _Names:
    """The names that a stored conversation may use."""

    forms: frozenset[str]
    slots: frozenset[str]

    @classmethod
    def of(cls, domain: Domain) -> _Names:
        """The domain's."""
        return cls(frozenset(domain.form_names), frozenset(slot.name for slot in domain.slots))

    def know(self, data: Mapping[str, Any]) -> bool:
        """Whether today's code knows what the event names."""
        kind, name = data["event"], data.get("name")
        try:
            if Event.resolve_by_type(kind, None) is None:
                return False
        except ValueError:
            return False
        if kind == ActiveLoop.type_name:
            return name is None or name in self.forms
        return kind != SlotSet.type_name or name in self.slots
