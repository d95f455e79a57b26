"""One source for what can be: the chart, consistency, support and picture all come from ``order.yaml``."""

from __future__ import annotations

from collections import deque
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import Any

import pytest

from tuika.facts.case import Case
from tuika.facts.consistency import possible
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fields import DECIDING, VOCABULARY
from tuika.facts.order import (
    activation_vs_request,
    after_event,
    barred,
    chart_class,
    day_of,
    guard_holds,
    money_late,
    open_events,
    position,
)
from tuika.knowledge import book
from tuika.planning.space import row_of, space

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)


def _case(**facts: Any) -> Case:
    return Case().with_facts(facts)


def test_the_chart_has_the_files_regions_states_and_events() -> None:
    spec = book().order
    assert {event.id for event in chart_class().events} == set(spec.events)
    values = {state.value for state in chart_class().states_map.values()}
    for region, entry in spec.regions.items():
        assert {f"{region}:{state}" for state in entry.states} <= values


@cache
def reachable() -> list[Case]:
    """Cases that a user's reports lead to: events one after the other, from what may be told at the beginning."""
    beginnings = [
        _case(card_stage="待提交"),
        _case(card_stage="待提交", payee="没付", contract="没有"),
        _case(card_stage="待提交", payee="货款", contract="没有", due_date="2026-11-20"),
        _case(card_stage="待提交", payee="首充", contract="没有", carrier="联通"),
    ]
    seen: dict[tuple[Any, ...], Case] = {}
    queue = deque(beginnings)
    while queue:
        case = queue.popleft()
        key = tuple(position(case, NOW).items())
        if key in seen or len(seen) > 1500:
            continue
        seen[key] = case
        queue.extend(after_event(case, event) for event in open_events(case, NOW))
    return list(seen.values())


@pytest.mark.slow
def test_every_state_is_reached_by_what_users_report() -> None:
    stood = {(region, state) for case in reachable() for region, state in position(case, NOW).items() if state}
    begun = {(name, region.start) for name, region in book().order.regions.items()}
    wanted = {(name, state) for name, region in book().order.regions.items() for state in region.states}
    # a region whose state cannot be told (no region begins knowing its contract) is reached by telling it
    told = {("bond", state) for state in ("有合约", "有绑定")}
    assert wanted <= stood | begun | told


@pytest.mark.slow
def test_every_event_can_happen_and_every_guard_opens_and_shuts() -> None:
    told = [_case(contract=c, card_stage="已激活") for c in VOCABULARY["contract"]]
    cases = [*reachable(), *told]
    assert {event for case in cases for event in open_events(case, NOW)} == set(book().order.events)
    night = datetime(2026, 11, 24, 23, 0, tzinfo=SHANGHAI)
    for name, guard in book().order.guards.items():
        results = {guard_holds(guard, case, now) for case in cases for now in (NOW, night)}
        assert results == {True, False}, name


@pytest.mark.slow
def test_an_event_leads_where_the_chart_says() -> None:
    for case in reachable()[:400]:
        for event in open_events(case, NOW):
            entry = book().order.events[event]
            where = position(after_event(case, event), NOW)[entry.region]
            assert (where or book().order.regions[entry.region].start) == entry.to, (event, case.known())


@pytest.mark.slow
def test_no_path_leads_to_what_cannot_be() -> None:
    for case in reachable():
        values = {name: value for name in DECIDING if (value := getattr(case, name)) is not None}
        assert possible(values)
        assert space(case, NOW.date()).weight.sum() > 0


@pytest.mark.parametrize(("card", "parcel"), list(product(VOCABULARY["card_stage"], VOCABULARY["parcel_stage"])))
def test_case_space_and_rules_agree_on_every_pair(card: str, parcel: str) -> None:
    """What the rules allow a case can hold in either order, the prior gives weight, and a row of the table covers."""
    can_be = possible({"card_stage": card, "parcel_stage": parcel})
    one = _case(card_stage=card).with_facts({"parcel_stage": parcel})
    both = _case(card_stage=card, parcel_stage=parcel)
    assert ((one.card_stage, one.parcel_stage) == (card, parcel)) == can_be
    assert ((both.card_stage, both.parcel_stage) == (card, parcel)) == can_be
    if can_be:
        guess, _ = space(both, NOW.date()).completions()[0]
        assert row_of(both.assuming(guess), NOW.date())


