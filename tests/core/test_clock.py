from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tuika.clock import now
from tuika.facts.deadlines import SHANGHAI


def test_a_fixed_time_is_shanghais(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_NOW", "2026-11-24T06:00:00+00:00")
    assert now() == datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
    monkeypatch.setenv("TUIKA_NOW", "2026-11-24T14:00:00")
    assert now() == datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)


def test_a_file_moves_the_clock_of_a_running_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clock = tmp_path / "now"
    monkeypatch.setenv("TUIKA_NOW", f"@{clock}")
    clock.write_text("2026-11-24T14:00:00\n", "utf-8")
    before = now()
    clock.write_text("2026-12-01T14:00:00\n", "utf-8")
    assert now() - before == timedelta(days=7)


def test_without_it_the_clock_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUIKA_NOW", raising=False)
    assert abs(now() - datetime.now(SHANGHAI)) < timedelta(minutes=5)
