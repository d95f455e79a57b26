"""A fact from ear to case: one table, one shape, and where each came from."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuika.answers.plan_view import label_of
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory
from tuika.dialogue.moves import reply
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.facts.fact import Fact, Strength
from tuika.facts.fields import FIELDS, VOCABULARY, Payment, canonical, parse

from .strategies import cases, fact


def test_a_case_has_the_tables_fields() -> None:
    assert [f.name for f in dataclasses.fields(Case)] == [*FIELDS, "unsure", "origins"] or {
        f.name for f in dataclasses.fields(Case)
    } == {*FIELDS, "unsure", "origins"}


@pytest.mark.parametrize("name", FIELDS)
def test_every_value_has_a_label_without_holes(name: str) -> None:
    values: tuple[Any, ...] = (
        VOCABULARY.get(name)
        or {
            "day": (parse("order_date", "2026-11-20"),),
            "yuan": (Decimal(29),),
            "months": (12,),
            "words": ("某某",),
            "payments": ((Payment(Decimal(29), "押金", "店铺"),),),
        }[FIELDS[name].kind]
    )
    for value in values:
        label = label_of(name, value)
        assert label
        assert "{{" not in label
        assert "None" not in label


def test_labels_tell_values_apart() -> None:
    for name, values in VOCABULARY.items():
        assert len({label_of(name, value) for value in values}) == len(values)


def test_a_claim_never_enters_a_case(now: datetime) -> None:
    claim = Fact("card_stage", "已激活", "客服说激活了", Strength.CLAIMED)
    assert Case().taking([claim]) == Case()
    turn = reply(Memory(), Heard("inform", "客服说激活了", (claim,)), now)
    assert turn.memory.case.card_stage is None


def test_a_case_knows_where_a_fact_came_from(now: datetime) -> None:
    said = (Fact("carrier", "联通", "联通的卡"), Fact("parcel_stage", "运输中", "在路上"))
    turn = reply(Memory(), Heard("cancel_order", "联通的卡在路上", said), now)
    origins = from_slots(to_slots(turn.memory)).case.origins
    assert (origins["carrier"].words, origins["carrier"].turn, origins["carrier"].because) == ("联通的卡", 1, ())
    assert origins["card_stage"].because == ("parcel_stage",)
    assert origins["card_stage"].strength is Strength.IMPLIED


def test_personal_data_is_not_kept_in_the_words(now: datetime) -> None:
    said = (Fact("carrier", "联通", "13812345678联通"),)
    case = reply(Memory(), Heard("inform", "…", said), now).memory.case
    assert "13812345678" not in json.dumps(case.to_slots(), ensure_ascii=False)


def test_what_is_taken_back_takes_its_consequences_along() -> None:
    case = Case().with_facts({"carrier": "联通", "parcel_stage": "运输中"})
    assert case.card_stage == "已开卡未激活"
    back = case.taking_back("parcel_stage")
    assert back.known() == {"carrier": "联通"}
    assert set(back.origins) <= {"carrier"}


def test_a_consequence_follows_its_premise() -> None:
    case = Case().with_facts({"paid_amount": 30})
    assert case.payee == "货款"
    assert case.with_facts({"topup_amount": 50}).payee == "都付"
    assert case.with_facts({"paid_amount": 0}).payee == "没付"
    assert case.with_facts({"payee": "首充"}).payee == "首充"


def test_two_new_facts_that_exclude_each_other_leave_one() -> None:
    case = Case().with_facts({"activated": "没激活", "card_stage": "已激活"})
    assert (case.card_stage, case.activated) == ("已激活", "激活了")


@pytest.mark.parametrize(
    ("payments", "payee", "paid", "topup"),
    [
        ([{"amount": 30, "purpose": "货款", "holder": "店铺"}], "货款", 30, None),
        # who holds the money owes it: a top-up at a company's public account is no balance of the carrier's
        ([{"amount": 299, "purpose": "首充", "holder": "公众号"}], "货款", 299, None),
        ([{"amount": 100, "purpose": "首充", "holder": "运营商"}], "首充", None, 100),
        ([{"amount": 100, "purpose": "首充"}], "首充", None, 100),
        ([{"amount": 30, "purpose": "押金", "holder": "代理个人"}, {"amount": 50, "purpose": "首充"}], "都付", 30, 50),
        # demanded, promised and received money was not paid
        ([{"amount": 460, "purpose": "违约金", "state": "被要求"}], None, None, None),
        ([{"amount": 30, "purpose": "返费", "state": "答应给"}], None, None, None),
        ([{"purpose": "货款", "holder": "店铺"}], "货款", None, None),
    ],
)
def test_the_debtor_is_whoever_holds_the_money(
    payments: list[dict[str, Any]], payee: str | None, paid: int | None, topup: int | None
) -> None:
    case = Case().with_facts({"payments": payments})
    assert (case.payee, case.paid_amount, case.topup_amount) == (payee, paid, topup)


def test_payments_add_up_and_are_corrected_by_purpose_and_holder() -> None:
    case = Case().with_facts({"payments": {"amount": 30, "purpose": "货款", "holder": "店铺"}})
    case = case.with_facts({"payments": {"amount": 50, "purpose": "首充", "holder": "运营商"}})
    case = case.with_facts({"payments": {"amount": 39, "purpose": "货款", "holder": "店铺"}})
    assert (case.paid_amount, case.topup_amount, case.payee) == (39, 50, "都付")
    assert Case.from_slots(json.loads(json.dumps(case.to_slots()))) == case


def test_former_names_are_understood() -> None:
    assert canonical("received") == "not_received"
    assert Case().with_facts({"received": "没收到"}).not_received == "没收到"
    assert Case.from_slots({"received": "没收到"}).not_received == "没收到"


@given(cases())
@settings(max_examples=60, deadline=None)
def test_a_case_is_what_was_told_and_what_follows(case: Case) -> None:
    """Telling the same things again changes nothing, and every consequence names its premises."""
    again = case.with_facts(case.stated())
    assert again.known() == case.known()
    for name, origin in case.origins.items():
        assert getattr(case, name) is not None
        assert set(origin.because) <= set(FIELDS)
        if not origin.because:
            assert name in case.stated()


@given(cases(), fact, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_newer_fact_stands(case: Case, new: tuple[str, Any], is_stored: bool) -> None:
    name, value = new
    after = (Case.from_slots(case.to_slots()) if is_stored else case).with_facts({name: value})
    if name != "payments":
        assert getattr(after, name) == parse(name, value)


PAID = [{"amount": 50, "purpose": "货款", "holder": "店铺"}]


@pytest.mark.parametrize(
    "sums",
    [
        {"paid_amount": 50},
        {"topup_amount": 50},
        {"payments": PAID},
        {"payments": [{"purpose": "货款", "holder": "代理个人"}]},
        {"payments": [{"amount": 100, "purpose": "首充"}]},
    ],
)
def test_nothing_paid_and_a_sum_paid_are_never_both_known(sums: dict[str, Any]) -> None:
    """「我转账给代理50元」 heard as 没付 and as 50: the sum wins; told one after the other, the newer."""
    paid = Case().with_facts(sums)
    assert paid.payee not in (None, "没付")
    assert Case().with_facts({"payee": "没付", **sums}).known() == paid.known()
    assert Case().with_facts({"payee": "没付"}).with_facts(sums).known() == paid.known()
    corrected = paid.with_facts({"payee": "没付"})
    assert corrected.known() == {"payee": "没付"}
    stored = Case.from_slots({**paid.to_slots(), "payee": "没付", "origins": None})
    assert stored.payee != "没付"


@given(cases(), st.lists(fact, max_size=4), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_case_has_nothing_paid_beside_a_sum(case: Case, more: list[tuple[str, Any]], is_stored: bool) -> None:
    told = dict([*more, ("payee", "没付")]) if is_stored else dict([("payee", "没付"), *more])
    after = case.with_facts(told)
    for one in (after, Case.from_slots({**after.to_slots(), "payee": "没付"})):
        if one.payee == "没付":
            assert not (one.paid_amount or 0) > 0
            assert not (one.topup_amount or 0) > 0
            assert not [p for p in one.payments or () if p.counts_as and p.amount != 0]
