"""Keeping what was not understood, for people to label later. Off unless ``TUIKA_COLLECT=1``.

One JSON object a line in ``TUIKA_COLLECT_FILE`` (``collected/misunderstood.jsonl``): the redacted text, the day and the
nearest intents. No sender, no time of day, no facts. A disk that is full never costs a user their answer.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import date
from pathlib import Path

from tuika import Heard
from tuika.redact import redact
from tuika.speech.payload import is_tap

logger = logging.getLogger(__name__)
#: No more is kept than somebody will read.
MAX_BYTES = 5_000_000
#: Of a message, characters. Cut after masking: half a number would not be known for one.
_LONGEST = 300
_NEAREST = 3


def _own(name: str, flags: int) -> int:
    """Open for its owner alone."""
    return os.open(name, flags, 0o600)


def collect_file() -> Path:
    """Where it is kept."""
    return Path(os.environ.get("TUIKA_COLLECT_FILE") or "collected/misunderstood.jsonl")


def collect(heard: Heard, today: date) -> None:
    """Keep the message, where that is switched on."""
    typed = heard.typed or heard.text
    if os.environ.get("TUIKA_COLLECT") != "1" or not typed.strip() or is_tap(typed):
        return
    entry = {"text": redact(typed)[:_LONGEST], "day": today.isoformat(), "nearest": list(heard.nearest[:_NEAREST])}
    path = collect_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > MAX_BYTES:
            return
        with open(path, "a", encoding="utf-8", opener=_own) as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError as error:
        logger.warning("a message that was not understood could not be kept: %s", error)
