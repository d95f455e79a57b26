"""WeChat Official Account (微信公众号): passive replies within five seconds, else customer-service messages.

Settings: ``TUIKA_WECHAT_TOKEN``, ``TUIKA_WECHAT_APPID``, ``TUIKA_WECHAT_SECRET``; ``TUIKA_WECHAT_AES_KEY`` turns on
安全模式, in which nothing else is taken; ``TUIKA_WECHAT_API`` is the address of WeChat's interface.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, override

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import TextReply
from wechatpy.utils import check_signature

from runtime.operations.access import alias
from runtime.operations.ledger import Claim, Ledger

from .commands import commands
from .delivery import TAKEN, Incoming
from .reminding import of as reminding_of
from .texts import texts
from .turns import store_of
from .wechat_answers import CHANNEL, Answers, Rejected
from .wechat_api import Account
from .wiring import plain_handler, settings

logger = logging.getLogger(__name__)

#: The largest request we read, bytes; a text message has at most a few thousand.
MAX_BYTES = 64_000
#: How far a request's time stamp may lie from now, seconds.
_FRESH = 300
#: WeChat's message ids have 64 bits; an event's name with its time is longer.
_LONGEST_ID = 120
_SUCCESS = "success"


class WeChatChannel(InputChannel):
    """See the module."""

    @classmethod
    @override
    def name(cls) -> str:
        return CHANNEL

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
        self._answers: Answers | None = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one address that WeChat calls; none where the channel is off."""
        routes = Blueprint("wechat_channel")
        if self._account is not None:
            routes.add_route(plain_handler(self._handle), "/", methods=["GET", "POST"], name="webhook")
            routes.listener("after_server_start")(self._watch)
            routes.listener("before_server_stop")(self._finish)
        return routes

    async def _watch(self, app: Any, *_: object) -> None:
        app.add_task(self._open(app).look_for_promises())

    async def _finish(self, *_: object) -> None:
        if self._answers is not None:
            await self._answers.finish()

    # -- what arrives -------------------------------------------------------------------------------------------
    async def _handle(self, request: Request) -> HTTPResponse:
        try:
            query = {name: values[-1] for name, values in request.args.items()}
            if request.method == "GET":
                return response.text(self._echo(query))
            return await self._message(request, query)
        except Rejected as rejected:
            logger.warning("A request to the WeChat channel was refused: %s", rejected)
            return response.text("", rejected.status)

    def _open(self, app: Any) -> Answers:
        """What answers, made when the model has been loaded."""
        if self._answers is None:
            assert self._account is not None, "the address exists only where there is an account"
            reminding = reminding_of(app, store_of(app.ctx.agent))
            self._answers = Answers(app.ctx.agent, self._account, reminding)
        return self._answers

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
        answers = self._open(request.app)
        body = request.body
        if len(body) > MAX_BYTES:
            raise Rejected(400, "too large")
        xml = self._plain_xml(body, query)
        incoming, message = self._incoming(xml)
        state = "told" if incoming is not None and incoming.text is None else TAKEN
        ledger = store_of(request.app.ctx.agent).ledger
        claim = self._claim(ledger, incoming.key if incoming else None, state, xml, query)
        if incoming is None or claim is None:
            return self._reply("", query, message)
        if incoming.text is None:
            return self._reply(incoming.answer if claim.ours else "", query, message)
        return self._reply(await answers.answer(incoming, claim), query, message)

    def _claim(self, ledger: Ledger, key: str | None, state: str, xml: str, query: Mapping[str, str]) -> Claim | None:
        """Claim the message. Outside 安全模式 the signature does not cover it, so one is good for one message only."""
        if self._crypto is not None:
            return ledger.claim(key, state) if key else None
        once = hashlib.sha256(query.get("nonce", "").encode("utf-8", "replace")).hexdigest()[:32]
        nonce = f"wechat-nonce:{query.get('timestamp')}:{once}"
        digest = hashlib.sha256(xml.encode()).hexdigest()
        if key is None:
            used, claim = ledger.claim(nonce, digest), None
        else:
            used, claim = ledger.claim_both((nonce, digest), (key, state))
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
            identity = message._data.get("MsgId") or _event_id(message, str(stamp))
            if not openid or not target or openid == "None" or stamp is None or len(str(identity)) > _LONGEST_ID:
                raise ValueError("no sender or no time")
            text, answer = _content(message, kind, event)
        except Exception as problem:
            # entity declarations, broken XML and missing elements all end here
            raise Rejected(400, f"malformed ({type(problem).__name__})") from None
        if text is None and not answer:
            return None, message
        sender = alias(self.name(), openid)
        return Incoming(CHANNEL, sender, openid, str(identity), text, answer), message

    def _reply(self, text: str, query: Mapping[str, str], message: Any) -> HTTPResponse:
        """A passive reply (被动回复), or the word that tells WeChat not to ask again."""
        if not text:
            return response.text(_SUCCESS)
        rendered = TextReply(content=text, message=message).render()
        if self._crypto is not None:
            rendered = self._crypto.encrypt_message(rendered, query.get("nonce", ""), str(int(time.time())))
        return response.text(rendered, content_type="application/xml")


def _event_id(message: Any, stamp: str) -> str:
    """An event's name among its user's: WeChat gives it none, and a menu can be hit twice in a second."""
    key = hashlib.sha256(str(message._data.get("EventKey") or "").encode()).hexdigest()[:16]
    return f"{stamp}:{message._data.get('Event', '')}:{key}"


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
            return None, f"{web['welcome_plain']}\n{web['privacy_plain']}"
        if event == "click":
            command = commands().get(str(message.key))
            return (str(message.key or ""), "") if command is None else (command.says, command.answer)
        return None, ""
    if kind == "unknown":
        return None, ""
    return None, str(words["picture"] if kind == "image" else words["other"])
