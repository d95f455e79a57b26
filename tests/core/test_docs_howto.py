"""The pages under docs/how-to, really followed: each block is put where it belongs in a copy, and the checks are run.

A block is bound to its place by a comment above it: ``do: new FILE``, ``do: end FILE``, ``do: after FILE |line|``
(behind the first line that begins so), ``do: instead FILE |text|`` (a text that stands there once). A ``check`` is run
in the copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "how-to").glob("add-*.md"))
COPIED = ("tuika", "nlu", "data", "channels", "actions", "runtime", "tools", "light")
FILES = ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml", "uv.lock", "web/page.html")
_BLOCK = re.compile(r"<!-- (do: (?P<do>.+?)|check) -->\n```\w*\n(?P<text>.*?)^```$", re.M | re.S)
_NAMED = re.compile(r"`((?:tuika|nlu|data|channels|tests|tools|docs|runtime|web|actions|bench)/[A-Za-z0-9_./-]+)`")
_PLACE = re.compile(r"(?P<how>new|end|after|instead) (?P<file>\S+)(?: \|(?P<at>.+)\|)?", re.S)


def follow(place: str, text: str, root: Path) -> None:
    """Do with ``text`` what the page says."""
    found = _PLACE.fullmatch(place)
    assert found, f"not understood: {place}"
    path, at = root / found["file"], found["at"]
    if found["how"] == "new":
        assert not path.exists(), f"{path.name} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return
    old = path.read_text("utf-8")
    if found["how"] == "end":
        path.write_text(old.rstrip("\n") + "\n" + text, "utf-8")
    elif found["how"] == "instead":
        assert old.count(at) == 1, f"{path.name}: {at}"
        path.write_text(old.replace(at, text.rstrip("\n")), "utf-8")
    else:
        lines = old.splitlines(keepends=True)
        behind = next((n for n, line in enumerate(lines, 1) if line.startswith(at)), None)
        assert behind, f"{path.name}: no line begins with {at!r}"
        path.write_text("".join([*lines[:behind], text, *lines[behind:]]), "utf-8")


def copy(root: Path) -> None:
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)


def test_there_is_a_page_for_each_kind_of_addition() -> None:
    kinds = {page.stem.removeprefix("add-a-") for page in PAGES}
    assert kinds == {"matter", "fact", "phrase", "carrier", "channel", "language"}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_can_be_followed(page: Path, tmp_path: Path) -> None:
    blocks = list(_BLOCK.finditer(page.read_text("utf-8")))
    assert any(block["do"] for block in blocks)
    assert any(not block["do"] for block in blocks)
    copy(tmp_path)
    for block in blocks:
        if block["do"]:
            follow(block["do"], block["text"], tmp_path)
            continue
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, "-c", block["text"]]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-1000:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    made = set(re.findall(r"<!-- do: new (\S+) -->", text))
    plain = _BLOCK.sub("", text)
    for name in _NAMED.findall(plain):
        assert (ROOT / name).exists() or name in made, name
