"""What sums that were just told come to (算出来的数): the penalty by their clause, what was charged too much, what the
other side's offer lacks. It stands behind an answer that does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..facts import sums
from ..facts.case import Case
from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import offer, over, penalty, refunded, unused, yuan
from .memory import Memory
from .telling import frame

#: The matters in which a whole year was paid ahead (group of ``advising.yaml``).
_PAID_AHEAD = "iot_cards"


def reckoned(before: Memory, after: Memory, said: str) -> tuple[Message, ...]:
    """What follows from the sums that are known ``after`` the message and were not before, unless ``said`` says it."""
    was = dict(_reckonings(before))
    news = [(line, total) for line, total in _reckonings(after) if was.get(line) != total]
    lines = [line for line, total in news if yuan(total) not in said]
    return (Message("\n".join(lines)),) if lines else ()


def _reckonings(memory: Memory) -> Iterator[tuple[str, Decimal]]:
    """Each sentence of what the known sums come to, and the sum itself, yuan."""
    case = memory.case
    if penalty(case) and (due := sums.penalty(case)) is not None:
        yield frame("sum_by_clause", sum=penalty(case)), due
    if (charged := sums.overcharged(case)) is not None:
        yield frame("sum_over", sum=over(case)), charged
    if memory.thread.lead in book().advising.groups[_PAID_AHEAD] and (rest := sums.unused(case)) is not None:
        yield frame("sum_unused", sum=unused(case)), rest.result
    yield from _of_what_came(case)


def _of_what_came(case: Case) -> Iterator[tuple[str, Decimal]]:
    total, lacking = sums.due(case), sums.lacking(case)
    if total is not None and case.offered_amount is not None and case.offered_amount < total:
        yield offer(case), total - case.offered_amount
    if lacking is not None:
        came, rest = refunded(case)
        yield frame("sum_lacking", came=came, rest=rest), lacking
