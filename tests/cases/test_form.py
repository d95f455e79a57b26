"""The form of our own cases; no server is needed.

A pattern that its own case's right answer (``want``) fails is a wrong pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tools.cases import FOLDER, OWN, load, then_lines

FAMILIES = {"danger", "order", "money", "in-use", "stopped", "identity", "iot", "procedure"}
CASES = [case for path in sorted(FOLDER.glob(OWN)) for case in load(path)]


def patterns(case: dict[str, Any]) -> list[str]:
    return [case["help"], case["plan"], *case["must"]]


def test_there_are_a_hundred_of_every_family_half_of_them_over_days() -> None:
    families = Counter(case["family"] for case in CASES)
    assert len(CASES) >= 100
    assert set(families) == FAMILIES
    assert min(families.values()) >= 3
    assert sum(any(isinstance(line, dict) for line in case["then"]) for case in CASES) >= len(CASES) / 2
    assert max(Counter(case["id"] for case in CASES).values()) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_right_answer_passes_the_patterns_of_its_case(case: dict[str, Any]) -> None:
    assert [p for p in patterns(case) if not re.search(p, case["want"])] == []
    assert [p for p in case["must_not"] if re.search(p, case["want"])] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_told_is_also_known_and_days_are_followed_by_words(case: dict[str, Any]) -> None:
    assert set(case["told"]) <= set(case["knows"])
    assert all(line.strip() for line in then_lines(case["then"]))


@pytest.mark.parametrize("then", [[{"after": "P3D"}], [{"after": "three days"}, "还没到"], [{"days": 3}, "还没到"]])
def test_a_pause_without_words_or_without_a_length_is_refused(then: list[Any]) -> None:
    with pytest.raises(ValueError):
        then_lines(then)
