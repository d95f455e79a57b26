"""Telegram's Bot API over HTTP: retries with back-off, the waiting time that a 429 names, errors in plain words."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import aiohttp

from .delivery import Undelivered

logger = logging.getLogger(__name__)

_TRIES = 4
_SECONDS = 20
#: The longest that one message is waited for, where Telegram asks to wait, seconds.
_PATIENCE = 30


class TelegramApi:
    """See the module. ``base`` may be a self-hosted Bot API server. ``repr`` shows no token."""

    def __init__(self, token: str, base: str) -> None:
        """``base`` without a slash at its end."""
        self._address = f"{base}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        """Without the token."""
        return "TelegramApi()"

    async def call(self, method: str, **arguments: Any) -> Any:
        """Call a method; its result.

        Raises:
            Undelivered: it was refused, or could not be reached in several tries.
        """
        body = {name: value for name, value in arguments.items() if value is not None}
        waited = 0.0
        for attempt in range(_TRIES):
            try:
                status, answer = await self._post(method, body)
            except (TimeoutError, aiohttp.ClientError, ValueError) as error:
                # the address carries the token: only the kind of the error is told
                logger.warning("Telegram could not be reached (%s), try %d", type(error).__name__, attempt + 1)
                status, answer = 0, {}
            if answer.get("ok"):
                return answer.get("result")
            pause = float((answer.get("parameters") or {}).get("retry_after") or 0.3 * 2**attempt)
            hopeless = status not in (0, 429) and status < 500
            if hopeless or attempt == _TRIES - 1 or waited + pause > _PATIENCE:
                raise Undelivered(status, str(answer.get("description", "not reached")))
            waited += pause
            await asyncio.sleep(pause)
        raise AssertionError("the loop above always returns or raises")

    async def _post(self, method: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
        async with self._session.post(self._address + method, json=body) as response:
            found = json.loads(await response.text())
            return response.status, found if isinstance(found, dict) else {}
