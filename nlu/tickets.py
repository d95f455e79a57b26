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


#: 「编号 TS2026…」 where a complaint is spoken of.
_NUMBER = re.compile(
    r"(?:编号(?:的)?(?:尾号)?|编码|(?<!快递)(?<!物流)(?<!订)(?<!运)单号|案号)(?:是|为|:|叫){0,2}(?P<number>\*{3}[0-9a-z]{1,4}|[a-z]{0,4}-?[0-9][0-9a-z-]{5,29}|(?<=尾号)[0-9]{4})"
)
_COMPLAINED = re.compile(r"投诉|申诉|工信部|12315|12381|12300|消协|举报|工单")


def ticket(text: str) -> list[Entity]:
    """The number of a complaint. It stands at the word before it: the number itself is personal."""
    found = _TICKET.search(text) or (_NUMBER.search(text) if _COMPLAINED.search(text) else None)
    if found is None:
        return []
    word = text[found.start() : found.start("number")]
    return [Entity("complaint_ticket", redact(found.group()).removeprefix(word), found.start(), found.start("number"))]
