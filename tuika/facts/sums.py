"""Sums that follow from what was told (算账): what is owed, what of it is lacking, what was paid ahead, a penalty."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .case import Case

_CENT = Decimal("0.01")
#: So many months a yearly fee pays for.
_YEAR = 12
#: A share of more than that is none.
_WHOLE = 100
#: The clause by which a penalty is a share of the months that are left (``penalties.yaml``).
SHARE = "剩余比例"


@dataclass(frozen=True)
class Unused:
    """What was paid ahead for months that were not used.

    Attributes:
        total: yuan, what was paid.
        whole: months that it paid for.
        left: months of them that were not used.
        result: whole yuan, the part of ``total`` that they are.
    """

    total: Decimal
    whole: int
    left: int
    result: Decimal


def paid(case: Case) -> Decimal | None:
    """The one sum that was paid; ``None`` where none is known, or it was paid in two parts."""
    # (the same sum, told as what was paid and as what was charged, is one)
    sums = list({amount for amount in (case.paid_amount, case.topup_amount) if amount})
    return sums[0] if len(sums) == 1 else None


def over(case: Case) -> Decimal | None:
    """What is charged too much each month, yuan: as it was said, else what the fee is above the one agreed on."""
    if case.over_amount or case.monthly_fee is None or case.agreed_fee is None:
        return case.over_amount
    return case.monthly_fee - case.agreed_fee if case.monthly_fee > case.agreed_fee else None


def overcharged(case: Case) -> Decimal | None:
    """What was charged too much in all the months that it was, yuan; ``None`` where one of them is unknown."""
    each = over(case)
    return each * case.charged_months if each and case.charged_months else None


def due(case: Case) -> Decimal | None:
    """What is to come back, yuan: what was named as that, else what was charged too much, else the one sum that was
    paid; ``None`` where unknown.
    """
    return case.due_amount or overcharged(case) or paid(case)


def lacking(case: Case) -> Decimal | None:
    """What did not come of what is due, or was promised, yuan; ``None`` where unknown or nothing is lacking."""
    # (of what was promised, where nothing is known to be due)
    came, total = case.refunded_amount, due(case) or case.offered_amount
    return total - came if came is not None and total is not None and total > came else None


def unused(case: Case) -> Unused | None:
    """What was paid ahead for the months that were not used; ``None`` where unknown. Months used and months left are
    all that was paid for; with one of them alone it was a year.
    """
    total, used, left = paid(case), case.used_months, case.contract_months_left
    whole = used + left if used and left else _YEAR
    left = left or (whole - used if used else None)
    if total is None or left is None or not 0 < left < whole:
        return None
    return Unused(total, whole, left, Decimal(round(total * left / whole)))


def share_left(case: Case, per_cent: Decimal) -> Decimal | None:
    """``per_cent`` of the fees of the months that are left, yuan to the cent; ``None`` where one of them is unknown."""
    if case.monthly_fee is None or case.contract_months_left is None:
        return None
    return (case.monthly_fee * case.contract_months_left * per_cent / 100).quantize(_CENT, ROUND_HALF_UP)


def penalty(case: Case) -> Decimal | None:
    """What leaving early costs by the user's own clause, yuan to the cent; ``None`` where it says too little.

    A share (剩余比例) is in per cent, 0 to 100; more counts as not known.
    """
    if case.penalty_value is None:
        return None
    if case.penalty_basis == SHARE:
        return share_left(case, case.penalty_value) if case.penalty_value <= _WHOLE else None
    return case.penalty_value.quantize(_CENT, ROUND_HALF_UP)
