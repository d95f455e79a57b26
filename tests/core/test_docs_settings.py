"""docs/settings.md against what reads the environment: nothing is left out, nothing is invented, defaults are true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from runtime.operations.purging import FOREVER, KEEP_DAYS
from runtime.operations.storage import DEFAULT
from runtime.replica import NEEDED

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "settings.md").read_text("utf-8")
#: Name -> (where it is used, what holds without it, what it does).
ROWS = {name: rest for name, *rest in re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.M)}
FOLDERS = ("tuika", "nlu", "actions", "channels", "runtime", "tools")
#: Set by our own programs for their children, or by compose from another of the names.
INTERNAL = {
    "RASA_TELEMETRY_ENABLED",
    "REDISCLI_AUTH",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONWARNINGS",
    "PORT_RUNNING",
}
#: Read by a library; no line of ours does.
OF_LIBRARIES = {"SANIC_PROXIES_COUNT"}


def constant(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def read_in(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Each name that the code takes from the environment, with the default that is written there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and "environ" in ast.unparse(node.value):
            if name := constant(node.slice):
                yield name, None
        elif isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            first = constant(node.args[0])
            if first and called.endswith(("environ.get", "environment.get", "getenv", "from_environment")):
                default = constant(node.args[1]) if len(node.args) > 1 else None
                yield first, default
            elif called == "settings" and first:
                yield from ((f"{first}_{name}", None) for name in ast.literal_eval(node.args[1]))


@cache
def in_python() -> dict[str, set[str]]:
    """Name -> the non-empty defaults that are written beside it."""
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for name, default in read_in(ast.parse(path.read_text("utf-8"))):
                found.setdefault(name, set()).update({default} if default else ())
    return found


def in_files() -> dict[str, set[str]]:
    """The same for what is written outside Python: endpoints, compose, the proxy, the Makefile."""
    found: dict[str, set[str]] = {}
    for path in [*ROOT.glob("endpoints*.yml"), ROOT / "deploy" / "compose.yaml", ROOT / "deploy" / "Caddyfile"]:
        for name, default in re.findall(r"\$\{([A-Z_]+)(?::[-?]?([^}]*))?\}", path.read_text("utf-8")):
            found.setdefault(name, set()).update({default} if default else ())
        for name, default in re.findall(r"\{\$([A-Z_]+)(?::([^}]*))?\}", path.read_text("utf-8")):
            found.setdefault(name, set()).update({default} if default else ())
    makefile = (ROOT / "Makefile").read_text("utf-8")
    own = set(re.findall(r"^(?:export )?([A-Z_]+) :=", makefile, re.M)) | {"CURDIR", "MAKE", "MAKEFILE_LIST"}
    recipes = "\n".join(line for line in makefile.splitlines() if line.startswith("\t"))
    for name in set(re.findall(r"\$\((?:if \$\(|or \$\()?([A-Z]+)\b", recipes)) - own:
        found.setdefault(name, set())
    return found


def test_every_setting_is_in_the_table_and_no_other() -> None:
    assert (set(in_python()) | set(in_files()) | OF_LIBRARIES) - INTERNAL == set(ROWS)


def test_what_units_and_examples_set_is_in_the_table() -> None:
    named = set()
    for path in (ROOT / "deploy" / "systemd").iterdir():
        lines = re.findall(r"^Environment=(.*)$", path.read_text("utf-8"), re.M)
        named |= {pair.split("=")[0] for line in lines for pair in line.split()}
    named |= set(re.findall(r"^#?([A-Z_]+)=", (ROOT / "deploy" / "env.example").read_text("utf-8"), re.M))
    assert named - INTERNAL <= set(ROWS)


def test_documents_name_no_other_setting() -> None:
    # the page on channels makes up one of its own
    known = set(ROWS) | {"TUIKA_NOTES_KEY"}
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        named = {name for name in re.findall(r"`(TUIKA_[A-Z_]+)\b", path.read_text("utf-8")) if not name.endswith("_")}
        assert named <= known, path


@pytest.mark.parametrize("name", sorted(set(in_python()) | set(in_files())))
def test_a_default_that_is_written_is_told(name: str) -> None:
    if name in ROWS:
        for default in in_python().get(name, set()) | in_files().get(name, set()):
            assert default in ROWS[name][1], f"{name}: {default}"


def test_defaults_that_are_worked_out_are_told() -> None:
    assert str(int(KEEP_DAYS)) == ROWS["TUIKA_KEEP_DAYS"][1]
    assert f"`{FOREVER}`" in ROWS["TUIKA_KEEP_DAYS"][2]
    assert DEFAULT.startswith("sqlite:///")
    assert ROWS["TUIKA_DB"][1].startswith(f"`.run/{Path(DEFAULT).name}`")


def test_what_a_replica_needs_is_marked() -> None:
    assert {name for name, (used, *_) in ROWS.items() if "副" in used} == set(NEEDED)
