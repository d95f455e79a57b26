"""Tests run with one change at a time, each in a process of its own, which ends with the first test that fails.

Two ways: a change inside a function is put into that function after everything was loaded and collected once; a change
to what runs on import is loaded in a process that has the libraries and nothing of ours.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import pairwise
from types import CodeType, FunctionType

import pytest

from tools.mutant_reach import BLIND, ROOT, TESTS, Reach, forget, run_pytest

#: Their functions keep what the changed ones gave them.
_KEEPING = ("tuika.planning", "tuika.facts", "tuika.dialogue", "tuika.answers")
_ALL_TESTS = 1200


@dataclass(frozen=True)
class Change:
    """A file with other text, and the tests that could notice, in the order in which they are tried."""

    path: str
    source: str
    tests: Sequence[str]


class _Chosen:
    """Runs the chosen tests in their order, and those that nobody knew before; notes the one that failed."""

    def __init__(self, tests: Sequence[str], known: dict[str, float]) -> None:
        self.order = {test: at for at, test in enumerate(tests)}
        self.known = known
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = self.of(items)

    def of(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The chosen of ``items``."""
        wanted = [item for item in items if item.nodeid in self.order or item.nodeid not in self.known]
        return sorted(wanted, key=lambda item: self.order.get(item.nodeid, -1))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")


class _Changed(SourceFileLoader):
    """Loads one module from another text; asked for any other, it leaves that to who comes next."""

    def __init__(self, path: str, source: str) -> None:
        super().__init__(path.removesuffix(".py").replace("/", "."), str(ROOT / path))
        self.source = source

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec")


class _Loop:
    """In place of running the tests once: runs the chosen ones for each change."""

    def __init__(self, changes: Sequence[Change], reach: Reach, tell: Callable[[int, str], None]) -> None:
        self.changes = changes
        self.reach = reach
        self.tell = tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for at, change in enumerate(self.changes):
            found = apart(lambda change=change: self._one(session, change), _ALL_TESTS)  # type: ignore[misc]
            self.tell(at, "no end" if found is None else found)
        return True

    def _one(self, session: pytest.Session, change: Change) -> str:
        forget(_KEEPING)
        put_in(change.path, change.source)
        chosen = _Chosen(change.tests, self.reach.seconds)
        session.config.pluginmanager.register(chosen)
        items: list[pytest.Item | None] = [*chosen.of(session.items), None]
        for item, following in pairwise(items):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if chosen.failed:
                break
        return chosen.failed


def put_in(path: str, source: str) -> None:
    """Give the functions of a loaded module the code that ``source`` has for them."""
    name = path.removesuffix(".py").replace("/", ".")
    inside = vars(sys.modules[name])
    new = {code.co_qualname: code for code in _codes(compile(source, str(ROOT / path), "exec"))}
    gc.unfreeze()
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__globals__ is inside:
            function.__code__ = new.get(function.__code__.co_qualname, function.__code__)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _codes(part)


def tried_warm(changes: Sequence[Change], reach: Reach, tell: Callable[[int, str], None]) -> str | None:
    """Try changes inside functions. ``tell`` gets each one's place and the test that fails, empty where none does."""
    loop = _Loop(changes, reach, tell)
    return apart(lambda: str(run_pytest([TESTS, f"--ignore-glob={BLIND}*"], loop)), 24 * 3600)


def tried_cold(change: Change, reach: Reach) -> str:
    """Try a change to what runs on import: the test that fails, empty where none does."""

    def run() -> str:
        sys.meta_path.insert(0, _Changed(change.path, change.source))
        chosen = _Chosen(change.tests, reach.seconds)
        code = run_pytest(["-x", TESTS, f"--ignore-glob={BLIND}*"], chosen)
        return chosen.failed or ("" if code in (0, 5) else f"pytest {code}")

    found = apart(run, _ALL_TESTS)
    return "no end" if found is None else found


def apart(work: Callable[[], str], limit: int) -> str | None:
    """What ``work`` answers in a process of its own; nothing, where it takes longer than ``limit`` seconds."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(read)
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        try:
            answer = work()
        except BaseException as error:
            answer = f"! {type(error).__name__}: {error}"
        with os.fdopen(write, "w") as out:
            out.write(answer)
        os._exit(0)
    os.close(write)
    ends = time.monotonic() + limit
    said = b""
    while (left := ends - time.monotonic()) > 0 and select.select([read], [], [], left)[0]:
        if not (part := os.read(read, 1 << 20)):
            break
        said += part
    os.close(read)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return said.decode() if left > 0 else None
