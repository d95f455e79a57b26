"""What is kept of an event: every text in it masked, of a parse only what tells what was heard.

The conversation store writes and publishes nothing else. An event's own marks (time, ids) stay, so that a message can
be found again; everything that a user or a channel can have written is masked, names of members too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from tuika.redact import redact, redact_all

#: What of a parse is worth keeping.
_PARSE = ("intent", "entities", "text", "wishes")
_RANKING = 3
#: The program's own marks, made by it or checked by the channel: times, ids, places in the text.
_OWN = frozenset(("event", "timestamp", "message_id", "input_channel", "confidence", "use_text_for_featurization"))
_OWN_METADATA = frozenset(("model_id", "assistant_id"))
#: Of a card that the bot shows: where the knowledge has a claim from. Numbers in those addresses are nobody's.
_SOURCES = "sources"


def masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """An event's data (JSON) as it is kept."""
    kept = {**data, "parse_data": _parse(data["parse_data"])} if data.get("parse_data") else data
    every = _said if data.get("event") == "bot" else _told
    return {name: value if name in _OWN else _masked(name, value, every) for name, value in kept.items()}


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return redact(text)


#: Short texts that masking leaves as they are, which is how they are written down: facts, names of steps, figures.
_plain: set[str] = set()
_SHORT, _MOST_PLAIN = 40, 8192


def _one(text: str) -> str:
    """``text`` masked. The same values stand in a conversation's state turn for turn."""
    if text in _plain:
        return text
    masked = redact(text)
    if masked == text and len(text) <= _SHORT:
        if len(_plain) >= _MOST_PLAIN:
            _plain.clear()
        _plain.add(text)
    return masked


def _told(value: Any) -> Any:
    return redact_all(value, _one)


def _said(value: Any) -> Any:
    """Something that the bot said; it says the same words again and again, so they are remembered once masked."""
    if isinstance(value, Mapping):
        return {_remembered(str(k)): v if k == _SOURCES else _said(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_said(item) for item in value]
    return redact_all(value, _remembered)


def _masked(name: str, value: Any, every: Callable[[Any], Any]) -> Any:
    if name == "metadata" and isinstance(value, Mapping):
        return {k: v if k in _OWN_METADATA else every(v) for k, v in value.items()}
    return every(value)


def _parse(parse: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of Rasa's parse result; places in the text are kept as they were."""
    kept = {name: parse[name] for name in _PARSE if name in parse}
    kept["text"] = kept.get("text") or ""
    kept["intent_ranking"] = (parse.get("intent_ranking") or [])[:_RANKING]
    return kept
