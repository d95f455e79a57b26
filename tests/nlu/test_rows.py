"""Features of many examples: taken from one matrix at once, they are those of each; copies of examples share values."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import scipy.sparse
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from nlu.importer import Example
from nlu.rows import LABELS, Matrix, Row, rows

SPARSE = scipy.sparse.csr_matrix(np.array([[0, 2, 0], [1, 0, 0], [0, 0, 3]], dtype=np.float32))
DENSE = np.arange(6, dtype=np.float32).reshape(3, 2)


def messages() -> list[Message]:
    sparse, dense = Matrix(SPARSE), Matrix(DENSE)
    return [Message({TEXT: str(n)}, features=[Row(sparse, n, "n-grams"), Row(dense, n, "sentence")]) for n in range(3)]


def test_rows_of_one_matrix_are_taken_in_the_messages_order() -> None:
    one, two, three = messages()
    sparse, dense = rows([three, one])
    assert sparse.toarray().tolist() == [[0, 0, 3], [0, 2, 0]]
    assert dense.tolist() == [[4, 5], [0, 1]]
    assert rows([one, two, three])[0].toarray().tolist() == SPARSE.toarray().tolist()


def test_rows_of_several_matrices_are_put_under_each_other() -> None:
    sparse, dense = rows([messages()[0], messages()[1]])
    assert sparse.toarray().tolist() == [[0, 2, 0], [1, 0, 0]]
    assert dense.tolist() == [[0, 1], [2, 3]]


def test_a_row_is_features_as_rasa_knows_them() -> None:
    sparse, dense = messages()[1].features
    assert isinstance(sparse, Features)
    assert (sparse.is_sparse(), dense.is_sparse(), dense.is_dense()) == (True, False, True)
    assert (dense.type, dense.attribute) == (FEATURE_TYPE_SENTENCE, TEXT)
    assert sparse.features.toarray().tolist() == [[1, 0, 0]]
    assert dense.features.tolist() == [[2, 3]]


def test_fingerprints_tell_rows_and_matrices_apart() -> None:
    other = Matrix(DENSE + 1)
    prints = {Row(matrix, n, "sentence").fingerprint() for matrix in (Matrix(DENSE), other) for n in range(3)}
    assert len(prints) == 6
    assert Row(Matrix(DENSE), 1, "x").fingerprint() == Row(Matrix(DENSE.copy()), 1, "x").fingerprint()


def test_a_copied_example_is_the_same_and_its_own() -> None:
    example = Example({TEXT: "退款没到", LABELS: ["m:refund_late"]})
    copied = deepcopy(example)
    assert copied == example
    copied.set(INTENT, "ask")
    assert example.get(INTENT) is None
    assert copied != example


def test_an_example_without_labels_is_known_as_rasas_own() -> None:
    assert Example({TEXT: "退款", INTENT: "refund"}) == Message({TEXT: "退款", INTENT: "refund"})
