"""What happens, in numbers and without a word of what was said: Prometheus metrics and one log line a turn.

Fed by the conversation store, through which every turn of every channel passes.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

logger = logging.getLogger("tuika.turns")

REGISTRY = CollectorRegistry()
TURNS = Counter("tuika_turns", "Turns taken", ["channel"], registry=REGISTRY)
LATENCY = Histogram(
    "tuika_turn_seconds",
    "From the message being heard to the turn being stored",
    ["channel"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
MISSED = Counter("tuika_not_understood", "Turns in which the message was not understood", registry=REGISTRY)
PLANS = Counter("tuika_plans", "Plans given", registry=REGISTRY)
OBJECTIONS = Counter("tuika_objections", "Objections countered", registry=REGISTRY)
REPEATED = Counter("tuika_questions_repeated", "Turns that put a question again", registry=REGISTRY)
THUMB_KINDS = ("up", "down")
THUMBS = Counter("tuika_thumbs", "Answers that were found of use, or not", ["thumb"], registry=REGISTRY)
#: What a turn was, as its first bubble's metadata says -> what counts it.
_COUNTERS = {"missed": MISSED, "planned": PLANS, "countered": OBJECTIONS, "repeated": REPEATED}
DOWN = Counter("tuika_actions_down", "Turns in which the action server did not answer", registry=REGISTRY)
CHANNEL_ERRORS = Counter("tuika_channel_errors", "Turns or deliveries that failed", ["channel"], registry=REGISTRY)
KNOWN = frozenset({"web", "wechat", "telegram", "rest", "cmdline"})


def turn(events: Iterable[Event]) -> None:
    """Count one turn: the events that it added to the conversation."""
    heard: UserUttered | None = None
    actions: list[str] = []
    moves: list[str] = []
    marks: set[str] = set()
    for event in events:
        if isinstance(event, UserUttered):
            heard = event
        elif isinstance(event, ActionExecuted) and event.action_name != "action_listen":
            actions.append(str(event.action_name))
        elif isinstance(event, BotUttered):
            was = event.metadata.get("turn") or {}
            moves += was.get("moves") or []
            marks |= set(was.get("marks") or ())
            if event.metadata.get("utter_action") == "utter_service_down":
                DOWN.inc()
    if heard is None:
        return
    channel = heard.input_channel if heard.input_channel in KNOWN else "other"
    seconds = max(0.0, time.time() - heard.timestamp)
    TURNS.labels(channel).inc()
    LATENCY.labels(channel).observe(seconds)
    for mark, counter in _COUNTERS.items():
        if mark in marks:
            counter.inc()
    line = {
        "channel": channel,
        "intent": heard.intent.get("name"),
        "confidence": round(float(heard.intent.get("confidence") or 0), 2),
        "actions": actions,
        "moves": moves,
        "marks": sorted(marks),
        "ms": round(seconds * 1000),
    }
    logger.info(json.dumps(line, ensure_ascii=False))


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return bytes(generate_latest(REGISTRY))
