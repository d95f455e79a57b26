"""Which test runs which line: all tests, once, as the code stands."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = "tests/core"
#: They read files or start programs of their own; a change in this process does not reach them.
BLIND = "tests/core/test_docs_"
OURS = ("tuika", "nlu", "actions", "channels", "runtime", "tests", "workshop")
#: A change may turn a loop endless.
ONE_TEST = 60
_LOADING = "on import"


@dataclass(frozen=True)
class Reach:
    """Seconds of every test; for each file and line, the test functions (or files, while collected) that ran it."""

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]
    libraries: list[str]

    def on_import(self, path: str, lines: range) -> bool:
        """Whether one of ``lines`` runs before any test does."""
        here = self.lines.get(path, {})
        return any(_LOADING in here.get(str(line), ()) for line in lines)

    def every(self) -> list[str]:
        """All tests, fastest first."""
        return sorted(self.seconds, key=lambda test: self.seconds[test])

    def tests(self, path: str, lines: range) -> list[str]:
        """The tests that run one of ``lines``, fastest first."""
        here = self.lines.get(path, {})
        by = {name for line in lines for name in here.get(str(line), ())}
        return [test for test in self.every() if _function(test) in by or test.split("::")[0] in by]


def _function(test: str) -> str:
    return test.split("[")[0]


class _Recorder:
    """Notes who runs a line. What is kept between calls is forgotten before each function: none lives on another's."""

    def __init__(self, measured: coverage.Coverage, packages: Sequence[str]) -> None:
        self.measured = measured
        self.packages = tuple(packages)
        self.seconds: dict[str, float] = {}
        self.function = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
        if isinstance(collector, pytest.Module):
            self.measured.switch_context(collector.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        if _function(item.nodeid) != self.function:
            self.function = _function(item.nodeid)
            forget(self.packages)
            self.measured.switch_context(self.function)
        began = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - began
        return result


def forget(packages: tuple[str, ...]) -> None:
    """Empty what the functions of ``packages`` keep between calls."""
    for name, module in list(sys.modules.items()):
        if name.startswith(packages):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def run_pytest(arguments: Sequence[str], plugin: object) -> int:
    """Run pytest in this process; its exit code."""
    fixed = ["-q", "--capture=no", "-p", "no:cacheprovider", f"--timeout={ONE_TEST}"]
    return int(pytest.main([*fixed, *arguments], plugins=[plugin]))


def record(packages: Sequence[str]) -> Reach:
    """Run all tests, and note who runs what.

    Raises:
        RuntimeError: one fails.
    """
    folders = [f"tuika/{package}" for package in packages]
    measured = coverage.Coverage(data_file=None, source=folders, config_file=False)
    measured.start()
    measured.switch_context(_LOADING)
    for path in sorted(path for folder in folders for path in (ROOT / folder).glob("*.py")):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    importlib.import_module("tuika.knowledge").book()
    recorder = _Recorder(measured, [folder.replace("/", ".") for folder in folders])
    if run_pytest([TESTS, f"--ignore-glob={BLIND}*"], recorder):
        raise RuntimeError("测试没有全过，先修好再来")
    measured.stop()
    data = measured.get_data()
    lines = {
        str(Path(file).relative_to(ROOT)): {
            str(line): [name for name in names if name] for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    libraries = sorted(name for name in sys.modules if name.split(".")[0] not in {*OURS, "tools", "__main__"})
    return Reach(recorder.seconds, lines, libraries)
