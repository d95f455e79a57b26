from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from runtime.launching.backing import Backing, backing
from runtime.launching.servers import ENDPOINTS
from workshop.live import Live, live_bot, second_worker

#: How long a conversation stays locked by a worker that was killed, seconds (Rasa's own: 60). No turn takes as long.
LOCK_SECONDS = "15"


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backing]:
    with backing(tmp_path_factory.mktemp("backing")) as found:
        yield found


@pytest.fixture(scope="package")
def first(kept: Backing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    extra = {**kept.environment, "TICKET_LOCK_LIFETIME": LOCK_SECONDS}
    with live_bot(tmp_path_factory.mktemp("first"), extra, ENDPOINTS) as live:
        yield live


@pytest.fixture(scope="package")
def _second(first: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with second_worker(first, tmp_path_factory.mktemp("second")) as live:
        yield live


@pytest.fixture
def second(_second: Live) -> Live:
    """The other replica: who ended it has begun it again, and nobody has waited for it yet."""
    _second.await_rasa()
    return _second


@dataclass(frozen=True)
class Published:
    """A bot that tells more in its log than usual, publishes its events to a file and collects what it missed."""

    bot: Live
    events: Path
    collected: Path

    def lines(self, path: Path) -> list[dict[str, Any]]:
        """What stands in one of the two files."""
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@contextmanager
def publishing(kept: Backing, folder: Path, level: str) -> Iterator[Published]:
    """Such a bot, at a level of the log."""
    events, collected = folder / "events.log", folder / "collected.jsonl"
    switches = {"LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": level, "TUIKA_EVENTS": f"file://{events}"}
    switches |= {"TUIKA_COLLECT": "1", "TUIKA_COLLECT_FILE": str(collected)}
    with live_bot(folder, {**kept.environment, **switches}, ENDPOINTS) as bot:
        yield Published(bot, events, collected)


@pytest.fixture(scope="package")
def published(kept: Backing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The one at INFO, for several files."""
    with publishing(kept, tmp_path_factory.mktemp("published"), "INFO") as found:
        yield found
