"""The repairs of Rasa: they fit the Rasa that is installed, and refuse what Rasa refuses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.cli import utils as cli_utils
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from runtime.extensions import repairs

GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "carrier", "value": "联通", "timestamp": None}],
        "responses": [{"text": "x"}],
    },
    {"events": [{"event": "followup", "name": "action_listen"}, {"event": "active_loop", "name": None}]},
]
BAD: list[Any] = [
    [],
    {"events": {}},
    {"events": [{}]},
    {"events": ["slot"]},
    {"events": [{"event": 7}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": "slot", "name": 5, "value": 1}]},
    {"events": [{"event": "slot", "timestamp": "now"}]},
    {"responses": "x"},
    {"responses": ["x"]},
]


@pytest.fixture
def action() -> RemoteAction:
    repairs.install()
    return RemoteAction("case_form", EndpointConfig("http://127.0.0.1:9/webhook"))


def test_all_repairs_fit_this_rasa() -> None:
    assert repairs.fits() == []
    assert repairs.install()


@pytest.mark.parametrize("answer", GOOD)
def test_a_well_formed_answer_is_taken(answer: Any, action: RemoteAction) -> None:
    assert action._validate_action_result(answer)
    assert repairs._originals["_validate_action_result"](action, answer)


@pytest.mark.parametrize("answer", BAD)
def test_a_malformed_answer_is_refused_as_rasa_refuses_it(answer: Any, action: RemoteAction) -> None:
    with pytest.raises(Exception, match="Failed to validate Action server response") as ours:
        action._validate_action_result(answer)
    with pytest.raises(type(ours.value), match="Failed to validate Action server response"):
        repairs._originals["_validate_action_result"](action, answer)


def test_the_request_does_not_grow_with_the_conversation(action: RemoteAction) -> None:
    tracker = DialogueStateTracker.from_events("x", [UserUttered(f"句子{n}") for n in range(200)])
    body = action._action_call_format(tracker, Domain.empty())
    assert body["tracker"]["events"] == []
    assert body["tracker"]["latest_message"]["text"] == "句子199"


def test_event_classes_are_found_as_before() -> None:
    repairs.install()
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("no_such", SlotSet) is SlotSet


def test_they_step_aside_where_rasa_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repairs, "_FITS", [(RemoteAction, "run", "a line that Rasa does not have")])
    assert repairs.fits() == ["run"]
    monkeypatch.setattr(repairs, "_originals", {})
    assert repairs.install() is False


class _Asked:
    """A question in the terminal with its answer already given."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    async def ask_async(self) -> str | None:
        return self.answer


@pytest.mark.parametrize(
    ("answer", "sent"),
    [('1: 联通 (/inform{"carrier": "联通"})', '/inform{"carrier": "联通"}'), (None, "/stop")],
)
def test_no_choice_in_the_terminal_ends_the_talk(answer: str | None, sent: str) -> None:
    repairs.install()
    assert asyncio.run(cli_utils.payload_from_button_question(_Asked(answer))) == sent
