"""No day that is over is ever said as one to wait for, and no day is promised that nothing supports."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuika.answers.escalation import escalation_message, steps
from tuika.answers.letters import letter
from tuika.answers.plan_view import alternatives_messages, money_lines, plan_messages
from tuika.answers.timeline import ahead, days
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI, due
from tuika.facts.fields import DATES, VOCABULARY
from tuika.knowledge import book
from tuika.planning.plan import Plan, alternatives, make_plan
from tuika.planning.space import rows, space

from .strategies import cases

_SAID = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日（周([一二三四五六日])）")
_WEEKDAYS = "一二三四五六日"
#: Ordinary days, a night before a holiday, the year's end, a leap day.
DAYS = st.sampled_from(["2026-11-24", "2026-09-30", "2026-12-31", "2027-02-05", "2024-02-29"]).map(date.fromisoformat)


def said_days(text: str, today: date) -> set[date]:
    """The days that the text names; where the year is not said, the weekday tells which of three years is meant."""
    found = set()
    for year, month, day, weekday in _SAID.findall(text):
        years = [int(year)] if year else range(today.year - 2, today.year + 2)
        meant = [date(y, int(month), int(day)) for y in years if _exists(y, int(month), int(day))]
        fitting = [d for d in meant if _WEEKDAYS[d.weekday()] == weekday]
        assert fitting, text
        found.add(min(fitting, key=lambda d: abs((d - today).days)))
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def told(case: Case) -> set[date]:
    """The days that the user told."""
    return {day for name in DATES if (day := getattr(case, name)) is not None}


@pytest.mark.slow
@given(cases(), DAYS)
@settings(max_examples=120, deadline=None)
def test_only_days_to_come_are_said(case: Case, today: date) -> None:
    now = datetime.combine(today, time(14), SHANGHAI)
    plan = make_plan(case, now)
    messages = [
        *plan_messages(plan, case, now),
        *alternatives_messages(list(alternatives(case, now).plans), case, today, "…"),
        escalation_message(case, today),
    ]
    text = "\n".join([*(m.text for m in messages), *(letter(key, case, today) for key in book().letters.letters)])
    assert {day for day in said_days(text, today) if day < today} <= told(case)
    for day in days(case, plan, today):
        assert day.kind == "past" or day.iso >= today.isoformat()
    assert all(day.iso > today.isoformat() for day in ahead(case, plan, today))


@given(st.sampled_from(sorted(book().refunds.windows)), cases(), DAYS)
@settings(max_examples=60, deadline=None)
def test_no_day_without_a_count_of_days_and_a_start(window: str, case: Case, today: date) -> None:
    rule, found = book().refunds.windows[window], due(window, case, today)
    if rule.range is None or (rule.from_ == "complaint" and case.complaint_date is None):
        assert found is None
        assert rule.undated
    else:
        assert found is not None


@cache
def plans_of_all_rows() -> list[tuple[str, Case, Plan]]:
    """Each row for each seller and each way of having paid, with no day known."""
    now = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
    found = []
    for row in rows():
        stated = {n: v[0] for n, v in row.when.items() if n not in ("money_late", "activation_vs_request")}
        for seller in VOCABULARY["sales_channel"]:
            for payee in VOCABULARY["payee"]:
                case = Case().with_facts({"carrier": "联通", "sales_channel": seller, "payee": payee, **stated})
                if not space(case, now.date()).settled():
                    case = case.assuming(space(case, now.date()).completions()[0][0])
                plan = make_plan(case, now)
                found.append((row.id, case, plan))
    return found


def test_the_carriers_time_to_answer_binds_the_carrier_alone() -> None:
    checked = 0
    for _, case, plan in plans_of_all_rows():
        for debt in plan.debts:
            if debt.kind == "货款" and case.sales_channel != "运营商官方":
                assert debt.window != "complaint_answer", (plan.row, debt)
                checked += 1
    assert checked > 50


def test_no_answer_is_dated_before_a_complaint_is_known() -> None:
    for _, case, plan in plans_of_all_rows():
        for debt in plan.debts:
            if debt.window in ("complaint_answer", "seller_claim"):
                assert debt.due is None
        if plan.check_window == "complaint_answer":
            assert plan.check is None
            assert "前该答复" not in "\n".join(money_lines(plan, case, date(2026, 11, 24)))


def test_a_complaint_dates_the_answer_and_calls_it_no_refund() -> None:
    today = date(2026, 11, 24)
    facts = {"card_stage": "已销户", "charged": "是", "carrier": "电信", "payee": "没付", "sales_channel": "网盟/代理"}
    case = Case().with_facts({**facts, "complaint_date": "2026-11-20"})
    plan = make_plan(case, datetime.combine(today, time(9), SHANGHAI))
    last = date(2026, 11, 20) + timedelta(book().refunds.windows["complaint_answer"].range[1])  # type: ignore[index]
    assert plan.check is not None
    assert plan.check.latest == last
    text = "\n".join(money_lines(plan, case, today))
    assert said_days(text, today) == {last}
    assert "该答复" in text
    assert "退到" not in text
    later = "\n".join(money_lines(make_plan(case, datetime(2027, 1, 4, 9, tzinfo=SHANGHAI)), case, date(2027, 1, 4)))
    assert not said_days(later, date(2027, 1, 4))
    assert "工信部" in later


@pytest.mark.parametrize("stage", ["待提交", "已提交待开卡", "开卡失败", "已开卡未激活", "已撤单", "已失效"])
@pytest.mark.parametrize("payee", ["首充", "都付"])
def test_a_topup_of_an_idle_card_has_no_usual_day(stage: str, payee: str, now: datetime) -> None:
    for seller in VOCABULARY["sales_channel"]:
        facts = {"card_stage": stage, "payee": payee, "sales_channel": seller, "carrier": "移动"}
        case = Case().with_facts({**facts, "activated": "没激活"})
        topup = next(d for d in make_plan(case, now).debts if d.kind == "首充")
        assert topup.due is None


def test_a_contested_sum_has_no_day(now: datetime) -> None:
    facts: dict[str, Any] = {"card_stage": "已激活", "as_sold": "不符", "carrier": "联通", "paid_amount": 100}
    case = Case().with_facts({**facts, "sales_channel": "网盟/代理", "request_date": "2026-10-01"})
    text = "\n".join(money_lines(make_plan(case, now), case, now.date()))
    assert "写明哪天前答复" in text
    assert not said_days(text, now.date())


@pytest.mark.parametrize("seller", VOCABULARY["sales_channel"])
def test_money_that_is_late_is_not_to_be_waited_for(seller: str, now: datetime) -> None:
    facts = {"refund_state": "逾期", "sales_channel": seller, "carrier": "移动", "paid_amount": 39}
    case = Case().with_facts({**facts, "request_date": "2026-10-20"})
    plan = make_plan(case, now)
    text = "\n".join(m.text for m in plan_messages(plan, case, now))
    assert "现在就可以往上一级投诉" in text
    assert "前退到" not in text
    assert "起能走" not in text


def test_only_the_appeal_waits_and_only_from_a_complaint(now: datetime) -> None:
    for carrier in (*VOCABULARY["carrier"], None):
        case = Case(carrier=carrier)
        for ladder in ("carrier", "seller"):
            for step in steps(ladder, case, now.date()):
                assert step.opens is None
                if step.id != "appeal":
                    assert step.when == book().escalation.open_always
                    assert step.when == "随时可以"
    text = escalation_message(Case().with_facts({"payee": "货款", "sales_channel": "网盟/代理"}), now.date()).text
    assert "起能走" not in text
    assert "可能过期，别等" in text


def test_the_two_ways_shut_each_other_for_one_dispute_only(now: datetime) -> None:
    ways = book().escalation.ladders
    carrier = next(s for s in ways.carrier.steps if s.id == "appeal")
    seller = next(s for s in ways.seller.steps if s.id == "samr")
    assert "12315" in str(carrier.excludes)
    assert "通信管理局" in str(seller.excludes)
    assert "工信部申诉也不再收" in str(seller.excludes)
    for text in (book().escalation.warn, escalation_message(Case(), now.date()).text):
        assert "两个方向都一样" in text
        assert "货款和话费是两笔" in text
    letters = book().letters.letters
    assert "通信管理局" in str(letters["samr"].warn)
    assert "12315" in str(letters["miit"].warn)
