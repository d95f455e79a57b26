"""Which test runs which line: all tests, once, as the code stands."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = "tests/core"
#: They read files or start programs of their own; a change in this process does not reach them.
BLIND = "tests/core/test_docs_"
OURS = ("tuika", "nlu", "actions", "channels", "runtime", "tests", "workshop")
#: A change may turn a loop endless.
ONE_TEST = 120
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

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = tuple(f"tuika.{package}" for package in packages)
        self.folders = tuple(f"{ROOT}/tuika/{package}/" for package in packages)
        self.seconds: dict[str, float] = {}
        self.lines: dict[str, dict[str, list[str]]] = {}
        self.who = _LOADING

    def line(self, code: CodeType, line: int) -> Any:
        """What Python calls the first time that a line runs after ``begin``."""
        if code.co_filename.startswith(self.folders):
            path = code.co_filename.removeprefix(f"{ROOT}/")
            self.lines.setdefault(path, {}).setdefault(str(line), []).append(self.who)
        return sys.monitoring.DISABLE

    def begin(self, who: str) -> None:
        """From now on, what runs is run by ``who``."""
        if who != self.who:
            self.who = who
            forget(self.packages)
            sys.monitoring.restart_events()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
        if isinstance(collector, pytest.Module):
            self.begin(collector.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self.begin(_function(item.nodeid))
        began = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return result


def forget(packages: tuple[str, ...]) -> None:
    """Empty what the functions of ``packages`` keep between calls, save what they make once and for all."""
    for kept in _keeping(packages):
        if not _is_made_once(kept):
            kept.cache_clear()


def _keeping(packages: tuple[str, ...]) -> list[Any]:
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(packages)]
    found = [kept for module in modules for kept in list(vars(module).values()) if hasattr(kept, "cache_clear")]
    return [kept for kept in found if kept.__module__.startswith(packages)]


def _is_made_once(kept: Any) -> bool:
    return bool(kept.cache_parameters()["maxsize"] == 1)


def run_pytest(arguments: Sequence[str], plugin: object) -> int:
    """Run pytest in this process; its exit code."""
    fixed = ["-q", "--capture=no", "-p", "no:cacheprovider", f"--timeout={ONE_TEST}"]
    return int(pytest.main([*fixed, *arguments], plugins=[plugin]))


def record(packages: Sequence[str]) -> Reach:
    """Run all tests, and note who runs what.

    Raises:
        RuntimeError: one fails.
    """
    recorder, tool = _Recorder(packages), sys.monitoring.COVERAGE_ID
    sys.monitoring.use_tool_id(tool, "mutants")
    sys.monitoring.register_callback(tool, sys.monitoring.events.LINE, recorder.line)
    sys.monitoring.set_events(tool, sys.monitoring.events.LINE)
    for folder in recorder.folders:
        for path in sorted(Path(folder).glob("[a-z]*.py")):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    importlib.import_module("tuika.knowledge").book()
    for kept in filter(_is_made_once, _keeping(recorder.packages)):
        # half a second for the holidays: made now, so that a change to it counts as one to what runs on import
        kept()
    if run_pytest([TESTS, f"--ignore-glob={BLIND}*"], recorder):
        raise RuntimeError("测试没有全过，先修好再来")
    sys.monitoring.set_events(tool, sys.monitoring.events.NO_EVENTS)
    libraries = sorted(name for name in sys.modules if name.split(".")[0] not in {*OURS, "tools", "__main__"})
    return Reach(recorder.seconds, recorder.lines, libraries)
