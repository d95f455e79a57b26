"""Reports that are half heard and whose words agree (半听半认): two weak signs that are one good one together.

The network is shy of a report that people put in a hundred ways. Where it hears one by half, and the words of a short
message may mean it and nothing in them stands against it, that is what was reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .about_talk import may_go_back, may_name_another
from .keeping import keeps_it, may_keep
from .money_told import may_have_come, may_have_sent, wants_it_back

#: From here a report is heard by half.
_HALF = 0.18
#: Event -> whether the words of a message may mean it.
_MAY_MEAN: Mapping[str, Callable[[str], bool]] = {
    "changed_mind": may_keep,
    "paid_in": may_have_come,
    "other_card": may_name_another,
    "back_to_card": may_go_back,
    "gave_money": may_have_sent,
}


def agreed(found: Iterable[Mapping[str, Any]], text: str) -> list[str]:
    """The reports that are meant: half heard in ``found`` (name, confidence), or told in fixed words of a kept card."""
    half = {e["name"] for e in found if e["confidence"] >= _HALF}
    meant = [name for name, may_mean in _MAY_MEAN.items() if name in half and may_mean(text)]
    if keeps_it(text) and not wants_it_back(text) and "changed_mind" not in meant:
        meant.append("changed_mind")
    return meant
