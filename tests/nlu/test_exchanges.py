"""What is said on in the middle of a matter, or begins it, is heard by likeness; its wordings are fit for that."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse

from nlu.exchanges import EXCHANGE, FOLDER, OPENING, OPENINGS, BadExchange, Exchanges, read
from tools import clauses as report
from tuika.matters.load import catalogue

#: Fewer wordings do not show what they have in common.
FEWEST = 5


def hidden(*directions: int) -> np.ndarray:
    """A sentence each, far along one direction, with a little of what no other has."""
    rows = np.random.default_rng(3).normal(0, 0.05, (len(directions), 40)).astype(np.float32)
    rows[np.arange(len(directions)), list(directions)] += 1
    return rows


def grams(*directions: int) -> scipy.sparse.csr_matrix:
    """The n-grams of a sentence each: two of its direction, one that all have."""
    rows = np.zeros((len(directions), 20), dtype=np.float32)
    for row, at in enumerate(directions):
        rows[row, [2 * at, 2 * at + 1, 19]] = 1
    return scipy.sparse.csr_matrix(rows)


NAMES = ["a/one"] * 3 + ["a/two"] * 3 + ["b/three"] * 2
OF = (0, 0, 0, 1, 1, 1, 2, 2)
MADE = Exchanges.learned(hidden(*OF), grams(*OF), NAMES)


@pytest.mark.parametrize(("direction", "name"), [(0, "a/one"), (1, "a/two"), (2, "b/three")])
def test_a_sentence_is_like_those_that_say_the_same(direction: int, name: str) -> None:
    near = MADE.nearest(hidden(direction)[0], grams(direction))
    assert next(iter(near)) == name
    assert all(like <= 1.001 for like in near.values())


def test_of_two_that_are_as_near_the_one_is_liker_that_shares_more_words() -> None:
    between = hidden(0)[0] + hidden(1)[0]
    near = [MADE.nearest(between, grams(direction)) for direction in (0, 1)]
    assert [next(iter(found)) for found in near] == ["a/one", "a/two"]


def test_words_of_which_nothing_is_known_are_like_nothing() -> None:
    unknown = scipy.sparse.csr_matrix(([1.0], ([0], [15])), shape=(1, 20), dtype=np.float32)
    assert MADE.grams.likeness(unknown).tolist() == [0.0, 0.0, 0.0]
    assert MADE.grams.likeness(grams(2)).argmax() == 2


def test_what_is_kept_hears_as_what_was_learned() -> None:
    again = Exchanges.of(MADE.arrays(EXCHANGE), EXCHANGE)
    assert again is not None
    assert again.nearest(hidden(1)[0], grams(1)) == MADE.nearest(hidden(1)[0], grams(1))
    assert Exchanges.of(MADE.arrays(EXCHANGE), OPENING) is None


def test_a_line_without_a_wording_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "close_number.tsv").write_text("# 说明\nname\t一句话\nname\n", "utf-8")
    with pytest.raises(BadExchange, match=r"close_number\.tsv:3"):
        list(read(tmp_path))


def test_every_exchange_has_wordings_enough_and_no_wording_stands_twice_in_a_matter() -> None:
    told = list(read())
    assert {name for name, _ in told} == set(catalogue().exchanges)
    assert min(Counter(name for name, _ in told).values()) >= FEWEST
    twice = Counter((name.partition("/")[0], text) for name, text in told)
    assert [found for found, times in twice.items() if times > 1] == []


def test_every_opening_has_wordings_enough_and_none_stands_twice() -> None:
    told = list(read(OPENINGS))
    assert {name for name, _ in told} == set(catalogue().openings)
    assert min(Counter(name for name, _ in told).values()) >= FEWEST
    assert [text for text, times in Counter(text for _, text in told).items() if times > 1] == []
    assert not report.repeated(text for _, text in told)


@pytest.mark.parametrize("folder", [FOLDER, OPENINGS], ids=lambda folder: folder.name)
def test_no_held_out_sentence_is_among_them(folder: Path) -> None:
    if not (kept := report.held_out()):
        pytest.skip("../shared/cases is not beside the project")
    assert not report.near_copies((text for _, text in read(folder)), kept)
