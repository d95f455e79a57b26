"""The component that hears many things at once: it learns the network of ``nlu.network`` and leaves its scores.

The scores stay on the message for the two components behind it: the intent classifier mixes the intents with its own,
and the reader takes the labels. What the hidden layers make of a message also tells which exchanges it is like
(``nlu.exchanges``); their wordings teach the network nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from . import kept
from .components import IS_CLAUSE, is_typed_intent
from .exchanges import EXCHANGE, OPENING, Exchanges
from .importer import labels_of
from .kinds import kind_of
from .network import INTENTS, Examples, Network, fit
from .rows import ONLY, in_order, rows
from .sources import FromSources

#: The message property that holds ``Scores``; no output.
SCORES = "label_scores"
#: The array of the network that is mapped when it is read (``nlu.kept``).
_MAPPED = ("rows",)
#: Groups of names of which one is right, beside the intents; and the prefix of a question's label.
_KINDS, _TOPICS, _ASK = "kinds", "topics", "a:"
#: The intent of what has nothing to do with phone cards, and the label that says so.
OUT, OUTSIDE = "out_of_scope", "m:outside"


@dataclass(frozen=True)
class Scores:
    """What the network says of one message.

    Attributes:
        intents: the full intents in the order of ``odds``.
        odds: log-probabilities of the intents.
        columns: label -> place in ``labels``.
        labels: probabilities of the labels.
        kinds: kind of turn -> how likely it is that one; empty for a clause, which is none by itself.
        topics: question -> how likely it is that one, should the message ask; empty for a clause.
        alike, begins: exchange, opening -> how like it the message is, likest first; empty for a clause.
    """

    intents: tuple[str, ...]
    odds: np.ndarray
    columns: Mapping[str, int]
    labels: np.ndarray
    kinds: Mapping[str, float]
    topics: Mapping[str, float]
    alike: Mapping[str, float]
    begins: Mapping[str, float]


def _told(example: Message) -> tuple[List[str] | None, str]:
    """The labels of an example, and the prefix of those that were told (see ``Examples``)."""
    if example.get(INTENT) == OUT:
        # whose intent is none of ours is not up against anything of ours
        return [OUTSIDE], "m:"
    return labels_of(example), str(example.get(ONLY) or "")


def _learned(network: Network, every: List[Message], kind: str) -> Dict[str, np.ndarray]:
    """The exchanges of this kind as arrays, none where no example is a wording of one."""
    wordings = [e for e in every if e.get(kind)]
    if not wordings:
        return {}
    grams, numbers = rows(wordings)
    names = [str(e.get(kind)) for e in wordings]
    return Exchanges.learned(network.hidden(grams, numbers), grams, names).arrays(kind)


def _topic(labels: List[str] | None) -> str:
    """The one question of an example; empty where it has several, or none."""
    asks = [label.removeprefix(_ASK) for label in labels or () if label.startswith(_ASK)]
    return asks[0] if len(asks) == 1 else ""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelNetwork(FromSources):
    """See the module."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        network: Network | None = None,
        exchanges: Exchanges | None = None,
        openings: Exchanges | None = None,
    ) -> None:
        self._storage, self._resource, self._network = model_storage, resource, network
        self._exchanges, self._openings = exchanges, openings
        labels = network.labels if network is not None else ()
        self._columns = {label: number for number, label in enumerate(labels)}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LabelNetwork":
        """The untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LabelNetwork":
        """The trained component."""
        with model_storage.read_from(resource) as folder:
            arrays = kept.read(folder)
        found = (Exchanges.of(arrays, kind) for kind in (EXCHANGE, OPENING))
        return cls(model_storage, resource, Network.of(arrays), *found)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples: those of Rasa's own files have an intent, the labelled clauses have labels too."""
        every = in_order(training_data.training_examples)
        examples = [e for e in every if not e.get(EXCHANGE)]
        told = [_told(example) for example in examples]
        intents = [str(e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) or "") for e in examples]
        sparse, dense = rows(examples)
        kinds = [kind_of(intent, *found) for intent, found in zip(intents, told, strict=True)]
        labels, only = zip(*told, strict=True)
        one_of = {INTENTS: intents, _KINDS: kinds, _TOPICS: [_topic(found) for found in labels]}
        network = fit(Examples(sparse, dense, one_of, labels, only))
        counts = np.bincount(sparse.indices, minlength=sparse.shape[1])
        network = replace(network, projection=network.projection.by_frequency(counts))
        alike = {name: array for kind in (EXCHANGE, OPENING) for name, array in _learned(network, every, kind).items()}
        with self._storage.write_to(self._resource) as folder:
            kept.write(folder, {**network.arrays(), **alike}, _MAPPED)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Leave the scores on every message that has features."""
        read = [m for m in messages if m.features and not is_typed_intent(m)]
        if read and self._network is not None:
            sparse, dense = rows(read)
            hidden = self._network.hidden(sparse, dense)
            told = self._network.told(hidden)
            for number, message in enumerate(read):
                kinds, topics = (
                    {} if message.get(IS_CLAUSE) else self._shares_of(group, told.one_of[group][number])
                    for group in (_KINDS, _TOPICS)
                )
                intents, odds = self._network.one_of[INTENTS], told.one_of[INTENTS][number]
                alike, begins = (
                    {} if message.get(IS_CLAUSE) or known is None else known.nearest(hidden[number], sparse[number])
                    for known in (self._exchanges, self._openings)
                )
                found = Scores(intents, odds, self._columns, told.labels[number], kinds, topics, alike, begins)
                message.set(SCORES, found)
        return messages

    def _shares_of(self, group: str, odds: np.ndarray) -> Dict[str, float]:
        """The names of a group with shares that add up to one: the mean of several networks' adds up to less."""
        assert self._network is not None
        shares = np.exp(odds)
        return dict(zip(self._network.one_of[group], (shares / shares.sum()).tolist(), strict=True))
