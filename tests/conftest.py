"""What holds for all tests: examples drawn at random are the same in every run, and what is left out costs nothing.

A run that fails by a rare example would fail for somebody who changed something else. What is rare is looked for by
``make fuzz`` (``tests/fuzz``), which draws anew each time and many more.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

#: Stands in a module whose tests are slow, all of them.
_WHOLLY_SLOW = "\npytestmark = pytest.mark.slow\n"

settings.register_profile("same", derandomize=True)
settings.load_profile("same")


def pytest_collection_finish() -> None:
    """What was loaded so far stays: it need not be looked through for garbage again and again."""
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave a module out before it is imported, where ``make test-fast`` would run none of its tests."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    return True if _WHOLLY_SLOW in collection_path.read_text("utf-8") else None
