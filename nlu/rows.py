"""Features of many messages as two matrices (特征拼成矩阵), a row a message.

Rasa joins the sparse features of one message at a time, which for tens of thousands of examples takes longer than
learning from them; here the arrays of all messages are joined at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

#: The message property that holds an example's labels (``nlu.importer``).
LABELS = "clause_labels"
#: The message property that holds the prefix of the labels that were told, empty where all were.
ONLY = "clause_only"
#: Message properties that the text tells: it normalised, and in standard words (``nlu.components``).
NORMAL, STANDARD = "normal_text", "standard_text"


#: So many rows are joined one by one.
_FEW = 64


class Matrix:
    """What one featurizer made of many messages, a row a message; the rows know their matrix."""

    def __init__(self, values: Any) -> None:
        self.values = values

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from others."""
        parts = [self.values] if isinstance(self.values, np.ndarray) else [self.values.data, self.values.indices]
        digest = hashlib.md5(str(self.values.shape).encode())
        for part in parts:
            digest.update(np.ascontiguousarray(part))
        return digest.hexdigest()


class Row(Features):
    """One message's row of a matrix, cut out when somebody asks for it: learning takes the rows of many at once."""

    def __init__(self, matrix: Matrix, number: int, origin: str) -> None:
        self.matrix, self.number = matrix, number
        self.type, self.attribute, self.origin = FEATURE_TYPE_SENTENCE, TEXT, origin

    @property
    def features(self) -> Any:
        """The row as a matrix of its own."""
        return self.matrix.values[self.number : self.number + 1]

    def is_sparse(self) -> bool:
        """Whether the matrix is a sparse one."""
        return scipy.sparse.issparse(self.matrix.values)

    def is_dense(self) -> bool:
        """Whether it is a plain one."""
        return not self.is_sparse()

    def fingerprint(self) -> str:
        """What tells it from other rows."""
        return f"{self.origin} {self.matrix.fingerprint} {self.number}"


def in_order(examples: Iterable[Message]) -> list[Message]:
    """The examples that have a text, in an order of their own: Rasa's differs from run to run, and the same examples
    shall give the same model.
    """

    def key(example: Message) -> tuple[str, ...]:
        return tuple(str(example.get(name)) for name in (TEXT, INTENT_RESPONSE_KEY, INTENT, LABELS, ONLY))

    return sorted((e for e in examples if e.get(TEXT)), key=key)


def rows(messages: Sequence[Message]) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
    """The sparse and the dense sentence features of the text, in the order of the featurizers.

    All messages went through the same featurizers; without one of a kind its matrix has no columns.
    """
    found = [_of(message) for message in messages]
    sparse = [_stacked(column) for column in zip(*(s for s, _ in found), strict=True)]
    dense = [_stacked(column) for column in zip(*(d for _, d in found), strict=True)]
    count = len(found)
    return (
        _beside(sparse) if sparse else scipy.sparse.csr_matrix((count, 0), dtype=np.float32),
        np.hstack(dense) if dense else np.zeros((count, 0), dtype=np.float32),
    )


def _beside(matrices: Sequence[Any]) -> Any:
    """Sparse matrices side by side. For the few rows of a message scipy's way takes longer than all else."""
    count = matrices[0].shape[0]
    if count > _FEW:
        return scipy.sparse.hstack(matrices, format="csr")
    columns, values, ends, width = [], [], [0], 0
    starts = np.cumsum([0, *(m.shape[1] for m in matrices)])
    for row in range(count):
        for matrix, start in zip(matrices, starts[:-1], strict=True):
            here = slice(matrix.indptr[row], matrix.indptr[row + 1])
            columns.append(matrix.indices[here] + start)
            values.append(matrix.data[here])
            width += len(values[-1])
        ends.append(width)
    joined = scipy.sparse.csr_matrix((count, int(starts[-1])), dtype=np.float32)
    joined.indices, joined.data = np.concatenate(columns), np.concatenate(values)
    joined.indptr = np.array(ends, dtype=joined.indices.dtype)
    return joined


def _of(message: Message) -> tuple[list[Features], list[Features]]:
    ours = [f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
    return [f for f in ours if f.is_sparse()], [f for f in ours if not f.is_sparse()]


def _stacked(column: Sequence[Features]) -> Any:
    """The features of one featurizer, a row a message."""
    matrices = {id(f.matrix): f.matrix.values for f in column if isinstance(f, Row)}
    if len(matrices) == 1 and all(isinstance(f, Row) for f in column):
        (values,) = matrices.values()
        numbers = [f.number for f in column]
        return values if numbers == list(range(values.shape[0])) else values[numbers]
    parts = [f.features for f in column]
    return scipy.sparse.vstack(parts, format="csr") if column[0].is_sparse() else np.vstack(parts)
