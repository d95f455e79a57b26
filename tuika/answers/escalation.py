"""The ladder of remedies (投诉的先后): what is open today, what opens when, and what one step shuts.

Source of the rules: 电信用户申诉处理办法 art. 9 to 11, as ``escalation.yaml`` cites them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..facts.case import Case
from ..facts.deadlines import show
from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import context, render
from .letters import choices

#: What is said about a step beside its text, in this order.
_DETAILS = ("needs", "limit", "excludes", "then")


@dataclass(frozen=True)
class Step:
    """One remedy.

    Attributes:
        opens: the first day it can be taken.
        details: ``needs``, ``limit``, ``excludes``, ``then`` and (while it is not open) ``early``, where they apply.
    """

    id: str
    text: str
    opens: date
    details: Mapping[str, str]


def ladders(case: Case) -> list[str]:
    """Which ladders the case has, the nearest first: the carrier's, and the seller's if it may hold money."""
    if case.sales_channel == "运营商官方":
        return ["carrier"]
    if case.carrier == "物联网卡":
        return ["seller"]
    if case.payee in ("首充", "没付"):
        return ["carrier"]
    return ["seller", "carrier"] if case.payee in ("货款", "都付") else ["carrier", "seller"]


def steps(ladder: str, case: Case, today: date) -> list[Step]:
    """The ladder's steps with the day each opens.

    Days run from the complaint or from the promised day where the case has them, else from today.
    """
    start = {"today": today, "complaint": case.complaint_date or today, "promised": case.due_date or today}
    words = context(case, today)
    found = []
    for step in getattr(book().escalation.ladders, ladder).steps:
        opens = start[step.opens.after] + timedelta(step.opens.days)
        details = {name: text for name in _DETAILS if (text := getattr(step, name)) is not None}
        if step.early is not None and opens > today:
            details["early"] = step.early
        found.append(Step(step.id, render(step.text, **words), opens, details))
    return found


def escalation_message(case: Case, today: date) -> Message:
    """Every ladder of the case with what is open now and what opens when, then the warning about their order."""
    spec = book().escalation
    lines: list[str] = []
    for ladder in ladders(case):
        lines.append(render(getattr(spec.ladders, ladder).title, **context(case, today)) + "：")
        for number, step in enumerate(steps(ladder, case, today), 1):
            when = spec.open_now if step.opens <= today else render(spec.open_on, day=show(step.opens, today))
            lines.append(f"{number}. {step.text}（{when}）")
            details = [f"{getattr(spec.labels, name)}：{text}" for name, text in step.details.items()]
            if details:
                lines.append("   " + "；".join(details))
    return Message("\n".join([*lines, spec.warn, spec.honest]), choices(case))
