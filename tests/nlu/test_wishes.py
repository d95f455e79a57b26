"""Where a message falls into clauses that may each hold a wish."""

from __future__ import annotations

import pytest

from nlu.lexicon import load
from nlu.text import normalise
from nlu.wishes import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("帮我把订单取消了,另外钱几天能退?", ["帮我把订单取消了", "另外钱几天能退"]),
        ("我想退卡顺便问下要准备什么", ["我想退卡", "顺便问下要准备什么"]),
        ("怎么退卡", []),
        # (what is too short for a wish is left out by the collector)
        ("好的,谢谢", ["好的", "谢谢"]),
        # of a long story the beginning and the end
        ("我要退卡," * 60, ["我要退卡"] * 14),
        (
            "昨天办的卡,今天不想要,客服不给退,怎么投诉他,要准备什么",
            ["昨天办的卡", "今天不想要", "客服不给退", "怎么投诉他", "要准备什么"],
        ),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    found = clauses(text)
    assert [clause.text for clause in found] == parts
    assert [text[clause.start : clause.end] for clause in found] == parts


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("咋个退嘛", "怎么退嘛"),
        ("俺要消户", "我要销户"),
        ("啥时候到帐", "什么时候到账"),
        ("联通卡", "联通卡"),
        ("佢哋仲未退", "他们没退"),
        ("唔该晒", "谢谢了"),
        ("唔要呢张卡", "不要这张卡"),
    ],
)
def test_spoken_words_are_read_as_the_standard_ones(said: str, standard: str) -> None:
    assert load().standard(normalise(said).text) == standard


def test_every_spoken_word_outlives_the_normalisation() -> None:
    """The classifier reads normalised text: a word that normalising rewrites would never match."""
    spoken = load().spoken
    assert [word for word in spoken if normalise(word).text != word] == []
    assert [word for word, standard in spoken.items() if word == standard] == []
