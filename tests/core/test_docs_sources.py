"""Where facts come from: every source in the knowledge is an address, a law, or something that the repository holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import cn2an
import pytest
from ruamel.yaml import YAML

from tuika.knowledge import book

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "tuika" / "knowledge"
SOURCES = ROOT / "docs" / "sources"
FACTS = (SOURCES / "facts.md").read_text("utf-8")
#: The ids that facts.md explains, and those of the provisions.
IDS = set(re.findall(r"^\| `([a-z0-9-]+)` \|", FACTS, re.M))
ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(/\S*)?")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ARTICLE = "第[一二三四五六七八九十百千零]+条"
LAW = re.compile(rf"(?P<law>.+?)(（令第\d+号）)?(?P<articles>{ARTICLE}(、{ARTICLE})*)")
#: What an entry of every carrier says.
EACH_CARRIER = re.compile(r"carriers\.yaml 各家 (\w+)")
OURS = "退卡帮项目组"
INTERPRETATIONS = {
    "法释〔2022〕8号": "最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）",
    "法释〔2023〕13号": "最高人民法院关于适用〈中华人民共和国民法典〉合同编通则若干问题的解释",
}
NOT_RECORDED = {"没记", "没读到"}


@cache
def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def table(page: str) -> list[list[str]]:
    """The cells of the table's rows on a page, without its head."""
    lines = [line for line in (SOURCES / page).read_text("utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


DOCUMENTS = {row[0]: row[-1] for row in table("documents.md")}
LAWS = {row[0]: (row[1], row[-1]) for row in table("laws.md")}


def statements(node: Any) -> Iterator[dict[str, Any]]:
    """Everything that has a source."""
    if isinstance(node, dict):
        if "source" in node:
            yield node
        for value in node.values():
            yield from statements(value)
    elif isinstance(node, list):
        for value in node:
            yield from statements(value)


def sources_of(node: Any) -> Iterator[str]:
    for statement in statements(node):
        source = statement["source"]
        yield from map(str, source if isinstance(source, list) else [source])


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from strings(value)


def articles(source: str) -> set[tuple[str, int | None]]:
    """The provisions that a source names; none where it is no law."""
    found = LAW.fullmatch(source)
    if found is None:
        return {(source, None)} if source in LAWS else set()
    law = INTERPRETATIONS.get(found["law"], found["law"])
    return {(law, int(cn2an.cn2an(number))) for number in re.findall(r"第(.+?)条", found["articles"])}


def files() -> list[Path]:
    return sorted(path for path in KNOWLEDGE.rglob("*.yaml"))


def resolves(source: str) -> bool:
    """Whether a reader can find what the source is."""
    if CODE.fullmatch(source):
        return source in IDS or source in book().law.provisions
    if ADDRESS.fullmatch(source) or source in DOCUMENTS:
        return True
    if each := EACH_CARRIER.fullmatch(source):
        return any(each[1] in entry for entry in load(KNOWLEDGE / "carriers.yaml")["carriers"].values())
    named = articles(source)
    return bool(named) and named <= {(p.law, p.article) for p in book().law.provisions.values()}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_a_source_can_be_found(path: Path) -> None:
    for source in sources_of(load(path)):
        assert resolves(source), f"{source}：docs/sources/ 和 law.yaml 里都没有"
        for named in re.findall(r"docs/[\w./-]+", source):
            assert (ROOT / named).is_file(), named


@pytest.mark.parametrize(
    "source",
    [
        "no-such-fact",
        "民法典第九百九十九条",
        "电信用户申诉处理办法第十条、第九十条",
        "carriers.yaml 各家 nothing",
        "某报 2020",
        "第一篇来源文章",
    ],
)
def test_what_leads_nowhere_is_no_source(source: str) -> None:
    assert not resolves(source)


def test_each_id_is_explained_once_and_used() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+) \|", FACTS, re.M)
    assert len(rows) == len(IDS)
    assert all(len(text.strip()) >= 8 for _, text in rows)
    used = {source for path in files() for source in sources_of(load(path))}
    # told of another fact, or of the provision it rests on: its own line may stand beside it
    assert used | beside() | provisions_named() >= IDS


def beside() -> set[str]:
    return set(re.findall(r"另见 ([a-z0-9-]+)", FACTS))


def provisions_named() -> set[str]:
    """The provisions on which the facts say they rest."""
    named = re.findall(r"法规 ((?:[a-z]+-[a-z0-9]+(?: 第（?\w+）?[款项])?(?:, )?)+)", FACTS)
    return {code for part in named for code in re.findall(r"[a-z]+-[a-z0-9]+", part)}


def test_what_a_fact_rests_on_is_explained_too() -> None:
    assert {"cpl-25", "appeal-12", "samr-2"} <= provisions_named()
    assert provisions_named() <= IDS | set(book().law.provisions)
    assert beside() <= IDS
    assert "statutes2" not in FACTS


def test_both_articles_are_named_as_their_pages_say() -> None:
    used = {source for path in files() for source in sources_of(load(path))}
    for page in (SOURCES / "carrier-cards.md", SOURCES / "affiliate-cards.md"):
        written = re.search(r"它写作 `([^`]+)`", page.read_text("utf-8"))
        assert written
        assert written[1] in used


def test_each_document_is_named_once_and_used() -> None:
    assert len(DOCUMENTS) == len(table("documents.md"))
    assert set(DOCUMENTS) <= {source for path in files() for source in sources_of(load(path))}


@pytest.mark.parametrize(
    ("name", "day"),
    [*DOCUMENTS.items(), *((name, day) for name, (_, day) in LAWS.items())],
    ids=lambda value: value[:20],
)
def test_what_was_read_has_a_day_in_the_past(name: str, day: str) -> None:
    if day not in NOT_RECORDED:
        assert date.fromisoformat(day) <= date.today(), name


def test_the_laws_page_is_the_index() -> None:
    said = {(p.law, str(p.effective), str(p.checked or "没读到")) for p in book().law.provisions.values()}
    assert said == {(law, *days) for law, days in LAWS.items()}


def day_of(source: str) -> date | None:
    """The day on which a source was read, where it is known."""
    entry = book().law.provisions.get(source)
    if entry is not None:
        return entry.checked
    laws = {law for law, _ in articles(source)}
    days = {LAWS[law][1] for law in laws} if laws else {DOCUMENTS.get(source, "没记")}
    return None if days & NOT_RECORDED else min(map(date.fromisoformat, days))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_a_statement_is_called_read_only_where_all_it_rests_on_was(path: Path) -> None:
    for statement in statements(load(path)):
        if "checked" in statement:
            assert statement["checked"] <= date.today()
            for source in statement["source"]:
                assert day_of(source) == statement["checked"], f"{source}：没有读的日子，或不是那天"


def test_our_own_word_is_nothing_that_was_read() -> None:
    assert day_of(OURS) is None
    assert day_of("电信用户申诉处理办法第九条、第十条") == date(2026, 11, 26)
    assert day_of("miit-2025") is None


@pytest.mark.parametrize("path", [*files(), *sorted((ROOT / "web" / "src").rglob("*.js"))], ids=lambda path: path.name)
def test_no_text_names_an_article_by_its_number(path: Path) -> None:
    texts = strings(load(path)) if path.suffix == ".yaml" else [path.read_text("utf-8")]
    for text in texts:
        assert not re.search(r"来源文章|第[一二]篇(?:来源)?文章|种子文章", text), text


def test_who_may_appeal_the_same_day_is_told_with_the_rule() -> None:
    for path in files():
        for statement in statements(load(path)):
            own = {key: value for key, value in statement.items() if not isinstance(value, dict)}
            if any(re.search(r"当天就?能(?:向工信部)?申诉", text) for text in strings(own)):
                rests = [s for s in statement["source"] if "appeal-" in s or "申诉处理办法" in s]
                assert rests, f"{path.name}：{statement.get('id')}"
