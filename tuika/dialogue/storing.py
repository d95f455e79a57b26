"""The memory as slots hold it (存取): versioned, and read back from the version before.

Version 2 (now): the slot ``talk`` holds ``{"v": 2, "threads": […], "current": n, …}``. Version 1 held one card, its
values loose in the slot and the plan as a string. What is missing, of a wrong type, or names a wish or an objection
that is no more counts as nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..facts.case import Case
from ..facts.fields import PUBLIC
from ..knowledge import book
from ..planning.plan import Way
from .memory import (
    MAX_THREADS,
    Advised,
    Asked,
    Countering,
    DebtShown,
    Done,
    EvidenceTopic,
    Kept,
    LetterTopic,
    Memory,
    ObjectionTopic,
    Shown,
    Thread,
    Topic,
    WhichOf,
    topic_from_json,
    topic_to_json,
)
from .requests import act_of

VERSION = 2
_MAX_QUESTIONS = 24
_MOST_NAMES = 40


def to_slots(memory: Memory) -> dict[str, Any]:
    """All of it as JSON values: the public slots, the question under the name that Rasa's forms use, and one slot
    ``talk`` for everything else (each slot costs Rasa time in every turn).
    """
    facts = memory.case.to_slots()
    public = {name: facts[name] for name in PUBLIC}
    if memory == Memory():
        return {**public, "requested_slot": None, "talk": None}
    threads = [_thread_to_json(thread, n == memory.current) for n, thread in enumerate(memory.threads)]
    talk = {
        "v": VERSION,
        "threads": threads,
        "current": memory.current,
        "misses": memory.misses,
        "turn": memory.turn,
        "undo": None if memory.undo is None else _kept_to_json(memory.undo),
    }
    return {**public, "requested_slot": memory.asked, "talk": {n: v for n, v in talk.items() if v not in (0, None)}}


def from_slots(slots: Mapping[str, Any]) -> Memory:
    """The memory that these slots hold. A public slot that was set from outside wins over what ``talk`` says."""
    talk = slots.get("talk")
    if not isinstance(talk, dict) or talk.get("v") != VERSION:
        return _from_version_1(slots, talk if isinstance(talk, dict) else {})
    listed = talk.get("threads")
    stored = [t for t in listed if isinstance(t, dict)][:MAX_THREADS] if isinstance(listed, list) else []
    stored = stored or [{}]
    current = talk.get("current", 0)
    current = current if isinstance(current, int) and 0 <= current < len(stored) else 0
    public = {name: slots.get(name) for name in PUBLIC}
    threads = tuple(
        _thread_from_json({**t, **(public | {"requested_slot": slots.get("requested_slot")} if n == current else {})})
        for n, t in enumerate(stored)
    )
    return Memory(threads, current, _number(talk.get("misses")), _number(talk.get("turn")), _kept(talk.get("undo")))


def _kept_to_json(kept: Kept) -> dict[str, Any]:
    threads = [_thread_to_json(thread, False) for thread in kept.threads]
    return {"threads": threads, "current": kept.current, "until": kept.until.isoformat()}


def _kept(value: Any) -> Kept | None:
    match value:
        case {"threads": [*listed], "current": int(current), "until": str(until)}:
            threads = tuple(_thread_from_json(t) for t in listed[:MAX_THREADS] if isinstance(t, dict))
            with contextlib.suppress(ValueError):
                moment = datetime.fromisoformat(until)
                if 0 <= current < len(threads) and moment.tzinfo is not None:
                    return Kept(threads, current, moment)
    return None


def _thread_to_json(thread: Thread, is_open: bool) -> dict[str, Any]:
    facts = thread.case.to_slots()
    if is_open:
        facts = {name: value for name, value in facts.items() if name not in PUBLIC}
    rest: dict[str, Any] = {
        **facts,
        "requested_slot": None if is_open else thread.asked,
        "questions": [[q.field, q.times, q.wording] for q in thread.questions],
        "shown": None if thread.shown is None else _shown_to_json(thread.shown),
        "countering": None if thread.countering is None else [thread.countering.key, thread.countering.step],
        "topic": topic_to_json(thread.topic),
        "wish": thread.wish,
        "have": sorted(thread.have),
        "matters": list(thread.matters),
        "lead": thread.lead,
        "advised": None if thread.advised is None else _advised_to_json(thread.advised),
        "done": [[done.event, done.day] for done in thread.done],
        "also": [list(pair) for pair in thread.also],
        "mentioned": sorted(thread.mentioned),
        "answered": list(thread.answered),
        "given": sorted(thread.given),
        "lately": list(thread.lately),
    }
    return {name: value for name, value in rest.items() if value not in (None, [], {})}


def _thread_from_json(known: Mapping[str, Any]) -> Thread:
    return Thread(
        case=Case.from_slots(known),
        asked=_text(known.get("requested_slot")),
        questions=_questions(known.get("questions")),
        shown=_shown_from_json(known.get("shown")),
        countering=_countering(known.get("countering")),
        topic=topic_from_json(known.get("topic")),
        wish=_wish(known.get("wish")),
        have=_names(known.get("have")),
        matters=_ordered(known.get("matters")),
        lead=_text(known.get("lead")),
        advised=_advised(known.get("advised")),
        done=tuple(Done(event, day) for event, day in _pairs(known.get("done"))),
        also=tuple(_pairs(known.get("also"))),
        mentioned=_names(known.get("mentioned")),
        answered=_ordered(known.get("answered")),
        given=_names(known.get("given")),
        lately=_ordered(known.get("lately")),
    )


def _advised_to_json(advised: Advised) -> list[Any]:
    return [advised.matter, advised.plan, sorted(advised.opened)]


def _advised(value: Any) -> Advised | None:
    match value:
        case [str(matter), str(plan), list(opened)]:
            return Advised(matter, plan, _names(opened))
    return None


def _ordered(value: Any) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str))[-_MOST_NAMES:] if isinstance(value, list) else ()


def _pairs(value: Any) -> list[tuple[str, str]]:
    pairs = [entry for entry in _lists(value) if len(entry) == 2 and all(isinstance(e, str) for e in entry)]
    return [(first, second) for first, second in pairs[-_MOST_NAMES:]]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _names(value: Any) -> frozenset[str]:
    return frozenset(v for v in value if isinstance(v, str)) if isinstance(value, list) else frozenset()


def _lists(value: Any) -> list[list[Any]]:
    return [v for v in value if isinstance(v, list)] if isinstance(value, list) else []


def _questions(value: Any) -> tuple[Asked, ...]:
    found = []
    for entry in _lists(value)[-_MAX_QUESTIONS:]:
        match entry:
            case [str(name), int(times), str(wording)]:
                found.append(Asked(name, times, wording))
    return tuple(found)


def _countering(value: Any) -> Countering | None:
    match value:
        case [str(key), int(step)] if key in book().objections.objections and step >= 0:
            return Countering(key, step)
    return None


def _wish(value: Any) -> str | None:
    """Only a question waits for the plan; anything else in this place was written by nobody."""
    return value if isinstance(value, str) and act_of(value) == "answer" else None


def _shown_to_json(shown: Shown) -> dict[str, Any]:
    return {
        "ways": [list(dataclasses.astuple(way)) for way in shown.ways],
        "debts": [[d.kind, d.debtor, d.amount, d.latest.isoformat() if d.latest else None] for d in shown.debts],
        "detailed": shown.detailed,
    }


def _shown_from_json(value: Any) -> Shown | None:
    if not isinstance(value, dict):
        return None
    ways = [
        Way(row, _text(carrier), _text(seller), _text(platform))
        for row, carrier, seller, platform in (w for w in _lists(value.get("ways")) if len(w) == 4)
        if isinstance(row, str)
    ]
    debts = []
    for entry in _lists(value.get("debts")):
        match entry:
            case [str(kind), str(debtor), amount, None]:
                debts.append(DebtShown(kind, debtor, _text(amount), None))
            case [str(kind), str(debtor), amount, str(latest)]:
                with contextlib.suppress(ValueError):
                    debts.append(DebtShown(kind, debtor, _text(amount), date.fromisoformat(latest)))
    return Shown(tuple(ways), tuple(debts), value.get("detailed") is not False) if ways else None


_ROW = re.compile(r"(?:^|\|)([a-z][a-z_]{0,40}) ")


def _from_version_1(slots: Mapping[str, Any], talk: Mapping[str, Any]) -> Memory:
    """One card; the plan was ``"<row> <sentence>|<debts>"``, several of them joined by ``|``."""
    known = {**slots, **talk}
    rows = _ROW.findall(_text(known.get("shown")) or "")
    thread = Thread(
        case=Case.from_slots(known),
        asked=_text(known.get("requested_slot")),
        shown=Shown(tuple(Way(row) for row in rows), (), len(rows) == 1) if rows else None,
        countering=_countering([known.get("objection"), _number(known.get("step"))]),
        topic=_topic_of_version_1(_text(known.get("topic"))),
        wish=_wish(known.get("wish")),
        have=_names(known.get("have")),
    )
    return Memory((thread,), 0, _number(known.get("misses")))


def _topic_of_version_1(value: str | None) -> Topic | None:
    kind, _, key = (value or "").partition(":")
    if kind == "evidence":
        return EvidenceTopic()
    if kind == "objections" and key:
        return ObjectionTopic(key)
    if kind == "letters" and key:
        return LetterTopic(key)
    first, _, second = key.partition("|")
    return WhichOf(first, second) if kind == "which" and second else None
