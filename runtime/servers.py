"""Start and stop the action server and the Rasa server as child processes.

Each child is a session of its own, so that stopping by process group id ends what it started and nothing else.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .model import ROOT, environment

START_SECONDS = 90.0
#: This machine alone.
HOME = "127.0.0.1"


class NotStarted(RuntimeError):
    """A server ended or did not answer in time."""


@dataclass
class Servers:
    """The processes that were started, last one first when stopping."""

    logs: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(
        self, name: str, command: list[str], extra: Mapping[str, str], visible: bool = False, cwd: Path = ROOT
    ) -> subprocess.Popen[bytes]:
        """Start ``command``; its output goes to ``<logs>/<name>.log``.

        ``visible``: it talks in the terminal; only what it says on the error stream (libraries' warnings) is logged.
        """
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.logs / f"{name}.log"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
            path.chmod(0o600)
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env={**environment(), **extra},
                stdout=None if visible else log,
                stderr=log,
                stdin=None if visible else subprocess.DEVNULL,
                start_new_session=not visible,
            )
        self.processes.append(process)
        return process

    def log(self, name: str) -> str:
        """What the server has printed so far."""
        path = self.logs / f"{name}.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

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
                raise NotStarted(f"{name} 没能启动：\n" + "\n".join(self.log(name).strip().splitlines()[-6:]))
            if answers(address):
                return
            time.sleep(0.1)
        raise NotStarted(f"{name} 在 {seconds:.0f} 秒内没有应答，日志在 {self.logs / name}.log")

    def stop(self) -> None:
        """End everything that was started, by process id."""
        for process in reversed(self.processes):
            _signal(process, signal.SIGTERM)
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait(10)
        self.processes.clear()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if process.poll() is not None:
        return
    try:
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        pass


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
    common = [sys.executable, "-m", "rasa", verb, "--model", str(model), "--endpoints", endpoints]
    return [*common, "--credentials", "credentials.yml", "--port", str(port), "--interface", interface]


@contextmanager
def running(logs: Path) -> Iterator[Servers]:
    """Servers that end when the block does, also on Ctrl-C or a termination signal. Their files are their owner's."""
    servers = Servers(logs)
    os.umask(0o077)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield servers
    finally:
        servers.stop()
        signal.signal(signal.SIGTERM, before)
