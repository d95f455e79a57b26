"""What a contributor is told by files that nothing runs: targets, licences, what is imported, the version."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.notices import OUT, delivered, document

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
#: What the bot runs with, and what is beside it.
RUNNING = ("tuika", "nlu", "actions", "channels", "runtime")
BESIDE = ("tools", "bench", "tests", "workshop")
#: `make run` and `make replicas` with PostgreSQL and Redis of this machine: a tool, kept where it starts servers.
TRIED_ONLY = {"runtime/replicas.py", "runtime/launching/backing.py"}
#: Stock Rasa, which has a project of its own.
ELSEWHERE = {"bench/stock"}


def make(*words: str) -> str:
    # as a user calls it: whoever runs the tests by `make test` hands the settings of that make on
    alone = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    return subprocess.run(["make", *words], cwd=ROOT, check=True, capture_output=True, text=True, env=alone).stdout


def test_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.M)[1].split())  # type: ignore[index]
    targets = set(re.findall(r"^([a-z][a-z-]*):", text, re.M))
    assert targets == phony
    told = dict(re.findall(r"^make (\S+) +(\S.*)$", make("help"), re.M))
    assert set(told) == targets
    assert make("--no-print-directory") == make("help")


def test_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md")]:
        named = set(re.findall(r"`make ([a-z][a-z-]*)", path.read_text("utf-8")))
        assert named <= targets, path


def test_notices_are_those_of_the_lock() -> None:
    kept = OUT.read_text("utf-8")
    rows = dict(re.findall(r"^\| (\S+) \| (\S+) \| [^|]+ \| [^|]* \|$", kept, re.M))
    wanted = delivered(LOCK)
    assert len(wanted) > 100
    assert {name: rows.get(name) for name in wanted} == wanted
    assert kept == document(), "make notices"


def test_a_bill_of_materials_holds_what_is_delivered() -> None:
    make("sbom")
    bill = json.loads((ROOT / "results" / "sbom.cdx.json").read_text("utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    listed = {part["name"]: part.get("version") for part in bill["components"]}
    assert {name: listed.get(name) for name in delivered(LOCK)} == delivered(LOCK)
    assert "pytest" not in listed


def names_declared(requirements: list[str]) -> set[str]:
    return {plain(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in requirements}  # type: ignore[index]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def modules_of(path: Path) -> set[str]:
    """The top modules that a file imports, ours and the standard library's left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {*RUNNING, *BESIDE, "rasa_light", "bench"}


def sources(folder: str) -> list[Path]:
    """The folder's own Python files; what `make bench` installs for stock Rasa is not ours."""
    return [path for path in (ROOT / folder).rglob("*.py") if ".venv" not in path.parts]


@cache
def packages() -> Mapping[str, list[str]]:
    """Top module -> the installed packages that hold it."""
    return packages_distributions()


def undeclared(folder: str, declared: set[str]) -> dict[str, set[str]]:
    """Module -> files that import it though no declared package holds it."""
    homes = packages()
    missing: dict[str, set[str]] = {}
    for path in sources(folder):
        place = str(path.relative_to(ROOT))
        if any(place.startswith(other) for other in ELSEWHERE):
            continue
        known = declared | (names_declared(PROJECT["dependency-groups"]["dev"]) if place in TRIED_ONLY else set())
        for module in modules_of(path):
            if not {plain(home) for home in homes.get(module, [module])} & known:
                missing.setdefault(module, set()).add(place)
    return missing


@pytest.mark.parametrize("folder", RUNNING)
def test_what_runs_is_declared(folder: str) -> None:
    assert undeclared(folder, names_declared(PROJECT["project"]["dependencies"])) == {}


@pytest.mark.parametrize("folder", BESIDE)
def test_what_tests_it_is_declared(folder: str) -> None:
    groups = PROJECT["dependency-groups"].values()
    declared = names_declared([line for group in groups for line in group])
    assert undeclared(folder, declared | names_declared(PROJECT["project"]["dependencies"])) == {}


def test_the_version_is_the_changelogs() -> None:
    heads = re.findall(r"^## \[([^\]]+)\](.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    version = PROJECT["project"]["version"]
    released = [head for head, _ in heads if head != "Unreleased"]
    assert heads[0][0] == "Unreleased"
    if ".dev" in version:
        assert version.split(".dev")[0] in heads[0][1]
        assert version.split(".dev")[0] not in released
    else:
        assert version == released[0]


@pytest.mark.parametrize("folder", ["channels", "actions", "runtime", "light", "tools", "bench"])
def test_no_docstring_says_only_where_it_was_inherited(folder: str) -> None:
    for path in sources(folder):
        assert "See the parent " + "class" not in path.read_text("utf-8"), path
