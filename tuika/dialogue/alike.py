"""The exchanges that a message is like (像哪一来一回): how likely each is to be answered rightly, and by what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import DirectAnswer, Exchange, Standing
from ..speech.message import Message
from ..speech.wording import context, render
from .conditions import standing
from .held import lead_matter
from .memory import Memory, Turn
from .noticing import Noticed
from .reading import Scored
from .turning import PENALTY_SUM, Scene


def of_matter(alike: Sequence[Scored], lead: str | None, known: Mapping[str, Exchange]) -> list[Scored]:
    """The exchanges of those ``known`` that are said in the middle of a matter, likest first; those that were written
    for another one, and are right in this as well, count as so much less like.
    """
    lent = book().advising.exchange.lent
    said = [e for e in alike if e.name in known and lead in known[e.name].matters]
    counted = [e if _is_own(e, lead) else replace(e, confidence=e.confidence - lent) for e in said]
    return sorted(counted, key=lambda e: -e.confidence)


def _is_own(found: Scored, lead: str | None) -> bool:
    """Whether it was written for this matter."""
    return found.name.startswith(f"{lead}/")


def fitting(exchange: Exchange, place: Standing, given: frozenset[str]) -> DirectAnswer | None:
    """The first answer that fits where the case now stands, and was not given before."""
    right = (a for a in exchange.answers if a.when.holds(place) and not _is_of_other(a, place))
    return next((answer for answer in right if answer.key not in given), None)


#: How like the next exchange is where no other was told at all.
NONE_NEAR = 0.2


def likelihood(near: list[Scored], told: Sequence[Scored]) -> float:
    """How likely the first of ``near`` is to be answered rightly by its answer; of the next one, where it is not among
    those that were ``told``, no more is known than that it is no liker than the least of them.
    """
    rules = book().advising.exchange
    return 1 / (1 + math.exp(-(rules.base + rules.like * near[0].confidence + rules.apart * _apart(near, told))))


def _apart(near: list[Scored], told: Sequence[Scored]) -> float:
    """How much liker the first is than the next."""
    least = min((other.confidence for other in told if other != near[0]), default=NONE_NEAR)
    return near[0].confidence - (near[1].confidence if len(near) > 1 else least)


def likeliest(alike: Sequence[Scored], lead: str | None, least: float) -> tuple[float, Exchange] | None:
    """The likest exchange in the middle of a matter, behind how likely its answer is to fit; none that is not so likely
    at ``least``.
    """
    known = catalogue().exchanges
    near = of_matter(alike, lead, known)
    likely = likelihood(near, alike) if near else 0.0
    return (likely, known[near[0].name]) if near and likely >= least else None


def likeliest_opening(begins: Sequence[Scored], lead: str | None) -> Exchange | None:
    """The opening of a matter that the message is likest; none that is not plainly liker than the next: what it answers
    is right of just that story. In a danger none is lent.
    """
    rules, known, matter = book().advising.opening, catalogue().openings, catalogue().matters.get(lead or "")
    is_danger = matter is not None and matter.danger
    near = [e for e in of_matter(begins, lead, known) if _is_own(e, lead) or not is_danger]
    if not near or near[0].confidence < rules.like or _apart(near, begins) < rules.apart:
        return None
    return known[near[0].name]


def _is_of_other(answer: DirectAnswer, place: Standing) -> bool:
    """Whether the answer takes a card for unopened that is known to be activated, or the other way round; or speaks of
    somebody who died, or of a child, where neither is spoken of.
    """
    use = place.known.get("activated")
    of_other_use = use is not None and answer.presumes is not None and answer.presumes != use
    return of_other_use or (answer.whose is not None and answer.whose != place.known.get("holder"))


def said_first(scene: Scene, memory: Memory, noticed: Noticed) -> tuple[list[Message], Memory] | None:
    """What answers a message that begins a case, where it is like a story with which people come, or very like what
    they say in the middle of it, and the memory in which that was given; none to a question that is plainly asked.
    """
    rules, matter, reading = book().advising.exchange, lead_matter(memory), scene.heard.reading
    if matter is None or scene.memory.thread.is_helped():
        return None
    if noticed.surest_ask >= rules.plain_ask or PENALTY_SUM in noticed.asks[:1]:
        return None
    found = likeliest_opening(reading.begins, memory.thread.lead)
    if found is None and not (matter.danger or matter.from_table):
        amid = likeliest(reading.alike, memory.thread.lead, rules.first)
        found = amid[1] if amid is not None else None
    place = standing(memory.thread)
    answer = fitting(found, place, memory.thread.given) if found is not None else None
    if answer is None:
        return None
    kept = memory.but(given=memory.thread.given | {answer.key}, lately=(answer.key,))
    text, condolence = render(answer.say, **context(memory.case)), book().advising.frame.condolence
    if matter.advice(place).say.startswith(condolence) and not text.startswith(condolence):
        # (the word for the dead stands before all else)
        text = condolence + text
    return [Message(text)], kept


def begun_with(scene: Scene, turn: Turn) -> tuple[str, ...]:
    """The exchange that a talk began with; where new help comes later, none counts as answered since."""
    return () if scene.memory.thread.is_helped() else turn.memory.thread.lately
