"""The tap 「我做了」, the answer to a question that names a thing, and who lets off steam."""

from __future__ import annotations

import pytest

from tuika.dialogue.reading import HeardClause, Reading
from tuika.knowledge import book

from .test_advising import texts
from .walks import Talk, reading


def tap(talk: Talk) -> None:
    turn = talk.hear(Reading(), intent="inform", text="")
    talk.tap(book().advising.taps.did, turn)


@pytest.mark.parametrize(("matter", "done"), [("price_unexpected", "called"), ("promise_unkept", "did_step")])
def test_what_was_done_is_the_step_in_hand(matter: str, done: str) -> None:
    talk = Talk()
    talk.hear(reading(matter))
    tap(talk)
    assert talk.memory.thread.done[-1].event == done


def test_a_call_that_is_told_is_a_call() -> None:
    talk = Talk()
    talk.hear(reading("promise_unkept"))
    talk.hear(reading(events=("called",)), text="打过电话了，说查不到")
    assert talk.memory.thread.done[-1].event == "called"


def test_what_the_answer_to_our_question_names_asks_for_nothing() -> None:
    talk = Talk()
    talk.hear(reading("leave_order"), ("carrier", "联通"))
    assert talk.memory.asked is not None
    told = Reading(things=("可疑链接",), clauses=(HeardClause("短视频里的链接", 0, 7, "answer", "user", "self"),))
    turn = talk.hear(told, (talk.memory.asked, "在路上" if talk.memory.asked == "parcel_stage" else "没付"))
    assert "别点" not in texts(turn)


@pytest.mark.parametrize(("act", "said"), [("vent", "comfort"), ("report", "listening"), ("social", None)])
def test_who_lets_off_steam_is_heard_out(act: str, said: str | None) -> None:
    talk = Talk()
    talk.hear(reading("refund_late"))
    clauses = (HeardClause("我真的快撑不住了", 0, 8, act, "user", "self"),)
    turn = talk.hear(Reading(clauses=clauses), intent="chitchat", text="我真的快撑不住了")
    words = {name: getattr(book().advising.repair, name) for name in ("comfort", "listening")}
    assert {name for name, text in words.items() if text in texts(turn)} == ({said} if said else set())
