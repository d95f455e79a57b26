"""One bot per folder: two would write to the same data base without each other's conversation locks."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .ports import described
from .servers import NotStarted


class AlreadyRunning(NotStarted):
    """Another bot runs on this folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold ``folder`` until the block ends; the kernel lets go of it when we end, however that is.

    Raises:
        AlreadyRunning: somebody else holds it; the message says who.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = file.read().strip()
            who = f"（{described(int(holder))}）" if holder.isdigit() else ""
            hint = f"，或者 kill {holder}" if holder.isdigit() else ""
            raise AlreadyRunning(
                f"这个文件夹里已经有一个机器人在跑{who}，两个会互相改坏对话。先停掉它：在那边按 Ctrl-C{hint}"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
