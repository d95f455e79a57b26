"""Graph components for stock Rasa that read words and features from a folder (see ``bench/diet.py``).

A message's text is ``row N``; its words are those of line N of ``sentences.json``, its features row N of the matrices.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


@lru_cache(maxsize=1)
def _words(folder: str) -> List[List[str]]:
    return [sentence["words"] for sentence in json.loads((Path(folder) / "sentences.json").read_text("utf-8"))]


def _row(message: Message) -> int:
    return int(message.get(TEXT).split()[1])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SavedWords(Tokenizer):
    """The saved words as tokens."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``folder``: where they were saved."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "folder": ""}

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """One token a word; the offsets are those in the words joined by blanks."""
        if attribute != TEXT:
            return self._convert_words_to_tokens([message.get(attribute)], message.get(attribute))
        words = _words(self._config["folder"])[_row(message)]
        return self._convert_words_to_tokens(words, " ".join(words))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SavedFeatures(GraphComponent):
    """The saved features of the sentence, sparse and dense."""

    def __init__(self, folder: Path) -> None:
        self._sparse = scipy.sparse.load_npz(folder / "sparse.npz")
        self._dense = np.load(folder / "dense.npy")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SavedFeatures:
        """A reader of the features saved in the folder that ``config`` names."""
        return cls(Path(config["folder"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the features to each message."""
        for message in messages:
            row = _row(message)
            for matrix in (self._sparse[row].tocoo(), self._dense[row : row + 1]):
                message.add_features(Features(matrix, FEATURE_TYPE_SENTENCE, TEXT, "saved"))
        return messages
