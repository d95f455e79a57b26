"""Shortened load: memory does not grow with the turns; what must be closed in production is closed."""

from __future__ import annotations

import os
import subprocess
import sys

from bench.replicas import memory, rate
from runtime.launching.model import ROOT
from workshop.live import Live


def test_memory_does_not_grow_with_the_turns(first: Live, second: Live) -> None:
    rate([first, second], 40)
    before = memory([first, second])
    rate([first, second], 60)
    # some room for what a first visit of a path keeps; a leak of a kilobyte a turn would not pass at length
    assert memory([first, second]) < before * 1.03


def test_a_replica_names_what_it_needs() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TUIKA_")}
    done = subprocess.run(
        [sys.executable, "-m", "runtime.replica"],
        cwd=ROOT,
        env={**bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "TUIKA_SECRET" in done.stderr
