"""Every state × sales channel × carrier, from one table."""

from __future__ import annotations

from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tuika.answers.plan_view import plan_messages
from tuika.facts.case import Case
from tuika.facts.consistency import possible
from tuika.facts.fields import VOCABULARY
from tuika.knowledge import book
from tuika.planning.plan import make_plan

TABLE = YAML(typ="safe").load(Path(__file__).with_name("plan_table.yaml").read_text("utf-8"))
CARRIERS = [c for c in VOCABULARY["carrier"] if c != "物联网卡"]
CELLS = [
    (row["card"], row["parcel"], row["paid"], seller, carrier, row.get(seller) or row["all"])
    for row in TABLE
    for seller in VOCABULARY["sales_channel"]
    for carrier in CARRIERS
]


def _case(card: str, parcel: str, paid: str, seller: str, carrier: str) -> Case:
    facts = {"card_stage": card, "parcel_stage": parcel, "payee": paid, "sales_channel": seller, "carrier": carrier}
    return Case().with_facts({**facts, "contract": "没有"})


@pytest.mark.parametrize(("card", "parcel", "paid", "seller", "carrier", "expected"), CELLS)
def test_channel_and_window(
    card: str, parcel: str, paid: str, seller: str, carrier: str, expected: list[str], now: datetime
) -> None:
    case = _case(card, parcel, paid, seller, carrier)
    plan = make_plan(case, now)
    window = plan.debts[0].window if plan.debts else plan.check_window
    assert [plan.channel, window] == expected
    assert plan.assumptions == ()
    text = "\n".join(m.text for m in plan_messages(plan, case, now))
    line = book().carriers.carriers[carrier].hotline.number
    others = {e.hotline.number for n, e in book().carriers.carriers.items() if n != carrier} - {None}
    named = {number for number in others if number in text}
    assert not named, f"another carrier's hotline in the plan: {named}"
    if plan.channel in ("carrier_hotline", "carrier_complaint") and line:
        assert line in text


def test_the_table_covers_every_state() -> None:
    covered = {(row["card"], row["parcel"]) for row in TABLE}
    rare = [set(product(r.all["card_stage"], r.all["parcel_stage"])) for r in book().order.rare if r.weight < 0.01]
    usual = {
        (card, parcel)
        for card, parcel in product(VOCABULARY["card_stage"], VOCABULARY["parcel_stage"])
        if possible({"card_stage": card, "parcel_stage": parcel}) and not any((card, parcel) in pairs for pairs in rare)
    }
    ended = {(card, parcel) for card, parcel in usual if card in ("已撤单", "已失效")}
    assert covered | ended == usual
    assert len(ended) == 2 * len(VOCABULARY["parcel_stage"])


@pytest.mark.parametrize("seller", VOCABULARY["sales_channel"])
def test_iot_card_goes_to_the_payee(seller: str, now: datetime) -> None:
    plan = make_plan(_case("已开卡未激活", "已签收", "货款", seller, "物联网卡"), now)
    assert plan.channel == "payee"


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        ({"ordered_by": "不是我", "carrier": "移动"}, "not_ordered"),
        ({"activated_by": "不是我", "request_date": "2026-11-18", "activation_date": "2026-11-20"}, "activated_late"),
        ({"activated_by": "不是我", "request_date": "2026-11-20", "activation_date": "2026-11-20"}, "activated_late"),
        ({"activated_by": "不是我", "request_date": "2026-11-20", "activation_date": "2026-11-18"}, "activated_before"),
        ({"activated_by": "不是我"}, "activated_when"),
        ({"refund_state": "逾期", "sales_channel": "电商平台"}, "overdue_platform"),
        ({"due_date": "2026-11-20", "sales_channel": "网盟/代理", "payee": "货款"}, "overdue_agent"),
        ({"due_date": "2026-11-20", "sales_channel": "运营商官方", "payee": "货款"}, "overdue_official"),
        ({"settlement": "统一结算", "sales_channel": "网盟/代理", "card_stage": "已提交待开卡"}, "batch"),
        ({"card_stage": "已激活", "as_sold": "不符", "carrier": "联通"}, "active_misled"),
        ({"card_stage": "已激活", "contract": "有合约", "carrier": "联通"}, "active_contract"),
        ({"card_stage": "已激活", "contract": "有绑定", "carrier": "联通"}, "active_bound"),
        ({"card_stage": "已销户", "charged": "是", "carrier": "电信"}, "closed_charged"),
        ({"card_stage": "已激活", "charged": "是", "carrier": "电信"}, "charged_open"),
    ],
)
def test_what_overrides_the_stage(facts: dict[str, str], row: str, now: datetime) -> None:
    assert make_plan(Case().with_facts(facts), now).row == row


def test_two_debts_have_two_debtors(now: datetime) -> None:
    case = _case("已提交待开卡", "未发货", "都付", "网盟/代理", "联通").with_facts(
        {"paid_amount": 30, "topup_amount": 100}
    )
    plan = make_plan(case, now)
    assert [(d.kind, d.debtor, d.amount) for d in plan.debts] == [("货款", "办卡的代理", 30), ("首充", "中国联通", 100)]
    text = plan_messages(plan, case, now)[0].text
    assert "货款（30 元）：找办卡的代理要" in text
    assert "首充（100 元）：在中国联通的话费账户里" in text


def test_an_activated_card_promises_no_money_from_the_seller(now: datetime) -> None:
    case = _case("已激活", "已签收", "货款", "网盟/代理", "联通")
    text = plan_messages(make_plan(case, now), case, now)[0].text
    assert "激活以后一般退不了" in text
    assert "前退到" not in text
