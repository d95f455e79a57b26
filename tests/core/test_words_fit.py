"""No sentence to copy contradicts what is known: scripts, counter-arguments, letters, over the whole space."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given, settings

from tuika.answers.letters import letter, offered
from tuika.answers.objections import counters, keys
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fields import VOCABULARY
from tuika.knowledge import book
from tuika.planning.plan import channel_text, make_plan

from .strategies import cases

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
LIVE = ("已激活", "停机", "销户中", "已销户")
BACK = ("已拒收", "退回中", "商家已签收退货")


@dataclass(frozen=True)
class Contradiction:
    """Words that must not be said where ``known`` holds."""

    why: str
    known: Callable[[Case], bool]
    words: tuple[str, ...]


CONTRADICTIONS = (
    Contradiction(
        "the card is in the hand, back or activated",
        lambda c: c.card_stage in LIVE or c.parcel_stage in ("已签收", *BACK),
        ("拦截发货", "别再发货", "别发货", "还没发货", "请拦截"),
    ),
    Contradiction(
        "the card is activated",
        lambda c: c.card_stage in LIVE,
        ("撤单", "取消订单", "取消这张订单", "没有激活", "没激活", "请拦截", "别再开卡", "退货地址", "合约还没开始"),
    ),
    Contradiction(
        "the card is not activated",
        lambda c: c.activated == "没激活" and c.activated_by != "不是我",
        ("我要销户", "停止计费、销户", "受理销户"),
    ),
    Contradiction(
        "the number is closed", lambda c: c.card_stage == "已销户", ("我要销户", "受理销户", "要求销户", "免违约金销户")
    ),
    Contradiction(
        "no request is on record",
        lambda c: c.request_date is None,
        ("我已提出", "我已经提出", "就提出不要了", "我已申请", "我已经说过"),
    ),
    Contradiction(
        "no complaint is on record",
        lambda c: c.complaint_stage in (None, "未投诉") and c.complaint_date is None and c.complaint_ticket is None,
        ("企业投诉过：是", "投诉过，时间是", "没有解决。"),
    ),
    Contradiction(
        "it is a card without a number",
        lambda c: c.carrier == "物联网卡" or c.iot == "是",
        ("销户", "话费余额", "卡是你们的号码，请查清", "不能转卖给个人"),
    ),
    Contradiction(
        "nothing was paid", lambda c: c.payee == "没付", ("付了 ", "退回我付的钱", "原路退", "钱没有退", "钱是你收的")
    ),
    Contradiction(
        "the parcel was not refused", lambda c: c.parcel_stage not in BACK, ("我已拒收", "我已经拒收", "退件物流")
    ),
    Contradiction("somebody else ordered it", lambda c: c.ordered_by == "不是我", ("我下单的流量卡", "我有一张")),
    Contradiction(
        "somebody else activated it",
        lambda c: c.activated_by == "不是我",
        ("卡没有激活", "没有使用"),
    ),
    Contradiction("the shop did not take longer than it said", lambda c: c.refund_state != "逾期", ("到今天没有退",)),
)


def to_copy(case: Case) -> Iterator[tuple[str, str]]:
    """Every text that the bot gives to copy or to read out in this case, with where it comes from."""
    plan = make_plan(case, NOW)
    for channel in (plan.channel, *plan.also):
        yield f"channel {channel}", channel_text(channel, case, "say")
    for key in keys():
        for number, text in enumerate(counters(key, case)):
            yield f"objection {key} {number}", text
    for key in offered(case, [m for entry in book().letters.letters.values() for m in entry.for_matter]):
        yield f"letter {key}", letter(key, case, TODAY)


#: What is left for the user to fill in says nothing yet.
_OPEN = re.compile("〔请填写[^〕]*〕")


def wrong(case: Case) -> list[str]:
    holding = [c for c in CONTRADICTIONS if c.known(case)]
    return [
        f"{c.why}: {word} in {where}: {text}"
        for where, text in ((where, _OPEN.sub("〔〕", text)) for where, text in to_copy(case))
        for c in holding
        for word in c.words
        if word in text
    ]


def grid(card: str) -> Iterator[Case]:
    """Cases where the card is in this state, if it can be: for every state of the parcel, paid or not, and each carrier
    and seller that changes the words.
    """
    parties = [("移动", "网盟/代理"), ("联通", "电商平台"), ("广电", "运营商官方"), ("物联网卡", "网盟/代理")]
    for parcel, payee, (carrier, seller) in product(VOCABULARY["parcel_stage"], VOCABULARY["payee"], parties):
        known = {"carrier": carrier, "sales_channel": seller, "payee": payee, "parcel_stage": parcel}
        case = Case().with_facts(known).with_facts({"card_stage": card})
        yield case
        yield case.with_facts({"charged": "是"})
        yield case.with_facts({"as_sold": "不符"})


@pytest.mark.slow
@pytest.mark.parametrize("card", VOCABULARY["card_stage"])
def test_nothing_to_copy_contradicts_the_state(card: str) -> None:
    found = [line for case in grid(card) for line in wrong(case)]
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.slow
@given(cases())
@settings(max_examples=150, deadline=None)
def test_nothing_to_copy_contradicts_what_is_known(case: Case) -> None:
    assert wrong(case) == []


def test_every_contradiction_is_met_by_some_case() -> None:
    every_state = [case for card in VOCABULARY["card_stage"] for case in grid(card)]
    others = [Case().with_facts({"ordered_by": "不是我"}), Case().with_facts({"activated_by": "不是我"})]
    for contradiction in CONTRADICTIONS:
        assert any(contradiction.known(case) for case in [*every_state, *others]), contradiction.why
