"""``make eval``: the intent classifier, cross-validated on our own examples (five folds).

Prints accuracy, macro F1, the weakest intents, the commonest confusions, and how confidence and being right go
together. Features and settings are those of ``config.yml``.
"""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from datetime import datetime
from typing import Any

import numpy as np
import scipy.sparse
from ruamel.yaml import YAML
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from nlu.classifier import CaseIntentClassifier, new_model
from nlu.extract import entities
from nlu.features import NgramFeaturizer, encoder, new_vectorizer, view_of
from nlu.text import normalise
from nlu.zh import pipeline
from runtime.model import ROOT

FOLDS = 5
_NOW = datetime(2026, 11, 24, 14, 0)


def examples() -> tuple[list[str], np.ndarray]:
    """All examples, normalised, and their labels (retrieval keys in full)."""
    texts: list[str] = []
    labels: list[str] = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text("utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                texts.append(normalise(line.removeprefix("- ")).text)
                labels.append(block["intent"])
    return texts, np.array(labels)


def _settings(component: type[NgramFeaturizer] | type[CaseIntentClassifier]) -> list[dict[str, Any]]:
    """The configurations of ``component`` in ``config.yml``, defaults filled in."""
    config = YAML(typ="safe").load((ROOT / "config.yml").read_text("utf-8"))
    name = f"{component.__module__}.{component.__name__}"
    return [{**component.get_default_config(), **part} for part in config["pipeline"] if part["name"] == name]


def _matrices(views: list[list[str]], dense: np.ndarray, train: np.ndarray, test: np.ndarray) -> tuple[Any, Any]:
    """Features of the examples ``train`` (fitted) and ``test``; ``views`` in the order of the featurizers."""
    known, unseen = [], []
    for part, view in zip(_settings(NgramFeaturizer), views, strict=True):
        vectorizer = new_vectorizer(part)
        known.append(vectorizer.fit_transform([view[i] for i in train]))
        unseen.append(vectorizer.transform([view[i] for i in test]))
    known.append(scipy.sparse.csr_matrix(dense[train]))
    unseen.append(scipy.sparse.csr_matrix(dense[test]))
    return scipy.sparse.hstack(known, format="csr"), scipy.sparse.hstack(unseen, format="csr")


def predictions() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True intents, predicted intents and confidences, each example predicted by a model that has not seen it."""
    texts, labels = examples()
    classifier = _settings(CaseIntentClassifier)[0]
    dense = encoder().encode(texts) * classifier["dense_weight"]
    facts = [entities(pipeline()(text), _NOW) for text in texts]
    views = [
        [view_of(part["view"], text, found) for text, found in zip(texts, facts, strict=True)]
        for part in _settings(NgramFeaturizer)
    ]
    predicted = np.empty(len(labels), dtype=object)
    confidence = np.zeros(len(labels))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, labels):
        known, unseen = _matrices(views, dense, train, test)
        model = new_model(classifier)
        model.fit(known, labels[train])
        found = model.predict_proba(unseen)
        parents = np.array([label.partition("/")[0] for label in model.classes_])
        names = sorted(set(parents))
        summed = np.stack([found[:, parents == name].sum(axis=1) for name in names], axis=1)
        predicted[test] = np.array(names)[summed.argmax(axis=1)]
        confidence[test] = summed.max(axis=1)
    return np.array([label.partition("/")[0] for label in labels]), predicted, confidence


def main() -> int:
    """Print the evaluation."""
    warnings.simplefilter("ignore")
    true, predicted, confidence = predictions()
    right = true == predicted
    names = sorted(set(true))
    print(f"{len(true)} examples, {len(names)} intents, {FOLDS} folds")
    print(f"accuracy {right.mean():.3f}   macro F1 {f1_score(true, predicted, average='macro'):.3f}")
    recall = sorted((float(right[true == name].mean()), name) for name in names)
    print("weakest intents (recall): " + ", ".join(f"{name} {value:.2f}" for value, name in recall[:8]))
    confusions = Counter(zip(true[~right], predicted[~right], strict=True))
    print("commonest confusions: " + ", ".join(f"{a} → {b} ({n})" for (a, b), n in confusions.most_common(8)))
    print("confidence   examples   right")
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (confidence >= low) & (confidence < low + 0.2 + (low > 0.7))
        if inside.any():
            print(f"{low:.1f}–{low + 0.2:.1f}   {inside.sum():>8}   {right[inside].mean():>7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
