"""How sure something must be to be acted on (听到几成才算数)."""

from __future__ import annotations

from ..knowledge import book


def bound(name: str) -> float:
    """How sure something must be to be acted on (``advising.yaml``)."""
    return float(getattr(book().advising.bounds, name))
