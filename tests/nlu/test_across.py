"""Things named across clauses, and what only sounds like them."""

from __future__ import annotations

import pytest

from nlu.across import stays_in_family, things_told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("那边叫我舅妈转四千才给销号", "先汇钱"),
        ("说不交钱警察就上门把我抓走", "说公安抓"),
        ("恐吓我妈说明早民警来逮人", "说公安抓"),
        ("他说要打电话到我们厂里", "告单位"),
        ("扬言找我导师告状", "告单位"),
        ("有俩人敲门给老人换5g卡", "上门的人"),
        ("来我家说给升级套餐还送米", "上门的人"),
        ("工信部给我打电话退费", "工信部打来"),
        ("来电自称是通信管理局", "工信部打来"),
        ("销号时叫我手拿身份证照一张", "销户举证"),
        ("注销要人脸识别", "销户举证"),
        ("在移动app上销号让输验证码", "自己填"),
        ("举报了联通会不会停我的号", "报复"),
        ("我爸名下的号给我用", "家人用"),
        ("外孙拿他姥姥身份证下的单", "成年人实名"),
        ("他叫我晚上小心点", "威胁人身"),
        ("再投诉就告诉我爸妈", "放话"),
        ("那店评价全一个样", "店铺真假"),
        ("想退还得先给他八十红包", "要先付"),
    ],
)
def test_things_across_clauses(text: str, name: str) -> None:
    assert name in things_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "我能不能报警让警察抓他",
        "单位的号怎么注销",
        "快递上门送移动的卡叫我刷脸",
        "民警上门说联通的卡涉案",
        "我给工信部打电话怎么打",
        "注销他让我发微信手持身份证",
        "他发的链接让我在app填验证码",
        "我妈叫我小心点别被骗",
        "店家让我评价写一样的返现",
        "营业厅叫我交清欠费转账才能销",
    ],
)
def test_no_thing_across_clauses(text: str) -> None:
    assert things_told(text) == []


def test_a_card_in_the_family_is_lent_to_nobody() -> None:
    assert stays_in_family("我妈名下的卡是我在用")
    assert not stays_in_family("我妈名下的卡是我在用,现在租给同事")
    assert not stays_in_family("同事的卡是我在用")
