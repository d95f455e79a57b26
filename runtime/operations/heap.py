"""The heap of a server that is up (内存): what was loaded stays, so the collector need not look at it again.

Rasa, spaCy and the dictionaries come to more than half a million objects. A full collection walks all of them, a third
of a second and more in which nobody is answered, every few hundred turns.
"""

from __future__ import annotations

import ctypes
import gc


def settle() -> int:
    """Keep all that is loaded now out of later collections; how many objects that is. Once, when a server is up.

    What loading needed for a moment goes back to the machine, where its C library can do that (glibc).
    """
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return gc.get_freeze_count()


async def when_up(*_: object) -> None:
    """``settle`` as a listener of Sanic's."""
    settle()
