"""What the messaging channels share with their server and operator."""

from __future__ import annotations

import json
import logging
import os
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.operations import access

logger = logging.getLogger(__name__)

#: For every answer that holds what somebody said, or a key to it.
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def settings(prefix: str, names: Sequence[str], title: str) -> Mapping[str, str] | None:
    """The environment's ``<prefix>_<name>`` by name; ``None``, said in the log, where none is set.

    Raises:
        ValueError: some are set and some are not.
    """
    given = {name: os.environ.get(f"{prefix}_{name}", "") for name in names}
    missing = [f"{prefix}_{name}" for name, value in given.items() if not value]
    if len(missing) == len(given):
        # a warning, since the servers log nothing below it
        logger.warning("%s没有配置，这个渠道没开（要开就设置 %s）", title, "、".join(missing))
        return None
    if missing:
        raise ValueError(f"{title}的配置不全，还缺：{'、'.join(missing)}")
    return given


class BadBody(ValueError):
    """A request's body that is no JSON object; ``name`` is the text's name: ``too_big`` or ``malformed``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def json_object(request: Request, most: int) -> Mapping[str, Any]:
    """The request's body as a JSON object of at most ``most`` bytes.

    Raises:
        BadBody: it is none.
    """
    if len(request.body) > most:
        raise BadBody("too_big")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadBody("malformed") from None
    if not isinstance(body, dict):
        raise BadBody("malformed")
    return body


#: No body of any channel is larger, bytes; Sanic would keep a hundred megabytes before anybody looks.
MAX_BODY = 300_000
#: A request's head must have come by then, seconds; a body and its answer have Sanic's own minute.
HEAD_SECONDS = 15


def bound(app: Sanic) -> None:
    """Bound what every request to ``app`` may hold, by whatever command it was started."""
    app.config.REQUEST_MAX_SIZE = MAX_BODY
    app.config.REQUEST_TIMEOUT = HEAD_SECONDS


def from_home(request: Request) -> bool:
    """Whether the request comes from this machine itself (``access.from_home``)."""
    ends = [request.transport.get_extra_info(name) for name in ("peername", "sockname")]
    if not all(isinstance(end, tuple) for end in ends):
        return False
    return access.from_home(str(ends[0][0]), str(ends[1][0]), request.headers)


def of_another_site(request: Request) -> bool:
    """Whether a page of another site sends the request: by what browsers say of it, newer and older ones."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    # a proxy may call us by another name; no page can send its name for us without being asked first
    ours = (request.headers.get("host"), request.headers.get("x-forwarded-host"))
    return origin is not None and origin.partition("://")[2] not in ours


def failure(error: BaseException) -> str:
    """An error's kind and the last places it came through, for the log; its message may hold what a user wrote."""
    places = traceback.extract_tb(error.__traceback__)[-4:]
    return f"{type(error).__name__} ({' > '.join(f'{os.path.basename(p.filename)}:{p.lineno}' for p in places)})"


def plain_handler(handler: Callable[..., Awaitable[HTTPResponse]]) -> Callable[..., Awaitable[HTTPResponse]]:
    """A function around a method, since Sanic writes attributes on its handlers; whatever fails is a bare 503."""

    async def plain(request: Request, **parts: str) -> HTTPResponse:
        try:
            return await handler(request, **parts)
        except SanicException:
            raise
        except (Exception, SystemExit) as error:
            logger.error("A request to %s failed: %s", request.endpoint, failure(error))
            return response.text("", 503)

    return plain
