"""A code that opens a talk on another device (接着聊的码): ten minutes, one use, useless to whoever reads the store.

What is kept is the browser's token, sealed under the code itself and our secret; the code stands nowhere.
"""

from __future__ import annotations

import secrets
import time
from typing import Protocol

from runtime.operations import access

#: Without what looks or sounds alike (0 and O, 1 and I and L).
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8
SECONDS = 600


class Shelf(Protocol):
    """Where sealed tokens wait (``runtime.operations.ledger``)."""

    def share(self, name: str, value: str, until: float) -> None:
        """Keep a value until then."""

    def take(self, name: str) -> str | None:
        """The value, while it is good, for one taker."""


def issue(shelf: Shelf, token: str) -> str:
    """A new code for the conversation that ``token`` opens."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    shelf.share(_name(code), access.seal(f"resume|{code}", token), time.time() + SECONDS)
    return code


def redeem(shelf: Shelf, typed: str) -> str | None:
    """The token that the code stands for, once; ``None`` for a code that is none, was used or has run out."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        return None
    sealed = shelf.take(_name(code))
    return None if sealed is None else access.unseal(f"resume|{code}", sealed)


def _name(code: str) -> str:
    return access.alias("resume", code)
