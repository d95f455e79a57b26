"""A tap as a message: ``/intent`` or ``/intent{"field": "value"}``. This grammar is known here and nowhere else.

It is Rasa's: an intent written out, which Rasa reads itself. Channels carry it; the browser sends what it was given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: What a tap begins with. No user's words do, once a channel has passed them on.
MARK = "/"
_OPENS, _CLOSES = "{", "}"
#: Rasa lets a confidence stand behind the intent (``/inform@0.9``); nobody is asked for one.
_CONFIDENCE = "@"
_IN_NAMES = frozenset("abcdefghijklmnopqrstuvwxyz_")
#: Of a retrieval intent: ``objection/assigned``.
_KEY = "/"


@dataclass(frozen=True)
class Payload:
    """What a tap means; ``facts`` as JSON has them."""

    intent: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """As a message."""
        return MARK + self.intent + (json.dumps(dict(self.facts), ensure_ascii=False) if self.facts else "")


def is_tap(text: str) -> bool:
    """Whether a message that a channel has passed on is a tap rather than words."""
    return text.startswith(MARK)


def is_intent(name: str) -> bool:
    """Whether ``name`` may be an intent's."""
    return bool(name) and name[0] in _IN_NAMES and all(c in _IN_NAMES or c == _KEY for c in name)


def is_whole(text: str) -> bool:
    """Whether ``text`` is a tap from end to end, as far as can be seen without reading its JSON."""
    head, rest = _parted(text.strip())
    name = head.rstrip()
    return name.startswith(MARK) and is_intent(name[1:]) and (not rest or rest.endswith(_CLOSES))


def head_of(text: str) -> str:
    """The name that stands behind the mark, whosever it is; empty where there is no mark or no name."""
    head, _ = _parted(text.strip())
    return head[len(MARK) :].partition(_CONFIDENCE)[0].strip() if is_tap(head) else ""


def facts_of(text: str) -> Mapping[str, Any]:
    """The JSON object behind the intent; empty where there is none that can be read. Whatever follows it is dropped."""
    _, rest = _parted(text)
    try:
        found, _ = json.JSONDecoder(parse_constant=lambda _: None).raw_decode(rest)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def bare(text: str) -> str:
    """``text`` without marks in front, so that it is words."""
    return text[next((at for at, c in enumerate(text) if c != MARK and not c.isspace()), len(text)) :]


def _parted(text: str) -> tuple[str, str]:
    """What stands before the JSON, and the JSON."""
    head, brace, rest = text.partition(_OPENS)
    return head, brace + rest
