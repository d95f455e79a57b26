"""A full collection of a settled heap looks only at what came afterwards."""

from __future__ import annotations

import gc

from runtime.operations.heap import settle


class _Loop:
    def __init__(self) -> None:
        self.me = self


def test_what_is_loaded_is_not_looked_at_again_and_what_comes_later_is_freed() -> None:
    loaded = [_Loop() for _ in range(1000)]
    try:
        assert settle() > 1000
        watched = gc.get_objects()
        assert not any(thing is loaded[0] for thing in watched)
        gone = [_Loop() for _ in range(1000)]
        del gone
        assert gc.collect() >= 1000
    finally:
        gc.unfreeze()
