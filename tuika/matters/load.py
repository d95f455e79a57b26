"""Read ``knowledge/matters/*.yaml`` and ``knowledge/asks/*.yaml`` once, checked, into :mod:`tuika.matters.model`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tuika.knowledge import HERE

from .model import Advice, Condition, DirectAnswer, Matter, Topic

_TEXT_KEYS = ("say", "copy", "to", "up", "warn")


@dataclass(frozen=True)
class Catalogue:
    """All matters and topics by name."""

    matters: Mapping[str, Matter]
    topics: Mapping[str, Topic]


def _list(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else (str(value),)


def _condition(spec: Mapping[str, Any] | None) -> Condition:
    named = dict(spec or {})
    words = {key: _list(named.pop(key, None)) for key in ("done", "not_done", "with", "matter", "known", "unknown")}
    return Condition(
        values={name: _list(allowed) for name, allowed in named.items()},
        done=words["done"],
        not_done=words["not_done"],
        with_any=words["with"],
        open_matter=words["matter"],
        known=words["known"],
        unknown=words["unknown"],
    )


def _advice(spec: Mapping[str, Any]) -> Advice:
    texts = {key: str(spec[key]).strip() if spec.get(key) else None for key in _TEXT_KEYS}
    return Advice(
        id=str(spec["id"]),
        when=_condition(spec.get("when")),
        say=texts["say"] or "",
        steps=_list(spec.get("steps")),
        copy=texts["copy"],
        to=texts["to"],
        keep=_list(spec.get("keep")),
        up=texts["up"],
        warn=texts["warn"],
        law=_list(spec.get("law")),
        source=_list(spec.get("source")),
        confidence=str(spec.get("confidence", "medium")),
    )


def _answers(specs: Sequence[Mapping[str, Any]]) -> tuple[DirectAnswer, ...]:
    return tuple(
        DirectAnswer(
            when=_condition(spec.get("when")),
            say=str(spec["say"]).strip(),
            source=_list(spec.get("source")),
            confidence=str(spec.get("confidence", "medium")),
        )
        for spec in specs
    )


def matter(name: str, spec: Mapping[str, Any]) -> Matter:
    """The matter that a file's contents describe.

    Raises:
        KeyError, TypeError: the file lacks what every matter has; ``problems`` says so with its line.
    """
    return Matter(
        name=name,
        title=str(spec["title"]),
        family=str(spec["family"]),
        weight=int(spec["weight"]),
        intents=_list(spec.get("intents")),
        implies={str(k): str(v) for k, v in (spec.get("implies") or {}).items()},
        from_table=spec.get("plan", "own") == "table",
        ask=spec.get("ask"),
        plans=tuple(_advice(plan) for plan in spec["plans"]),
        asks={topic: _answers(found) for topic, found in (spec.get("asks") or {}).items()},
        examples=_list(spec.get("examples")),
        twins=_list(spec.get("not")),
    )


def read(path: Path) -> Any:
    """The file as plain values."""
    return YAML(typ="safe", pure=False).load(path.read_text("utf-8"))


def _topics(folder: Path) -> Iterator[Topic]:
    for path in sorted((folder / "asks").glob("*.yaml")):
        for name, spec in (read(path) or {}).items():
            yield Topic(name=name, title=str(spec["title"]), answers=_answers(spec["answers"]))


@cache
def catalogue(folder: Path = HERE) -> Catalogue:
    """All matters and topics, read once a process."""
    matters = {path.stem: matter(path.stem, read(path)) for path in sorted((folder / "matters").glob("*.yaml"))}
    return Catalogue(matters=matters, topics={topic.name: topic for topic in _topics(folder)})
