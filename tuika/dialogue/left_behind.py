"""What the talk was about, done with (说完的事): something else of the same breath leads on."""

from __future__ import annotations

from collections.abc import Collection

from ..knowledge import book
from ..matters.load import catalogue
from .memory import Thread
from .noticing import Noticed
from .reading import Scored

#: Events by which money that was asked for is no longer asked for.
_MONEY_CAME = frozenset({"paid_in", "settled"})
MONEY = "money"
#: The event of a number that was closed.
CLOSED = "closed"


def is_left_behind(thread: Thread, noticed: Noticed) -> bool:
    """Whether the money that was talked about has come, and something else is wanted in the same breath (「钱退了，卡
    也不想要了」): the talk goes on with that.
    """
    leads, rules = catalogue().matters.get(thread.lead or ""), book().advising
    least = rules.bounds.matter
    if leads is not None and leads.name in rules.groups["closing"] and CLOSED in noticed.events:
        # (a number that is closed, and what was left on it has not come)
        return any(m.confidence >= least and m.name in rules.groups["balance"] for m in noticed.matters)
    if leads is None or leads.family != MONEY or not noticed.wants or _MONEY_CAME.isdisjoint(noticed.events):
        return False
    return any(m.confidence >= least and catalogue().matters[m.name].family != MONEY for m in noticed.matters)


def was_paid_in_before(thread: Thread, lead: str | None) -> bool:
    """Whether a danger takes the lead from what was none, and all that is known to be paid went on the number."""
    known = catalogue().matters
    before, now = known.get(thread.lead or ""), known.get(lead or "")
    into_danger = now is not None and now.danger and before is not None and not before.danger
    return into_danger and thread.case.topup_amount is not None and thread.case.paid_amount is None


#: Where money is still asked for of a number that is closed.
_OPEN = ("charges", "balance")


def is_still_open(heard: Collection[Scored]) -> bool:
    """Whether a charge came since, or the balance has not come: a closed number is no end of that."""
    rules = book().advising
    names = [name for group in _OPEN for name in rules.groups[group]]
    return any(m.name in names and m.confidence >= rules.bounds.matter for m in heard)
