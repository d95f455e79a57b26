"""Supervision (M5, L8): what dies is started again, a bounded number of times; whatever ends us, nothing is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from runtime.launching import alone, children, logs, model, ports
from runtime.launching.servers import RESTART_SECONDS, RESTARTS, NotStarted, Servers, answers

ROOT = model.ROOT
SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
FAILING = [sys.executable, "-c", "raise SystemExit('no good')"]
#: A parent that has started a server, which has started something itself.
PARENT = """
import signal, subprocess, sys, time
from pathlib import Path
# as our programs do: whoever was started in the background has interrupts ignored
signal.signal(signal.SIGINT, signal.default_int_handler)
from runtime.launching.servers import running
sleep = "import time; time.sleep(600)"
inner = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {sleep!r}]); {sleep}"
with running(Path(sys.argv[1])) as servers:
    servers.start("child", [sys.executable, "-c", inner], {})
    print("started", flush=True)
    time.sleep(600)
"""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed process")


def _environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def eventually(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "never came true"
        time.sleep(0.05)


@contextmanager
def parent(command: list[str], **extra: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=_environment(**extra), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        children.end(process)
        assert process.stdout is not None
        process.stdout.close()


def below(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def gone(found: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(found, timeout=120)[1]


class Stopped(Exception):
    """The test has seen enough."""


def test_what_is_killed_is_started_again(tmp_path: Path) -> None:
    servers, said = Servers(tmp_path), []
    first = servers.start("rasa", SLEEPER, {})
    looks = iter(range(100))

    def sleep(_: float) -> None:
        if next(looks) == 1:
            first.kill()
            first.wait(20)
        if said:
            raise Stopped

    try:
        with pytest.raises(Stopped):
            servers.keep(said.append, sleep=sleep)
        (second,) = servers.processes
        assert second.pid != first.pid
        assert second.poll() is None
        assert said == [f"rasa 意外结束（被信号 SIGKILL 结束），重新启动；日志在 {tmp_path / 'rasa.log'}"]
    finally:
        servers.stop()
    assert second.poll() is not None


def test_what_goes_on_failing_is_given_up_with_its_reason(tmp_path: Path) -> None:
    servers, said = Servers(tmp_path), []
    servers.start("rasa", FAILING, {})
    with pytest.raises(NotStarted, match=r"重启了 5 次.*\n[^\n]*no good") as found:
        servers.keep(said.append, sleep=lambda _: servers.started["rasa"].process.wait(20) and None)
    assert len(said) == RESTARTS
    assert "退出码 1" in str(found.value)
    servers.stop()


def test_failures_far_apart_are_not_added_up(tmp_path: Path) -> None:
    servers, said, clock = Servers(tmp_path), [], [0.0]
    servers.start("rasa", FAILING, {})

    def sleep(_: float) -> None:
        servers.started["rasa"].process.wait(20)
        clock[0] += RESTART_SECONDS / RESTARTS + 1
        if len(said) > 2 * RESTARTS:
            raise Stopped

    with pytest.raises(Stopped):
        servers.keep(said.append, clock=lambda: clock[0], sleep=sleep)
    servers.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    with parent([sys.executable, "-c", PARENT, str(tmp_path)]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        eventually(lambda: len(below(process)) == 2)
        found = below(process)
        process.send_signal(number)
        process.wait(120)
        assert gone(found)


@LINUX
def test_the_server_ends_with_a_killed_parent(tmp_path: Path) -> None:
    with parent([sys.executable, "-c", PARENT, str(tmp_path)]) as process:
        assert process.stdout is not None
        process.stdout.readline()
        eventually(lambda: len(below(process)) == 2)
        server, inner = below(process)
        try:
            process.kill()
            process.wait(120)
            assert gone([server])
        finally:
            inner.kill()


def test_what_does_not_listen_is_made_to_end(tmp_path: Path) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    servers = Servers(tmp_path)
    process = servers.start("child", [sys.executable, "-c", stubborn], {})
    eventually(lambda: "up" in servers.log("child"))
    children.end(process, seconds=0.2)
    assert process.returncode == -signal.SIGKILL
    servers.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, pytest.param(signal.SIGKILL, marks=LINUX)])
def test_training_that_is_interrupted_leaves_nothing(number: signal.Signals) -> None:
    before = sorted(path.name for path in model.MODELS.glob("*"))
    with parent([sys.executable, "-m", "runtime", "train", "--force"]) as process:
        eventually(lambda: any("train" in child.cmdline() for child in below(process)))
        found = below(process)
        process.send_signal(number)
        process.wait(120)
        assert gone(found)
    assert sorted(path.name for path in model.MODELS.glob("*")) == before


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN), signal.getsignal(signal.SIGTERM)
    try:
        children.end_on_signals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is children._exit
    finally:
        signal.signal(signal.SIGHUP, before[0])
        signal.signal(signal.SIGTERM, before[1])


# -- ports ------------------------------------------------------------------------------------------------------------
def test_it_is_said_who_has_the_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert ports.listening(port) == os.getpid()
        with pytest.raises(ports.PortTaken) as found:
            ports.check_free(port, "PORT")
    assert f"端口 {port} 已被占用（进程 {os.getpid()}：" in str(found.value)
    assert len(str(found.value)) < 200


def test_a_port_whose_holder_is_unknown_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(kind: str) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_connections", forbidden)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ports.PortTaken) as found:
            ports.check_free(port, "PORT")
    assert str(found.value) == f"端口 {port} 已被占用；换一个再试，在命令前面加上 PORT={port + 1}"


def test_two_ports_that_are_taken_are_said_at_once() -> None:
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
            each.listen()
        first, second = one.getsockname()[1], other.getsockname()[1]
        with pytest.raises(ports.PortTaken) as found:
            ports.check_all_free([(first, "PORT", "127.0.0.1"), (second, "ACTION_PORT", "127.0.0.1")])
    said = str(found.value)
    assert f"端口 {first} 已被占用" in said
    assert f"端口 {second} 已被占用" in said
    assert said.endswith(f"PORT={first + 1} ACTION_PORT={second + 1}")


# -- one per folder ---------------------------------------------------------------------------------------------------
HOLDER = """
import sys, time
from pathlib import Path
from runtime.launching.alone import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_folder_has_one_bot_and_is_free_when_it_is_killed(tmp_path: Path) -> None:
    with parent([sys.executable, "-c", HOLDER, str(tmp_path)]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(alone.AlreadyRunning) as found, alone.alone(tmp_path):
            pass
        assert f"进程 {process.pid}：" in str(found.value)
        assert f"kill {process.pid}" in str(found.value)
        process.kill()
        process.wait(20)
        with alone.alone(tmp_path):
            assert (tmp_path / "run.lock").read_text() == str(os.getpid())
    with alone.alone(tmp_path):
        pass


# -- logs -------------------------------------------------------------------------------------------------------------
def test_logs_are_added_to_and_only_ours(tmp_path: Path) -> None:
    servers = Servers(tmp_path)
    (tmp_path / "rasa.log").touch(0o644)
    for word in ("first", "second"):
        servers.start("rasa", [sys.executable, "-c", f"print('{word}')"], {}).wait(20)
    assert [line for line in servers.log("rasa").splitlines() if "────" not in line] == ["first", "second"]
    assert logs.latest(tmp_path / "rasa.log") == "second\n"
    assert (tmp_path / "rasa.log").stat().st_mode & 0o777 == 0o600


def test_a_full_log_is_put_aside_while_its_server_goes_on_writing(tmp_path: Path) -> None:
    path = tmp_path / "rasa.log"
    with logs.opened(path, "rasa") as file:
        for turn in range(6):
            file.write(f"turn {turn}\n".encode() * 50)
            logs.trim(path, most=100, kept=2)
            assert path.stat().st_size == 0
        file.write(b"goes on\n")
    assert path.read_bytes() == b"goes on\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["rasa.log", "rasa.log.1", "rasa.log.2"]
    assert "turn 5" in (tmp_path / "rasa.log.1").read_text()
    assert "turn 4" in (tmp_path / "rasa.log.2").read_text()
    assert (tmp_path / "rasa.log.1").stat().st_mode & 0o777 == 0o600


# -- all of it --------------------------------------------------------------------------------------------------------
@LINUX
def test_make_run_mends_itself_refuses_a_second_and_leaves_nothing() -> None:
    model.ensure()
    port, action_port = ports.free_port(), ports.free_port()
    command = [sys.executable, "-m", "runtime", "run"]
    with parent(command, PORT=str(port), ACTION_PORT=str(action_port)) as process:
        assert process.stdout is not None
        assert any("Ctrl-C" in line for line in process.stdout)
        second = subprocess.run(
            command,
            cwd=ROOT,
            env=_environment(PORT=str(ports.free_port()), ACTION_PORT=str(ports.free_port())),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert second.returncode == 1
        assert "已经有一个机器人在跑" in second.stderr
        assert f"进程 {process.pid}：" in second.stderr

        (actions,) = (child for child in below(process) if "runtime.action_server" in child.cmdline())
        actions.kill()
        assert "actions 意外结束（被信号 SIGKILL 结束），重新启动" in process.stdout.readline()
        eventually(lambda: answers(f"http://127.0.0.1:{action_port}/health"))
        assert answers(f"http://127.0.0.1:{port}/health/ready")

        found = below(process)
        assert len(found) >= 2
        process.kill()
        process.wait(120)
        assert gone(found)
