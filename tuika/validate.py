"""``python -m tuika.validate``: what is wrong in the knowledge files, each with file and line."""

from __future__ import annotations

import sys

from .knowledge import names, problems


def main() -> int:
    """Print every problem; the exit code is 1 where there is one."""
    found = problems()
    for problem in found:
        print(f"tuika/knowledge/{problem}", file=sys.stderr)
    if not found:
        print(f"知识文件 {len(names())} 个，没有问题")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
