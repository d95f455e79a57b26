"""Pipelines to compare: the one of ``config.yml`` and its rivals, over the same corpus and folds."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier

from nlu import lexicon
from nlu.classifier import CaseIntentClassifier, confidences, directions, new_model
from nlu.features import NgramFeaturizer, new_vectorizer, view_of
from runtime.launching.model import ROOT

from .corpus import Corpus, intents_of

FOLDS = 5
Model = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class Variant:
    """One pipeline: the n-gram views, whether it reads the sentence encoder, and its classifier."""

    name: str
    views: tuple[str, ...]
    dense: bool = True
    model: Model = new_model


@dataclass(frozen=True)
class Predicted:
    """What one variant said of some sentences: one row a sentence, one column an intent of ``names``."""

    names: np.ndarray
    shares: np.ndarray
    fit_seconds: float

    @property
    def intents(self) -> np.ndarray:
        """The likeliest intent."""
        return np.asarray(self.names[self.shares.argmax(axis=1)])

    @property
    def confidence(self) -> np.ndarray:
        """Its share."""
        return np.asarray(self.shares.max(axis=1))


def _logistic(_: dict[str, Any]) -> LogisticRegression:
    return LogisticRegression(C=15.0, max_iter=30, class_weight="balanced", tol=1e-3)


def _bayes(_: dict[str, Any]) -> ComplementNB:
    return ComplementNB(alpha=0.3)


def _neighbours(_: dict[str, Any]) -> KNeighborsClassifier:
    return KNeighborsClassifier(7, weights="distance", metric="cosine", algorithm="brute")


_ALL = ("char", "pinyin", "pairs", "facts")
#: The winner first; each rival leaves one thing out or swaps one in.
VARIANTS = (
    Variant("config.yml", _ALL),
    Variant("不用句向量", _ALL, dense=False),
    Variant("只用句向量", (), dense=True),
    Variant("不用拼音", ("char", "pairs", "facts")),
    Variant("不用邻近字对", ("char", "pinyin", "facts")),
    Variant("不用事实", ("char", "pinyin", "pairs")),
    Variant("只用字", ("char",), dense=False),
    Variant("逻辑回归，30 步", _ALL, model=_logistic),
    Variant("最近邻", _ALL, model=_neighbours),
    Variant("朴素贝叶斯，不用句向量", _ALL, dense=False, model=_bayes),
)


def settings(component: type[NgramFeaturizer] | type[CaseIntentClassifier]) -> list[dict[str, Any]]:
    """The configurations of ``component`` in ``config.yml``, defaults filled in."""
    config = YAML(typ="safe").load((ROOT / "config.yml").read_text("utf-8"))
    name = f"{component.__module__}.{component.__name__}"
    return [{**component.get_default_config(), **part} for part in config["pipeline"] if part["name"] == name]


def _matrices(variant: Variant, known: Corpus, unseen: Corpus, weight: float) -> tuple[Any, Any]:
    """Features of ``known`` (fitted) and ``unseen``, made with the pipeline's own functions."""
    rows: list[Any] = []
    others: list[Any] = []
    for part in settings(NgramFeaturizer):
        if part["view"] not in variant.views:
            continue
        vectorizer = new_vectorizer(part)
        rows.append(vectorizer.fit_transform(_view(part["view"], known)))
        others.append(vectorizer.transform(_view(part["view"], unseen)))
    if variant.dense:
        centre = known.dense.mean(axis=0)
        for corpus, out in ((known, rows), (unseen, others)):
            out.append(scipy.sparse.csr_matrix(directions(corpus.dense, centre, weight)))
    return scipy.sparse.hstack(rows, format="csr"), scipy.sparse.hstack(others, format="csr")


def _view(view: str, corpus: Corpus) -> list[str]:
    return [
        view_of(view, lexicon.load().standard(text), facts)
        for text, facts in zip(corpus.texts, corpus.facts, strict=True)
    ]


def predict(variant: Variant, known: Corpus, unseen: Corpus, sharpness: float | None = None) -> Predicted:
    """Learn from ``known``, tell of ``unseen``; keys of an intent are added up as the pipeline does."""
    config = replace_sharpness(settings(CaseIntentClassifier)[0], sharpness)
    rows, others = _matrices(variant, known, unseen, config["dense_weight"])
    model = variant.model(config)
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(rows, known.labels)
    took = time.perf_counter() - began
    if hasattr(model, "predict_proba"):
        shares = model.predict_proba(others)
    else:
        shares = confidences(model.decision_function(others) * config["slope"], config["sharpness"])
    parents = intents_of(model.classes_)
    names = np.unique(parents)
    summed = np.stack([shares[:, parents == name].sum(axis=1) for name in names], axis=1)
    return Predicted(names, summed, took)


def replace_sharpness(config: dict[str, Any], sharpness: float | None) -> dict[str, Any]:
    """``config`` with another sharpness, where one is given."""
    return config if sharpness is None else {**config, "sharpness": sharpness}


def cross_validate(variant: Variant, corpus: Corpus, sharpness: float | None = None) -> Predicted:
    """Each sentence told by a model that has not seen it."""
    parts: list[tuple[np.ndarray, Predicted]] = []
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(corpus.texts, corpus.labels):
        parts.append((test, predict(variant, _part(corpus, train), _part(corpus, test), sharpness)))
    names = parts[0][1].names
    shares = np.zeros((len(corpus.texts), len(names)))
    for test, part in parts:
        shares[test] = part.shares
    return Predicted(names, shares, sum(part.fit_seconds for _, part in parts))


def _part(corpus: Corpus, chosen: np.ndarray) -> Corpus:
    """Some sentences of a corpus, with what was computed of them."""
    part = replace(corpus, texts=tuple(corpus.texts[i] for i in chosen), labels=corpus.labels[chosen])
    part.__dict__.update(facts=[corpus.facts[i] for i in chosen], dense=corpus.dense[chosen])
    return part
