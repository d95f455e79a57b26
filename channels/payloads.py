"""What comes from outside, made fit for the store, the log and Rasa: text without half characters, payloads that hold.

Rasa decodes a typed payload (``/inform{"carrier": "联通"}``) long after the text was looked at, so whatever its JSON
hides (half a surrogate pair, a tree a thousand levels deep, a number of ten thousand digits) would only then come to
light. Here it is decoded first, what no fact of a case can be is left out, and it is written anew.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from rasa.shared.core.constants import USER_INTENT_BACK, USER_INTENT_SESSION_START

from tuika.speech import payload
from tuika.speech.payload import Payload

#: Intents of Rasa's own that act on the tracker behind our back; no user means them, so they say nothing.
_RASAS_OWN = frozenset({USER_INTENT_BACK, USER_INTENT_SESSION_START})
#: Control characters (C0, DEL, C1) except tab, line feed and carriage return.
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"}
_MOST_VALUES = 20
_LONGEST_VALUE = 500
#: Numbers beyond this are no sums, months or years; as text they are refused kindly where facts are read.
_LARGEST = 10**15


def clean(text: str) -> str:
    """``text`` without what cannot be stored or sent: halves of surrogate pairs become 「?」, control characters go."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def is_clean(text: str) -> bool:
    """Whether ``clean`` would leave ``text`` as it is."""
    return clean(text) == text


def fit(text: str, intents: Collection[str], entities: Collection[str]) -> str:
    """A message as Rasa may have it: a typed payload of ours written anew, everything else as ordinary text.

    Args:
        text: as it came.
        intents, entities: the names that the domain knows; what else is typed behind a slash is no payload.
    """
    text = clean(text)
    typed = text.strip()
    if not payload.is_tap(typed):
        return text
    intent = payload.head_of(typed)
    if intent in _RASAS_OWN:
        return ""
    if intent not in intents:
        # an intent of nobody's stays one; read as words its letters would mean something to the classifier
        return str(Payload(intent)) if payload.is_intent(intent) else payload.bare(typed)
    facts = {name: _value(value) for name, value in payload.facts_of(typed).items() if name in entities}
    return str(Payload(intent, {name: value for name, value in facts.items() if value is not None and value != []}))


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [kept for kept in map(_scalar, value[:_MOST_VALUES]) if kept is not None]
    return _scalar(value)


def _scalar(value: Any) -> str | int | float | None:
    """The value where it is one word or number, else ``None``."""
    if isinstance(value, str):
        return clean(value)[:_LONGEST_VALUE]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (int, float)):
        return value if abs(value) < _LARGEST else str(value)[:20]
    return None
