"""The small network: the same examples give the same network, what nobody labelled is not taught, arrays keep it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import scipy.sparse

from nlu import descent, network
from nlu.network import Examples, Network, fit

WORDS = ("退款", "销户", "激活", "快递")
GROUPS = {"intents": WORDS, "kinds": ("ask",)}


def examples(labelled: bool = True) -> Examples:
    """Forty messages over four words: a word makes an intent and a label."""
    random = np.random.default_rng(3)
    places = np.arange(40) % 4
    noise = random.random((40, 12))
    rows = np.hstack([np.eye(4)[places], noise]).astype(np.float32)
    labels = [[f"m:{WORDS[p]}", "act:ask"] if labelled or n >= 20 else None for n, p in enumerate(places)]
    return Examples(
        scipy.sparse.csr_matrix(rows),
        random.random((40, 6)).astype(np.float32),
        {
            "intents": [WORDS[p] for p in places],
            "kinds": ["ask" if p < 2 else "" if n < 4 else "case" for n, p in enumerate(places)],
        },
        labels,
        [""] * 40,
    )


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "RARE", 1)
    monkeypatch.setattr(network, "HIDDEN", 16)
    monkeypatch.setattr(network, "EPOCHS", 120)
    monkeypatch.setattr(descent, "_WARM_UP", 5)


def test_it_learns_intents_and_labels_at_once() -> None:
    taught = examples()
    model = fit(taught)
    told = model.scores(taught.sparse, taught.dense)
    columns = [model.labels.index(f"m:{word}") for word in WORDS]
    heard = [model.one_of["intents"][n] for n in told.one_of["intents"].argmax(axis=1)]
    named = [WORDS[n] for n in told.labels[:, columns].argmax(axis=1)]
    for found in (heard, named):
        assert sum(a == b for a, b in zip(found, taught.one_of["intents"], strict=True)) >= 36


def test_it_learns_the_kinds_of_turn_from_those_that_have_one() -> None:
    taught = examples()
    told = fit(taught).scores(taught.sparse, taught.dense)
    # (the mean of what the members say: together a little less than one)
    assert (np.exp(told.one_of["kinds"]).sum(axis=1) <= 1.0 + 1e-5).all()
    heard = [("ask", "case")[n] for n in told.one_of["kinds"].argmax(axis=1)]
    right = ["ask" if word in WORDS[:2] else "case" for word in taught.one_of["intents"]]
    assert sum(a == b for a, b in zip(heard, right, strict=True)) >= 36


def test_the_same_examples_give_the_same_network() -> None:
    one, other = fit(examples()), fit(examples())
    assert all(
        np.array_equal(a, b) for m, n in zip(one.members, other.members, strict=True) for a, b in zip(m, n, strict=True)
    )


def test_members_begin_differently() -> None:
    first, second, *_ = fit(examples()).members
    assert not np.array_equal(first[0], second[0])


def test_arrays_keep_it() -> None:
    taught = examples()
    made = fit(taught)
    again = Network.of(made.arrays())
    assert (again.one_of, again.labels) == (made.one_of, made.labels)
    one, other = (model.scores(taught.sparse, taught.dense) for model in (made, again))
    assert np.allclose(one.labels, other.labels)
    for group in ("intents", "kinds"):
        assert np.allclose(one.one_of[group], other.one_of[group])


def test_one_message_is_read_as_among_many() -> None:
    taught = examples()
    model = fit(taught)
    whole = model.scores(taught.sparse, taught.dense)
    alone = model.scores(taught.sparse[7], taught.dense[7:8])
    assert np.allclose(whole.labels[7], alone.labels[0], atol=1e-2)
    for group in ("intents", "kinds"):
        assert np.allclose(whole.one_of[group][7], alone.one_of[group][0], atol=1e-2)


def test_what_nobody_labelled_is_no_denial() -> None:
    wanted = network._Wanted.of(examples(labelled=False), GROUPS, ("m:退款", "m:销户", "act:ask"))
    unlabelled, labelled = wanted.known[0], wanted.known[20]
    assert labelled.tolist() == [1.0, 1.0, 1.0]
    # few were labelled beside each intent, so that nothing is known of the others
    assert unlabelled.tolist() == [0.0, 0.0, 0.0]


def test_a_label_that_hardly_stands_beside_an_intent_is_known_to_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_ENOUGH", 3)
    wanted = network._Wanted.of(examples(labelled=False), GROUPS, ("m:退款", "m:销户", "act:ask"))
    # the first example has the first word's intent
    assert wanted.known[0].tolist() == [0.0, 1.0, 0.0]


def test_an_example_without_an_act_teaches_none() -> None:
    taught = examples()
    without = dataclasses.replace(taught, labels=[["m:退款"]] * 40)
    wanted = network._Wanted.of(without, GROUPS, ("act:ask", "m:退款"))
    assert wanted.known[:, 0].sum() == 0
    assert wanted.known[:, 1].all()


def test_an_example_of_one_group_teaches_nothing_of_the_others() -> None:
    taught = examples()
    some = dataclasses.replace(taught, labels=[["a:能退吗"]] * 40, only=["a:"] * 20 + [""] * 20)
    wanted = network._Wanted.of(some, GROUPS, ("a:能退吗", "a:找谁", "m:退款"))
    assert wanted.known[0].tolist() == [1.0, 1.0, 0.0]
    assert wanted.known[39].tolist() == [1.0, 1.0, 1.0]
