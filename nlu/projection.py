"""The n-grams of a message projected to fewer numbers (投影), the largest thing of the small network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import scipy.sparse

from .stepped import Stepped

#: Columns multiplied at a time, and from how many messages on they are not read one by one.
_COLUMNS, _MANY = 32, 1024


@dataclass(frozen=True)
class Projection:
    """From n-grams to fewer numbers; a byte a number, since this is the largest thing of the model.

    Attributes:
        places: n-gram -> its row, -1 where it is not projected.
        rows: int8, a row an n-gram.
        scales: what one step of a row's numbers is worth.
    """

    places: np.ndarray
    rows: np.ndarray
    scales: np.ndarray

    @classmethod
    def of(cls, components: np.ndarray, common: np.ndarray, n_grams: int) -> Projection:
        """The projection of the ``common`` ones of ``n_grams`` n-grams onto ``components`` (a row an n-gram)."""
        places = np.full(n_grams, -1, dtype=np.int32)
        places[common] = np.arange(len(common))
        stepped = Stepped.of(components)
        return cls(places, stepped.rows, stepped.scales)

    def by_frequency(self, counts: np.ndarray) -> Projection:
        """The same projection, the rows of the n-grams that are met most (``counts``) first: they lie together."""
        known = np.flatnonzero(self.places >= 0)
        order = known[np.argsort(-counts[known], kind="stable")]
        places = np.full_like(self.places, -1)
        places[order] = np.arange(len(order), dtype=places.dtype)
        return Projection(places, self.rows[self.places[order]], self.scales[self.places[order]])

    def __call__(self, sparse: scipy.sparse.csr_matrix) -> np.ndarray:
        """One row a message. Row by row: only the n-grams of one message at a time are widened from bytes; of all
        examples there are so many that a few directions at a time are widened for all n-grams.
        """
        if sparse.shape[0] > _MANY:
            # (in the order of the rows, which need not be that of the n-grams)
            kept = sparse[:, self._columns()]
            kept.data = kept.data * self.scales[kept.indices]
            return product(kept, self.rows)
        return np.vstack([self._row(sparse, row) for row in range(sparse.shape[0])])

    def _columns(self) -> np.ndarray:
        """The n-grams that are projected, in the order of their rows."""
        known = np.flatnonzero(self.places >= 0)
        return known[np.argsort(self.places[known], kind="stable")]

    def _row(self, sparse: scipy.sparse.csr_matrix, row: int) -> np.ndarray:
        here = slice(sparse.indptr[row], sparse.indptr[row + 1])
        places = self.places[sparse.indices[here]]
        known = places >= 0
        weights = sparse.data[here][known] * self.scales[places[known]]
        return np.asarray(weights @ self.rows[places[known]].astype(np.float32))


def product(sparse: scipy.sparse.csr_matrix, dense: np.ndarray) -> np.ndarray:
    """``sparse @ dense`` on two cores: scipy lets go of the interpreter while it multiplies. So few columns at a time
    that they stay near the cores, where the rows of ``dense`` are picked out of all places.
    """
    found = np.empty((sparse.shape[0], dense.shape[1]), dtype=np.float32)

    def some(at: int) -> None:
        columns = slice(at, at + _COLUMNS)
        found[:, columns] = sparse @ np.ascontiguousarray(dense[:, columns], dtype=np.float32)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(some, range(0, dense.shape[1], _COLUMNS)))
    return found
