"""REST for programs, guarded: Rasa's own channel answers a malformed body with a 500 and has no limits.

``credentials.yml`` names Rasa's ``rest``; importing our channels puts this in its place, with the same address, request
and answer. ``TUIKA_REST_TOKEN`` asks for a bearer token (production).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.access import admits

from .bubbles import Bubble
from .texts import error
from .turns import NotReady, Said, take
from .wiring import BadBody, json_object

MAX_BYTES = 256_000
MAX_CHARACTERS = 20_000
_LONGEST_NAME = 200


def install() -> None:
    """Let Rasa's ``rest`` channel be this one."""
    RestInput.blueprint = _blueprint


def _blueprint(self: RestInput, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
    routes = Blueprint("custom_webhook_RestInput")
    token = os.environ.get("TUIKA_REST_TOKEN", "")

    async def health(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    async def receive(request: Request) -> HTTPResponse:
        if not admits(token, request.headers.get("authorization")):
            return response.json({"error": error("no_token")}, 401, ensure_ascii=False)
        try:
            said = _said(request)
        except ValueError as problem:
            return response.json({"error": str(problem)}, 400, ensure_ascii=False)
        try:
            bubbles = await take(request.app.ctx.agent, said, limited=False)
        except NotReady:
            return response.json(
                [{"recipient_id": said.sender, "text": error("failed_plain")}], 503, ensure_ascii=False
            )
        return response.json([_json(b, said.sender) for b in bubbles], ensure_ascii=False)

    routes.add_route(health, "/", methods=["GET"], name="health")
    routes.add_route(receive, "/webhook", methods=["POST"], name="receive")
    return routes


def _said(request: Request) -> Said:
    """The request's message.

    Raises:
        ValueError: it is none; the message says why, for the caller.
    """
    try:
        body = json_object(request, MAX_BYTES)
    except BadBody as bad:
        raise ValueError(error("too_big" if bad.name == "too_big" else "malformed_rest")) from None
    sender, text = body.get("sender", "default"), body.get("message")
    if text is None:
        text = ""
    if not isinstance(text, str) or not isinstance(sender, (str, int)) or not 0 < len(str(sender)) <= _LONGEST_NAME:
        raise ValueError(error("malformed_rest"))
    if len(text) > MAX_CHARACTERS:
        raise ValueError(error("too_long", limit=MAX_CHARACTERS))
    name = str(sender).encode("utf-8", "replace").decode()
    return Said(name, text, "rest", uuid.uuid4().hex)


def _json(said: Bubble, sender: str) -> dict[str, Any]:
    found: dict[str, Any] = {"recipient_id": sender, "text": said.text}
    if said.replies:
        found["buttons"] = [{"title": r.label, "payload": r.payload} for r in said.replies]
    return found
