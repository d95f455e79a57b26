"""What else of a message makes or unmakes a matter (由别的话推出来的): whose the number is, what is owed, a life."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..knowledge import book
from ..matters.load import catalogue
from .reading import Reading

_DECEASED = "deceased"


def of_holder(found: Mapping[str, float], reading: Reading) -> dict[str, float]:
    """What is heard of a number in general, heard of a firm's or a dead person's where it is theirs."""
    holders = {clause.holder for clause in reading.clauses}
    theirs = [m for m in catalogue().stand_ins if m.implies.get("holder") in holders]
    # (what is asked after a death is about that, where nothing else was heard well)
    matter = book().advising.bounds.matter
    heard_well = any(c >= matter for c in found.values())
    least = {m.name: matter for m in theirs if m.implies["holder"] == _DECEASED and not heard_well}
    return {
        m.name: max((least.get(m.name, 0.0), *(found.get(name, 0.0) for name in (m.name, *m.instead_of))))
        for m in theirs
    }


def of_facts(found: Mapping[str, float], told: Collection[str]) -> dict[str, float]:
    """The matter that a told fact stands for (``told``: its field), where none was heard (「电信多收了我45」)."""
    rules = book().advising
    if any(c >= rules.bounds.matter for c in found.values()):
        return {}
    return {matter: rules.bounds.matter for name, matter in rules.fact_matters.items() if name in told}


def of_events(reading: Reading) -> dict[str, float]:
    """The matters that what was surely reported makes: who is asked to withdraw first has that matter, however long the
    story before it.
    """
    events = book().advising.events
    sure = [e for e in reading.events if e.name in events and e.confidence >= book().advising.bounds.event_in_story]
    return {matter: e.confidence for e in sure if (matter := events[e.name].matter) is not None}


def with_stage(found: Mapping[str, float], stages: Collection[str | None], reading: Reading) -> dict[str, float]:
    """What was heard, with the matter of a talk that begins with nothing but where a number or a parcel stands
    (``stages``, or an event that makes it so: 「手机号突然停机了」, 「让快递拿走了」).
    """
    rules = book().advising
    heard = {name for name, confidence in found.items() if confidence >= rules.bounds.matter}
    reported = {e.name for e in reading.events if e.confidence >= rules.bounds.event}
    for rule in rules.stage_matters:
        if heard <= rule.instead_of and (rule.stage in stages or reported & rule.events):
            kept = {name: confidence for name, confidence in found.items() if name not in rule.instead_of}
            return {**kept, rule.matter: rules.bounds.matter}
    return dict(found)


def tells_of_danger(reading: Reading) -> bool:
    """Whether a danger was surely heard: what the other side says is no word to reckon with then."""
    return _heard_danger(reading, book().advising.bounds.danger)


def may_tell_of_danger(reading: Reading) -> bool:
    """Whether a danger was heard as surely as any matter must be: nothing else takes it away then."""
    return _heard_danger(reading, book().advising.bounds.matter)


def _heard_danger(reading: Reading, least: float) -> bool:
    known = catalogue().matters
    return any(m.confidence >= least and m.name in known and known[m.name].danger for m in reading.matters)


def with_life(found: Mapping[str, float], reading: Reading) -> dict[str, float]:
    """What was heard; a life in danger that is only half heard is none where the words plainly ask or answer something
    else (「不想再往里砸钱了，不充行不行」, 「想不起来咯」).
    """
    rules = book().advising
    plain = any(a.confidence >= rules.bounds.beside for a in (*reading.asks, *reading.meta))
    return {n: c for n, c in found.items() if n != rules.first_of_all or c >= rules.bounds.told or not plain}
