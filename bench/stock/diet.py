"""Run by stock Rasa's Python: train DIET over saved features, and tell the intents of the sentences without one.

``diet.py FOLDER``: the folder holds what ``bench/diet.py`` saved. The last line of the output is JSON: ``told`` (one
intent a sentence) and ``train_seconds``. Nothing of ours but ``saved.py`` is imported; this runs on Python 3.10.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from rasa.core.agent import Agent
from rasa.model_training import train_nlu

EPOCHS = 15
_CONFIG = """
recipe: default.v1
assistant_id: tuika-diet
language: zh
pipeline:
  - {{name: saved.SavedWords, folder: "{folder}"}}
  - {{name: saved.SavedFeatures, folder: "{folder}"}}
  # DIET wants features of single words beside those of the sentence
  - {{name: CountVectorsFeaturizer, min_df: 2}}
  - {{name: DIETClassifier, epochs: {epochs}, entity_recognition: false, random_seed: 0}}
policies: []
"""


async def _told(model: str, rows: list[int]) -> list[str]:
    agent = Agent.load(model)
    return [str((await agent.parse_message(f"row {row}"))["intent"]["name"]) for row in rows]


def main(folder: Path) -> None:
    """Train and tell; a sentence's text is its row, its words and features are read from the folder."""
    sentences = json.loads((folder / "sentences.json").read_text("utf-8"))
    examples = [{"text": f"row {i}", "intent": s["intent"]} for i, s in enumerate(sentences) if s["intent"]]
    (folder / "nlu.json").write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}), "utf-8")
    (folder / "config.yml").write_text(_CONFIG.format(folder=folder, epochs=EPOCHS), "utf-8")
    began = time.perf_counter()
    model = train_nlu(config=str(folder / "config.yml"), nlu_data=str(folder / "nlu.json"), output=str(folder))
    took = time.perf_counter() - began
    told = asyncio.run(_told(str(model), [i for i, s in enumerate(sentences) if not s["intent"]]))
    print(json.dumps({"told": told, "train_seconds": took}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
