"""The forms of personal data that no store, file or log may hold, and how to tell whether one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tuika.redact.reading import read

FOLDER = Path(__file__).parent
GROUPS = ("reviewed", "ours", "blind")
#: Marks that the program makes: they hold digits that are nobody's.
OWN = ("timestamp", "message_id", "confidence", "start", "end", "intent_ranking", "model_id", "assistant_id")
#: So many digits of a number may stay; of codes, passwords and accounts two.
_MAY_STAY = {"phone": 4, "card": 4, "parcel": 4, "order": 4, "landline": 4, "id": 2, "plate": 2}
_FEW = 2
_TELLING = 6
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

    @property
    def is_telling(self) -> bool:
        """Whether the secret is long enough to be told from the digits of times and measures."""
        return self.kind in _WORDS or len(self.secret) >= _TELLING

    def is_in(self, log: str) -> bool:
        """Whether a log, which has digits of its own, holds the whole message or the whole secret."""
        return self.text in log or (self.is_telling and self.secret in log)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names of members and written-out numbers too; an event's own marks left out."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in OWN:
                yield name
                yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    else:
        yield str(value)


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All of them: 70 of each first group, 130 in the last."""
    groups = YAML(typ="safe").load(FOLDER / "forms.yaml")
    return tuple(Form(**entry) for group in GROUPS for entry in groups[group])


def _plain(text: str) -> str:
    """Digits and letters alone, whichever way they were written."""
    return re.sub(r"[^0-9A-Za-z]", "", read(text).digits).lower()
