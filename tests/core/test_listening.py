"""A talk that begins with a few words is listened to; a wish, a question or what happened is answered."""

from __future__ import annotations

import pytest

from tuika.dialogue.reading import HeardClause, Reading, Scored

from .test_advising import texts
from .walks import Talk, reading

BEGINNING = Reading(clauses=(HeardClause("刷到的", 0, 3, "tell", "user", "self"),))


def test_a_beginning_is_listened_to_and_kept() -> None:
    talk = Talk()
    first = talk.hear(BEGINNING, ("platform", "抖音"), text="抖音刷到的")
    assert "我在听" in texts(first)
    assert talk.memory.asked is None
    second = talk.hear(BEGINNING, ("carrier", "联通"), text="联通的")
    assert texts(second) not in ("", texts(first))
    assert (talk.memory.case.platform, talk.memory.case.carrier) == ("抖音", "联通")
    # the third time the likeliest help is given
    third = talk.hear(BEGINNING, text="就那个卡")
    assert "我在听" not in texts(third)


@pytest.mark.parametrize(
    ("heard", "told", "text"),
    [
        (reading("close_number"), (), "想销号"),
        (Reading(asks=(Scored("cut_card", 0.9),), clauses=BEGINNING.clauses), (), "卡能剪吗"),
        (BEGINNING, (("parcel_stage", "已签收"),), "卡到手了"),
        (BEGINNING, (("payee", "没付"),), "没付钱"),
        (BEGINNING, (), "？？？！！"),
    ],
)
def test_what_tells_something_is_answered(heard: Reading, told: tuple[tuple[str, object], ...], text: str) -> None:
    assert "我在听" not in texts(Talk().hear(heard, *told, text=text))


@pytest.mark.parametrize("heard", [reading(asks=("what_next",)), reading(meta=("more",))])
def test_who_begins_with_what_to_do_is_shown_each_step_and_asked_for_theirs(heard: Reading) -> None:
    turn = Talk().hear(heard, text="接下来怎么弄")
    assert turn.moves == ("show_ways",)
    assert all(step in texts(turn) for step in ("没发货", "在路上", "到手没激活", "激活了", "平台介入"))
    assert turn.messages[-1].quick_replies


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (reading("close_number", asks=("what_next",)), ()),
        (reading(asks=("what_next",)), (("activated", "没激活"),)),
        (reading(asks=("refund_when", "what_next")), ()),
        (reading(asks=("what_next",), events=("refused",)), ()),
    ],
)
def test_who_tells_more_with_it_is_helped_with_that(heard: Reading, told: tuple[tuple[str, object], ...]) -> None:
    assert "show_ways" not in Talk().hear(heard, *told, text="接下来怎么弄").moves


def test_in_the_middle_of_a_case_it_is_asked_of_the_case() -> None:
    talk = Talk()
    talk.hear(reading("close_number"))
    assert "show_ways" not in talk.hear(reading(asks=("what_next",)), text="接下来怎么弄").moves
