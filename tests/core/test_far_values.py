"""Values from beyond every SIM card case: dates where the calendar ends, sums below a coin, objects for words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tuika import SHANGHAI, Heard, Memory, from_slots, reply
from tuika.dialogue.memory import Thread
from tuika.facts.case import Case
from tuika.facts.fields import AMOUNTS, DATES, EARLIEST, LATEST
from tuika.knowledge import book
from tuika.redact import redact

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
STORIED = Memory((Thread(Case().with_facts(STORY)),))


def intents() -> list[str]:
    return list(book().intents.intents)


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", FAR)
def test_a_day_beyond_every_case_is_told_and_not_kept(name: str, value: Any) -> None:
    turn = reply(STORIED, Heard("inform", "", ((name, value),)), NOW)
    assert turn.moves[0] == "refuse_value"
    assert getattr(turn.memory.case, name) is None
    # (as far as it is said back: a year that is none of ours is masked like any number)
    assert redact(str(value)[:10]) in turn.messages[0].text


@pytest.mark.slow
@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01", EARLIEST.isoformat(), LATEST.isoformat()])
def test_a_stored_one_breaks_no_answer(name: str, value: str) -> None:
    memory = from_slots({**Case().with_facts(STORY).to_slots(), name: value, "shown": "active x"})
    assert memory.shown is not None
    for intent in intents():
        assert reply(memory, Heard(intent), NOW).messages


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("value", TINY)
def test_no_sum_is_below_a_coin(name: str, value: Any) -> None:
    turn = reply(Memory(), Heard("inform", "", ((name, value),)), NOW)
    assert getattr(turn.memory.case, name) is None
    assert f"付了 {value}" not in turn.messages[0].text


@pytest.mark.slow
@pytest.mark.parametrize("value", [{}, {"a": 1}, [], ["complaint"], 7, None, True])
@pytest.mark.parametrize(
    "name", ["letter", "have", "objection", "unsure", "topic", "event", "card", "carrier", "payment_method"]
)
def test_an_object_for_a_word_is_no_fault(name: str, value: Any) -> None:
    for intent in intents():
        assert reply(STORIED, Heard(intent, "", ((name, value),)), NOW).messages
