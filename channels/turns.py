"""One message, one turn: whatever arrives twice is answered from the conversation instead of being thought again."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from runtime.extensions.conversations import ConversationStore
from runtime.operations import metrics
from runtime.operations.limiter import limits

from .bubbles import Bubble, Collector, stored
from .erasing import by_own_word
from .payloads import clean, fit
from .texts import texts
from .wiring import failure

logger = logging.getLogger(__name__)


class NotReady(RuntimeError):
    """The bot cannot take a turn now; the message may be sent again."""


class TooFast(RuntimeError):
    """More was said in one conversation than one person says; the message may be sent again later."""


#: Of a message that means nothing this much is shown.
_SHOWN = 20
#: How many turns one conversation may take, in whichever channel.
RATES = ("30/minute", "600/day")


@dataclass(frozen=True)
class Said:
    """A user's message: who, in which channel, with which id (``None`` where the channel gives none, and nothing so
    arrives twice), and how it is shown where ``text`` is a payload.
    """

    sender: str
    text: str
    channel: str
    id: str | None
    label: str | None = None


def store_of(agent: Agent) -> ConversationStore:
    """The conversation store behind Rasa's wrappers."""
    store: Any = agent.tracker_store
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    assert isinstance(store, ConversationStore), "endpoints.yml names another tracker store"
    return store


async def take(agent: Agent | None, said: Said, limited: bool = True) -> list[Bubble]:
    """The turn's bubbles; those of the first time where the message was answered before, in whichever process.

    Raises:
        NotReady: no model is loaded, or the turn failed.
        TooFast: the conversation has had its turns for now (never, where it is not ``limited``).
    """
    if agent is None or not agent.is_ready() or agent.processor is None:
        raise NotReady("no model")
    store = store_of(agent)
    try:
        text = fit(said.text, agent.domain.intents, agent.domain.entities)
        # where nothing is left that means anything, the user still sees what they sent
        label = clean(said.label or ("" if text.strip() else said.text[:_SHOWN].strip()))
        async with agent.lock_store.lock(said.sender, wait_time_in_seconds=0.1):
            if store.was_erased(said.sender):
                # while the message waited for its turn
                raise NotReady("erased")
            before = None if said.id is None else store.answer_to(said.sender, said.id)
            if before is not None:
                return stored(before)
            if limited and not all(limits().allow(rate, "messages", said.sender) for rate in RATES):
                raise TooFast
            erasing = by_own_word(store, said.sender, text)
            if erasing is not None:
                return erasing
            out = Collector(said.channel)
            metadata = {"label": label} if label else {}
            await agent.processor.handle_message(
                UserMessage(text, out, said.sender, None, said.channel, said.id or uuid.uuid4().hex, metadata)
            )
            if said.sender in store.began_anew:
                store.began_anew.discard(said.sender)
                return [Bubble(texts()["plain"]["anew"]), *out.bubbles]
            return out.bubbles
    except (asyncio.CancelledError, TooFast, NotReady):
        raise
    except (Exception, SystemExit) as error:
        # some of Rasa's code ends the process where it should raise; one person's message must not end everybody's talk
        # what was said is not in the log: the kind and place of the failure are enough to find it
        logger.error("A turn in %s failed: %s", said.channel, failure(error))
        metrics.CHANNEL_ERRORS.labels(said.channel).inc()
        raise NotReady(type(error).__name__) from error
