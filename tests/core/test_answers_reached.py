"""An answer that an earlier one covers is never given: make validate says so, and says it of no other."""

from __future__ import annotations

from typing import Any

import pytest

from tuika.knowledge.models.advising import TOLD, AnswerSpec
from tuika.knowledge.references import never_reached

ANY: dict[str, list[str]] = {}
MINE, SHOP = {"paid_to": ["商户"]}, {"paid_to": ["商户", "平台"]}


def covered(*conditions: dict[str, Any], topic: str = "how_long") -> list[tuple[int, str]]:
    """The rows that are found, with the number of the row that covers each."""
    answers = [
        AnswerSpec.parse_obj({"when": when, "say": "好", "source": ["退卡帮项目组"], "confidence": "low"})
        for when in conditions
    ]
    return [(found.path[-1], found.message) for found in never_reached("asks", (topic, "answers"), answers)]


@pytest.mark.parametrize(
    "conditions",
    [
        (SHOP, MINE),
        (ANY, MINE),
        ({"named": ["运费", "押金"]}, {"named": ["运费"]}),
        ({"named": ["运费"]}, {"named": ["运费"], "done": ["refused"]}),
        ({"done": ["called"]}, {"done": ["called", "refused"]}),
        ({"known": ["carrier"]}, {"known": ["carrier", "payee"], **MINE}),
    ],
)
def test_a_row_that_asks_for_all_that_an_earlier_one_asks_for_is_found(conditions: tuple[dict[str, Any], ...]) -> None:
    ((number, message),) = covered(*conditions)
    assert number == 1
    assert "第 1 条" in message


@pytest.mark.parametrize(
    "conditions",
    [
        (MINE, SHOP),
        (MINE, {"contract": ["没有"]}),
        ({"named": ["运费"]}, {"named": ["运费", "押金"]}),
        ({"done": ["called", "refused"]}, {"done": ["called"]}),
        ({"not_done": ["refused"]}, MINE),
        # what names a thing goes before what names none, wherever it stands
        (ANY, {"named": ["运费"]}),
        ({"named": ["运费"]}, ANY),
    ],
)
def test_a_row_that_holds_elsewhere_too_is_not(conditions: tuple[dict[str, Any], ...]) -> None:
    assert covered(*conditions) == []


def test_what_waits_for_something_told_stands_in_nobodys_way() -> None:
    assert covered(MINE, {**MINE, "contract": ["没有"]}, topic=TOLD) == []
    assert covered({"named": ["运费"]}, {"named": ["运费"], **MINE}, topic=TOLD) != []
