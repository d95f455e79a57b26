"""A life in danger stays heard; money, a fright and what nobody wants again are none."""

from __future__ import annotations

import pytest

from nlu.despair import is_no_despair
from nlu.fixed_words import alarms


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


@pytest.mark.parametrize(
    "text",
    [
        "再也不想办卡了",
        "我再也不想看见他",
        "这事我不想再过问了",
        "以后不想再上这种当了,下回咋挑",
        "真不想再被他们忽悠,哪种卡靠谱",
        "不想再理那个客服了,烦死了",
        "再也不敢点广告了,怎么选才对",
        "我不想再跟这家店打交道,能换个人办吗",
        "再也不会信他们的话了",
        "说什么也不会再买这种卡",
        "我再也不想接他的电话",
        "不愿意再被人坑了,有没有没合约的",
    ],
)
def test_what_nobody_wants_again_is_no_life(text: str) -> None:
    assert is_no_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "再也不想活了",
        "我不想再看见这个世界",
        "再也不想看见他,我想一死了之",
        "不想再被骗了,活着太累了",
        "再也不想撑下去了",
        "不想再办什么卡了,我撑不住了",
        "不想再连累家里人",
        "我再也不想见他们了,对不起爸妈",
        "再也不想理他们了,我就在楼顶",
        "不想再被催了,吃药算了",
        "被骗光了,真不想过了",
    ],
)
def test_a_life_behind_it_stays_heard(text: str) -> None:
    assert not is_no_despair(text)


@pytest.mark.parametrize("text", ["再也不想看见这个世界", "我想一死了之", "不想再活在世上了"])
def test_leaving_the_world_has_fixed_words(text: str) -> None:
    assert "self_harm" in alarms(text)
