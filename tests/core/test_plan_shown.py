"""Which plan the user holds: what is told again, what is told in full, what counts as another plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Shown, Thread
from tuika.dialogue.moves import reply
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.knowledge import book
from tuika.planning.plan import alternatives, make_plan
from tuika.planning.space import packed

UNSURE = ("parcel_stage", "card_stage", "contract")


def unsure_talk(now: datetime) -> Memory:
    """A user who can tell neither parcel, nor card, nor contract, and holds several plans."""
    case = Case().with_facts({"carrier": "联通", "payee": "没付", "sales_channel": "网盟/代理"}).with_unsure(UNSURE)
    turn = reply(Memory((Thread(case=case),)), Heard("inform", "微信", (("payment_method", "微信"),)), now)
    shown = turn.memory.shown
    assert shown is not None
    assert len(shown.ways) > 1
    assert not shown.detailed
    return turn.memory


@pytest.mark.parametrize("place", [0, 1, 2])
def test_after_several_plans_the_true_one_is_told_in_full(now: datetime, place: int) -> None:
    memory = unsure_talk(now)
    plan = alternatives(memory.case, now).plans[place]
    facts = tuple((a.field, a.value) for a in plan.assumptions)
    turn = reply(memory, Heard("inform", "查到了", facts), now)
    shown = turn.memory.shown
    assert shown is not None
    assert [way.row for way in shown.ways] == [plan.row]
    assert shown.detailed
    kinds = [m.card.kind for m in turn.messages if m.card is not None]
    assert kinds == ["plan", "steps", "next"]
    frame = book().replies.plan
    said = "\n".join(m.text for m in turn.messages)
    assert frame.unchanged not in said
    assert frame.changed not in said


def test_what_is_to_be_found_out_is_a_thing_in_which_the_plans_differ(now: datetime) -> None:
    memory = unsure_talk(now)
    turn = reply(memory, Heard("inform", "激活了", (("activated", "激活了"),)), now)
    found = alternatives(turn.memory.case, now)
    rows = {plan.row for plan in found.plans}
    assert rows == {"active", "active_contract", "active_bound"}
    assert found.differ_in == ("contract",)
    last = turn.messages[-1].text
    assert "合约" in last
    assert "快递单号" not in last


def held(now: datetime, facts: dict[str, Any]) -> Memory:
    case = Case().with_facts(facts)
    return Memory((Thread(case=case, shown=Shown.of([make_plan(case, now)], detailed=True)),))


AGENT = {"carrier": "联通", "sales_channel": "网盟/代理", "card_stage": "已提交待开卡", "payee": "货款"}


def test_a_corrected_word_in_the_knowledge_is_no_other_plan(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = from_slots(to_slots(held(now, AGENT)))
    row = book().plans.row("submitted_agent")
    monkeypatch.setitem(row.__dict__, "lead", row.lead + "快去办。")
    turn = reply(memory, Heard("inform", "微信付的", (("payment_method", "微信"),)), now)
    assert book().replies.plan.unchanged in turn.messages[0].text


def test_a_later_day_is_the_same_plan_with_other_days(now: datetime) -> None:
    memory = held(now, AGENT)
    turn = reply(memory, Heard("inform", "昨天批准的", (("approved_date", "2026-11-23"),)), now)
    assert turn.memory.shown != memory.shown
    assert book().replies.plan.redated in turn.messages[0].text


def test_another_carrier_is_another_plan(now: datetime) -> None:
    turn = reply(held(now, AGENT), Heard("inform", "是电信的", (("carrier", "电信"),)), now)
    assert book().replies.plan.changed in turn.messages[0].text
    assert [m.card.kind for m in turn.messages if m.card] == ["plan", "steps", "next"]


def test_the_memory_of_todays_code_is_read_back(now: datetime) -> None:
    """Rows that version 1 wrote: plans as strings, the topic as a string, one card."""
    slots = {
        "carrier": "联通",
        "card_stage": "已提交待开卡",
        "sales_channel": "网盟/代理",
        "requested_slot": None,
        "talk": {
            "payee": "货款",
            "parcel_stage": "未发货",
            "shown": "submitted_agent 找办卡的代理向中国联通申请撤单。|货款:办卡的代理:None:2026-12-03",
            "misses": 1,
            "objection": "number_allocated",
            "step": 2,
            "topic": "objections:number_allocated",
            "have": ["payment"],
            "unsure": ["contract"],
        },
    }
    memory = from_slots(slots)
    thread = memory.thread
    assert thread.case.payee == "货款"
    assert thread.case.unsure == {"contract"}
    assert thread.shown is not None
    assert [way.row for way in thread.shown.ways] == ["submitted_agent"]
    assert memory.misses == 1
    assert thread.countering is not None
    assert (thread.countering.key, thread.countering.step) == ("number_allocated", 2)
    assert thread.have == {"payment"}
    assert from_slots(to_slots(memory)) == memory
    turn = reply(memory, Heard("inform", "微信付的", (("payment_method", "微信"),)), now)
    assert book().replies.plan.redated in turn.messages[0].text


def test_every_combination_has_its_own_number() -> None:
    """Nine values in a digit that held eight gave two plans one number."""
    sizes = (5, 10, 4)
    grid = np.indices(sizes)
    numbers = packed(np.ones(sizes, dtype=np.int64), [(grid[axis], size) for axis, size in enumerate(sizes)])
    assert len(np.unique(numbers)) == 5 * 10 * 4
