"""Questions that a few plain words settle (一听就知道问什么): what they name is asked, whatever else it sounds like."""

from __future__ import annotations

import dataclasses

from ..knowledge import book
from ..knowledge.models.advising import MeantAsk, PlainAsk
from ..matters.load import catalogue
from .hearing import FALLBACK, UNSURE, Heard
from .reading import Reading, Scored
from .reports_heard import BARE

#: A matter that is no more times likelier than the question is hardly likelier.
_HARDLY = 2.0
#: A question so many times less likely than the likeliest was not heard at all.
_FAR = 4.0
#: Acts by which something may be asked.
_ASKS = frozenset({"ask", "suppose", "want", "meta", "answer"})
#: The facts of how far an order came.
_STATES = frozenset({"activated", "card_stage", "parcel_stage"})


def as_plainly_asked(heard: Heard) -> Heard:
    """What was heard; where the things that it names leave no doubt of the question, that question alone, without the
    matters, the intent and the facts that only sound like it.
    """
    asked = _asked(heard.reading)
    if asked is None:
        return _as_meant(heard)
    heard = _without_what_is_asked(heard, asked)
    reading = heard.reading
    least = book().advising.bounds.near
    others = tuple(Scored(a.name, min(a.confidence, least)) for a in reading.asks if a.name != asked.topic)
    reading = dataclasses.replace(
        reading,
        asks=(Scored(asked.topic, 1.0), *others),
        matters=tuple(m for m in reading.matters if m.name not in asked.rules_out),
        events=tuple(e for e in reading.events if not _moves(e.name, asked.untold)),
        meta=(),
        # (nor is it the kind of turn that it only sounds like)
        kinds=(),
    )
    return dataclasses.replace(heard, reading=reading, intent=FALLBACK, confidence=0.0)


def _without_what_is_asked(heard: Heard, asked: MeantAsk) -> Heard:
    """What was heard, without the facts and the events that are only part of what is asked."""
    reading = dataclasses.replace(
        heard.reading,
        facts=tuple(f for f in heard.reading.facts if not _is_of(f.field, f.value, asked.untold)),
        events=tuple(e for e in heard.reading.events if e.name not in asked.undone),
    )
    values = tuple(v for v in heard.values if not _is_of(v.field, v.value, asked.untold))
    return dataclasses.replace(heard, reading=reading, values=values)


def _is_of(field: str, value: object, untold: frozenset[str]) -> bool:
    """Whether one of these fields is told, or is said not to be known (「移动还是联通好」 doubts nothing of ours)."""
    return field in untold or (field == UNSURE and value in untold)


def _as_meant(heard: Heard) -> Heard:
    """What was heard; where the likeliest question is one that sounds like a matter, without the matters that are
    hardly likelier than it and were not told outright, the intents that stand for them, and the facts that it only
    asks about.
    """
    rules, reading = book().advising, heard.reading
    likeliest = max(reading.asks, key=lambda a: a.confidence, default=None)
    meant = rules.meant.get(likeliest.name) if likeliest is not None else None
    if likeliest is None or meant is None or likeliest.confidence < rules.bounds.near:
        return heard
    if reading.acts().isdisjoint(_ASKS) and reading.acts() and likeliest.confidence < rules.bounds.further:
        # (what is only told, and hardly sounds like a question, takes nothing back: 「两张退了，66到了」)
        return heard
    if len(reading.clauses) > BARE and likeliest.confidence < rules.bounds.told and reading.facts:
        # (nor does a question that was heard by half stand against the story that it ends)
        return heard
    least = min(rules.bounds.told, likeliest.confidence * _HARDLY)
    # (that a card is not wanted is no story of its own, however surely it is said, unless it is told how far it came)
    tells = not _STATES.isdisjoint(f.field for f in reading.facts)
    firm = {m.name for m in reading.matters if (tells if m.name == rules.fallback else m.confidence >= least)}
    kept = tuple(m for m in reading.matters if m.name not in meant.rules_out or m.name in firm)
    left = {m.name for m in kept}
    gone = [catalogue().matters[name] for name in meant.rules_out - left if name in catalogue().matters]
    heard = _without_what_is_asked(heard, meant)
    meta = tuple(m for m in reading.meta if m.confidence >= likeliest.confidence)
    heard = dataclasses.replace(heard, reading=dataclasses.replace(heard.reading, matters=kept, meta=meta))
    guesses = any(heard.intent in matter.intents for matter in gone) and not heard.outright
    return dataclasses.replace(heard, intent=FALLBACK, confidence=0.0) if guesses else heard


def _moves(event: str, untold: frozenset[str]) -> bool:
    """Whether the event moves the chart of a fact that is not told: 「会算签收吗」 reports no delivery."""
    known = book().advising.events
    chart = known[event].chart if event in known else None
    return chart is not None and book().order.events[chart].region in {book().fields.fields[n].region for n in untold}


def _asked(reading: Reading) -> PlainAsk | None:
    """The first plain question of which every group of things is named, and whose neighbours were heard."""
    things, most = frozenset(reading.things), max((a.confidence for a in reading.asks), default=0.0)
    asks = {a.name for a in reading.asks if a.confidence * _FAR >= most}
    return next(
        (
            plain
            for plain in book().advising.plain
            if all(not things.isdisjoint(group) for group in plain.named)
            and (not plain.heard or not asks.isdisjoint(plain.heard))
            and asks.isdisjoint(plain.unheard)
        ),
        None,
    )
