"""What holds for all tests: examples drawn at random are the same in every run, and what is left out costs nothing.

A run that fails by a rare example would fail for somebody who changed something else. What is rare is looked for by
``make fuzz`` (``tests/fuzz``), which draws anew each time and many more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from workshop.live import Live

#: Stands in a module whose tests are slow, all of them.
_WHOLLY_SLOW = "\npytestmark = pytest.mark.slow\n"

settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A running bot for all tests that need none of their own."""
    from workshop.live import live_bot

    with live_bot(tmp_path_factory.mktemp("bot"), {"TUIKA_EMBED_ORIGINS": "https://friend.example"}) as live:
        yield live


def pytest_collection_finish() -> None:
    """What was loaded so far stays: it need not be looked through for garbage again and again."""
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave a module out before it is imported, where ``make test-fast`` would run none of its tests."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    return True if _WHOLLY_SLOW in collection_path.read_text("utf-8") else None
