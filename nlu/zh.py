"""The Chinese spaCy pipeline (``spacy.blank("zh")``, jieba, our lexicon): tokens, and entities of the case.

spaCy's own entity ruler finds names (carriers, platforms) as whole words, which jieba is taught beforehand, and leaves
them in ``doc.spans["case"]``, label = field, id = value. What people see of card, parcel and money is found by pattern.

spaCy keeps every word it ever saw; ``read`` works in one of its memory zones, which forgets them, and hands out plain
values. No ``Doc`` outlives it.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import jieba
import spacy
from spacy.language import Language

from . import lexicon
from .budget import Budget

SPANS = "case"
_RARE = 50
#: How often one situation is looked for in a message.
_MOST = 4


@dataclass(frozen=True)
class Word:
    """A token: the word and the index of its first character."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The index behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Found:
    """A name or situation: it tells ``field`` = ``value``; half-open character range.

    ``rank``: where it stands among the situations, the earlier the weightier (0: a name); ``unless``: a field that,
    where it was told, leaves this one unsaid.
    """

    field: str
    value: str
    start: int
    end: int
    rank: int = 0
    unless: str | None = None


@dataclass(frozen=True)
class Reading:
    """A normalised text as the pipeline reads it."""

    text: str
    words: tuple[Word, ...]
    spans: tuple[Found, ...]


def read(text: str, budget: Budget) -> Reading:
    """Words, names and situations in normalised ``text``, as far as the budget reaches."""
    nlp = pipeline()
    with nlp.memory_zone():
        doc = nlp(text)
        words = tuple(Word(token.text, token.idx) for token in doc)
        names = [Found(s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans.get(SPANS, ())]
    return Reading(text, words, (*names, *_situations(text, budget)))


def _situations(text: str, budget: Budget) -> Iterator[Found]:
    """What people see, wherever it is said; which of several counts is decided by whoever knows what was meant."""
    known = lexicon.load()
    for rank, situation in enumerate(known.situations, 1):
        for match in itertools.islice(situation.pattern.finditer(text), _MOST):
            if not budget.span():
                return
            if not known.negated(text, match.start()):
                yield Found(situation.field, situation.value, match.start(), match.end(), rank, situation.unless)


def _read_dictionary(tokenizer: jieba.Tokenizer) -> None:
    """Read jieba's dictionary without its rare words: all of it costs every worker some 70 MB, unneeded here.

    Fills what ``jieba.Tokenizer.initialize`` fills: word -> frequency, every prefix of a word (0 where it is no word
    itself), and the sum of the frequencies.
    """
    frequencies: dict[str, int] = {}
    total = 0
    with tokenizer.get_dict_file() as lines:
        for line in lines:
            word, frequency, *_ = line.decode("utf-8").split(" ")
            total += int(frequency)
            if int(frequency) < _RARE:
                continue
            frequencies[word] = int(frequency)
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, built once a process. jieba reads its dictionary on the first call."""
    jieba.setLogLevel(logging.ERROR)
    _read_dictionary(jieba.dt)
    known = lexicon.load()
    for _, _, word in known.names():
        jieba.add_word(word, freq=2_000_000)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    ruler = nlp.add_pipe(
        "span_ruler",
        config={"spans_key": SPANS, "annotate_ents": False, "overwrite": True, "phrase_matcher_attr": None},
    )
    ruler.add_patterns(
        [{"label": field, "pattern": [{"TEXT": word}], "id": value} for field, value, word in known.names()]
    )
    return nlp
