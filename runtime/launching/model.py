"""The trained model: where it is, whether it still fits its sources, and training it."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import sys
import tarfile
import zlib
from pathlib import Path

from . import children

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
#: Rasa's command, with our repairs in place.
RASA = (sys.executable, "-m", "runtime.with_rasa")
#: What a model depends on, besides the locked packages. The features hold the vocabulary of the facts and of the order.
SOURCES = (
    "config.yml",
    "domain.yml",
    "uv.lock",
    "data/**/*.yml",
    "data/clauses/*.tsv",
    "data/exchanges/*.tsv",
    "data/openings/*.tsv",
    "nlu/*.py",
    "nlu/*.yaml",
    "tuika/knowledge/fields.yaml",
    "tuika/knowledge/order.yaml",
)
#: Files whose examples the model learns from, too.
MATTERS = "tuika/knowledge/matters/*.yaml"
#: How a line begins that names a fault in the knowledge files.
_KNOWLEDGE = "tuika/knowledge/"


class Untrained(RuntimeError):
    """There is no model, or training failed."""


def fingerprint() -> str:
    """A hash of everything the model depends on."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    # a matter's file ends with its examples; correcting a text before them trains nothing anew
    for path in sorted(ROOT.glob(MATTERS)):
        digest.update(path.read_bytes().partition(b"\nexamples:")[2])
    return digest.hexdigest()[:16]


def current() -> Path:
    """Where the model of the present sources is or would be."""
    return MODELS / f"tuika-{fingerprint()}.tar.gz"


def environment() -> dict[str, str]:
    """The environment for Rasa's commands: no telemetry, no warnings a user cannot act on."""
    return {
        "TUIKA_ACTION_URL": "http://127.0.0.1:5055/webhook",
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # fewer memory pools: each thread's own would hold on to what it once needed
        "MALLOC_ARENA_MAX": "2",
        # two cores: the libraries' own threads only get into each other's way
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def ensure(force: bool = False) -> Path:
    """The model of the present sources, trained now where it is missing (or ``force``).

    Raises:
        Untrained: training failed; what Rasa said has been printed.
    """
    path = current()
    if path.exists() and not force:
        if is_whole(path):
            return path
        print(f"模型文件 {path.name} 坏了，重新训练", flush=True)
    print("训练模型（一两分钟，数据没变就不再训练）…", flush=True)
    MODELS.mkdir(exist_ok=True)
    done = children.run(train_command(MODELS, path.name[:-7]), ROOT, environment())
    if done.returncode or not is_whole(path):
        raise Untrained(_why(done.stdout))
    for old in MODELS.glob("tuika-*.tar.gz"):
        if old != path:
            old.unlink()
    return path


def is_whole(path: Path) -> bool:
    """Whether the model's archive can be read to its end: one whose copy or training was cut off cannot."""
    try:
        with gzip.open(path) as stream:
            # to the end, where the checksum stands
            while stream.read(1 << 20):
                pass
        with tarfile.open(path) as archive:
            return archive.next() is not None
    except (tarfile.TarError, OSError, EOFError, zlib.error):
        return False


def train_command(out: Path, name: str) -> list[str]:
    """The command that trains; ``rasa data validate`` is a step of its own (``validate``)."""
    command = [*RASA, "train", "--skip-validation"]
    return [*command, "--out", str(out), "--fixed-model-name", name]


def validate() -> None:
    """``rasa data validate`` over domain, data and config.

    Raises:
        Untrained: something is wrong; the message says what.
    """
    command = [*RASA, "data", "validate", "--fail-on-warnings"]
    done = children.run(command, ROOT, environment())
    if done.returncode:
        raise Untrained("rasa data validate：\n" + done.stdout[-3000:])
    print("rasa data validate：没有问题")


def _why(output: str) -> str:
    """What Rasa's output says is wrong: the faults of the knowledge files, or its own line."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    if faults := [line for line in lines if line.startswith(_KNOWLEDGE)]:
        return "\n".join(faults)
    marks = (
        "YamlSyntaxException",
        "YamlException",
        "Failed to read",
        "InvalidRule",
        "InvalidDomain",
        "Error:",
        "Exception:",
    )
    telling = [number for number, line in enumerate(lines) if any(mark in line for mark in marks)]
    if not telling:
        return "训练失败：\n" + "\n".join(lines[-5:])
    return "训练失败：" + " ".join(lines[telling[-1] : telling[-1] + 3])
