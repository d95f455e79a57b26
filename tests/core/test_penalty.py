from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tuika.facts.case import Case
from tuika.planning.penalty import explain, next_missing, penalty, worked_out

from .known import hotline


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"penalty_basis": "剩余比例", "penalty_value": 30, "monthly_fee": 39, "contract_months_left": 8}, "93.60"),
        (
            {"penalty_basis": "剩余比例", "penalty_value": 100, "monthly_fee": "19.9", "contract_months_left": 3},
            "59.70",
        ),
        ({"penalty_basis": "返还优惠", "penalty_value": 120}, "120.00"),
        ({"penalty_basis": "固定金额", "penalty_value": 200}, "200.00"),
        ({"penalty_basis": "剩余比例", "penalty_value": 130, "monthly_fee": 39, "contract_months_left": 8}, None),
        ({"penalty_basis": "剩余比例", "penalty_value": 30, "monthly_fee": 39}, None),
        ({"penalty_basis": "没见过条款", "monthly_fee": 39, "contract_months_left": 8}, None),
    ],
)
def test_only_the_users_own_clause_is_computed(facts: dict[str, Any], amount: str | None) -> None:
    result = penalty(Case().with_facts(facts))
    assert result.amount == (None if amount is None else Decimal(amount))


def test_thirty_per_cent_is_what_some_agreements_say() -> None:
    text = "\n".join(explain(Case().with_facts({"carrier": "联通", "monthly_fee": 39, "contract_months_left": 8})))
    assert "有的协议这样写" in text
    assert "93.6 元" in text
    assert "不是通用的规定" in text
    assert hotline("联通") in text


def test_with_a_clause_the_rumour_is_not_mentioned() -> None:
    text = "\n".join(explain(Case().with_facts({"penalty_basis": "固定金额", "penalty_value": 200})))
    assert "200 元" in text
    assert "有的协议这样写" not in text
    assert "民法典第五百八十五条" in text


def test_what_the_clause_still_needs_is_named() -> None:
    case = Case().with_facts({"penalty_basis": "剩余比例", "penalty_value": 50, "contract_months_left": 10})
    assert next_missing(case) == "monthly_fee"
    assert "月租" in explain(case)[0]
    assert worked_out(case, case) is None
    told = case.with_facts({"monthly_fee": 68})
    assert "340 元" in (worked_out(case, told) or "")
    assert worked_out(told, told) is None


def test_the_computation_asks_for_what_it_needs_and_accepts_not_knowing() -> None:
    case = Case()
    asked = []
    while (name := next_missing(case)) is not None:
        asked.append(name)
        case = case.with_unsure([name])
    # without a clause no number helps, so none is asked for
    assert asked == ["penalty_basis"]
