"""Months that are left of a contract, reckoned from its length and the months used; said as reckoned."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tuika.facts.case import Case
from tuika.speech.wording import penalty

SHARE = {"penalty_basis": "剩余比例", "penalty_value": Decimal(30), "monthly_fee": Decimal(79)}


def test_what_is_left_is_reckoned_and_says_so() -> None:
    case = Case().with_facts({"contract_months": 24, "used_months": 13, **SHARE})
    assert case.contract_months_left == 11
    assert "剩约 11 个月" in penalty(case)


def test_what_was_told_stays_and_is_said_plainly() -> None:
    case = Case().with_facts({"contract_months": 24, "used_months": 13, "contract_months_left": 9, **SHARE})
    assert case.contract_months_left == 9
    assert "剩 9 个月" in penalty(case)


@pytest.mark.parametrize("used", [24, 40])
def test_nothing_is_left_of_a_contract_that_is_over(used: int) -> None:
    assert Case().with_facts({"contract_months": 24, "used_months": used}).contract_months_left is None


def test_it_goes_with_what_it_was_reckoned_from() -> None:
    case = Case().with_facts({"contract_months": 24, "used_months": 13})
    assert case.taking_back("used_months").contract_months_left is None
