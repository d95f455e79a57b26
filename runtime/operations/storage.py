"""The database under the conversations: opened, kept to its owner, rid of what was erased, asked whether it has room.

Nothing of Rasa is imported here, so that a launcher can ask before anything heavy starts.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

#: Where conversations are kept unless ``TUIKA_DB`` (an SQLAlchemy URL) says otherwise.
DEFAULT = f"sqlite:///{Path(__file__).resolve().parents[2] / '.run' / 'conversations.db'}"
_SQLITE = "sqlite:///"
#: Less room than this is a full disk, bytes: a turn's pages, the log of them and its index.
_LEAST_ROOM = 1_000_000
_LEAST_PAGES = 8
#: How long a writer waits for another, milliseconds.
_BUSY_MS = 5000
#: How often the write-ahead log is tried to be emptied while others read, and the pause between, seconds.
_TRIES, _PAUSE = 20, 0.05


class Unusable(RuntimeError):
    """The database cannot be used; the message says which, and why, for the operator."""


def file_of(url: str) -> Path | None:
    """The file of a SQLite address; ``None`` for any other database, and for one in memory."""
    name = url.removeprefix(_SQLITE).partition("?")[0]
    return Path(name) if url.startswith(_SQLITE) and name and name != ":memory:" else None


def prepare(url: str) -> None:
    """Make a SQLite file where there is none, and let only its owner read it and its folder's new files.

    Raises:
        Unusable: it cannot be opened, or is no database.
    """
    path = file_of(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        # SQLite gives the files beside it the same mode
        for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            if part.exists():
                part.chmod(0o600)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA schema_version")
        connection.close()
    except (OSError, sqlite3.Error) as problem:
        raise Unusable(f"对话数据库 {path} 打不开：{problem}。换一个文件（TUIKA_DB），或从备份恢复") from None


def open_engine(url: str) -> Any:
    """The database behind ``url``: connections are kept, and tried before use; no error shows what people wrote."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)
    # one connection after another by whichever thread; SQLAlchemy would open a file anew for every transaction
    kept = sa.create_engine(
        url, hide_parameters=True, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(kept, "connect", _quick_sqlite)
    return kept


def _quick_sqlite(connection: Any, _: Any) -> None:
    """Readers do not wait for the writer, and a turn does not wait for the disk's confirmation."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA secure_delete=ON")
    if os.environ.get("TUIKA_DB_PAGES"):
        # an upper bound of the file, so that it cannot fill a disk that others need (and so that a test can fill it)
        cursor.execute(f"PRAGMA max_page_count={int(os.environ['TUIKA_DB_PAGES'])}")
    cursor.close()


def forget_log(engine: Any) -> bool:
    """Empty SQLite's write-ahead log, which still holds what was deleted; whether that is done.

    ``secure_delete`` overwrites what is erased in the database; the log keeps the pages as they were before. Somebody
    who reads just then keeps it from being emptied; it is tried for a second.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        # SQLite would wait five seconds each time, and everybody with it
        connection.execute(sa.text("PRAGMA busy_timeout=0"))
        try:
            for _ in range(_TRIES):
                busy = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).first()[0]
                if not busy:
                    return True
                time.sleep(_PAUSE)
            return False
        finally:
            connection.execute(sa.text(f"PRAGMA busy_timeout={_BUSY_MS}"))


def has_room(engine: Any) -> bool:
    """Whether a turn can still be written: room on the disk, and in the file where it is bounded."""
    if engine.dialect.name != "sqlite":
        return True
    path = file_of(str(engine.url))
    if path is not None and shutil.disk_usage(path.parent).free < _LEAST_ROOM:
        return False
    with engine.connect() as connection:
        names = ("max_page_count", "page_count", "freelist_count")
        most, used, free = (int(connection.execute(sa.text(f"PRAGMA {name}")).scalar()) for name in names)
    return most - used + free >= _LEAST_PAGES
