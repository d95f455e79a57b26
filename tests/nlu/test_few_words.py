"""What a few words tell of the card: one of several, one with a number; and what they rule out."""

from __future__ import annotations

import pytest

from nlu.few_words import (
    has_a_number,
    is_one_too_many,
    no_refund_is_late,
    only_closes,
    speaks_of_no_elder,
    speaks_of_no_pay,
)
from nlu.soft_facts import stands


@pytest.mark.parametrize(
    "text",
    [
        "手滑在拼多多下了两单,俩都发货了,我只要一张",
        "两个都在路上了,我就用一张",
        "网卡了点重了下了两份,留一张就行,多的那张退",
        "俩都写我名字,其实就要一个",
    ],
)
def test_two_orders_of_which_one_will_do(text: str) -> None:
    assert is_one_too_many(text)


@pytest.mark.parametrize("text", ["两张卡都激活了,想销一张", "两个快递都到了", "我只要一张发票"])
def test_two_cards_are_not_always_one_too_many(text: str) -> None:
    assert not is_one_too_many(text)


@pytest.mark.parametrize("text", ["联通公众号里申了个校园卡", "在移动app领的卡", "电信营业厅买的卡", "号码已经注销了"])
def test_a_card_of_the_carrier_has_a_number(text: str) -> None:
    assert has_a_number(text)


@pytest.mark.parametrize("text", ["公众号里充的流量卡,没号码", "在联通公众号申诉过", "移动小程序里充值"])
def test_an_account_that_is_paid_into_tells_of_no_number(text: str) -> None:
    assert not has_a_number(text)


@pytest.mark.parametrize("text", ["请于48小时内激活,逾期影响信用", "店家称已过七天,19元不退", "都过了7天了,说不能退了"])
def test_a_day_that_passed_is_no_late_refund(text: str) -> None:
    assert no_refund_is_late(text)


@pytest.mark.parametrize("text", ["说好七天内退,已过七天还不退我", "退款逾期了", "押金到期没给我", "钱还没到账"])
def test_money_that_was_to_come_may_be_late(text: str) -> None:
    assert not no_refund_is_late(text)


def test_an_elder_and_pay_must_be_spoken_of() -> None:
    assert speaks_of_no_elder("电话里推销的给寄了张联通卡")
    assert not speaks_of_no_elder("俺七十二岁了,电话里推销的")
    assert not speaks_of_no_elder("我妈被哄着办了张卡")
    assert speaks_of_no_pay("我俩卡都激活了,想销一张")
    assert not speaks_of_no_pay("学长叫我帮他激活,一张给二十")


@pytest.mark.parametrize("text", ["我现在用的就是电信号,会不会扣我话费", "我那个老号银行都绑着"])
def test_the_number_in_hand_is_not_the_card_that_was_ordered(text: str) -> None:
    assert not stands("card_stage", "已激活", text)
    assert stands("card_stage", "已激活", text + "卡激活了")
    assert stands("card_stage", "已激活", text + "想销户")


def test_what_was_filled_in_and_not_sent_off_was_given_to_nobody() -> None:
    assert not stands("card_stage", "已提交待开卡", "照片都传了,最后一步没点")
    assert stands("card_stage", "已提交待开卡", "照片传了,显示审核中")


def test_a_number_to_be_closed_is_no_courier() -> None:
    assert only_closes("凭什么注销还要举身份证拍照")
    assert not only_closes("小哥让我刷脸,说不激活以后注销不了")
    assert not only_closes("送来的卡要我刷脸")
