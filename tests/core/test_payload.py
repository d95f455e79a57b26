"""A tap as a message: written and read in one module, and nowhere else."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports import ROOT, modules
from tuika.speech.payload import Payload, bare, facts_of, head_of, is_intent, is_tap, is_whole

NAMES = st.from_regex(r"[a-z_][a-z_]{0,12}(/[a-z_]{1,8})?", fullmatch=True)
FACTS = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8) | st.integers() | st.booleans())


@given(NAMES, FACTS)
def test_what_is_written_is_read_again(intent: str, facts: dict[str, object]) -> None:
    text = str(Payload(intent, facts))
    assert (head_of(text), facts_of(text)) == (intent, facts)
    assert is_tap(text)
    assert is_whole(text)
    assert is_intent(intent)


@pytest.mark.parametrize(
    ("text", "whole", "head", "facts"),
    [
        ('/inform{"carrier": "联通"}', True, "inform", {"carrier": "联通"}),
        (' /inform  {"carrier": "联通"} ', True, "inform", {"carrier": "联通"}),
        ("/objection/assigned", True, "objection/assigned", {}),
        ('/inform@0.9{"a": 1}', False, "inform", {"a": 1}),
        ('/inform{"a": 1} 还有', False, "inform", {"a": 1}),
        ('/inform{"a": ', False, "inform", {}),
        ("/inform{}", True, "inform", {}),
        ("/inform{[]}", True, "inform", {}),
        ("/我想退卡", False, "我想退卡", {}),
        ("/", False, "", {}),
        ("", False, "", {}),
        ('inform{"a": 1}', False, "", {"a": 1}),
        ("我想退卡", False, "", {}),
    ],
)
def test_what_is_no_tap_is_told_from_one(text: str, whole: bool, head: str, facts: dict[str, object]) -> None:
    assert (is_whole(text), head_of(text), facts_of(text)) == (whole, head, facts)


@given(st.text(st.characters()))
def test_words_have_no_mark(text: str) -> None:
    assert not is_tap(bare(text))
    assert text.endswith(bare(text))


def test_a_long_run_costs_one_look_at_each_character() -> None:
    assert bare("/ " * 500_000 + "退") == "退"
    assert not is_whole("/inform" + " " * 1_000_000 + "x")


def _marks(tree: ast.AST) -> bool:
    """Whether the module begins a text with the mark, or asks for one: ``"/inform"``, ``startswith("/")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            value = node.values[0].value
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("startswith", "lstrip", "removeprefix"):
            value = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
        else:
            continue
        if value == "/":
            return True
    return False


def test_nobody_else_knows_the_grammar() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in modules("tuika", "nlu", "actions", "channels", "runtime")
        if _marks(ast.parse(path.read_text("utf-8"))) or "is_typed_intent(text" in path.read_text("utf-8")
    ]
    assert found == []
