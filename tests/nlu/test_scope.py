"""What is denied, asked, wished, supposed, reported, demanded or promised never becomes a fact."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu import clauses, scope, zh
from nlu.budget import Budget
from nlu.extract import entities
from nlu.holders import holder_of
from nlu.scope import Speaker, Strength
from nlu.text import normalise
from tuika import SHANGHAI

NOW = datetime(2026, 11, 24, 14, tzinfo=SHANGHAI)
TRAPS: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    Path(__file__).with_name("scope.yaml").read_text("utf-8")
)


def facts(text: str) -> dict[str, str]:
    normal = normalise(text).text
    decided = scope.scoped(normal, clauses.split(normal))
    kept = (Strength.STATED, Strength.IMPLIED)
    budget = Budget()
    return {
        e.name: str(e.value)
        for e in entities(zh.read(normal, budget), NOW, budget)
        if scope.strength(e.name, e.start, e.end, decided, normal) in kept
    }


@pytest.mark.parametrize(
    "trap", [pytest.param(trap, id=f"{kind}:{trap['text']}") for kind, traps in TRAPS.items() for trap in traps]
)
def test_only_what_is_told_is_a_fact(trap: dict[str, Any]) -> None:
    found = facts(trap["text"])
    assert not set(trap.get("gone", ())) & set(found), found
    for wanted in trap.get("left", ()):
        field, _, value = wanted.partition("=")
        assert found.get(field) == value, found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收到了没激活,能退吗", ["收到了没激活", "能退吗"]),
        ("去年办的卡毕业以后没用过现在收到短信说欠费两百多会不会上征信", 3),
        ("我打过10010了,工单号给了,他说3天内退", ["我打过10010了", "工单号给了", "他说3天内退"]),
        ("付了19.9元", ["付了19.9元"]),
        ("不过,我还没激活", ["不过,我还没激活"]),
        ("", []),
        (",,,", []),
    ],
)
def test_loose_prose_falls_into_clauses(text: str, parts: list[str] | int) -> None:
    found = [span.text for span in clauses.split(text)]
    assert (len(found) if isinstance(parts, int) else found) == parts


def test_a_clause_says_where_it_stood() -> None:
    text = "卡收到了,客服说已经激活了,我没插过"
    for span in clauses.split(text):
        assert text[span.start : span.end] == span.text


def test_whose_words_a_clause_holds() -> None:
    text = "客服说,卡激活了,我没插过,显示待开卡"
    speakers = [c.speaker for c in scope.scoped(text, clauses.split(text))]
    assert speakers == [Speaker.OTHER, Speaker.OTHER, Speaker.USER, Speaker.SCREEN]


def test_never_more_clauses_than_are_read() -> None:
    assert len(clauses.split("能退吗," * 500)) <= clauses.MOST


@pytest.mark.parametrize(
    ("clause", "whose"),
    [("女儿读研究生时办的卡", "relative"), ("我儿子大三在宿舍办的", "relative"), ("孙子11岁自己下的单", "minor")],
)
def test_a_grown_up_child_is_no_minor(clause: str, whose: str) -> None:
    assert holder_of(clause) == whose
