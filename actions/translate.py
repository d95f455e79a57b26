"""Between Rasa's tracker and the domain: what was heard, what is remembered, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from tuika import Fact, Heard, Memory, Reading, Turn, Wish, from_slots, to_slots
from tuika.redact import digest, redact
from tuika.speech.payload import Payload, is_tap

FORM = "case_form"


def heard(latest: Mapping[str, Any]) -> Heard:
    """The tracker's latest message as ``Heard``; ``latest`` is Rasa's parse result."""
    intent = (latest.get("intent") or {}).get("name")
    selected = (latest.get("response_selector") or {}).get(intent) or {}
    key = (selected.get("response") or {}).get("intent_response_key") or ""
    return Heard(
        intent=intent,
        text=str(latest.get("normal") or latest.get("text") or ""),
        typed=latest.get("text") or "",
        values=tuple(
            _fact(entity, latest.get("text") or "")
            for entity in latest.get("entities") or ()
            if _plain(entity.get("value"))
        ),
        objection=key.partition("/")[2] or None,
        confidence=float((latest.get("intent") or {}).get("confidence") or 0.0),
        ranking=tuple((c["name"], float(c["confidence"])) for c in latest.get("intent_ranking") or ()),
        wishes=tuple(_wishes(latest)),
        reading=Reading.from_json(latest.get("reading")),
    )


def _fact(entity: Mapping[str, Any], text: str) -> Fact:
    """An entity with the words it was read from; a tap has none."""
    start, end = entity.get("start"), entity.get("end")
    words = text[start:end] if isinstance(start, int) and isinstance(end, int) and not is_tap(text) else ""
    return Fact(entity["entity"], entity.get("value"), words)


def _plain(value: object) -> bool:
    """Whether it is one word or number: what a fact, a letter or an objection is named by. Trees of JSON name none."""
    return value is None or isinstance(value, str | int | float)


def _wishes(latest: Mapping[str, Any]) -> Iterator[Wish]:
    for wish in latest.get("wishes") or ():
        yield Wish(wish["name"], float(wish["confidence"]), (wish.get("key") or "").partition("/")[2] or None)


#: The bot says the same words again and again: those in which nothing is to be masked, by their digest, since now and
#: then they hold what a person said.
_clean: set[bytes] = set()
_MOST_CLEAN = 2048


def _masked(text: str) -> str:
    known = digest(text)
    if known in _clean:
        return text
    masked = redact(text)
    if masked == text:
        if len(_clean) >= _MOST_CLEAN:
            _clean.clear()
        _clean.add(known)
    return masked


def say(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Send the turn's bubbles with their quick replies.

    What a bubble repeats of the user's words goes out masked. In a bubble's metadata travel its card, for channels that
    show it, and with the first bubble what the turn was:
    ``turn`` = ``{"moves": [names], "marks": [missed | planned | countered | repeated]}``, for metrics and the log.
    """
    was: dict[str, Any] = {"turn": {"moves": list(turn.moves), "marks": sorted(turn.marks)}}
    for message in turn.messages:
        buttons = [
            {"title": reply.label, "payload": str(Payload(reply.intent, reply.facts))}
            for reply in message.quick_replies
        ]
        card = {} if message.card is None else {"card": message.card.to_json()}
        dispatcher.utter_message(text=_masked(message.text), buttons=buttons, **card, **was)
        was = {}


def events(before: Mapping[str, Any], turn: Turn, open_form: str | None) -> list[EventType]:
    """What changed, as Rasa events. Every turn is one action, so the bot listens next.

    Args:
        before: the tracker's slots.
        turn: the turn's outcome; the form is open while a question waits.
        open_form: the loop that is active now.
    """
    changed: list[EventType] = [
        SlotSet(name, value) for name, value in to_slots(turn.memory).items() if before.get(name) != value
    ]
    wanted = FORM if turn.memory.asked is not None else None
    if wanted != open_form:
        changed.append(ActiveLoop(wanted))
    return [*changed, FollowupAction("action_listen")]


def remembered(slots: Mapping[str, Any]) -> Memory:
    """The memory in the tracker's slots."""
    return from_slots(slots)
