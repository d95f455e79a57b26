"""``make cases``: whole cases through the real servers; prints one table, keeps every transcript in results/cases/.

usage: ``python -m tools.cases [--strict] [CASE ID ...]``. All cases run unless some are named; the exit code is 0
unless ``--strict`` is given and a case has a fault.

The player (tests/cases/simulate.py) is shared and stays as it came. What our own cases need beyond it is here: one
server pair for all clocks, whose clock is a file, and ``{after: P3D}`` in ``then``: the next line is said so many days
later.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from runtime.launching.model import ROOT
from workshop.live import Live, live_bot

FOLDER = ROOT / "tests" / "cases"
RESULTS = ROOT / "results" / "cases"
README = ROOT / "README.md"
_PLACE = re.compile(r"(<!-- cases -->\n).*?(<!-- /cases -->)", re.DOTALL)
OWN = "own_*.yaml"
SHARED = "real_*.yaml"
#: How a line that is said days later reaches the player, and stands in the transcript.
PAUSE = re.compile(r"\[P(\d+)D\] (.+)", re.DOTALL)
LENGTH = re.compile(r"P\d+D")
Case = dict[str, Any]
Played = dict[str, Any]


@dataclass(frozen=True)
class Clock:
    """The clock of the servers under test, kept in a file that they read anew each time (see tuika/clock.py)."""

    path: Path

    def set(self, moment: datetime) -> None:
        """Make it ``moment``."""
        self.path.write_text(moment.isoformat(), "utf-8")

    def move(self, days: int) -> None:
        """Make it ``days`` days later."""
        self.set(datetime.fromisoformat(self.path.read_text("utf-8")) + timedelta(days=days))


def load(path: Path) -> list[Case]:
    """The cases of one file."""
    return list(yaml.safe_load(path.read_text("utf-8")))


def then_lines(then: Sequence[Any]) -> list[str]:
    """``then`` as lines for the player: ``{after: P3D}`` goes into the line that follows.

    Raises:
        ValueError: a pause has no length in days, or no line follows it.
    """
    lines: list[str] = []
    pause = ""
    for entry in then:
        if isinstance(entry, dict):
            length = str(entry.get("after"))
            if pause or not LENGTH.fullmatch(length):
                raise ValueError(f"then: {entry}")
            pause = f"[{length}] "
        else:
            lines.append(f"{pause}{entry}")
            pause = ""
    if pause:
        raise ValueError("then: a pause stands last")
    return lines


def player() -> ModuleType:
    """The shared player, loaded without its last line, which would start it."""
    path = FOLDER / "simulate.py"
    tree = ast.parse(path.read_text("utf-8"))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.Expr) and ast.unparse(node) == "main()")]
    module = ModuleType("simulate")
    exec(compile(tree, str(path), "exec"), module.__dict__)
    return module


def waiting(post: Callable[[int, str, str], Any], clock: Clock) -> Callable[[int, str, str], Any]:
    """``post``, which first moves the clock where a line is said days later."""

    def say(port: int, sender: str, text: str) -> Any:
        if found := PAUSE.fullmatch(text):
            clock.move(int(found[1]))
            text = found[2]
        return post(port, sender, text)

    return say


@dataclass(frozen=True)
class Table:
    """Plays cases on one running bot."""

    bot: Live
    clock: Clock
    simulate: ModuleType

    def play(self, case: Case) -> Played:
        """Play one case from its own day on; what the player found."""
        self.clock.set(moment(case["now"]))
        return dict(self.simulate.play({**case, "then": then_lines(case["then"])}, self.bot.port, os.getpid()))


def moment(now: datetime | str) -> datetime:
    """A case's ``now``; YAML may have read it already."""
    return now if isinstance(now, datetime) else datetime.fromisoformat(now)


@contextmanager
def table(folder: Path) -> Iterator[Table]:
    """A bot whose clock the cases set; it ends with the block."""
    clock = Clock(folder / "clock")
    clock.set(datetime.fromisoformat("2026-11-26T10:00:00+08:00"))
    simulate = player()
    simulate.post = waiting(simulate.post, clock)  # type: ignore[attr-defined]
    with live_bot(folder, {"TUIKA_NOW": f"@{clock.path}"}) as bot:
        yield Table(bot, clock, simulate)


HEADS = (
    "文件",
    "合格",
    "首答有用",
    "按时有办法",
    "到办法的中位轮数",
    "每案问题",
    "首泡短",
    "首答也合别类",
    "没选项的问题",
)


