"""The clock (时钟): the one place that reads it, for entry points only.

``TUIKA_NOW`` sets it for tests: an ISO 8601 time, or ``@`` and a file that holds one. The file is read anew each time,
so that a case can run over days in one server.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from .facts.deadlines import SHANGHAI


def now() -> datetime:
    """The time in Shanghai; what ``TUIKA_NOW`` says where it is set.

    Raises:
        ValueError: ``TUIKA_NOW`` (or the file it names) holds no ISO 8601 time.
        OSError: the file cannot be read.
    """
    fixed = os.environ.get("TUIKA_NOW")
    if not fixed:
        return datetime.now(SHANGHAI)
    text = Path(fixed[1:]).read_text("utf-8").strip() if fixed.startswith("@") else fixed
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
