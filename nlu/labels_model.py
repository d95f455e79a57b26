"""Many labels for one clause (多标签): one linear model over a narrow view of the features.

The n-grams are projected to ``WIDTH`` directions (truncated SVD), the sentence encoder's numbers stand beside them, and
ridge regression learns all labels at once; a score is turned into a confidence by a curve that is fitted for each group
of labels on clauses that were held back. Plain arrays, so that nothing has to be trusted when they are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression

#: Directions kept of the n-grams.
WIDTH = 512
#: A label with fewer examples is not learned.
FEWEST = 6
_RIDGE = 0.6
_FOLDS = 5


@dataclass(frozen=True)
class LabelsModel:
    """The trained model. ``curve`` holds slope and offset of each label's confidence."""

    labels: tuple[str, ...]
    directions: np.ndarray
    centre: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    curve: np.ndarray

    def confidences(self, sparse: scipy.sparse.csr_matrix, dense: np.ndarray) -> np.ndarray:
        """One row a clause, one column a label, 0 to 1."""
        scores = narrow(sparse, dense, self.directions, self.centre) @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-(scores * self.curve[0] + self.curve[1]))))

    def arrays(self) -> dict[str, np.ndarray]:
        """The model as arrays."""
        return {
            "labels": np.array(self.labels),
            "directions": self.directions.astype(np.float32),
            "centre": self.centre.astype(np.float32),
            "weights": self.weights.astype(np.float32),
            "bias": self.bias.astype(np.float32),
            "curve": self.curve.astype(np.float32),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> LabelsModel:
        """The model that these arrays hold."""
        labels = tuple(str(label) for label in arrays["labels"])
        return cls(labels, *(arrays[name] for name in ("directions", "centre", "weights", "bias", "curve")))


def narrow(
    sparse: scipy.sparse.csr_matrix, dense: np.ndarray, directions: np.ndarray, centre: np.ndarray
) -> np.ndarray:
    """The features as the model reads them: both halves of unit length."""
    left = np.asarray(sparse @ directions)
    left = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9)
    right = dense - centre
    right = right / np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-9)
    return np.hstack([left, right])


def fit(
    sparse: scipy.sparse.csr_matrix, dense: np.ndarray, labels: Sequence[Sequence[str]], counts_for: np.ndarray
) -> LabelsModel:
    """The model learned from clauses.

    Args:
        sparse: n-gram features, a row a clause.
        dense: the encoder's numbers, a row a clause.
        labels: what each clause holds.
        counts_for: how much each clause counts, 0 to 1.
    """
    counts: dict[str, int] = {}
    for found in labels:
        for label in found:
            counts[label] = counts.get(label, 0) + 1
    names = tuple(sorted(label for label, count in counts.items() if count >= FEWEST))
    column = {label: number for number, label in enumerate(names)}
    wanted = np.zeros((len(labels), len(names)), dtype=np.float32)
    for row, found in enumerate(labels):
        for label in found:
            if label in column:
                wanted[row, column[label]] = 1.0
    width = min(WIDTH, sparse.shape[0] - 1, sparse.shape[1] - 1)
    directions = TruncatedSVD(width, n_iter=2, random_state=0).fit(sparse).components_.T.astype(np.float32)
    centre = dense.mean(axis=0)
    rows = narrow(sparse, dense, directions, centre).astype(np.float32)
    weights, bias = _ridge(rows, wanted, counts_for)
    full = counts_for >= 1.0
    return LabelsModel(names, directions, centre, weights, bias, _curve(rows, wanted, counts_for, full))


def _ridge(rows: np.ndarray, wanted: np.ndarray, counts_for: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    share = (counts_for / counts_for.sum())[:, None]
    mean, base = (share * rows).sum(axis=0), (share * wanted).sum(axis=0)
    centred = rows - mean
    weighted = centred * counts_for[:, None]
    gram = centred.T @ weighted + _RIDGE * np.eye(rows.shape[1], dtype=np.float32)
    weights = np.linalg.solve(gram, weighted.T @ (wanted - base))
    return weights, base - mean @ weights


def _curve(rows: np.ndarray, wanted: np.ndarray, counts_for: np.ndarray, full: np.ndarray) -> np.ndarray:
    """How scores become confidences, learned on clauses that the model did not see (one curve for all labels)."""
    scores = np.zeros_like(wanted)
    folds = np.arange(len(rows)) % _FOLDS
    for fold in range(_FOLDS):
        inside = folds != fold
        weights, bias = _ridge(rows[inside], wanted[inside], counts_for[inside])
        scores[~inside] = rows[~inside] @ weights + bias
    scores, wanted = scores[full], wanted[full]
    likely = scores > 0.02
    fitted = LogisticRegression(C=1e3, max_iter=500).fit(scores[likely].reshape(-1, 1), wanted[likely] > 0.5)
    return np.array([fitted.coef_[0, 0], fitted.intercept_[0]])
