"""Every story of ``data/stories`` is what Rasa does: after each of its messages the policies choose its action."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from ruamel.yaml import YAML

from runtime.launching import model

ROOT = Path(__file__).resolve().parents[2]
STORIES = [
    story
    for path in sorted((ROOT / "data" / "stories").glob("*.yml"))
    for story in YAML(typ="safe").load(path.read_text("utf-8"))["stories"]
]


@pytest.fixture(scope="module")
def agent() -> Agent:
    return Agent.load(str(model.ensure()))


def chosen(agent: Agent, tracker: DialogueStateTracker) -> str:
    """The action that the policies choose now."""
    assert agent.processor is not None
    action, _ = agent.processor.predict_next_with_tracker_if_should(tracker)
    return str(action.name())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_rasa_follows_the_story(story: dict[str, Any], agent: Agent) -> None:
    assert agent.domain is not None
    tracker = DialogueStateTracker(story["story"], agent.domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    heard = 0
    for step in story["steps"]:
        if "intent" in step:
            if tracker.latest_action_name != "action_listen":
                tracker.update(ActionExecuted("action_listen"))
            tracker.update(UserUttered("…", {"name": step["intent"], "confidence": 1.0}), agent.domain)
            heard += 1
        elif "action" in step:
            assert chosen(agent, tracker) == step["action"], f"after message {heard} of 「{story['story']}」"
            tracker.update(ActionExecuted(step["action"]), agent.domain)
        elif "active_loop" in step:
            tracker.update(ActiveLoop(step["active_loop"]), agent.domain)
        else:
            for name, value in step["slot_was_set"][0].items():
                tracker.update(SlotSet(name, value), agent.domain)
    assert heard > 0
