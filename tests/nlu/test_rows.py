"""Features of many examples: taken from one matrix at once, they are those of each; copies of examples share values."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import numpy as np
import scipy.sparse
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.clause_data import INTENTS, Labelled
from nlu.importer import Example, FileImporter, example
from nlu.rows import LABELS, STANDARD, Matrix, Row, rows

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
    told = Example({TEXT: "退款没到", LABELS: ["m:refund_late"]})
    copied = deepcopy(told)
    assert copied == told
    copied.set(INTENT, "ask")
    assert told.get(INTENT) is None
    assert copied != told


def test_what_the_text_tells_is_no_news_and_a_feature_is() -> None:
    one, other = Example({TEXT: "退款没到", INTENT: "refund"}), Example({TEXT: "退款没到", INTENT: "refund"})
    other.set(STANDARD, "退款 未到账")
    other.set(INTENT, "refund")
    assert one == other
    other.add_features(Row(Matrix(DENSE), 1, "sentence"))
    assert one != other


def test_a_sentence_in_both_kinds_of_files_is_one_example(tmp_path: Path) -> None:
    nlu = tmp_path / "nlu.yml"
    nlu.write_text('version: "3.1"\nnlu:\n- intent: refund\n  examples: |\n    - 退款\n', "utf-8")
    importer = FileImporter(training_data_paths=[str(nlu)])
    again = example(Labelled("退款", "refund", "", frozenset(), whole=True, only=INTENTS))
    for language in ("en", "zh"):
        found = importer.get_nlu_data(language)
        nlu.unlink(missing_ok=True)
        assert found.merge(TrainingData([again])).training_examples == [again]
