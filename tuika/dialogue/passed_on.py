"""What somebody passes on (转述): what the other side says and the person has from nobody else."""

from __future__ import annotations

from collections.abc import Collection

from ..facts.case import Case
from ..facts.fact import Fact, Strength
from ..facts.fields import FIELDS
from ..knowledge import book
from .inferred import tells_of_danger
from .reading import Reading

#: Whether the card is what it was sold as; and the fee, which advertisements name.
_AS_SOLD, _FEE = "as_sold", "monthly_fee"
_CARRIER = "carrier"
#: Matters of a debt that somebody demands.
_OWED = ("dunning", "arrears")


def passed_on(reading: Reading, asked: str | None, case: Case, told: Collection[str]) -> list[Fact]:
    """The terms of a contract, the answer to a question that was asked, the carrier to whom a debt is said to be owed,
    or the only one that is named where it is told what the matter is: what one reckons with until somebody denies it;
    none of a swindler's.
    """
    taken = set() if tells_of_danger(reading) else {asked, *book().advising.passed_on}
    if taken and (any(m.name in _OWED for m in reading.matters[:1]) or _names_one_carrier(reading)):
        taken.add(_CARRIER)
    if case.as_sold is not None or any(fact.field == _AS_SOLD for fact in reading.facts):
        # what the advertisement said is just what is not so
        taken.discard(_FEE)
    return [
        Fact(fact.field, fact.value, fact.words, Strength.IMPLIED)
        for fact in reading.facts
        if fact.strength == Strength.CLAIMED.value
        and fact.field in taken
        and fact.field in FIELDS
        and fact.field not in told
        and getattr(case, fact.field) is None
    ]


def _names_one_carrier(reading: Reading) -> bool:
    """Whether somebody tells what the matter is, with more than the other side's words, and names one carrier alone
    (「广告上说电信 19 块我就办了」).
    """
    named = {str(fact.value) for fact in reading.facts if fact.field == _CARRIER}
    acts = reading.acts()
    return bool(reading.matters) and "tell" in acts and "quote" not in acts and len(named) == 1
