"""A life in danger stays heard; money and a fright are none."""

from __future__ import annotations

import pytest

from nlu.despair import is_no_despair


@pytest.mark.parametrize("text", ["不想再往里投钱了", "我不想再花冤枉钱了", "不打算再交月租了"])
def test_money_that_nobody_wants_to_spend_is_no_life(text: str) -> None:
    assert is_no_despair(text)


@pytest.mark.parametrize(
    "text",
    ["不想再往里砸钱了,活着没意思", "撑不住了,不想再花钱了", "不想活了", "我不想再拖累孩子了"],
)
def test_a_life_stays_heard(text: str) -> None:
    assert not is_no_despair(text)


@pytest.mark.parametrize("text", ["收到催缴短信吓我一跳", "一看账单吓死人了", "吓得我一大跳,欠了八百"])
def test_a_fright_is_no_despair(text: str) -> None:
    assert is_no_despair(text)


def test_a_fright_hides_no_despair() -> None:
    assert not is_no_despair("吓我一跳,这日子没盼头了")
