"""The case as a picture (进度图): where it stands in the order's state machine, what can follow, which day brings what.

Lanes are read off the statechart of :mod:`tuika.order`: the shortest way from a region's beginning to the present
state, then the targets of the events that are open. Days come from the case, the plan and the ladder of remedies.
"""

from __future__ import annotations

from collections import deque
from datetime import date, datetime
from functools import lru_cache

from ..facts.case import Case
from ..facts.deadlines import show
from ..facts.order import edges, open_events, position
from ..knowledge import book
from ..planning.plan import Plan
from ..speech.cards import Day, Lane, Station
from ..speech.wording import context, render
from .escalation import ladders, steps


@lru_cache(maxsize=128)
def _way(region: str, end: str) -> tuple[str, ...]:
    """The states from the region's start to ``end`` by the fewest events, both included; only ``end`` without a way."""
    start = book().order.regions[region].start
    came: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue and end not in came:
        state = queue.popleft()
        for target in edges()[region].get(state, {}).values():
            if target not in came:
                came[target] = state
                queue.append(target)
    if end not in came:
        return (end,)
    way: list[str] = []
    at: str | None = end
    while at is not None:
        way.append(at)
        at = came[at]
    return tuple(way[::-1])


def lanes(case: Case, now: datetime) -> tuple[Lane, ...]:
    """A lane for each drawn region whose state is known, as the chart has it."""
    where = position(case, now)
    can = set(open_events(case, now))
    found = []
    for name, region in book().order.regions.items():
        state = where[name]
        if region.title is None or state is None or state in region.idle:
            continue
        way = [s for s in _way(name, state) if s not in region.idle]
        following = [target for event, target in edges()[name].get(state, {}).items() if event in can]
        whens = [*((s, "past") for s in way[:-1]), (state, "now"), *((s, "next") for s in dict.fromkeys(following))]
        stations = tuple(Station(region.states[s].short or s, when) for s, when in whens)
        found.append(Lane(str(region.title), stations))
    return tuple(found)


def _past(case: Case, today: date) -> list[Day]:
    labels = book().replies.timeline.past
    known = ((name, getattr(case, name)) for name in labels)
    return [Day(day.isoformat(), show(day, today), labels[name], "past") for name, day in known if day is not None]


def _due(case: Case, plan: Plan, today: date) -> list[Day]:
    """What is still to come; a promised day that is over is history, any other day that is over is none."""
    texts, windows = book().replies.timeline, book().refunds.windows
    found = []
    if case.due_date is not None:
        found.append(_day(case.due_date, texts.promised, "due" if case.due_date >= today else "past", today))
    for debt in plan.debts:
        if debt.due is None or (debt.kind == "货款" and (case.due_date is not None or debt.hope is not None)):
            continue
        is_answer = windows[debt.window].of == "answer"
        label = texts.answer if is_answer else render(texts.due, kind=debt.kind, usage=debt.due.usage)
        found.append(_day(debt.due.latest, label, "due", today))
        if debt.due.legal is not None:
            found.append(_day(debt.due.legal, texts.legal, "due", today))
    if not plan.debts and plan.check is not None:
        label = texts.answer if windows[plan.check_window].of == "answer" else texts.check
        found.append(_day(plan.check.latest, label, "due", today))
    return [day for day in found if day.kind == "past" or day.iso >= today.isoformat()]


def _day(day: date, label: str, kind: str, today: date) -> Day:
    return Day(day.isoformat(), show(day, today), label, kind)


def _opens(case: Case, today: date) -> list[Day]:
    """The remedies of the case's first ladder that wait for a day: those that opened before are open today."""
    words = context(case, today)
    return [
        _day(max(step.opens, today), render(step.short, **words), "opens", today)
        for step in steps(ladders(case)[0], case, today)
        if step.opens is not None and step.short is not None
    ]


def days(case: Case, plan: Plan, today: date) -> tuple[Day, ...]:
    """The case's days in order: what happened, today, what is due, from when each remedy is open."""
    texts = book().replies.timeline
    found = [*_past(case, today), Day(today.isoformat(), show(today, today), texts.today, "today")]
    found += [*_due(case, plan, today), *_opens(case, today)]
    order = {"past": 0, "today": 1, "due": 2, "opens": 3}
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.iso, order[d.kind])))


def ahead(case: Case, plan: Plan, today: date) -> tuple[Day, ...]:
    """The days worth a place in a calendar: what is due or opens after today."""
    return tuple(d for d in days(case, plan, today) if d.kind in ("due", "opens") and d.iso > today.isoformat())


def summary(drawn: tuple[Lane, ...], shown: tuple[Day, ...]) -> str:
    """The picture in one sentence, for those who cannot see it."""
    texts = book().replies.timeline
    here = [f"{lane.title}{next(s.label for s in lane.stations if s.when == 'now')}" for lane in drawn]
    coming = [f"{d.day}{d.label}" for d in shown if d.kind in ("due", "opens")]
    return render(texts.summary, here="、".join(here), coming="；".join(coming))
