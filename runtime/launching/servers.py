"""Start, watch and stop the action server and the Rasa server as child processes (see ``launching.children``)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from ..operations.limiter import Window
from . import children, logs
from .model import RASA, ROOT, environment

START_SECONDS = 90.0
#: How often one server is started again, and within how many seconds: beyond it, something is wrong that stays wrong.
RESTARTS, RESTART_SECONDS = 5, 600.0
_LOOK_SECONDS = 0.5
#: Rasa's settings for replicas, which share a PostgreSQL and a Redis.
ENDPOINTS = "endpoints.production.yml"
#: This machine alone.
HOME = "127.0.0.1"


class NotStarted(RuntimeError):
    """A server ended or did not answer in time."""


@dataclass(frozen=True)
class Started:
    """A server as it was started, so that it can be started again."""

    name: str
    command: list[str]
    extra: Mapping[str, str]
    cwd: Path
    process: subprocess.Popen[bytes]


@dataclass
class Servers:
    """The processes that were started, last one first when stopping."""

    logs: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: dict[str, Started] = field(default_factory=dict)

    def start(
        self, name: str, command: list[str], extra: Mapping[str, str], visible: bool = False, cwd: Path = ROOT
    ) -> subprocess.Popen[bytes]:
        """Start ``command``; its output is added to ``<logs>/<name>.log``.

        ``visible``: it talks in the terminal; only what it says on the error stream (libraries' warnings) is logged.
        """
        with logs.opened(self._path(name), name) as log:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env={**environment(), **extra},
                stdout=None if visible else log,
                stderr=log,
                stdin=None if visible else subprocess.DEVNULL,
                start_new_session=not visible,
                preexec_fn=children.tied(),
            )
        self.processes.append(process)
        self.started[name] = Started(name, command, extra, cwd, process)
        return process

    def log(self, name: str) -> str:
        """What the server's log holds."""
        return logs.read(self._path(name))

    def wait_for(
        self, name: str, process: subprocess.Popen[bytes], address: str, seconds: float = START_SECONDS
    ) -> None:
        """Return when ``address`` answers.

        Raises:
            NotStarted: the process ended, or the time is over.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if process.poll() is not None:
                lines = logs.latest(self._path(name)).strip().splitlines()
                raise NotStarted(f"{name} 没能启动：\n" + "\n".join(lines[-6:]))
            if answers(address):
                return
            time.sleep(0.1)
        raise NotStarted(f"{name} 在 {seconds:.0f} 秒内没有应答，日志在 {self._path(name)}")

    def keep(
        self,
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> NoReturn:
        """Start again whatever ends by itself, and keep the logs bounded, until we are ended.

        ``say`` tells the person at the terminal; ``clock`` and ``sleep`` in seconds.

        Raises:
            NotStarted: one of them has ended more often than ``RESTARTS`` within ``RESTART_SECONDS``.
        """
        allowed = Window(RESTARTS, RESTART_SECONDS)
        while True:
            for each in list(self.started.values()):
                logs.trim(self._path(each.name))
                if each.process.poll() is not None:
                    self._again(each, allowed.allow(each.name, clock()), say)
            sleep(_LOOK_SECONDS)

    def _again(self, ended: Started, may: bool, say: Callable[[str], None]) -> None:
        path = self._path(ended.name)
        how = _how(ended.process.returncode)
        if not may:
            raise NotStarted(
                f"{ended.name} 意外结束（{how}），{RESTART_SECONDS / 60:.0f} 分钟里已经重启了 {RESTARTS} 次，不再试了；"
                f"日志在 {path}：\n" + logs.latest(path)[-800:]
            )
        say(f"{ended.name} 意外结束（{how}），重新启动；日志在 {path}")
        self.processes.remove(ended.process)
        self.start(ended.name, ended.command, ended.extra, cwd=ended.cwd)

    def stop(self) -> None:
        """End everything that was started, by process id."""
        children.end(*self.processes)
        self.processes.clear()
        self.started.clear()

    def _path(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def _how(code: int) -> str:
    """A return code for a person."""
    try:
        return f"被信号 {signal.Signals(-code).name} 结束" if code < 0 else f"退出码 {code}"
    except ValueError:
        return f"退出码 {code}"


def answers(address: str) -> bool:
    """Whether an HTTP server answers there with a success."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status < 400)
    except (urllib.error.URLError, OSError):
        return False


def action_command(port: int) -> list[str]:
    """The command that serves our actions on ``port``, for this machine only."""
    return [sys.executable, "-m", "runtime.action_server", str(port)]


def host(default: str = HOME) -> str:
    """The address to listen on: ``TUIKA_HOST``, else ``default``."""
    return os.environ.get("TUIKA_HOST") or default


def rasa_command(
    model: Path, port: int, verb: str = "run", endpoints: str = "endpoints.yml", interface: str = HOME
) -> list[str]:
    """The command that serves ``model`` on ``port`` (or talks in the terminal: ``shell``), for this machine only
    unless ``interface`` says otherwise (Rasa's own default is every interface).
    """
    common = [*RASA, verb, "--model", str(model), "--endpoints", endpoints]
    return [*common, "--credentials", "credentials.yml", "--port", str(port), "--interface", interface]


@contextmanager
def running(folder: Path) -> Iterator[Servers]:
    """Servers that end when the block does, also on Ctrl-C, SIGTERM or SIGHUP; their logs are in ``folder``.

    Their files are their owner's.
    """
    servers = Servers(folder)
    os.umask(0o077)
    before = {number: signal.getsignal(number) for number in children.ENDING}
    children.end_on_signals()
    try:
        yield servers
    finally:
        servers.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
