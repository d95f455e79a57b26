from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live import Live, live_bot


@pytest.fixture(scope="package")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_bot(tmp_path_factory.mktemp("channels"), {"TUIKA_EMBED_ORIGINS": "https://friend.example"}) as live:
        yield live
