"""What the talk was about, done with (说完的事): something else of the same breath leads on."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from ..knowledge import book
from ..matters.load import catalogue
from .bounds import bound
from .memory import Done, Thread
from .noticing import Noticed
from .reading import Reading, Scored

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


#: What says that an appeal was not taken; the event of an appeal, what is noted of it, and what must come before one.
_TURNED_DOWN, _APPEALED = frozenset({"不予受理", "被退回"}), "complained_miit"
_NOT_TAKEN, _BEFORE_APPEAL = "appeal_not_taken", frozenset({"complained_carrier", "got_ticket"})
_YES, _NO = "是", "否"


def appeal_told(reading: Reading, thread: Thread) -> dict[str, str]:
    """What is told of an appeal that was made before: that it was not taken, or that there is a new one."""
    if any(e.name == _APPEALED and e.confidence >= bound("event") for e in reading.events):
        return {_NOT_TAKEN: _NO} if _NOT_TAKEN in dict(thread.also) else {}
    turned_down = _APPEALED in thread.reported() and not _TURNED_DOWN.isdisjoint(reading.things)
    return {_NOT_TAKEN: _YES} if turned_down else {}


def without_appeal(done: Mapping[str, Done], thread: Thread, noticed: Noticed) -> dict[str, Done]:
    """What was done; who goes back to the carrier after an appeal that was not taken has none under way."""
    over = dict(thread.also).get(_NOT_TAKEN) == _YES and not _BEFORE_APPEAL.isdisjoint(noticed.events)
    return {name: entry for name, entry in done.items() if not (over and name == _APPEALED)}


#: Complaints to an office, and the matter of which way they go.
_FILED, _ROUTE = frozenset({"complained_miit", "complained_12315"}), "complaint_route"


def about_a_complaint(noticed: Noticed) -> Noticed:
    """What was noticed at the beginning; who only tells of a complaint that was made comes about that."""
    if noticed.matters or _FILED.isdisjoint(noticed.events):
        return noticed
    return dataclasses.replace(noticed, matters=(Scored(_ROUTE, bound("told")),))
