from __future__ import annotations

from datetime import datetime

import pytest

from tuika.case import VOCABULARY, Case
from tuika.deadlines import SHANGHAI
from tuika.knowledge import load
from tuika.order import OrderChart, activation_vs_request, barred, event_titles, open_events, position


def _case(**facts: str) -> Case:
    return Case().with_facts(facts)


def test_every_event_of_the_chart_is_named_in_the_knowledge() -> None:
    assert {e.id for e in OrderChart.events} == set(event_titles())


@pytest.mark.parametrize("card", VOCABULARY["card_stage"])
def test_every_card_stage_is_on_the_chart(card: str) -> None:
    assert position(_case(card_stage=card))["card"] == card
    open_events(_case(card_stage=card))


def test_the_seller_can_cancel_only_before_it_submits() -> None:
    assert "cancel" in open_events(_case(card_stage="待提交"))
    assert "cancel" not in open_events(_case(card_stage="已提交待开卡"))
    assert "withdraw" in open_events(_case(card_stage="已提交待开卡"))
    assert barred(_case(card_stage="已提交待开卡"), "cancel") == "已经提交给运营商，卖家自己取消不了"


def test_an_activated_card_is_closed_not_refused() -> None:
    opened = _case(card_stage="已开卡未激活", parcel_stage="派件中")
    assert "refuse" in open_events(opened)
    assert "apply_closing" not in open_events(opened)
    assert (
        barred(_case(card_stage="已激活"), "send_back") == load("events")["events"]["send_back"]["guards"]["not_active"]
    )


def test_a_contract_guards_the_closing() -> None:
    assert "apply_closing" in open_events(_case(card_stage="已激活", contract="没有"))
    assert "apply_closing" not in open_events(_case(card_stage="已激活", contract="有合约"))
    assert "退单" in str(barred(_case(card_stage="已激活", contract="有绑定"), "apply_closing"))


def test_unicom_takes_closings_by_day_only() -> None:
    case = _case(card_stage="已激活", contract="没有", carrier="联通")
    assert "apply_closing" in open_events(case, datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI))
    assert "apply_closing" not in open_events(case, datetime(2026, 11, 24, 23, 0, tzinfo=SHANGHAI))


def test_the_two_debts_are_two_regions(now: datetime) -> None:
    where = position(_case(payee="都付", refund_state="已申请"), now)
    assert (where["goods"], where["topup"]) == ("已申请退款", "已充话费")
    assert position(_case(payee="首充"), now)["goods"] == "未付货款"


def test_money_is_late_once_the_promised_day_is_over(now: datetime) -> None:
    assert position(_case(payee="货款", refund_state="已申请", due_date="2026-11-23"), now)["goods"] == "逾期"
    assert position(_case(payee="货款", refund_state="已到账", due_date="2026-11-23"), now)["goods"] == "已到账"


@pytest.mark.parametrize(
    ("activated", "requested", "expected"),
    [("2026-11-20", "2026-11-18", "晚于申请"), ("2026-11-18", "2026-11-20", "早于申请"), ("2026-11-18", None, None)],
)
def test_the_activation_time_rule(activated: str, requested: str | None, expected: str | None) -> None:
    case = Case().with_facts({"activation_date": activated, "request_date": requested})
    assert activation_vs_request(case) == expected
