"""Intent classifier: a linear support vector machine over all sentence features, retrieval keys included, whose opinion
is mixed with the network's (``nlu.labelling``) where one read the message before.

One model tells the full label (``cancel_order``, ``objection/cannot_cancel``). The intent is the part before the slash
with the probabilities of its keys added up; the most likely key goes where Rasa's ResponseSelector would put it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Dict, List

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, RESPONSE_IDENTIFIER_DELIMITER
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from . import kept
from .components import is_typed_intent, normal_text
from .labelling import OUT, OUTSIDE, SCORES, Scores
from .ours import is_surely_ours
from .rows import in_order, rows
from .sources import FromSources
from .stepped import Stepped
from .text import has_words

#: The array of the model that is mapped when it is read (``nlu.kept``).
_MAPPED = ("weights",)
#: The message property in which Rasa looks for what a ResponseSelector found.
RESPONSE_SELECTOR = "response_selector"


#: How much surer that must be than the surest matter of ours.
_PLAINLY = 1.2
#: With so few labels they are learned at once: one learned from two labels has one row of weights for both.
_FEW = 3
#: Ways kept of the dense features while the model is learned. On 10,000 held-out examples it was as right with them
#: as with all 512 (0.851 both) and took three quarters of the time; with 192 strangers were understood less well.
_WAYS = 384
#: What stands for all labels of the other half, while one half is learned.
_OTHERS = ""
#: The log-probability of an intent that the network does not know.
_UNHEARD = -12.0


@dataclass(frozen=True)
class Linear:
    """A trained linear model: ``weights`` has a row a feature and a column a label, a byte a number.

    ``centre`` is the mean of the dense features it was trained on; all sentences share it and it tells nothing.
    """

    labels: tuple[str, ...]
    weights: Stepped
    bias: np.ndarray
    centre: np.ndarray


def new_model(config: Dict[str, Any]) -> Any:
    """The untrained model (scikit-learn's) of a ``CaseIntentClassifier`` with this configuration."""
    # a server that only reads has no need of it
    from sklearn.svm import LinearSVC

    return LinearSVC(C=config["C"], tol=1e-1, random_state=0)


def learned(config: Dict[str, Any], seen: scipy.sparse.csr_matrix, labels: List[str]) -> tuple[np.ndarray, np.ndarray]:
    """Weights (a row a label, in the order of their names) and biases. Each label is told from all others by itself, so
    that two cores can learn half of them each; the machine lets go of the interpreter while it learns.
    """
    named = np.array(labels)
    names = np.unique(named)
    halves = [half for half in (names[::2], names[1::2]) if len(half)] if len(names) > _FEW else [names]

    def half_of(chosen: np.ndarray) -> dict[str, tuple[np.ndarray, float]]:
        model = new_model(config).fit(seen, np.where(np.isin(named, chosen), named, _OTHERS))
        found = zip(model.classes_, model.coef_, model.intercept_)
        return {str(name): (weights.astype(np.float32), float(bias)) for name, weights, bias in found}

    with ThreadPoolExecutor(len(halves)) as pool:
        both = {name: found for half in pool.map(half_of, halves) for name, found in half.items()}
    return np.array([both[name][0] for name in names]), np.array([both[name][1] for name in names])


def directions(dense: np.ndarray, centre: np.ndarray, weight: float) -> np.ndarray:
    """Rows of ``dense`` as seen from ``centre``, each of length ``weight``: what they have in common tells nothing."""
    seen = dense - centre
    return np.asarray(seen * (weight / np.maximum(np.linalg.norm(seen, axis=-1, keepdims=True), 1e-9)))


def widest(seen: np.ndarray, width: int) -> np.ndarray:
    """The ``width`` ways in which the rows of ``seen`` differ most, upright on each other, a column each."""
    _, ways = np.linalg.eigh(seen.T @ seen)
    return np.asarray(ways[:, ::-1][:, :width])


def confidences(scores: np.ndarray, sharpness: float) -> np.ndarray:
    """Scores of the labels (last axis) as shares that add up to one.

    ``sharpness`` is chosen so that a confidence is the share of messages of that confidence which are understood
    rightly; ``make eval`` measures it.
    """
    odds = np.exp((scores - scores.max(axis=-1, keepdims=True)) * sharpness)
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def _log_sum(scores: np.ndarray) -> float:
    top = float(scores.max())
    return top + float(np.log(np.exp(scores - top).sum()))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CaseIntentClassifier(FromSources, IntentClassifier):
    """See the module."""

    @classmethod
    def required_components(cls) -> List[Any]:
        """Needs at least one featurizer."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``C``: inverse regularisation; ``dense_weight``: length of the dense features; ``slope``: what a score of the
        margin is worth beside the network's log-probabilities; ``network``: how much the network's opinion counts;
        ``sharpness``: see ``confidences``; ``outside``: how surely a message must be heard to be none of ours for its
        intent to be ``out_of_scope``; ``ranking_length``: how many intents the output names.
        """
        return {
            "C": 0.2,
            "dense_weight": 1.0,
            "slope": 6.0,
            "network": 0.4,
            "sharpness": 0.6,
            "outside": 0.45,
            "ranking_length": 10,
        }

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Linear | None = None,
    ) -> None:
        self._config = config
        self._storage, self._resource = model_storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CaseIntentClassifier":
        """The untrained classifier."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all examples that have an intent and a text."""
        examples = in_order(training_data.intent_examples)
        labels = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e in examples]
        sparse, dense = rows(examples)
        centre = dense.mean(axis=0)
        seen = directions(dense, centre, self._config["dense_weight"])
        ways = widest(seen, _WAYS)
        narrow = scipy.sparse.hstack([sparse, scipy.sparse.csr_matrix(seen @ ways)], format="csr")
        weights, bias = learned(self._config, narrow, labels)
        # what was learned of the ways says the same of all that they were taken from
        words = sparse.shape[1]
        weights = np.hstack([weights[:, :words], weights[:, words:] @ ways.T])
        steps = Stepped.of(weights.T)
        with self._storage.write_to(self._resource) as folder:
            arrays = {"weights": steps.rows, "scales": steps.scales, "bias": bias, "centre": centre}
            kept.write(folder, {"labels": np.unique(labels), **arrays}, _MAPPED)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "CaseIntentClassifier":
        """The trained component."""
        with model_storage.read_from(resource) as folder:
            arrays = kept.read(folder)
        labels = tuple(str(label) for label in arrays["labels"])
        model = Linear(labels, Stepped(arrays["weights"], arrays["scales"]), arrays["bias"], arrays["centre"])
        return cls(config, model_storage, resource, model)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, ranking and retrieval key; a message without any word is not understood."""
        read = []
        for message in messages:
            if is_typed_intent(message) or not message.features or not has_words(normal_text(message).text):
                message.set(INTENT, {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}, add_to_output=True)
            else:
                read.append(message)
        if read:
            assert self._model is not None
            for message, scores in zip(read, self._scores(read, self._model), strict=True):
                self._label(message, scores)
        return messages

    def _scores(self, messages: List[Message], model: Linear) -> Iterator[np.ndarray]:
        """One score a label for each message: like a row of ``_rows`` times the weights, without building it."""
        sparse, dense = rows(messages)
        seen = directions(dense, model.centre, self._config["dense_weight"]) if dense.shape[1] else dense
        last = model.weights.widened(slice(sparse.shape[1], None))
        for row in range(len(messages)):
            here = slice(sparse.indptr[row], sparse.indptr[row + 1])
            yield model.bias + model.weights.sum(sparse.indices[here], sparse.data[here]) + seen[row] @ last

    def _mixed(self, message: Message, scores: np.ndarray, model: Linear) -> np.ndarray:
        """The machine's scores, mixed with the opinion of the network where one read the message before."""
        scores = scores * self._config["slope"]
        scores = scores - _log_sum(scores)
        found = message.get(SCORES)
        if not isinstance(found, Scores):
            return scores
        theirs = dict(zip(found.intents, found.odds.tolist()))
        share = self._config["network"]
        return np.asarray((1 - share) * scores + share * np.array([theirs.get(n, _UNHEARD) for n in model.labels]))

    def _label(self, message: Message, scores: np.ndarray) -> None:
        assert self._model is not None
        odds = confidences(self._mixed(message, scores, self._model), self._config["sharpness"])
        intents: Dict[str, float] = {}
        keys: Dict[str, List[Dict[str, Any]]] = {}
        for label, confidence in zip(self._model.labels, odds.tolist()):
            intent, slash, _ = label.partition(RESPONSE_IDENTIFIER_DELIMITER)
            intents[intent] = intents.get(intent, 0.0) + confidence
            if slash:
                keys.setdefault(intent, []).append({"intent_response_key": label, "confidence": confidence})
        if (outside := _outside(message)) >= self._config["outside"]:
            # (the confidences still add up to one)
            rest = (1 - outside) / max(1e-9, 1 - intents.get(OUT, 0.0))
            intents = {n: outside if n == OUT else c * rest for n, c in {OUT: 0.0, **intents}.items()}
        ranking = [{"name": n, "confidence": c} for n, c in sorted(intents.items(), key=lambda item: -item[1])]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        selected: Dict[str, Any] = {intent: _selection(found) for intent, found in keys.items()}
        selected["all_retrieval_intents"] = list(keys)
        message.set(RESPONSE_SELECTOR, selected, add_to_output=True)


def _outside(message: Message) -> float:
    """How surely the network heard that it has nothing to do with phone cards; 0 where something of ours was, too."""
    found = message.get(SCORES)
    if not isinstance(found, Scores) or OUTSIDE not in found.columns:
        return 0.0
    ours = max(
        (float(found.labels[c]) for n, c in found.columns.items() if n.startswith("m:") and n != OUTSIDE), default=0.0
    )
    outside = float(found.labels[found.columns[OUTSIDE]])
    if is_surely_ours(normal_text(message).text):
        return 0.0
    return outside if outside > _PLAINLY * ours else 0.0


def _selection(found: List[Dict[str, Any]]) -> Dict[str, Any]:
    """The keys of one retrieval intent in the form of Rasa's ResponseSelector."""
    total = sum(f["confidence"] for f in found) or 1.0
    ranking = sorted(({**f, "confidence": f["confidence"] / total} for f in found), key=lambda f: -f["confidence"])
    best = ranking[0]
    utter = "utter_" + best["intent_response_key"]
    return {"response": {**best, "responses": [], "utter_action": utter}, "ranking": ranking[:5]}
