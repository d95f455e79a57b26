"""DIET on the held-out messages: trained by Rasa over our features, read by Rasa."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from nlu.examples import examples
from runtime.model import ROOT

from .corpus import HELD_OUT


class DietResult(NamedTuple):
    """Share of held-out intents that were right, and the seconds that training took."""

    accuracy: float
    train_seconds: float


def measure() -> DietResult:
    """Train and read. Keys of an intent are left out: DIET tells the intent alone."""
    with tempfile.TemporaryDirectory(prefix="tuika-diet-") as folder:
        began = time.perf_counter()
        model = train_nlu(
            config=str(ROOT / "bench" / "diet.yml"),
            nlu_data=str(ROOT / "data" / "nlu"),
            output=folder,
            domain=str(ROOT / "domain.yml"),
        )
        took = time.perf_counter() - began
        return DietResult(asyncio.run(_accuracy(Path(str(model)))), took)


async def _accuracy(model: Path) -> float:
    agent = Agent.load(str(model))
    right = total = 0
    for label, sentence in examples(HELD_OUT):
        parsed = await agent.parse_message(sentence)
        right += parsed["intent"]["name"] == label.partition("/")[0]
        total += 1
    return right / total


if __name__ == "__main__":
    print(measure())
