"""Two wishes in one message (一句话两件事): its clauses are read beside the whole.

``ClauseSplitter`` puts a message for each clause behind the message itself, so that the featurizers and the classifier
read all of them in one go; ``WishCollector`` takes them away again and leaves what they wish for in the message's
property ``wishes``. What becomes of them is decided by ``tuika.dialogue.moves``.
"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from .budget import Budget
from .classifier import RESPONSE_SELECTOR
from .clauses import Span, split
from .components import BUDGET, CLAUSE_SPAN, IS_CLAUSE, Normaliser, Untrained, budget_of, is_typed_intent, normal_text

WISHES = "wishes"
#: A shorter clause is an exclamation, not a wish.
_SHORTEST = 4
#: How sure a second wish must be to be named, by itself and as a share of the first.
_LEAST, _NEAR = 0.15, 0.5
#: What a clause says on the way is no wish of the message.
_ASIDE = frozenset({"inform", "greet", "goodbye", "thanks", "affirm", "deny", "chitchat", "dont_know", "out_of_scope"})
#: Of a long story the first clauses and the last ones are read: where the matter is told, and where the wish stands.
_FIRST, _LAST = 5, 9


def clauses(text: str) -> List[Span]:
    """The clauses of normalised ``text`` that are read; none where the text is but one."""
    parts = split(text)
    if len(parts) > _FIRST + _LAST:
        parts = [*parts[:_FIRST], *parts[-_LAST:]]
    return parts if len(parts) >= 2 else []


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClauseSplitter(Untrained):
    """Adds the clauses of the one message that is being read. Training reads whole examples only."""

    @classmethod
    def required_components(cls) -> List[Any]:
        """Needs the normalised text."""
        return [Normaliser]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, each text followed at the end by its clauses."""
        if len(messages) != 1 or messages[0].get(TEXT) is None or is_typed_intent(messages[0]):
            return messages
        parts = clauses(normal_text(messages[0]).text)
        # the clauses are read from what the whole leaves of its budget
        shared = budget_of(messages[0])
        return messages + [_clause(part, shared) for part in parts]


def _clause(part: Span, budget: Budget) -> Message:
    return Message({TEXT: part.text, IS_CLAUSE: True, CLAUSE_SPAN: (part.start, part.end), BUDGET: budget})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class WishCollector(Untrained):
    """Leaves ``[{"name", "confidence", "key"}]`` in the message, the surest first, and drops the clauses: what the
    message as a whole wishes for, what its clauses do, and, where the whole is in doubt, its second guess.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """See the class."""
        whole = [m for m in messages if not m.get(IS_CLAUSE)]
        if len(whole) != 1 or is_typed_intent(whole[0]):
            return whole
        parts = [m for m in messages if m.get(IS_CLAUSE) and len(m.get(TEXT)) >= _SHORTEST]
        beside = [wish for part in parts for wish in _guesses(part)[:1] if wish["name"] not in _ASIDE]
        whole[0].set(WISHES, _surest([*_guesses(whole[0])[:2], *beside]), add_to_output=True)
        return whole


def _surest(found: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The surest wish, and a second one that comes near it."""
    best: Dict[str, Dict[str, Any]] = {}
    for wish in sorted(found, key=_sureness):
        best.setdefault(wish["key"] or wish["name"], wish)
    ordered = list(best.values())
    second = [w for w in ordered[1:2] if w["confidence"] >= max(_LEAST, _NEAR * ordered[0]["confidence"])]
    return [*ordered[:1], *second]


def _sureness(wish: Dict[str, Any]) -> float:
    return -float(wish["confidence"])


def _guesses(message: Message) -> List[Dict[str, Any]]:
    """What the message may wish for, likeliest first; the fallback is no wish."""
    selected = message.get(RESPONSE_SELECTOR) or {}
    return [
        {"name": rank["name"], "confidence": rank["confidence"], "key": _key(selected.get(rank["name"]))}
        for rank in message.get("intent_ranking") or []
        if rank["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME
    ]


def _key(selection: Dict[str, Any] | None) -> str | None:
    return ((selection or {}).get("response") or {}).get("intent_response_key")
