"""What else to keep in mind stands behind the steps where the case calls for it, and nothing that the advice says."""

from __future__ import annotations

import pytest

from tuika.dialogue.hearing import Heard
from tuika.dialogue.moves import reply
from tuika.dialogue.telling import reminders
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.matters.model import Condition, Reminder, Standing

from .test_advising import texts
from .walks import NOW, Talk, reading

RULES = book().reminders
KNOWN = Reminder(Condition(values={"settlement": ("统一结算",)}), "是他们内部的事", frozenset({"内部"}))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def steps(talk: Talk) -> str:
    """What is told behind the tap of the steps."""
    turn = reply(talk.memory, Heard("ask_channel", values=(("topic", "steps"),)), NOW)
    talk.memory = turn.memory
    return texts(turn)


def test_it_is_wanted_where_the_case_is_so_and_the_advice_is_silent() -> None:
    so = Standing({"settlement": "统一结算"}, frozenset(), frozenset(), None)
    assert KNOWN.is_wanted(so, "去账单里投诉")
    assert not KNOWN.is_wanted(so, "这是他们内部的事")
    assert not KNOWN.is_wanted(Standing({}, frozenset(), frozenset(), None), "去账单里投诉")


def test_no_more_are_told_than_the_file_allows_and_none_in_the_same_words(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("offered_amount", 30.0), ("settlement", "统一结算"), ("paid_to", "快递员"))
    lines = reminders("", talk.memory)
    assert lines[0] == RULES.title
    assert 1 < len(lines) <= 1 + RULES.most
    assert len(set(lines)) == len(lines)


def test_what_the_advice_says_already_is_not_told_again(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("settlement", "统一结算"))
    every = "\n".join(word for reminder in catalogue().reminders for word in reminder.told)
    assert reminders(every, talk.memory) == []


def test_they_fit_into_a_line_and_say_what_they_guard_against_saying_twice() -> None:
    for spec in RULES.reminders:
        assert len(spec.say) <= 75 or "{%" in spec.say, spec.say
        assert spec.source, spec.say
