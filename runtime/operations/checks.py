"""What can be said about the settings before anything heavy starts: one clear line instead of a server's traceback."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .purging import BadSetting, keep_days
from .storage import DEFAULT, Unusable, prepare

_FILE = "file://"


class Misconfigured(RuntimeError):
    """A setting with which no server can run; the message says which, and what is wanted."""


def check(environment: Mapping[str, str]) -> None:
    """Return where the servers can run with these settings.

    Raises:
        Misconfigured: they cannot.
    """
    try:
        keep_days(environment.get("TUIKA_KEEP_DAYS"))
        prepare(environment.get("TUIKA_DB") or DEFAULT)
        events_file(environment.get("TUIKA_EVENTS") or "")
    except (BadSetting, Unusable) as problem:
        raise Misconfigured(str(problem)) from None


def events_file(where: str) -> Path | None:
    """The file that ``TUIKA_EVENTS`` names, made for its owner alone; ``None`` where it names none.

    Raises:
        Misconfigured: it cannot be written.
    """
    if not where.startswith(_FILE):
        return None
    path = Path(where[len(_FILE) :])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    except OSError as problem:
        raise Misconfigured(
            f"TUIKA_EVENTS={where} 写不进去（{problem.strerror}）：要一个能写的文件；容器的根目录只读，先挂一个卷"
        ) from None
    return path
