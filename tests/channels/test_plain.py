"""Text for channels without cards: cut at sentence ends below the limit, nothing lost; typed numbers are choices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.bubbles import Bubble, Reply
from channels.plain import choice, joined, pieces, utf8, utf16

ASKED = [
    {
        "event": "bot",
        "text": "?",
        "data": {"buttons": [{"title": "有", "payload": "/a"}, {"title": "没有", "payload": "/b"}]},
    }
]


@given(st.text(max_size=800), st.integers(min_value=40, max_value=300))
def test_pieces_keep_everything_within_the_limit(text: str, limit: int) -> None:
    for size in (len, utf8, utf16):
        found = pieces(text, limit, size)
        assert all(size(piece) <= limit for piece in found)
        assert "".join("".join(found).split()) == "".join(text.split())


def test_pieces_end_where_sentences_end() -> None:
    text = "这一句话不长也不短。" * 60
    found = pieces(text, 500, utf8)
    assert len(found) > 2
    assert all(piece.endswith("。") for piece in found)
    assert pieces("", 10) == []
    with pytest.raises(ValueError, match="no character"):
        pieces("卡" * 5, 2, utf8)


def test_joined_emoji_are_not_torn() -> None:
    family = "👨‍👩‍👧"
    for piece in pieces(family * 20, 20, utf16):
        assert not piece.startswith("\u200d")


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("1", "/a"),
        ("２", "/b"),
        ("2.", "/b"),
        ("选1", "/a"),
        ("第2个", "/b"),
        ("3", None),
        ("0", None),
        ("1个月", None),
        ("一", None),
    ],
)
def test_a_typed_number_is_a_choice(typed: str, payload: str | None) -> None:
    found = choice(typed, lambda: ASKED)
    assert (found.payload if found else None) == payload


def test_a_number_after_the_user_has_spoken_is_no_choice() -> None:
    assert choice("1", lambda: [*ASKED, {"event": "user", "text": "x"}]) is None
    assert choice("1", list) is None


def test_all_choices_of_a_turn_are_numbered_through() -> None:
    letters = {"event": "bot", "text": "哪一份？", "data": {"buttons": [{"title": "给卖家", "payload": "/l"}]}}
    turn = [{"event": "user", "text": "x"}, letters, *ASKED]
    found = [choice(str(n), lambda: turn) for n in range(1, 5)]
    assert [reply and reply.payload for reply in found] == ["/l", "/a", "/b", None]


def test_where_a_number_is_asked_for_a_number_is_the_answer() -> None:
    asked = [{"event": "bot", "text": "几个月？", "data": {"buttons": [{"title": "不知道", "payload": "/dont_know"}]}}]
    assert choice("1", lambda: asked) is None
    assert joined([Bubble("几个月？", (Reply("不知道", "/dont_know"),))]) == "几个月？"


def test_choices_stand_at_the_end() -> None:
    text = joined([Bubble("甲"), Bubble("乙", (Reply("有", "/a"), Reply("没有", "/b")))])
    assert text == "甲\n\n乙\n\n回数字就行：\n1. 有\n2. 没有"
