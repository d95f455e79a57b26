"""``make fuzz``: every target with many random inputs (hypothesis), and with as many that coverage steers (atheris).

``python -m tests.fuzz [EXAMPLES]``, 20,000 by default. Random walks through the adviser beside: in ``make test`` they
are the same few in every run. Prints inputs, exceptions and the slowest input of each target;
exit 1 where something raised.
"""

from __future__ import annotations

import importlib.util
import logging
import subprocess
import sys
import warnings
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.core import walks

from . import targets
from .figures import Figures
from .test_fuzz import TARGETS

EXAMPLES = 20_000
#: Walks of many turns take so much longer than one input.
WALKS_PER = 10
#: What must hold of a walk; name -> the check and what it is given.
WALKS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "walk": (walks.walk, walks.WALKS),
    "days to come": (walks.days_to_come, walks.WALKS),
}


def random_run(name: str, examples: int) -> Figures:
    """The target or walk ``name`` with that many inputs of hypothesis's, other ones in every run."""
    target, inputs = {**TARGETS, **WALKS}[name]
    figures = Figures(name)

    @given(inputs)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def one(example: Any) -> None:
        figures.run(target, example)

    one()
    return figures


def main(examples: int) -> int:
    """All targets; the exit status."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # what a target refuses is logged, and there are many
    targets.warm()
    failed = False
    for name, many in {**dict.fromkeys(TARGETS, examples), **dict.fromkeys(WALKS, examples // WALKS_PER)}.items():
        figures = random_run(name, many)
        print(figures, flush=True)
        failed |= bool(figures.faults)
    if importlib.util.find_spec("atheris") is None:
        print("这台机器没有 atheris（只有 Linux x86-64 有现成的包），只跑了随机输入")
        return int(failed)
    for name in TARGETS:
        command = [sys.executable, "-W", "ignore", "-m", "tests.fuzz.guided", name, str(examples)]
        failed |= subprocess.run(command, stderr=subprocess.DEVNULL).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES))
