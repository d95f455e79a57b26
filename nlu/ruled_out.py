"""Matters that a message's own words rule out (字面上就不是的事由), however the network hears them."""

from __future__ import annotations

from .agreement import is_due_on_delivery, only_told_to_pay
from .chains import stays_in_family
from .despair import is_no_despair
from .few_words import has_a_number, no_refund_is_late, only_closes, speaks_of_no_elder, speaks_of_no_pay
from .fixed_words import names_no_card, names_ours, no_secret_given, sends_to_police
from .holders import hangs_on_mine, is_only_ill, tells_of_a_death, tells_of_no_death
from .labelling import OUTSIDE


def _nobody_died(text: str) -> bool:
    """Whether nobody is said to have died, or somebody only to be ill."""
    return is_only_ill(text) or tells_of_no_death(text)


def _trades_none(text: str) -> bool:
    """Whether nothing is spoken of that can be sold, or the card stays in the family."""
    return names_no_card(text) or stays_in_family(text)


def _lends_none(text: str) -> bool:
    """Whether the card hangs on one's own number, or stays in the family."""
    return hangs_on_mine(text) or stays_in_family(text)


#: Matters that fixed words in the message rule out.
RULED_OUT = {
    "m:seller_gone": tells_of_a_death,
    "m:close_deceased": _nobody_died,
    OUTSIDE: names_ours,
    "m:scam_live": sends_to_police,
    "m:gave_secret": no_secret_given,
    "m:self_harm": is_no_despair,
    "m:courier_demands": only_closes,
    "m:courier_fee": is_due_on_delivery,
    "m:paid_person": only_told_to_pay,
    "m:iot_card": has_a_number,
    "m:refund_late": no_refund_is_late,
    "m:elder_order": speaks_of_no_elder,
    "m:job_activation": speaks_of_no_pay,
    "m:card_trading": _trades_none,
    "m:lent_card": _lends_none,
}
