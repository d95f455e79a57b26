"""The Chinese spaCy pipeline (``spacy.blank("zh")``, jieba, our lexicon): tokens, and entities of the case.

Two components: spaCy's own entity ruler finds names (carriers, platforms) as whole words, which jieba is taught
beforehand; ``situations`` finds what people see of card, parcel and money by pattern. Both leave their findings in
``doc.spans["case"]``, label = field, id = value.

spaCy keeps every word it ever saw; ``read`` works in one of its memory zones, which forgets them, and hands out plain
values. No ``Doc`` outlives it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from . import lexicon
from .budget import Budget

SPANS = "case"
_BUDGET = "budget"
_RARE = 50


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
    """A name or situation: it tells ``field`` = ``value``; half-open character range."""

    field: str
    value: str
    start: int
    end: int


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
        doc = nlp.make_doc(text)
        doc.user_data[_BUDGET] = budget
        doc = nlp(doc)
        words = tuple(Word(token.text, token.idx) for token in doc)
        spans = tuple(Found(s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans.get(SPANS, ()))
    return Reading(text, words, spans)


@Language.component("situations")
def situations(doc: Doc) -> Doc:
    """Add the spans of what people see; the first pattern of a field that matches tells it."""
    known = lexicon.load()
    budget: Budget = doc.user_data[_BUDGET]
    text = doc.text
    told: set[str] = set()
    spans: list[Span] = list(doc.spans.get(SPANS, []))
    for situation in known.situations:
        if situation.field in told or (situation.unless in told):
            continue
        for match in situation.pattern.finditer(text):
            if not budget.span():
                break
            if known.negated(text, match.start()):
                continue
            span = doc.char_span(
                match.start(), match.end(), situation.field, span_id=situation.value, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
                told.add(situation.field)
                break
    doc.spans[SPANS] = spans
    return doc


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
    nlp.add_pipe("situations")
    return nlp
