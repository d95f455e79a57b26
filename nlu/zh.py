"""The Chinese spaCy pipeline (``spacy.blank("zh")``, jieba, our lexicon): tokens, and entities of the case.

Two components: spaCy's own entity ruler finds names (carriers, platforms) as whole words, which jieba is taught
beforehand; ``situations`` finds what people see of card, parcel and money by pattern. Both leave their findings in
``doc.spans["case"]``, label = field, id = value.
"""

from __future__ import annotations

import logging
from functools import lru_cache

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from . import lexicon

SPANS = "case"
_RARE = 50


@Language.component("situations")
def situations(doc: Doc) -> Doc:
    """Add the spans of what people see; the first pattern of a field that matches tells it."""
    known = lexicon.load()
    text = doc.text
    told: set[str] = set()
    spans: list[Span] = list(doc.spans.get(SPANS, []))
    for situation in known.situations:
        if situation.field in told or (situation.unless in told):
            continue
        for match in situation.pattern.finditer(text):
            if known.negation.search(text[: match.start()]):
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


def _trim(tokenizer: jieba.Tokenizer) -> None:
    """Forget jieba's rare words: its full dictionary costs every worker some 70 MB, and our tokens do not need them."""
    kept = {word: freq for word, freq in tokenizer.FREQ.items() if freq >= _RARE}
    # the segmenter looks words up by their prefixes, which stand in the same table with frequency 0
    prefixes = {word[:end]: 0 for word in kept for end in range(1, len(word)) if word[:end] not in kept}
    tokenizer.FREQ = {**kept, **prefixes}


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, built once a process. jieba reads its dictionary on the first call (half a second)."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    _trim(jieba.dt)
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
