"""A messaging service's way to us and back, whichever service: each message once, one turn, late answers, erasing.

A message is claimed in the ledger before anything is said. Its state there says how far it is: ``taken`` (somebody
thinks about it; numbered where it fell to another process), then what the channel makes of it (``wechat_answers``),
``sending`` (promised, with what another process needs to keep the promise), at last ``sent``.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.lock_store import LockError

from runtime.operations import metrics
from runtime.operations.ledger import Claim, message_key
from tuika.redact import redact

from . import plain
from .bubbles import Bubble, Reply
from .erasing import asks_to_erase, bare
from .reminding import Reminding
from .texts import error, texts
from .turns import NotReady, Said, TooFast, store_of, take

logger = logging.getLogger(__name__)

TAKEN, SENDING, SENT = "taken", "sending", "sent"
#: How often somebody who waits looks whether the message was answered, seconds.
_LOOK = 0.1
#: How many things were said since the choices that a typed number means.
_LOOK_BACK = 12
#: How long the server waits at its end for answers that are on their way, seconds.
_LAST_WAIT = 15


@dataclass(frozen=True)
class Incoming:
    """A message as it concerns us.

    Attributes:
        sender: the user's name in the store.
        address: what the service calls them.
        id: what the service calls the message; the same when it is delivered again.
        text: what it says; ``None``: ``answer`` is said at once (nothing, where it is empty).
    """

    channel: str
    sender: str
    address: str | int
    id: str
    text: str | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        """Under which it is claimed."""
        return message_key(self.channel, self.sender, self.id)


@dataclass(frozen=True)
class Part:
    """One message to a user: no longer than the service allows. ``replies`` are for services that can show them."""

    text: str
    replies: tuple[Reply, ...] = ()


class Undelivered(RuntimeError):
    """The service did not take a message; ``code`` is its own code, 0 where it could not be reached."""

    def __init__(self, code: int, why: str) -> None:
        """``why`` is for the log."""
        super().__init__(f"{code} {why}")
        self.code = code


class Undecided(RuntimeError):
    """Another process still thinks about the message; where the service asks again it may fall to us."""


@dataclass(frozen=True)
class Waits:
    """How long is waited for another process that has the message, seconds.

    Attributes:
        patience: by then the service is told to ask again.
        gone_after: a claim this old without an answer is of a process that is gone.
    """

    patience: float
    gone_after: float


class Delivery:
    """See the module. ``send`` sends one part by the service's interface, or raises ``Undelivered``."""

    def __init__(
        self,
        agent: Agent,
        channel: str,
        waits: Waits,
        send: Callable[[Incoming, Part], Awaitable[None]],
        reminding: Reminding | None = None,
    ) -> None:
        """``agent`` takes the turns; its store keeps the ledger. ``reminding``: for who wants to be told of days."""
        self._agent, self._store = agent, store_of(agent)
        self.ledger = self._store.ledger
        self._channel, self._waits, self._send = channel, waits, send
        self._reminding = reminding
        if reminding is not None:
            reminding.serve(channel, self)
        self._tasks: set[asyncio.Task[None]] = set()

    # -- claim ---------------------------------------------------------------------------------------------------------
    async def ours(self, key: str, claim: Claim) -> str | None:
        """The state in which the message is ours to answer; ``None`` where somebody has answered it, or promised to.

        Raises:
            Undecided: whoever has it is still thinking.
        """
        if claim.ours:
            return claim.state
        end = time.monotonic() + self._waits.patience
        while claim.state.startswith(TAKEN):
            if time.time() - claim.at > self._waits.gone_after:
                # another name, so that of several who wait only one takes it over
                after = f"{TAKEN} {int(claim.state[len(TAKEN) :] or 1) + 1}"
                if self.ledger.move(key, claim.state, after):
                    return after
            if time.monotonic() > end:
                raise Undecided(key)
            await asyncio.sleep(_LOOK)
            found = self.ledger.claimed(key)
            if found is None:
                return None
            claim = found
        return None

    # -- converse ------------------------------------------------------------------------------------------------------
    async def converse(self, incoming: Incoming, tapped: Reply | None = None) -> list[Bubble]:
        """The answer; troubles are worded too.

        Args:
            incoming: a message with a text.
            tapped: the quick reply that it is, where the service knows; else a number may have been typed.
        """
        text = (incoming.text or "").strip()
        try:
            if tapped is None and asks_to_erase(text):
                await self._erase(incoming.sender)
                return [Bubble(str(texts()["plain"]["erased"]))]
            about_days = await self._about_days(incoming, bare(text))
            if about_days is not None:
                return [Bubble(about_days)]
            bubbles = await take(self._agent, self._said(incoming, text, tapped))
            return bubbles if self._reminding is None else self._reminding.offer(bubbles)
        except TooFast:
            return [Bubble(error("too_many"))]
        except NotReady:
            return [Bubble(error("failed_plain"))]

    def history(self, sender: str, limit: int) -> list[dict[str, Any]]:
        """The last ``limit`` things said by either side."""
        return self._store.history(sender, limit)

    def _said(self, incoming: Incoming, text: str, tapped: Reply | None) -> Said:
        picked = tapped or plain.choice(text, lambda: self.history(incoming.sender, _LOOK_BACK))
        identity = hashlib.sha256(incoming.key.encode()).hexdigest()[:32]
        if picked is None:
            return Said(incoming.sender, text, self._channel, identity)
        return Said(incoming.sender, picked.payload, self._channel, identity, picked.label)

    async def _about_days(self, incoming: Incoming, text: str) -> str | None:
        """What is answered to somebody who wants to be reminded, or no more; ``None`` for all else."""
        if self._reminding is None or not self._reminding.is_about(text):
            return None
        tracker = await self._agent.tracker_store.retrieve(incoming.sender)
        slots = {} if tracker is None else tracker.current_slot_values()
        return self._reminding.answer(text, slots, self._channel, incoming.sender, str(incoming.address))

    async def _erase(self, sender: str) -> None:
        """Delete what is kept of the talk; a turn that is being taken ends first, so that it leaves nothing behind.

        Raises:
            NotReady: that turn does not end, or nobody can tell.
        """
        try:
            async with self._agent.lock_store.lock(sender, wait_time_in_seconds=_LOOK):
                self._store.erase(sender)
        except LockError as busy:
            raise NotReady("the conversation is taken") from busy

    async def tell(self, sender: str, address: str, text: str) -> None:
        """Say something that nobody asked for just now; with the next answer where the service does not take it."""
        await self.deliver(Incoming(self._channel, sender, address, "", text), [Part(text)])

    # -- late answers --------------------------------------------------------------------------------------------------
    def late(self, sender: str) -> list[str]:
        """Take what could not be delivered; it counts as delivered now."""
        return self.ledger.deferred(sender)

    def after_late(self, sender: str, bubbles: Sequence[Bubble]) -> list[Bubble]:
        """The bubbles, what could not be delivered before in front of them."""
        late = self.late(sender)
        if not late:
            return list(bubbles)
        return [Bubble("\n".join([str(texts()["plain"]["late"]), *late])), *bubbles]

    async def deliver(self, incoming: Incoming, parts: Sequence[Part]) -> None:
        """Send parts in order; from the first that is refused on they wait for the user's next message."""
        for number, part in enumerate(parts):
            try:
                await self._send(incoming, part)
            except Undelivered as problem:
                logger.error("A %s message waits for the user's next one: %s", self._channel, problem)
                metrics.CHANNEL_ERRORS.labels(self._channel).inc()
                self.ledger.defer(incoming.sender, *(waiting.text for waiting in parts[number:]))
                return

    def promise(self, incoming: Incoming, state: str) -> None:
        """Write down that the answer will be sent, so that another process can keep the promise."""
        wanted = {"sender": incoming.sender, "address": incoming.address, "id": incoming.id}
        wanted["text"] = redact(incoming.text or "")
        self.ledger.move(incoming.key, state, SENDING, json.dumps(wanted, ensure_ascii=False))

    async def keep_promises(self, overdue: float, answer: Callable[[Incoming], Awaitable[Sequence[Part]]]) -> None:
        """Send what processes that are gone had promised to send, for as long as this one runs.

        Args:
            overdue: after so many seconds without an answer a promise is somebody else's to keep.
            answer: the answer to a message.
        """
        while True:
            await asyncio.sleep(overdue / 3)
            try:
                for key, data in self.ledger.abandoned(f"{self._channel}:", SENDING, time.time() - overdue):
                    if self.ledger.move(key, SENDING, f"{SENDING} again", data):
                        incoming = Incoming(self._channel, **json.loads(data))
                        await self.deliver(incoming, await answer(incoming))
                        self.ledger.move(key, f"{SENDING} again", SENT)
            except Exception:
                logger.exception("Looking for answers that were promised failed")

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside the request; the server waits for it before it stops."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Let answers that are on their way arrive before the server stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_LAST_WAIT)
