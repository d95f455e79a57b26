"""Who may talk: conversation tokens that only this server can make. How much: ``runtime.operations.limiter``.

``TUIKA_SECRET`` signs the tokens; every replica must have the same one. Without it a secret is made once and kept in
``.run/secret``, which is enough for one machine.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from tuika.redact import redact

SECRET_FILE = Path(__file__).resolve().parents[2] / ".run" / "secret"
_SHORTEST = 32
_TIMED = "conversation, timed"


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


#: What the store's names of browsers' conversations begin with.
BROWSER = "web-"
#: A token with which nothing was said yet is good for so long, seconds; after that its conversation must be there.
UNUSED_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Key:
    """What a browser's token opens: the conversation's name in the store; ``made`` seconds since the epoch (of a token
    from before times were written into them: 0).
    """

    conversation: str
    made: float


def new_token() -> str:
    """A new conversation's token: 192 random bits and the time, signed. It stays with the user's browser."""
    return str(URLSafeTimedSerializer(secret(), salt=_TIMED).dumps(secrets.token_urlsafe(24)))


def key_of(token: str | None) -> Key | None:
    """What the token opens; the token cannot be found from it. ``None`` for what we did not make."""
    try:
        inner, made = URLSafeTimedSerializer(secret(), salt=_TIMED).loads(token or "", return_timestamp=True)
        return Key(_browsers(inner), made.timestamp())
    except (BadData, UnicodeError):
        pass
    try:
        return Key(_browsers(URLSafeSerializer(secret(), salt="conversation").loads(token or "")), 0.0)
    except (BadData, UnicodeError):
        return None


def _browsers(inner: object) -> str:
    return BROWSER + hashlib.sha256(str(inner).encode()).hexdigest()[:40]


def conversation_of(token: str | None) -> str | None:
    """The name of the conversation that the token opens, where we made it."""
    key = key_of(token)
    return None if key is None else key.conversation


def alias(channel: str, identity: str) -> str:
    """A user's name in the store: a keyed hash of what the channel calls them, from which that cannot be found."""
    return f"{channel}-" + hmac.new(secret().encode(), identity.encode(), hashlib.sha256).hexdigest()[:40]


#: A program's name for a user that may stand in the store as it is, where it also holds no number to speak of.
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 _.-]{0,63}")
_FEW_DIGITS = 5


def program_user(name: str) -> str:
    """What the store calls the user whom a program over REST calls ``name``: never a name of another channel's.

    A name that may tell who somebody is (a number, an address, anything not plain) is kept as a keyed hash.
    """
    plain = _PLAIN_NAME.fullmatch(name) and sum(c.isdigit() for c in name) <= _FEW_DIGITS and redact(name) == name
    return f"rest-{name}" if plain else alias("rest", name)


def bearer(authorization: str | None) -> str:
    """The token of an ``Authorization`` header; empty where there is none, or one that no token of ours can be."""
    given = (authorization or "").removeprefix("Bearer ")
    return given if given.isascii() else ""


def admits(expected: str, authorization: str | None) -> bool:
    """Whether the header shows the token ``expected``; everybody is admitted where none is set."""
    return not expected or hmac.compare_digest(bearer(authorization).encode(), expected.encode())


#: What a proxy adds; a request that carries one comes from somebody else than the address says.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
_HOME = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)


def from_home(address: str, here: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine itself, neither through a proxy nor by another site's name for it.

    Args:
        address: the other end of the connection.
        here: our end of it; the same where somebody on this machine calls it by an address of its own.
        headers: the request's, case-insensitive.
    """
    try:
        near = ipaddress.ip_address(address.partition("%")[0]).is_loopback or address == here
    except ValueError:
        return False
    named = headers.get("host", here)
    by_address = named.rpartition(":")[0].strip("[]") == here or named == here
    return near and not any(n in headers for n in _FORWARDED) and (by_address or _HOME.fullmatch(named) is not None)


def _vault(purpose: str) -> AESSIV:
    return AESSIV(hashlib.sha512(f"{purpose}|{secret()}".encode()).digest())


def ticket(purpose: str, conversation: str, made: float) -> str:
    """An address part that stands for ``conversation`` for a while (see ``redeem``) and does not tell its name.

    The same for the same ``made`` (seconds since the epoch), so that an answer given again is the same answer.
    """
    return seal(purpose, f"{int(made)}|{conversation}")


def redeem(purpose: str, value: str, seconds: int) -> str | None:
    """The conversation that a ticket stands for; ``None`` where it is forged or older than ``seconds``."""
    opened = unseal(purpose, value)
    if opened is None:
        return None
    made, _, conversation = opened.partition("|")
    return conversation if time.time() - int(made) <= seconds else None


def seal(purpose: str, text: str) -> str:
    """``text`` so that only ``unseal`` for the same purpose finds it; the same every time."""
    return base64.urlsafe_b64encode(_vault(purpose).encrypt(text.encode(), None)).decode().rstrip("=")


def unseal(purpose: str, value: str) -> str | None:
    """What was sealed; ``None`` where it was not, or not for this purpose."""
    try:
        sealed = base64.b64decode(value + "=" * (-len(value) % 4), b"-_", validate=True)
        return _vault(purpose).decrypt(sealed, None).decode()
    except (InvalidTag, ValueError):
        return None
