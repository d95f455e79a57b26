"""The forms of personal data that no store, file or log may hold, and how to tell whether one does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from tuika.redact.reading import read

#: So many digits of a number may stay; of codes, passwords and accounts two.
_MAY_STAY = {"phone": 4, "card": 4, "parcel": 4, "order": 4, "landline": 4, "id": 2, "plate": 2}
_FEW = 2
GROUPS = ("reviewed", "ours", "blind")
_WORDS = ("name", "address")


@dataclass(frozen=True)
class Form:
    """One written form; ``secret`` is what must not be readable."""

    kind: str
    text: str
    secret: str

    def leaks_into(self, kept: str) -> bool:
        """Whether ``kept``, in whatever way of writing, still holds the secret, or more of a number than may stay."""
        if self.kind in _WORDS:
            return self.secret in kept or read(self.secret).plain in read(kept).plain
        secret, written = _plain(self.secret), _plain(kept)
        stay = _MAY_STAY.get(self.kind, _FEW) + 1
        return any(secret[i : i + stay] in written for i in range(len(secret) - stay + 1))


def _plain(text: str) -> str:
    """Digits and letters alone, whichever way they were written."""
    return re.sub(r"[^0-9A-Za-z]", "", read(text).digits).lower()


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All of them: 70 of each first group, 130 in the last."""
    groups = yaml.safe_load((Path(__file__).parent / "forms.yaml").read_text("utf-8"))
    return tuple(Form(**entry) for group in GROUPS for entry in groups[group])
