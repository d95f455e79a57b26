"""Child processes that leave nothing behind: each a group of its own, gone when we are, however we end.

On Linux the kernel ends a child when we are killed (``PR_SET_PDEATHSIG``). Elsewhere that cannot be had: there what
can be caught (Ctrl-C, SIGTERM, SIGHUP) ends the child's group.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

_SET_DEATH_SIGNAL = 1
# loaded here: between fork and exec there is no time for it
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_SECONDS = 10.0
#: What ends us besides Ctrl-C: ``kill``, and the terminal being closed.
ENDING = (signal.SIGTERM, signal.SIGHUP)


def tied() -> Callable[[], None] | None:
    """What a child does before it becomes its command (``preexec_fn``), so that it ends when we end."""
    libc, parent = _LIBC, os.getpid()
    if libc is None:
        return None

    def tie() -> None:
        libc.prctl(_SET_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:  # gone before we could ask
            os._exit(1)

    return tie


def end_on_signals() -> None:
    """Let SIGTERM and SIGHUP end us as an exit does, so that what we have started is ended too.

    What is ignored (``nohup``) stays ignored.
    """
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit)


def _exit(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` to its end; its output is caught. Whatever interrupts us ends it and all that it started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=tied(),
    )
    try:
        output, _ = process.communicate()
    except BaseException:
        end(process)
        raise
    return subprocess.CompletedProcess(command, process.returncode, output)


def tell(process: subprocess.Popen[str] | subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a child: to its whole group where it leads one."""
    if process.poll() is not None:
        return
    try:
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        pass


def end(*processes: subprocess.Popen[str] | subprocess.Popen[bytes], seconds: float = _SECONDS) -> None:
    """End children by their ids, last one first: asked, and after ``seconds`` (or when we are hurried) made to."""
    try:
        for process in reversed(processes):
            tell(process, signal.SIGTERM)
        for process in reversed(processes):
            process.wait(seconds)
    except (subprocess.TimeoutExpired, KeyboardInterrupt, SystemExit):
        pass
    for process in reversed(processes):
        tell(process, signal.SIGKILL)
    for process in reversed(processes):
        process.wait(seconds)
