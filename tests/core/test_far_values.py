"""Values from beyond every SIM card case: dates where the calendar ends, sums below a coin, objects for words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread, Turn
from tuika.dialogue.moves import reply
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fields import AMOUNTS, DATES, EARLIEST, LATEST
from tuika.knowledge import book

NOW = datetime(2026, 11, 24, 14, tzinfo=SHANGHAI)
FAR = ("9999-12-31", "9998-06-01", "0001-01-01", "1999-12-31", "2100-01-01", date(9999, 12, 31))
TINY = ("1E-900000", "0.000001", 1e-300, "1E+900000", "NaN", "-0.01")
STORY = {
    "card_stage": "销户中",
    "payee": "都付",
    "sales_channel": "网盟/代理",
    "carrier": "联通",
    "refund_state": "逾期",
    "parcel_stage": "已签收",
}


def begun() -> Memory:
    """A talk in which the story was told."""
    return Memory((Thread(case=Case().with_facts(STORY)),))


def said(turn: Turn) -> str:
    return "\n".join(m.text for m in turn.messages)


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", FAR)
def test_a_day_beyond_every_case_is_told_and_not_kept(name: str, value: Any) -> None:
    turn = reply(begun(), Heard("inform", "", ((name, value),)), NOW)
    assert getattr(turn.memory.case, name) is None
    assert turn.moves[0] == "refuse_value"
    assert str(value)[:10] in turn.messages[0].text


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01", EARLIEST.isoformat(), LATEST.isoformat()])
def test_a_stored_one_breaks_no_answer(name: str, value: str) -> None:
    stored = to_slots(begun())
    memory = from_slots({**stored, "talk": {"v": 2, "threads": [{**stored["talk"]["threads"][0], name: value}]}})
    for intent in book().intents.intents:
        turn = reply(memory, Heard(intent), NOW)
        assert turn.messages
        assert "9999" not in said(turn)


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("value", TINY)
def test_no_sum_is_below_a_coin(name: str, value: Any) -> None:
    turn = reply(Memory(), Heard("inform", "", ((name, value),)), NOW)
    assert getattr(turn.memory.case, name) is None
    assert f"付了 {value}" not in said(turn)


@pytest.mark.parametrize("value", [{}, {"a": 1}, [], ["complaint"], 7, None, True])
@pytest.mark.parametrize(
    "name", ["letter", "have", "objection", "unsure", "topic", "event", "card", "carrier", "payment_method"]
)
def test_an_object_for_a_word_is_no_fault(name: str, value: Any) -> None:
    for intent in book().intents.intents:
        assert reply(begun(), Heard(intent, "", ((name, value),)), NOW).messages
