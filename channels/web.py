"""The web chat (网页): the page, its conversation over JSON, the calendar file, and embedding from allowed sites.

Served by the Rasa server itself under ``/chat``; ``/`` leads there. Settings come from ``credentials.yml`` or the
environment: ``TUIKA_EMBED_ORIGINS`` (sites that may embed the page, separated by spaces).
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any, override

import sqlalchemy as sa
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.operations import access, metrics
from runtime.operations.limiter import limits
from tuika import calendar_days, from_slots, now

from . import assets, ics, page_settings, resuming, visitors
from .bubbles import Bubble, of_event
from .erasing import ERASED
from .texts import error, texts
from .turns import NotReady, Said, TooFast, store_of, take
from .wiring import SAFE, BadBody, bound, failure, json_object, of_another_site, plain_handler

logger = logging.getLogger(__name__)

PREFIX = "/chat"
#: The longest message, in characters, and the largest request, in bytes (a character takes up to 12 when escaped).
MAX_CHARACTERS = 2000
MAX_BYTES = 32_000
CALENDAR_SECONDS = 7 * 24 * 3600
#: ``code`` of one conversation, ``resume`` of one address: codes are long, but nobody shall try them out.
_RATES = {"page": "240/minute", "erase": "30/minute", "code": "10/hour", "resume": "20/hour"}
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")


class Refused(Exception):
    """A request that gets no turn; ``name`` is the text's name."""

    def __init__(self, status: int, name: str, **words: Any) -> None:
        """``words`` fill the text."""
        super().__init__(name)
        self.status, self.name, self.words = status, name, words


