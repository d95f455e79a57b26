"""The rooms of the runtime and the arrows between them; benchmarks and tools; no file of ours is too long."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.imports import ROOT, imported, modules

RUNTIME = ROOT / "runtime"
#: From the roof down: each room may use itself and what stands below it.
ROOMS = ("generation", "launching", "extensions", "operations")
#: What is started by name (`python -m runtime.…`); these may use every room.
PROGRAMS = {"__init__", "__main__", "action_server", "privacy", "replica", "replicas", "responses", "with_rasa"}
#: What the runtime stands on; nothing else of ours.
BELOW = ("tuika",)
OURS = ("tuika", "nlu", "actions", "channels", "bench", "tools", "workshop", "tests")


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "runtime" and parts[1] in ROOMS else None


def test_every_module_stands_in_a_room() -> None:
    for path in modules("runtime"):
        parts = path.relative_to(RUNTIME).parts
        assert parts[0] in ROOMS or Path(parts[0]).stem in PROGRAMS, path


@pytest.mark.parametrize("path", modules("runtime"), ids=lambda path: str(path.relative_to(RUNTIME)))
def test_arrows_point_down(path: Path) -> None:
    here = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for module in imported(path):
        top = module.split(".")[0]
        assert top not in OURS or top in BELOW, f"{path} leans on {module}"
        there = room_of(module)
        if here is not None and there is not None:
            assert ROOMS.index(there) >= ROOMS.index(here), f"{path} leans on {module}"
        if here is not None and module.startswith("runtime."):
            assert there is not None, f"{path} leans on the program {module}"


def test_launching_asks_nothing_of_rasa() -> None:
    """A launcher says what is wrong before anything heavy is loaded."""
    for path in modules("runtime/launching"):
        assert not {m for m in imported(path) if m.split(".")[0] == "rasa"}, path


@pytest.mark.parametrize("path", modules("bench", "tools", "workshop"), ids=lambda path: str(path.relative_to(ROOT)))
def test_benchmarks_and_tools_lean_on_no_test(path: Path) -> None:
    assert not {m for m in imported(path) if m.split(".")[0] == "tests"}


def test_what_runs_the_bot_leans_on_nothing_of_the_workshop() -> None:
    for path in modules("tuika", "nlu", "actions", "channels", "runtime"):
        assert not {m for m in imported(path) if m.split(".")[0] in ("workshop", "tests", "bench", "tools")}, path


def test_no_file_of_ours_is_too_long() -> None:
    listed = subprocess.run(["git", "ls-files", "*.py", "web/src/*.js"], cwd=ROOT, capture_output=True, text=True)
    # the shared player stays as it came
    names = [n for n in listed.stdout.split() if n not in ("tests/cases/simulate.py", "tests/cases/answers.py")]
    if not names:
        pytest.skip("no git here")
    assert {n: k for n in names if (k := len((ROOT / n).read_text("utf-8").splitlines())) > 400} == {}
