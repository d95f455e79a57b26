"""Single worries (单个的担心): 「放着不管会扣钱吗」, answered by themselves."""

from __future__ import annotations

import re

from ..facts.case import Case
from ..knowledge import book


def worry(asked: str, case: Case) -> str | None:
    """The answer to the single worry that ``asked`` names, where it is one we know."""
    for entry in book().pitfalls.worries.items:
        if re.search(entry.about, asked) and (entry.unless is None or case.activated != entry.unless):
            return entry.text
    return None


def sounds_worried(text: str) -> bool:
    """Whether a message about something else asks after consequences (「拒收会不会影响信用」)."""
    return re.search(book().pitfalls.worries.asked, text) is not None
