"""What is told of a card by its carrier's name belongs to that card, whichever is talked about just now."""

from __future__ import annotations

from datetime import datetime

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread
from tuika.dialogue.moves import reply
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fact import Fact, Strength

NOW = datetime(2026, 11, 26, 14, 0, tzinfo=SHANGHAI)


def _thread(carrier: str, lead: str, strength: Strength = Strength.STATED) -> Thread:
    case = Case().taking([Fact("carrier", carrier, carrier, strength)])
    return Thread(case=case, lead=lead, matters=(lead,))


UNICOM, MOBILE = _thread("联通", "received_idle"), _thread("移动", "close_number")


def _told(memory: Memory, carrier: str, text: str) -> Memory:
    return reply(
        memory, Heard("inform", text=text, confidence=0.9, values=(Fact("carrier", carrier, carrier),)), NOW
    ).memory


def test_the_card_that_is_named_is_open_then() -> None:
    after = _told(Memory((UNICOM, MOBILE), 0), "移动", "移动那张停了")
    assert after.current == 1
    assert after.threads[0].case == UNICOM.case


def test_the_card_that_is_open_stays_so() -> None:
    assert _told(Memory((UNICOM, MOBILE), 0), "联通", "联通那张到了").current == 0


def test_of_one_card_its_carrier_is_put_right() -> None:
    after = _told(Memory((UNICOM,), 0), "移动", "是移动的")
    assert len(after.threads) == 1
    assert after.case.carrier == "移动"


def test_a_carrier_that_was_only_guessed_is_put_right() -> None:
    guessed = _thread("联通", "received_idle", Strength.IMPLIED)
    assert _told(Memory((guessed, MOBILE), 0), "移动", "是移动的").current == 0
