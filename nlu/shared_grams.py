"""The n-grams that the wordings of one group share (共有的字词), and how many of them a message has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse

#: An n-gram of fewer wordings belongs to one person.
_FEWEST = 2
_PARTS = ("data", "indices", "indptr")


@dataclass(frozen=True)
class SharedGrams:
    """The middle of each group's wordings in n-grams; ``rows``: a row an n-gram, a column a group of length one."""

    rows: scipy.sparse.csr_matrix

    @classmethod
    def learned(cls, sparse: scipy.sparse.csr_matrix, of: np.ndarray) -> SharedGrams:
        """Of these wordings (a row each), and the number of the group that each is of."""
        told = np.bincount(sparse.indices, minlength=sparse.shape[1]) >= _FEWEST
        kept = _of_length(sparse @ scipy.sparse.diags(told.astype(np.float32)))
        count = len(of)
        member = scipy.sparse.csr_matrix((np.ones(count, np.float32), (of, np.arange(count))))
        return cls(_of_length(member @ kept).T.tocsr().astype(np.float32))

    def likeness(self, sparse: scipy.sparse.csr_matrix) -> np.ndarray:
        """How like the groups one message is (its n-grams, one row): 0, nothing in common, to 1."""
        known = np.diff(self.rows.indptr)[sparse.indices] > 0
        length = float(np.sqrt(np.sum(sparse.data[known] ** 2)))
        return np.asarray((sparse @ self.rows).todense()).ravel() / max(length, 1e-9)

    def arrays(self) -> dict[str, np.ndarray]:
        """The rows as arrays."""
        return {**{name: getattr(self.rows, name) for name in _PARTS}, "shape": np.array(self.rows.shape)}

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> SharedGrams:
        """What these arrays hold."""
        parts = tuple(arrays[name] for name in _PARTS)
        return cls(scipy.sparse.csr_matrix(parts, shape=tuple(arrays["shape"])))


def _of_length(rows: scipy.sparse.spmatrix) -> scipy.sparse.csr_matrix:
    """The rows, each of length one."""
    rows = rows.tocsr()
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    return (scipy.sparse.diags(1.0 / np.maximum(lengths, 1e-9)) @ rows).tocsr()