def test_a_card_activated_while_its_parcel_is_on_the_way_stays_so() -> None:
    case = _case(parcel_stage="运输中").with_facts({"activated": "激活了"})
    assert (case.card_stage, case.parcel_stage) == ("已激活", "运输中")


def test_the_seller_can_cancel_only_before_it_submits() -> None:
    assert "cancel" in open_events(_case(card_stage="待提交"))
    assert "cancel" not in open_events(_case(card_stage="已提交待开卡"))
    assert "withdraw" in open_events(_case(card_stage="已提交待开卡"))
    assert barred(_case(card_stage="已提交待开卡"), "cancel") == book().order.events["cancel"].barred


def test_an_activated_card_is_closed_not_refused() -> None:
    opened = _case(card_stage="已开卡未激活", parcel_stage="派件中")
    assert "refuse" in open_events(opened)
    assert "apply_closing" not in open_events(opened)
    live = _case(card_stage="已激活", parcel_stage="已签收")
    assert barred(live, "send_back") == book().order.guards["not_active"].reason


def test_a_contract_guards_the_closing() -> None:
    assert "apply_closing" in open_events(_case(card_stage="已激活", contract="没有"))
    assert "apply_closing" not in open_events(_case(card_stage="已激活", contract="有合约"))
    assert (
        barred(_case(card_stage="已激活", contract="有绑定"), "apply_closing")
        == book().order.guards["bond_free"].reason
    )


def test_opening_hours_are_the_files() -> None:
    case = _case(card_stage="已激活", contract="没有", carrier="联通")
    opens, shuts = book().order.guards["inside_hours"].hours["联通"]
    assert "apply_closing" in open_events(case, datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI))
    late = datetime(2026, 11, 24, 23, 30, tzinfo=SHANGHAI)
    assert "apply_closing" not in open_events(case, late)
    assert f"{opens}–{shuts}" in str(barred(case, "apply_closing", late))


def test_the_two_debts_are_two_regions() -> None:
    where = position(_case(payee="都付", refund_state="已申请"), NOW)
    assert (where["goods"], where["topup"]) == ("已申请退款", "已充话费")
    assert position(_case(payee="首充"), NOW)["goods"] == "未付货款"


def test_time_moves_the_money() -> None:
    case = _case(payee="货款", refund_state="已申请", due_date="2026-11-23")
    assert position(case, datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI))["goods"] == "已申请退款"
    assert position(case, NOW)["goods"] == "逾期"
    refunded = after_event(case, "refund")
    assert position(refunded, NOW)["goods"] == "已到账"
    assert money_late(refunded, NOW.date()) is None
    assert money_late(case, NOW.date()) == "逾期"


def test_a_report_keeps_its_day_and_its_words() -> None:
    case = after_event(_case(parcel_stage="派件中"), "refuse", date(2026, 11, 23), "昨天拒收了", turn=3)
    assert (case.parcel_stage, case.refused_date) == ("已拒收", date(2026, 11, 23))
    assert (case.origins["parcel_stage"].words, case.origins["parcel_stage"].turn) == ("昨天拒收了", 3)


def test_a_stop_and_its_end() -> None:
    stopped = after_event(_case(card_stage="已激活"), "stop_fraud")
    assert (stopped.card_stage, stopped.stopped_by) == ("停机", "反诈")
    again = after_event(stopped, "clear_stop")
    assert (again.card_stage, again.stopped_by) == ("已激活", None)


@pytest.mark.parametrize(
    ("activated", "requested", "expected"),
    [("2026-11-20", "2026-11-18", "晚于申请"), ("2026-11-18", "2026-11-20", "早于申请"), ("2026-11-18", None, None)],
)
def test_the_activation_time_rule(activated: str, requested: str | None, expected: str | None) -> None:
    case = Case().with_facts({"activation_date": activated, "request_date": requested})
    assert activation_vs_request(case) == expected


def test_a_reported_event_is_of_the_day_that_was_told() -> None:
    today, told, before = date(2026, 11, 24), date(2026, 11, 8), date(2026, 11, 2)
    assert day_of("complain", Case(), {"complaint_date": told}, today) == told
    assert day_of("complain", _case(complaint_date=before), {}, today) == before
    assert day_of("complain", Case(), {}, today) == day_of("withdraw_complaint", Case(), {}, today) == today
