"""The facts that an intent lets us take as likely: only where it is sure enough, and never against what is known."""

from __future__ import annotations

import pytest

from tuika.dialogue.hearing import Facts, Heard, Wish, implied_facts
from tuika.facts.case import Case
from tuika.facts.fact import Fact, Strength
from tuika.knowledge import book

SPECS = book().intents.intents
IMPLYING = {name: spec for name, spec in SPECS.items() if spec.facts}


@pytest.mark.parametrize("name", IMPLYING)
def test_an_intent_implies_its_facts_where_it_is_sure_enough(name: str) -> None:
    spec = SPECS[name]
    least = spec.sure or book().intents.implies
    for confidence, implied in ((least, dict(spec.facts)), (least - 0.01, {})):
        found = implied_facts(Heard(name, "某某", confidence=confidence), Facts(), Case())
        assert {fact.field: fact.value for fact in found} == implied
        assert all(fact.strength is Strength.IMPLIED and fact.words == "某某" for fact in found)


GRAVE = next(name for name, spec in IMPLYING.items() if spec.sure is not None)
LIGHT = [name for name, spec in IMPLYING.items() if spec.sure is None]


def test_a_further_wish_implies_too_unless_it_is_grave_or_unsure() -> None:
    first, second = LIGHT[:2]
    expected = {**SPECS[second].facts, **SPECS[first].facts}
    for wish, facts_told in (
        (Wish(second, 0.99), expected),
        (Wish(second, 0.01), dict(SPECS[first].facts)),
        (Wish(GRAVE, 0.99), dict(SPECS[first].facts)),
        (Wish("gone", 0.99), dict(SPECS[first].facts)),
    ):
        found = implied_facts(Heard(first, "某某", wishes=(wish,)), Facts(), Case())
        assert {fact.field: fact.value for fact in found} == facts_told


def test_what_was_said_or_is_known_is_not_implied() -> None:
    name = next(n for n in LIGHT if len(SPECS[n].facts) == 1)
    ((field, value),) = SPECS[name].facts.items()
    assert implied_facts(Heard(name, "某某"), Facts((Fact(field, value),)), Case()) == ()
    assert implied_facts(Heard(name, "某某"), Facts(), Case().with_facts({field: value})) == ()
    # a hint is not implied where what it is a hint of is known
    closing = Heard("close_activated_card", "某某")
    assert implied_facts(closing, Facts(), Case().with_facts({"card_stage": "停机"})) == ()
