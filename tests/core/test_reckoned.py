"""What is reckoned, by hand: the chart edge by edge, windows, payments, penalties."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tuika.facts.case import Case
from tuika.facts.consistency import consequences, without_contradictions
from tuika.facts.deadlines import SHANGHAI, add_working_days, due
from tuika.facts.fields import FIELDS, VOCABULARY, BadValue, Payment, parse
from tuika.facts.order import chart_class, guard_holds, position
from tuika.knowledge import book
from tuika.knowledge.models.trade import PlanRow
from tuika.planning.penalty import Penalty, penalty, penalty_question, worked_out
from tuika.planning.plan import Way, make_plan, same_way
from tuika.speech.wording import appeal_on, offer, over, paid, refunded, unused
from tuika.speech.wording import penalty as printed

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)


def case(**facts: Any) -> Case:
    return Case().with_facts(facts)


CLAUSE = {"penalty_basis": "剩余比例", "penalty_value": 30, "monthly_fee": 39, "contract_months_left": 8}


@pytest.mark.parametrize(
    ("facts", "amount", "rumour", "missing"),
    [
        ({}, None, None, ()),
        ({"monthly_fee": 39, "contract_months_left": 8}, None, "93.60", ()),
        ({**CLAUSE, "penalty_basis": "没见过条款"}, None, "93.60", ()),
        (CLAUSE, "93.60", "93.60", ()),
        ({**CLAUSE, "penalty_value": 101}, None, "93.60", ("penalty_value",)),
        ({"penalty_basis": "剩余比例"}, None, None, ("penalty_value", "monthly_fee", "contract_months_left")),
        ({"penalty_basis": "剩余比例", "monthly_fee": 39}, None, None, ("penalty_value", "contract_months_left")),
        ({"penalty_basis": "固定金额"}, None, None, ("penalty_value",)),
        ({"penalty_basis": "固定金额", "penalty_value": "99.999"}, "100.00", None, ()),
    ],
)
def test_a_penalty_and_what_it_still_needs(
    facts: dict[str, Any], amount: str | None, rumour: str | None, missing: tuple[str, ...]
) -> None:
    found = penalty(case(**facts))
    assert found == Penalty(amount and Decimal(amount), rumour and Decimal(rumour), found.missing)  # type: ignore[arg-type]
    assert set(found.missing) == set(missing)


def test_a_sum_is_told_when_it_can_first_be_worked_out() -> None:
    bare = case(monthly_fee=39)
    fee = bare.with_facts({"contract_months_left": 8})
    none, unsure = fee.with_facts({"penalty_basis": "没见过条款"}), fee.with_unsure(["penalty_basis"])
    # nobody said yet that there is no clause: then the thirty per cent are not told
    assert worked_out(bare, fee) is None
    for start, end in ((bare.with_facts({"penalty_basis": "没见过条款"}), none), (bare, unsure)):
        assert "93.6 元" in (worked_out(start, end) or "")
        assert worked_out(end, end) is None


def test_the_penalty_is_asked_for_by_its_labels() -> None:
    spec = book().penalties
    question = penalty_question("penalty_basis", Case())
    assert question is not None
    assert question.ask == spec.ask.penalty_basis
    offered = [*((b, e.label) for b, e in spec.bases.items()), *spec.no_basis.items()]
    assert [(o.value, o.label, o.field) for o in question.options] == [(b, t, "penalty_basis") for b, t in offered]
    fee = penalty_question("monthly_fee", Case())
    assert fee is not None
    assert (fee.ask, fee.options) == (spec.ask.monthly_fee, ())
    assert penalty_question("carrier", Case()) is None


def test_the_chart_is_the_files_edge_by_edge() -> None:
    spec = book().order
    states = {state.value: state for state in chart_class().states_map.values()}
    for region, entry in spec.regions.items():
        for name, told in entry.states.items():
            state = states[f"{region}:{name}"]
            left = [e for e in spec.events.values() if e.region == region and name in e.from_]
            assert (state.name, state.initial) == (name, name == entry.start)
            assert state.final == (told.final and not left), name
    edges = {
        (t.source.value, t.target.value, t.event, tuple(str(c) for c in t.cond))
        for s in states.values()
        for t in s.transitions
    }
    wanted = {
        (f"{e.region}:{source}", f"{e.region}:{e.to}", event, tuple(e.guards))
        for event, e in spec.events.items()
        for source in e.from_
    }
    assert {edge for edge in edges if edge[2]} == wanted


@pytest.mark.parametrize(("clock", "opens"), [("07:59", False), ("08:00", True), ("08:29", True), ("08:30", False)])
def test_a_guards_hours_are_read_to_the_minute(clock: str, opens: bool) -> None:
    guard = next(g for g in book().order.guards.values() if g.hours)
    hours = {"联通": ("08:00", "08:30")}
    told = guard.copy(update={"hours": hours, "when": {}, "unless": {}})
    hour, minute = map(int, clock.split(":"))
    assert guard_holds(told, case(carrier="联通"), NOW.replace(hour=hour, minute=minute)) is opens
    assert guard_holds(told, case(carrier="移动"), NOW.replace(hour=hour, minute=minute))
    assert guard_holds(told, case(carrier="联通"), None)


def test_a_region_that_is_no_field_stands_where_its_conditions_say() -> None:
    first = {name: position(Case(), NOW)[name] for name, entry in book().order.regions.items() if entry.field is None}
    paid = position(case(payee="货款", refund_state="已到账"), NOW)
    assert any(paid[name] != first[name] for name in first)
    assert position(case(card_stage="停机"), NOW)["card"] == "停机"


@pytest.mark.parametrize("window", book().refunds.windows)
def test_a_window_is_counted_from_its_day(window: str) -> None:
    rule = book().refunds.windows[window]
    days = {
        f"{n}_date": "2026-10-20" for n in ("request", "approved", "refused", "return_signed", "closed", "complaint")
    }
    found = due(window, case(card_stage="已销户", parcel_stage="商家已签收退货", **days), TODAY)
    if rule.range is None:
        assert found is None
        return
    assert found is not None
    if rule.from_ == "settlement":
        assert found.start == date(2026, 10, 31)
    elif rule.from_ == "next_month_settled":
        assert found.start == date(2026, 11, book().refunds.next_month_settlement_day.day)
    else:
        assert found.start == date(2026, 10, 20)
    low, high = rule.range
    ends = [
        add_working_days(found.start, n) if rule.unit == "workday" else found.start + timedelta(n) for n in (low, high)
    ]
    assert [found.earliest, found.latest] == ends
    assert found.legal == (None if rule.law_days is None else found.start + timedelta(rule.law_days))
    assert (found.window, found.start_known, found.unannounced) == (window, True, None)
    assert (found.usage, found.shifts) == (rule.basis == "usage", rule.shifts)
    assumed = due(window, Case(), TODAY)
    if rule.from_ == "complaint":
        assert assumed is None
    elif rule.from_ != "settlement":
        assert assumed is not None
        assert not assumed.start_known


PAYMENT = {"amount": 30, "purpose": "首充", "holder": "运营商"}


@pytest.mark.parametrize(
    "entry",
    [
        {"purpose": "火星"},
        {"holder": "火星"},
        {"state": "火星"},
        {"amount": "x"},
        {"colour": "red"},
        {},
        7,
        {"purpose": 7},
    ],
)
def test_a_payment_that_is_none_is_refused_by_its_field(entry: Any) -> None:
    with pytest.raises(BadValue) as refused:
        parse("payments", [entry])
    assert refused.value.field == "payments"


def test_what_was_paid_adds_up_and_says_to_whom() -> None:
    purposes = {Payment(Decimal(1), purpose, None).counts_as: purpose for purpose in book().fields.payments.purposes}
    goods, topup = (Payment(Decimal(30), purposes[debt], None) for debt in ("货款", "首充"))
    nothing = Payment(Decimal(0), purposes["首充"], None)
    unknown = Payment(None, purposes["货款"], None)
    for payments, expected in (
        ((goods, goods), {"paid_amount": Decimal(60), "payee": "货款"}),
        ((goods, topup), {"paid_amount": Decimal(30), "topup_amount": Decimal(30), "payee": "都付"}),
        ((goods, nothing), {"paid_amount": Decimal(30), "topup_amount": Decimal(0), "payee": "货款"}),
        ((goods, unknown), {"payee": "货款"}),
        ((), {}),
    ):
        found = consequences({"payments": payments})
        assert {n: v for n, (v, because) in found.items() if because == ("payments",)} == expected
    stated = {"payments": (goods,), "paid_amount": Decimal(1)}
    assert "paid_amount" not in consequences(stated)


def test_of_two_facts_that_exclude_each_other_the_newer_stays() -> None:
    for rule in book().order.excludes:
        if len(rule.all) != 2 or any(wanted in ("known", "positive", "zero") for wanted in rule.all.values()):
            continue
        (one, first), (other, second) = ((name, wanted[0]) for name, wanted in rule.all.items())
        both = {one: first, other: second, "platform": "淘宝"}
        if "payments" in both:
            continue
        assert without_contradictions(both, {one}) == {one: first, "platform": "淘宝"}
        assert without_contradictions(both, {other}) == {other: second, "platform": "淘宝"}
        assert rule.yields not in without_contradictions(both, {one, other})
        assert without_contradictions({one: first}, {one}) == {one: first}


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (Way("a"), Way("a", "联通", "电商平台", "淘宝"), True),
        (Way("a", "联通"), Way("a", "联通", "电商平台"), True),
        (Way("a", "联通"), Way("a"), False),
        (Way("a", "联通"), Way("a", "移动"), False),
        (Way("a", None, "电商平台"), Way("a", None, "网盟/代理"), False),
        (Way("a", None, None, "淘宝"), Way("a", None, None, "京东"), False),
        (Way("a"), Way("b"), False),
    ],
)
def test_a_party_that_becomes_known_changes_nothing_and_another_does(before: Way, after: Way, same: bool) -> None:
    assert same_way(before, after) is same


WRONG: dict[str, tuple[Any, ...]] = {
    "choice": ("火星", 7),
    "day": ("gestern", 7, "1900-01-01", "2999-01-01"),
    "yuan": ("x", True, -1, "nan", 10**9),
    "months": ("x", True, -1, 10**6, None.__class__),
    "words": ("", " ", 7, "长" * 10_000),
    "payments": ([], [{"amount": "x"}], [{"purpose": "首充"}] * 100),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_that_does_not_fit_names_its_field(name: str) -> None:
    for value in WRONG[FIELDS[name].kind]:
        with pytest.raises(BadValue) as refused:
            parse(name, value)
        assert refused.value.field == name
    assert parse(name, None) is None


@pytest.mark.parametrize("row", book().plans.rows, ids=lambda row: row.id)
def test_who_was_paid_is_not_open_where_it_is_known(row: PlanRow) -> None:
    known = {name: values[0] for name, values in row.when.items() if name in FIELDS and name != "payee"}
    for payee in VOCABULARY["payee"]:
        assert not make_plan(Case().assuming(known).with_facts({"payee": payee}), NOW).money_open
    unknown = make_plan(Case().assuming(known), NOW)
    if unknown.money_open:
        # then no assumption about it is told either
        assert "payee" not in {assumed.field for assumed in unknown.assumptions}


def test_months_paid_ahead_are_reckoned_by_what_was_bought() -> None:
    three_years = case(topup_amount=180, used_months=7, contract_months_left=29)
    assert unused(three_years) == "180 元÷36 个月×没用的 29 个月，约 145 元"
    assert offer(three_years.with_facts({"offered_amount": 60})) == "他给 60 元，按没用完的算该退 145 元，少 85 元。"
    a_year = case(paid_amount=120, used_months=4)
    assert unused(a_year) == "120 元÷12 个月×没用的 8 个月，约 80 元"
    assert unused(case(paid_amount=120)) == ""


def test_what_is_lacking_of_a_promise() -> None:
    assert refunded(case(offered_amount=268, refunded_amount=200)) == ("200 元", "68 元")


def test_what_is_named_as_due_is_what_is_lacking() -> None:
    overcharged = case(due_amount=75, refunded_amount=60, paid_amount=300)
    assert (paid(overcharged), refunded(overcharged)) == ("75 元", ("60 元", "15 元"))
    assert offer(case(due_amount=75, offered_amount=50)) == "他给 50 元，比该退的少 25 元。"
    # what was used up of a year is reckoned by what the year cost
    assert unused(case(due_amount=75, paid_amount=120, used_months=4)) == unused(case(paid_amount=120, used_months=4))


def test_a_share_is_printed_with_its_sum() -> None:
    assert printed(case(**CLAUSE)) == "39 元 × 剩 8 个月 × 30% = 93.6 元"
    assert printed(case(penalty_basis="固定金额", penalty_value=200)) == ""


def test_what_is_charged_too_much_is_reckoned_by_the_months() -> None:
    each = case(over_amount=15)
    assert (over(each), over(case(monthly_fee=98)), over(case(monthly_fee=18, agreed_fee=18))) == ("每月 15 元", "", "")
    assert over(case(monthly_fee=98, agreed_fee=18, charged_months=2)) == "每月 80 元 × 2 个月 = 160 元"
    months = each.with_facts({"charged_months": 6, "offered_amount": 60})
    assert (paid(months), offer(months)) == ("90 元", "他给 60 元，比该退的少 30 元。")


def test_the_day_from_which_a_complaint_without_an_answer_is_appealed() -> None:
    assert appeal_on(case(complaint_date=date(2026, 11, 8))) == "11月24日（周二）"
    assert appeal_on(case()) == ""
