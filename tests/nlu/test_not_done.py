"""What is only demanded, offered, threatened or booked is no fact; nor is what only looks like one."""

from __future__ import annotations

import pytest

from .test_scope import facts


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("群里有人说交300包解封", "paid_amount"),
        ("他讲不交520就上征信", "paid_amount"),
        ("催收说减到180 交180就给销户", "paid_amount"),
        ("客服松口了 给120销户", "paid_amount"),
        ("老师傅叫我改回九块了", "paid_amount"),
        ("他们要我再签24个月", "contract_months"),
        ("说得重新签两年", "contract_months"),
        ("我绑了八年的东西舍不得", "contract_months"),
        ("说还得再用3年才放", "used_months"),
        ("同乡借我卡用两个月给300", "used_months"),
        ("摊上买的99用半年", "used_months"),
        ("不取消每个月扣600", "monthly_fee"),
        ("说不关就每月扣500", "charged"),
        ("卖家说先删评价才退我66", "refunded_amount"),
        ("那张是别人在外省办的", "place"),
        ("注册京东说这号注册过", "platform"),
        ("客服说我电话里同意升档的", "complaint_answer"),
        ("两年前换号就没用过了", "activated"),
        ("尾号三个6的移动号", "monthly_fee"),
        ("说每月一百六十五个g", "monthly_fee"),
        ("显示预约销户成功", "card_stage"),
    ],
)
def test_it_is_not_noted(text: str, field: str) -> None:
    assert field not in facts(text)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("我交了200他才给开的", "paid_amount", "200.0"),
        ("付了120", "paid_amount", "120.0"),
        ("签了24个月合约", "contract_months", "24"),
        ("这号用了7年了", "used_months", "84"),
        ("我把卡激活了才知道每月要39", "activated", "激活了"),
        ("退了我66", "refunded_amount", "66.0"),
        ("人在外省打工", "place", "外地"),
        ("在京东买的", "platform", "京东"),
        ("月租39", "monthly_fee", "39.0"),
        ("已经销户成功了", "card_stage", "已销户"),
        ("传单上写着每月19", "agreed_fee", "19.0"),
        ("上个月月租扣错30块", "over_amount", "30.0"),
    ],
)
def test_what_was_done_stands(text: str, field: str, value: str) -> None:
    assert facts(text).get(field) == value


def test_a_fee_that_a_month_follows_is_heard_and_half_of_a_number_is_not() -> None:
    assert facts("抖音上说19一个月 结果扣39").get("monthly_fee") == "39.0"
    assert "agreed_fee" not in facts("又扣了29 说是12月的月租")
