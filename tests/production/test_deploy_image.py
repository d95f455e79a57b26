"""The image (H4): it builds from what is in git, and holds what runs and nothing else."""

from __future__ import annotations

import re
import subprocess
from pathlib import PurePosixPath

import pytest

from runtime.launching import model
from tests.production.image import Stage, context, instructions, stages

ROOT = model.ROOT
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
IGNORE = (ROOT / ".dockerignore").read_text("utf-8")
#: What a checkout in use holds besides what is in git.
LEFT_BEHIND = {
    ".git/config",
    ".run/secret",
    ".run/conversations.db",
    ".run/conversations.db-wal",
    ".run/rasa.log",
    ".rasa/cache/x",
    ".venv/bin/python",
    ".venv/lib/python3.10/site-packages/rasa/__init__.py",
    ".env",
    "deploy/.env",
    "deploy/.env.old",
    "tuika/.env",
    "runtime/prod.env",
    "nlu/__pycache__/parts.cpython-310.pyc",
    "data/notes.db",
    "runtime/debug.log",
    "models/tuika-0123456789abcdef.tar.gz",
    "collected/2026-11.jsonl",
    "results/bench.json",
    "dossier.html",
    "web/node_modules/lit/index.js",
    "web/dist/app.js",
    "id_rsa",
    "backup/tuika.dump",
}


@pytest.fixture(scope="module")
def tracked() -> set[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return set(done.stdout.splitlines())


@pytest.fixture(scope="module")
def image(tracked: set[str]) -> Stage:
    return stages(DOCKERFILE, context(IGNORE, tracked | LEFT_BEHIND))[-1]


@pytest.mark.parametrize(
    ("ignore", "path", "taken"),
    [
        ("", "a/b", True),
        ("a", "a/b", False),
        ("*", "a/b", False),
        ("*\n!a", "a/b", True),
        ("*\n!a\na/b", "a/b", False),
        ("*\n!a/b", "a/bc", False),
        ("*.log", "a/x.log", True),
        ("**/*.log", "a/b/x.log", False),
        ("**/*.log", "x.log", False),
        ("# a\n", "a", True),
        ("a?c", "abc", False),
    ],
)
def test_the_rules_are_dockers(ignore: str, path: str, taken: bool) -> None:
    assert (path in context(ignore, [path])) is taken


def test_nothing_left_behind_reaches_the_build(tracked: set[str]) -> None:
    assert context(IGNORE, LEFT_BEHIND) == set()
    assert not any(path.startswith(("tests/", "docs/", "bench/", "deploy/")) for path in context(IGNORE, tracked))


def test_every_copy_finds_something_in_a_clean_tree(tracked: set[str]) -> None:
    found = stages(DOCKERFILE, context(IGNORE, tracked))
    assert [stage.name for stage in found] == ["page", "build", ""]


def test_the_image_holds_what_runs_and_nothing_else(image: Stage) -> None:
    assert image.made == {"/app/.venv", "/app/models", "/app/web/dist"}
    tops = {str(PurePosixPath(path).relative_to("/app")).split("/")[0] for path in image.files}
    code = {"actions", "channels", "data", "nlu", "runtime", "tuika", "web"}
    settings = {"config.yml", "domain.yml", "credentials.yml", "endpoints.production.yml", "uv.lock"}
    notices = {"LICENSE", "THIRD_PARTY.md"}
    assert tops == code | settings | notices
    assert {path for path in image.files if path.startswith("/app/web/")} == {"/app/web/page.html"}
    assert image.user == "tuika"


def test_what_runs_is_there(image: Stage, tracked: set[str]) -> None:
    code = ("actions/", "channels/", "nlu/", "runtime/", "tuika/")
    assert {f"/app/{path}" for path in tracked if path.startswith(code)} <= image.files
    # a model is used only where it fits its sources: without them the replica would train anew, on a read-only disk
    for pattern in model.SOURCES:
        found = {f"/app/{path.relative_to(ROOT)}" for path in ROOT.glob(pattern)} & {f"/app/{p}" for p in tracked}
        assert found, pattern
        assert found <= image.files, pattern


def test_what_the_environment_is_made_from_is_there_before_it_is_made() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = {"pyproject.toml", "uv.lock", ".python-version", *re.findall(r'path = "([^"]+)"', project)}
    before = DOCKERFILE.split("RUN uv sync")[0]
    copied = {word for name, rest in instructions(before) if name == "COPY" for word in rest.split()[:-1]}
    assert wanted <= copied
    assert wanted <= context(IGNORE, wanted)


def test_python_is_the_projects_and_no_base_moves_by_itself() -> None:
    arguments = dict(rest.split("=", 1) for name, rest in instructions(DOCKERFILE) if name == "ARG")
    assert arguments["PYTHON"] == (ROOT / ".python-version").read_text("utf-8").strip()
    bases = [rest.split()[0] for name, rest in instructions(DOCKERFILE) if name == "FROM"]
    assert all(re.fullmatch(r"[a-z]+:(\d+-bookworm-slim|\$\{PYTHON\}-slim-bookworm)", base) for base in bases)


@pytest.mark.parametrize("name", [".env", "deploy/.env", "deploy/.env.old", "deploy/production.env"])
def test_secrets_are_not_for_git(name: str) -> None:
    done = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT)
    if done.returncode == 128:
        pytest.skip("not a git checkout")
    assert done.returncode == 0


def test_the_example_is_for_git(tracked: set[str]) -> None:
    assert "deploy/env.example" in tracked
    assert not any(path.endswith(".env") for path in tracked)
