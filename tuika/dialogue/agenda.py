"""The days of a talk that are worth a place in the user's calendar (日历)."""

from __future__ import annotations

from datetime import datetime

from ..answers.timeline import ahead
from ..planning.plan import make_plan
from ..speech.cards import Day
from .memory import Memory
from .turning import today_of


def calendar_days(memory: Memory, now: datetime) -> tuple[Day, ...]:
    """What is due or opens after today for the open card; nothing while the user holds no plan."""
    if memory.shown is None:
        return ()
    return ahead(memory.case, make_plan(memory.case, now), today_of(now))
