"""The n-grams that a featurizer learned (学过的词串), each packed into one number: a tenth of the room of a dictionary
of words, and all n-grams of a message and its clauses are looked up at once.

A unit of an n-gram is a character, or a word's number among all learned words; three units are one number of 63 bits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse

#: Bits of a unit: all characters there are.
_BITS = 21
#: The longest n-gram.
LONGEST = 3
_FIRST, _SECOND = 2 * _BITS, _BITS
_MARKS = re.compile(r"[,.?!;:~]")
_BLANKS = re.compile(r"\s\s+")
_BLANK = ord(" ")
#: A pair of characters counts when the second is at most this many places behind, the first included.
_PAIR_REACH = 8
#: The views whose units are characters.
_OF_CHARACTERS = frozenset({"char", "pairs"})


def pairs_view(text: str) -> str:
    """Pairs of characters that stand near but not side by side: 「退…到」 in 「退款一直没到」."""
    chars = _MARKS.sub("", text)
    return " ".join(a + b for at, a in enumerate(chars) for b in chars[at + 2 : at + _PAIR_REACH])


@dataclass(frozen=True)
class Grams:
    """The learned n-grams of one view.

    Attributes:
        view: char | pairs | pinyin | facts.
        words: the words that n-grams are made of, empty where they are made of characters.
        keys: the packed n-grams in order; the column of each is its place.
        idf: how rare each is.
    """

    view: str
    words: tuple[str, ...]
    keys: np.ndarray
    idf: np.ndarray

    @classmethod
    def learned(
        cls, view: str, texts: Sequence[str], longest: int, fewest: int
    ) -> tuple[Grams, scipy.sparse.csr_matrix]:
        """The n-grams that are in at least ``fewest`` of the texts, and the rows of these texts (see ``rows``): what
        scikit-learn's ``TfidfVectorizer`` finds, counted in one go instead of word by word.
        """
        words = () if view in _OF_CHARACTERS else _common_words(texts, fewest)
        found, owners = cls(view, words, np.empty(0), np.empty(0))._units(texts, longest)
        # (0 is a word that is not common)
        found, owners = found[found > 0], owners[found > 0]
        keys, places = np.unique(found, return_inverse=True)
        cells, counts = np.unique(owners * len(keys) + places, return_counts=True)
        row, column = np.divmod(cells, max(len(keys), 1))
        among = np.bincount(column, minlength=len(keys))
        common = among >= fewest
        idf = np.log((1 + len(texts)) / (1 + among[common])) + 1
        grams = cls(view, words, keys[common], idf.astype(np.float32))
        kept = common[column]
        number = np.cumsum(common) - 1
        return grams, grams._weighed(row[kept], number[column[kept]], counts[kept], len(texts))

    def arrays(self) -> dict[str, np.ndarray]:
        """The n-grams as plain arrays."""
        return {"words": np.array(self.words, dtype=np.str_), "keys": self.keys, "idf": self.idf}

    @classmethod
    def from_arrays(cls, view: str, arrays: Mapping[str, np.ndarray]) -> Grams:
        """The n-grams that these arrays hold."""
        return cls(view, tuple(str(word) for word in arrays["words"]), arrays["keys"], arrays["idf"])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: at for at, word in enumerate(self.words, 1)}

    def rows(self, texts: Sequence[str], longest: int) -> scipy.sparse.csr_matrix:
        """Tf-idf of the n-grams of one to ``longest`` units, a row of length one a text.

        ``texts``: as ``nlu.features.view_of`` writes them; for pairs, the text itself.
        """
        found, owners = self._units(texts, longest)
        places = np.minimum(self.keys.searchsorted(found), len(self.keys) - 1)
        known = self.keys[places] == found
        width = len(self.keys)
        cells, counts = np.unique(owners[known] * width + places[known], return_counts=True)
        row, column = np.divmod(cells, width)
        return self._weighed(row, column, counts, len(texts))

    def _weighed(self, row: np.ndarray, column: np.ndarray, counts: np.ndarray, texts: int) -> scipy.sparse.csr_matrix:
        """The rows of so many texts, in which these n-grams (``column``) of these texts (``row``) were counted."""
        values = (np.log(counts.astype(np.float32)) + np.float32(1)) * self.idf[column]
        lengths = np.sqrt(np.bincount(row, values.astype(np.float64) ** 2, minlength=texts))
        values /= lengths[row].astype(np.float32)
        starts = np.searchsorted(row, np.arange(texts + 1)).astype(np.int32)
        made = scipy.sparse.csr_matrix((texts, len(self.keys)), dtype=np.float32)
        # (the constructor would look through all of it again)
        made.data, made.indices, made.indptr = values, column.astype(np.int32), starts
        return made

    def _units(self, texts: Sequence[str], longest: int) -> tuple[np.ndarray, np.ndarray]:
        """Every n-gram of the texts, packed, and the number of its text."""
        return self._pairs(texts) if self.view == "pairs" else self._runs(texts, longest)

    def _runs(self, texts: Sequence[str], longest: int) -> tuple[np.ndarray, np.ndarray]:
        """The n-grams of units that stand side by side, and the number of the text of each."""
        if self.view in _OF_CHARACTERS:
            units, owners = _characters([_BLANKS.sub(" ", text) for text in texts])
        else:
            numbers = self._numbers
            told = [[numbers.get(word, 0) for word in text.split()] for text in texts]
            units = np.array([unit for units in told for unit in units], dtype=np.int64)
            owners = np.repeat(np.arange(len(texts)), [len(units) for units in told])
        grams, whose = [units << _FIRST], [owners]
        run, whole = grams[0], units > 0
        for far in range(1, longest):
            # a word that was never learned is 0: what holds it is no learned n-gram
            run = run[:-1] | units[far:] << (_FIRST - far * _BITS)
            whole = whole[:-1] & (units[far:] > 0)
            mine = whole & (owners[far:] == owners[: len(owners) - far])
            grams.append(run[mine])
            whose.append(owners[far:][mine])
        return np.concatenate(grams), np.concatenate(whose)

    def _pairs(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The pairs of ``pairs_view``. A blank in a pair is no character of it."""
        units, owners = _characters([_MARKS.sub("", text) for text in texts])
        grams, whose = [], []
        for far in range(2, _PAIR_REACH):
            a, b, mine = units[:-far], units[far:], owners[far:] == owners[:-far]
            pair = np.where(a == _BLANK, b << _FIRST, np.where(b == _BLANK, a << _FIRST, a << _FIRST | b << _SECOND))
            mine &= (a != _BLANK) | (b != _BLANK)
            grams.append(pair[mine])
            whose.append(owners[far:][mine])
        return np.concatenate(grams), np.concatenate(whose)


def _common_words(texts: Sequence[str], fewest: int) -> tuple[str, ...]:
    """The words in at least ``fewest`` texts: what another word is in is no n-gram of so many texts either."""
    among = Counter(word for text in texts for word in set(text.split()))
    return tuple(sorted(word for word, count in among.items() if count >= fewest))


def _characters(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The characters of all texts one behind the other, and the number of the text of each."""
    units = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    return units, np.repeat(np.arange(len(texts)), [len(text) for text in texts])
