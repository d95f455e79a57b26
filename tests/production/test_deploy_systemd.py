"""The systemd units (M5): they start what exists, come back, are bounded, and write only where they must."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from runtime.launching.model import ROOT

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))


def settings(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text("utf-8").splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_all_are_there() -> None:
    assert [path.name for path in UNITS] == ["tuika-actions.service", "tuika.service", "tuika@.service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_comes_back_is_bounded_and_writes_only_where_it_must(path: Path) -> None:
    found = settings(path)
    python, flag, module, *_ = found["ExecStart"].split()
    assert (python, flag) == ("/opt/tuika/.venv/bin/python", "-m")
    assert importlib.util.find_spec(module) is not None
    assert found["Restart"] == "always"
    assert found["User"] == "tuika"
    assert found["KillMode"] == "mixed"
    assert found["MemoryMax"]
    assert found["TasksMax"]
    assert found["ProtectSystem"] == "strict"
    assert found["ReadWritePaths"] == "/opt/tuika/.run"
    assert found["NoNewPrivileges"] == "yes"
    # secrets stand in a file of their own, not in a unit that everybody may read
    assert found["EnvironmentFile"] == "/etc/tuika.env"
    assert "SECRET" not in found["Environment"]
    assert "TOKEN" not in found["Environment"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_it(path: Path, tmp_path: Path) -> None:
    # the programs are not installed on this machine: only how the unit is written is looked at
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace("/opt/tuika/.venv/bin/python", "/bin/true"))
    name = path.name.replace("@.", "@5005.")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True
    )
    said = [line for line in done.stderr.splitlines() if "tuika" in line]
    assert said == []
