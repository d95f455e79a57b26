"""Recorded conversations through the real Rasa server and the real action server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from workshop.live import Live

HERE = Path(__file__).parent
RECORDED = [
    talk
    for path in sorted(HERE.glob("conversations/*.yaml"))
    for talk in YAML(typ="safe").load(path.read_text("utf-8"))
]


@pytest.mark.parametrize("talk", RECORDED, ids=lambda talk: talk["name"])
def test_recorded_conversation(talk: dict[str, Any], bot: Live) -> None:
    for number, turn in enumerate(talk["turns"], 1):
        bubbles = bot.say(talk["name"], turn["user"])
        text = "\n".join(b.get("text", "") for b in bubbles)
        where = f"turn {number}, 「{turn['user']}」 was answered:\n{text}"
        assert text.strip(), where
        for word in turn.get("bot", ()):
            assert word in text, f"「{word}」 is missing in {where}"
        for word in turn.get("never", ()):
            assert word not in text, f"「{word}」 must not stand in {where}"
        if "buttons" in turn:
            assert [b["title"] for bubble in bubbles for b in bubble.get("buttons", ())][
                : len(turn["buttons"])
            ] == turn["buttons"]
