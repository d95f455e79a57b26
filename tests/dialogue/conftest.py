from __future__ import annotations

from collections.abc import Iterator

import pytest

from workshop.live import Live, live_bot


@pytest.fixture(scope="package")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_bot(tmp_path_factory.mktemp("live")) as live:
        yield live
