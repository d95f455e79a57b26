"""1,000 examples a target, the same in every run. ``make fuzz`` draws twenty times as many anew, and atheris beside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import strategies, targets

#: Name -> what is fuzzed and what it is fed; a tuple is given as several arguments.
TARGETS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "understand": (targets.understand, strategies.texts),
    "talk": (lambda both: targets.talk(*both), st.tuples(strategies.talks, strategies.stored)),
    "message": (targets.message, strategies.messages),
    "json": (targets.json_body, strategies.json_bodies),
    "telegram": (targets.telegram_body, strategies.json_bodies),
    "xml": (targets.xml_body, strategies.xml_bodies),
}
EXAMPLES = 1000


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_raises(name: str) -> None:
    target, inputs = TARGETS[name]

    @given(inputs)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def one(example: Any) -> None:
        target(example)

    one()
