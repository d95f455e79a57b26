"""Whoever asked the carrier itself, as the help against a swindle says, goes on with the debt that turned out to be."""

from __future__ import annotations

from datetime import date

from tuika.dialogue.memory import Done, Thread
from tuika.dialogue.noticing import Noticed
from tuika.dialogue.reading import Scored
from tuika.dialogue.standing import with_noticed

TODAY = date(2026, 11, 26)
DEMANDED = Thread(lead="scam_live", matters=("dunning", "scam_live"))


def _leads_after(thread: Thread, *events: str, matters: tuple[Scored, ...] = ()) -> str | None:
    return with_noticed(thread, Noticed(events=events, matters=matters), TODAY).lead


def test_what_the_carrier_says_is_owed_leads_again() -> None:
    assert _leads_after(DEMANDED, "called") == "dunning"
    assert _leads_after(DEMANDED, "visited") == "dunning"


def test_a_danger_goes_on_where_it_was_not_asked_of_the_carrier() -> None:
    assert _leads_after(DEMANDED, "reported_police") == "scam_live"
    assert _leads_after(Thread(lead="scam_live", matters=("scam_live",)), "called") == "scam_live"


def test_who_has_paid_the_swindler_stays_with_the_danger() -> None:
    paid = Thread(lead="scam_live", matters=("dunning", "scam_live"), done=(Done("gave_money", "2026-11-25"),))
    assert _leads_after(paid, "called") == "scam_live"
