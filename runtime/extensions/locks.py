"""Conversation locks for several replicas, over Redis.

Rasa's own Redis lock store reads a lock, adds a ticket and writes it back in two steps, so two processes can hold the
same ticket. Here the lock is redis-py's (one atomic SET NX, released by a script that checks the owner). Within a
process messages keep their order: they queue before they compete with other processes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import redis.asyncio as aioredis
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import LockError as NotOwned
from redis.exceptions import RedisError

_PREFIX = "tuika:lock:"
_POLL_SECONDS = 0.02


class RedisLocks(LockStore):
    """See the module. ``endpoints.production.yml`` names it, with ``url`` (``redis://…``)."""

    def __init__(self, endpoint_config: Any = None) -> None:
        """Connect when the first lock is wanted.

        Raises:
            ValueError: no address is given.
        """
        self._url = getattr(endpoint_config, "url", None)
        if not self._url or "://" not in self._url:
            raise ValueError("TUIKA_REDIS 没有设置：多副本要用 Redis 锁（例如 redis://127.0.0.1:6379/1）")
        self._redis: aioredis.Redis | None = None
        self._queues: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        super().__init__()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation's lock, for at most ``lock_lifetime`` seconds.

        Raises:
            LockError: it was not free in that time, or Redis cannot be reached.
        """
        self._waiting[conversation_id] = self._waiting.get(conversation_id, 0) + 1
        queue = self._queues.setdefault(conversation_id, asyncio.Lock())
        try:
            async with queue:
                held = await self._acquire(conversation_id, lock_lifetime)
                try:
                    yield TicketLock(conversation_id)
                finally:
                    await self._release(held)
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]
                del self._queues[conversation_id]

    async def _acquire(self, conversation_id: str, lifetime: float) -> Any:
        if self._redis is None:
            # a connection that is kept may be of before Redis was started again: then a new one, once
            self._redis = aioredis.from_url(
                self._url,
                socket_timeout=5,
                socket_connect_timeout=5,
                retry=Retry(NoBackoff(), 1),
                retry_on_error=[ConnectionLost],
            )
        held = self._redis.lock(_PREFIX + conversation_id, timeout=lifetime)
        end = time.monotonic() + lifetime
        try:
            while not await held.acquire(blocking=False):
                if time.monotonic() > end:
                    raise LockError(f"Could not acquire lock for conversation_id '{conversation_id}'.")
                await asyncio.sleep(_POLL_SECONDS)
        except (TimeoutError, RedisError, OSError) as error:
            raise LockError(f"Redis cannot be reached ({type(error).__name__}).") from error
        return held

    async def _release(self, held: Any) -> None:
        # it may have run out by itself, or Redis is gone: in both cases it frees itself
        with suppress(NotOwned, RedisError, OSError, asyncio.TimeoutError):
            await held.release()
