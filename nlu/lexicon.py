"""The lexicon file (``lexicon.yaml``): words, situations and roles, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PATH = Path(__file__).with_name("lexicon.yaml")
#: Characters before a place in which a denial stands: the longest is shorter (``tests/nlu/test_cost.py`` looks).
NEGATION_WINDOW = 8


@dataclass(frozen=True)
class Situation:
    """What people see, as one pattern: it tells ``field`` = ``value`` unless the field ``unless`` was told."""

    field: str
    value: str
    pattern: re.Pattern[str]
    unless: str | None


@dataclass(frozen=True)
class Role:
    """What a date or number near certain words is; ``field`` is ``None`` where it is nothing of the case."""

    field: str | None
    near: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    past: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The compiled lexicon."""

    words: Mapping[str, Mapping[str, list[str]]]
    situations: tuple[Situation, ...]
    day_names: Mapping[str, str]
    date_roles: tuple[Role, ...]
    money_roles: tuple[Role, ...]
    months_roles: tuple[Role, ...]
    negation: re.Pattern[str]
    spoken: Mapping[str, str]
    spoken_words: re.Pattern[str]

    def standard(self, text: str) -> str:
        """``text`` with spoken, regional and misspelt words in their standard form; the length may change."""
        return self.spoken_words.sub(lambda found: self.spoken[found.group()], text)

    def negated(self, text: str, at: int) -> bool:
        """Whether what begins at ``at`` is denied by the words right before it."""
        return self.negation.search(text[max(0, at - NEGATION_WINDOW) : at]) is not None

    def names(self) -> Iterator[tuple[str, str, str]]:
        """(field, value, word) for every word that the entity ruler knows."""
        for field, values in self.words.items():
            for value, words in values.items():
                for word in words:
                    yield field, value, word


def _maybe(entry: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(entry[key]) if key in entry else None


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon of this project.

    Raises:
        re.error: a pattern is no regular expression.
    """
    spec = YAML(typ="safe").load(PATH.read_text("utf-8"))
    roles = {
        kind: tuple(Role(e["field"], before=_maybe(e, "before"), after=_maybe(e, "after")) for e in spec[kind])
        for kind in ("money_roles", "months_roles")
    }
    spoken = {str(word): standard for standard, words in spec["spoken"].items() for word in words}
    return Lexicon(
        spoken=spoken,
        spoken_words=re.compile("|".join(sorted(map(re.escape, spoken), key=len, reverse=True))),
        words={f: {v: [str(w) for w in ws] for v, ws in vs.items()} for f, vs in spec["words"].items()},
        situations=tuple(
            Situation(e["field"], e["value"], re.compile("|".join(e["patterns"])), e.get("unless"))
            for e in spec["situations"]
        ),
        day_names={str(k): v for k, v in spec["day_names"].items()},
        date_roles=tuple(
            Role(e["field"], near=re.compile("|".join(e["words"])), past=e["past"]) for e in spec["date_roles"]
        ),
        money_roles=roles["money_roles"],
        months_roles=roles["months_roles"],
        negation=re.compile(spec["negation"]),
    )
