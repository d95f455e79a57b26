"""Documents: none is lost, no link is dead, each is in one language, and what contributors' tools read can be read."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")])
#: Short notices that hold both languages, one below the other.
BOTH = {"SECURITY.md", "CODE_OF_CONDUCT.md"}


def load(name: str) -> Any:
    return YAML(typ="safe").load((ROOT / name).read_text("utf-8"))


def prose(page: Path) -> str:
    """The page without what stands as code."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S)


def links(page: Path) -> set[Path]:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose(page))
    return {(page.parent / t).resolve() for t in targets if not re.match(r"[a-z]+:", t)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page: Path) -> None:
    assert {str(target) for target in links(page) if not target.exists()} == set()


def test_the_index_leads_to_every_document() -> None:
    named = links(ROOT / "docs" / "README.md")
    shown = {page for page in PAGES if page in named or page.parent in named}
    beyond = {target for page in shown for target in links(page)}
    lost = {page for page in (ROOT / "docs").rglob("*.md") if page not in shown | beyond}
    assert lost == {ROOT / "docs" / "README.md"} - beyond
    assert ROOT / "docs" / "README.md" in links(ROOT / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_document_is_in_one_language(page: Path) -> None:
    if page.name in BOTH or page.name == "THIRD_PARTY.md":
        return
    text = re.sub(r"\]\([^)]*\)|https?://\S+|<!--.*?-->", "", prose(page), flags=re.S)
    sentences = re.findall(r"(?:[A-Za-z][A-Za-z',-]* ){8,}[a-z]+[.:;]", text)
    if page.stem.endswith(".en"):
        assert len(re.findall(r"[\u4e00-\u9fff]", text)) < len(re.findall(r"[A-Za-z]+", text)) / 4
        assert (page.parent / page.name.replace(".en.", ".")).exists()
    else:
        assert sentences == []


def test_hooks_and_workflow_run_what_is_there() -> None:
    hooks = [hook for repo in load(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert {hook["id"] for hook in hooks} == {"ruff", "ruff-format", "mypy", "validate"}
    assert all(hook["language"] == "system" and hook["entry"].startswith(".venv/bin/") for hook in hooks)
    # read as text: Rasa, once loaded, takes the workflow's own variables for the environment's
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert re.findall(r"^\s+(?:- )?run: (.+)$", workflow, re.M) == [".ci/run"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda p: p.stem)
def test_an_issue_template_asks_for_something(path: Path) -> None:
    form = load(str(path.relative_to(ROOT)))
    assert form["name"]
    assert form["description"]
    assert any(part.get("validations", {}).get("required") for part in form["body"])
    ids = [part["id"] for part in form["body"] if "id" in part]
    assert len(set(ids)) == len(ids)


def test_yaml_that_editors_read_begins_in_chinese() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.yml", "*.yaml"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    edited = [n for n in listed if n.startswith(("tuika/knowledge/", "data/", "channels/")) or "/" not in n]
    for name in edited:
        notes = [line for line in (ROOT / name).read_text("utf-8").splitlines()[:4] if line.startswith("#")]
        told = [line for line in notes if "yaml-language-server" not in line]
        assert told, f"{name}: no note"
        assert re.search(r"[\u4e00-\u9fff]", told[0]), f"{name}: {told[0]}"
