"""The case as a picture (进度图): where it stands in the order's state machine, what can follow, which day brings what.

Lanes are read off the statechart of :mod:`tuika.order`: the shortest way from a region's beginning to the present
state, then the targets of the events that are open. Days come from the case, the plan and the ladder of remedies.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from .cards import Day, Lane, Station
from .case import Case
from .deadlines import show
from .escalation import ladders, steps
from .knowledge import load
from .order import OrderChart, open_events, position
from .plan import Plan
from .wording import context, render

#: The regions that are drawn, in this order; bond and remedy show in the plan and among the days.
_DRAWN = ("card", "parcel", "goods")
#: States that a lane begins with when they tell nothing (nothing paid, nothing known).
_IDLE = frozenset({"未付货款"})
#: What has happened, as the case dates it, in the order in which a case usually goes.
_PAST = (
    "order_date",
    "request_date",
    "approved_date",
    "signed_date",
    "refused_date",
    "return_signed_date",
    "activation_date",
    "closed_date",
    "complaint_date",
)


@lru_cache(maxsize=1)
def _edges() -> dict[str, dict[str, str]]:
    """The events that leave each state, and where to; of all regions."""
    found: dict[str, dict[str, str]] = {}
    for state in OrderChart.states_map.values():
        for transition in state.transitions:
            for target in transition.targets or [transition.target]:
                for event in transition.event.split():
                    found.setdefault(str(state.value), {})[event] = str(target.value)
    return found


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, str]:
    regions = OrderChart.states_map
    return {name: str(next(s for s in regions[name].states if s.initial).value) for name in _DRAWN}


def _way(start: str, end: str) -> list[str]:
    """The states from ``start`` to ``end`` by the fewest events, both included; only ``end`` where no way leads."""
    came: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        state = queue.popleft()
        for target in _edges().get(state, {}).values():
            if target not in came:
                came[target] = state
                queue.append(target)
    if end not in came:
        return [end]
    way: list[str] = []
    at: str | None = end
    while at is not None:
        way.append(at)
        at = came[at]
    return way[::-1]


def lanes(case: Case, now: datetime) -> tuple[Lane, ...]:
    """A lane for each drawn region whose state is known, as the chart has it."""
    where = position(case, now)
    can = set(open_events(case, now))
    titles, words = load("replies")["timeline"]["lanes"], load("replies")["timeline"]["states"]
    found = []
    for region in _DRAWN:
        state = where[region]
        if state is None or state in _IDLE:
            continue
        way = [s for s in _way(_beginnings()[region], state) if s not in _IDLE]
        following = [target for event, target in _edges().get(state, {}).items() if event in can]
        stations = [Station(words.get(s, s), "past") for s in way[:-1]]
        stations.append(Station(words.get(state, state), "now"))
        stations += [Station(words.get(s, s), "next") for s in dict.fromkeys(following)]
        found.append(Lane(titles[region], tuple(stations)))
    return tuple(found)


def _past(case: Case, today: date) -> list[Day]:
    labels = load("replies")["timeline"]["past"]
    known = ((name, getattr(case, name)) for name in _PAST)
    return [Day(day.isoformat(), show(day, today), labels[name], "past") for name, day in known if day is not None]


def _due(case: Case, plan: Plan, today: date) -> list[Day]:
    texts = load("replies")["timeline"]
    found = []
    if case.due_date is not None:
        found.append(Day(case.due_date.isoformat(), show(case.due_date, today), texts["promised"], "due"))
    for debt in plan.debts:
        if debt.kind == "货款" and (case.due_date is not None or debt.hope == "overdue"):
            continue
        label = render(texts["slim" if debt.hope == "slim" else "due"], kind=debt.kind, usage=debt.due.usage)
        found.append(Day(debt.due.latest.isoformat(), show(debt.due.latest, today), label, "due"))
        if debt.due.legal is not None:
            found.append(Day(debt.due.legal.isoformat(), show(debt.due.legal, today), texts["legal"], "due"))
    if not plan.debts:
        found.append(Day(plan.check.latest.isoformat(), show(plan.check.latest, today), texts["check"], "due"))
    return found


def _opens(case: Case, plan: Plan, today: date) -> list[Day]:
    """The remedies of the case's first ladder; those that wait for a promised day count from the plan's own day."""
    latest = case.due_date or max((debt.due.latest for debt in plan.debts), default=plan.check.latest)
    counted = replace(case, due_date=latest) if case.due_date is None else case
    short = {
        step["id"]: step["short"]
        for ladder in load("escalation")["ladders"].values()
        for step in ladder["steps"]
        if "short" in step
    }
    words = context(case, today)
    return [
        Day(step.opens.isoformat(), show(step.opens, today), render(short[step.id], **words), "opens")
        for step in steps(ladders(case)[0], counted, today)
        if step.id in short
    ]


def days(case: Case, plan: Plan, today: date) -> tuple[Day, ...]:
    """The case's days in order: what happened, today, what is due, from when each remedy is open."""
    texts = load("replies")["timeline"]
    found = [*_past(case, today), Day(today.isoformat(), show(today, today), texts["today"], "today")]
    found += [*_due(case, plan, today), *_opens(case, plan, today)]
    order = {"past": 0, "today": 1, "due": 2, "opens": 3}
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.iso, order[d.kind])))


def ahead(case: Case, plan: Plan, today: date) -> tuple[Day, ...]:
    """The days worth a place in a calendar: what is due or opens after today."""
    return tuple(d for d in days(case, plan, today) if d.kind in ("due", "opens") and d.iso > today.isoformat())


def summary(drawn: tuple[Lane, ...], shown: tuple[Day, ...]) -> str:
    """The picture in one sentence, for those who cannot see it."""
    texts = load("replies")["timeline"]
    here = [f"{lane.title}{next(s.label for s in lane.stations if s.when == 'now')}" for lane in drawn]
    coming = [f"{d.day}{d.label}" for d in shown if d.kind in ("due", "opens")]
    return render(texts["summary"], here="、".join(here), coming="；".join(coming))
