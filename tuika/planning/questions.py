"""The next question: the one whose answer splits the possible plans most, or none when the plan is settled."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..facts.case import Case
from ..facts.fields import DECIDING, FIELDS
from ..knowledge import book
from ..speech.wording import context, render
from .space import Space, space


@dataclass(frozen=True)
class Option:
    """One answer: the ``label`` to tap or type, and the fact it stands for."""

    label: str
    field: str
    value: str


@dataclass(frozen=True)
class Question:
    """One question about ``field`` with the answers that are still possible.

    ``yes`` and ``no`` are the facts that a bare 「是」 or 「没有」 stands for here; empty where it says nothing.
    """

    field: str
    ask: str
    options: tuple[Option, ...]
    yes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    no: Mapping[str, str] = dataclasses.field(default_factory=dict)


def next_question(case: Case, today: date) -> Question | None:
    """What to ask next; ``None`` when no askable answer changes the plan.

    Fields the user cannot tell (``case.unsure``) are not asked again, and after ``max_unsure`` of them nothing is.
    """
    remaining = space(case, today)
    if remaining.settled() or len(case.unsure & set(DECIDING)) >= book().questions.max_unsure:
        return None
    askable = [name for name in remaining.open if name not in case.unsure]
    gains = [(remaining.gain(name, _groups(name, remaining)), -index, name) for index, name in enumerate(askable)]
    useful = [gain for gain in gains if gain[0] > 1e-9]
    if not useful:
        return None
    begun = [name for _, _, name in useful if name == "parcel_stage" and case.not_received is not None]
    # what the user began to tell is asked to its end first: they can say it without looking anything up
    return question(begun[0] if begun else max(useful)[2], remaining)


@dataclass(frozen=True)
class _Wording:
    """A question's wording for the values that are still possible."""

    ask: str
    options: Mapping[str, str]
    find_out: str
    yes: Mapping[str, str]
    no: Mapping[str, str]
    groups: Mapping[str, str]


def _entry(field: str, remaining: Space) -> _Wording:
    """The question's wording for the values that are still possible."""
    spec = book().questions.questions[field]
    # what the case settles already is not open; then the question is worded as for anybody
    is_open = field in remaining.open
    likely = set(remaining.values_of(field, book().questions.unlikely)) if is_open else set()
    for variant in spec.variants if is_open else ():
        if likely <= set(variant.among):
            find_out = variant.find_out or spec.find_out
            return _Wording(variant.ask, variant.options, find_out, variant.if_yes, variant.if_no, variant.groups)
    return _Wording(spec.ask, spec.options, spec.find_out, spec.if_yes, spec.if_no, spec.groups)


def _groups(field: str, remaining: Space) -> list[list[str]]:
    groups = _entry(field, remaining).groups
    return [list(FIELDS[hint].narrows[value]) for value, hint in groups.items()]


def question(field: str, remaining: Space) -> Question:
    """The question about ``field``, worded for the values that are still possible."""
    entry = _entry(field, remaining)
    possible = set(remaining.values_of(field))
    options = []
    for value, label in entry.options.items():
        hint = entry.groups.get(value)
        if hint and possible & set(FIELDS[hint].narrows[value]):
            options.append(Option(label, hint, value))
        elif value in possible:
            options.append(Option(label, field, value))
    return Question(field, entry.ask, tuple(options), entry.yes, entry.no)


def ask_about(field: str, case: Case, today: date) -> Question:
    """The question about ``field`` for this case, whether or not it is the best one to ask now."""
    remaining = space(case, today)
    if field not in remaining.open:
        remaining = space(case.leaving_open(field), today)
    return question(field, remaining)


def plain_question(field: str) -> Question | None:
    """The question about a field that is no axis of the plan space (``advising.yaml``), where there is one."""
    spec = book().advising.questions.get(field)
    if spec is None:
        return None
    return Question(field, spec.ask, tuple(Option(label, field, value) for value, label in spec.options.items()))


def how_to_find_out(field: str, case: Case, today: date) -> str:
    """What to tell somebody who does not know the answer (app path, hotline, parcel number)."""
    remaining = space(case.leaving_open(field), today)
    return render(_entry(field, remaining).find_out, **context(case, today))
