"""Facts in what people write: the lexicon, dates, sums and lengths together. No Rasa in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu.extract import entities
from nlu.text import normalise
from nlu.zh import pipeline
from tuika.dialogue.hearing import BARE, UNSURE
from tuika.facts.fields import FIELDS, BadValue, canonical, parse

NOW = datetime(2026, 11, 24, 14, 0)
TABLE = YAML(typ="safe").load(Path(__file__).with_name("utterances.yaml").read_text("utf-8"))


def facts(text: str) -> dict[str, Any]:
    """Name -> value, as the pipeline finds them."""
    return {e.name: e.value for e in entities(pipeline()(normalise(text).text), NOW)}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["says"])
def test_what_is_heard(row: dict[str, Any]) -> None:
    found = facts(row["says"])
    for name, value in (row.get("facts") or {}).items():
        assert name in found, f"{name} was not heard; heard: {found}"
        assert str(found[name]).removesuffix(".0") == str(value)
    for name in row.get("not", ()):
        assert name not in found, f"{name}={found[name]} was heard"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["says"])
def test_every_value_is_one_the_case_can_hold(row: dict[str, Any]) -> None:
    for name, value in facts(row["says"]).items():
        if name in BARE:
            continue
        if name == UNSURE:
            assert canonical(value) in FIELDS
            continue
        try:
            parse(name, value)
        except BadValue as error:
            pytest.fail(str(error))


@pytest.mark.parametrize(
    "text", ["", " ", "😀😀", "，。！", "\x00\x07", "a" * 10_000, "我" * 10_000, "{}", "13月45号", "99999999999元"]
)
def test_odd_input_is_read_without_harm(text: str) -> None:
    facts(text)


def test_offsets_point_into_the_text_as_typed() -> None:
    typed = "前天😡在【點廣告】辦的聯通卡"
    normal = normalise(typed)
    found = {e.name: typed[slice(*normal.span(e.start, e.end))] for e in entities(pipeline()(normal.text), NOW)}
    assert found["carrier"].startswith("聯通")
    assert found["order_date"] == "前天"
