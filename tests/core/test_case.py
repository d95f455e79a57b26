from __future__ import annotations

from typing import Any

import pytest

from tuika.facts.case import Case
from tuika.facts.fields import BadValue


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("carrier", "火星"),
        ("no_such_field", "x"),
        ("paid_amount", -1),
        ("paid_amount", "1e9"),
        ("paid_amount", True),
        ("paid_amount", "nan"),
        ("contract_months", 9999),
        ("order_date", "昨天"),
        ("order_date", {}),
        ("order_date", 20261124),
        ("payments", {"amount": 30, "holder": []}),
        ("payments", {"amount": 30, "state": {}}),
        ("platform", "x" * 41),
        ("platform", 7),
    ],
)
def test_a_bad_value_is_refused_and_nothing_changes(name: str, value: Any) -> None:
    case = Case().with_facts({"carrier": "联通"})
    with pytest.raises(BadValue) as caught:
        case.with_facts({"payee": "货款", name: value})
    assert (caught.value.field, caught.value.value) == (name, value)
    assert case.known() == {"carrier": "联通"}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # a waybill means that the card is made out
        ([{"parcel_stage": "运输中"}], {"card_stage": "已开卡未激活"}),
        # the newer of two facts that exclude each other wins
        ([{"card_stage": "已激活"}, {"activated": "没激活"}], {"card_stage": None}),
        ([{"activated": "没激活"}, {"card_stage": "已激活"}], {"activated": "激活了"}),
        ([{"parcel_stage": "已签收", "activated": "没激活"}], {"card_stage": "已开卡未激活"}),
        ([{"card_stage": "待提交"}], {"parcel_stage": "未发货"}),
        ([{"card_stage": "待提交"}, {"parcel_stage": "已拒收"}], {"card_stage": "已开卡未激活"}),
        ([{"paid_amount": 30}], {"payee": "货款"}),
        ([{"topup_amount": 100}], {"payee": "首充"}),
        ([{"contract_months": 24}], {"contract": "有合约"}),
    ],
)
def test_what_follows_from_what(steps: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    case = Case()
    for facts in steps:
        case = case.with_facts(facts)
    assert {name: getattr(case, name) for name in expected} == expected


def test_saying_a_fact_ends_not_knowing_it() -> None:
    case = Case().with_unsure(["carrier"]).with_facts({"carrier": "移动"})
    assert case.unsure == frozenset()


@pytest.mark.parametrize("odd", [{"": -1}, ["x"], 3, None])
def test_what_stands_oddly_in_a_stored_list_is_left_out(odd: object) -> None:
    case = Case.from_slots(
        {"carrier": "联通", "unsure": ["contract", odd], "origins": {"carrier": ["x", "stated", 1, [odd]]}}
    )
    assert case.unsure == {"contract"}
    assert case.origins["carrier"].because == ()
