"""What ``make validate`` says beside problems."""

from __future__ import annotations

from datetime import date

import pytest

from tuika.knowledge import book
from tuika.validate import main, stale


def test_what_was_not_read_for_a_year_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    hotline = book().carriers.carriers["联通"].hotline
    monkeypatch.setitem(hotline.__dict__, "checked", date(2025, 6, 1))
    where = ("carriers.carriers.联通.hotline", date(2025, 6, 1))
    assert where in stale(date(2026, 11, 26))
    assert where not in stale(date(2026, 5, 1))


def test_nothing_wrong_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert "没有问题" in capsys.readouterr().out
