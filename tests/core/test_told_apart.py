"""What is told of money in fixed words, and what only sounds like it (钱的说法：到了多少、欠多少、谁要撤、谁拒收)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from nlu.across import things_told
from nlu.budget import Budget
from nlu.events_told import only_wondered
from nlu.extract import entities
from nlu.kinds import turn_kinds
from nlu.money_told import is_all_paid, is_only_said, is_part_paid
from nlu.ruled_out import ruled_out
from nlu.text import normalise
from nlu.zh import read
from tuika.dialogue.bare import with_role
from tuika.facts.case import Case
from tuika.facts.fact import Fact
from tuika.speech.wording import offer

NOW = datetime(2026, 11, 24, 14)


def plain(text: str) -> str:
    return normalise(text).text


def sums(text: str) -> dict[str, Any]:
    budget = Budget()
    return {e.name: e.value for e in entities(read(plain(text), budget), NOW, budget)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("到账了 但只有38.5", {"refunded_amount": 38.5}),
        ("付的80 回来77.6", {"paid_amount": 80.0, "refunded_amount": 77.6}),
        ("他说机器有划痕扣80 只退119", {"offered_amount": 119.0}),
        ("送卡上门那人让我微信转他100说首充 我查话费里只有30", {"paid_amount": 100.0, "due_amount": 70.0}),
        ("说每个月返10块话费返一年 返了俩月 这仨月都没返", {"due_amount": 30.0}),
        ("套餐明明29 这两个月一个月扣49", {"agreed_fee": 29.0, "monthly_fee": 49.0, "charged_months": 2}),
        ("视频彩铃 健康热线 加起来一月三十五", {"over_amount": 35.0}),
        ("每月除了套餐还收我30块靓号占用费", {"over_amount": 30.0}),
        ("扣了大概有七个月", {"charged_months": 7}),
        ("抖音店 45", {"paid_amount": 45.0}),
    ],
)
def test_sums_take_their_part(text: str, told: dict[str, Any]) -> None:
    found = sums(text)
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("视频会员自己变成每月15自动扣", "monthly_fee"),
        ("每月29的套餐里送视频会员", "over_amount"),
        ("充了100 用了几天 查话费只有30", "due_amount"),
        ("商家上周一说3天到 又说周五到 今天又周四了", "due_date"),
        ("他以为是我买的", "ordered_by"),
        ("快递来送卡还要帮我激活 收了我30块说是上门费 我给了", "activated_by"),
    ],
)
def test_what_is_not_told(text: str, absent: str) -> None:
    assert absent not in sums(text)


@pytest.mark.parametrize("text", ["到账了 但只有38.5", "付的80 回来77.6"])
def test_a_part_is_no_good_end(text: str) -> None:
    assert is_part_paid(plain(text))
    assert not is_all_paid(plain(text))
    kinds = turn_kinds({"paid_in": 0.9, "report": 0.1}, (), plain(text))
    assert [kind["name"] for kind in kinds] == ["report"]


def test_a_refund_that_was_shut_has_not_come() -> None:
    kinds = turn_kinds({"paid_in": 0.9, "report": 0.1}, (), plain("支付宝说退款关闭了"))
    assert [kind["name"] for kind in kinds] == ["report"]
    assert "退款关闭" in things_told(plain("支付宝说退款关闭了"))


@pytest.mark.parametrize("text", ["付了100 退了100", "到账了 就是50"])
def test_all_of_it_is_no_part(text: str) -> None:
    assert not is_part_paid(plain(text))


def test_what_is_only_said_has_not_come() -> None:
    assert is_only_said(plain("他说机器有划痕扣80 只退119"))
    assert "partial_paid" in only_wondered(plain("他说机器有划痕扣80 只退119"))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("他说已经打给上家了", "推给上家"),
        ("他回我说公司没给他发钱", "推给上家"),
        ("微信说转账是自愿的不处理", "支付投诉没用"),
        ("寄到付 他拒收了 又给我退回来了", "店家拒收退件"),
        ("48小时过了还是没动静", "时限过了"),
        ("公众号说审核中 已经四天了", "退款审核"),
        ("线上销户填好了 它说等审核", "销户审核"),
        ("让我别投诉了 先把投诉撤了", "叫我先撤"),
        ("说让我先把卡注销再退", "先销再退"),
        ("退到我以前那张工行卡 可那张卡去年就销了", "退到没了的"),
        ("10010说没激活的号他们那边没有这笔钱", "运营商没这笔"),
    ],
)
def test_excuses_and_turns_are_named(text: str, thing: str) -> None:
    assert thing in things_told(plain(text))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("让我先把订单撤了再退", "叫我先撤"),
        ("我已经把投诉撤了", "叫我先撤"),
        ("我的押金审核通过了", "退款审核"),
        ("公司没给我发货", "推给上家"),
        ("我拒收了 快递退回去了", "店家拒收退件"),
        ("充了100 用了几天 查话费只有30", "到账不够"),
        ("能不能退到别的卡 那张银行卡销了", "退到没了的"),
    ],
)
def test_what_only_sounds_like_them(text: str, thing: str) -> None:
    assert thing not in things_told(plain(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("小哥打电话来说退我 让我别投诉了 先把投诉撤了", "withdrew"),
        ("寄到付 他拒收了 又给我退回来了", "refused_parcel"),
        ("说要次月才退", "refused"),
    ],
)
def test_what_others_want_or_did_is_no_deed(text: str, event: str) -> None:
    assert event in only_wondered(plain(text))
    assert event not in only_wondered(plain("我把投诉撤了 卡我拒收了 他说不退"))


def test_a_paid_helper_who_wants_papers_is_no_theft() -> None:
    text = plain("闲鱼有人说帮我强制退卡 收60代办费 我已经给了 现在他要我身份证正反面和服务密码")
    assert {"m:scam_live", "m:gave_secret"} <= set(ruled_out(text))
    assert "m:scam_live" not in ruled_out(plain("帮我退卡的人要了密码 银行卡里的钱没了"))


def test_the_other_side_that_refuses_has_not_changed_our_mind() -> None:
    kinds = turn_kinds({"changed_mind": 0.9, "report": 0.1}, (), plain("他说系统随机的 不退"))
    assert [kind["name"] for kind in kinds] == ["report"]


def test_a_price_told_by_itself_is_what_was_paid() -> None:
    owed = Case().with_facts({"payee": "货款"})
    price = Fact("amount", 60, "60块")
    assert [f.field for f in with_role((price,), None, owed)] == ["paid_amount"]
    assert not with_role((price,), None, Case())
    assert not with_role((Fact("amount", 60, "60"),), None, owed)


def test_what_is_offered_on_top_is_added() -> None:
    case = Case().with_facts({"paid_amount": 50, "refunded_amount": 21, "offered_amount": 15})
    assert "36" in offer(case)
    assert "14" in offer(case)
