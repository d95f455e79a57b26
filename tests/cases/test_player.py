"""What tools/cases.py adds to the shared player, without a server: the clock that moves, and the figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from tools.cases import Clock, player, row, then_lines, waiting
from tuika.clock import now

DAY = datetime.fromisoformat("2026-11-26T10:00:00+08:00")


def played(**more: Any) -> dict[str, Any]:
    return {"faults": [], "plan_turn": 1, "asked": [], "short": True, "opening": "今天就报警", "loose": 0, **more}


def test_a_line_said_days_later_moves_the_clock_before_it_is_said(tmp_path: Path, monkeypatch: Any) -> None:
    clock = Clock(tmp_path / "clock")
    clock.set(DAY)
    monkeypatch.setenv("TUIKA_NOW", f"@{clock.path}")
    heard: list[tuple[str, int]] = []
    say = waiting(lambda port, sender, text: heard.append((text, now().day)), clock)
    for line in then_lines(["寄了", {"after": "P3D"}, "还没到", "怎么办"]):
        say(1, "somebody", line)
    assert heard == [("寄了", 26), ("还没到", 29), ("怎么办", 29)]


def test_the_shared_player_is_loaded_but_not_started() -> None:
    simulate = player()
    assert callable(simulate.play)
    assert simulate.field_of([{"buttons": [{"payload": '/inform{"received": "已签收"}'}]}]) == "parcel_stage"


def test_a_case_with_a_fault_is_played_and_counted(tmp_path: Path) -> None:
    simulate = player()
    simulate.post = lambda port, sender, text: [{"text": "收款方是谁？"}]  # type: ignore[attr-defined]
    case = {"id": "x", "opening": ["被骗了"], "help": "报警", "plan": "报警", "must": ["110"], "must_not": ["收款方"]}
    assert simulate.play(case, 1, 1)["faults"] == [
        "no help in the first reply",
        "no plan",
        "missing 110",
        "forbidden 收款方",
    ]


def test_the_figures_of_a_row() -> None:
    cases = [{"help": "报警", "kind": ["danger"]}, {"help": "拒收", "kind": ["order"]}]
    results = [
        played(),
        played(faults=["plan only at turn 5", "missing x"], plan_turn=5, asked=["payee"], short=False, loose=2),
    ]
    # the second reply, 「报警」, would help a case of danger; the first would not help an order
    assert row("f", cases, results) == ["f", "1/2", "2/2", "1/2", "3", "0.5", "1/2", "50 %", "2"]
