"""What sums come to that were just told stands behind an answer that does not say it; a part is not all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tuika.dialogue.memory import Memory
from tuika.dialogue.reckoning import reckoned
from tuika.dialogue.sides import ALL_IN, PART, with_part_paid
from tuika.facts.case import Case
from tuika.facts.sums import SHARE


def told(before: Case, after: Case, said: str = "") -> str:
    memory = Memory()
    found = reckoned(memory.but(case=before), memory.but(case=after), said)
    return "\n".join(message.text for message in found)


BASE = replace(Case(), monthly_fee=Decimal(49), penalty_basis=SHARE, penalty_value=Decimal(40))
OVER = replace(Case(), over_amount=Decimal(18))
PAID = replace(Case(), paid_amount=Decimal(75))


@pytest.mark.parametrize(
    ("before", "news", "sums"),
    [
        (BASE, {"contract_months_left": 11}, ["49 元 × 剩 11 个月 × 40% = 215.6 元"]),
        (OVER, {"charged_months": 4}, ["每月 18 元 × 4 个月 = 72 元"]),
        (PAID, {"offered_amount": Decimal(55)}, ["他给 55 元", "少 20 元"]),
        (PAID, {"refunded_amount": Decimal(30)}, ["退了 30 元", "还差 45 元"]),
    ],
)
def test_what_the_sums_come_to_is_said(before: Case, news: dict[str, object], sums: list[str]) -> None:
    text = told(before, replace(before, **news))
    assert all(words in text for words in sums)


def test_what_was_known_before_is_not_worked_out_again() -> None:
    known = replace(OVER, charged_months=4)
    assert told(known, known) == ""
    assert told(known, replace(known, carrier="移动")) == ""


def test_what_the_answer_says_is_not_said_again() -> None:
    assert told(OVER, replace(OVER, charged_months=4), said="照账单要 72 元，一起退。") == ""


def test_a_part_of_what_was_charged_too_much_is_not_all_of_it() -> None:
    case = replace(OVER, charged_months=4, offered_amount=Decimal(20))
    assert with_part_paid((ALL_IN,), case, Decimal(20)) == (PART,)
    assert with_part_paid((ALL_IN,), replace(PAID, offered_amount=Decimal(55)), Decimal(55)) == (ALL_IN,)
