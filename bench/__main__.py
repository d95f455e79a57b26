"""``make bench``: our bot beside stock Rasa in one run; figures and ratios. Nothing fails on a time."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from runtime.servers import running

from . import channels, page
from .contestants import Contestant, action_server, contestants
from .load import Measured, measure, together

ROUNDS = 6
TALKS_ONE = 10
TALKS_EIGHT = 40


def _line(label: str, ours: float, stock: float, unit: str, digits: int = 1) -> str:
    ratio = ours / stock if stock else float("nan")
    return f"{label:<34}{ours:>10.{digits}f}{stock:>10.{digits}f}  {unit:<8}{ratio:>7.2f}"


def main() -> int:
    """Train both, serve both, and let them take turns under load."""
    with tempfile.TemporaryDirectory(prefix="tuika-bench-") as scratch, running(Path(scratch) / "logs") as servers:
        action_port = action_server(servers)
        ours, stock = contestants(Path(scratch), action_port)
        for bot in (ours, stock):
            print(f"training {bot.name} …", flush=True)
            bot.train()
        for bot in (ours, stock):
            bot.serve(servers)
        for bot in (ours, stock):
            measure(bot.port, 5, 1)
            bot.start_memory = bot.memory()
        one, eight = _rounds(ours, stock)
        _print(ours, stock, one, eight)
    return channels.main() or page.main()


def _rounds(ours: Contestant, stock: Contestant) -> tuple[dict[str, Measured], dict[str, Measured]]:
    """Rounds in turn, so that what else the machine does falls on both."""
    one: dict[str, list[Measured]] = {"ours": [], "stock": []}
    eight: dict[str, list[Measured]] = {"ours": [], "stock": []}
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS} …", flush=True)
        for bot in (ours, stock) if number % 2 else (stock, ours):
            one[bot.name].append(measure(bot.port, TALKS_ONE, 1))
            eight[bot.name].append(measure(bot.port, TALKS_EIGHT, 8))
    return {n: together(m) for n, m in one.items()}, {n: together(m) for n, m in eight.items()}


def _print(ours: Contestant, stock: Contestant, one: dict[str, Measured], eight: dict[str, Measured]) -> None:
    turns = len(one["ours"].latencies), len(eight["ours"].latencies)
    print(f"\nOver REST, action server included; {turns[0]} turns one at a time, {turns[1]} at 8 at once, each bot.")
    print(f"{'':<34}{'ours':>10}{'stock':>10}  {'':<8}{'ratio':>7}")
    rows = [
        ("turn, p50", one["ours"].percentile(0.5), one["stock"].percentile(0.5), "ms", 1),
        ("turn, p95", one["ours"].percentile(0.95), one["stock"].percentile(0.95), "ms", 1),
        ("turns a second, 1 user", one["ours"].rate, one["stock"].rate, "/s", 1),
        ("turns a second, 8 users at once", eight["ours"].rate, eight["stock"].rate, "/s", 1),
        ("turn at 8 at once, p50", eight["ours"].percentile(0.5), eight["stock"].percentile(0.5), "ms", 1),
        ("turn at 8 at once, p95", eight["ours"].percentile(0.95), eight["stock"].percentile(0.95), "ms", 1),
        ("training", ours.train_seconds, stock.train_seconds, "s", 1),
        ("cold start", ours.start_seconds, stock.start_seconds, "s", 1),
        ("memory of the server, warm", ours.start_memory, stock.start_memory, "GB", 2),
        ("memory after all talks, kept in it", ours.memory(), stock.memory(), "GB", 2),
    ]
    for label, a, b, unit, digits in rows:
        print(_line(label, a, b, unit, digits))


if __name__ == "__main__":
    sys.exit(main())
