"""Logs of the servers that we start: appended to, bounded by size, readable by us alone.

A server writes to its file itself, so a full one is copied aside and emptied in place; since it is open for appending,
the server goes on at its new end.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import BinaryIO

#: How large a log becomes, in bytes, and how many older ones are kept (``rasa.log.1`` is the youngest).
MOST, KEPT = 5_000_000, 3
_MARK = "──── "


def opened(path: Path, name: str) -> BinaryIO:
    """``path`` for appending, with a line that says that ``name`` starts now."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    trim(path)
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab", buffering=0)
    os.fchmod(file.fileno(), 0o600)  # one from before this was so
    file.write(f"{_MARK}{time.strftime('%Y-%m-%d %H:%M:%S')} {name}\n".encode())
    return file


def trim(path: Path, most: int = MOST, kept: int = KEPT) -> None:
    """Put a log of more than ``most`` bytes aside and empty it; ``kept`` older ones stay."""
    if not path.exists() or path.stat().st_size <= most:
        return
    for number in range(kept - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    aside = path.with_name(f"{path.name}.1")
    aside.touch(0o600)
    shutil.copyfile(path, aside)
    os.truncate(path, 0)


def read(path: Path) -> str:
    """All that the present file holds."""
    return path.read_text("utf-8", "replace") if path.exists() else ""


def latest(path: Path) -> str:
    """What was written since the last start."""
    text = read(path)
    start = text.rfind(_MARK)
    return text[start:].partition("\n")[2] if start >= 0 else text
