"""The two bots that are compared: ours, and stock Rasa on the same project, each in an environment of its own.

Stock Rasa needs TensorFlow 2.12 and so Python 3.10 (``bench/stock/pyproject.toml``); ours runs on what the project
runs on. What is compared is what somebody gets who installs the one or the other, interpreter included.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from runtime.launching import model
from runtime.launching.ports import free_port
from runtime.launching.servers import NotStarted, Servers, action_command

#: What both are made from; the configuration differs.
_SHARED = ("domain.yml", "data")
#: What a contestant configures for itself.
_OWN = ("config.yml", "endpoints.yml", "credentials.yml")


#: The interpreter of stock Rasa's environment; ``make bench`` brings it.
STOCK_PYTHON = model.ROOT / "bench" / "stock" / ".venv" / "bin" / "python"

#: What `rasa init` writes, and what stock Rasa is trained with here. A turn costs the same after either: the models are
#: of one size, and every turn passes through all of them. Its training time and what it understands are not compared.
_EPOCHS = "epochs: 100"
STOCK_EPOCHS = 3

#: Settings of ours that the stock bot does not get.
_OURS = ("OMP_NUM_THREADS", "MALLOC_ARENA_MAX")


@dataclass
class Contestant:
    """One bot: how it is trained and served, by which Python. ``train_seconds`` and the others are measured here."""

    name: str
    python: Path
    folder: Path
    environment: dict[str, str]
    port: int
    train_command: list[str]
    train_seconds: float = 0.0
    start_seconds: float = 0.0
    start_memory: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def train(self) -> None:
        """Train from nothing, caches emptied.

        Raises:
            NotStarted: there is no such Python.
            subprocess.CalledProcessError: training failed.
        """
        if not self.python.exists():
            raise NotStarted(f"{self.name} 的环境还没有准备：用 make bench 启动")
        shutil.rmtree(self.folder / ".rasa", ignore_errors=True)
        began = time.perf_counter()
        subprocess.run(self.train_command, cwd=self.folder, env=self.environment, check=True, capture_output=True)
        self.train_seconds = time.perf_counter() - began

    def serve(self, servers: Servers) -> None:
        """Start the Rasa server by its own command and wait until it answers."""
        command = [str(self.python), "-m", "rasa", "run", "--model", "models/bench.tar.gz", "--port", str(self.port)]
        began = time.perf_counter()
        self.process = servers.start(self.name, command, self.environment, cwd=self.folder)
        servers.wait_for(self.name, self.process, f"http://127.0.0.1:{self.port}/", 180)
        self.start_seconds = time.perf_counter() - began

    def memory(self) -> float:
        """Resident memory of the Rasa server now, GB."""
        assert self.process is not None
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**30


def project(folder: Path, extra: Sequence[str], settings: Path) -> None:
    """Lay out a Rasa project in ``folder``: the shared files, ``extra`` and the settings found in ``settings``."""
    for name in (*_SHARED, *extra):
        source = model.ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("node_modules"))
        else:
            shutil.copy(source, folder / name)
    for name in _OWN:
        shutil.copy(settings / name, folder / name)


def contestants(scratch: Path, action_port: int) -> list[Contestant]:
    """Ours and stock Rasa, laid out under ``scratch``."""
    base = {**model.environment(), "TUIKA_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook"}
    base.pop("PYTHONPATH")
    stock_environment = {k: v for k, v in base.items() if k not in _OURS}
    stock_train = [str(STOCK_PYTHON), "-m", "rasa", "train", "--out", "models", "--fixed-model-name", "bench"]
    our_train = model.train_command(Path("models"), "bench")
    found = []
    for name, python, extra, settings, environment, train in (
        ("ours", Path(sys.executable), ("nlu", "runtime", "tuika", "channels", "web"), model.ROOT, base, our_train),
        ("stock", STOCK_PYTHON, (), Path(__file__).with_name("stock"), stock_environment, stock_train),
    ):
        folder = scratch / name
        folder.mkdir(parents=True)
        project(folder, extra, settings)
        _shorten(folder / "config.yml")
        here = {"PYTHONPATH": str(folder)} if extra else {}
        found.append(Contestant(name, python, folder, {**environment, **here}, free_port(), train))
    return found


def _shorten(config: Path) -> None:
    """Let stock Rasa's models be trained for ``STOCK_EPOCHS``; ours have no epochs."""
    config.write_text(config.read_text("utf-8").replace(_EPOCHS, f"epochs: {STOCK_EPOCHS}"), "utf-8")


def action_server(servers: Servers) -> int:
    """Start the one action server that both call; its port."""
    port = free_port()
    process = servers.start("actions", action_command(port), {})
    servers.wait_for("actions", process, f"http://127.0.0.1:{port}/health")
    return port
