"""What sums that were just told come to (算出来的数): the penalty by their clause, what was charged too much, what the
other side's offer lacks. It stands behind an answer that does not say it.
"""

from __future__ import annotations

from ..facts import sums
from ..facts.case import Case
from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import offer, over, penalty, refunded, unused
from .memory import Memory
from .telling import frame

#: The matters in which a whole year was paid ahead (group of ``advising.yaml``).
_PAID_AHEAD = "iot_cards"
#: The words about a sum, and the sentence of the frame in which they are said; the last one where it was paid ahead.
_SUMS = ((penalty, "sum_by_clause"), (over, "sum_over"), (unused, "sum_unused"))


def reckoned(before: Memory, after: Memory, said: str) -> tuple[Message, ...]:
    """What follows from the sums that are known ``after`` the message and were not before, unless ``said`` says it."""
    return _of_cases(before.case, after.case, after.thread.lead in book().advising.groups[_PAID_AHEAD], said)


def _of_cases(before: Case, now: Case, is_paid_ahead: bool, said: str) -> tuple[Message, ...]:
    if now == before:
        return ()
    kinds = _SUMS if is_paid_ahead else _SUMS[:-1]
    found = [frame(name, sum=words(now)) for words, name in kinds if words(now) not in ("", words(before))]
    offered = offer(now)
    if offered != offer(before) and sums.due(now) is not None:
        found.append(offered)
    lacking = sums.lacking(now)
    if now.refunded_amount != before.refunded_amount and lacking is not None and lacking > 0:
        came, rest = refunded(now)
        found.append(frame("sum_lacking", came=came, rest=rest))
    lines = [line for line in found if line and not _is_said(line, said)]
    return (Message("\n".join(lines)),) if lines else ()


def _is_said(line: str, said: str) -> bool:
    """Whether the last sum of the line, which is what it comes to, stands in what is said."""
    last = line.rpartition(" 元")[0].rpartition(" ")[2].lstrip("＝=约少差")
    return bool(last) and f"{last} 元" in said
