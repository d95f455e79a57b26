"""Facts heard against facts told: precision, recall and F1 over ``tests/nlu/entities.yaml``."""

from __future__ import annotations

from typing import NamedTuple

from ruamel.yaml import YAML

from nlu.budget import Budget
from nlu.extract import entities
from nlu.text import normalise
from nlu.zh import read
from runtime.launching.model import ROOT

from .corpus import NOW

PATH = ROOT / "tests" / "nlu" / "entities.yaml"


class Score(NamedTuple):
    """Shares of facts; a fact is right when name and value are."""

    precision: float
    recall: float
    f1: float
    messages: int


def measure() -> Score:
    """Read every message as the bot does."""
    rows = YAML(typ="safe").load(PATH.read_text("utf-8"))
    right = heard = told = 0
    for row in rows:
        budget = Budget()
        found = entities(read(normalise(row["says"]).text, budget), NOW, budget)
        got = {(fact.name, str(fact.value).removesuffix(".0")) for fact in found}
        want = {(name, str(value)) for name, value in row["facts"].items()}
        right, heard, told = right + len(got & want), heard + len(got), told + len(want)
    precision, recall = right / heard, right / told
    return Score(precision, recall, 2 * precision * recall / (precision + recall), len(rows))
