"""The labelled clauses: readable, by many hands, nothing of the held-out sentences in them."""

from __future__ import annotations

from collections import Counter

import pytest

from nlu import clause_data
from nlu.clause_data import Labelled
from nlu.importer import agreed
from tools import clauses as report
from tuika.matters.load import catalogue


def test_every_line_is_read() -> None:
    found = list(clause_data.read())
    assert len(found) > 9000
    assert {f.act for f in found if f.act} <= set(clause_data.names()["acts"])


@pytest.mark.slow
def test_nobody_wrote_too_much_and_nothing_stands_too_often() -> None:
    written = list(report.lines())
    assert max(Counter(hand for hand, _, _ in written).values()) <= report.MOST_BY_ONE
    assert not report.repeated(text for _, text, _ in written)


def test_no_held_out_sentence_is_learned() -> None:
    if not (kept := report.held_out()):
        pytest.skip("../shared/cases is not beside the project")
    assert not report.near_copies((text for _, text, _ in report.lines()), kept)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("到了\tinform\tanswer", "4 列"),
        ("到了\tinform\tshout\t-", "言语行为"),
        ("到了\tinform\tanswer\tm:nothing", "m:nothing"),
        ("到了‖能退吗\tinform\tanswer\t-", "2 个小句"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: str, why: str) -> None:
    with pytest.raises(clause_data.BadLine, match=why):
        clause_data.parse(line, "x.tsv:1", "x")


@pytest.mark.parametrize(("line", "why"), [("能退吗", "2 列"), ("能退吗\t", "2 列"), ("能退吗\tnothing", "a:nothing")])
def test_a_bad_line_of_one_group_says_what_is_wrong(line: str, why: str) -> None:
    with pytest.raises(clause_data.BadLine, match=why):
        clause_data.parse_one_group(line, "x_asks.tsv:1", "x", "a:")


def test_a_line_of_one_group_tells_nothing_of_the_others() -> None:
    found = clause_data.parse_one_group("钱还要得回来不\trefund_possible", "x", "x", "a:")
    assert (found.labels, found.only, found.intent) == ({"a:refund_possible"}, "a:", "")
    assert clause_data.parse_one_group("钱没了\t-", "x", "x", "a:").labels == frozenset()


def test_what_one_clause_is_enough_for_are_the_dangers() -> None:
    dangers = {name for name, matter in catalogue().matters.items() if matter.danger}
    assert set(clause_data.names()["alarming"]) == dangers


def test_a_message_gives_its_clauses_and_itself() -> None:
    found = clause_data.parse("到了‖能退吗\tcancel_order\task\tf:parcel_stage=已签收 ‖ a:refund_possible", "x", "x")
    assert [f.text for f in found] == ["到了", "能退吗", "到了，能退吗"]
    assert found[1].before == "到了"
    assert found[2].whole
    assert found[2].labels == {"f:parcel_stage=已签收", "a:refund_possible"}


def test_a_sentence_has_one_intent_over_all_files_and_keeps_its_labels() -> None:
    said = [
        Labelled("没付", "inform", "answer", frozenset({"f:payee=没付"}), whole=True),
        Labelled("退了吗", "ask_refund_time", "ask", frozenset(), whole=True),
        Labelled("退了吗", "chitchat", "ask", frozenset({"a:refund_when"}), whole=True),
        Labelled("那呢", "ask_refund_time", "ask", frozenset()),
    ]
    found = list(agreed(said, {"没付": "deny"}))
    # (a single clause teaches labels only)
    assert [f.intent for f in found] == ["", "ask_refund_time", "", ""]
    assert [f.labels for f in found] == [f.labels for f in said]
