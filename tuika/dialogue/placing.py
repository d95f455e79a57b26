"""Questions that were half heard and have no place where the talk stands (问得不是地方的)."""

from __future__ import annotations

import dataclasses

from ..facts.case import Case
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter
from .hearing import CHATS, Heard
from .reading import HOLDERS, HeardEvent, Reading, Scored

#: Families of matters in which there may be a parcel, or anything else.
_MAY_BE_PARCEL = frozenset({"order", "iot", "danger", "other"})
#: The value of a card that nobody uses yet.
UNUSED = "没激活"


def in_place(heard: Heard, lead: str | None, case: Case | None) -> Heard:
    """What was heard, without the half-heard questions that have no place here: of a parcel where there can be none, of
    somebody else's number where nobody else is spoken of, of a deposit in the middle of something else, of a card
    without a number where no such card is.
    """
    rules, reading = book().advising, heard.reading
    owner = HOLDERS.get(case.holder or "") if case is not None else None
    here = {None, owner, *(clause.holder for clause in reading.clauses)}
    no_parcel = () if _may_be_parcel(lead, case) else rules.of_parcel
    # (what begins a talk is about whatever it asks)
    begun = () if lead is None else rules.of_matters
    spoken = {lead, *(m.name for m in reading.matters if m.confidence >= rules.bounds.near)}
    asks = tuple(
        a
        for a in reading.asks
        if a.confidence >= rules.bounds.told or (a.name not in no_parcel and rules.of_people.get(a.name) in here)
        if a.confidence >= rules.bounds.beside or a.name not in begun or not spoken.isdisjoint(rules.of_matters[a.name])
    )
    if not _may_be_iot(reading, lead, case):
        asks = tuple(a for a in asks if a.confidence >= rules.half or a.name not in rules.of_iot)
    return dataclasses.replace(heard, reading=dataclasses.replace(reading, asks=asks))


#: What the family, the field and the carrier of cards without a number are called.
_IOT, _IOT_CARD = "iot", "物联网卡"


def _may_be_iot(reading: Reading, lead: str | None, case: Case | None) -> bool:
    """Whether a card without a number is what is talked about, or was heard now."""
    matters, near = catalogue().matters, book().advising.bounds.near
    heard = [m.name for m in reading.matters if m.confidence >= near]
    told = any(fact.field == _IOT for fact in reading.facts) or (case is not None and case.carrier == _IOT_CARD)
    return told or any(matters[name].family == _IOT for name in (*heard, lead or "") if name in matters)


#: Stages of a number that was used and is not any more.
_OUT_OF_USE = frozenset({"已销户", "停机"})


def _may_be_parcel(lead: str | None, case: Case | None) -> bool:
    matter = catalogue().matters.get(lead or "")
    may_be = case is None or case.parcel_stage is not None or case.activated == UNUSED
    if case is not None and case.card_stage in _OUT_OF_USE:
        # (nobody fetches the parcel of a number that was closed or stopped)
        return False
    return matter is None or matter.family in _MAY_BE_PARCEL or may_be


#: The intent of idle chat, and what is hardly told from it by the intent.
_CURSES, _CHAT_KIND = "insult", "chat"
#: A curse that is nearly as likely as chat is one.
_NEARLY_CHAT = 0.75


def spoken_of_us(heard: Heard) -> tuple[Scored, ...]:
    """Talk about the talk; what was heard more surely as idle chat, and by less than half as that, is chat. A curse is
    told from chat (「你嘴真甜」) by the kind of turn: the intents hardly do.
    """
    told = book().advising.bounds.told
    chats = heard.confidence if heard.intent == CHATS and heard.sure else 0.0
    kinds = {kind.name: kind.confidence for kind in heard.reading.kinds}
    curses = kinds.get(_CURSES, 0.0) >= _NEARLY_CHAT * kinds.get(_CHAT_KIND, 0.0)
    return tuple(
        m
        for m in heard.reading.meta
        if (m.is_fixed or curses if m.name == _CURSES else m.confidence >= told or m.confidence > chats)
    )


#: The event of keeping the card, what is said of going on using it, and what only somebody wants who keeps it anyway.
_KEEPS, _USED_ON, _FOR_KEEPING = "changed_mind", "接着用", ("purpose", "补返")


#: What is said of a number that is not to be given up; where too much was charged, nobody wanted to give it up.
_KEPT, _CHARGED = "留号", "charges"


#: The matter of a cheaper plan.
_CHEAPER = "downgrade"


def is_kept_on(reading: Reading, leads: Matter | None) -> bool:
    """Whether somebody goes on using a card that something is still owed for, that too much is charged on, or that is
    to have a cheaper plan.
    """
    name, value = _FOR_KEEPING
    told = book().advising.bounds.told
    if leads is not None and any(m.name == _CHEAPER and m.confidence >= told for m in reading.matters):
        # (who keeps the number on a cheaper plan wants to be helped with that)
        return True
    if leads is None or not {_USED_ON, _KEPT}.intersection(reading.things):
        return False
    return leads.implies.get(name) == value or leads.name in book().advising.groups[_CHARGED]


def without_kept_on(reading: Reading, leads: Matter | None) -> list[HeardEvent]:
    """The reports; who goes on using a card that something is still owed for has not changed their mind."""
    return [e for e in reading.events if e.name != _KEEPS or not is_kept_on(reading, leads)]
