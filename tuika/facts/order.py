"""The order's state machine (订单状态机): regions that move independently, read from ``order.yaml``.

A case is a point in the product of the regions. ``position`` puts a case on the chart, ``open_events`` says what can
happen next, ``barred`` what cannot and why, and ``after_event`` moves the case by what somebody reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from statemachine import StateChart
from statemachine.io import create_machine_class_from_definition
from statemachine.orderedset import OrderedSet

from ..knowledge import book
from ..knowledge.models.facts import GuardSpec
from .case import Case
from .consistency import holds
from .deadlines import SHANGHAI, days_late
from .fact import Fact, Strength

_ROOT = "order"


@dataclass
class Position:
    """The chart's model: where each region stands, and which guards hold there."""

    state: OrderedSet[str] | None = None
    held: frozenset[str] = frozenset()


def activation_vs_request(case: Case) -> str | None:
    """The activation-time rule: 「晚于申请」 the seller was late and answers; 「早于申请」 it may be identity misuse.

    Activation on the day of the request counts as later: the request had been made, and the doubt is the seller's
    to clear up with the record. ``None`` where a date is missing.
    """
    if case.activation_date is None or case.request_date is None:
        return None
    return "晚于申请" if case.activation_date >= case.request_date else "早于申请"


def money_late(case: Case, today: date) -> str | None:
    """「逾期」 where the refund is late: the user says so, or the promised day is over and the money is not there."""
    if case.refund_state == "已到账":
        return None
    if case.refund_state == "逾期" or days_late(case, today) is not None:
        return "逾期"
    return None


def _today(now: datetime | None) -> date | None:
    return None if now is None else now.astimezone(SHANGHAI).date()


def _values(case: Case, now: datetime | None) -> dict[str, Any]:
    """The case's facts with what its dates make of them (``derived`` in ``order.yaml``)."""
    today = _today(now)
    late = money_late(case, today) if today else ("逾期" if case.refund_state == "逾期" else None)
    found = {**case.known(), "money_late": late, "activation_vs_request": activation_vs_request(case)}
    return {name: value for name, value in found.items() if value is not None}


def guard_holds(guard: GuardSpec, case: Case, now: datetime | None) -> bool:
    """Whether the guard lets its event happen."""
    values = _values(case, now)
    if guard.unless and holds(guard.unless, values):
        return False
    opens = guard.hours.get(case.carrier or "")
    if opens and now is not None:
        local = now.astimezone(SHANGHAI).time()
        if not _clock(opens[0]) <= local < _clock(opens[1]):
            return False
    return holds(guard.when, values)


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def _condition(name: str) -> Callable[..., bool]:
    def check(model: Position) -> bool:
        return name in model.held

    check.__name__ = name
    return check


@lru_cache(maxsize=1)
def chart_class() -> type[StateChart[Position]]:
    """The statechart, built from ``order.yaml``: one compound state a region, all parallel."""
    spec = book().order
    regions: dict[str, Any] = {}
    for name, region in spec.regions.items():
        states: dict[str, Any] = {}
        for state, entry in region.states.items():
            states[_id(name, state)] = {
                "name": state,
                "value": _value(name, state),
                "initial": state == region.start,
                "final": entry.final and not any(state in e.from_ for e in spec.events.values() if e.region == name),
                "on": {},
            }
        regions[name] = {"value": name, "states": states}
    for event, happening in spec.events.items():
        for source in happening.from_:
            transition = {
                "target": _id(happening.region, happening.to),
                "cond": [_condition(guard) for guard in happening.guards],
            }
            on = regions[happening.region]["states"][_id(happening.region, source)]["on"]
            on.setdefault(event, []).append(transition)
    for region_states in regions.values():
        for state in region_states["states"].values():
            if state["final"] or not state["on"]:
                state.pop("on")
    definition = {_ROOT: {"value": _ROOT, "parallel": True, "initial": True, "states": regions}}
    options: dict[str, Any] = {"states": definition, "catch_errors_as_events": False}
    return create_machine_class_from_definition("OrderChart", **options)


def _id(region: str, state: str) -> str:
    return f"{region}_{list(book().order.regions[region].states).index(state)}"


