"""The plan says only what is known; what is assumed is listed, and only what matters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings

from tuika.answers.plan_view import plan_messages
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fields import DECIDING, VOCABULARY
from tuika.knowledge import book
from tuika.planning.plan import alternatives, make_plan
from tuika.planning.space import row_of, space

from .strategies import cases

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()


@given(cases())
@settings(max_examples=120, deadline=None)
def test_what_is_assumed_is_not_printed_as_known(case: Case) -> None:
    plan = make_plan(case, NOW)
    text = "\n".join([plan.lead, *plan.steps, plan.next_step, *(d.debtor for d in plan.debts)])
    if case.carrier is None:
        for carrier in book().carriers.carriers.values():
            assert carrier.name not in text
            assert carrier.hotline.number is None or carrier.hotline.number not in text
    if case.sales_channel is None:
        assert "办卡的代理" not in [d.debtor for d in plan.debts]
        assert plan.way.sales_channel is None


@given(cases())
@settings(max_examples=80, deadline=None)
def test_every_assumption_matters_and_every_one_that_matters_is_listed(case: Case) -> None:
    plan = make_plan(case, NOW)
    guess, _ = space(case, TODAY).completions()[0]
    full = case.assuming(guess)
    listed = {a.field: a.value for a in plan.assumptions}
    assert listed.items() <= guess.items()
    for name in guess:
        is_open = not space(full.leaving_open(name), TODAY).settled()
        assert (name in listed) == is_open


@pytest.mark.slow
@given(cases())
@settings(max_examples=60, deadline=None)
def test_alternatives_come_likeliest_first(case: Case) -> None:
    mass: dict[str, float] = {}
    for guess, weight in space(case, TODAY).completions():
        row = row_of(case.assuming(guess), TODAY).id
        mass[row] = mass.get(row, 0.0) + weight
    found = alternatives(case, NOW)
    weights = [mass[plan.row] for plan in found.plans]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == max(mass.values())
    remaining = space(case, TODAY)
    gains = [remaining.gain(name) for name in found.differ_in]
    assert gains == sorted(gains, reverse=True)


def test_the_most_telling_thing_comes_first() -> None:
    case = Case().with_unsure(["card_stage", "payee", "parcel_stage"])
    found = alternatives(case, NOW)
    assert len(found.differ_in) >= 2
    gains = {name: space(case, TODAY).gain(name) for name in found.differ_in}
    assert gains[found.differ_in[0]] == max(gains.values()) > min(gains.values())


@pytest.mark.parametrize("name", DECIDING)
def test_a_way_names_the_parties_of_its_texts_only(name: str) -> None:
    known: dict[str, Any] = {n: VOCABULARY[n][0] for n in DECIDING}
    for value in VOCABULARY[name]:
        case = Case().with_facts({**known, name: value})
        plan = make_plan(case, NOW)
        row = book().plans.row(plan.row)
        texts = (row.lead, row.deduct, row.risk, row.next, *row.steps, *book().channels.channels[row.channel].how)
        assert plan.way.carrier == (case.carrier if any("c." in t for t in texts) else None)
        assert plan.way.sales_channel == (case.sales_channel if any("s." in t for t in texts) else None)


def test_a_plan_after_usage_says_so_and_one_after_law_does_not() -> None:
    usage = Case().with_facts({"card_stage": "待提交", "sales_channel": "网盟/代理", "payee": "货款"})
    known = {"ordered_by": "不是我", "carrier": "移动", "payee": "没付", "complaint_date": "2026-11-20"}
    law = Case().with_facts(known)
    note = book().replies.plan.usage.split("{{")[0]
    for case, is_usage in ((usage, True), (law, False)):
        plan = make_plan(case, NOW)
        dues = [d.due for d in plan.debts] or [plan.check]
        assert any(due is not None and due.usage for due in dues) == is_usage
        assert (note in plan_messages(plan, case, NOW)[-1].text) == is_usage
