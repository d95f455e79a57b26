"""Undo: for ten minutes another card, a correction and a taking back can be taken back; progress is no slip."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread, Turn
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import Reading, Scored
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.knowledge import book

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TAP = Heard("inform", values=(("undo", "last"),))
LABEL = book().advising.taps.undo
HELD = Memory((Thread(case=Case().with_facts({"carrier": "联通", "sales_channel": "网盟/代理", "payee": "货款"})),))


def tell(name: str, value: str) -> Heard:
    return Heard("inform", values=((name, value),))


def offered(turn: Turn) -> list[str]:
    return [reply.label for message in turn.messages for reply in message.quick_replies]


CHANGES = {
    "another card": Heard("restart"),
    "taken back": tell("undo", "carrier"),
    "corrected": tell("carrier", "移动"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_can_be_taken_back(name: str) -> None:
    changed = reply(HELD, CHANGES[name], NOW)
    # (to the card before there is a tap anyway)
    assert (LABEL in offered(changed)) == (name != "another card")
    assert changed.memory.threads != HELD.threads
    kept = from_slots(to_slots(changed.memory))
    assert kept == changed.memory
    back = reply(kept, TAP, NOW + timedelta(minutes=9))
    assert back.moves == ("undo",)
    assert (back.memory.threads, back.memory.current) == (HELD.threads, HELD.current)
    assert back.memory.undo is None
    assert "联通" in back.messages[0].text


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_ten_minutes_it_stays_as_it_is(change: Heard) -> None:
    changed = reply(HELD, change, NOW)
    later = reply(changed.memory, TAP, NOW + timedelta(minutes=11))
    assert later.memory.threads == changed.memory.threads
    assert later.messages[0].text == book().advising.repair.undo_nothing


def test_it_is_taken_back_by_saying_so() -> None:
    changed = reply(HELD, CHANGES["corrected"], NOW)
    said = Heard("nlu_fallback", text="撤回刚才那句", reading=Reading(meta=(Scored("undo", 0.9),)))
    assert reply(changed.memory, said, NOW).memory.case.carrier == "联通"
    typed = Heard("nlu_fallback", text=LABEL)
    assert reply(changed.memory, typed, NOW).memory.case.carrier == "联通"


def test_a_taking_back_is_not_taken_back_again() -> None:
    changed = reply(HELD, CHANGES["corrected"], NOW)
    back = reply(changed.memory, TAP, NOW)
    assert LABEL not in offered(back)
    assert reply(back.memory, TAP, NOW).messages[0].text == book().advising.repair.undo_nothing


def test_how_far_the_order_got_is_no_correction() -> None:
    sent = Memory((Thread(case=Case().with_facts({"carrier": "联通", "parcel_stage": "运输中"})),))
    turn = reply(sent, tell("parcel_stage", "已签收"), NOW)
    assert turn.memory.undo is None
    assert LABEL not in offered(turn)


def test_what_is_kept_is_read_with_care() -> None:
    talk = {"v": 2, "threads": [{}]}
    for undo in (1, {"threads": []}, {"threads": [{}], "current": 5, "until": "2026-11-24T14:00:00+08:00"}):
        assert from_slots({"talk": {**talk, "undo": undo}}).undo is None
    assert from_slots({"talk": {**talk, "undo": {"threads": [{}], "current": 0, "until": "gestern"}}}).undo is None
