"""The clock (时钟): the one place that reads it, for entry points only. ``TUIKA_NOW`` (ISO 8601) sets it for tests."""

from __future__ import annotations

import os
from datetime import datetime

from .facts.deadlines import SHANGHAI


def now() -> datetime:
    """The time in Shanghai; what ``TUIKA_NOW`` says where it is set.

    Raises:
        ValueError: ``TUIKA_NOW`` is no ISO 8601 time.
    """
    fixed = os.environ.get("TUIKA_NOW")
    if not fixed:
        return datetime.now(SHANGHAI)
    moment = datetime.fromisoformat(fixed)
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
