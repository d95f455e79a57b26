"""Hygiene of the training data, read as plain YAML."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nlu.examples import examples
from nlu.text import plain
from runtime.generation.responses import PATH, text
from tuika.answers.objections import keys
from tuika.dialogue.bare import BARE
from tuika.dialogue.hearing import CONTROLS, UNSURE
from tuika.facts.fields import FIELDS, PUBLIC
from tuika.knowledge import book

ROOT = Path(__file__).resolve().parents[2]
_YAML = YAML(typ="safe")
DOMAIN: dict[str, Any] = _YAML.load((ROOT / "domain.yml").read_text("utf-8"))
EXAMPLES: list[tuple[str, str]] = [
    example for path in sorted((ROOT / "data" / "nlu").glob("*.yml")) for example in examples(path)
]
COUNTS = Counter(intent for intent, _ in EXAMPLES)
#: The names that the project's design fixes.
DESIGNED = [
    "cancel_order",
    "close_activated_card",
    "ask_channel",
    "check_order_stage",
    "ask_refund_time",
    "refund_overdue",
    "batch_settlement",
    "charged_after_cancel",
    "contract_penalty",
    "reject_delivery",
    "objection",
    "activation_dispute",
    "identity_misuse",
    "misleading_sales",
    "sms_unsubscribe",
    "escalate_complaint",
    "ask_law",
    "evidence",
    "choose_card_advice",
    "inform",
    "dont_know",
    "other_telecom",
    "out_of_scope",
    "chitchat",
    "greet",
    "goodbye",
    "thanks",
    "affirm",
    "deny",
    "bot_challenge",
    "restart",
]


def _intents() -> set[str]:
    return {next(iter(i)) if isinstance(i, dict) else i for i in DOMAIN["intents"]}


def test_no_example_stands_twice() -> None:
    where: dict[str, str] = {}
    for intent, example in EXAMPLES:
        sentence = plain(example)
        assert sentence not in where, f"「{example}」 stands in {where[sentence]} and in {intent}"
        where[sentence] = intent


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.yml")), ids=lambda path: path.name)
def test_training_and_held_out_share_no_sentence(path: Path) -> None:
    learned = {plain(example): intent for intent, example in EXAMPLES}
    held: dict[str, str] = {}
    for label, example in examples(path):
        assert label in COUNTS
        sentence = plain(example)
        assert sentence not in learned, f"{example} of {path.name} is learned as {learned[sentence]}"
        assert sentence not in held, f"{example} stands twice in {path.name}"
        held[sentence] = label
    assert len(held) > 100


@pytest.mark.parametrize("intent", sorted(set(COUNTS)))
def test_each_intent_has_enough_examples(intent: str) -> None:
    assert COUNTS[intent] >= (25 if intent.startswith("objection/") else 60)


def test_names_agree_everywhere() -> None:
    described = set(book().intents.intents)
    assert _intents() == described
    assert {intent.partition("/")[0] for intent in COUNTS} == described
    assert set(DESIGNED) <= described
    assert {i.partition("/")[2] for i in COUNTS if "/" in i} == set(keys())
    former = {old for field in FIELDS.values() for old in field.formerly}
    assert set(DOMAIN["entities"]) == {*FIELDS, *former, *BARE, *CONTROLS, UNSURE}
    assert set(DOMAIN["slots"]) == {*PUBLIC, "talk"}


def test_every_intent_has_exactly_one_rule() -> None:
    rules = [
        r for p in sorted((ROOT / "data" / "rules").glob("*.yml")) for r in _YAML.load(p.read_text("utf-8"))["rules"]
    ]
    firsts = [rule["steps"][0] for rule in rules]
    ruled = Counter(step["intent"] for first in firsts for step in first.get("or", [first]))
    # Rasa itself answers `restart` with action_restart, which is ours
    assert ruled == Counter({*_intents() - {"restart"}, "nlu_fallback"})


def test_the_responses_are_those_of_the_knowledge() -> None:
    assert PATH.read_text("utf-8") == text(), "run `make responses`"
