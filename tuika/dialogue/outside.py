"""What is none of our business (别的事), held against what is: half heard, ours comes first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..knowledge import book
from ..matters.load import catalogue
from .hearing import CHATS, Heard
from .inferred import may_tell_of_danger
from .memory import Memory
from .reading import Reading, Scored

#: The intent of what is none of ours.
_OUT = "out_of_scope"


def as_outside(heard: Heard, memory: Memory) -> Heard:
    """What was heard; where a talk begins with what is surely none of ours and names nothing of a card, that alone:
    nothing that is told or asked of a gym, a bank or a marriage is a fact of a card, or a question about one. So does
    what only sounds like it, where nothing of ours was heard by half. A danger that was heard stays.
    """
    rules, reading = book().advising, heard.reading
    sure = max((m.confidence for m in reading.matters if m.name == rules.outside), default=0.0)
    is_begun = memory.thread.is_begun() or memory.thread.is_helped() or memory.thread.lead not in (None, rules.outside)
    surest = max((s.confidence for s in (*reading.asks, *reading.matters) if s.name != rules.outside), default=0.0)
    if reading.ours or is_begun or may_tell_of_danger(reading):
        return heard
    if sure < max(rules.bounds.told, surest) and not _sounds_beside(heard, sure):
        return heard
    # (chat is answered as chat, and is about no matter)
    sure, chats = max(sure, rules.bounds.told), heard.intent == CHATS
    alone = Reading(
        text=reading.text,
        clauses=reading.clauses,
        matters=() if chats else (Scored(rules.outside, sure),),
        asks=tuple(a for a in reading.asks if a.name in catalogue().matters[rules.outside].asks),
        kinds=reading.kinds,
        ours=False,
    )
    intent = CHATS if chats else _OUT
    return replace(heard, intent=intent, confidence=sure, values=(), wishes=(), reading=alone, objection=None)


def _sounds_beside(heard: Heard, outside: float) -> bool:
    """Whether the message sounds like none of ours, by its intent, and nothing of ours was heard by half."""
    rules, reading = book().advising.sounds_beside, heard.reading
    matter = max((m.confidence for m in reading.matters if m.name != book().advising.outside), default=0.0)
    ask = max((a.confidence for a in reading.asks), default=0.0)
    by_half = reading.events or matter >= max(rules.matter, outside) or ask >= rules.ask
    return heard.intent in rules.intents and not by_half


def ours_first(near: dict[str, float]) -> dict[str, float]:
    """What is half heard; that it is none of ours counts only where nothing of ours is heard half as surely."""
    outside = book().advising.outside
    ours = {name: c for name, c in near.items() if name != outside}
    return ours if ours and 2 * max(ours.values()) >= near.get(outside, 0.0) else near


def without_outside(sure: list[Scored], found: Mapping[str, float]) -> list[Scored]:
    """``sure`` without the matter that is none of ours, where all that is ours together is heard as surely; then the
    likeliest of those is what is left.
    """
    outside, least = book().advising.outside, book().advising.bounds.near
    ours = {name: confidence for name, confidence in found.items() if name != outside and confidence >= least}
    kept = [
        m for m in sure if m.name != outside or m.confidence >= max(book().advising.bounds.told, sum(ours.values()))
    ]
    if kept or not sure:
        return kept
    return [
        Scored(name, c) for name, c in ours.items() if c == max(ours.values()) and not catalogue().matters[name].danger
    ]


#: Whose number it is who has died.
_DECEASED = "deceased"


def without_death(near: dict[str, float], holders: Collection[str]) -> dict[str, float]:
    """What is half heard; of a death nothing is guessed where nobody is told to have died."""
    known = catalogue().matters
    told = _DECEASED in holders
    return {n: c for n, c in near.items() if told or known[n].implies.get("holder") != _DECEASED}
