from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tuika.answers.escalation import ladders, steps
from tuika.answers.evidence import checklist
from tuika.answers.objections import counters, is_real, keys, objection_message
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Countering, Memory
from tuika.dialogue.moves import reply
from tuika.facts.case import Case
from tuika.facts.fields import VOCABULARY
from tuika.knowledge import book

from .known import rights_hotline


@pytest.mark.parametrize("stage", VOCABULARY["card_stage"])
@pytest.mark.parametrize("key", keys())
def test_each_objection_rises_step_by_step_to_a_move(key: str, stage: str) -> None:
    case = Case().with_facts({"card_stage": stage, "carrier": "联通"})
    step, seen = 0, []
    for _ in range(len(counters(key, case))):
        message, step = objection_message(key, step, case)
        seen.append(message.text)
    assert len(set(seen)) == len(seen) >= 3
    assert "工号" in seen[-1]
    assert rights_hotline("联通") in seen[-1]
    exhausted, after = objection_message(key, step, case)
    assert after == step
    assert "换人" in exhausted.text


def test_the_state_decides_whether_an_objection_is_real() -> None:
    assert is_real("activated_no_refund", Case().with_facts({"card_stage": "已激活"}))
    assert not is_real("activated_no_refund", Case().with_facts({"card_stage": "已开卡未激活"}))
    assert not is_real("system_problem", Case().with_facts({"card_stage": "已激活"}))


def test_still_refused_goes_on_with_the_same_objection(now: datetime) -> None:
    memory = reply(Memory(), Heard("objection", "说号码分配了", (), "number_allocated"), now).memory
    turn = reply(memory, Heard("still_refused", "还是不行"), now)
    assert turn.memory.thread.countering == Countering("number_allocated", 2)
    other = reply(turn.memory, Heard("objection", "让我去营业厅", (), "go_to_store"), now)
    assert other.memory.thread.countering == Countering("go_to_store", 1)


def test_the_appeal_waits_from_the_complaint_and_nothing_else_waits(now: datetime) -> None:
    case = Case().with_facts({"carrier": "联通", "complaint_date": "2026-11-10", "sales_channel": "运营商官方"})
    assert ladders(case) == ["carrier"]
    waiting = next(s.waits for s in book().escalation.ladders.carrier.steps if s.id == "appeal")
    assert waiting is not None
    opens = {step.id: step.opens for step in steps("carrier", case, now.date())}
    day = date(2026, 11, 10) + timedelta(waiting.days)
    assert opens == {"complain": None, "raise": None, "appeal": day, "court": None}


def test_the_appeal_names_its_precondition_limit_and_what_it_excludes(now: datetime) -> None:
    appeal = next(s for s in steps("carrier", Case().with_facts({"carrier": "联通"}), now.date()) if s.id == "appeal")
    assert "15 天没答复" in appeal.details["needs"]
    assert "5 个月" in appeal.details["limit"]
    assert "12315" in appeal.details["excludes"]
    assert "30 天" in appeal.details["then"]
    assert "early" in appeal.details


def test_the_sellers_money_has_its_own_ladder_first() -> None:
    assert ladders(Case().with_facts({"payee": "货款", "sales_channel": "网盟/代理"})) == ["seller", "carrier"]
    assert ladders(Case().with_facts({"payee": "首充", "sales_channel": "网盟/代理"})) == ["carrier"]
    assert ladders(Case().with_facts({"payee": "没付", "sales_channel": "网盟/代理"})) == ["carrier"]
    assert ladders(Case().with_facts({"carrier": "物联网卡", "payee": "没付"})) == ["seller"]
    assert ladders(Case()) == ["carrier", "seller"]


def test_the_evidence_fits_the_case() -> None:
    refused = checklist(Case().with_facts({"parcel_stage": "已拒收"}))
    assert any("快递单号" in item.text for item in refused)
    assert not any("快递单号" in item.text for item in checklist(Case().with_facts({"card_stage": "待提交"})))


def test_no_telecom_or_broadnet_rights_hotline_is_invented() -> None:
    carriers = book().carriers.carriers
    assert {name for name, entry in carriers.items() if entry.rights_hotline is not None} == {"移动", "联通"}
