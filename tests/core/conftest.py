from __future__ import annotations

from datetime import date, datetime

import pytest

from tuika.facts.deadlines import SHANGHAI


@pytest.fixture
def now() -> datetime:
    """A Tuesday afternoon."""
    return datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()
