"""Whose card a clause is about, where that has a fixed form."""

from __future__ import annotations

import pytest

from nlu.holders import holder_of, is_old_myself, is_only_ill, speaks_of_death, tells_of_a_death


@pytest.mark.parametrize(
    ("clause", "holder"),
    [
        ("丧事刚办完,号还没销", "deceased"),
        ("我外公的老号,他人不在了", "deceased"),
        ("儿子才上三年级,自己点了办卡", "minor"),
        ("号在厂子名下,公司名下的卡", "company"),
        ("我舅前年走的", "deceased"),
        ("我爱人腊月走的", "deceased"),
        ("当家的前年没了", "deceased"),
        ("我爸五月份走的", "deceased"),
        ("姥爷走了快两年", "deceased"),
        ("我老公不在了", "deceased"),
        ("我爸走了两个小时才到", ""),
        ("这号是我老伴儿媳办的", ""),
        ("号是我爱人的", "relative"),
        ("卡在我妈名下", "elder"),
        ("钱没了", ""),
        ("孙子给买的卡", ""),
        ("给娃手表配的卡", ""),
        ("我儿子买了张卡", "minor"),
        ("人没到厅里", ""),
        ("我爸前年没了消息", ""),
        ("卡找不到了", ""),
    ],
)
def test_whose_it_is(clause: str, holder: str) -> None:
    assert holder_of(clause) == holder


def test_who_died_may_stand_in_the_clause_before() -> None:
    assert holder_of("去年没了", "我大伯一个人过") == "deceased"
    assert holder_of("他前年走的", "我爸的号想停") == "deceased"
    assert holder_of("去年没了", "卡里的钱") == ""
    assert holder_of("她号上欠着一百八", "我妈走了") == "deceased"
    assert holder_of("想给他销号", "我叔走了") == "deceased"
    assert holder_of("他走了", "我爸的号") == "deceased"
    assert holder_of("号我想接着用", "爸走了") == "deceased"
    assert holder_of("我的号还欠着费", "我妈走了") == ""
    assert holder_of("他走了", "我跟业务员说了") == ""
    assert not speaks_of_death("姐姐名下的号每月扣我39")
    assert not speaks_of_death("妈妈走了,她去外地打工了")
    assert speaks_of_death("妈妈走了,她在外地办的号")


def test_a_seller_who_is_gone_is_no_death() -> None:
    assert tells_of_a_death("老伴去世了,号怎么销")
    assert tells_of_a_death("人不在了,证也注销了")
    assert not tells_of_a_death("卖家人没了")
    assert not tells_of_a_death("卡没来,人也毕业走了")


@pytest.mark.parametrize("text", ["我爸病得起不来床 怎么替他销", "老妈瘫了两年 号咋停", "我爹腿脚不好走不动道"])
def test_who_is_ill_is_alive(text: str) -> None:
    assert is_only_ill(text)


@pytest.mark.parametrize(
    "text", ["我爸病故了 号咋销", "住院没救过来 人走了", "想留住妈妈的号", "我妈前年去世的 生前一直卧床"]
)
def test_who_has_died_is_not_only_ill(text: str) -> None:
    assert not is_only_ill(text)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("我今年七十三,退休工人", True),
        ("俺都六十九咧,不会弄这个", True),
        ("我一个老太婆哪晓得", True),
        ("我妈今年七十三", False),
        ("我替我爸问,他八十了", False),
        ("我付了60块", False),
    ],
)
def test_who_is_old_speaks_of_themselves(text: str, old: bool) -> None:
    assert is_old_myself(text) is old
