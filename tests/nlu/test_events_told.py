"""What a clause speaks of and does not report, and learned facts whose words are not there."""

from __future__ import annotations

import pytest

from nlu.events_told import denies, only_wondered
from nlu.soft_facts import stands


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ("还没打过电信的电话", "called"),
        ("没跟移动投诉过", "complained_carrier"),
        ("打算明天去厅里", "visited"),
        ("想着周末去厅里把它注销了", "visited"),
        ("银行让我报警", "reported_police"),
        ("派出所叫我去一趟", "reported_police"),
        ("工信部那个网站查了下", "complained_miit"),
        ("门口的摊位撤了,摊子撤了", "withdrew"),
        ("老人家签了字", "signed_for"),
        ("提货码收到了", "signed_for"),
        ("他把证件收起来了", "signed_for"),
        ("卡让他拿走了", "refused_parcel"),
        ("只肯退30", "partial_paid"),
        ("他店铺注销了", "closed"),
        ("钱到对方账上了", "paid_in"),
        ("他给我发了80红包", "gave_money"),
        ("我挣了30", "gave_money"),
        ("他没问过我就发了", "no_answer"),
        ("室友那张退了", "closed"),
        ("号没停", "stopped"),
        ("会不会把我的号也停了", "stopped"),
        ("警察说案子要保密", "reported_police"),
        ("客服说三天内回电", "promised"),
        ("说下周给我答复", "promised"),
        ("他说我勾了同意", "promised"),
        ("12345也打过", "complained_12315"),
        ("经办人的电话打不通", "no_answer"),
        ("主卡我还要用", "changed_mind"),
        ("那我补了欠费以后", "paid_debt"),
        ("是不是马上能销掉", "closed"),
        ("有两张销了", "closed"),
        ("工信部和12315能不能一起投", "complained_miit"),
        ("12315跟工信部", "complained_12315"),
    ],
)
def test_what_is_not_reported(clause: str, event: str) -> None:
    assert event in denies(clause)


@pytest.mark.parametrize(
    ("clause", "event"),
    [
        ("打了三次电话", "called"),
        ("没打通", "called"),
        ("去了趟厅里", "visited"),
        ("我报了警", "reported_police"),
        ("工信部填了申诉", "complained_miit"),
        ("投诉我撤了", "withdrew"),
        ("快递签了", "signed_for"),
        ("我不要,快递拿走了卡", "refused_parcel"),
        ("只退了30", "partial_paid"),
        ("号销掉了", "closed"),
        ("我给他转了80", "gave_money"),
        ("两张都销了", "closed"),
        ("卖家电话打不通", "no_answer"),
        ("交了以后还催", "paid_debt"),
        ("工信部和12315都投了", "complained_miit"),
    ],
)
def test_what_is_reported_stays(clause: str, event: str) -> None:
    assert event not in denies(clause)


@pytest.mark.parametrize(
    ("field", "value", "text", "is_one"),
    [
        ("iot", "是", "公众号里找不到人", False),
        ("iot", "是", "充值都在公众号充", True),
        ("card_stage", "停机", "欠了二十多", False),
        ("card_stage", "停机", "号被停了", True),
        ("parcel_stage", "已签收", "协议上签了字", False),
        ("parcel_stage", "已签收", "快递签了字", True),
        ("parcel_stage", "已拒收", "卡他拿走了", False),
        ("payee", "没付", "卡里没少钱", False),
        ("place", "外地", "我在老家", True),
    ],
)
def test_a_learned_fact_needs_its_words(field: str, value: str, text: str, is_one: bool) -> None:
    assert stands(field, value, text) is is_one


@pytest.mark.parametrize("clause", ["说三天内退给我", "答应周五处理好退款", "客服同意免违约金,下周回复"])
def test_a_promise_of_money_or_of_closing_is_one(clause: str) -> None:
    assert "promised" not in denies(clause)


def test_who_is_told_of_a_contract_and_signed_none_protests() -> None:
    assert not stands("contract", "没有", "他说我签了一年,我从没签过字")
    assert stands("contract", "没有", "客服查了没有合约,怎么还要违约金")
    assert stands("contract", "没有", "我没签过什么合约")


@pytest.mark.parametrize("text", ["那我交了是不是等于认了", "钱补了还会再扣不", "先付了,会不会又来要"])
def test_what_comes_of_paying_is_asked_and_nothing_was_paid(text: str) -> None:
    assert {"paid_debt", "gave_money"} <= set(only_wondered(text))


def test_who_paid_and_asks_for_something_else_has_paid() -> None:
    assert only_wondered("交了46,收据要留着吗") == ()


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("contract", "有合约", "会员费逐月而扣,已十四个月"),
        ("as_sold", "不符", "手机都没了它还扣,扣了七个月"),
    ],
)
def test_what_only_went_on_for_months_tells_of_no_contract_and_no_promise(field: str, value: str, text: str) -> None:
    assert not stands(field, value, text)


@pytest.mark.parametrize("text", ["他打来说你先把申诉撤了,钱马上退", "他说我撤了今天就到账,有点心动", "说撤诉当天退钱"])
def test_what_they_want_withdrawn_is_not_withdrawn(text: str) -> None:
    assert "withdrew" in only_wondered(text)


@pytest.mark.parametrize("text", ["我已经撤了,他又不认", "我手快把投诉撤了", "撤了"])
def test_what_was_withdrawn_is_told(text: str) -> None:
    assert "withdrew" not in only_wondered(text)
