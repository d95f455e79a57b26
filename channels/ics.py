"""The case's days as an iCalendar file (RFC 5545), with an alarm the day before, for phones' calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from tuika import SHANGHAI, Day

from .texts import texts

#: The hour at which the alarm of the day before rings, in Shanghai.
_RINGS = 10


def calendar(days: Iterable[Day], now: datetime, conversation: str) -> bytes:
    """The days as a file: whole-day events, each with an alarm at ten in the morning (Shanghai) of the day before.

    Args:
        days: the days ahead (``tuika.timeline.ahead``).
        now: the clock; the file's stamp.
        conversation: makes the events' ids the same every time, so that importing again changes and does not double.
    """
    words = texts()["calendar"]
    found = Calendar()
    found.add("prodid", "-//tuika//zh-CN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", words["name"])
    found.add("x-wr-timezone", str(SHANGHAI))
    for day in days:
        found.add_component(_event(day, now, conversation))
    return bytes(found.to_ical())


def _event(day: Day, now: datetime, conversation: str) -> Event:
    words = texts()["calendar"]
    when = date.fromisoformat(day.iso)
    event = Event()
    name = hashlib.sha256(f"{conversation}|{day.kind}|{day.label}".encode()).hexdigest()[:32]
    event.add("uid", f"{name}@tuika")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", when)
    event.add("dtend", when + timedelta(1))
    event.add("summary", day.label)
    event.add("description", words["description"])
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words["alarm"].format(label=day.label))
    # an absolute moment: a whole-day event has no time zone from which a phone could count back
    rings = datetime(when.year, when.month, when.day, _RINGS, tzinfo=SHANGHAI) - timedelta(1)
    alarm.add("trigger", rings.astimezone(UTC))
    event.add_component(alarm)
    return event
