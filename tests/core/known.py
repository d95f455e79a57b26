"""Facts of the trade as the knowledge has them today, for tests that must not repeat them."""

from __future__ import annotations

from tuika.knowledge import book


def hotline(carrier: str) -> str:
    """The carrier's hotline."""
    number = book().carriers.carriers[carrier].hotline.number
    assert number is not None
    return number


def rights_hotline(carrier: str) -> str:
    """The carrier's hotline for complaints that the first did not settle."""
    line = book().carriers.carriers[carrier].rights_hotline
    assert line is not None
    return line.number
