"""What goes to the logs, of whichever library and at whichever level: nothing that users said, no personal data.

Every process of ours puts it in place by name before it hears anything: our programs first of all, a bare ``rasa`` by
its channels and its model (``runtime.extensions.install``).

Three layers, since the lower ones see only text:

1. Rasa's structured records (structlog) name what holds users' words (``user_text``, ``slot_values`` …) by a list of
   its own, made for an anonymiser that is not part of Rasa Open Source; here these values are left out altogether.
2. Every record of ``logging`` passes ``redact`` when it is made, with its arguments and its traceback.
3. Warnings and the traceback of an uncaught error, which go to the error stream past ``logging``, pass ``redact`` too.
"""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from tuika.redact import redact

#: Structured values that hold what users said, or what was made of it.
_WITHHELD = frozenset(
    [
        *("text", "response_text", "user_text", "token_text", "parse_data_text", "parse_data_entities", "response"),
        *("message", "user_message", "json_message", "tracker_latest_message", "rasa_event", "rasa_events", "entity"),
        *("slots", "slot_values", "slot_candidates", "prefilled_slots", "prediction_events", "tracker", "entities"),
        *("tracker_states", "current_states", "old_states", "states", "successes", "current_entity", "next_entity"),
    ]
)
#: Rasa's file broker writes its events with ``logging``: JSON that the conversation store has masked already.
_EVENTS = "event-logger"
LEFT_OUT = "(略)"
#: A record longer than this is cut; a whole conversation written out helps nobody.
_LONGEST = 4000
#: More than any one thing that is masked has, characters.
_SEAM = 100


def install() -> None:
    """Put all layers in place; again does nothing."""
    made = logging.getLogRecordFactory()
    if getattr(made, "discreet", False):
        return
    logging.setLogRecordFactory(_factory(made))
    warnings.showwarning = show_warning
    sys.excepthook = uncaught
    _guard_structlog()


def discreet(text: str) -> str:
    """``text`` as it may stand in a log."""
    if len(text) <= _LONGEST:
        return redact(text)
    # what is cut in two is not known for what it is any more
    return redact(text[:_LONGEST])[:-_SEAM] + "…"


def withhold(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: what users said is left out of a record, everything else in it is masked."""
    for name, value in event.items():
        if name in _WITHHELD:
            event[name] = LEFT_OUT
        elif isinstance(value, str):
            event[name] = discreet(value)
    return event


def _factory(made: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    def discreetly(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = made(*args, **kwargs)
        if record.name == _EVENTS:
            return record
        try:
            message = record.getMessage()
        except Exception:  # arguments that do not fit are logging's own to report; they may hold anything
            message = f"{record.msg!s:.100} {LEFT_OUT}"
        record.msg, record.args = discreet(message), ()
        if record.exc_info:
            record.exc_text = discreet_trace(*record.exc_info)
            record.exc_info = None
        return record

    discreetly.discreet = True  # type: ignore[attr-defined]
    return discreetly


def discreet_trace(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> str:
    """A traceback, each line of it masked."""
    lines = traceback.format_exception(kind, error, trace)
    return redact("".join(lines)).rstrip("\n")


def show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """``warnings.showwarning``, masked."""
    written = warnings.formatwarning(message, category, filename, lineno, line)
    (file or sys.stderr).write(discreet(written))


def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """``sys.excepthook``, masked."""
    sys.stderr.write(discreet_trace(kind, error, trace) + "\n")


def _guard_structlog() -> None:
    """Be the first processor, also where Rasa configures structlog afterwards."""
    original = structlog.configure

    def configure(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        _first()

    structlog.configure = configure
    _first()


def _first() -> None:
    # loggers that are in use already hold this very list
    processors = structlog.get_config()["processors"]
    if withhold not in processors:
        processors.insert(0, withhold)
