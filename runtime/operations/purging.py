"""How long conversations are kept (``TUIKA_KEEP_DAYS``), and the nightly purge of what is older.

Nothing of Rasa is imported here, so that a launcher can check the setting before anything heavy starts.
"""

from __future__ import annotations

import math
import time
from datetime import datetime
from typing import Protocol

import tuika

from .ledger import Ledger

DAY = 24 * 3600
KEEP_DAYS = 180.0
#: The word for keeping everything.
FOREVER = "never"
#: More than this share of all conversations at once is no night's work, unless night followed upon night.
SHARE = 0.25
#: The last purge lies no longer ago than this where the clock has simply gone on, seconds.
_LATELY = 3 * DAY
#: Who began a purge and has not ended it by then is gone, seconds.
_GONE_AFTER = 3600
_LAST = "purge.last"


class BadSetting(ValueError):
    """``TUIKA_KEEP_DAYS`` is no number of days; the message says what is wanted."""


class Suspicious(RuntimeError):
    """So much is suddenly old that the clock is likelier to be wrong; nothing was deleted."""

    def __init__(self, old: int, whole: int, days: float) -> None:
        """``old`` of ``whole`` conversations would go."""
        super().__init__(
            f"没有清理：{whole} 段对话里有 {old} 段一下子都超过了 {days:g} 天，先看看机器的时钟对不对；"
            f"确实要删就运行 python -m runtime.privacy purge {days:g} --yes"
        )


class Store(Protocol):
    """What is needed of the conversation store."""

    @property
    def ledger(self) -> Ledger:
        """What channels remember."""

    def ages(self, before: float) -> tuple[int, int]:
        """(conversations silent since ``before``, all of them)."""

    def purge(self, before: float) -> int:
        """Delete those; how many."""


def keep_days(given: str | None) -> float | None:
    """The days that ``TUIKA_KEEP_DAYS`` gives, 180 where it gives none; ``None``: nothing is ever purged.

    Raises:
        BadSetting: it is neither a number of days, at least one, nor 「never」.
    """
    if not given:
        return KEEP_DAYS
    if given.strip().lower() == FOREVER:
        return None
    try:
        days = float(given)
    except ValueError:
        days = 0.0
    if not math.isfinite(days) or days < 1:
        raise BadSetting(f"TUIKA_KEEP_DAYS={given} 不对：要是 1 以上的天数，想一直留着就写 {FOREVER}")
    return days


def suspicious(store: Store, days: float, now: float) -> Suspicious | None:
    """What speaks against purging what is older than ``days`` before ``now`` without asking anybody.

    A purge that follows upon last night's has seen the clock go on, and may delete all that there is. After a gap (the
    first one, a machine that was off, a clock that was moved) it may only delete a share.
    """
    last = store.ledger.shared(_LAST)
    if last is not None and 0 <= now - float(last) <= _LATELY:
        return None
    old, whole = store.ages(now - days * DAY)
    return Suspicious(old, whole, days) if old > whole * SHARE else None


def purge(store: Store, days: float, now: float) -> int:
    """Delete conversations in which nothing was said for ``days`` days before ``now``; how many."""
    gone = store.purge(now - days * DAY)
    store.ledger.share(_LAST, repr(now), max(now, time.time()) + 3650 * DAY)
    return gone


def nightly(store: Store, days: float, now: float) -> int | None:
    """This night's purge, unless another process has done it (then ``None``); how many conversations went.

    What fails is open again, for the next who asks.

    Raises:
        Suspicious: it must be confirmed by the command.
    """
    key = f"purge:{datetime.fromtimestamp(now, tuika.SHANGHAI).date().isoformat()}"
    if not _taken(store.ledger, key):
        return None
    try:
        doubt = suspicious(store, days, now)
        if doubt is not None:
            raise doubt
        gone = purge(store, days, now)
    except BaseException:
        store.ledger.move(key, "running", "failed")
        raise
    store.ledger.move(key, "running", "done")
    return gone


def _taken(ledger: Ledger, key: str) -> bool:
    """Whether the night is ours: nobody's so far, or of somebody who failed or is gone."""
    claim = ledger.claim(key, "running")
    if claim.ours:
        return True
    if claim.state == "running" and time.time() - claim.at > _GONE_AFTER:
        ledger.move(key, "running", "failed")
    return ledger.move(key, "failed", "running")
