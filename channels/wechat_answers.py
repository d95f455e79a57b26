"""What a WeChat user is answered, and on which way it reaches them: as the reply, or by the customer-service interface.

A message is claimed in the ledger before anything is said (``wechat.py``); its state there says how it was answered:
``taken`` (somebody thinks about it), ``replied`` (as the passive reply, 被动回复), ``sending`` (promised, with what
another process needs to keep the promise), ``sent``.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent

from runtime.operations import metrics
from runtime.operations.ledger import Claim
from tuika.redact import redact

from . import plain
from .bubbles import Bubble
from .erasing import asks_to_erase
from .texts import error, texts
from .turns import NotReady, Said, TooFast, store_of, take
from .wechat_api import Account, Undelivered, WeChatApi

logger = logging.getLogger(__name__)

CHANNEL = "wechat"
#: WeChat waits five seconds; what is not ready by then is sent by the customer-service interface.
READY_WITHIN = 4.3
#: The longest text of one message, bytes of UTF-8.
MAX_TEXT = 2048
#: Whoever has a message replies or promises to send within READY_WITHIN; a claim older than this is of a process gone.
_GONE_AFTER = READY_WITHIN + 1.5
#: A promised answer that was not sent by then is somebody else's to send, seconds (longer than any turn takes).
_OVERDUE = 60.0
#: WeChat asks again after five seconds: an answer given as a reply longer ago than this did not arrive, seconds.
_LOST_AFTER = 4
#: What follows a reply is sent a moment later, so that it is not overtaken, seconds.
_AFTER_REPLY = 0.3


class Rejected(Exception):
    """A request that is answered with a status alone."""

    def __init__(self, status: int, why: str) -> None:
        """``why`` is for the log."""
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Incoming:
    """A message as it concerns us: what it says as text (``None``: ``answer`` is said at once), and its identity."""

    sender: str
    openid: str
    key: str
    text: str | None
    answer: str = ""


class Answers:
    """The turns of one account, and their ways to the users."""

    def __init__(self, agent: Agent, account: Account) -> None:
        """``agent`` takes the turns; its store keeps the ledger."""
        self._agent, self._store = agent, store_of(agent)
        self._ledger = self._store.ledger
        self._api = WeChatApi(account, self._ledger)
        self._tasks: set[asyncio.Task[None]] = set()
        self._overdue = float(os.environ.get("TUIKA_WECHAT_OVERDUE") or _OVERDUE)

    async def answer(self, incoming: Incoming, claim: Claim) -> str:
        """What to reply within the time; empty where the answer goes another way or was given before."""
        state = claim.state
        if not claim.ours:
            if claim.state != "taken":
                return await self._again(incoming)
            if not await self._inherited(incoming.key):
                return ""
            state = "taken again"
        turn = asyncio.ensure_future(self._turn(incoming))
        done, _ = await asyncio.wait({turn}, timeout=READY_WITHIN)
        if done:
            if not self._ledger.move(incoming.key, state, "replied"):
                return ""
            return self._first(incoming, turn.result())
        promise = json.dumps(
            {"sender": incoming.sender, "openid": incoming.openid, "text": redact(incoming.text or "")}
        )
        self._ledger.move(incoming.key, state, "sending", promise)
        self._later(self._send_later(incoming, turn))
        return "" if self._api.may_send else str(texts()["plain"]["thinking"])

    async def _inherited(self, key: str) -> bool:
        """Wait for whoever has the message; whether it has fallen to us since they are gone."""
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            claim = self._ledger.claimed(key)
            if claim is None or claim.state != "taken":
                return False
            if time.time() - claim.at > _GONE_AFTER:
                return self._ledger.move(key, "taken", "taken again")
            await asyncio.sleep(0.1)
        # still undecided: without an answer WeChat asks once more
        raise Rejected(503, "another process has the message")

    async def look_for_promises(self) -> None:
        """Send what processes that are gone had promised to send, for as long as this one runs."""
        while True:
            await asyncio.sleep(self._overdue / 3)
            try:
                for key, data in self._ledger.abandoned("wechat:", "sending", time.time() - self._overdue):
                    if self._ledger.move(key, "sending", "sending again", data):
                        promise = json.loads(data)
                        incoming = Incoming(promise["sender"], promise["openid"], key, promise["text"])
                        await self._send(incoming, await self._turn(incoming))
                        self._ledger.move(key, "sending again", "sent")
            except Exception:
                logger.exception("Looking for answers that were promised failed")

    async def finish(self) -> None:
        """Let answers that are on their way arrive before the server stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=15)

    async def _again(self, incoming: Incoming) -> str:
        """WeChat asks again: the answer once more where the first reply cannot have arrived, else nothing."""
        claim = self._ledger.claimed(incoming.key)
        if claim is None or claim.state != "replied" or time.time() - claim.at < _LOST_AFTER:
            return ""
        if not self._ledger.move(incoming.key, "replied", "replied again"):
            return ""
        return self._first(incoming, await self._turn(incoming))

    async def _turn(self, incoming: Incoming) -> list[str]:
        """The answer in pieces, what could not be delivered before in front of it."""
        words = texts()["plain"]
        late = self._ledger.deferred(incoming.sender)
        text = (incoming.text or "").strip()
        if asks_to_erase(text):
            self._store.erase(incoming.sender)
            return [str(words["erased"])]
        if text == words["go_on"] and late:
            return plain.pieces("\n\n".join(late), MAX_TEXT - 100, plain.utf8)
        if text == words["go_on"] and self._ledger.claimed(f"{incoming.sender}:more"):
            return [str(words["nothing_more"])]
        label = None
        picked = plain.choice(text, lambda: self._store.history(incoming.sender, 12))
        if picked is not None:
            text, label = picked.payload, picked.label
        try:
            said = Said(incoming.sender, text, CHANNEL, hashlib.sha256(incoming.key.encode()).hexdigest()[:32], label)
            bubbles = await take(self._agent, said)
        except TooFast:
            bubbles = [Bubble(error("too_many"))]
        except NotReady:
            bubbles = [Bubble(error("failed_plain"))]
        whole = plain.joined(bubbles)
        if late:
            whole = "\n".join([words["late"], *late, "", whole])
        return plain.pieces(whole, MAX_TEXT - 100, plain.utf8)

    def _first(self, incoming: Incoming, found: list[str]) -> str:
        """The first piece as the reply; the rest follows by the interface, or waits where the account may not send."""
        if not found:
            return ""
        first, rest = found[0], found[1:]
        if rest and not self._api.may_send:
            self._ledger.defer(incoming.sender, *rest)
            self._ledger.claim(f"{incoming.sender}:more", "1")
            return f"{first}\n\n{texts()['plain']['more']}"
        if rest:
            self._later(self._send(incoming, rest))
        return first

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside the request; the server waits for it before it stops."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_later(self, incoming: Incoming, turn: asyncio.Future[list[str]]) -> None:
        await self._send(incoming, await turn)
        self._ledger.move(incoming.key, "sending", "sent")

    async def _send(self, incoming: Incoming, found: list[str]) -> None:
        """Send pieces in order; from the first that is refused on they wait for the next message."""
        await asyncio.sleep(_AFTER_REPLY)
        for number, piece in enumerate(found):
            try:
                await self._api.send(incoming.openid, piece)
            except Undelivered as problem:
                logger.error("A WeChat message waits for the user's next one: %s", problem)
                metrics.CHANNEL_ERRORS.labels(CHANNEL).inc()
                self._ledger.defer(incoming.sender, *found[number:])
                return
