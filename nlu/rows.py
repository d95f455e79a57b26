"""Features of many messages as two matrices (特征拼成矩阵), a row a message.

Rasa joins the sparse features of one message at a time, which for tens of thousands of examples takes longer than
learning from them; here the arrays of all messages are joined at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

#: The message property that holds an example's labels (``nlu.importer``).
LABELS = "clause_labels"
#: The message property that holds the prefix of the labels that were told, empty where all were.
ONLY = "clause_only"


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
    sparse = [_stacked([f.features for f in column]) for column in zip(*(s for s, _ in found), strict=True)]
    dense = [np.vstack([f.features for f in column]) for column in zip(*(d for _, d in found), strict=True)]
    count = len(found)
    return (
        scipy.sparse.hstack(sparse, format="csr") if sparse else scipy.sparse.csr_matrix((count, 0), dtype=np.float32),
        np.hstack(dense) if dense else np.zeros((count, 0), dtype=np.float32),
    )


def _of(message: Message) -> tuple[list[Features], list[Features]]:
    ours = [f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
    return [f for f in ours if f.is_sparse()], [f for f in ours if not f.is_sparse()]


def _stacked(parts: Sequence[scipy.sparse.csr_matrix]) -> scipy.sparse.csr_matrix:
    """Matrices of one row each, one under the other."""
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts])
    ends = np.cumsum([0, *(part.nnz for part in parts)])
    return scipy.sparse.csr_matrix((data, indices, ends), shape=(len(parts), parts[0].shape[1]))
