"""What a message reports once fixed words are held against what was learned (进展：听出来的和写死的合在一起)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Dict, List

from . import about_talk, money_told
from .agreement import is_due_on_delivery
from .events_told import denies, only_wondered
from .few_words import keeps_one
from .fixed_words import in_two_clauses, is_overdue, reported
from .half_heard import agreed
from .keeping import keeps_it
from .sureness import but, raised
from .told_apart import is_refusal_told

_OTHER_CARD = "other_card"
#: The thing that is named like another card and hangs on the number.
_PART_OF_NUMBER = "副卡"
#: What fixed words about money tell, and how sure that is.
_PAID_IN, _PART_PAID, _GAVE_MONEY = "paid_in", "partial_paid", "gave_money"
#: How sure a report in fixed words is, and one that is half heard and whose words agree.
_REPORTED_PLAINLY, _AGREED = 0.8, 0.5
#: A card that is kept, in fixed words.
_KEPT = 0.95
_PROMISED = "promised"
_SECURED, _CHANGED_MIND, _REFUSED = "secured", "changed_mind", "refused"
#: Who was sent away by the police has told more than that they went there.
_NOT_FILED, _TO_POLICE = "not_filed", "reported_police"


def by_fixed_words(
    found: List[Dict[str, Any]], told: List[str], text: str, things: Collection[str], alarms: Collection[str]
) -> List[Dict[str, Any]]:
    """The events, with those that fixed words tell, and without those that fixed words rule out."""
    if _PART_OF_NUMBER in things:
        # a card that hangs on the number is part of the same matter
        found = but(found, _OTHER_CARD)
    elif about_talk.names_another_card(text):
        found = [{"name": _OTHER_CARD, "confidence": 1.0}, *but(found, _OTHER_CARD)][:8]
    elif about_talk.sends_money_to_another(text):
        found = but(found, _OTHER_CARD)
    if is_due_on_delivery(text):
        found = but(found, _GAVE_MONEY)
    if money_told.nothing_came(text) or money_told.only_left(text):
        found = but(found, _PART_PAID, _PAID_IN)
    if money_told.wants_it_back(text):
        found = but(found, _CHANGED_MIND)
    if money_told.is_pay(text):
        found = but(found, _PAID_IN)
    for name in () if money_told.only_left(text) else agreed(found, text):
        found = raised(found, name, _AGREED)
    if is_refusal_told(text):
        found = raised(but(found, _CHANGED_MIND), _REFUSED, _REPORTED_PLAINLY)
    elif keeps_it(text) and not money_told.wants_it_back(text):
        # (surer than 「算了」, which may only end the talk)
        found = raised(found, _CHANGED_MIND, _KEPT)
    wondered = only_wondered(text)
    fixed = dict.fromkeys(
        [
            *(n for clause in told for n in reported(clause) if n not in wondered and n not in denies(clause)),
            *in_two_clauses(text),
        ]
    )
    if alarms and _SECURED not in fixed:
        # who tells of a danger in the same breath has not come to say that it is over
        found = but(found, _SECURED)
    if keeps_one(text):
        found = raised(found, _CHANGED_MIND, _REPORTED_PLAINLY)
    for name in fixed:
        if name == _PROMISED and is_overdue(text):
            continue
        found = raised(found, name, _REPORTED_PLAINLY)
    found = but(found, _TO_POLICE) if _NOT_FILED in fixed else found
    if money_told.is_all_paid(text):
        found = raised(but(found, _PART_PAID), _PAID_IN, _REPORTED_PLAINLY)
    # (what is left of it is spoken of: no good end)
    return raised(but(found, _PAID_IN), _PART_PAID) if money_told.is_part_paid(text) else found
