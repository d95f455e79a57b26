"""What is only thought of, asked, or taken for something is no state of a card; what once was is no danger now."""

from __future__ import annotations

import pytest

from nlu.doubted import is_doubted
from nlu.few_words import was_filmed_once
from nlu.fixed_words import reported
from nlu.place import Place
from nlu.ruled_out import ruled_out
from nlu.soft_facts import stands


def place(field: str, text: str, words: str) -> Place:
    start = text.index(words)
    return Place(field, words, text[:start], text[start + len(words) :], "", "", text)


@pytest.mark.parametrize(
    ("text", "is_so"), [("能当没激活退了吗", True), ("可以按没激活算吗", True), ("卡没激活想退", False)]
)
def test_as_what_a_card_is_to_be_taken_is_no_state_of_it(text: str, *, is_so: bool) -> None:
    assert is_doubted(place("activated", text, "没激活")) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("能叫同学帮我拿了扔掉吗", False),
        ("要不要让室友去取", False),
        ("室友帮我拿了", True),
        ("让室友取了,放着没拆", True),
    ],
)
def test_who_is_only_thought_of_to_fetch_a_parcel_has_not(text: str, *, is_so: bool) -> None:
    assert stands("parcel_stage", "已签收", text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("他说让人家教他对着手机张过嘴", True),
        ("上个月照过脸", True),
        ("快递员要我扫脸,扫过脸他才走", False),
        ("他让我眨眼睛", False),
    ],
)
def test_a_face_that_was_filmed_once_is_no_courier_at_the_door(text: str, *, is_so: bool) -> None:
    assert was_filmed_once(text) is is_so
    assert ("m:courier_demands" in ruled_out(text)) is is_so


@pytest.mark.parametrize("text", ["店家给我点了拒绝", "申请退款他又拒了", "平台上商家点拒绝了"])
def test_a_refusal_that_is_tapped_is_one(text: str) -> None:
    assert "refused" in reported(text)
