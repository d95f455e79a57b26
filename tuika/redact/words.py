"""The word lists that redaction goes by (``words.yaml``)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    raw = YAML(typ="safe").load(Path(__file__).parent / "words.yaml")
    return {name: tuple(value.split()) for name, value in raw.items() if isinstance(value, str)}


def words(name: str) -> tuple[str, ...]:
    """The list of this name."""
    return _lists()[name]


def one_of(name: str) -> str:
    """The list as alternatives of a pattern, longest first."""
    return "|".join(sorted(words(name), key=len, reverse=True))
