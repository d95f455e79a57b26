from __future__ import annotations

from collections.abc import Iterator

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
def second(first: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with second_worker(first, tmp_path_factory.mktemp("second")) as live:
        yield live
