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
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from nlu.extract import entities
from nlu.features import _encoder, facts_view, to_pinyin
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


def _settings(name: str) -> list[dict[str, Any]]:
    config = YAML(typ="safe").load((ROOT / "config.yml").read_text("utf-8"))
    return [part for part in config["pipeline"] if part["name"] == name]


def _views(texts: list[str]) -> dict[str, list[str]]:
    return {
        "char": [f"^{text}$" for text in texts],
        "pinyin": [to_pinyin(text) for text in texts],
        "facts": [facts_view(entities(pipeline()(text), _NOW)) for text in texts],
    }


def _matrices(views: dict[str, list[str]], dense: np.ndarray, train: np.ndarray, test: np.ndarray) -> tuple[Any, Any]:
    parts: tuple[list[Any], list[Any]] = (
        [scipy.sparse.csr_matrix(dense[train])],
        [scipy.sparse.csr_matrix(dense[test])],
    )
    for part in _settings("nlu.features.NgramFeaturizer"):
        view = views[part["view"]]
        vectorizer = TfidfVectorizer(
            analyzer="char" if part["view"] == "char" else "word",
            token_pattern=r"\S+",
            ngram_range=(part["min_n"], part["max_n"]),
            min_df=2,
            sublinear_tf=True,
            lowercase=False,
        )
        parts[0].append(vectorizer.fit_transform([view[i] for i in train]))
        parts[1].append(vectorizer.transform([view[i] for i in test]))
    return scipy.sparse.hstack(parts[0], format="csr"), scipy.sparse.hstack(parts[1], format="csr")


def predictions() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True intents, predicted intents and confidences, each example predicted by a model that has not seen it."""
    texts, labels = examples()
    classifier = _settings("nlu.classifier.CaseIntentClassifier")[0]
    dense = _encoder().encode(texts) * classifier.get("dense_weight", 1.0)
    views = _views(texts)
    predicted = np.empty(len(labels), dtype=object)
    confidence = np.zeros(len(labels))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, labels):
        known, unseen = _matrices(views, dense, train, test)
        model = LogisticRegression(C=classifier.get("C", 10.0), max_iter=30, class_weight="balanced", tol=1e-3)
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
