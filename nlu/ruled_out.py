"""Matters that a message's own words rule out (字面上就不是的事由), however the network hears them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .across import stays_in_family
from .agreement import is_due_on_delivery, only_told_to_pay
from .despair import is_no_despair
from .few_words import (
    has_a_number,
    no_refund_is_late,
    only_closes,
    speaks_of_no_elder,
    speaks_of_no_pay,
    was_filmed_once,
)
from .fixed_words import names_no_card, no_secret_given, sends_to_police
from .holders import hangs_on_mine, is_only_ill, tells_of_a_death, tells_of_no_death
from .labelling import OUTSIDE
from .ours import is_surely_ours
from .told_apart import is_hired_to_refund, is_paid_at_the_door, is_refund_looked_over, is_refused_by_the_shop

#: Label of a matter -> what says of a message that it cannot be that; one of them is enough.
_RULED_OUT: Mapping[str, tuple[Callable[[str], bool], ...]] = {
    "m:seller_gone": (tells_of_a_death,),
    "m:close_deceased": (is_only_ill, tells_of_no_death),
    OUTSIDE: (is_surely_ours,),
    "m:scam_live": (sends_to_police, is_hired_to_refund),
    "m:gave_secret": (no_secret_given, is_hired_to_refund),
    "m:self_harm": (is_no_despair,),
    "m:courier_demands": (only_closes, was_filmed_once, is_paid_at_the_door),
    "m:activated_without_me": (is_paid_at_the_door,),
    "m:parcel_refused": (is_refused_by_the_shop,),
    "m:submitted": (is_refund_looked_over,),
    "m:courier_fee": (is_due_on_delivery,),
    "m:paid_person": (only_told_to_pay,),
    "m:iot_card": (has_a_number,),
    "m:refund_late": (no_refund_is_late,),
    "m:elder_order": (speaks_of_no_elder,),
    "m:job_activation": (speaks_of_no_pay,),
    "m:card_trading": (names_no_card, stays_in_family),
    "m:lent_card": (hangs_on_mine, stays_in_family),
}


def ruled_out(text: str) -> list[str]:
    """The labels of the matters that the message's own words rule out."""
    return [label for label, rules in _RULED_OUT.items() if any(rule(text) for rule in rules)]
