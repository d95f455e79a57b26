from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tuika import knowledge
from tuika.validate import references


def test_the_knowledge_is_valid() -> None:
    assert knowledge.problems() == []
    assert references() == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(knowledge.HERE, tmp_path / "knowledge")
    return tmp_path / "knowledge"


def _break(folder: Path, name: str, old: str, new: str) -> int:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    return line


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("carriers.yaml", 'number: "10010"', "number: 10010", "10010"),
        ("carriers.yaml", 'number: "10015"', 'number: "1001五"', "1001五"),
        ("plans.yaml", "confidence: high", "confidence: sure", "sure"),
        ("refunds.yaml", "    unit: workday", "    unit: week", "week"),
    ],
)
def test_a_breach_of_the_schema_is_named_with_file_and_line(
    copy: Path, name: str, old: str, new: str, word: str
) -> None:
    line = _break(copy, name, old, new)
    found = [p for p in knowledge.problems(copy) if p.file == name]
    assert [(p.line, word in p.message) for p in found] == [(line, True)]


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("plans.yaml", "channel: police", "channel: polize", "polize"),
        ("plans.yaml", "window: seller_pending", "window: seller_pnding", "seller_pnding"),
        ("plans.yaml", "ordered_by: [不是我]", "ordered_by: [不是她]", "不是她"),
        ("intents.yaml", "{settlement: 统一结算}", "{settlement: 统一}", "统一"),
    ],
)
def test_a_dangling_reference_is_named_with_file_and_line(copy: Path, name: str, old: str, new: str, word: str) -> None:
    line = _break(copy, name, old, new)
    found = [p for p in references(copy) if p.file == name]
    assert [(p.line, word in p.message) for p in found] == [(line, True)]


def test_broken_yaml_is_one_clear_line(copy: Path) -> None:
    line = _break(copy, "stages.yaml", "card_stage:", "card_stage: [")
    found = [p for p in knowledge.problems(copy) if p.file == "stages.yaml"]
    assert len(found) == 1
    assert found[0].line >= line
    assert "YAML" in found[0].message


def test_a_missing_source_is_found(copy: Path) -> None:
    _break(copy, "objections.yaml", "    source: [第一篇来源文章, 消费者权益保护法实施条例第十七条]\n", "")
    assert any("'source' is a required property" in p.message for p in knowledge.problems(copy))
