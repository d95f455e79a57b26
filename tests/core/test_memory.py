"""Several cards in one memory, what was asked, and what a turn was; stored and read back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import (
    Countering,
    EvidenceTopic,
    LetterTopic,
    Memory,
    ObjectionTopic,
    Shown,
    Thread,
    WhichOf,
)
from tuika.dialogue.moves import MOVES, reply
from tuika.dialogue.storing import from_slots, to_slots
from tuika.dialogue.threads import thread_name
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fact import Fact
from tuika.facts.order import position
from tuika.knowledge import book
from tuika.planning.plan import Way, make_plan

from .strategies import cases

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TOPICS = (None, EvidenceTopic(), ObjectionTopic("cannot_cancel"), LetterTopic("miit"), WhichOf("evidence", "ask_law"))


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    case = draw(cases())
    thread = Thread(
        case=case,
        topic=draw(st.sampled_from(TOPICS)),
        countering=draw(st.sampled_from([None, Countering("no_reply", 2)])),
        wish=draw(st.sampled_from([None, "ask_script"])),
        have=draw(st.frozensets(st.sampled_from(["payment", "waybill"]))),
    )
    if draw(st.booleans()):
        thread = thread.with_question("payee", "付过钱吗？")
    if draw(st.booleans()):
        thread = Thread(**{**thread.__dict__, "shown": Shown.of([make_plan(case, NOW)], detailed=draw(st.booleans()))})
    return thread


@given(st.lists(threads(), min_size=1, max_size=3), st.integers(0, 2), st.integers(0, 3), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_what_is_stored_is_read_back(many: list[Thread], current: int, misses: int, turn: int) -> None:
    memory = Memory(tuple(many), min(current, len(many) - 1), misses, turn)
    stored = json.loads(json.dumps(to_slots(memory)))
    again = from_slots(stored)
    assert again == memory
    for before, after in zip(memory.threads, again.threads, strict=True):
        assert dict(after.case.origins) == {n: o for n, o in before.case.origins.items() if n in after.case.origins}


@pytest.mark.parametrize(
    "talk",
    [
        7,
        "x",
        {"v": 2, "threads": 3},
        {"v": 2, "threads": [{"shown": {"ways": [[1, 2, 3, 4]], "debts": "x"}}], "current": 9, "misses": -1},
        {"v": 2, "threads": [{"questions": [[1], "x"], "topic": {"is": "which"}, "origins": [], "countering": [1, 2]}]},
        {"v": 99, "threads": []},
    ],
)
def test_a_broken_store_is_an_empty_memory(talk: Any) -> None:
    memory = from_slots({"talk": talk})
    assert memory.case.known() == {}
    assert memory.thread.topic is None
    assert reply(memory, Heard("greet", "你好"), NOW).messages


@pytest.mark.parametrize("version", [1, 2])
def test_names_that_are_no_more_break_no_answer(version: int) -> None:
    """Also those of an older version, whose values stood loose in the slot."""
    gone: dict[str, Any] = {"wish": "ask_the_moon", "countering": ["gone", 1], "objection": "gone", "step": 1}
    held = {**gone, "payee": "没付", "questions": [["gone", 1, "x"]], "topic": {"is": "letter", "key": "gone"}}
    talk = {"v": 2, "threads": [held]} if version == 2 else held
    memory = from_slots({"carrier": "联通", "card_stage": "已提交待开卡", "requested_slot": "gone", "talk": talk})
    assert (memory.thread.wish, memory.thread.countering, memory.case.payee) == (None, None, "没付")
    for intent in book().intents.intents:
        assert reply(memory, Heard(intent, "…"), NOW).messages


def test_what_was_told_in_short_is_not_held_in_full() -> None:
    short, whole = Shown((Way("active"),), detailed=False), Shown((Way("active"),))
    assert not short.is_same_way(whole)
    assert whole.is_same_way(whole)


def said(memory: Memory, intent: str, *values: tuple[str, Any]) -> Memory:
    """The next memory, as the store would give it."""
    turn = reply(memory, Heard(intent, "…", tuple(Fact(*v) for v in values)), NOW)
    return from_slots(json.loads(json.dumps(to_slots(turn.memory))))


def test_two_cards_are_kept_apart_and_found_again() -> None:
    memory = said(Memory(), "cancel_order", ("carrier", "联通"), ("payee", "没付"))
    memory = said(memory, "restart")
    memory = said(memory, "cancel_order", ("carrier", "电信"), ("card_stage", "已激活"))
    assert [t.case.carrier for t in memory.threads] == ["联通", "电信"]
    assert memory.case.carrier == "电信"
    back = reply(memory, Heard("inform", "/inform", (Fact("card", "1"),)), NOW)
    assert back.moves[0] == "open_card"
    assert back.memory.case.carrier == "联通"
    assert back.memory.case.card_stage is None
    first = back.messages[0].quick_replies
    assert [dict(q.facts) for q in first] == [{"card": "2"}]
    assert thread_name(memory.threads[1], 1) in first[0].label
    assert len({thread_name(t, n) for n, t in enumerate(memory.threads)}) == 2


def test_a_card_that_is_not_there_is_not_opened() -> None:
    memory = said(Memory(), "cancel_order", ("carrier", "联通"))
    for number in ("0", "2", "-1", "x", "１"):
        assert said(memory, "inform", ("card", number)).current == 0


def test_a_question_put_again_is_counted_and_marked() -> None:
    first = reply(Memory(), Heard("cancel_order", "退卡"), NOW)
    asked = first.memory.asked
    assert asked is not None
    assert "repeated" not in first.marks
    assert first.memory.thread.times_asked(asked) == 1
    again = reply(first.memory, Heard("nlu_fallback", "阿巴"), NOW)
    assert again.marks == {"missed", "repeated"}
    assert again.memory.thread.times_asked(asked) == 2


def test_moves_are_named_once_and_the_last_always_fits() -> None:
    names = [move.name for move in MOVES]
    assert len(set(names)) == len(names)
    assert names[-1] == "carry_on"


@pytest.mark.parametrize(
    ("intent", "values", "move", "mark"),
    [
        ("cancel_order", (("carrier", "联通"),), "advise", None),
        ("objection", (), "answer_in_own_way", "countered"),
        ("nlu_fallback", (), "admit_miss", "missed"),
        ("greet", (), "small_talk", None),
        ("stop", (), "stop", None),
        ("restart", (), "another_card", None),
        ("inform", (("carrier", "火星"),), "refuse_value", None),
        ("inform", (("have", "payment"),), "tick_evidence", None),
        ("inform", (("event", "refuse"),), "take_report", None),
        ("inform", (("event", "called"),), "advise", None),
        ("ask_pitfalls", (), "answer_question", None),
        ("ask_law", (), "answer_in_own_way", None),
    ],
)
def test_a_turn_says_which_move_it_was(
    intent: str, values: tuple[tuple[str, str], ...], move: str, mark: str | None
) -> None:
    turn = reply(Memory(), Heard(intent, "某某", tuple(Fact(*v) for v in values)), NOW)
    assert turn.moves[0] == move
    assert turn.marks == ({mark} if mark else set())


def test_a_report_moves_the_case() -> None:
    memory = said(Memory(), "inform", ("payee", "货款"), ("parcel_stage", "派件中"), ("carrier", "联通"))
    turn = reply(memory, Heard("inform", "昨天拒收了", (Fact("event", "refuse"), Fact("date", "2026-11-23"))), NOW)
    assert turn.memory.case.parcel_stage == "已拒收"
    assert str(turn.memory.case.refused_date) == "2026-11-23"
    assert turn.memory.case.origins["parcel_stage"].words == "昨天拒收了"
    paid = reply(turn.memory, Heard("inform", "/inform", (Fact("event", "refund"),)), NOW)
    assert position(paid.memory.case, NOW)["goods"] == "已到账"
