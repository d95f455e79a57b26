"""WeChat Official Account (微信公众号): passive replies within five seconds, else customer-service messages.

Settings: ``TUIKA_WECHAT_TOKEN``, ``TUIKA_WECHAT_APPID``, ``TUIKA_WECHAT_SECRET``; ``TUIKA_WECHAT_AES_KEY`` turns on
安全模式, in which nothing else is taken; ``TUIKA_WECHAT_API`` is the address of WeChat's interface.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import TextReply
from wechatpy.utils import check_signature

from runtime import metrics
from runtime.privacy import erase
from tuika.redact import redact

from . import plain
from .access import alias
from .bubbles import Bubble
from .ledger import Claim, Ledger
from .texts import error, texts
from .turns import NotReady, Said, store_of, take
from .wechat_api import Account, Undelivered, WeChatApi
from .wiring import plain_handler, settings

logger = logging.getLogger(__name__)

#: The largest request we read, bytes; a text message has at most a few thousand.
MAX_BYTES = 64_000
#: WeChat waits five seconds; what is not ready by then is sent by the customer-service interface.
READY_WITHIN = 4.3
#: How far a request's time stamp may lie from now, seconds.
_FRESH = 300
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
_SUCCESS = "success"


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


class WeChatChannel(InputChannel):
    """See the module."""

    @classmethod
    def name(cls) -> str:
        """See the parent class."""
        return "wechat"

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> WeChatChannel:
        """From the environment; off where nothing is set.

        Raises:
            ValueError: something is set and something is missing; the message names it.
        """
        given = settings("TUIKA_WECHAT", ("TOKEN", "APPID", "SECRET"), "微信")
        if given is None:
            return cls(None, None, "")
        base = os.environ.get("TUIKA_WECHAT_API", "https://api.weixin.qq.com").rstrip("/")
        key = os.environ.get("TUIKA_WECHAT_AES_KEY")
        if key and not re.fullmatch(r"[A-Za-z0-9]{43}", key):
            raise ValueError("TUIKA_WECHAT_AES_KEY 不对：应当是公众号后台生成的 43 个字母和数字")
        crypto = WeChatCrypto(given["TOKEN"], key, given["APPID"]) if key else None
        return cls(Account(given["APPID"], given["SECRET"], base), crypto, given["TOKEN"])

    def __init__(self, account: Account | None, crypto: WeChatCrypto | None, token: str) -> None:
        """``account`` is ``None`` where the channel is off."""
        self._account, self._crypto, self._token = account, crypto, token
        self._ledger: Ledger | None = None
        self._api: WeChatApi | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._overdue = float(os.environ.get("TUIKA_WECHAT_OVERDUE") or _OVERDUE)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one address that WeChat calls; none where the channel is off."""
        routes = Blueprint("wechat_channel")
        if self._account is not None:
            routes.add_route(plain_handler(self._handle), "/", methods=["GET", "POST"], name="webhook")
            routes.listener("after_server_start")(self._watch)
            routes.listener("before_server_stop")(self._finish)
        return routes

    async def _watch(self, app: Any, *_: object) -> None:
        app.add_task(self._look_for_promises(app))

    async def _finish(self, *_: object) -> None:
        """Let answers that are on their way arrive before the server stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=15)

    # -- what arrives -------------------------------------------------------------------------------------------
    async def _handle(self, request: Request) -> HTTPResponse:
        try:
            self._open(request.app)
            query = {name: values[-1] for name, values in request.args.items()}
            if request.method == "GET":
                return response.text(self._echo(query))
            return await self._message(request, query)
        except Rejected as rejected:
            logger.warning("A request to the WeChat channel was refused: %s", rejected)
            return response.text("", rejected.status)

    def _open(self, app: Any) -> None:
        if self._ledger is None:
            self._ledger = Ledger(store_of(app.ctx.agent).engine)
            assert self._account is not None
            self._api = WeChatApi(self._account, self._ledger)

    def _echo(self, query: Mapping[str, str]) -> str:
        """The URL check (接入验证)."""
        self._check(query, query.get("signature", ""))
        return query.get("echostr", "")

    def _check(self, query: Mapping[str, str], signature: str) -> None:
        stamp = _stamp(query)
        try:
            check_signature(self._token, signature, stamp, query.get("nonce", ""))
        except InvalidSignatureException:
            raise Rejected(403, "bad signature") from None

    async def _message(self, request: Request, query: Mapping[str, str]) -> HTTPResponse:
        assert self._ledger is not None
        body = request.body
        if len(body) > MAX_BYTES:
            raise Rejected(400, "too large")
        xml = self._plain_xml(body, query)
        incoming, message = self._incoming(xml)
        state = "told" if incoming is not None and incoming.text is None else "taken"
        claim = self._claim(incoming.key if incoming else None, state, xml, query)
        if incoming is None or claim is None:
            return self._reply("", query, message)
        if incoming.text is None:
            return self._reply(incoming.answer if claim.ours else "", query, message)
        return self._reply(await self._answer(request.app.ctx.agent, incoming, claim), query, message)

    def _claim(self, key: str | None, state: str, xml: str, query: Mapping[str, str]) -> Claim | None:
        """Claim the message. Outside 安全模式 the signature does not cover it, so one is good for one message only."""
        assert self._ledger is not None
        if self._crypto is not None:
            return self._ledger.claim(key, state) if key else None
        nonce = f"wechat-nonce:{query.get('timestamp')}:{query.get('nonce', '')[:64]}"
        digest = hashlib.sha256(xml.encode()).hexdigest()
        if key is None:
            used, claim = self._ledger.claim(nonce, digest), None
        else:
            used, claim = self._ledger.claim_both((nonce, digest), (key, state))
        if used.state != digest:
            raise Rejected(403, "a signature used before for something else")
        return claim

    def _plain_xml(self, body: bytes, query: Mapping[str, str]) -> str:
        """The message's XML, its signature checked; decrypted in 安全模式."""
        if self._crypto is None:
            self._check(query, query.get("signature", ""))
            try:
                return body.decode()
            except UnicodeDecodeError:
                raise Rejected(400, "not UTF-8") from None
        stamp = _stamp(query)
        try:
            return str(
                self._crypto.decrypt_message(body, query.get("msg_signature", ""), stamp, query.get("nonce", ""))
            )
        except InvalidSignatureException:
            raise Rejected(403, "bad signature") from None
        except Exception as problem:
            # the library lets through whatever its parsers raise: broken XML, base64, padding, another account's id
            raise Rejected(400, f"cannot be decrypted ({type(problem).__name__})") from None

    def _incoming(self, xml: str) -> tuple[Incoming | None, Any]:
        """The message (``None`` where it needs no answer), and as the library has read it."""
        try:
            message = parse_message(xml)
            openid, target = str(message.source), str(message.target)
            stamp = message._data.get("CreateTime")
            kind = str(message.type)
            event = str(getattr(message, "event", "")) if kind == "event" else ""
            identity = message._data.get("MsgId") or f"{stamp}:{message._data.get('Event', '')}"
            if not openid or not target or openid == "None" or stamp is None:
                raise ValueError("no sender or no time")
            text, answer = _content(message, kind, event)
        except Exception as problem:
            # entity declarations, broken XML and missing elements all end here
            raise Rejected(400, f"malformed ({type(problem).__name__})") from None
        if text is None and not answer:
            return None, message
        sender = alias(self.name(), openid)
        return Incoming(sender, openid, f"wechat:{sender}:{identity}", text, answer), message

    def _reply(self, text: str, query: Mapping[str, str], message: Any) -> HTTPResponse:
        """A passive reply (被动回复), or the word that tells WeChat not to ask again."""
        if not text:
            return response.text(_SUCCESS)
        rendered = TextReply(content=text, message=message).render()
        if self._crypto is not None:
            rendered = self._crypto.encrypt_message(rendered, query.get("nonce", ""), str(int(time.time())))
        return response.text(rendered, content_type="application/xml")

    # -- the answer ---------------------------------------------------------------------------------------------
    async def _answer(self, agent: Any, incoming: Incoming, claim: Claim) -> str:
        """What to reply within the time; empty where the answer goes another way or was given before."""
        assert self._ledger is not None
        state = claim.state
        if not claim.ours:
            if claim.state != "taken":
                return await self._again(agent, incoming)
            if not await self._inherited(incoming.key):
                return ""
            state = "taken again"
        turn = asyncio.ensure_future(self._turn(agent, incoming))
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
        assert self._api is not None
        return "" if self._api.may_send else str(texts()["plain"]["thinking"])

    async def _inherited(self, key: str) -> bool:
        """Wait for whoever has the message; whether it has fallen to us since they are gone."""
        assert self._ledger is not None
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

    async def _look_for_promises(self, app: Any, *_: object) -> None:
        """Send what a process that is gone had promised to send."""
        while True:
            await asyncio.sleep(self._overdue / 3)
            try:
                self._open(app)
                assert self._ledger is not None
                for key, data in self._ledger.abandoned("wechat:", "sending", time.time() - self._overdue):
                    if self._ledger.move(key, "sending", "sending again", data):
                        promise = json.loads(data)
                        incoming = Incoming(promise["sender"], promise["openid"], key, promise["text"])
                        await self._send(incoming, await self._turn(app.ctx.agent, incoming))
                        self._ledger.move(key, "sending again", "sent")
            except Exception:
                logger.exception("Looking for answers that were promised failed")

    async def _again(self, agent: Any, incoming: Incoming) -> str:
        """WeChat asks again: the answer once more where the first reply cannot have arrived, else nothing."""
        assert self._ledger is not None
        claim = self._ledger.claimed(incoming.key)
        if claim is None or claim.state != "replied" or time.time() - claim.at < _LOST_AFTER:
            return ""
        if not self._ledger.move(incoming.key, "replied", "replied again"):
            return ""
        return self._first(incoming, await self._turn(agent, incoming))

    async def _turn(self, agent: Any, incoming: Incoming) -> list[str]:
        """The answer in pieces, what could not be delivered before in front of it."""
        assert self._ledger is not None
        words = texts()["plain"]
        late = self._ledger.deferred(incoming.sender)
        text = (incoming.text or "").strip()
        if text == words["erase"]:
            erase(store_of(agent), incoming.sender)
            return [str(words["erased"])]
        if text == words["go_on"] and late:
            return plain.pieces("\n\n".join(late), MAX_TEXT - 100, plain.utf8)
        if text == words["go_on"] and self._ledger.claimed(f"{incoming.sender}:more"):
            return [str(words["nothing_more"])]
        label = None
        picked = plain.choice(text, lambda: store_of(agent).history(incoming.sender, 12))
        if picked is not None:
            text, label = picked.payload, picked.label
        try:
            said = Said(
                incoming.sender, text, self.name(), hashlib.sha256(incoming.key.encode()).hexdigest()[:32], label
            )
            bubbles = await take(agent, said)
        except NotReady:
            bubbles = [Bubble(error("failed_plain"))]
        whole = plain.joined(bubbles)
        if late:
            whole = "\n".join([words["late"], *late, "", whole])
        return plain.pieces(whole, MAX_TEXT - 100, plain.utf8)

    def _first(self, incoming: Incoming, found: list[str]) -> str:
        """The first piece as the reply; the rest follows by the interface, or waits where the account may not send."""
        assert self._ledger is not None
        assert self._api is not None
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
        assert self._ledger is not None
        await self._send(incoming, await turn)
        self._ledger.move(incoming.key, "sending", "sent")

    async def _send(self, incoming: Incoming, found: list[str]) -> None:
        """Send pieces in order; from the first that is refused on they wait for the next message."""
        assert self._ledger is not None
        assert self._api is not None
        await asyncio.sleep(_AFTER_REPLY)
        for number, piece in enumerate(found):
            try:
                await self._api.send(incoming.openid, piece)
            except Undelivered as problem:
                logger.error("A WeChat message waits for the user's next one: %s", problem)
                metrics.CHANNEL_ERRORS.labels(self.name()).inc()
                self._ledger.defer(incoming.sender, *found[number:])
                return


def _stamp(query: Mapping[str, str]) -> str:
    """The request's time stamp; refused where it lies too far from now."""
    stamp = query.get("timestamp", "")
    if not re.fullmatch(r"\d{1,12}", stamp) or abs(time.time() - int(stamp)) > _FRESH:
        raise Rejected(403, "stale or no time stamp")
    return stamp


def _content(message: Any, kind: str, event: str) -> tuple[str | None, str]:
    """(what the user says, or ``None``; what is answered at once where they say nothing)."""
    words = texts()["plain"]
    if kind == "text":
        return str(message.content or ""), ""
    if kind == "voice":
        heard = str(message.recognition or "").strip(" 。")
        return (heard, "") if heard else (None, str(words["voice"]))
    if kind == "event":
        if event in ("subscribe", "subscribe_scan"):
            web = texts()["web"]
            return None, f"{web['welcome']}\n{web['privacy_plain']}"
        if event == "click":
            return str(message.key or ""), ""
        return None, ""
    if kind == "unknown":
        return None, ""
    return None, str(words["picture"] if kind == "image" else words["other"])
