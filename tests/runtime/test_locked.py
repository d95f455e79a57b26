"""The lock: what runs the bot needs nothing of what tests it, and each environment is as small as it says."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from runtime.launching.model import ROOT

#: Folders that run in production, and the modules among them that do not: they start servers on a developer's machine.
FOLDERS = ("tuika", "nlu", "actions", "channels", "runtime")
FOR_DEVELOPERS = {ROOT / "runtime" / "replicas.py", ROOT / "runtime" / "launching" / "backing.py"}


def _lock(folder: Path) -> dict[str, Any]:
    locked = tomllib.loads((folder / "uv.lock").read_text("utf-8"))["package"]
    return {package["name"]: package for package in locked}


def _needed(lock: dict[str, Any], name: str) -> set[str]:
    """What is installed with ``name``, groups for developers left out."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        package = lock[waiting.pop()]
        if package["name"] not in found:
            found.add(package["name"])
            waiting += [each["name"] for each in package.get("dependencies", ())]
            extras = package.get("optional-dependencies", {})
            waiting += [each["name"] for extra in extras.values() for each in extra]
    return found


def _imported(path: Path) -> set[str]:
    """The packages that a module names in its import statements."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_runs_the_bot_imports_only_what_is_installed_for_it(folder: str) -> None:
    needed = _needed(_lock(ROOT), "tuika")
    installed = packages_distributions()
    missing = {}
    for path in set((ROOT / folder).rglob("*.py")) - FOR_DEVELOPERS:
        for name in _imported(path) - set(sys.stdlib_module_names):
            if not (ROOT / name).is_dir() and not needed & {
                d.lower().replace("_", "-").replace(".", "-") for d in installed[name]
            }:
                missing[name] = path
    assert not missing


def test_what_only_tests_or_draws_is_not_installed_to_run() -> None:
    needed = _needed(_lock(ROOT), "tuika")
    assert not needed & {
        "pytest",
        "playwright",
        "mypy",
        "ruff",
        "hypothesis",
        "matplotlib",
        "aiogram",
        "babel",
        "jiojio",
    }


def test_stock_rasa_has_an_environment_of_its_own() -> None:
    stock, ours = _lock(ROOT / "bench" / "stock"), _lock(ROOT)
    assert stock["rasa"]["version"] == ours["rasa"]["version"]
    assert stock["tensorflow"]["version"] == "2.12.0"
    assert not {"tensorflow", "keras", "jax", "jaxlib"} & set(ours)


def test_where_no_python_is_found_it_is_said_which_one_to_install(tmp_path: Path) -> None:
    """With a uv that finds nothing and fetches nothing."""
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\nexit 2\n", "utf-8")
    uv.chmod(0o755)
    (tmp_path / ".python-version").write_text("3.12\n", "utf-8")
    done = subprocess.run(
        [str(ROOT / "tools" / "environment.sh"), str(tmp_path)],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("要 Python 3.12：本机没有，uv 也没能从网上取到。请先装一个")