class WebChannel(InputChannel):
    """See the module."""

    @classmethod
    @override
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> WebChannel:
        """``embed_origins`` (a list) of the credentials, or the environment's.

        Raises:
            ValueError: an origin is none (「https://example.cn」 without a path).
        """
        given = (credentials or {}).get("embed_origins") or os.environ.get("TUIKA_EMBED_ORIGINS", "").split()
        # copied from the address bar an origin ends in a slash
        origins = tuple(origin.removesuffix("/") for origin in given)
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"TUIKA_EMBED_ORIGINS：{origin} 不是网站地址（例如 https://example.cn，不带路径）")
        return cls(origins)

    def __init__(self, origins: tuple[str, ...] = ()) -> None:
        """``origins`` may embed the page in a frame."""
        access.secret()
        self._ancestors = " ".join(["'self'", *origins])

    def url_prefix(self) -> str:
        """An absolute path: the page does not live under ``/webhooks``."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = _Home("web_chat")
        routes.add_route(plain_handler(self._page), "/", methods=["GET"], name="page")
        routes.add_route(plain_handler(self._asset), "/static/<name:str>", methods=["GET"], name="asset")
        routes.add_route(plain_handler(self._manifest), "/manifest.webmanifest", methods=["GET"], name="manifest")
        routes.add_route(plain_handler(self._embed), "/embed.js", methods=["GET"], name="embed")
        routes.add_route(_guarded(self._start), "/api/start", methods=["POST"], name="start")
        routes.add_route(_guarded(self._message), "/api/message", methods=["POST"], name="message")
        routes.add_route(_guarded(self._thumb), "/api/thumb", methods=["POST"], name="thumb")
        routes.add_route(_guarded(self._code), "/api/code", methods=["POST"], name="code")
        routes.add_route(_guarded(self._resume), "/api/resume", methods=["POST"], name="resume")
        routes.add_route(_guarded(self._history), "/api/history", methods=["GET"], name="history")
        routes.add_route(_guarded(self._erase), "/api/conversation", methods=["DELETE"], name="erase")
        routes.add_route(plain_handler(self._calendar), "/calendar/<ticket:str>", methods=["GET"], name="calendar")
        return routes

    # -- the page ----------------------------------------------------------------------------------------------
    async def _page(self, request: Request) -> HTTPResponse:
        if not self._within("page", _address(request)):
            return response.text(error("too_many"), 429, headers=SAFE)
        nonce = secrets.token_urlsafe(16)
        settings = page_settings.settings(MAX_CHARACTERS)
        policy = (
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; "
            f"style-src 'self' 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors {self._ancestors}"
        )
        # sites that show a picture of the page want its whole address; they come to no other than the safe one
        home = f"https://{request.host}{PREFIX}/" if request.scheme == "https" else ""
        headers = {**SAFE, "Content-Security-Policy": policy}
        return response.html(assets.page(settings, nonce, home), headers=headers)

    async def _asset(self, request: Request, name: str) -> HTTPResponse:
        found = assets.static(name, "gzip" in request.headers.get("accept-encoding", ""))
        if found is None:
            return response.text("", 404)
        headers = {**SAFE, "Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if found.encoding:
            headers["Content-Encoding"] = found.encoding
        return response.raw(found.body, content_type=found.type, headers=headers)

    async def _manifest(self, request: Request) -> HTTPResponse:
        headers = {**SAFE, "Cache-Control": "public, max-age=3600"}
        return response.json(assets.manifest(texts()["web"]), headers=headers, content_type="application/manifest+json")

    async def _embed(self, request: Request) -> HTTPResponse:
        found = assets.static(assets.EMBED, False)
        if found is None:
            return response.text("", 404)
        headers = {**SAFE, "Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
        words = {name: texts()["web"][name] for name in ("title", "open", "close", "not_registered")}
        body = found.body.replace(b'"__WORDS__"', json.dumps(json.dumps(words)).encode())
        return response.raw(body, content_type=found.type, headers=headers)

    # -- the conversation --------------------------------------------------------------------------------------
    async def _start(self, request: Request) -> HTTPResponse:
        if not visitors.may_start(limits(), _address(request)):
            raise Refused(429, "too_many_new")
        return _json_answer({"token": access.new_token()})

    async def _message(self, request: Request) -> HTTPResponse:
        sender = _conversation(request)
        body = _body(request)
        text, label, message_id = body.get("text"), body.get("label"), body.get("id")
        if not isinstance(text, str) or not isinstance(message_id, str) or not _ID.fullmatch(message_id):
            raise Refused(400, "malformed")
        if label is not None and (not isinstance(label, str) or len(label) > 60):
            raise Refused(400, "malformed")
        if not text.strip():
            raise Refused(400, "empty")
        if len(text) > MAX_CHARACTERS:
            raise Refused(413, "too_long", limit=MAX_CHARACTERS)
        self._limit(request)
        try:
            bubbles = await take(request.app.ctx.agent, Said(sender, text, self.name(), message_id, label))
        except TooFast:
            raise Refused(429, "too_many") from None
        except NotReady:
            raise Refused(503, "failed") from None
        erased = any(b.card is not None and b.card.get("kind") == ERASED for b in bubbles)
        # the token has died with the conversation
        more = {"erased": True} if erased else {}
        return _json_answer({"messages": [_json(b, sender) for b in bubbles], **more})

    async def _thumb(self, request: Request) -> HTTPResponse:
        self._limit(request)
        _conversation(request)
        thumb = _body(request).get("thumb")
        if thumb not in metrics.THUMB_KINDS:
            raise Refused(400, "malformed")
        metrics.THUMBS.labels(thumb).inc()
        return _json_answer({"counted": True})

    async def _code(self, request: Request) -> HTTPResponse:
        sender = _conversation(request)
        if not self._within("code", sender):
            raise Refused(429, "too_many")
        token = access.bearer(request.headers.get("authorization"))
        code = resuming.issue(store_of(request.app.ctx.agent).ledger, token)
        return _json_answer({"code": code, "minutes": resuming.SECONDS // 60})

    async def _resume(self, request: Request) -> HTTPResponse:
        if not self._within("resume", _address(request)):
            raise Refused(429, "too_many")
        code = _body(request).get("code")
        ledger = store_of(request.app.ctx.agent).ledger
        token = resuming.redeem(ledger, code) if isinstance(code, str) else None
        if token is None:
            raise Refused(404, "bad_code")
        return _json_answer({"token": token})

    async def _history(self, request: Request) -> HTTPResponse:
        self._limit(request)
        sender = _conversation(request)
        events = store_of(request.app.ctx.agent).history(sender)
        return _json_answer({"messages": [_said(e, sender) for e in events]})

    async def _erase(self, request: Request) -> HTTPResponse:
        if not self._within("erase", _address(request)):
            raise Refused(429, "too_many")
        sender = _conversation(request)
        async with request.app.ctx.agent.lock_store.lock(sender, wait_time_in_seconds=0.1):
            try:
                store_of(request.app.ctx.agent).erase(sender)
            except (sa.exc.SQLAlchemyError, OSError) as problem:
                logger.error("A conversation could not be erased: %s", failure(problem))
                raise Refused(503, "erase_failed") from None
        return _json_answer({"erased": True})

    async def _calendar(self, request: Request, ticket: str) -> HTTPResponse:
        if not self._within("page", _address(request)):
            return response.text(error("too_many"), 429, headers=SAFE)
        sender = access.redeem("calendar", ticket.removesuffix(".ics"), CALENDAR_SECONDS)
        tracker = await request.app.ctx.agent.tracker_store.retrieve(sender) if sender else None
        if sender is None or tracker is None:
            return response.text(error("expired"), 404, headers=SAFE)
        memory, moment = from_slots(tracker.current_slot_values()), now()
        days = calendar_days(memory, moment)
        if not days:
            return response.text(error("no_days"), 404, headers=SAFE)
        headers = {**SAFE, "Content-Disposition": 'attachment; filename="tuika.ics"'}
        body = ics.calendar(days, moment, sender)
        return response.raw(body, content_type="text/calendar; charset=utf-8", headers=headers)

    def _limit(self, request: Request) -> None:
        if not visitors.may_ask(limits(), _address(request)):
            raise Refused(429, "too_many")

    def _within(self, kind: str, who: str) -> bool:
        return limits().allow(_RATES[kind], kind, who)


class _Home(Blueprint):
    """The routes, and ``/`` leading to them (Rasa has taken ``/`` for itself), on a server that is bounded."""

    @override
    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, options)
        bound(app)

        async def home(request: Request) -> HTTPResponse | None:
            return response.redirect(f"{PREFIX}/") if request.path == "/" else None

        app.register_middleware(home, "request")


def _guarded(handler: Callable[[Request], Awaitable[HTTPResponse]]) -> Callable[[Request], Awaitable[HTTPResponse]]:
    """``handler`` with refusals as JSON that says, for the user, what is wrong. Other sites get no answer at all."""

    async def guarded(request: Request) -> HTTPResponse:
        try:
            if of_another_site(request):
                raise Refused(403, "not_allowed")
            return await handler(request)
        except Refused as refused:
            return _refusal(refused)
        except SanicException:
            raise
        except (Exception, SystemExit) as problem:
            logger.error("A request to %s failed: %s", request.endpoint, failure(problem))
            return _refusal(Refused(503, "failed"))

    return guarded


def _refusal(refused: Refused) -> HTTPResponse:
    return _json_answer({"error": error(refused.name, **refused.words)}, refused.status)


def _json_answer(body: Mapping[str, Any], status: int = 200) -> HTTPResponse:
    return response.json(body, status, headers=SAFE, ensure_ascii=False)


def _address(request: Request) -> str:
    """The caller's address; behind a proxy what the proxy says, where Sanic is told to believe it."""
    return str(request.remote_addr or request.ip)


