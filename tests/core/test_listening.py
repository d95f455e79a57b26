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
