"""Personal data beside the case: what is heard of the case is the same, typed or as it is kept (masked)."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from nlu import clauses, zh
from nlu.budget import Budget
from nlu.extract import entities
from nlu.personal import impersonal, introduces
from nlu.text import normalise
from tests.nlu.test_extract import NOW
from tests.redaction import FOLDER
from tuika.redact import redact

MESSAGES = YAML(typ="safe").load(FOLDER / "with_case.yaml")["messages"]


def facts(text: str) -> list[tuple[str, str]]:
    """What is heard, as (field, value)."""
    normal = normalise(text).text
    budget = Budget()
    found = impersonal(entities(zh.read(normal, budget), NOW, budget), normal)
    return sorted((fact.name, str(fact.value)) for fact in found)


@pytest.mark.parametrize("text", MESSAGES)
def test_masking_costs_no_fact(text: str) -> None:
    masked = redact(text)
    assert masked != text
    assert facts(masked) == facts(text)


def test_there_are_enough_of_them() -> None:
    assert len(set(MESSAGES)) >= 40


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("付了13812345678元", []),
        ("付了138 1234 5678元", []),
        ("付了***5678元", []),
        ("充了１３８１２３４５６７８块", []),
        ("支付宝wang1990付了100给卖家", [("paid_amount", "100")]),
        ("我的号13812345678，付了29.9元", [("paid_amount", "29.9")]),
    ],
)
def test_no_part_of_a_personal_number_is_a_fact(text: str, heard: list[tuple[str, str]]) -> None:
    amounts = [(name, value) for name, value in facts(text) if name.endswith(("amount", "date", "months"))]
    assert [(name, f"{float(value):g}") for name, value in amounts] == heard


@pytest.mark.parametrize(
    ("text", "only_who"),
    [
        ("我叫李建国，电话13912345678", [True, True]),
        ("我叫李建国，想退卡", [True, False]),
        ("我是被骗的，手机里少了三百块", [False, False]),
        ("我的号13912345678被人停机了，卡没用过", [False, False]),
    ],
)
def test_who_somebody_is_says_nothing_of_a_card(text: str, only_who: list[bool]) -> None:
    normal = normalise(text).text
    assert introduces(normal, clauses.split(normal)) == only_who
