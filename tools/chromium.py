"""Where this machine's Chromium is, for tests, screenshots and benchmarks."""

from __future__ import annotations

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def path() -> str | None:
    """The program that ``CHROMIUM`` names, or one that is installed; ``None`` where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
