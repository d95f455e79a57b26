"""How surely what was found was heard (听得有多准): lists of names with a confidence, and rows of confidences."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np

#: How sure fixed words make what they tell.
FIXED = 0.6
#: So many names of a kind are told.
_TOLD = 8


def sureness(found: Dict[str, Any]) -> float:
    """The key that sorts the surest first."""
    return -float(found["confidence"])


def raised(found: List[Dict[str, Any]], name: str, least: float = FIXED) -> List[Dict[str, Any]]:
    """What was found, with ``name`` at least as sure as fixed words make it."""
    sure = max([least, *(float(f["confidence"]) for f in found if f["name"] == name)])
    return sorted([{"name": name, "confidence": sure}, *but(found, name)], key=sureness)[:_TOLD]


def but(found: List[Dict[str, Any]], *names: str) -> List[Dict[str, Any]]:
    """What was found, without these names."""
    return [f for f in found if f["name"] not in names]


def without(row: np.ndarray, columns: List[int]) -> np.ndarray:
    """The row with nothing in these columns."""
    left = row.copy()
    left[columns] = 0.0
    return left
