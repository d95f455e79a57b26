"""What somebody says that was wrong, and what they mean instead."""

from __future__ import annotations

import pytest

from nlu.put_right import asked_of, is_put_right, puts_right


@pytest.mark.parametrize(
    "text",
    [
        "我记岔了,是移动的",
        "口误口误,是上周买的",
        "钱不是付给店家的,是骑手拿走的",
        "刚才那句不算,卡在我姐名下",
        "更正:收款方是个人",
        "看走眼了,卡上印的广电",
        "充到号里的,没给代理",
        "不对不对,我又看了下账单,是49",
        "你上面记的是京东,其实我在淘宝下的",
    ],
)
def test_a_slip_is_put_right(text: str) -> None:
    assert puts_right(text)


@pytest.mark.parametrize(
    "text", ["客服说错了套餐", "店家发错了卡", "打错电话了", "地址填错了寄不到", "不是我办的,是我妈办的"]
)
def test_the_slip_of_others_puts_nothing_right(text: str) -> None:
    assert not puts_right(text)


def test_the_words_that_were_wrong_are_told_no_more() -> None:
    assert is_put_right("刚说", "是我记错了,插过卡")
    assert is_put_right("我搞混了", "")
    assert is_put_right("你那里登记的是", ",我明明在外省")
    assert not is_put_right("", ",后来激活了")


def test_what_was_not_asked_names_nothing() -> None:
    assert "宽带" not in asked_of("我没问宽带,我问余额")
    assert "余额" in asked_of("我没问宽带,我问余额")
    assert "违约金" not in asked_of("你给我讲违约金干嘛")


@pytest.mark.parametrize(
    ("before", "after", "is_wrong"),
    [
        ("刚听成", "了,我讲的是四十九", True),
        ("这个", "的说完了,现在说第二个", True),
        ("月租", " 记错了 是29", True),
        ("不是联通是", " 打错了", False),
        ("", "说好了给我退", False),
    ],
)
def test_what_was_heard_wrong_or_is_done_with_is_not_told(before: str, after: str, is_wrong: bool) -> None:
    assert is_put_right(before, after) is is_wrong