def row(name: str, cases: Sequence[Case], played: Sequence[Played]) -> list[str]:
    """One line of the table; the cases and what was played stand in the same order."""
    count = len(played)
    faults = [" ".join(result["faults"]) for result in played]
    turns = [result["plan_turn"] for result in played if result["plan_turn"]]
    foreign = [
        bool(re.search(other["help"], result["opening"]))
        for case, result in zip(cases, played, strict=True)
        for other in cases
        if other.get("help") and not set(case.get("kind") or ()) & set(other.get("kind") or ())
    ]
    return [
        name,
        f"{sum(not found for found in faults)}/{count}",
        f"{sum('no help in the first reply' not in found for found in faults)}/{count}",
        f"{sum('no plan' not in found and 'plan only at turn' not in found for found in faults)}/{count}",
        f"{statistics.median(turns):g}" if turns else "–",
        f"{sum(len(result['asked']) for result in played) / count:.1f}",
        f"{sum(result['short'] for result in played)}/{count}",
        f"{100 * sum(foreign) / len(foreign):.0f} %" if foreign else "–",
        str(sum(result["loose"] for result in played)),
    ]


def transcript(result: Played) -> str:
    """One case as it was spoken, its faults first."""
    lines = [f"===== {result['id']}", *(f"  ! {fault}" for fault in result["faults"])]
    for said, replies in result["transcript"]:
        lines.append(f"U: {said}")
        lines.extend("   B: " + reply.replace("\n", "\n      ") for reply in replies)
    return "\n".join(lines) + "\n"


def keep(name: str, played: Sequence[Played]) -> None:
    """Write what was played of one file: to read, and to count with."""
    (RESULTS / f"{name}.txt").write_text("\n".join(map(transcript, played)), "utf-8")
    (RESULTS / f"{name}.json").write_text(json.dumps(played, ensure_ascii=False, indent=1), "utf-8")


def hear_answers(bot: Live) -> str:
    """Natural answers to the bot's own questions (tests/cases/answers.py); what it prints."""
    command = [sys.executable, str(FOLDER / "answers.py"), str(FOLDER / "answers.yaml")]
    environment = {**os.environ, "PORT_RUNNING": str(bot.port)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def show(lines: Sequence[str], page: Path) -> None:
    """The table of a whole run, put into ``page`` between its marks."""
    table = "".join(f"  {line}\n" for line in lines)
    page.write_text(_PLACE.sub(lambda found: found[1] + table + found[2], page.read_text("utf-8")), "utf-8")


def run(ids: Sequence[str]) -> bool:
    """Play the named cases (all, where none is named) and print the table; whether none has a fault.

    Raises:
        ValueError: no such case.
    """
    files = {path.stem: load(path) for pattern in (SHARED, OWN) for path in sorted(FOLDER.glob(pattern))}
    if unknown := set(ids) - {case["id"] for cases in files.values() for case in cases}:
        raise ValueError(f"没有这些案例：{'、'.join(sorted(unknown))}")
    chosen = {name: [case for case in cases if not ids or case["id"] in ids] for name, cases in files.items()}
    everything: list[tuple[Case, Played]] = []
    summary = ""
    RESULTS.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []

    def tell(cells: Sequence[str]) -> None:
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)

    tell(HEADS)
    tell(["---"] * len(HEADS))
    with tempfile.TemporaryDirectory() as folder, table(Path(folder)) as here:
        for name, cases in chosen.items():
            if not cases:
                continue
            played = [here.play(case) for case in cases]
            everything.extend(zip(cases, played, strict=True))
            keep(name, played)
            tell(row(name, cases, played))
        if not ids:
            heard = hear_answers(here.bot)
            (RESULTS / "answers.txt").write_text(heard, "utf-8")
            summary = heard.splitlines()[-1] if heard else "answers: nothing was printed"
    tell(row("合计", *zip(*everything, strict=True)))
    print(summary)
    if not ids:
        show(lines, README)
    print(f"每案的对话和毛病在 {RESULTS.relative_to(ROOT)}/")
    return not any(played["faults"] for _, played in everything)


def main(arguments: Sequence[str]) -> int:
    """See the module."""
    asked = argparse.ArgumentParser(prog="make cases", description="把整件的案例对着真的服务器说一遍，打印一张表")
    asked.add_argument("--strict", action="store_true", help="有一案不合格，退出码就是 1")
    asked.add_argument("ids", nargs="*", help="只说这些案例（id）")
    given = asked.parse_args(arguments)
    # ended from outside, it still ends the servers that it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        good = run(given.ids)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if given.strict and not good else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
