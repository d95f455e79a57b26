"""``python -m runtime.responses`` (``make responses``): write ``data/responses/objections.yml`` from the knowledge."""

from __future__ import annotations

import sys
from pathlib import Path

from .generation.responses import PATH, text


def main(path: Path = PATH) -> int:
    """Write the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
