"""The shorter ways through Rasa come to what Rasa's own come to, and leave it to Rasa where they do not fit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from runtime.extensions import install
from runtime.extensions.repairs import original
from runtime.extensions.shortcuts import SHORTCUTS
from tests.imports import ROOT

DOMAIN = Domain.load(ROOT / "domain.yml")
LISTEN = '{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "%s"}}'


@pytest.fixture(autouse=True)
def installed() -> None:
    install()


def test_they_fit_the_rasa_that_is_installed() -> None:
    assert [shortcut.title for shortcut in SHORTCUTS if not shortcut.fits()] == []


def _tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("somebody", [ActionExecuted("action_listen"), *events], DOMAIN.slots)


def _heard(intent: str) -> UserUttered:
    return UserUttered("什么", {"name": intent, "confidence": 0.9})


def _policy(*rules: str) -> Any:
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = {
        "rules": {rule: "action_answer" for rule in rules},
        "rules_for_loop_unhappy_path": {},
        "rules_not_in_stories": [],
    }
    policy.config = {**RulePolicy.get_default_config(), "max_history": None}
    vars(policy)["_Policy__featurizer"] = policy._standard_featurizer()
    return policy


@pytest.mark.parametrize(
    "rules",
    [
        (f"[{LISTEN % 'ask_law'}]",),
        (f"[{LISTEN % 'greet'}]",),
        (f"[{LISTEN % 'ask_law'}]", f"[{LISTEN % 'greet'}, {LISTEN % 'ask_law'}]"),
        ('[{"prev_action": {"action_name": "action_listen"}}]',),
    ],
)
@pytest.mark.parametrize("form", [None, "case_form"])
def test_a_rule_is_found_as_rasa_finds_it(rules: tuple[str, ...], form: str | None) -> None:
    opened = [ActiveLoop(form)] if form else []
    said = [_heard("greet"), ActionExecuted("action_small_talk"), *opened, ActionExecuted("action_listen")]
    tracker = _tracker(*said, _heard("ask_law"))
    theirs = original(RulePolicy, "_find_action_from_rules")
    for by_words in (True, False):
        ours = _policy(*rules)._find_action_from_rules(tracker, DOMAIN, by_words)
        expected = theirs(_policy(*rules), tracker, DOMAIN, by_words)
        assert (ours[0], ours[2]) == (expected[0], expected[2])


def test_a_copy_is_in_the_same_state_and_lives_by_itself() -> None:
    tracker = _tracker(_heard("greet"), SlotSet("carrier", "联通"), ActiveLoop("case_form"))
    twin = tracker.copy()
    assert twin.current_state() == original(DialogueStateTracker, "copy")(tracker).current_state()
    twin.update(SlotSet("carrier", "移动"))
    twin.update(ActiveLoop(None))
    assert (tracker.get_slot("carrier"), tracker.active_loop_name, len(tracker.events)) == ("联通", "case_form", 4)


def test_an_empty_domain_is_still_told_from_ours() -> None:
    assert Domain.empty().is_empty()
    assert not DOMAIN.is_empty()


class _Node:
    def __init__(self, name: str, does: Any, eager: bool = True) -> None:
        self.name, self.does, self._eager = name, does, eager

    def __call__(self, *given: Any) -> Any:
        return self.name, self.does(*(value for _, value in given))


def _runner(**nodes: tuple[_Node, list[str]]) -> Any:
    needs = {name: SimpleNamespace(needs=dict(enumerate(found))) for name, (_, found) in nodes.items()}
    schema = SimpleNamespace(target_names=["last"], nodes=needs)
    schema.minimal_graph_schema = lambda targets: schema
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._graph_schema, runner._execution_context = schema, None  # type: ignore[assignment]
    runner._instantiated_nodes = {name: node for name, (node, _) in nodes.items()}  # type: ignore[misc]
    return runner


@pytest.mark.parametrize("eager", [True, False])
def test_each_node_runs_once_after_what_it_needs(eager: bool) -> None:
    ran: list[str] = []

    def adding(name: str) -> _Node:
        def add(*numbers: int) -> int:
            ran.append(name)
            return sum(numbers) + 1

        return _Node(name, add, eager)

    runner = _runner(
        last=(adding("last"), ["left", "right"]), left=(adding("left"), ["given"]), right=(adding("right"), ["left"])
    )
    assert runner.run({"given": 5}) == {"last": 14}
    assert ran == ["left", "right", "last"]


def test_an_input_that_is_called_like_a_node_is_refused() -> None:
    runner = _runner(last=(_Node("last", lambda: 1), []))
    with pytest.raises(GraphRunError):
        runner.run({"last": 1})
