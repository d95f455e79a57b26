"""REST for programs, guarded: Rasa's own channel answers a malformed body with a 500 and has no limits.

``credentials.yml`` names Rasa's ``rest``; importing our channels puts this in its place, with the same address, request
and answer. ``TUIKA_REST_TOKEN`` asks for a bearer token (production); without it only programs on this machine are
answered, and without a limit. Whoever a program talks for, it stays within its own conversations
(``access.program_user``).
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.extensions import repairs
from runtime.operations.access import admits, program_user

from .bubbles import Bubble
from .payloads import is_clean
from .texts import error
from .turns import NotReady, Said, TooFast, take
from .wiring import SAFE, BadBody, from_home, json_object, of_another_site, plain_handler

MAX_BYTES = 256_000
MAX_CHARACTERS = 20_000
_LONGEST_NAME = 200
_JSON = "application/json"


def install() -> None:
    """Let Rasa's ``rest`` channel be this one.

    Raises:
        Unfit: it cannot be: Rasa's own would answer everybody who asks.
    """
    repairs.install([REPAIR])


def _blueprint(self: RestInput, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
    routes = Blueprint("custom_webhook_RestInput")
    token = os.environ.get("TUIKA_REST_TOKEN", "")

    async def health(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    async def receive(request: Request) -> HTTPResponse:
        try:
            _admit(request, token)
            name, said = _said(request)
        except Refused as refused:
            return _answer({"error": refused.text}, refused.status)
        try:
            bubbles = await take(request.app.ctx.agent, said, limited=bool(token))
        except TooFast:
            return _answer({"error": error("too_many")}, 429)
        except NotReady:
            return _answer([{"recipient_id": name, "text": error("failed_plain")}], 503)
        return _answer([_json(b, name) for b in bubbles])

    routes.add_route(health, "/", methods=["GET"], name="health")
    routes.add_route(plain_handler(receive), "/webhook", methods=["POST"], name="receive")
    return routes


REPAIR = repairs.Repair(RestInput, "blueprint", "custom_webhook_{}", _blueprint, protects=True)


class Refused(Exception):
    """A request that gets no turn; ``text`` says why, for the caller."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def _admit(request: Request, token: str) -> None:
    """Return where the caller may use the interface.

    Raises:
        Refused: no or a wrong token, from elsewhere while there is none, or a page of another site behind the caller.
    """
    if not admits(token, request.headers.get("authorization")):
        raise Refused(401, error("no_token"))
    if not token and not from_home(request):
        raise Refused(403, error("token_unset"))
    if of_another_site(request):
        raise Refused(403, error("not_allowed"))
    # a form or plain text is what another site's page can send without being asked
    kind = request.headers.get("content-type", _JSON).partition(";")[0].strip().lower()
    if kind != _JSON and not kind.endswith("+json"):
        raise Refused(415, error("malformed_rest"))


def _said(request: Request) -> tuple[str, Said]:
    """What the caller calls the user, and the message.

    Raises:
        Refused: it is none.
    """
    try:
        body = json_object(request, MAX_BYTES)
    except BadBody as bad:
        raise Refused(400, error("too_big" if bad.name == "too_big" else "malformed_rest")) from None
    sender, text = body.get("sender", "default"), body.get("message")
    if text is None:
        text = ""
    if not isinstance(text, str) or not isinstance(sender, (str, int)):
        raise Refused(400, error("malformed_rest"))
    name = str(sender)
    if not 0 < len(name) <= _LONGEST_NAME or not is_clean(name):
        raise Refused(400, error("malformed_rest"))
    if len(text) > MAX_CHARACTERS:
        raise Refused(400, error("too_long", limit=MAX_CHARACTERS))
    return name, Said(program_user(name), text, "rest", None)


def _answer(body: Any, status: int = 200) -> HTTPResponse:
    return response.json(body, status, headers=SAFE, ensure_ascii=False)


def _json(said: Bubble, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"recipient_id": name, "text": said.text}
    if said.replies:
        found["buttons"] = [{"title": r.label, "payload": r.payload} for r in said.replies]
    return found
