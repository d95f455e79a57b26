"""A Rasa project of two intents, of Rasa's own parts, and commands of this environment run far from our own project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


def surroundings(folder: Path, **extra: str) -> dict[str, str]:
    """Environment variables with next to nothing in them."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONWARNINGS": "ignore", **extra}


def run(folder: Path, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment in ``folder`` to its end."""
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env=surroundings(folder, **extra),
        capture_output=True,
        text=True,
        timeout=250,
    )


def python(folder: Path, code: str, **extra: str) -> str:
    """What Python prints when it runs ``code`` in ``folder``."""
    done = run(folder, "python", "-W", "ignore", "-c", code, **extra)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


#: Runs each of its arguments but the first in a child process of its own, all at once, after the first in itself.
_FORKED = """
import os, sys, traceback
load, *codes = sys.argv[1:]
exec(load, {})
children = []
for number, code in enumerate(codes):
    children.append(os.fork())
    if not children[-1]:
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{number}.{name}", os.O_CREAT | os.O_WRONLY | os.O_TRUNC), stream)
        status = 1
        try:
            exec(code, {"__name__": "__main__"})
            status = 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int | None) else 1
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)
print(*[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
"""


def forked(folder: Path, load: str, *codes: str, **extra: str) -> list[subprocess.CompletedProcess[str]]:
    """Each of ``codes`` in a process of its own, in which ``load`` (what takes long to import) was done once."""
    done = run(folder, "python", "-W", "ignore", "-c", _FORKED, load, *codes, **extra)
    assert done.returncode == 0, done.stderr
    return [
        subprocess.CompletedProcess(
            code, int(status), *((folder / f"{number}.{name}").read_text("utf-8") for name in ("out", "err"))
        )
        for number, (code, status) in enumerate(zip(codes, done.stdout.split()[-len(codes) :], strict=True))
    ]


def write(folder: Path, component: str, policy: str) -> None:
    """The project's files. ``good`` (「yes please」) is answered 「fine」, ``bad`` (「no thanks」) 「as you like」."""
    parts = "".join(f"  - name: {part}\n" for part in ("WhitespaceTokenizer", "CountVectorsFeaturizer", component))
    (folder / "config.yml").write_text(
        f"recipe: default.v1\nlanguage: en\npipeline:\n{parts}policies:\n  - name: {policy}\n", "utf-8"
    )
    (folder / "domain.yml").write_text(
        'version: "3.1"\nintents: [good, bad]\nresponses:\n  utter_good:\n  - text: fine\n'
        "  utter_bad:\n  - text: as you like\n",
        "utf-8",
    )
    (folder / "data").mkdir()
    (folder / "data" / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: good\n  examples: |\n    - yes please\n    - do so\n'
        "- intent: bad\n  examples: |\n    - no thanks\n    - stop it\n",
        "utf-8",
    )
    (folder / "data" / "rules.yml").write_text(
        'version: "3.1"\nrules:\n- rule: good\n  steps:\n  - intent: good\n  - action: utter_good\n'
        "- rule: bad\n  steps:\n  - intent: bad\n  - action: utter_bad\n",
        "utf-8",
    )
