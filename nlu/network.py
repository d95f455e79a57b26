"""The small network that hears many things at once (一层小网络): intents and the labels of a clause from one view.

The n-grams are projected to ``WIDTH`` directions (truncated SVD) beside the sentence encoder's numbers; one hidden
layer is learned from all examples at once: which intent and which kind of turn (a softmax each) and which labels (a
sigmoid each). What a message is about and what it tells share words, so each task teaches the others. Plain arrays, so
that nothing has to be trusted when they are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import scipy.sparse

from .descent import Adam
from .projection import Projection, product

#: Directions kept of the n-grams.
WIDTH = 768
#: An n-gram in fewer examples is not projected: it would make the model large and tell little.
RARE = 8
#: A label with fewer examples is not learned.
FEWEST = 6
#: The labels of which a whole example has exactly one.
ACT = "act:"
#: The group of the intents; and how the names of a group are called among the arrays.
INTENTS, _ONE_OF = "intents", "one_of."
HIDDEN = 1024
#: With 6 strangers were understood less well (211 of 277 strictly, with 8 it was 218), repairs and questions as well.
EPOCHS = 8
#: So many networks are learned from different beginnings; what they agree on is surer than what one of them says, and
#: less of it hangs on the beginning: with two 516 of 600 questions nobody trained on were answered, with four 522.
MEMBERS = 4
BATCH = 256
_DROP_INPUT, _DROP_HIDDEN = 0.1, 0.5
#: The length of each half of the view; larger ones are learned faster.
_SCALE = 6.0
#: An example that carries an intent alone is taken not to hold the labels that hardly ever stand beside that intent.
_HARDLY, _ENOUGH = 0.01, 20
#: Where a label's confidence begins before anything is learned: most labels are in one clause of fifty.
_RARE_LABEL = -4.0
#: Directions looked for beside those that are kept, and steps to find them: with three as much was heard.
_SPARE, _TURNS = 8, 2


@dataclass(frozen=True)
class Examples:
    """What a network learns from, a row an example.

    Attributes:
        sparse: n-gram features.
        dense: the encoder's numbers.
        one_of: the groups of names of which one is right (``intents``: the full intent; ``kinds``: ``nlu.kinds``;
            ``topics``: the question asked), a name an example, empty where nobody knows.
        labels: the labels, ``None`` where nobody labelled the example.
        only: the prefix of the labels that were told, empty where all were.
    """

    sparse: scipy.sparse.csr_matrix
    dense: np.ndarray
    one_of: Mapping[str, Sequence[str]]
    labels: Sequence[Sequence[str] | None]
    only: Sequence[str]


#: Weights and biases of the hidden layer, then of the output.
Layers = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Told:
    """What the network says, a row a message: log-probabilities of the names of each group of which one is right, and
    probabilities of the labels.
    """

    one_of: Mapping[str, np.ndarray]
    labels: np.ndarray


@dataclass(frozen=True)
class Network:
    """The trained networks over one view; ``one_of`` are the groups of names of which one is right."""

    one_of: Mapping[str, tuple[str, ...]]
    labels: tuple[str, ...]
    projection: Projection
    centre: np.ndarray
    members: tuple[Layers, ...]

    def scores(self, sparse: scipy.sparse.csr_matrix, dense: np.ndarray) -> Told:
        """What the members say of each message, on the average."""
        return self.told(self.hidden(sparse, dense))

    def hidden(self, sparse: scipy.sparse.csr_matrix, dense: np.ndarray) -> np.ndarray:
        """What the hidden layers make of each message, a row a message, the members' numbers side by side."""
        seen = view(sparse, dense, self.projection, self.centre)
        return np.hstack([np.maximum(seen @ into + bias, 0.0) for into, bias, _, _ in self.members])

    def told(self, hidden: np.ndarray) -> Told:
        """What the members say of messages of which the hidden layers made this, on the average."""
        parts = np.split(hidden, len(self.members), axis=1)
        said = [self._told(part, out, bias) for part, (_, _, out, bias) in zip(parts, self.members, strict=True)]
        *groups, labels = (np.mean(part, axis=0) for part in zip(*said, strict=True))
        return Told(dict(zip(self.one_of, groups, strict=True)), labels)

    def _told(self, hidden: np.ndarray, out: np.ndarray, bias: np.ndarray) -> list[np.ndarray]:
        found = hidden @ out + bias
        *groups, labels = np.split(found, np.cumsum([len(names) for names in self.one_of.values()]), axis=1)
        return [*map(_log_shares, groups), _sigmoid(labels)]

    def arrays(self) -> dict[str, np.ndarray]:
        """The network as arrays."""
        named = {f"{m}.{n}": layer for m, layers in enumerate(self.members) for n, layer in enumerate(layers)}
        return {
            **{f"{_ONE_OF}{group}": np.array(names) for group, names in self.one_of.items()},
            "labels": np.array(self.labels),
            "places": self.projection.places,
            "rows": self.projection.rows,
            "scales": self.projection.scales,
            "centre": self.centre,
            **named,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Network:
        """The network that these arrays hold."""
        count = sum(name.endswith(".0") for name in arrays)
        members = tuple((arrays[f"{m}.0"], arrays[f"{m}.1"], arrays[f"{m}.2"], arrays[f"{m}.3"]) for m in range(count))
        one_of = {n.removeprefix(_ONE_OF): tuple(map(str, arrays[n])) for n in arrays if n.startswith(_ONE_OF)}
        labels = tuple(map(str, arrays["labels"]))
        projection = Projection(arrays["places"], arrays["rows"], arrays["scales"])
        return cls(one_of, labels, projection, arrays["centre"], members)


def view(sparse: scipy.sparse.csr_matrix, dense: np.ndarray, projection: Projection, centre: np.ndarray) -> np.ndarray:
    """The features as the network reads them: both halves of the same length."""
    return np.hstack([of_length(projection(sparse)), of_length(dense - centre)]).astype(np.float32) * _SCALE


def of_length(rows: np.ndarray) -> np.ndarray:
    """The rows, or the one row, each of length one."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))


def _log_shares(scores: np.ndarray) -> np.ndarray:
    """Log-probabilities of the columns, of which one is right."""
    scores = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))


def _sigmoid(scores: np.ndarray) -> np.ndarray:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))))


# ---- learning ---------------------------------------------------------------------------------


def fit(examples: Examples) -> Network:
    """The network learned from the examples; the same examples give the same network."""
    labels = _names(examples.labels)
    one_of = {group: tuple(sorted({name for name in told if name})) for group, told in examples.one_of.items()}
    projection = _projection(examples.sparse)
    centre = examples.dense.mean(axis=0).astype(np.float32)
    rows = view(examples.sparse, examples.dense, projection, centre)
    wanted = _Wanted.of(examples, one_of, labels)
    # numpy lets go of the interpreter while it multiplies: two cores learn two members in the time of one
    with ThreadPoolExecutor(2) as pool:
        members = tuple(pool.map(lambda beginning: _learned(rows, wanted, beginning), range(MEMBERS)))
    return Network(one_of, labels, projection, centre, members)


def _names(labels: Sequence[Sequence[str] | None]) -> tuple[str, ...]:
    """The labels that have enough examples."""
    counts: dict[str, int] = {}
    for label in (label for found in labels for label in found or ()):
        counts[label] = counts.get(label, 0) + 1
    return tuple(sorted(label for label, count in counts.items() if count >= FEWEST))


def _projection(sparse: scipy.sparse.csr_matrix) -> Projection:
    """The directions in which the examples' n-grams differ most."""
    common = np.flatnonzero(np.bincount(sparse.indices, minlength=sparse.shape[1]) >= RARE)
    kept = sparse[:, common]
    width = min(WIDTH, kept.shape[0] - 1, kept.shape[1] - 1)
    return Projection.of(_directions(kept, width), common, sparse.shape[1])


def _directions(kept: scipy.sparse.csr_matrix, width: int) -> np.ndarray:
    """An orthonormal basis of the space in which the rows vary most, a column a direction (power method on a block).

    Each step reads all rows: with a third of them in the first steps one question in a hundred was missed.
    """
    random = np.random.default_rng(0)
    basis = random.standard_normal((kept.shape[1], min(width + _SPARE, kept.shape[1])), dtype=np.float32)
    turned = kept.T.tocsr()
    for _ in range(_TURNS):
        basis = product(turned, _orthonormal(product(kept, basis)))
    return _orthonormal(basis)[:, -width:]


def _orthonormal(block: np.ndarray) -> np.ndarray:
    """The block's space in columns that stand upright on each other, the longest last."""
    halves = np.array_split(block, 2)
    upright = np.empty_like(block)
    with ThreadPoolExecutor(2) as pool:
        lengths, turn = np.linalg.eigh(sum(pool.map(lambda half: half.T @ half, halves)).astype(np.float64))
        shrunk = (turn / np.sqrt(np.maximum(lengths, lengths[-1] * 1e-8))).astype(np.float32)
        list(pool.map(lambda half, out: np.matmul(half, shrunk, out=out), halves, np.array_split(upright, 2)))
    return upright


@dataclass(frozen=True)
class _Wanted:
    """What each row should say. ``one_of`` are the groups of outputs of which one is right: how many, and which one in
    each row, -1 where unknown; ``known`` is 1 where a label's value is known.
    """

    one_of: tuple[tuple[int, np.ndarray], ...]
    labels: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, examples: Examples, one_of: Mapping[str, Sequence[str]], labels: Sequence[str]) -> _Wanted:
        numbers = {group: _numbers(examples.one_of[group], names) for group, names in one_of.items()}
        intent = numbers[INTENTS]
        column = {name: at for at, name in enumerate(labels)}
        wanted = np.zeros((len(examples.labels), len(labels)), dtype=np.float32)
        for row, found in enumerate(examples.labels):
            wanted[row, [column[label] for label in found or () if label in column]] = 1.0
        labelled = np.array([found is not None for found in examples.labels])
        whole = labelled & np.array([not prefix for prefix in examples.only])
        strange = _strange(intent[whole], wanted[whole], len(one_of[INTENTS]))
        known = np.where(labelled[:, None], 1.0, strange[intent]).astype(np.float32)
        for prefix in {prefix for prefix in examples.only if prefix}:
            told = np.array([name.startswith(prefix) for name in labels], dtype=np.float32)
            known[[given == prefix for given in examples.only]] = told
        # a clause out of a longer message has labels, and nobody said which act it is
        acts = [at for name, at in column.items() if name.startswith(ACT)]
        known[:, acts] *= wanted[:, acts].any(axis=1, keepdims=True)
        return cls(tuple((len(one_of[group]), numbers[group]) for group in one_of), wanted, known)

    @property
    def outputs(self) -> int:
        """How many numbers the network says of a message."""
        return self.before_labels + self.labels.shape[1]

    @property
    def before_labels(self) -> int:
        """Where the labels begin."""
        return sum(count for count, _ in self.one_of)

    def error(self, out: np.ndarray, batch: np.ndarray) -> np.ndarray:
        """The gradient of the loss with respect to the network's output for these rows."""
        error = np.zeros_like(out)
        at = 0
        for count, right in self.one_of:
            known = np.flatnonzero(right[batch] >= 0)
            odds = np.exp(_log_shares(out[known, at : at + count]))
            odds[np.arange(len(known)), right[batch][known]] -= 1.0
            error[known, at : at + count] = odds
            at += count
        labels = _sigmoid(out[:, at:]) - self.labels[batch]
        error[:, at:] = labels * self.known[batch]
        return error / len(batch)


