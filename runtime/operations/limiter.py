"""How much within which time: exact moving windows, in memory (bounded) or in the Redis that ``TUIKA_LIMITS`` names.

In memory a hit costs the same however many are known: each rate keeps its keys in the order of their last counted hit,
so that what has run out stands in front and is forgotten in passing. ``limits``' own memory storage walks all entries
of all keys at every hit and never gives a key back; with Redis, where keys run out by themselves, it is used as it is.
"""

from __future__ import annotations

import os
import time
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

#: How many keys one rate remembers; beyond it the one that was quiet longest is forgotten.
MOST_KEYS = 200_000
#: How many keys that have run out are forgotten at one hit: more than come in, so none stay behind.
_SWEPT = 4

_rate = lru_cache(maxsize=64)(parse)


class Window:
    """One rate over many keys. For one thread: the server's event loop."""

    def __init__(self, amount: int, seconds: float, most: int = MOST_KEYS) -> None:
        """``amount`` hits of a key within any ``seconds``; ``most`` keys are remembered."""
        self._amount, self._seconds, self._most = amount, seconds, most
        # key -> when it was hit, oldest first; the keys themselves by their last hit
        self._hits: OrderedDict[str, array[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._hits)

    def allow(self, key: str, now: float) -> bool:
        """Whether one more hit of ``key`` is within the rate; counts it where it is.

        ``now``: in seconds, of a clock that never goes back.
        """
        self._sweep(now)
        hits = self._hits.get(key)
        if hits is None:
            hits = self._hits[key] = array("d")
        del hits[: bisect_right(hits, now - self._seconds)]
        if len(hits) >= self._amount:
            return False
        hits.append(now)
        self._hits.move_to_end(key)
        if len(self._hits) > self._most:
            self._hits.popitem(last=False)
        return True

    def _sweep(self, now: float) -> None:
        for _ in range(_SWEPT):
            if not self._hits:
                return
            key, hits = next(iter(self._hits.items()))
            if hits and hits[-1] > now - self._seconds:
                return
            del self._hits[key]


class Memory:
    """Limits of this process alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST_KEYS) -> None:
        """``clock`` gives seconds and never goes back; ``most`` keys are remembered for each rate."""
        self._clock, self._most = clock, most
        self._windows: dict[str, Window] = {}

    def allow(self, rate: str, *who: str) -> bool:
        """Whether one more is within ``rate`` (「20/minute」) for ``who``; counts it where it is."""
        window = self._windows.get(rate)
        if window is None:
            item = _rate(rate)
            window = self._windows[rate] = Window(item.amount, item.get_expiry(), self._most)
        return window.allow("\0".join(who), self._clock())

    def __len__(self) -> int:
        """How many keys are remembered, over all rates."""
        return sum(map(len, self._windows.values()))


class Shared:
    """Limits of all replicas together, over ``limits``' own storage (Redis)."""

    def __init__(self, address: str) -> None:
        """Open the storage at ``address`` (``redis://…``)."""
        # the limiter itself holds its storage only weakly
        self._storage = storage_from_string(address)
        self._limiter = MovingWindowRateLimiter(self._storage)

    def allow(self, rate: str, *who: str) -> bool:
        """See ``Memory.allow``."""
        return bool(self._limiter.hit(_rate(rate), *who))


@lru_cache(maxsize=1)
def limits() -> Memory | Shared:
    """This process's limits: shared where ``TUIKA_LIMITS`` names a store."""
    address = os.environ.get("TUIKA_LIMITS", "")
    return Shared(address) if address and not address.startswith("memory:") else Memory()
