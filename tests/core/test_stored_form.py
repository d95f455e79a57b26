"""The form in which a talk is stored is fixed: what yesterday's process wrote, today's reads, field by field."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

import pytest

from tuika.dialogue.memory import (
    Advised,
    Asked,
    Countering,
    DebtShown,
    Done,
    EvidenceTopic,
    Kept,
    LetterTopic,
    Memory,
    ObjectionTopic,
    Shown,
    Thread,
    WhichOf,
)
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.fact import Fact
from tuika.planning.plan import Way

DEBTS = (DebtShown("货款", "卖家", "19.90", date(2026, 12, 1)), DebtShown("首充", "中国联通", None, None))
SHOWN = Shown((Way("active", "联通", "电商平台", "淘宝"),), DEBTS, detailed=False)
#: Field of a thread -> what it holds, and how that is stored.
STORED: dict[str, tuple[Any, Any]] = {
    "asked": ("payee", "payee"),
    "questions": ((Asked("payee", 2, "付过钱吗？"),), [["payee", 2, "付过钱吗？"]]),
    "shown": (
        SHOWN,
        {
            "ways": [["active", "联通", "电商平台", "淘宝"]],
            "debts": [["货款", "卖家", "19.90", "2026-12-01"], ["首充", "中国联通", None, None]],
            "detailed": False,
        },
    ),
    "countering": (Countering("no_reply", 2), ["no_reply", 2]),
    "topic": (LetterTopic("miit"), {"is": "letter", "key": "miit"}),
    "wish": ("ask_law", "ask_law"),
    "have": (frozenset({"waybill", "payment"}), ["payment", "waybill"]),
    "matters": (("refund_late", "downgrade"), ["refund_late", "downgrade"]),
    "lead": ("downgrade", "downgrade"),
    "advised": (Advised("downgrade", "own", frozenset({"up", "copy"})), ["downgrade", "own", ["copy", "up"]]),
    "done": ((Done("called", "2026-11-20"), Done("refused", "")), [["called", "2026-11-20"], ["refused", ""]]),
    "also": ((("holder", "elder"),), [["holder", "elder"]]),
    "mentioned": (frozenset({"共享屏幕", "国外"}), ["共享屏幕", "国外"]),
    "answered": (("call_police", "is_scam"), ["call_police", "is_scam"]),
    "given": (frozenset({"1f2e3d4c", "deposit_back/own"}), ["1f2e3d4c", "deposit_back/own"]),
    "lately": (("1f2e3d4c", "5a6b7c8d"), ["1f2e3d4c", "5a6b7c8d"]),
}
#: The name in the store, where it is not the field's.
NAMES = {"asked": "requested_slot"}
#: Another card is open, so all of the first stands in ``talk``.
OTHER = Thread(case=Case().taking([Fact("carrier", "移动")], 1), matters=("close_number",))
UNTIL = datetime(2026, 11, 24, 15, 0, tzinfo=SHANGHAI)


def test_every_field_of_a_thread_is_looked_at() -> None:
    assert {*STORED, "case"} == {field.name for field in dataclasses.fields(Thread)}


@pytest.mark.parametrize("name", STORED)
def test_a_field_is_written_and_read_in_its_form(name: str) -> None:
    held, stored = STORED[name]
    memory = Memory((Thread(**{name: held}), OTHER), 1)
    talk = to_slots(memory)["talk"]
    assert talk["threads"][0] == {NAMES.get(name, name): stored}
    again = from_slots({"talk": {"v": 2, "threads": [{NAMES.get(name, name): stored}, {}], "current": 1}})
    assert again.threads[0] == Thread(**{name: held})
    assert again.threads[1] == Thread()


@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize("wrong", [7, "火星", [1], [[1, 2]], {"is": "x"}, [["a", "b", "c", "d", "e"]], True])
def test_a_field_of_a_wrong_form_counts_as_nothing(name: str, wrong: Any) -> None:
    if name in ("asked", "lead") and isinstance(wrong, str):
        # any name may be asked or lead; who reads it looks it up
        return
    again = from_slots({"talk": {"v": 2, "threads": [{NAMES.get(name, name): wrong}, {}], "current": 1}})
    assert getattr(again.threads[0], name) == getattr(Thread(), name)


def test_the_whole_is_written_in_its_form() -> None:
    kept = Kept((Thread(lead="refund_late"), Thread()), 1, UNTIL)
    first = Thread(case=Case().taking([Fact("carrier", "联通")], 1), asked="payee", lead="downgrade")
    slots = to_slots(Memory((first, OTHER), 0, 3, 9, kept))
    assert slots["carrier"] == "联通"
    assert slots["requested_slot"] == "payee"
    talk = slots["talk"]
    assert {name: talk[name] for name in talk if name != "threads"} == {
        "v": 2,
        "misses": 3,
        "turn": 9,
        "undo": {"threads": [{"lead": "refund_late"}, {}], "current": 1, "until": "2026-11-24T15:00:00+08:00"},
    }
    # what stands in a public slot is not written twice
    assert not {"carrier", "requested_slot"} & talk["threads"][0].keys()
    assert talk["threads"][0]["lead"] == "downgrade"
    assert talk["threads"][1]["carrier"] == "移动"
    assert from_slots(slots) == Memory((first, OTHER), 0, 3, 9, kept)


@pytest.mark.parametrize(
    "broken",
    [
        {"current": 2},
        {"current": -1},
        {"current": "0"},
        {"until": "2026-11-24T15:00:00"},
        {"until": "gestern"},
        {"threads": []},
        {"threads": 3},
    ],
)
def test_what_cannot_be_taken_back_is_not_offered(broken: dict[str, Any]) -> None:
    whole = {"threads": [{"lead": "refund_late"}], "current": 0, "until": UNTIL.isoformat()}
    assert from_slots({"talk": {"v": 2, "threads": [{}], "undo": whole}}).undo == Kept(
        (Thread(lead="refund_late"),), 0, UNTIL
    )
    assert from_slots({"talk": {"v": 2, "threads": [{}], "undo": whole | broken}}).undo is None


@pytest.mark.parametrize("number", [-1, True, "3", None, 2.5])
def test_a_count_that_is_none_is_no_count(number: Any) -> None:
    again = from_slots({"talk": {"v": 2, "threads": [{}], "misses": number, "turn": number}})
    assert (again.misses, again.turn) == (0, 0)


#: What version 1 held loose -> field and value today.
VERSION_1: tuple[tuple[dict[str, Any], str, Any], ...] = (
    ({"requested_slot": "payee"}, "asked", "payee"),
    ({"wish": "ask_law"}, "wish", "ask_law"),
    ({"wish": "greet"}, "wish", None),
    ({"have": ["payment", 3]}, "have", frozenset({"payment"})),
    ({"objection": "no_reply", "step": 2}, "countering", Countering("no_reply", 2)),
    ({"objection": "no_reply"}, "countering", Countering("no_reply", 0)),
    ({"step": 2}, "countering", None),
    ({"shown": "active 打客服|货款 19.90"}, "shown", Shown((Way("active"),), (), True)),
    ({"shown": "active 打客服|charged_open 查账单"}, "shown", Shown((Way("active"), Way("charged_open")), (), False)),
    ({"shown": "Ä"}, "shown", None),
    ({"topic": "evidence"}, "topic", EvidenceTopic()),
    ({"topic": "objections:no_reply"}, "topic", ObjectionTopic("no_reply")),
    ({"topic": "letters:miit"}, "topic", LetterTopic("miit")),
    ({"topic": "which:evidence|ask_law"}, "topic", WhichOf("evidence", "ask_law")),
    ({"topic": "which:evidence"}, "topic", None),
    ({"topic": "letters:"}, "topic", None),
)


@pytest.mark.parametrize(("talk", "name", "held"), VERSION_1, ids=lambda part: str(part)[:40])
def test_what_version_1_held_is_read(talk: dict[str, Any], name: str, held: Any) -> None:
    memory = from_slots({"talk": talk})
    assert memory.threads == (Thread(**{name: held}),)


def test_version_1_keeps_the_count_of_what_was_missed() -> None:
    memory = from_slots({"carrier": "联通", "talk": {"misses": 2}})
    assert (memory.misses, memory.turn, memory.current, memory.undo) == (2, 0, 0, None)
    assert memory.case.carrier == "联通"


def test_of_too_much_the_latest_is_kept() -> None:
    names = [f"n{i}" for i in range(60)]
    pairs = [[name, "x"] for name in names]
    questions = [[name, 1, "?"] for name in names]
    stored = {"matters": names, "answered": names, "also": pairs, "done": pairs, "questions": questions}
    thread = from_slots({"talk": {"v": 2, "threads": [stored]}}).thread
    assert thread.matters == thread.answered == tuple(names[-40:])
    assert [first for first, _ in thread.also] == [done.event for done in thread.done] == names[-40:]
    assert [asked.field for asked in thread.questions] == names[-24:]
    many = from_slots({"talk": {"v": 2, "threads": [{"lead": name} for name in names]}})
    assert [thread.lead for thread in many.threads] == names[:8]
