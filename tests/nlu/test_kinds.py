"""What kind of turn an example is: one thing above all, or nobody knows."""

from __future__ import annotations

from collections import Counter

import pytest

from nlu import clause_data, kinds


@pytest.mark.parametrize(
    ("intent", "labels", "only", "kind"),
    [
        ("", ["r:repeat"], "r:", "repeat"),
        ("", ["r:already_said", "a:refund_when"], "", ""),
        ("", ["a:refund_when"], "a:", "ask"),
        ("", ["e:called"], "e:", "report"),
        ("", ["e:paid_in"], "e:", "paid_in"),
        ("", ["e:called", "a:how_long"], "", ""),
        ("", ["m:leave_order", "act:tell"], "", "case"),
        ("", ["m:outside"], "m:", "outside"),
        ("", [], "r:", ""),
        ("chitchat", None, "", "chat"),
        ("restart", None, "", "restart"),
        ("ask_law", None, "", "ask"),
        ("objection/cannot_cancel", None, "", "case"),
        ("out_of_scope", ["m:outside"], "m:", "outside"),
        ("", None, "", ""),
    ],
)
def test_the_kind_of_an_example(intent: str, labels: list[str] | None, only: str, kind: str) -> None:
    assert kinds.kind_of(intent, labels, only) == kind


def test_every_kind_has_many_examples() -> None:
    found = Counter(kinds.kind_of(e.intent, sorted(e.labels), e.only) for e in clause_data.read())
    named = clause_data.names()
    every = {*named["kinds"], *named["meta"], *named["kind_of_event"]}
    assert set(found) - {""} <= every
    # (stop, and what Rasa's own files hold beside these)
    assert {kind for kind in every if found[kind] < 20} <= {"stop"}


def test_intents_that_are_a_kind_are_the_domains() -> None:
    named = clause_data.names()
    kinds_named = {*named["kinds"], *named["meta"]}
    assert set(named["kind_of_intent"].values()) <= kinds_named
