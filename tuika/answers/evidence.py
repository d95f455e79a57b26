"""What to keep and what to bring (证据与材料) for one case, from ``evidence.yaml``; ticked as the user has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from ..facts.case import Case
from ..facts.fact import Fact
from ..knowledge import book
from ..planning.plan import Plan, channel_list
from ..speech.cards import ChecklistCard, Tick
from ..speech.message import Message
from ..speech.wording import render


@dataclass(frozen=True)
class Item:
    """One piece of evidence; ``words`` is a pattern by which users name it."""

    id: str
    text: str
    words: str


def checklist(case: Case) -> list[Item]:
    """The evidence to keep in this case, most general first."""
    spec = book().evidence
    entries = list(spec.always)
    for rule in spec.when:
        is_excepted = rule.unless is not None and getattr(case, rule.unless.field) in rule.unless.values
        if getattr(case, rule.field) in rule.values and not is_excepted:
            entries += rule.items
    return [Item(entry.id, entry.text, entry.words) for entry in entries]


def named(text: str, case: Case) -> frozenset[str]:
    """The ids of this case's items that the user says they have (all of them for 「都有了」); a question names none."""
    items = checklist(case)
    if re.search(book().evidence.asking, text):
        return frozenset()
    if re.search(book().evidence.all_words, text):
        return frozenset(item.id for item in items)
    return frozenset(item.id for item in items if re.search(item.words, text))


def chosen_items(values: Iterable[Fact], case: Case) -> frozenset[str]:
    """The ids of this case's items ticked on a card: ``have``, ids separated by commas. Others are ignored."""
    said = {part for fact in values if fact.field == "have" for part in str(fact.value).split(",")}
    return frozenset(item.id for item in checklist(case) if item.id in said) if said else frozenset()


def evidence_message(case: Case, plan: Plan | None, have: Set[str] = frozenset()) -> Message:
    """The checklist with what the user has ticked, and what the plan's channel asks for."""
    spec = book().evidence
    items = checklist(case)
    left = [item for item in items if item.id not in have]
    if not left:
        return Message(spec.complete)
    intro = render(spec.ticked, left=len(left)) if have else spec.intro
    after = []
    if plan is not None and not have:
        after = [render(spec.bring, items="、".join(channel_list(plan.channel, case, "bring"))), spec.privacy]
    lines = [f"{'☑' if item.id in have else '□'} {item.text}" for item in items]
    ticks = tuple(Tick(item.id, item.text, item.id in have) for item in items)
    card = ChecklistCard(intro=intro, items=ticks, after=tuple(after))
    return Message("\n".join([intro, *lines, *after]), card=card)
