"""The ladder of remedies (投诉的先后): what is open at any time, what waits for a day, and what one step shuts.

Source of the rules: 电信用户申诉处理办法 art. 9 to 11, as ``escalation.yaml`` cites them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..facts.case import Case
from ..facts.deadlines import show
from ..knowledge import book
from ..knowledge.models.answers import Remedy
from ..speech.cards import Ladder, LadderCard, Rung
from ..speech.message import Message
from ..speech.wording import context, render
from .letters import choices

#: What is said about a step beside its text, in this order.
_DETAILS = ("needs", "limit", "hurry", "excludes", "then")


@dataclass(frozen=True)
class Step:
    """One remedy.

    Attributes:
        opens: the first day it can be taken; ``None`` where it can be taken at any time, or where it waits for a
            complaint that is not on record.
        when: the same in words.
        short: what it is called in the picture of the case, as a template; ``None``: it is not drawn.
        details: ``needs``, ``limit``, ``hurry``, ``excludes``, ``then`` and (while it is not open) ``early``.
    """

    id: str
    text: str
    opens: date | None
    when: str
    short: str | None
    details: Mapping[str, str]


def ladders(case: Case) -> list[str]:
    """Which ladders the case has, the nearest first: the carrier's, and the seller's if it may hold money."""
    if case.sales_channel == "运营商官方":
        return ["carrier"]
    if case.carrier == "物联网卡" or case.iot == "是":
        return ["seller"]
    if case.payee in ("首充", "没付"):
        return ["carrier"]
    return ["seller", "carrier"] if case.payee in ("货款", "都付") else ["carrier", "seller"]


def steps(ladder: str, case: Case, today: date) -> list[Step]:
    """The ladder's steps; a step that waits counts its days from the complaint, where the case has one."""
    words = context(case, today)
    found = []
    for step in getattr(book().escalation.ladders, ladder).steps:
        opens, when = _opening(step, case, today)
        details = {name: text for name in _DETAILS if (text := getattr(step, name)) is not None}
        if step.early is not None and (opens is None or opens > today):
            details["early"] = step.early
        found.append(Step(step.id, render(step.text, **words), opens, when, step.short, details))
    return found


def _opening(step: Remedy, case: Case, today: date) -> tuple[date | None, str]:
    """From when the step is open, as a day and in words."""
    spec = book().escalation
    if step.waits is None:
        return None, spec.open_always
    if case.complaint_date is None:
        return None, step.waits.undated
    opens = case.complaint_date + timedelta(step.waits.days)
    return opens, spec.open_now if opens <= today else render(spec.open_on, day=show(opens, today))


def escalation_message(case: Case, today: date) -> Message:
    """Every ladder of the case with what is open and what waits for a day, then what shuts what."""
    spec = book().escalation
    lines: list[str] = []
    drawn: list[Ladder] = []
    for ladder in ladders(case):
        title = render(getattr(spec.ladders, ladder).title, **context(case, today)) + "："
        found = steps(ladder, case, today)
        rungs = tuple(_rung(step, today) for step in found)
        drawn.append(Ladder(title, rungs))
        lines.append(title)
        for number, (step, rung) in enumerate(zip(found, rungs, strict=True), 1):
            lines.append(f"{number}. {step.text}（{rung.when}）")
            if rung.details:
                lines.append("   " + "；".join(rung.details))
    notes = (spec.warn, spec.honest)
    return Message("\n".join([*lines, *notes]), choices(case), LadderCard(tuple(drawn), notes))


def _rung(step: Step, today: date) -> Rung:
    """The step as a row of the card: its first clause stands for it while it is folded."""
    labels, always = book().escalation.labels, book().escalation.open_always
    is_open = step.when == always if step.opens is None else step.opens <= today
    details = tuple(f"{getattr(labels, name)}：{text}" for name, text in step.details.items())
    ends = [at for mark in "。；：" if (at := step.text.find(mark)) > 0]
    cut = min(ends, default=len(step.text))
    return Rung(step.text[:cut], step.text[cut + 1 :].strip(), step.when, is_open, details)
