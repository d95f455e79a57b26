"""Whole talks, turn by turn (``turn_table.yaml``): what leads, what is asked, answered, opened, offered, and no more.

The texts stand elsewhere and may change; what is looked at is the turn as a type.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tuika.dialogue.memory import Turn
from tuika.dialogue.reading import HeardClause, HeardEvent, Reading, Scored
from tuika.speech.message import QuickReply

from .walks import Talk

TALKS: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(Path(__file__).with_name("turn_table.yaml"))


def scored(found: Mapping[str, float]) -> tuple[Scored, ...]:
    return tuple(Scored(name, confidence) for name, confidence in found.items())


def read(heard: Mapping[str, Any]) -> Reading:
    """What was understood of one message."""
    speaker, holder = heard.get("speaker", "user"), heard.get("holder", "self")
    text = heard["text"]
    return Reading(
        text=text,
        clauses=tuple(HeardClause(text, 0, len(text), act, speaker, holder) for act in heard.get("acts", ["tell"])),
        matters=scored(heard.get("matters", {})),
        denied=scored(heard.get("denied", {})),
        asks=scored(heard.get("asks", {})),
        events=tuple(HeardEvent(name, confidence) for name, confidence in heard.get("events", {}).items()),
        meta=scored(heard.get("meta", {})),
    )


def named(tap: QuickReply) -> str:
    """What a tap says: its facts, or its intent where it has none."""
    return " ".join(f"{name}={value}" for name, value in tap.facts.items()) or tap.intent


def came_to(turn: Turn) -> dict[str, Any]:
    """The turn as the table has it; what is empty is left out."""
    thread = turn.memory.thread
    held = thread.advised
    found = {
        "moves": list(turn.moves),
        "marks": sorted(turn.marks),
        "lead": thread.lead,
        "plan": held and f"{held.matter}.{held.plan}",
        "opened": sorted(held.opened) if held else [],
        "row": [way.row for way in thread.shown.ways] if thread.shown else [],
        "asked": thread.asked,
        "answered": list(thread.answered),
        "done": [done.event for done in thread.done],
        "also": {name: value for name, value in thread.also},
        "bubbles": len(turn.messages),
        "taps": [
            tap for q in turn.messages[-1].quick_replies if (tap := named(q)) and not tap.startswith(f"{thread.asked}=")
        ],
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("name", TALKS)
def test_a_talk_goes_as_the_table_says(name: str) -> None:
    talk = Talk()
    for number, row in enumerate(TALKS[name], 1):
        heard = row["heard"]
        turn = talk.hear(
            read(heard), *heard.get("facts", {}).items(), intent=heard.get("intent", "inform"), text=heard["text"]
        )
        assert came_to(turn) == row["turn"], f"turn {number}: {heard['text']}"
