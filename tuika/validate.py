"""``python -m tuika.validate``: what is wrong in the knowledge files, each with file and line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from .knowledge import book, names, problems
from .knowledge.models.base import Model

_YEAR = timedelta(days=365)


def stale(today: date) -> Iterator[tuple[str, date]]:
    """Where a statement stands whose source was last read more than a year ago, and when that was."""
    yield from _stale(book(), today, ())


def _stale(node: Any, today: date, path: tuple[str, ...]) -> Iterator[tuple[str, date]]:
    checked = getattr(node, "checked", None)
    if isinstance(checked, date) and today - checked > _YEAR:
        yield ".".join(path), checked
    if isinstance(node, Model):
        parts: Any = [(name, getattr(node, name)) for name in node.__fields__]
    elif isinstance(node, Mapping):
        parts = node.items()
    else:
        parts = enumerate(node) if isinstance(node, tuple) else ()
    for name, part in parts:
        yield from _stale(part, today, (*path, str(name)))


def main() -> int:
    """Print every problem, and what was not read for a year; the exit code is 1 where there is a problem."""
    found = problems()
    for problem in found:
        print(f"tuika/knowledge/{problem}", file=sys.stderr)
    if not found:
        for where, day in stale(date.today()):
            print(f"{where}：{day.isoformat()} 以后没再核对过依据")
        print(f"知识文件 {len(names())} 个，没有问题")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
