"""What is kept of an event: every text in it masked, of a parse only what tells what was heard.

The conversation store writes and publishes nothing else. An event's own marks (time, ids) stay, so that a message can
be found again; everything that a user or a channel can have written is masked, names of members too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tuika.redact import redact, redact_all

#: What of a parse is worth keeping.
_PARSE = ("intent", "entities", "text", "wishes")
_RANKING = 3
#: The program's own marks, made by it or checked by the channel: times, ids, places in the text.
_OWN = frozenset(("event", "timestamp", "message_id", "input_channel", "confidence", "use_text_for_featurization"))
_OWN_METADATA = frozenset(("model_id", "assistant_id"))


def masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """An event's data (JSON) as it is kept."""
    kept = {**data, "parse_data": _parse(data["parse_data"])} if data.get("parse_data") else data
    # the bot says the same words again and again; they are remembered once masked, what users say never is
    one = _remembered if data.get("event") == "bot" else redact
    return {name: value if name in _OWN else _masked(name, value, one) for name, value in kept.items()}


@lru_cache(maxsize=4096)
def _remembered(text: str) -> str:
    return redact(text)


def _masked(name: str, value: Any, one: Any) -> Any:
    if isinstance(value, str):
        return one(value)
    if name == "metadata" and isinstance(value, Mapping):
        return {k: v if k in _OWN_METADATA else redact_all(v, one) for k, v in value.items()}
    return redact_all(value, one)


def _parse(parse: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of Rasa's parse result; places in the text are kept as they were."""
    kept = {name: parse[name] for name in _PARSE if name in parse}
    kept["text"] = kept.get("text") or ""
    kept["intent_ranking"] = (parse.get("intent_ranking") or [])[:_RANKING]
    return kept
