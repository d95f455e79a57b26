"""The channels' own words (``texts.yaml``)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PATH = Path(__file__).with_name("texts.yaml")


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    """All of them, by section and name."""
    loaded: dict[str, Any] = YAML(typ="safe").load(PATH)
    return loaded


def error(name: str, **words: Any) -> str:
    """An error worded for the user.

    Raises:
        KeyError: no such error.
    """
    return str(texts()["errors"][name]).format(**words)
