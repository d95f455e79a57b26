"""``python -m bench.soak [SECONDS]`` (``make soak``): mixed load on two replicas for an hour, memory over time.

At a steady pace, not at the limit: conversations of six or seven turns over REST, all over both replicas in turn, and
long ones over the web page's interface (what was said read again, a message sent twice, data erased at the end).
"""

from __future__ import annotations

import itertools
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from workshop.browser import Browser
from workshop.live import Live

from .load import TALKS
from .replicas import SAID, memory, two_replicas

#: Users at once over REST, and how long each thinks between two messages, seconds.
USERS, THINKS = 8, 0.7
#: Users of the page, the pace that the page's limit allows, and messages until they erase everything.
PAGES, PAGE_THINKS, PAGE_TURNS = 2, 2.5, 60
MARKS = 12
ODD = ("？", "啊啊嗯嗯", "帮我订个外卖", "卡" * 700, "👍", "/inform{", "不知道")


class Counter:
    """Turns and failures of all users."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.turns = self.failures = 0
        self._lock = threading.Lock()

    def turn(self, say: Callable[[], object]) -> None:
        """Count one turn, failed or not."""
        failed = 0
        try:
            say()
        except (AssertionError, OSError) as problem:
            failed = 1
            print(f"a turn failed: {problem}", file=sys.stderr, flush=True)
        with self._lock:
            self.turns, self.failures = self.turns + 1, self.failures + failed


def by_rest(bots: Sequence[Live], number: int, until: float, counter: Counter) -> None:
    """One user after another, each with a conversation of their own."""
    chance = random.Random(number)
    for talk in itertools.count():
        name = f"soak-{number}-{talk}"
        said = [*chance.choice([SAID, *TALKS])]
        said.insert(chance.randrange(len(said)), chance.choice(ODD))
        for step, text in enumerate(said):
            if time.monotonic() > until:
                return
            counter.turn(partial(bots[step % len(bots)].say, name, text))
            time.sleep(THINKS)


def by_page(bots: Sequence[Live], number: int, until: float, counter: Counter) -> None:
    """Long conversations in a browser, now and then read again and at last erased."""
    for talk in itertools.count():
        first, second = (Browser(bot) for bot in (bots if talk % 2 else bots[::-1]))
        second.token = first.start().token
        for turn in range(PAGE_TURNS):
            if time.monotonic() > until:
                return
            text, message_id = SAID[(turn + number) % len(SAID)], f"soak{number:04d}{talk:06d}{turn:06d}"
            counter.turn(partial(first.say, text, message_id=message_id))
            if turn % 10 == 9:
                counter.turn(partial(second.say, text, message_id=message_id))
                counter.turn(second.history)
            time.sleep(PAGE_THINKS)
        counter.turn(partial(second.call, "DELETE", "conversation"))


def soak(bots: Sequence[Live], seconds: float) -> list[float]:
    """The load for ``seconds``; resident memory (MB) of the servers at ``MARKS`` + 1 moments, printed as they come."""
    counter, began = Counter(), time.monotonic()
    until = began + seconds
    users = [threading.Thread(target=by_rest, args=(bots, n, until, counter)) for n in range(USERS)]
    users += [threading.Thread(target=by_page, args=(bots, n, until, counter)) for n in range(PAGES)]
    for user in users:
        user.start()
    found = []
    for mark in range(MARKS + 1):
        time.sleep(max(0.0, began + seconds * mark / MARKS - time.monotonic()))
        found.append(memory(bots))
        told = f"{counter.turns:7d} turns, {counter.failures} failed, {found[-1]:6.0f} MB"
        print(f"{time.monotonic() - began:6.0f} s {told}", flush=True)
    for user in users:
        user.join()
    return found


def main(arguments: list[str]) -> int:
    """See the module."""
    with two_replicas() as bots:
        soak(bots, float(arguments[0]) if arguments else 3600.0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
