"""A byte a number: sums of rows are those of the numbers, to within a step; half the labels learned on either core."""

from __future__ import annotations

import numpy as np
import scipy.sparse
from sklearn.svm import LinearSVC

from nlu.classifier import learned, new_model, widest
from nlu.projection import Projection
from nlu.stepped import Stepped

VALUES = np.random.default_rng(0).normal(size=(50, 7))


def test_a_sum_of_rows_is_near_that_of_the_numbers() -> None:
    stepped = Stepped.of(VALUES)
    places, weights = np.array([3, 7, 40]), np.array([1.0, -2.0, 0.5])
    assert stepped.rows.dtype == np.int8
    assert np.allclose(stepped.sum(places, weights), weights @ VALUES[places], atol=0.1)
    assert np.allclose(stepped.sum(slice(48, None), np.ones(2)), VALUES[48:].sum(axis=0), atol=0.1)


def test_a_row_of_nothing_stays_nothing() -> None:
    assert Stepped.of(np.zeros((2, 3))).sum(np.array([1]), np.ones(1)).tolist() == [0.0, 0.0, 0.0]


def test_halves_learn_what_all_labels_at_once_learn() -> None:
    random = np.random.default_rng(1)
    places = np.arange(200) % 5
    seen = scipy.sparse.csr_matrix(np.eye(5)[places] + 0.3 * random.random((200, 5)))
    labels = [f"label{place}" for place in places]
    config = {"C": 0.2}
    weights, bias = learned(config, seen, labels)
    at_once: LinearSVC = new_model(config).fit(seen, labels)
    assert np.allclose(weights, at_once.coef_, atol=0.1)
    assert np.allclose(bias, at_once.intercept_, atol=0.1)
    assert [f"label{n}" for n in (seen @ weights.T + bias).argmax(axis=1)] == labels


def test_a_projection_by_frequency_is_the_same_projection() -> None:
    random = np.random.default_rng(2)
    counts, common = np.array([1, 9, 0, 30, 12]), np.array([1, 3, 4])
    projection = Projection.of(random.normal(size=(3, 7)), common, 5)
    sparse = scipy.sparse.csr_matrix(random.random((4, 5)))
    ordered = projection.by_frequency(counts)
    assert ordered.places.tolist() == [-1, 2, -1, 0, 1]
    assert np.allclose(ordered(sparse), projection(sparse))


def test_many_messages_are_projected_as_one_by_one() -> None:
    """Of many the n-grams are taken in the order of the rows, which is no longer theirs."""
    random = np.random.default_rng(3)
    projection = Projection.of(random.normal(size=(3, 7)), np.array([1, 3, 4]), 5)
    ordered = projection.by_frequency(np.array([1, 9, 0, 30, 12]))
    many = scipy.sparse.csr_matrix(random.random((2000, 5)))
    one_by_one = np.vstack([ordered(many[row]) for row in range(many.shape[0])])
    assert np.allclose(ordered(many), one_by_one, atol=1e-5)


def test_the_widest_ways_hold_what_differs() -> None:
    """Rows that differ in three ways alone are told apart by three numbers each, as well as by all twenty."""
    random = np.random.default_rng(2)
    seen = random.normal(size=(100, 3)) @ random.normal(size=(3, 20))
    ways = widest(seen, 3)
    assert np.allclose(ways.T @ ways, np.eye(3))
    assert np.allclose(seen @ ways @ ways.T, seen)
    assert widest(seen, 40).shape == (20, 20)