def _numbers(told: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """The place of each among the names, -1 where it is none of them."""
    places = {name: at for at, name in enumerate(names)}
    return np.array([places.get(name, -1) for name in told])


def _strange(intent: np.ndarray, labels: np.ndarray, intents: int) -> np.ndarray:
    """Which labels hardly ever stand beside which intent, learned where both were told; a last row for no intent."""
    strange = np.zeros((intents + 1, labels.shape[1]), dtype=np.float32)
    for number in range(intents):
        beside = labels[intent == number]
        if len(beside) >= _ENOUGH:
            strange[number] = beside.mean(axis=0) < _HARDLY
    return strange


def _learned(rows: np.ndarray, wanted: _Wanted, beginning: int) -> Layers:
    """Weights and biases of both layers (Adam; the rate rises at first and falls to nothing).

    Which hidden units are dropped is drawn once a batch, so that the dropped ones need not be computed at all; a row of
    ``units`` holds all that belongs to one: what it reads, its bias, and what it says.
    """
    random = np.random.default_rng(beginning)
    inputs, outputs = rows.shape[1], wanted.outputs
    units = np.zeros((HIDDEN, inputs + 1 + outputs), dtype=np.float32)
    units[:, :inputs] = random.normal(0, np.sqrt(2 / inputs), (HIDDEN, inputs))
    units[:, inputs + 1 :] = random.normal(0, 0.3 / np.sqrt(HIDDEN), (HIDDEN, outputs))
    out_bias = np.zeros((1, outputs), dtype=np.float32)
    out_bias[0, wanted.before_labels :] = _RARE_LABEL
    awake = round(HIDDEN * (1 - _DROP_HIDDEN))
    raised = np.float32(HIDDEN / awake)
    steps = EPOCHS * -(-len(rows) // BATCH)
    adam, adam_bias = Adam(units, steps, awake / HIDDEN), Adam(out_bias, steps, 1.0)
    # drawing numbers takes long: the inputs to drop are cut out of one long ribbon, each time at another place
    ribbon = _kept(random, 4 * BATCH * inputs, _DROP_INPUT)
    gradient = np.empty((awake, units.shape[1]), dtype=np.float32)
    for batch in _batches(random, len(rows)):
        some = np.sort(random.permutation(HIDDEN)[:awake])
        unit = units[some]
        into, into_bias, out = unit[:, :inputs], unit[:, inputs], unit[:, inputs + 1 :]
        cut = random.integers(len(ribbon) - len(batch) * inputs)
        seen = rows[batch] * ribbon[cut : cut + len(batch) * inputs].reshape(len(batch), inputs)
        hidden = seen @ into.T + into_bias
        passed = (hidden > 0) * raised
        hidden *= passed
        error = wanted.error(hidden @ out + out_bias, batch)
        inner = (error @ out.T) * passed
        np.matmul(inner.T, seen, out=gradient[:, :inputs])
        gradient[:, inputs] = inner.sum(axis=0)
        np.matmul(hidden.T, error, out=gradient[:, inputs + 1 :])
        adam.step(some, gradient)
        adam_bias.step(np.zeros(1, dtype=np.int64), error.sum(axis=0, keepdims=True))
    into, out = np.ascontiguousarray(units[:, :inputs].T), np.ascontiguousarray(units[:, inputs + 1 :])
    return into, units[:, inputs].copy(), out, out_bias[0]


def _batches(random: np.random.Generator, count: int) -> Iterator[np.ndarray]:
    for _ in range(EPOCHS):
        order = random.permutation(count)
        yield from (order[at : at + BATCH] for at in range(0, count, BATCH))


def _kept(random: np.random.Generator, count: int, drop: float) -> np.ndarray:
    """Dropout: nothing where a number is dropped, and the rest raised so that the sum stays."""
    return np.asarray((random.random(count, dtype=np.float32) > drop) / np.float32(1.0 - drop), dtype=np.float32)