def _conversation(request: Request) -> str:
    """The conversation that the request's token opens.

    Raises:
        Refused: none, or it was erased, or has not been kept.
    """
    key = access.key_of(access.bearer(request.headers.get("authorization")))
    if key is None or not store_of(request.app.ctx.agent).is_open(key, time.time()):
        raise Refused(401, "unknown")
    return key.conversation


def _body(request: Request) -> Mapping[str, Any]:
    try:
        return json_object(request, MAX_BYTES)
    except BadBody as bad:
        raise Refused(413 if bad.name == "too_big" else 400, bad.name) from None


def _json(said: Bubble, sender: str) -> dict[str, Any]:
    """A bubble for the page."""
    found: dict[str, Any] = {"role": "bot", "text": said.text, "time": said.time}
    if said.replies:
        found["replies"] = [asdict(reply) for reply in said.replies]
    if said.links:
        found["links"] = [asdict(link) for link in said.links]
    if said.card is not None:
        found["card"] = said.card
        if said.card.get("kind") == "next" and any(d["kind"] in ("due", "opens") for d in said.card["days"]):
            found["calendar"] = f"{PREFIX}/calendar/{access.ticket('calendar', sender, _this_hour())}.ics"
    return found


def _this_hour() -> float:
    """When this hour began: an answer that is given again within it has the same calendar address."""
    return time.time() // 3600 * 3600


def _said(event: Mapping[str, Any], sender: str) -> dict[str, Any]:
    """A stored event for the page; of the user's, what they saw when they sent it."""
    metadata = event.get("metadata") or {}
    if event["event"] == "user":
        return {
            "role": "user",
            "id": event.get("message_id"),
            "text": metadata.get("label") or event.get("text") or "",
            "time": event.get("timestamp"),
        }
    return _json(of_event(event), sender)
