"""Whether a message names a card, a number, its charges or a carrier, and nothing that only sounds like them."""

from __future__ import annotations

import pytest

from nlu.ours import is_surely_ours, names_ours
from nlu.text import normalise


@pytest.mark.parametrize(
    "text",
    [
        "物联卡怎么停",
        "我的号码被收回了",
        "话费多扣了我三十",
        "打10010问过了",
        "销户要带啥",
        "地推的拿我身份证拍了照",
        "SIM卡丢了",
        "月租59太贵",
    ],
)
def test_it_is_named(text: str) -> None:
    assert names_ours(normalise(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "健身年卡不想去了",
        "银行卡年费凭啥扣",
        "移动硬盘坏了能退吗",
        "房子过户要多久",
        "婚纱摄影套餐定金不退",
        "房间号码写错了",
        "押金什么时候退",
        "店里客流量太少",
    ],
)
def test_it_is_not(text: str) -> None:
    assert not names_ours(normalise(text).text)


def test_what_is_only_ours_is_surely_so() -> None:
    assert is_surely_ours("首充没退")
    assert not is_surely_ours("押金没退")
