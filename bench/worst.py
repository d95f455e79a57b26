"""One user sends the worst messages we know of, one after another; how long do others wait?

``python -m bench.worst [ROUNDS]``. A real server on loopback; the others send an ordinary message every 50 ms, first
alone, then beside the worst. Prints milliseconds; no test depends on them.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from workshop.live import Live, live_bot
from workshop.shapes import OF_DATES, SHAPES, of_length

#: Characters that the web chat takes.
_LONGEST = 2000
_SLOWEST = 5


def worst_messages() -> list[str]:
    """Every shape at full length, mixtures of all, and rubbish made of what dates are written with."""
    chance = random.Random(1)
    mixed = ["".join(chance.choice(SHAPES) for _ in range(_LONGEST))[:_LONGEST] for _ in range(20)]
    rubbish = [
        "".join(chance.choice(OF_DATES) for _ in range(length)) for length in (190, 600, 2000) for _ in range(10)
    ]
    long = [of_length(shape, _LONGEST).encode("utf-8", "replace").decode() for shape in SHAPES]
    return [*long, *(text.encode("utf-8", "replace").decode() for text in mixed), *rubbish]


def answered(bot: Live, who: str, until: threading.Event, most: int) -> list[float]:
    """Seconds that each of an ordinary user's messages waits, until told to stop or ``most`` are sent."""
    waits: list[float] = []
    while not until.is_set() and len(waits) < most:
        began = time.perf_counter()
        bot.say(who, "11月3号申请的退款，付给代理29块9，到现在没到账")
        waits.append(time.perf_counter() - began)
        time.sleep(0.05)
    return waits


def told(name: str, waits: Sequence[float]) -> str:
    """A line about ``waits`` (seconds)."""
    usual, longest = statistics.median(waits), max(waits)
    return f"{name}：{len(waits)} 条，中位 {1000 * usual:.0f} ms，最慢 {1000 * longest:.0f} ms"


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, live_bot(Path(folder)) as bot:
        answered(bot, "warm", threading.Event(), 5)
        print(told("别人，只有他们自己时", answered(bot, "alone", threading.Event(), 60)))
        stop, others = threading.Event(), list[float]()
        ordinary = threading.Thread(target=lambda: others.extend(answered(bot, "other", stop, 10**6)))
        ordinary.start()
        sent: list[tuple[float, str]] = []
        for number in range(rounds):
            for text in worst_messages():
                began = time.perf_counter()
                bot.say(f"worst {number}", text)
                sent.append((time.perf_counter() - began, text))
        stop.set()
        ordinary.join()
        print(told("别人，同时有人一条接一条发最坏的消息", others))
        print(told("最坏的消息自己", [took for took, _ in sent]))
        for took, text in sorted(sent, reverse=True)[:_SLOWEST]:
            print(f"    {1000 * took:.0f} ms  {text[:24]!a}… {len(text)} 字")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
