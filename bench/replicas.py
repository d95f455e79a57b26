"""``python -m bench.replicas``: two replicas against one, on PostgreSQL and Redis, in one run.

Twice: with all of the machine for everybody, and with each replica capped to a part of a core, as a container's limit
does, so that the database, Redis, the action server and the load do not compete with the replicas for two cores.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from runtime.launching.backing import backing
from runtime.launching.servers import ENDPOINTS
from workshop.live import Live, live_bot, second_worker

from .cores import CannotCap, capped

SAID = (
    "前天在抖音点广告办的联通卡，说已经提交了，不想要了",
    "付给卖家了，29块9",
    "客服说号码分配了撤不了",
    "依据是什么",
    "要准备什么",
    "啊啊嗯嗯",
    "谢谢",
)
_COUNT = itertools.count()
TALKS, ROUNDS, AT_ONCE = 64, 3, 16
#: The part of a core that a capped replica has.
SHARE = 0.5


def talk(bots: list[Live]) -> list[float]:
    """One conversation over all replicas in turn; seconds of each turn."""
    number, found = next(_COUNT), []
    for step, text in enumerate(SAID):
        began = time.perf_counter()
        bots[(number + step) % len(bots)].say(f"load-{number}", text)
        found.append(time.perf_counter() - began)
    return found


def rate(bots: list[Live], talks: int) -> float:
    """Turns a second with ``AT_ONCE`` conversations at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        turns = sum(len(times) for times in pool.map(lambda _: talk(bots), range(talks)))
    return turns / (time.perf_counter() - began)


def memory(bots: Sequence[Live]) -> float:
    """Resident memory of the Rasa servers and the action server, MB."""
    processes = [bot.running["rasa"] for bot in bots] + [bots[0].running["actions"]]
    return sum(psutil.Process(p.pid).memory_info().rss for p in processes) / 2**20


def compare(one: Live, two: Live, how: str) -> None:
    """One replica and two in turn."""
    found: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        found[1].append(rate([one], TALKS))
        found[2].append(rate([one, two], TALKS))
    single, double = (statistics.median(found[n]) for n in (1, 2))
    print(
        f"{how}: one replica {single:.1f} turns/s, two {double:.1f}: ratio {double / single:.2f} "
        f"(cores: {psutil.cpu_count()})",
        flush=True,
    )


def length(bot: Live) -> None:
    """The cost of a turn late in a conversation against one early in it."""
    early, late = [], []
    for number in range(12):
        name = f"length-{number}"
        for turn in range(1, 206):
            began = time.perf_counter()
            bot.say(name, SAID[turn % 5])
            if 5 <= turn < 10:
                early.append(time.perf_counter() - began)
            if 200 <= turn < 205:
                late.append(time.perf_counter() - began)
    ratio = statistics.median(late) / statistics.median(early)
    print(f"turns 200–204 against 5–9 of a conversation: {ratio:.2f} ({statistics.median(late) * 1000:.1f} ms)")


@contextmanager
def two_replicas() -> Iterator[tuple[Live, Live]]:
    """Two replicas on a PostgreSQL and a Redis of their own, until the block ends."""
    with ExitStack() as stack:
        name = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tuika-replicas-")))
        # PostgreSQL runs as a user of its own where we are root
        name.chmod(0o755)
        kept = stack.enter_context(backing(name / "kept"))
        one = stack.enter_context(live_bot(name / "one", kept.environment, ENDPOINTS))
        yield one, stack.enter_context(second_worker(one, name / "two"))


def main() -> int:
    """See the module."""
    with two_replicas() as (one, two):
        compare(one, two, "the whole machine for everybody")
        try:
            with capped([bot.running["rasa"].pid for bot in (one, two)], SHARE):
                compare(one, two, f"{SHARE} of a core for each replica")
        except CannotCap as problem:
            print(f"not measured with capped replicas: {problem}")
        length(one)
    return 0


if __name__ == "__main__":
    sys.exit(main())
