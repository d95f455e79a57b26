"""Who may talk: conversation tokens that only this server can make. How much: ``runtime.limiter``.

``TUIKA_SECRET`` signs the tokens; every replica must have the same one. Without it a secret is made once and kept in
``.run/secret``, which is enough for one machine.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

SECRET_FILE = Path(__file__).resolve().parent.parent / ".run" / "secret"
_SHORTEST = 32


class WeakSecret(RuntimeError):
    """``TUIKA_SECRET`` is too short to protect anything."""


@lru_cache(maxsize=1)
def secret() -> str:
    """The signing secret.

    Raises:
        WeakSecret: it is shorter than 32 characters.
    """
    given = os.environ.get("TUIKA_SECRET")
    if given:
        if len(given) < _SHORTEST:
            raise WeakSecret(f"TUIKA_SECRET 太短，至少 {_SHORTEST} 个字符")
        return given
    if not SECRET_FILE.exists():
        SECRET_FILE.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return SECRET_FILE.read_text("utf-8")


def new_token() -> str:
    """A new conversation's token: 192 random bits, signed. It stays with the user's browser."""
    return str(URLSafeSerializer(secret(), salt="conversation").dumps(secrets.token_urlsafe(24)))


def conversation_of(token: str | None) -> str | None:
    """The conversation's name in the store, from which the token cannot be found; ``None`` for what we did not make."""
    try:
        inner = URLSafeSerializer(secret(), salt="conversation").loads(token or "")
    except BadSignature:
        return None
    return "web-" + hashlib.sha256(str(inner).encode()).hexdigest()[:40]


def alias(channel: str, identity: str) -> str:
    """A user's name in the store: a keyed hash of what the channel calls them, from which that cannot be found."""
    return f"{channel}-" + hmac.new(secret().encode(), identity.encode(), hashlib.sha256).hexdigest()[:40]


def bearer(authorization: str | None) -> str:
    """The token of an ``Authorization`` header; empty where there is none."""
    return (authorization or "").removeprefix("Bearer ")


def admits(expected: str, authorization: str | None) -> bool:
    """Whether the header shows the token ``expected``; everybody is admitted where none is set."""
    return not expected or hmac.compare_digest(bearer(authorization).encode(), expected.encode())


def ticket(purpose: str, conversation: str) -> str:
    """An unguessable address part that stands for ``conversation`` for a while (see ``redeem``)."""
    return str(URLSafeTimedSerializer(secret(), salt=purpose).dumps(conversation))


def redeem(purpose: str, value: str, seconds: int) -> str | None:
    """The conversation that a ticket stands for; ``None`` where it is forged or older than ``seconds``."""
    try:
        return str(URLSafeTimedSerializer(secret(), salt=purpose).loads(value, max_age=seconds))
    except BadSignature:
        return None
