"""``python -m bench.training OLD_TREE``: how long ``make train`` takes, against an older state of the project.

``OLD_TREE`` is a checkout of that state with its own environment (``make ready`` there). It, this tree with its old
data alone (``data/nlu``), and this tree with all data are trained in turn, each in a copy, so that no checkout is
touched and every training begins from an empty cache. The time of the processor says what was worked, whoever else was
at work.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from runtime.launching import model

ROUNDS = 3
#: What no training reads: in the tree itself, and anywhere in it.
_LEFT = frozenset({".git", ".venv", ".rasa", "models", "results", "shared", "tests", "docs"})
_LEFT_ANYWHERE = frozenset({"node_modules", "__pycache__"})
#: What a training left, for the next to find.
_KEPT = (".rasa", "models")


@dataclass
class Tree:
    """One state of the project, copied: what it is trained by, and what each training took, in seconds."""

    name: str
    folder: Path
    python: Path
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def train(self) -> None:
        """Train from nothing.

        Raises:
            subprocess.CalledProcessError: training failed.
        """
        for kept in _KEPT:
            shutil.rmtree(self.folder / kept, ignore_errors=True)
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(self.folder)}
        worked, began = _worked(), time.perf_counter()
        command = [str(self.python), "-m", "runtime", "train"]
        subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True)
        self.clock.append(time.perf_counter() - began)
        self.processor.append(_worked() - worked)


def _worked() -> float:
    """What the processor worked for our children until now, seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copied(source: Path, to: Path) -> None:
    """A copy of what a training reads."""

    def left(folder: str, names: list[str]) -> set[str]:
        return set(names) & (_LEFT | _LEFT_ANYWHERE if Path(folder) == source else _LEFT_ANYWHERE)

    shutil.copytree(source, to, ignore=left)


def trees(old: Path, scratch: Path) -> list[Tree]:
    """The older state, this one with ``data/nlu`` alone, and this one, laid out under ``scratch``."""
    found = [
        Tree("old", scratch / "old", old / ".venv" / "bin" / "python"),
        Tree("data/nlu alone", scratch / "alone", Path(sys.executable)),
        Tree("all data", scratch / "all", Path(sys.executable)),
    ]
    for tree, source in zip(found, (old, model.ROOT, model.ROOT), strict=True):
        copied(source, tree.folder)
    for path in (scratch / "alone" / "data" / "clauses").glob("*.tsv"):
        path.unlink()
    return found


def main() -> int:
    """Train all of them in turn and print the medians."""
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / ".venv" / "bin" / "python").exists():
        print("usage: python -m bench.training OLD_TREE (with its environment in OLD_TREE/.venv)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        compared = trees(Path(sys.argv[1]).resolve(), Path(scratch))
        for _ in range(ROUNDS):
            for tree in compared:
                tree.train()
                print(f"{tree.name}: {tree.clock[-1]:.1f} s, processor {tree.processor[-1]:.1f} s", flush=True)
    old = compared[0]
    print("medians")
    for tree in compared:
        clock, processor = statistics.median(tree.clock), statistics.median(tree.processor)
        ratio, of_processor = clock / statistics.median(old.clock), processor / statistics.median(old.processor)
        print(
            f"{tree.name:>14}  {clock:6.1f} s ({ratio:.2f})  processor {processor:6.1f} s ({of_processor:.2f})",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
