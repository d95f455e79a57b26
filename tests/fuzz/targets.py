"""What is fuzzed. A target takes one input and returns; an exception that leaves it is a fault."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actions
from channels.telegram import TelegramChannel
from channels.telegram_api import TelegramApi
from channels.turns import Said, take
from channels.wechat import WeChatChannel
from channels.wechat_answers import Rejected
from channels.wiring import BadBody, json_object
from nlu import zh
from nlu.budget import Budget
from nlu.components import is_typed_intent
from nlu.extract import entities
from nlu.text import has_words, normalise, plain
from nlu.wishes import clauses
from runtime.extensions.conversations import ConversationStore
from runtime.launching.model import ROOT
from runtime.operations.heap import settle

NOW = datetime(2026, 11, 24, 14, 0)
_ACTIONS = tuple(action() for action in (actions.CaseForm, actions.Answer, actions.SmallTalk, actions.Control))
_SECRET = "fuzzfuzzfuzzfuzz"


@lru_cache(maxsize=1)
def domain() -> Domain:
    """The bot's domain."""
    return Domain.load(str(ROOT / "domain.yml"))


def understand(text: str) -> list[dict[str, Any]]:
    """All readers of one message; its facts as Rasa writes entities."""
    is_typed_intent(Message({"text": text}))
    plain(text)
    normal, budget = normalise(text), Budget()
    has_words(normal.text)
    found = entities(zh.read(normal.text, budget), NOW, budget)
    for clause in clauses(normal.text):
        entities(zh.read(normalise(clause.text).text, budget), NOW, budget)
    for fact in found:
        start, end = normal.span(fact.start, fact.end)
        assert 0 <= start <= end <= len(text)
    return [{"entity": fact.name, "value": fact.value} for fact in found]


@dataclass(frozen=True)
class Line:
    """One message as Rasa hands it to the actions, whatever understood it so."""

    intent: str | None
    text: str
    entities: tuple[tuple[str, Any], ...] = ()
    confidence: float = 1.0
    key: str | None = None
    wishes: tuple[str, ...] = ()
    action: int = 0


def talk(lines: Iterable[Line], slots: Mapping[str, Any] | None = None) -> None:
    """A whole talk through the action server's code: heard, thought, said, and what the slots become."""
    kept, loop = dict(slots or {}), None
    for line in lines:
        dispatcher = CollectingDispatcher()
        tracker = Tracker("fuzz", kept, _latest(line), [], False, None, {"name": loop} if loop else {}, "action_listen")
        for event in _ACTIONS[line.action % len(_ACTIONS)].run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                kept[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                loop = event["name"]
        # the answer travels to Rasa as JSON, and there is one
        kept = json.loads(json.dumps(kept, allow_nan=False))
        json.dumps(dispatcher.messages, allow_nan=False)
        assert any(message["text"].strip() for message in dispatcher.messages), f"nothing was said to {line}"


def _latest(line: Line) -> dict[str, Any]:
    selected = {"response": {"intent_response_key": f"{line.intent}/{line.key}"}}
    return {
        "text": line.text,
        "intent": {"name": line.intent, "confidence": line.confidence},
        "entities": [{"entity": name, "value": value} for name, value in line.entities],
        "intent_ranking": [{"name": line.intent, "confidence": line.confidence}] if line.intent else [],
        "response_selector": {line.intent: selected} if line.key else {},
        "wishes": [{"name": name, "confidence": 0.9, "key": None} for name in line.wishes],
    }


class _Processor:
    """Stands where Rasa's processor stands: reads a payload as Rasa does, everything else with our readers."""

    async def handle_message(self, message: Any) -> None:
        text = str(message.text)
        text.encode()
        read = YAMLStoryReader.unpack_regex_message(Message({"text": text}), domain())
        intent = read.get("intent") or {"name": "nlu_fallback", "confidence": 0.3}
        found = read.get("entities") or understand(text)
        values = tuple((e["entity"], e["value"]) for e in json.loads(json.dumps(found)))
        talk([Line(intent["name"], read.get("text") or "", values, float(intent["confidence"]))])


@lru_cache(maxsize=1)
def _agent() -> Any:
    """As much of an agent as a turn needs: a store in memory, no lock, the processor above."""

    class Locks:
        def lock(self, *_: object, **__: object) -> Any:
            return asyncio.Lock()

    return SimpleNamespace(
        processor=_Processor(),
        domain=domain(),
        tracker_store=ConversationStore(domain(), db="sqlite://"),
        lock_store=Locks(),
        is_ready=lambda: True,
    )


def message(text: str) -> None:
    """A message as the channels take it, payloads included."""
    asyncio.run(take(_agent(), Said("fuzz", text, "web", "fuzz-message", text[:40]), limited=False))


def warm() -> None:
    """Read the dictionaries and settle the heap as a server does, so that no input is blamed for either."""
    understand("上周三下的单,3号申请退款,付了29块9")
    message("/inform")
    settle()


def json_body(raw: bytes) -> None:
    """A body for the web chat and REST; refused by name or read as an object."""
    try:
        body = json_object(_request(raw), 256_000)
    except BadBody:
        return
    assert isinstance(body, Mapping)


def telegram_body(raw: bytes) -> None:
    """An update of Telegram's; 200 for what is not ours, 400 for what is none."""
    channel = TelegramChannel(TelegramApi("1:fuzz", "http://127.0.0.1:9"), _SECRET, None)
    channel._answers = SimpleNamespace(once=_once)  # type: ignore[assignment]
    request = _request(raw, {"x-telegram-bot-api-secret-token": _SECRET})
    assert asyncio.run(channel._handle(request)).status in (200, 400)


async def _once(incoming: Any) -> bool:
    str(incoming.text or "").encode("utf-8", "replace")
    return True


def xml_body(text: str) -> None:
    """A message of WeChat's; refused, or read."""
    channel = WeChatChannel(None, None, "")
    try:
        incoming, _ = channel._incoming(text)
    except Rejected:
        return
    assert incoming is None or incoming.sender


def _request(body: bytes, headers: Mapping[str, str] | None = None) -> Any:
    return SimpleNamespace(body=body, headers=dict(headers or {}), app=SimpleNamespace(ctx=SimpleNamespace(agent=None)))
