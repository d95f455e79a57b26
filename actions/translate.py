"""Between Rasa's tracker and the domain: what was heard, what is remembered, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from tuika.hearing import Heard, Wish
from tuika.memory import Talk, Turn
from tuika.message import Message, QuickReply
from tuika.redact import redact

FORM = "case_form"


def heard(latest: Mapping[str, Any]) -> Heard:
    """The tracker's latest message as ``Heard``; ``latest`` is Rasa's parse result."""
    intent = (latest.get("intent") or {}).get("name")
    selected = (latest.get("response_selector") or {}).get(intent) or {}
    key = (selected.get("response") or {}).get("intent_response_key") or ""
    return Heard(
        intent=intent,
        text=latest.get("text") or "",
        values=tuple((e["entity"], e.get("value")) for e in latest.get("entities") or ()),
        objection=key.partition("/")[2] or None,
        confidence=float((latest.get("intent") or {}).get("confidence") or 0.0),
        ranking=tuple((c["name"], float(c["confidence"])) for c in latest.get("intent_ranking") or ()),
        wishes=tuple(_wishes(latest)),
    )


def _wishes(latest: Mapping[str, Any]) -> Iterator[Wish]:
    for wish in latest.get("wishes") or ():
        yield Wish(wish["name"], float(wish["confidence"]), (wish.get("key") or "").partition("/")[2] or None)


def payload(reply: QuickReply) -> str:
    """A quick reply as the message that tapping it sends: ``/inform{"carrier": "联通"}``."""
    facts = json.dumps(dict(reply.facts), ensure_ascii=False) if reply.facts else ""
    return f"/{reply.intent}{facts}"


def say(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Send one bubble with its quick replies; its card travels in the message's metadata, for channels that show it.

    What it repeats of the user's words goes out masked.
    """
    buttons = [{"title": reply.label, "payload": payload(reply)} for reply in message.quick_replies]
    card = {} if message.card is None else {"card": message.card.to_json()}
    dispatcher.utter_message(text=redact(message.text), buttons=buttons, **card)


def events(before: Mapping[str, Any], turn: Turn, open_form: str | None) -> list[EventType]:
    """What changed, as Rasa events. Every turn is one action, so the bot listens next.

    Args:
        before: the tracker's slots.
        turn: the turn's outcome; the form is open while a question waits.
        open_form: the loop that is active now.
    """
    changed: list[EventType] = [
        SlotSet(name, value) for name, value in turn.talk.to_slots().items() if before.get(name) != value
    ]
    wanted = FORM if turn.talk.asked is not None else None
    if wanted != open_form:
        changed.append(ActiveLoop(wanted))
    return [*changed, FollowupAction("action_listen")]


def remembered(slots: Mapping[str, Any]) -> Talk:
    """The memory in the tracker's slots."""
    return Talk.from_slots(slots)
