"""How a number in use goes on (在用的号往下走): what is said of it in the middle is answered where it stands."""

from __future__ import annotations

import pytest

from nlu.carrier_named import is_no_carrier
from nlu.events_told import only_wondered
from nlu.place import Place
from tuika.dialogue.placing import without_kept_on
from tuika.dialogue.reading import HeardEvent, Reading, Scored
from tuika.matters.load import catalogue


def _place(words: str, text: str) -> Place:
    before, _, after = text.partition(words)
    clause, _, later = after.partition(",")
    return Place("carrier", words, before, clause, "", later, text)


@pytest.mark.parametrize(
    ("words", "text", "other"),
    [
        ("联通", "去联通厅人家说不归他们管", True),
        ("移动", "去移动的营业厅问,说号不是他们的", True),
        ("联通", "去联通厅办不了", False),
        ("电信", "电信的卡", False),
    ],
)
def test_an_office_that_does_not_know_the_number_is_not_its_carriers(words: str, text: str, other: bool) -> None:
    assert is_no_carrier(_place(words, text)) is other


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("报了,来了个人测,说是没覆盖", "reported_police"),
        ("报修了两回,师傅来看过", "reported_police"),
        ("号停机保号了,回来打不通", "no_answer"),
    ],
)
def test_a_fault_of_the_line_is_no_police_and_nobody_silent(text: str, untold: str) -> None:
    assert untold in only_wondered(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("报了警,警察说信号定位不到", "reported_police"),
        ("号停机了,打10086打不通", "no_answer"),
    ],
)
def test_what_was_reported_stays_so(text: str, told: str) -> None:
    assert told not in only_wondered(text)


def _kept(confidence: float) -> Reading:
    return Reading(matters=(Scored("downgrade", confidence),), events=(HeardEvent("changed_mind", 0.9),))


@pytest.mark.parametrize(("confidence", "stays"), [(0.9, False), (0.1, True)])
def test_a_number_kept_on_a_cheaper_plan_is_helped_with_that(confidence: float, stays: bool) -> None:
    lead = catalogue().matters["close_number"]
    assert bool(without_kept_on(_kept(confidence), lead)) is stays
