"""Matrices with a byte a number (一个数一个字节): a quarter of the room, in memory as in the model's file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Stepped:
    """A matrix whose numbers are whole steps; how large a step is differs from row to row.

    Attributes:
        rows: int8.
        scales: what one step of a row's numbers is worth.
    """

    rows: np.ndarray
    scales: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> Stepped:
        """The matrix nearest to ``values``."""
        scales = np.maximum(np.abs(values).max(axis=1), 1e-9).astype(np.float32) / 127
        rows = np.empty(values.shape, dtype=np.int8)
        # a piece at a time: the whole would be held three times over
        for at in range(0, len(values), 8192):
            piece = slice(at, at + 8192)
            rows[piece] = np.rint(values[piece] / scales[piece, None])
        return cls(rows, scales)

    def widened(self, places: slice) -> np.ndarray:
        """The rows at ``places`` as the numbers they stand for."""
        return np.asarray(self.rows[places] * self.scales[places, None])

    def sum(self, places: np.ndarray | slice, weights: np.ndarray) -> np.ndarray:
        """The rows at ``places``, each times its weight, added up: only these are widened from bytes."""
        return np.asarray((weights * self.scales[places]) @ self.rows[places].astype(np.float32))
