"""One fact as the extractor finds it (抽取到的事实)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """One fact: the case's field (or ``date``, ``amount``, ``months`` without a role), its value and where it stands.

    ``start`` and ``end`` are a half-open range in the normalised text.
    """

    name: str
    value: str | float | int
    start: int
    end: int
