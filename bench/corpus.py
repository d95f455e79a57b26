"""The sentences that understanding is measured on: our training examples, and the held-out messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from nlu import lexicon
from nlu.budget import Budget
from nlu.entity import Entity
from nlu.examples import examples
from nlu.extract import entities
from nlu.features import sentence_rows
from nlu.text import normalise
from nlu.zh import read as read_text
from runtime.launching.model import ROOT

HELD_OUT = ROOT / "tests" / "nlu" / "heldout.yml"
BLIND = (ROOT / "tests" / "nlu" / "blind.yml", ROOT / "tests" / "nlu" / "blind2.yml")
NOW = datetime(2026, 11, 24, 14, 0)


@dataclass(frozen=True)
class Corpus:
    """Sentences with their labels; everything that features are made from is computed once.

    Attributes:
        texts: normalised sentences.
        labels: one label a sentence, retrieval keys in full (``objection/cannot_cancel``).
    """

    texts: tuple[str, ...]
    labels: np.ndarray

    @cached_property
    def intents(self) -> np.ndarray:
        """The labels without their keys."""
        return intents_of(self.labels)

    @cached_property
    def facts(self) -> list[list[Entity]]:
        """The facts in each sentence."""
        return [_facts(text) for text in self.texts]

    @cached_property
    def dense(self) -> np.ndarray:
        """The sentence encoder's rows."""
        return sentence_rows([lexicon.load().standard(text) for text in self.texts])


def _facts(text: str) -> list[Entity]:
    budget = Budget()
    return entities(read_text(text, budget), NOW, budget)


def intents_of(labels: np.ndarray) -> np.ndarray:
    """``objection/cannot_cancel`` → ``objection``."""
    return np.array([label.partition("/")[0] for label in labels])


def read(paths: list[Path]) -> Corpus:
    """The examples in these files of Rasa's NLU format."""
    texts: list[str] = []
    labels: list[str] = []
    for path in paths:
        for label, sentence in examples(path):
            texts.append(normalise(sentence).text)
            labels.append(label)
    return Corpus(tuple(texts), np.array(labels))


def training() -> Corpus:
    """What the bot learns from."""
    return read(sorted((ROOT / "data" / "nlu").glob("*.yml")))


def held_out() -> Corpus:
    """What no model learns from; its errors were read once, and data written in their direction."""
    return read([HELD_OUT])


def blind() -> Corpus:
    """What no model learns from and nobody reads while changing the data; both sets."""
    return read(list(BLIND))
