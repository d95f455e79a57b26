"""Whoever paid nothing and opened nothing hears of no money to claim, whatever was answered to them."""

from __future__ import annotations

import re

import pytest

from tuika.dialogue.conditions import implied_by, standing
from tuika.dialogue.memory import Thread
from tuika.facts.case import Case
from tuika.matters.load import catalogue
from tuika.matters.model import Standing
from tuika.speech.wording import context, render

#: A guardian disowns the order in writing also where nothing was paid.
GUARDIANS = {"minor_order"}
ORDERS = sorted(n for n, m in catalogue().matters.items() if m.family == "order" and n not in GUARDIANS)
#: What is claimed, and where: a refund, a goods return, the platform, the payment bill.
_MONEY = re.compile(r"付过钱的|付过的钱|介入|投诉商户|账单|退货退款|申请退款|提退款|要退款|催退款|退款理由")


def said(name: str, *done: str, **facts: str) -> str:
    case = Case().with_facts({"payee": "没付", "activated": "没激活", **facts})
    case = case.taking(implied_by(Thread(case=case, lead=name, matters=(name,)), ""))
    place = standing(Thread(case=case, lead=name, matters=(name,)))
    place = Standing(place.facts, frozenset(done), place.matters, place.open_matter)
    return render(catalogue().matters[name].advice(place).say, **context(case))


@pytest.mark.parametrize("done", [(), ("refused",), ("no_answer",)])
@pytest.mark.parametrize("name", [*ORDERS, "seller_refuses"])
def test_who_paid_nothing_is_not_sent_to_claim_money(name: str, done: tuple[str, ...]) -> None:
    for stage in ("未发货", "运输中", "派件中", "已签收"):
        text = said(name, *done, parcel_stage=stage)
        assert not _MONEY.search(text), (stage, text)
