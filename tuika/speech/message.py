"""What the bot says, before any channel renders it: bubbles of text with quick replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .cards import Card


@dataclass(frozen=True)
class QuickReply:
    """A tappable answer. Typing ``label`` must do the same: ``intent`` and ``facts`` are what it means."""

    label: str
    intent: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """One bubble. ``text`` is plain text; lines are separated by a newline. ``card`` says the same in parts."""

    text: str
    quick_replies: tuple[QuickReply, ...] = ()
    card: Card | None = None
