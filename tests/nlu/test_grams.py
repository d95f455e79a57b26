"""N-grams as numbers are those of scikit-learn's vectorizer, and are kept and read as plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu import kept
from nlu.features import NgramFeaturizer, new_vectorizer, view_of
from nlu.grams import Grams

LEARNED = [
    "我要退卡",
    "退款一直没到,客服说再等",
    "联通的卡,付了29块9",
    "退卡 ok fine",
    "我要销户!",
    "卡没激活,我要退款",
]
NEW = ["", "退", "我要退款吗?", "𠮷野家的 hello world 卡", "客服说没到", "ok 退卡", "a b", "卡卡卡卡卡"]


@pytest.mark.parametrize(("view", "most"), [("char", 3), ("pinyin", 3), ("pairs", 1), ("pinyin", 2)])
def test_a_row_is_that_of_the_vectorizer(view: str, most: int, tmp_path: Path) -> None:
    fewest = 1 if most == 3 else 2
    config = {**NgramFeaturizer.get_default_config(), "view": view, "max_n": most, "min_df": fewest}
    vectorizer = new_vectorizer(config).fit([view_of(view, text, []) for text in LEARNED])

    def told(texts: list[str]) -> list[str]:
        return texts if view == "pairs" else [view_of(view, text, []) for text in texts]

    grams, values = Grams.learned(view, told(LEARNED), most, fewest)
    kept.write(tmp_path, grams.arrays())
    grams = Grams.from_arrays(view, kept.read(tmp_path))
    # theirs stand in the order of their words, ours in that of their numbers
    theirs = sorted(vectorizer.vocabulary_, key=lambda gram: _key(grams, gram))
    order = [vectorizer.vocabulary_[gram] for gram in theirs]
    assert grams.keys.tolist() == [_key(grams, gram) for gram in theirs]
    texts = [*NEW, *LEARNED]
    made = grams.rows(told(texts), most)
    expected = vectorizer.transform([view_of(view, text, []) for text in texts]).toarray()[:, order]
    assert np.allclose(made.toarray(), expected, atol=1e-6)
    assert made.has_canonical_format
    assert np.array_equal(values.toarray(), made[len(NEW) :].toarray())


def _key(grams: Grams, gram: str) -> int:
    """The number of an n-gram of scikit-learn's."""
    number = {word: at for at, word in enumerate(grams.words, 1)}
    units = [number[word] for word in gram.split()] if grams.words else [ord(char) for char in gram]
    return sum(unit << 21 * (2 - at) for at, unit in enumerate(units))


def test_what_is_mapped_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = np.arange(12, dtype=np.int8).reshape(3, 4)
    kept.write(tmp_path, {"rows": rows, "small": np.ones(2)}, ("rows",))
    found = kept.read(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    assert found["rows"].tolist() == rows.tolist()
    assert found["small"].tolist() == [1.0, 1.0]
