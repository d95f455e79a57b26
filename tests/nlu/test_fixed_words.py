"""Reports and dangers in fixed words: heard however the network finds them, and not where they are not meant."""

from __future__ import annotations

import pytest

from nlu.fixed_words import alarms, gives_it_up, names_ours, only_demanded, reported


@pytest.mark.parametrize(
    ("clause", "events"),
    [
        ("刚才我打了110", ["reported_police"]),
        ("警察给开了个回执", ["reported_police"]),
        ("银行卡冻上了", ["secured"]),
        ("支付宝密码都改了", ["secured"]),
        ("我把他轰走了", ["refused_parcel"]),
        ("没给他开门", ["refused_parcel"]),
        ("前后垫了1500", ["gave_money"]),
    ],
)
def test_what_was_done_is_heard(clause: str, events: list[str]) -> None:
    assert reported(clause) == events


@pytest.mark.parametrize(
    "clause", ["还没报警", "想报案", "要去挂失了", "卡激活不了", "那家店关门了", "营业厅没开门", "我没让他拿走"]
)
def test_what_was_not_done_is_not_heard(clause: str) -> None:
    assert reported(clause) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我大姨想不开,在家闹", ["self_harm"]),
        ("气死我了,真不想活了", ["self_harm"]),
        ("填了卡号和验证码,五千块没了", ["gave_secret"]),
        ("他让我念验证码,我念了", ["gave_secret"]),
        ("开了共享屏幕,又输了密码", ["gave_secret"]),
        ("老爸被人骗走一万八", ["scam_live"]),
    ],
)
def test_a_danger_is_heard(text: str, found: list[str]) -> None:
    assert alarms(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "当初怎么想不开办了这张卡",
        "跳楼价办的卡",
        "急得要死",
        "老人要喝药,手机不会弄",
        "验证码我没给他",
        "被骗着办了张卡",
    ],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert alarms(text) == []


def test_what_is_demanded_was_not_given() -> None:
    assert only_demanded("他让我把验证码发给他")
    assert not only_demanded("他让我把验证码发给他,我发过了")


def test_our_own_things_are_told_from_others() -> None:
    assert names_ours("买了张流量卡")
    assert not names_ours("健身卡想退")


@pytest.mark.parametrize(
    "text",
    ["那我先不退了,每月能便宜点不", "算了不取消了", "我不想注销了,留着收短信", "不销了,降个档吧", "要不不退了"],
)
def test_who_gives_it_up_is_heard(text: str) -> None:
    assert gives_it_up(text)


@pytest.mark.parametrize(
    "text", ["店家说不退了", "他们不退了咋整", "我不退钱了吗", "怎么又不退了", "为啥不取消了呢", "说不退了他就给50"]
)
def test_who_is_refused_gives_nothing_up(text: str) -> None:
    assert not gives_it_up(text)
