"""What the bot says, on its way to a channel: bubbles that every renderer starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, override

from rasa.core.channels.channel import OutputChannel

from tuika import Link, links_in, menu, reports
from tuika.speech.payload import Payload


@dataclass(frozen=True)
class Reply:
    """A quick reply: what is shown, and the message that tapping it sends."""

    label: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One bubble as it left the action server; ``card`` is ``tuika.cards`` as JSON, ``time`` in seconds."""

    text: str
    replies: tuple[Reply, ...] = ()
    card: Mapping[str, Any] | None = None
    time: float | None = None

    @property
    def links(self) -> tuple[Link, ...]:
        """The numbers and addresses in it that can be tapped."""
        return links_in(self.text)


def bubble(message: Mapping[str, Any]) -> Bubble:
    """A message of Rasa's (what an output channel is given) as a bubble."""
    buttons = message.get("buttons") or ()
    replies = tuple(Reply(str(b.get("title", "")), str(b.get("payload", ""))) for b in buttons)
    return Bubble(message.get("text") or "", replies, message.get("card"), message.get("timestamp"))


def opening() -> tuple[Reply, ...]:
    """What is offered before anybody has said anything: the menu."""
    return tuple(Reply(reply.label, str(Payload(reply.intent))) for reply in menu())


def reporting(*events: str) -> tuple[Reply, ...]:
    """Taps that report these events (``advising.yaml``), whatever the talk is about."""
    return tuple(Reply(label, str(Payload("inform", {"event": event}))) for event, label in reports(*events))


def of_event(event: Mapping[str, Any]) -> Bubble:
    """A stored ``bot`` event as a bubble."""
    data, metadata = event.get("data") or {}, event.get("metadata") or {}
    return bubble({**data, **metadata, "text": event.get("text"), "timestamp": event.get("timestamp")})


def stored(events: Iterable[Mapping[str, Any]]) -> list[Bubble]:
    """The bubbles among stored events."""
    return [of_event(event) for event in events if event.get("event") == "bot"]


class Collector(OutputChannel):
    """Keeps a turn's bubbles for the channel that asked."""

    def __init__(self, channel: str) -> None:
        """``channel`` is the name that events carry."""
        self._channel = channel
        self.bubbles: list[Bubble] = []

    @override
    def name(self) -> str:
        # an instance's name here, since one class serves all channels
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the bubble, its card included."""
        self.bubbles.append(bubble(message))
