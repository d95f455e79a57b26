"""Whether the service lives and can take turns, and its numbers: for proxies, orchestrators and Prometheus.

``/health/live``: the process answers. ``/health/ready``: a model is loaded and the database, the action server and
(where there is one) the lock store answer. ``/metrics``: for those who show ``TUIKA_METRICS_TOKEN``, where it is set.
Readiness and metrics are for this machine, and for whoever shows that token; the network gets a 404.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any, override

import aiohttp
import sqlalchemy as sa
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.operations import heap, metrics
from runtime.operations.access import admits
from runtime.operations.purging import Suspicious, keep_days, nightly
from runtime.operations.storage import has_room

from .turns import store_of
from .wiring import failure, from_home, plain_handler

logger = logging.getLogger(__name__)

_SECONDS = 2.0


class HealthChannel(InputChannel):
    """See the module; an input channel only since that is what Rasa gives routes to."""

    @classmethod
    @override
    def name(cls) -> str:
        return "health"

    def url_prefix(self) -> str:
        """At the root."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = Blueprint("health")
        routes.add_route(plain_handler(self._live), "/health/live", methods=["GET"], name="live")
        routes.add_route(plain_handler(self._ready), "/health/ready", methods=["GET"], name="ready")
        routes.add_route(plain_handler(self._metrics), "/metrics", methods=["GET"], name="metrics")
        routes.listener("after_server_start")(self._watch)
        routes.listener("after_server_start")(heap.when_up)
        return routes

    def __init__(self) -> None:
        """Know how long conversations are kept.

        Raises:
            BadSetting: ``TUIKA_KEEP_DAYS`` is none.
        """
        self._days = keep_days(os.environ.get("TUIKA_KEEP_DAYS"))

    async def _watch(self, app: Any, *_: object) -> None:
        if self._days is not None:
            app.add_task(self._purge_nightly(app, self._days))

    async def _purge_nightly(self, app: Any, days: float) -> None:
        """Once a night, in one of the replicas, beside the turns, delete what is older than ``days``."""
        while True:
            try:
                store = store_of(app.ctx.agent)
                gone = await asyncio.get_running_loop().run_in_executor(None, nightly, store, days, time.time())
                if gone is not None:
                    logger.info("Purged %d conversations older than %g days", gone, days)
            except Suspicious as doubt:
                logger.error("%s", doubt)
            except Exception as problem:
                logger.error("The nightly purge failed and is tried again in an hour: %s", failure(problem))
            await asyncio.sleep(3600)

    async def _live(self, request: Request) -> HTTPResponse:
        return response.json({"live": True})

    async def _ready(self, request: Request) -> HTTPResponse:
        if not from_home(request) and not _shows_token(request):
            return response.text("", 404)
        agent = request.app.ctx.agent
        checks = {
            "model": agent is not None and agent.is_ready(),
            "database": await _holds(_database(agent)),
            "actions": await _holds(_actions(agent)),
            "locks": await _holds(_locks(agent)),
        }
        return response.json(checks, 200 if all(checks.values()) else 503)

    async def _metrics(self, request: Request) -> HTTPResponse:
        if os.environ.get("TUIKA_METRICS_TOKEN"):
            if not _shows_token(request):
                return response.text("", 401)
        elif not from_home(request):
            return response.text("", 404)
        return response.raw(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _shows_token(request: Request) -> bool:
    """Whether the metrics' token is set and shown."""
    token = os.environ.get("TUIKA_METRICS_TOKEN", "")
    return bool(token) and admits(token, request.headers.get("authorization"))


async def _holds(check: Awaitable[None]) -> bool:
    try:
        await asyncio.wait_for(check, _SECONDS)
        return True
    except Exception as problem:
        logger.warning("Not ready: %s", type(problem).__name__)
        return False


async def _database(agent: Any) -> None:
    """Return where the database answers and a turn can be written down.

    Raises:
        OSError: there is no room.
    """
    store = store_of(agent)
    with store.session_scope() as session:
        session.execute(sa.text("SELECT 1"))
    if not has_room(store.engine):
        raise OSError("no room")


async def _actions(agent: Any) -> None:
    address = str(agent.action_endpoint.url).replace("/webhook", "/health")
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        answer.raise_for_status()


async def _locks(agent: Any) -> None:
    async with agent.lock_store.lock("health", lock_lifetime=_SECONDS):
        pass
