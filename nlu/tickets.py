"""The number of a complaint's ticket (工单号), kept masked."""

from __future__ import annotations

import re

from tuika.redact import redact

from .entity import Entity

#: A ticket's number, as it may be kept: masked where masking finds a number.
_TICKET = re.compile(
    r"(?:工单|受理|投诉|申诉|回执|登记)(?:的)?(?:单|编号|单号|号码?|编码)?(?:是|为|:|给了|个|尾号){0,2}"
    r"(?P<number>\*{3}[0-9a-z]{1,4}|[a-z]{0,4}-?[0-9][0-9a-z-]{3,29})"
)


def ticket(text: str) -> list[Entity]:
    """The number of a complaint. It stands at the word before it: the number itself is personal."""
    found = _TICKET.search(text)
    if found is None:
        return []
    word = text[found.start() : found.start("number")]
    return [Entity("complaint_ticket", redact(found.group()).removeprefix(word), found.start(), found.start("number"))]
