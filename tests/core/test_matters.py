"""The matters: every file can be used, says it short, and names where it comes from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tuika.dialogue.telling import lines_of
from tuika.facts.case import Case
from tuika.facts.fields import FIELDS
from tuika.knowledge import HERE, book
from tuika.knowledge.models.advising import BY_THINGS
from tuika.matters.load import catalogue
from tuika.matters.model import Advice, Condition, Matter, Standing
from tuika.speech.wording import context, render

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 24)
LABELS: dict[str, Any] = YAML(typ="safe").load((ROOT / "nlu" / "labels.yaml").read_text("utf-8"))
MATTERS = sorted(catalogue().matters)
#: Who sold the card and whose it is change the names in a text, and with them its length.
CARRIERS = (None, "移动", "联通", "电信", "广电", "虚拟运营商", "物联网卡")
SELLERS = (None, "运营商官方", "网盟/代理", "电商平台")


def variants() -> list[Case]:
    """A case for each carrier and seller."""
    cases = []
    for carrier in CARRIERS:
        for seller in SELLERS:
            facts = {"carrier": carrier, "sales_channel": seller}
            cases.append(Case().with_facts({name: value for name, value in facts.items() if value is not None}))
    return cases


VARIANTS = variants()


def rendered(text: str, case: Case) -> list[str]:
    return lines_of(render(text, **context(case, TODAY)))


def plans(name: str) -> list[tuple[Matter, Advice]]:
    matter = catalogue().matters[name]
    return [(matter, advice) for advice in matter.plans]


def test_there_is_a_file_for_each_matter_that_can_be_heard() -> None:
    assert set(MATTERS) == {path.stem for path in (HERE / "matters").glob("*.yaml")}
    heard = set(LABELS["matters"])
    assert heard - set(MATTERS) == set(), "these are heard, and nothing is said to them"
    assert set(MATTERS) - heard == set(), "these are never heard"


def test_events_and_topics_are_those_that_can_be_heard() -> None:
    # (which step was done is known of a tap alone)
    assert set(book().advising.events) - {"did_step"} == set(LABELS["events"])
    # what is answered by the things it names is heard without a label
    assert set(catalogue().topics) <= {*LABELS["asks"], *BY_THINGS}


@pytest.mark.parametrize("name", MATTERS)
def test_one_plan_always_holds_and_it_is_the_last(name: str) -> None:
    matter = catalogue().matters[name]
    assert matter.plans[-1].when == Condition()
    assert matter.advice(Standing()).id in {plan.id for plan in matter.plans}
    ids = [plan.id for plan in matter.plans]
    assert len(set(ids)) == len(ids)
    # nothing behind a plan that always holds would ever be told
    assert all(plan.when != Condition() for plan in matter.plans[:-1])


@pytest.mark.parametrize("name", MATTERS)
def test_conditions_name_what_there_is(name: str) -> None:
    matter = catalogue().matters[name]
    answers = [answer for found in matter.asks.values() for answer in found]
    for condition in [plan.when for plan in matter.plans] + [answer.when for answer in answers]:
        assert set(condition.done) | set(condition.not_done) <= set(LABELS["events"])
        assert set(condition.with_any) | set(condition.open_matter) <= set(MATTERS)
        assert {*condition.values, *condition.known, *condition.unknown} <= set(FIELDS) | set(LABELS["facts"]) | DERIVED
    assert set(matter.asks) <= {*LABELS["asks"], *BY_THINGS}
    assert set(matter.neighbours) <= set(MATTERS) - {name}
    assert matter.ask is None or matter.ask in FIELDS


#: What :func:`tuika.dialogue.standing.standing` adds by itself.
DERIVED = {"stopped_for", "speaks_of"}


@pytest.mark.parametrize("name", MATTERS)
def test_examples_are_no_examples_of_its_twins(name: str) -> None:
    matter = catalogue().matters[name]
    assert len(set(matter.examples)) == len(matter.examples) >= 3
    assert set(matter.examples).isdisjoint(matter.twins)


def test_no_sentence_is_an_example_of_two_matters() -> None:
    of: dict[str, str] = {}
    for name in MATTERS:
        for example in catalogue().matters[name].examples:
            assert of.setdefault(example, name) == name


@pytest.mark.parametrize("name", MATTERS)
def test_the_first_bubble_is_short_whoever_sold_whichever_card(name: str) -> None:
    for _, advice in plans(name):
        for case in VARIANTS:
            lines = rendered(advice.say, case)
            assert 1 <= len(lines) <= 3, (advice.id, case.carrier, case.sales_channel, lines)
            assert all(len(line) <= 60 for line in lines), (advice.id, max(lines, key=len))


@pytest.mark.slow
@pytest.mark.parametrize("name", MATTERS)
def test_nothing_behind_a_tap_is_left_unfilled(name: str) -> None:
    for _, advice in plans(name):
        texts = [*advice.steps, *advice.keep, *(t for t in (advice.copy, advice.to, advice.up, advice.warn) if t)]
        for case in VARIANTS:
            for text in texts:
                said = render(text, **context(case, TODAY))
                assert said.strip()
                assert not re.search(r"\{[{%]|None", said), (advice.id, said)


@pytest.mark.parametrize("name", MATTERS)
def test_what_must_never_be_said_is_not_said(name: str) -> None:
    never = book().matters[name].never
    for _, advice in plans(name):
        texts = [advice.say, *advice.steps, *(t for t in (advice.copy, advice.up) if t)]
        for text in texts:
            assert [word for word in never if word in text] == [], advice.id


@pytest.mark.parametrize("name", MATTERS)
def test_a_danger_asks_nothing(name: str) -> None:
    matter = catalogue().matters[name]
    if matter.danger:
        assert matter.ask is None
        assert not matter.from_table
        assert matter.weight >= max(m.weight for m in catalogue().matters.values() if not m.danger)


def known_sources() -> set[str]:
    """The ids of all facts and provisions that were collected for the project, and addresses are sources too."""
    yaml = YAML(typ="safe")
    ids: set[str] = set()
    for path in sorted(SHARED.glob("domain/facts*.yaml")) + sorted(SHARED.glob("law/statutes*.yaml")):
        ids |= {str(entry["id"]) for entry in yaml.load(path.read_text("utf-8")) if "id" in entry}
    return ids


@pytest.mark.skipif(not (SHARED / "domain").is_dir(), reason="the collected facts are not part of the repository")
def test_sources_and_provisions_are_known() -> None:
    known = known_sources()
    strange = {}
    for name in MATTERS:
        matter = catalogue().matters[name]
        named = {s for plan in matter.plans for s in (*plan.source, *plan.law)}
        named |= {s for found in matter.asks.values() for answer in found for s in answer.source}
        # (a site's address, and the remarks of the project itself, are sources as they stand)
        found = {s for s in named if s not in known and "." not in s and not re.search(r"[\u4e00-\u9fff]", s)}
        if found:
            strange[name] = found
    assert strange == {}
