"""Starting and stopping, as a person at a terminal meets it."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import psutil
import pytest

from runtime.launching import model, ports
from runtime.launching.servers import answers

ROOT = model.ROOT


def _environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def _run(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "runtime", *arguments]
    return subprocess.run(command, cwd=ROOT, env=_environment(**extra), capture_output=True, text=True, timeout=120)


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run("run", PORT=str(port), ACTION_PORT=str(ports.free_port()))
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(f"端口 {port} 已被占用（进程 {os.getpid()}：")
    assert line.endswith(f"；换一个再试，在命令前面加上 PORT={port + 1}")


def test_what_is_no_port_is_said() -> None:
    done = _run("run", PORT="abc")
    assert done.returncode == 1
    assert done.stderr.strip() == "PORT=abc 不是端口号（1–65535）"


def test_an_unknown_command_shows_the_usage() -> None:
    assert _run("dance").returncode == 2


#: ``make run`` with two little servers in the place of Rasa and the action server.
LITTLE = """
import sys
from runtime import __main__ as program
from runtime.launching import serving
server = (
    "import sys; from http.server import *; Handler = BaseHTTPRequestHandler; "
    "Handler.do_GET = lambda self: (self.send_response(200), self.end_headers()); "
    "HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()"
)
serving.action_command = lambda port: [sys.executable, "-c", server, str(port)]
serving.rasa_command = lambda trained, port, **_: [sys.executable, "-c", server, str(port)]
sys.exit(program.main(["run"]))
"""


@pytest.mark.parametrize(
    ("number", "program"),
    [(signal.SIGINT, ("-m", "runtime", "run")), (signal.SIGTERM, ("-c", LITTLE)), (signal.SIGHUP, ("-c", LITTLE))],
    ids=["SIGINT", "SIGTERM", "SIGHUP"],
)
def test_one_signal_stops_all_that_was_started(number: signal.Signals, program: tuple[str, ...]) -> None:
    model.ensure()
    port, action_port = ports.free_port(), ports.free_port()
    process = subprocess.Popen(
        [sys.executable, *program],
        cwd=ROOT,
        env=_environment(PORT=str(port), ACTION_PORT=str(action_port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = ""
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        assert f"http://127.0.0.1:{port}" in line
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) >= 2
        process.send_signal(number)
        process.wait(120)
        gone, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
        assert len(gone) == len(children)
        assert not answers(f"http://127.0.0.1:{port}/")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(120)


def test_the_model_is_trained_again_only_when_its_sources_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("config.yml", "domain.yml"):
        (tmp_path / name).write_text("a: 1\n", "utf-8")
    monkeypatch.setattr(model, "ROOT", tmp_path)
    before = model.fingerprint()
    time.sleep(0.01)
    (tmp_path / "config.yml").touch()
    assert model.fingerprint() == before
    (tmp_path / "config.yml").write_text("a: 2\n", "utf-8")
    assert model.fingerprint() != before


def test_broken_yaml_is_one_clear_line() -> None:
    output = (
        "noise\nrasa.shared.exceptions.YamlSyntaxException: Failed to read '/x/domain.yml'. expected ',' or ']'\n"
        'in "/x/domain.yml", line 7, column 1:\n^ (line: 7)\n'
    )
    message = model._why(output)
    assert "\n" not in message
    assert "domain.yml" in message
    assert "line 7" in message


def small_model(folder: Path) -> bytes:
    """An archive as training leaves it, but of a few megabytes (which cannot be packed any smaller)."""
    content = folder / "metadata.json"
    content.write_bytes(random.Random(7).randbytes(3_000_000))
    path = folder / "whole.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(content, "metadata.json")
    return path.read_bytes()


@pytest.mark.parametrize("cut", [0, 10, 0.5, -200, -1])
def test_a_model_that_was_cut_off_is_found(cut: float, tmp_path: Path) -> None:
    whole = small_model(tmp_path)
    at = int(len(whole) * cut) if isinstance(cut, float) else cut
    path = tmp_path / "tuika-cut.tar.gz"
    path.write_bytes(whole)
    assert model.is_whole(path)
    path.write_bytes(whole[:at])
    assert not model.is_whole(path)
    path.unlink()
    assert not model.is_whole(path)


def test_a_model_that_was_cut_off_is_trained_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = small_model(tmp_path)
    path = tmp_path / "tuika-0.tar.gz"
    path.write_bytes(whole[:-1])

    def train(command: list[str], *_: object) -> subprocess.CompletedProcess[str]:
        path.write_bytes(whole)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(model, "current", lambda: path)
    monkeypatch.setattr(model, "MODELS", tmp_path)
    monkeypatch.setattr(model.children, "run", train)
    assert model.ensure() == path
    assert "坏了" in capsys.readouterr().out
    assert model.is_whole(path)
    assert model.ensure() == path
    assert capsys.readouterr().out == ""


def test_training_names_the_faults_of_the_knowledge_files_alone() -> None:
    """Rasa's process reads them; whoever called it must see file and line, not the lines around them."""
    output = "INFO rasa\ntuika/knowledge/law.yaml:3: a：没有叫「b」的\ntuika/knowledge/asks/x.yaml:9: c\n"
    assert model._why(output) == "tuika/knowledge/law.yaml:3: a：没有叫「b」的\ntuika/knowledge/asks/x.yaml:9: c"
