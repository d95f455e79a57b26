"""A handful of cases of different families through the real servers: each gets its plan, in time.

All of them, with their figures: ``make cases``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tools.cases import FOLDER, OWN, Case, Table, load, table

CHOSEN = (
    "o-at-station-five-days",
    "m-deposit-device-mini-program",
    "u-close-away-migrant",
    "d-screen-shared-now",
    "s-dunning-real-or-not",
    "t-iot-mini-program-top-up",
)
CASES = [case for path in sorted(FOLDER.glob(OWN)) for case in load(path) if case["id"] in CHOSEN]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    with table(tmp_path_factory.mktemp("cases")) as running:
        yield running


def test_the_handful_is_of_six_families() -> None:
    assert len({case["family"] for case in CASES}) == len(CASES) == len(CHOSEN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_plan_comes_in_time(case: Case, here: Table) -> None:
    played = here.play(case)
    assert played["plan_turn"] is not None, played["transcript"]
    assert played["plan_turn"] <= case["max_turns"], played["transcript"]
    assert not [said for said, replies in played["transcript"] if not replies or "<<ERROR" in "".join(replies)]
