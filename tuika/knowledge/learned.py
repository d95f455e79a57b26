"""What the training data and the domain name (学过的名字), for the check of references."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from .yaml_text import read_yaml

_ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=2)
def learned(kind: str) -> tuple[str, ...]:
    """The intents or entities of ``domain.yml``; none where the file is not there (in a bare action server)."""
    path = _ROOT / "domain.yml"
    return tuple(read_yaml(path.read_text("utf-8"))[kind]) if path.exists() else ()


@lru_cache(maxsize=1)
def learned_objections() -> tuple[str, ...]:
    """The objections for which there are examples; none where the training data is not there."""
    path = _ROOT / "data" / "nlu" / "objections.yml"
    if not path.exists():
        return ()
    blocks = read_yaml(path.read_text("utf-8"))["nlu"]
    return tuple(b["intent"].partition("/")[2] for b in blocks if b["intent"].startswith("objection/"))


@lru_cache(maxsize=1)
def things() -> tuple[str, ...]:
    """The things that a message can name (``nlu/things.yaml``); none where the file is not there."""
    path = _ROOT / "nlu" / "things.yaml"
    return tuple(map(str, read_yaml(path.read_text("utf-8")))) if path.exists() else ()


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, str]]:
    """The names that the reading gives (``nlu/labels.yaml``); none where the file is not there."""
    path = _ROOT / "nlu" / "labels.yaml"
    return read_yaml(path.read_text("utf-8")) if path.exists() else {}


@lru_cache(maxsize=1)
def kinds_of_turn() -> tuple[str, ...]:
    """What kinds of turn a message may be (``nlu/labels.yaml``); none where the file is not there."""
    named = labels()
    return (*named["kinds"], *named["meta"], *named["kind_of_event"]) if named else ()


@lru_cache(maxsize=2)
def worded(kind: str) -> Mapping[str, frozenset[str]]:
    """Matter -> the ``exchanges`` (or ``openings``) for which there are wordings; none where there is no such data."""

    def named(path: Path) -> frozenset[str]:
        lines = (line.partition("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
        return frozenset(name for name, tab, _ in lines if tab)

    return {path.stem: named(path) for path in _ROOT.glob(f"data/{kind}/*.tsv")}
