"""Rasa's training data beside its own files: the labelled clauses of ``data/clauses`` (see ``nlu.clause_data``), and
the wordings of what is said on in the middle of a matter, or begins it (``nlu.exchanges``).

A whole message is an example of its intent too. A single clause is not: said in the middle of a talk, it leans on what
was said before, and by itself it teaches the intents wrongly (docs/decisions/007). The labels travel on the example as
``clause_labels``, the act as ``clause_act``; ``nlu.labelling.LabelNetwork`` learns from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from hashlib import md5
from pathlib import Path
from typing import Any, Dict, List

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from . import clause_data, exchanges
from .examples import examples
from .exchanges import EXCHANGE, OPENING, OPENINGS
from .rows import LABELS, NORMAL, ONLY, STANDARD

OLD = Path(__file__).resolve().parents[1] / "data" / "nlu"
ACT = "clause_act"


class Example(Message):
    """An example on its way through Rasa, which copies all of them seven times and tells the copies apart by their
    contents, before and after every component. Nothing inside the values is ever changed, so that copies may share
    them; and what it was told is hashed once, not anew with each feature.
    """

    _told: str | None = None

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """As Rasa's. What the text tells by itself is no news, nor is what stands there already."""
        if prop in (NORMAL, STANDARD):
            self.data[prop] = info
        elif add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)
            self._told = None

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Example":
        other = copy(self)
        other.data, other.features = dict(self.data), list(self.features)
        other.output_properties = set(self.output_properties)
        return other

    def fingerprint(self) -> str:
        """What tells it from others: what it was told, and its features."""
        if self._told is None:
            told = sorted(item for item in self.data.items() if item[0] not in (NORMAL, STANDARD))
            self._told = md5(repr(told).encode()).hexdigest()
        if not self._cached_fingerprint:
            parts = [self._told, *(features.fingerprint() for features in self.features)]
            self._cached_fingerprint: str | None = md5("\n".join(parts).encode()).hexdigest()
        return str(self._cached_fingerprint)


class FileImporter(RasaFileImporter):
    """Rasa's own files, which Rasa asks for in several languages; its sentences are read once."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """As Rasa's, of examples of ours."""
        read = self._read
        return TrainingData(
            list(read.training_examples), read.entity_synonyms, read.regex_features, read.lookup_tables, read.responses
        )

    @cached_property
    def _read(self) -> TrainingData:
        files = [load_data(path) for path in self._nlu_files]
        for read in files:
            # before they are put together: Rasa copies all of them for it
            read.training_examples = [
                Example(message.data, message.output_properties, message.time, message.features)
                for message in read.training_examples
            ]
        together: TrainingData = TrainingData().merge(*files)
        return together


class ClauseImporter(TrainingDataImporter):
    """Adds the labelled clauses; domain, stories and config come from the other importer."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: Any | None = None,
        **kwargs: Any,
    ) -> None:
        pass

    def get_domain(self) -> Domain:
        """None of its own."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """None of its own."""
        return StoryGraph([])

    def get_config(self) -> Dict[str, Any]:
        """None of its own."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """None of its own."""
        return None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The labelled clauses and messages as examples. Rasa asks several times; the files are read once."""
        return TrainingData(training_examples=list(self._examples))

    @cached_property
    def _examples(self) -> List[Message]:
        labelled = (*clause_data.read(), *clause_data.matters())
        told = [Example({TEXT: text, EXCHANGE: name}) for name, text in exchanges.read()]
        begun = [_begun(text, name) for name, text in exchanges.read(OPENINGS)]
        return [*(example(found) for found in agreed(labelled, _intents_of_old())), *told, *begun]


def _begun(text: str, name: str) -> Message:
    """What a talk begins with, as an example of its matter."""
    matter = f"m:{name.partition('/')[0]}"
    found = example(clause_data.Labelled(text, "", "", frozenset({matter}), only="m:"))
    found.set(OPENING, name)
    return found


def _intents_of_old() -> Dict[str, str]:
    """Sentence -> intent, of Rasa's own files."""
    return {text: intent for path in sorted(OLD.glob("*.yml")) for intent, text in examples(path)}


def agreed(labelled: Iterable[clause_data.Labelled], old: Mapping[str, str]) -> Iterator[clause_data.Labelled]:
    """The labelled clauses, each sentence with one intent over all files: Rasa holds two for a fault.

    Where somebody gave a sentence another intent than was there before (a bare 「没付」 is an answer here and a denial
    there), its labels stay and its intent goes; so does that of a single clause.
    """
    known = dict(old)
    for found in labelled:
        if not found.whole or (found.intent and known.setdefault(found.text, found.intent) != found.intent):
            found = replace(found, intent="")
        yield found


def example(found: clause_data.Labelled) -> Message:
    """One labelled clause as Rasa's example."""
    data: Dict[str, Any] = {TEXT: found.text}
    if found.only != clause_data.INTENTS:
        data |= {LABELS: sorted(found.labels), ACT: found.act, ONLY: found.only}
    intent, slash, _ = found.intent.partition("/")
    if intent:
        data[INTENT] = intent
    if slash:
        data[INTENT_RESPONSE_KEY] = found.intent
    return Example(data)


def labels_of(message: Message) -> List[str] | None:
    """All labels of an example, the speech act among them as ``act:<name>``; ``None`` where nobody labelled it."""
    labels, act = message.get(LABELS), message.get(ACT)
    return None if labels is None else [*labels, *([f"act:{act}"] if act else [])]
