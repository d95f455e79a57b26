"""``make bench``: our bot beside stock Rasa in one run; figures and ratios. Nothing fails on a time.

``python -m bench ours``: ours alone, for a look in between.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from runtime.launching.servers import running

from . import channels, page
from .contestants import STOCK_EPOCHS, Contestant, action_server, contestants
from .load import Measured, measure, together

ROUNDS = 6
#: The row that has no ratio.
_TRAINING = f"training (stock: {STOCK_EPOCHS} epochs)"
TALKS_ONE = 10
TALKS_EIGHT = 40


def main(arguments: Sequence[str]) -> int:
    """Train the bots, serve them, and let them take turns under load."""
    with tempfile.TemporaryDirectory(prefix="tuika-bench-") as scratch, running(Path(scratch) / "logs") as servers:
        action_port = action_server(servers)
        bots = [bot for bot in contestants(Path(scratch), action_port) if not arguments or bot.name in arguments]
        for bot in bots:
            print(f"training {bot.name} …", flush=True)
            bot.train()
        for bot in bots:
            bot.serve(servers)
        for bot in bots:
            measure(bot.port, 5, 1)
            bot.start_memory = bot.memory()
        one, eight = _rounds(bots)
        _print(bots, one, eight)
    return 0 if arguments else channels.main() or page.main()


def _rounds(bots: Sequence[Contestant]) -> tuple[dict[str, Measured], dict[str, Measured]]:
    """Rounds in turn, so that what else the machine does falls on all."""
    one: dict[str, list[Measured]] = {bot.name: [] for bot in bots}
    eight: dict[str, list[Measured]] = {bot.name: [] for bot in bots}
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS} …", flush=True)
        for bot in bots if number % 2 else reversed(bots):
            one[bot.name].append(measure(bot.port, TALKS_ONE, 1))
            eight[bot.name].append(measure(bot.port, TALKS_EIGHT, 8))
    return {n: together(m) for n, m in one.items()}, {n: together(m) for n, m in eight.items()}


def _rows(bot: Contestant, one: Measured, eight: Measured) -> list[tuple[str, float, str, int]]:
    """(label, figure, unit, digits) of one bot."""
    return [
        ("turn, p50", one.percentile(0.5), "ms", 1),
        ("turn, p95", one.percentile(0.95), "ms", 1),
        ("turns a second, 1 user", one.rate, "/s", 1),
        ("turns a second, 8 users at once", eight.rate, "/s", 1),
        ("turn at 8 at once, p50", eight.percentile(0.5), "ms", 1),
        ("turn at 8 at once, p95", eight.percentile(0.95), "ms", 1),
        (_TRAINING, bot.train_seconds, "s", 1),
        ("cold start", bot.start_seconds, "s", 1),
        ("memory of the server, warm", bot.start_memory, "GB", 2),
        ("memory after all talks", bot.memory(), "GB", 2),
    ]


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _print(bots: Sequence[Contestant], one: dict[str, Measured], eight: dict[str, Measured]) -> None:
    name = bots[0].name
    print(f"\nStock Rasa on Python 3.10, {STOCK_EPOCHS} epochs instead of 100; ours on Python {_version()}.")
    turns = len(one[name].latencies), len(eight[name].latencies)
    print(f"\nOver REST, action server included; {turns[0]} turns one at a time, {turns[1]} at 8 at once, each bot.")
    print(f"{'':<34}" + "".join(f"{bot.name:>10}" for bot in bots) + f"  {'':<8}{'ratio':>7}")
    for rows in zip(*(_rows(bot, one[bot.name], eight[bot.name]) for bot in bots), strict=True):
        label, _, unit, digits = rows[0]
        figures = [row[1] for row in rows]
        ratio = f"{figures[0] / figures[-1]:>7.2f}" if len(figures) > 1 and figures[-1] and label != _TRAINING else ""
        print(f"{label:<34}" + "".join(f"{figure:>10.{digits}f}" for figure in figures) + f"  {unit:<8}{ratio}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
