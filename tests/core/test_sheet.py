"""The sheet of what was noted: every told fact can be changed or taken back by a tap."""

from __future__ import annotations

from datetime import datetime

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread
from tuika.dialogue.moves import reply
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.speech.cards import ChecklistCard, LadderCard, SheetCard

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TOLD = {"carrier": "联通", "sales_channel": "网盟/代理", "card_stage": "已提交待开卡", "payee": "货款"}


def holding(**more: str) -> Memory:
    return Memory((Thread(case=Case().with_facts({**TOLD, **more})),))


def sheet_of(memory: Memory) -> SheetCard:
    turn = reply(memory, Heard("inform", values=(("sheet", "show"),)), NOW)
    card = next(m.card for m in turn.messages if m.card is not None)
    assert isinstance(card, SheetCard)
    return card


def test_what_was_told_is_on_the_sheet_and_what_only_follows_is_not() -> None:
    memory = holding()
    card = sheet_of(memory)
    assert [fact.field for fact in card.facts] == list(memory.case.stated())
    assert len(card.facts) < len(memory.case.known())


def test_a_fact_can_be_another_value_but_not_the_one_it_is() -> None:
    carrier = next(fact for fact in sheet_of(holding()).facts if fact.field == "carrier")
    values = {(option.field, option.value) for option in carrier.options}
    assert ("carrier", "移动") in values
    assert ("carrier", "联通") not in values


def test_a_day_is_told_in_words() -> None:
    day = next(fact for fact in sheet_of(holding(order_date="2026-11-22")).facts if fact.field == "order_date")
    assert day.options == ()


def test_a_fact_is_taken_back_and_the_rest_stays() -> None:
    turn = reply(holding(), Heard("inform", values=(("undo", "carrier"),)), NOW)
    assert turn.memory.case.carrier is None
    assert turn.memory.case.payee == "货款"
    assert "联通" in turn.messages[0].text
    card = turn.messages[-1].card
    assert isinstance(card, SheetCard)
    assert "carrier" not in {fact.field for fact in card.facts}
    assert turn.messages[-1].quick_replies


def test_taking_back_what_is_not_there_breaks_nothing() -> None:
    for name in ("order_date", "no such field", "have:", "have:nonsense"):
        turn = reply(holding(), Heard("inform", values=(("undo", name),)), NOW)
        assert turn.memory.case.stated() == holding().case.stated()
        assert turn.messages


def test_a_tick_can_be_taken_back() -> None:
    first = reply(holding(), Heard("evidence"), NOW)
    card = next(m.card for m in first.messages if isinstance(m.card, ChecklistCard))
    one, two = card.items[0].id, card.items[1].id
    ticked = reply(first.memory, Heard("evidence", values=(("have", f"{one},{two}"),)), NOW)
    assert ticked.memory.thread.have == {one, two}
    gone = reply(ticked.memory, Heard("evidence", values=(("undo", f"have:{one}"),)), NOW)
    assert gone.memory.thread.have == {two}


def test_the_whole_ladder_is_a_row_a_rung() -> None:
    turn = reply(holding(), Heard("escalate_complaint", values=(("topic", "whole"),)), NOW)
    message = next(m for m in turn.messages if m.card is not None)
    assert isinstance(message.card, LadderCard)
    assert len(message.card.ladders) == 2
    for ladder in message.card.ladders:
        assert ladder.rungs[0].open
        for rung in ladder.rungs:
            assert rung.title in message.text
            assert rung.text in message.text
            assert rung.when in message.text


def test_all_letters_are_offered_where_they_are_asked_for() -> None:
    turn = reply(holding(), Heard("ask_letter", values=(("topic", "whole"),)), NOW)
    assert [r.intent for r in turn.messages[-1].quick_replies].count("ask_letter") >= 3
