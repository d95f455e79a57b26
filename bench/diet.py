"""``make eval-diet``: DIET over our features, trained by stock Rasa, on the held-out messages.

DIET needs TensorFlow, which our environment does not carry. So our words and features of every sentence are computed
here and saved; stock Rasa, in its own environment (``bench/stock/``), trains DIET over them and tells
the held-out ones.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse

from nlu import lexicon
from nlu.features import NgramFeaturizer, new_vectorizer, view_of
from nlu.zh import pipeline
from runtime.launching import model

from .contestants import STOCK_PYTHON
from .corpus import Corpus, held_out, training
from .variants import settings

#: Over characters, facts and the sentence encoder; with pinyin and pairs an epoch takes 30 s here.
VIEWS = ("char", "facts")
_SCRIPT = Path(__file__).with_name("stock") / "diet.py"


class DietResult(NamedTuple):
    """Share of held-out intents that were right, and the seconds that training took."""

    accuracy: float
    train_seconds: float


def measure() -> DietResult:
    """Save the features, train and read. Keys of an intent are left out: DIET tells the intent alone.

    Raises:
        subprocess.CalledProcessError: stock Rasa failed; what it said is printed.
    """
    with tempfile.TemporaryDirectory(prefix="tuika-diet-") as folder:
        known, unseen = training(), held_out()
        save(known, unseen, Path(folder))
        environment = model.environment()
        environment.pop("PYTHONPATH")
        command = [str(STOCK_PYTHON), str(_SCRIPT), folder]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
    right = sum(told == intent for told, intent in zip(found["told"], unseen.intents, strict=True))
    return DietResult(right / len(unseen.texts), found["train_seconds"])


def save(known: Corpus, unseen: Corpus, folder: Path) -> None:
    """Write what DIET is given, row by row: ``sentences.json`` (words; intent or null) and the two matrices."""
    rows = []
    for part in settings(NgramFeaturizer):
        if part["view"] in VIEWS:
            vectorizer = new_vectorizer(part)
            learnt = vectorizer.fit_transform(_view(part["view"], known))
            rows.append(scipy.sparse.vstack([learnt, vectorizer.transform(_view(part["view"], unseen))]))
    scipy.sparse.save_npz(folder / "sparse.npz", scipy.sparse.hstack(rows, format="csr", dtype=np.float32))
    np.save(folder / "dense.npy", np.concatenate([known.dense, unseen.dense]).astype(np.float32))
    intents = [*map(str, known.intents), *[None] * len(unseen.texts)]
    sentences = [
        {"words": [word.text for word in pipeline()(text)], "intent": intent}
        for text, intent in zip((*known.texts, *unseen.texts), intents, strict=True)
    ]
    (folder / "sentences.json").write_text(json.dumps(sentences, ensure_ascii=False), "utf-8")


def _view(view: str, corpus: Corpus) -> list[str]:
    return [
        view_of(view, lexicon.load().standard(text), facts)
        for text, facts in zip(corpus.texts, corpus.facts, strict=True)
    ]


if __name__ == "__main__":
    if not STOCK_PYTHON.exists():
        sys.exit("原样 Rasa 的环境还没有准备：用 make eval-diet 启动")
    print(measure())