def _value(region: str, state: str) -> str:
    return f"{region}:{state}"


def position(case: Case, now: datetime | None = None) -> dict[str, str | None]:
    """Where the case stands in each region; ``None`` where a region is not known.

    Returns:
        region -> state, for all regions of ``order.yaml``.
    """
    values = _values(case, now)
    where: dict[str, str | None] = {}
    for name, region in book().order.regions.items():
        if region.field is not None:
            where[name] = values.get(region.field)
        else:
            fitting = (s for s, spec in region.states.items() if spec.when is not None and holds(spec.when, values))
            where[name] = next(fitting, None)
    return where


def open_events(case: Case, now: datetime | None = None) -> list[str]:
    """The events that can happen next, guards included, in the chart's order. Unknown regions stand at their start."""
    where = position(case, now)
    states = tuple(_value(name, where[name] or region.start) for name, region in book().order.regions.items())
    held = frozenset(name for name, guard in book().order.guards.items() if guard_holds(guard, case, now))
    return list(_enabled(states, held))


@lru_cache(maxsize=1024)
def _enabled(states: tuple[str, ...], held: frozenset[str]) -> tuple[str, ...]:
    """The events that the chart lets happen in these states while these guards hold."""
    model = Position(OrderedSet([_ROOT, *book().order.regions, *states]), held)
    enabled = {event.id for event in chart_class()(model).enabled_events()}
    return tuple(name for name in book().order.events if name in enabled)


def barred(case: Case, event: str, now: datetime | None = None) -> str | None:
    """Why ``event`` cannot happen now, in words for the user; ``None`` where it can.

    Raises:
        KeyError: the chart has no such event.
    """
    entry = book().order.events[event]
    where = position(case, now)[entry.region] or book().order.regions[entry.region].start
    if where not in entry.from_:
        return str(entry.barred)
    for name in entry.guards:
        guard = book().order.guards[name]
        if not guard_holds(guard, case, now):
            return _reason(guard, case)
    return None


def _reason(guard: GuardSpec, case: Case) -> str:
    opens = guard.hours.get(case.carrier or "", ("", ""))
    text = str(guard.reason)
    for name, value in (("carrier", case.carrier or ""), ("opens", opens[0]), ("shuts", opens[1])):
        text = text.replace("{{ " + name + " }}", value)
    return text


def facts_of_event(event: str, day: date | None = None, words: str = "") -> tuple[Fact, ...]:
    """What a reported event makes true.

    Raises:
        KeyError: the chart has no such event.
    """
    entry = book().order.events[event]
    region = book().order.regions[entry.region]
    changes: dict[str, Any] = dict(entry.sets)
    if region.field is not None:
        to = region.states[entry.to]
        changes[region.field] = None if to.unstated else entry.to
    if day is not None and entry.day is not None:
        changes[entry.day] = day
    return tuple(Fact(name, value, words, Strength.STATED) for name, value in changes.items())


def day_of(event: str, case: Case, said: Mapping[str, Any], today: date) -> date:
    """The day of an event that is reported today: as it was told now or before, else today."""
    name = book().order.events[event].day
    told = (said.get(name), getattr(case, name)) if name is not None else ()
    return next((day for day in told if day is not None), today)


def after_event(case: Case, event: str, day: date | None = None, words: str = "", turn: int = 0) -> Case:
    """The case after the event. What is reported has happened, whether or not the chart expected it.

    Raises:
        KeyError: the chart has no such event.
    """
    return case.taking(facts_of_event(event, day, words), turn)


@lru_cache(maxsize=1)
def edges() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Region -> state -> event that leaves it -> where to."""
    found: dict[str, dict[str, dict[str, str]]] = {name: {} for name in book().order.regions}
    for event, entry in book().order.events.items():
        for source in entry.from_:
            found[entry.region].setdefault(source, {})[event] = entry.to
    return found


@lru_cache(maxsize=256)
def comes_after(region: str, state: str, later: str) -> bool:
    """Whether the region's chart leads from ``state`` on to ``later``, over any number of events."""
    seen, rest = {state}, [state]
    while rest:
        following = set(edges().get(region, {}).get(rest.pop(), {}).values()) - seen
        seen |= following
        rest += following
    return later != state and later in seen
