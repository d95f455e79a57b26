"""Where facts come from: every source in the knowledge is an address, a law, or something that the repository holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "tuika" / "knowledge"
SOURCES = ROOT / "docs" / "sources"
FACTS = (SOURCES / "facts.md").read_text("utf-8")
#: The ids that facts.md explains, and those of the provisions.
IDS = set(re.findall(r"^\| `([a-z0-9-]+)` \|", FACTS, re.M))
ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(/\S*)?")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def sources_of(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "source":
                yield from map(str, value if isinstance(value, list) else [value])
            else:
                yield from sources_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from sources_of(value)


def files() -> list[Path]:
    return sorted(path for path in KNOWLEDGE.rglob("*.yaml"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_a_source_can_be_found(path: Path) -> None:
    known = IDS | set(load(KNOWLEDGE / "law.yaml")["provisions"])
    for source in sources_of(load(path)):
        if CODE.fullmatch(source):
            assert source in known, f"{source}：docs/sources/facts.md 里没有"
        elif not ADDRESS.fullmatch(source):
            assert re.search(r"[\u4e00-\u9fff]", source), source
        for named in re.findall(r"docs/[\w./-]+", source):
            assert (ROOT / named).is_file(), named
        assert "来源文章" not in source


def test_each_id_is_explained_once_and_used() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+) \|", FACTS, re.M)
    assert len(rows) == len(IDS)
    assert all(len(text.strip()) >= 8 for _, text in rows)
    used = {source for path in files() for source in sources_of(load(path))}
    # told of another fact: its own line may stand beside it
    beside = set(re.findall(r"另见 ([a-z0-9-]+)", FACTS))
    assert used | beside >= IDS


def test_both_articles_are_named_as_their_pages_say() -> None:
    used = {source for path in files() for source in sources_of(load(path))}
    for page in (SOURCES / "carrier-cards.md", SOURCES / "affiliate-cards.md"):
        written = re.search(r"它写作 `([^`]+)`", page.read_text("utf-8"))
        assert written
        assert written[1] in used
