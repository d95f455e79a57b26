"""``python -m tools.change_facts [PYTEST ARGUMENTS]``: do the domain's tests hold when the trade's facts change?

Copies the domain and its tests, changes every hotline and every count of days in the copy's knowledge, and runs
tests/core there. Tests that repeat a fact instead of reading it fail.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tuika.knowledge import HERE, book

ROOT = Path(__file__).resolve().parents[1]
#: Keys whose whole numbers are counts of days.
_DAYS = re.compile(r"^(\s*(?:range|days|law_days|deadline_days): )(\[?)(\d+)(?:, (\d+))?(\]?)", re.MULTILINE)
_OPENS = re.compile(r"(waits: \{days: )(\d+)")


def numbers() -> dict[str, str]:
    """Every hotline -> another number of the same length."""
    found: dict[str, str] = {}
    for carrier in book().carriers.carriers.values():
        for line in (carrier.hotline, carrier.rights_hotline):
            if line is not None and line.number:
                found[line.number] = (
                    f"9{(int(line.number) * 7 + 13) % 10 ** (len(line.number) - 1):0{len(line.number) - 1}}"
                )
    return found


def _later(match: re.Match[str]) -> str:
    second = "" if match[4] is None else f", {int(match[4]) + 2}"
    return f"{match[1]}{match[2]}{int(match[3]) + 1}{second}{match[5]}"


def change(folder: Path) -> None:
    """Change the facts in the knowledge files of ``folder``."""
    changed = numbers()
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        for old, new in changed.items():
            text = re.sub(rf"(?<!\d){old}(?!\d)", new, text)
        text = _OPENS.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", _DAYS.sub(_later, text))
        path.write_text(text, "utf-8")


def main(arguments: list[str]) -> int:
    """Run; the exit code is pytest's."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        for part in ("tuika", "tests", "tools", "nlu", "data", "runtime", "actions"):
            shutil.copytree(ROOT / part, copy / part)
        for file in ("domain.yml", "pyproject.toml"):
            shutil.copy(ROOT / file, copy / file)
        change(copy / HERE.relative_to(ROOT))
        command = [sys.executable, "-m", "pytest", "-q", "tests/core", *arguments]
        return subprocess.run(command, cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
