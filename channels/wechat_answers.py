"""What a WeChat user is answered, and on which way it reaches them: as the reply, or by the customer-service interface.

A message is claimed before anything is said (``wechat.py``, ``delivery.py``). Its state says how it was answered:
``replied`` (as the passive reply, 被动回复), or ``sending`` and ``sent`` (by the interface).
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence

from rasa.core.agent import Agent

from runtime.operations.ledger import Claim
from tuika import links_in

from . import plain
from .delivery import SENDING, SENT, Delivery, Incoming, Part, Undecided, Waits
from .reminding import Reminding
from .texts import texts
from .wechat_api import Account, WeChatApi

CHANNEL = "wechat"
#: WeChat waits five seconds; what is not ready by then is sent by the customer-service interface.
READY_WITHIN = 4.3
#: The longest text of one message, bytes of UTF-8; what says how it goes on has room besides.
MAX_TEXT, _ROOM = 2048, 100
#: Whoever has a message replies or promises to send within READY_WITHIN; a claim older than this is of a process gone.
_GONE_AFTER = READY_WITHIN + 1.5
#: A promised answer that was not sent by then is somebody else's to send, seconds (longer than any turn takes).
_OVERDUE = 60.0
#: WeChat asks again after five seconds: an answer given as a reply longer ago than this did not arrive, seconds.
_LOST_AFTER = 4
#: What follows a reply is sent a moment later, so that it is not overtaken, seconds.
_AFTER_REPLY = 0.3
_REPLIED = "replied"


class Rejected(Exception):
    """A request that is answered with a status alone."""

    def __init__(self, status: int, why: str) -> None:
        """``why`` is for the log."""
        super().__init__(why)
        self.status = status


class Answers:
    """The turns of one account, and their ways to the users."""

    def __init__(self, agent: Agent, account: Account, reminding: Reminding) -> None:
        """``agent`` takes the turns; its store keeps the ledger."""
        self._delivery = Delivery(agent, CHANNEL, Waits(READY_WITHIN, _GONE_AFTER), self._send, reminding)
        self._ledger = self._delivery.ledger
        self._api = WeChatApi(account, self._ledger)
        self._overdue = float(os.environ.get("TUIKA_WECHAT_OVERDUE") or _OVERDUE)

    async def answer(self, incoming: Incoming, claim: Claim) -> str:
        """What to reply within the time; empty where the answer goes another way or was given before.

        Raises:
            Rejected: another process has the message; WeChat is to ask once more.
        """
        try:
            state = await self._delivery.ours(incoming.key, claim)
        except Undecided:
            raise Rejected(503, "another process has the message") from None
        if state is None:
            return await self._again(incoming)
        turn = asyncio.ensure_future(self._turn(incoming))
        done, _ = await asyncio.wait({turn}, timeout=READY_WITHIN)
        if done:
            if not self._ledger.move(incoming.key, state, _REPLIED):
                return ""
            return self._first(incoming, turn.result())
        self._delivery.promise(incoming, state)
        self._delivery.later(self._send_later(incoming, turn))
        return "" if self._api.may_send else str(texts()["plain"]["thinking"])

    async def look_for_promises(self) -> None:
        """Send what processes that are gone had promised to send, for as long as this one runs."""
        await self._delivery.keep_promises(self._overdue, self._turn)

    async def finish(self) -> None:
        """Let answers that are on their way arrive before the server stops."""
        await self._delivery.finish()

    async def _again(self, incoming: Incoming) -> str:
        """WeChat asks again: the answer once more where the first reply cannot have arrived, else nothing."""
        claim = self._ledger.claimed(incoming.key)
        if claim is None or claim.state != _REPLIED or time.time() - claim.at < _LOST_AFTER:
            return ""
        if not self._ledger.move(incoming.key, _REPLIED, f"{_REPLIED} again"):
            return ""
        return self._first(incoming, await self._turn(incoming))

    async def _turn(self, incoming: Incoming) -> list[Part]:
        """The answer in pieces."""
        words = texts()["plain"]
        if (incoming.text or "").strip() == words["go_on"]:
            late = self._delivery.late(incoming.sender)
            if late:
                return _parts("\n\n".join(late))
            if self._ledger.claimed(_told_more(incoming.sender)):
                return [Part(str(words["nothing_more"]))]
        bubbles = await self._delivery.converse(incoming)
        return _parts(plain.joined(self._delivery.after_late(incoming.sender, bubbles)))

    def _first(self, incoming: Incoming, found: Sequence[Part]) -> str:
        """The first piece as the reply; the rest follows by the interface, or waits where the account may not send."""
        if not found:
            return ""
        first, rest = found[0].text, found[1:]
        if rest and not self._api.may_send:
            self._ledger.defer(incoming.sender, *(part.text for part in rest))
            self._ledger.claim(_told_more(incoming.sender), "1")
            return f"{first}\n\n{texts()['plain']['more']}"
        if rest:
            self._delivery.later(self._follow(incoming, rest))
        return first

    async def _follow(self, incoming: Incoming, parts: Sequence[Part]) -> None:
        await asyncio.sleep(_AFTER_REPLY)
        await self._delivery.deliver(incoming, parts)

    async def _send_later(self, incoming: Incoming, turn: asyncio.Future[list[Part]]) -> None:
        await self._follow(incoming, await turn)
        self._ledger.move(incoming.key, SENDING, SENT)

    async def _send(self, incoming: Incoming, part: Part) -> None:
        await self._api.send(str(incoming.address), part.text)


def _parts(text: str) -> list[Part]:
    return [Part(tappable(piece)) for piece in plain.pieces(text, MAX_TEXT - _ROOM, plain.utf8)]


def tappable(text: str) -> str:
    """``text`` with the addresses that the bot names as links, which WeChat's texts may hold; a piece that would be
    too long with them goes without. Numbers stay as they are: WeChat documents no link to dial.
    """
    linked = text
    for link in links_in(text):
        if link.kind == "open" and text.count(link.text) == 1:
            linked = linked.replace(link.text, f'<a href="{link.href}">{link.text}</a>')
    return linked if plain.utf8(linked) <= MAX_TEXT - _ROOM else text


def _told_more(sender: str) -> str:
    """Under which it is known that somebody was told to ask for more."""
    return f"{sender}:more"
