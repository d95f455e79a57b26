"""Every citation stands in the index; the index is held against the wording where it lies beside the checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cn2an
import pytest
from ruamel.yaml import YAML

from tuika.answers.law import citation, law_message
from tuika.knowledge import book, names
from tuika.knowledge.models.trade import LawEntry

PROVISIONS: dict[str, LawEntry] = book().law.provisions
STATUTES = Path(__file__).resolve().parents[3] / "shared" / "law" / "statutes.yaml"
_CITED = re.compile(
    r"(电子商务法|消费者权益保护法实施条例|消费者权益保护法|电信条例|民法典|反电信网络诈骗法|电信用户申诉处理办法)》?第([一二三四五六七八九十百零]+)条"
)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    for item in items:
        yield from _texts(item)


@pytest.mark.parametrize("name", [n for n in names() if n != "law"])
def test_every_citation_in_the_knowledge_is_in_the_index(name: str) -> None:
    known = {(p.law, p.article) for p in PROVISIONS.values()}
    for text in _texts(getattr(book(), name).dict()):
        for law, number in _CITED.findall(text):
            assert (law, cn2an.cn2an(number)) in known, f"{name}: {law}第{number}条 in 「{text}」"


@pytest.mark.parametrize("name", [n for n in names() if n not in ("law", "carriers")])
def test_what_is_said_with_a_citation_uses_its_key_terms(name: str) -> None:
    by_number = {(p.law, p.article): p for p in PROVISIONS.values()}
    for text in _texts(getattr(book(), name).dict()):
        for law, number in _CITED.findall(text):
            if text.startswith(law):
                continue  # a source, not a sentence
            terms = by_number[law, cn2an.cn2an(number)].terms
            assert any(term in text for term in terms), f"{name}: 「{text}」 cites {law}第{number}条 without {terms}"


def test_the_articles_wrong_citations_are_not_repeated() -> None:
    assert "ecl-20" not in PROVISIONS
    assert "取消" not in PROVISIONS["ecl-58"].gist


@pytest.mark.parametrize("key", PROVISIONS)
def test_a_gist_uses_a_key_term_of_its_provision(key: str) -> None:
    entry = PROVISIONS[key]
    assert any(term in entry.gist for term in entry.terms), entry


def test_citations_read_as_lawyers_write_them() -> None:
    assert citation("cpl-25") == "《消费者权益保护法》第二十五条"
    assert citation("civ-585") == "《民法典》第五百八十五条"
    text = law_message(["impl-17", "impl-17"]).text
    assert text.count("第十七条") == 1
    assert text.endswith("不是法律意见。")


@pytest.mark.skipif(not STATUTES.exists(), reason="the statutes lie beside the checkout only in the workplace")
@pytest.mark.parametrize("key", PROVISIONS)
def test_the_index_agrees_with_the_wording(key: str) -> None:
    statutes = {s["id"]: s for s in YAML(typ="safe").load(STATUTES.read_text("utf-8"))}
    entry, wording = PROVISIONS[key], statutes[key]
    assert entry.article == wording["article"]
    assert str(entry.effective).startswith(str(wording["effective"])[:7])
    plain = entry.law.split("（")[0]
    assert plain in wording["law"].replace("·合同编", "")
    assert entry.gist not in wording["text"], "the wording itself stays out of the project"
