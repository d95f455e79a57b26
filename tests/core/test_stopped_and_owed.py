"""Numbers that were stopped, and what is owed (停机和欠费): what tells of them, what a sum that was paid means."""

from __future__ import annotations

import pytest

from nlu.across import things_told
from nlu.chains import matters_told
from nlu.events_told import denies
from nlu.text import normalise
from tuika.dialogue.reading import HeardFact, Reading
from tuika.dialogue.reports_heard import events_of


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("有个人加我微信说三百块两小时解开", "花钱解封"),
        ("去了营业厅核验过了说24小时内开 到现在还没开", "核验后没开"),
        ("开是开了 下午又停了", "又停了"),
        ("老家派出所说没我什么事 他们没停", "公安说没停"),
        ("催收说给200就结 发我个二维码", "催收打折"),
        ("他说交150和解费就撤案", "交钱撤案"),
        ("去营业厅查了 没欠", "查了没欠"),
        ("查到欠53 号已经销了", "销了还欠"),
        ("让我替他还 不还连我也起诉", "替人还"),
        ("群里让我手机插他们的线一天给300", "插线挂机"),
        ("四张关了 老号还没开", "老号没开"),
    ],
)
def test_a_thing_is_named_across_clauses(said: str, thing: str) -> None:
    assert thing in things_told(normalise(said).text)


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("我妈联通号打不通了 客服说她号异常要本人去营业厅", "antifraud_stop"),
        ("我寄件多 用这个号给客户发短信 昨天被停了", "antifraud_stop"),
        ("天天有人打电话说我弟欠联通话费让我替他还", "dunning"),
        ("我那个联通号忘充钱了 今天去充显示号码不存在", "line_reclaimed"),
        ("孩子当兵去了两年 联通号每月还扣49 听说军人可以停机不要钱", "downgrade"),
        ("有两张是前几年拿我身份证给弟弟妹妹办的 他们还在用", "lent_card"),
    ],
)
def test_plain_words_tell_the_matter(said: str, matter: str) -> None:
    assert matter in dict(matters_told(normalise(said).text))


@pytest.mark.parametrize(
    "said",
    [
        "移动交了一百还是打不出去",
        "费也没欠 昨晚下雨以后就没信号",
        "有人说交五百能帮我全要回来",
        "資料交上去四天 单子还停在审核",
    ],
)
def test_what_only_sounds_like_it_names_none_of_them(said: str) -> None:
    ours = {"交了还催", "查了没欠", "花钱解封", "核验后没开"}
    assert ours.isdisjoint(things_told(normalise(said).text))


@pytest.mark.parametrize("said", ["订单状态异常 客服说审核没过", "宽带停了 说线路异常", "我没交话费停机了"])
def test_what_is_no_stop_for_fraud(said: str) -> None:
    assert "antifraud_stop" not in dict(matters_told(normalise(said).text))


def test_one_of_several_closed_and_a_friends_card_stopped_report_nothing() -> None:
    assert "closed" in denies("销了一张")
    assert "stopped" in denies("现在同学的卡都停了")
    assert "stopped" not in denies("我的卡停了")


@pytest.mark.parametrize(
    ("lead", "things", "heard"),
    [
        ("arrears", ("交了欠的",), True),
        ("dunning", ("交了欠的",), True),
        ("arrears", (), False),
        ("refund_late", ("交了欠的",), False),
    ],
)
def test_a_sum_paid_where_it_was_owed_settles_it(lead: str, things: tuple[str, ...], heard: bool) -> None:
    paid = HeardFact("paid_amount", 80.0, "80", "stated")
    assert ("paid_debt" in events_of(Reading(facts=(paid,), things=things), lead)) is heard


@pytest.mark.parametrize("said", ["先交了80 还欠100", "要是交了80是不是就完了", "交了80给催收"])
def test_a_part_or_a_supposed_sum_settles_nothing(said: str) -> None:
    assert "交了欠的" not in things_told(normalise(said).text)
