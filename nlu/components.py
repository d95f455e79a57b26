"""Our Rasa graph components: normaliser, spaCy tokenizer, fact extractor.

Rasa looks at argument names and type annotations of ``create``, ``process`` and ``process_training_data``; they must
stay as they are. Loading them (that is: loading the model, by whatever command) installs the repairs of Rasa, so that
``rasa run``, ``rasa shell``, ``rasa test`` and ``make run`` all pass through them. A
message like ``/inform{...}`` is an intent typed by hand or by a quick reply: Rasa's
``RegexMessageHandler`` reads it after the pipeline, so it is left alone here.
"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from runtime import extensions
from tuika import now
from tuika.speech import payload

from . import lexicon, zh
from .budget import Budget
from .entity import Entity
from .extract import entities, told
from .personal import impersonal
from .rows import NORMAL, STANDARD
from .sources import FromSources
from .text import Normal, normalise

extensions.install()

_SAMPLE = "上周三下的单,3号申请退款,付了29块9"
#: The normalised words as they leave the parse, for whoever decides by words.
NORMAL_OUT = "normal"
#: Message attributes that our components pass on. None of them is output.
READING = "case_reading"
BUDGET = "case_budget"
FACTS = "case_facts"
#: The fields that the words speak of without telling them.
REFUSED = "refused_facts"
#: What marks a clause that stands behind its message, and where in it.
IS_CLAUSE, CLAUSE_SPAN = "is_clause", "clause_span"


def is_typed_intent(message: Message) -> bool:
    """Whether the message is an intent written out (``/inform{...}``), which Rasa's own handler reads afterwards."""
    return payload.is_whole(message.get(TEXT) or "")


def normal_text(message: Message) -> Normal:
    """The message's text, normalised; computed where no ``Normaliser`` ran before."""
    normal = message.get(NORMAL)
    if isinstance(normal, Normal):
        return normal
    return normalise(message.get(TEXT) or "")


def standard_text(message: Message) -> str:
    """The message's normalised text in standard words, worked out once for all featurizers."""
    standard = message.get(STANDARD)
    if not isinstance(standard, str):
        standard = lexicon.load().standard(normal_text(message).text)
        message.set(STANDARD, standard)
    return standard


def budget_of(message: Message) -> Budget:
    """What is left for reading this message."""
    budget = message.get(BUDGET)
    if not isinstance(budget, Budget):
        budget = Budget()
        message.set(BUDGET, budget)
    return budget


def _reading(message: Message) -> zh.Reading:
    """The message as the spaCy pipeline reads it, kept for the extractor."""
    reading = message.get(READING)
    if not isinstance(reading, zh.Reading):
        reading = zh.read(normal_text(message).text, budget_of(message))
        message.set(READING, reading)
    return reading


class Untrained(FromSources):
    """A component that keeps nothing."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Untrained":
        """The component; it keeps nothing."""
        return cls()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(Untrained):
    """Puts the normalised text (繁→简, full width, emoji, repeated marks) beside the message's own."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Normalise each message."""
        for message in messages:
            if message.get(TEXT) is not None:
                message.set(NORMAL, normalise(message.get(TEXT)))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ChineseTokenizer(FromSources, Tokenizer):
    """Tokens from the spaCy pipeline (``nlu.zh``); what it read is kept for the extractor."""

    @staticmethod
    def required_packages() -> List[str]:
        """Packages this component needs."""
        return ["spacy", "jieba"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """What the parent class reads; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Tokens with offsets in the text as typed."""
        if attribute != TEXT:
            text = message.get(attribute) or ""
            return self._convert_words_to_tokens(text.replace("+", " ").split() or [text], text)
        normal = normal_text(message)
        reading = _reading(message)
        tokens = []
        for word in reading.words:
            start, end = normal.span(word.start, word.end)
            tokens.append(Token(word.text, start, end))
        # Rasa's featurizers need at least one token
        return tokens or [Token(message.get(TEXT) or " ", 0, len(message.get(TEXT) or " "))]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: no component learns from tokens, and reading every example would take longer than all else."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Tokenise each message that is not an intent written out; nobody asks for the tokens of a clause."""
        for message in messages:
            if message.get(TEXT) is not None and not message.get(IS_CLAUSE) and not is_typed_intent(message):
                message.set(TOKENS_NAMES[TEXT], self.tokenize(message, TEXT))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CaseExtractor(Untrained, EntityExtractorMixin):
    """Facts of the case as entities: name = slot, value = what the slot holds. See ``nlu.extract``."""

    def __init__(self) -> None:
        # the first use of the date library is slow; it is made here, not when the first user writes
        budget = Budget()
        entities(zh.read(_SAMPLE, budget), now(), budget)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the facts of each message to its entities; those of a clause are its message's."""
        for message in messages:
            if message.get(TEXT) is None or message.get(IS_CLAUSE) or is_typed_intent(message):
                continue
            message.set(NORMAL_OUT, normal_text(message).text, add_to_output=True)
            heard = told(_reading(message), now(), budget_of(message))
            facts = impersonal(heard.entities, normal_text(message).text)
            message.set(FACTS, facts)
            message.set(REFUSED, heard.refused)
            found = [self._entity(fact, normal_text(message)) for fact in facts]
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)
        return messages

    def _entity(self, fact: Entity, normal: Normal) -> Dict[str, Any]:
        """The fact as Rasa writes entities, with offsets in the text as typed."""
        start, end = normal.span(fact.start, fact.end)
        return {
            "entity": fact.name,
            "value": fact.value,
            "start": start,
            "end": end,
            "confidence_entity": 1.0,
            "extractor": type(self).__name__,
        }
