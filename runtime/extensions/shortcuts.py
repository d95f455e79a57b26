"""Shorter ways through Rasa 3.6, for what every turn passes (每一轮都走的路). What comes out is the same.

They are repairs like the others (``runtime.extensions.repairs``): one that no longer fits Rasa's code steps aside.

1. (``DaskGraphRunner``.) A trained model's graph was laid out, ordered and wrapped in futures anew for every message
   and every prediction. Here the order is worked out once. Training goes Rasa's way.
2. (``RulePolicy``.) To find the rule for a message, the whole conversation was replayed twice, once for its words and
   once for its intent. Rules that look no further back than the message, which all of ours are, need neither.
3. (``DialogueStateTracker``.) A tracker was copied for every action by replaying all its events. Here its state is.
4. (``Domain``.) Whether there is a domain at all was asked of every message by writing two out and comparing them.
5. (``MessageProcessor``.) The events of every action were copied, deeply, for a line of the log that nobody keeps.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import ACTION_LISTEN_NAME, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT

from .repairs import Repair, original

#: Where a runner carries the order of its nodes, by what is asked of it, and a policy its rules by intent.
_ORDERS, _RULES = "_tuika_orders", "_tuika_rules"


def _order(runner: DaskGraphRunner, targets: tuple[str, ...]) -> list[tuple[str, Any, tuple[str, ...]]] | None:
    """(name, node, what it needs) of the nodes behind ``targets``, each after what it needs; ``None`` in training,
    whose nodes are loaded by what others found.
    """
    orders = runner.__dict__.setdefault(_ORDERS, {})
    if targets not in orders:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        ordered: dict[str, Any] = {}

        def visit(name: str) -> None:
            if name in nodes and name not in ordered:
                needs = tuple(nodes[name].needs.values())
                for need in needs:
                    visit(need)
                ordered[name] = (name, runner._instantiated_nodes[name], needs)

        for target in targets:
            visit(target)
        loaded = all(node._eager for _, node, _ in ordered.values())
        orders[targets] = list(ordered.values()) if loaded else None
    return orders[targets]


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Each node after what it needs; the targets' results."""
    wanted = tuple(targets or self._graph_schema.target_names)
    order = _order(self, wanted)
    if order is None:
        return dict(original(DaskGraphRunner, "run")(self, inputs, targets))
    found = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, node, needs in order:
            if name in found:
                raise GraphRunError(f"an input is called like the node {name}")
            # what nobody provides stays a name, as dask leaves it: the node says so
            found[name] = node(*(found.get(need, need) for need in needs))
    except GraphRunError:
        raise
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(found[target] for target in wanted)


def _by_intent(policy: RulePolicy, rules: Collection[str]) -> dict[str, list[str]] | None:
    """The rules by the intent of their last turn; ``None`` where one names none and so may match by words."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        intent = policy._rule_key_to_state(rule)[-1].get(USER, {}).get(INTENT)
        if not isinstance(intent, str):
            return None
        found.setdefault(intent, []).append(rule)
    return found


def _find_action(
    self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> Any:
    """The action that the rules name for the latest message, by its last turn alone where that decides."""
    theirs = original(RulePolicy, "_find_action_from_rules")
    just_heard = tracker.events and isinstance(tracker.events[-1], UserUttered)
    if not just_heard or tracker.latest_action_name != ACTION_LISTEN_NAME:
        return theirs(self, tracker, domain, use_text_for_last_user_input)
    lookups = [self.lookup[kind] for kind in ("rules", "rules_for_loop_unhappy_path")]
    # (they change while the policy is trained)
    sign = [(id(rules), len(rules)) for rules in lookups]
    if self.__dict__.get(_RULES, (None,))[0] != sign:
        both = [_by_intent(self, rules) for rules in lookups]
        setattr(self, _RULES, (sign, None if None in both else both))
    known = getattr(self, _RULES)[1]
    if known is None:
        return theirs(self, tracker, domain, use_text_for_last_user_input)
    if use_text_for_last_user_input:
        return None, None, False
    state = domain.get_active_state(tracker)
    intent = state.get(USER, {}).get(INTENT)
    matching, unhappy = (
        [rule for rule in rules.get(intent, ()) if self._is_rule_applicable(rule, 0, state)] for rules in known
    )
    best = max(matching, key=len, default=None)
    looks_back = any(len(self._rule_key_to_state(rule)) > 1 for rule in matching)
    in_a_loop = tracker.active_loop_name and (
        unhappy or best is None or self.lookup["rules"][best] == ACTION_LISTEN_NAME
    )
    if best is None or looks_back or in_a_loop:
        return theirs(self, tracker, domain, use_text_for_last_user_input)
    return self.lookup["rules"][best], best, False


def _copy(self: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker in the same state, with events and slots of its own."""
    twin = copy.copy(self)
    twin.events = copy.copy(self.events)
    twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
    twin.active_loop = copy.copy(self.active_loop)
    return twin


def _is_empty(self: Domain) -> bool:
    """Whether the domain names nothing; one that names an action of its own does."""
    return not self.user_actions and bool(original(Domain, "is_empty")(self))


def _log_action(self: MessageProcessor, tracker: Any, action: Any, events: Any, prediction: Any) -> None:
    """Put the prediction, the action and what it brought on the tracker."""
    happened = events or []
    if not any(isinstance(event, ActionExecutionRejected) for event in happened):
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
    tracker.update_with_events(happened, self.domain)


SHORTCUTS = (
    Repair(MessageProcessor, "_log_action_on_tracker", "rasa_events=copy.deepcopy(events)", _log_action),
    Repair(DaskGraphRunner, "run", "dask.get(run_graph, run_targets)", _run),
    Repair(RulePolicy, "_find_action_from_rules", "best_rule_key = max(rule_keys, key=len)", _find_action),
    Repair(DialogueStateTracker, "copy", 'self.travel_back_in_time(float("inf"))', _copy),
    Repair(Domain, "is_empty", "Domain.empty().as_dict()", _is_empty),
)
