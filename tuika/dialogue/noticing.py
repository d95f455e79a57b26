"""What a message holds that is sure enough to act on (听准了什么): matters, questions, reports."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..facts.case import Case
from ..facts.fact import Strength
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter, used
from .bounds import bound
from .hearing import Heard
from .inferred import of_events, of_facts, of_holder, with_life, with_stage
from .outside import ours_first, without_death, without_outside
from .placing import in_place, spoken_of_us
from .reading import Reading, Scored
from .reports_heard import BARE, events_of, half_heard_report, with_application
from .unsure import rivals, standing_out


@dataclass(frozen=True)
class Noticed:
    """What a message holds that is sure enough to act on, likeliest first.

    Attributes:
        matters: names with confidence.
        asks: topics of direct questions.
        events: names of what was reported.
        meta: talk about the talk.
        protests: whether the message takes back what the bot made of the one before.
        only_asks: whether the message is nothing but a question, or a supposition.
        surest_ask: how surely the likeliest topic was heard.
        things: what the message names of papers, offices, ways to pay.
        near_asks: every topic that was heard at all, likeliest first.
        asks_something: whether a clause of it asks.
        supposes: whether it only says, or asks, what would be.
        quotes: whether it tells what the other side says, and no more.
        wants: whether it says what the person wants.
        theirs: whether it tells what the other side says, with a question or a wish.
        near: the likeliest matter where none is sure; it counts where nothing was told before.
        denied: matters that the person says it is not about.
    """

    matters: tuple[Scored, ...] = ()
    near: tuple[Scored, ...] = ()
    denied: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    protests: bool = False
    only_asks: bool = False
    surest_ask: float = 0.0
    things: frozenset[str] = frozenset()
    near_asks: tuple[str, ...] = ()
    asks_something: bool = False
    supposes: bool = False
    quotes: bool = False
    wants: bool = False
    theirs: bool = False

    @property
    def danger(self) -> Matter | None:
        """The gravest danger that was heard, unless what sounds like it and is harmless was heard more surely."""
        known = catalogue().matters
        grave = [
            known[m.name] for m in self.matters if known[m.name].danger and self.is_likely(m) and not self.outdoes(m)
        ]
        return max(grave, key=lambda matter: matter.weight, default=None)

    def is_likely(self, heard: Scored) -> bool:
        """Whether no other danger is far likelier than this one; a life in danger counts always."""
        rules, known = book().advising, catalogue().matters
        surest = max((m.confidence for m in self.matters if known[m.name].danger), default=0.0)
        return heard.confidence >= rules.half * surest or heard.name == rules.first_of_all

    def outdoes(self, heard: Scored) -> bool:
        """Whether something that this matter yields to was heard more surely, or nearly so."""
        stronger = {m.name for m in self.matters if m.confidence >= heard.confidence * _NEARLY and m != heard}
        return bool(stronger.intersection(catalogue().matters[heard.name].yields_to))


def notice(heard: Heard, lead: str | None = None, case: Case | None = None) -> Noticed:
    """What is sure enough in the message. A tapped topic or event counts as surely heard.

    ``lead`` is the matter being talked about: what is asked in the middle of it is likelier one of its own questions.

    Where no matter is sure, the likeliest one that comes near, or the one that the intent stands for, is taken: what it
    leads to is said as an assumption. ``case`` is what is known so far.
    """
    reading, reported = heard.reading, heard.value("event")
    tapped = [reported] if isinstance(reported, str) and reported in book().advising.events else []
    # in a story that tells something, a word about us is one only where it is plain (「领的免费卡…」 asks for no price)
    in_story = len(reading.clauses) > BARE and bool(reading.facts or reading.events)
    meta = _over(spoken_of_us(heard), bound("told" if in_story else "meta"))
    denied = frozenset(m.name for m in reading.denied)
    protests = "not_this" in meta or bool(denied) or bool(reading.acts() & {"protest", "correct"})
    matters, near = _matters(heard, denied, lead)
    asks, events = _asks(in_place(heard, lead, case), matters, lead), (*tapped, *events_of(reading, lead, case))
    if lead is not None and not (meta or matters or asks or events or reading.facts):
        # (nor does anything else stand against a report that was heard a little less surely)
        events = half_heard_report(reading)
    if not (meta or matters or asks or events or reading.facts):
        # where nothing else was heard, talk about the talk that was heard by half is what it was
        meta = _over(spoken_of_us(heard), bound("half_meta"))[:1]
    return Noticed(
        matters=matters,
        near=near,
        denied=denied,
        asks=asks,
        events=with_application(events, heard, lead, case),
        meta=meta,
        protests=protests,
        only_asks=bool(reading.acts()) and reading.acts() <= _OPEN and len(reading.clauses) <= BARE,
        surest_ask=max((a.confidence for a in reading.asks), default=0.0),
        things=frozenset(reading.things),
        near_asks=tuple(a.name for a in reading.asks),
        asks_something=bool(reading.acts() & _OPEN),
        supposes="suppose" in reading.acts() and reading.acts() <= _OPEN,
        quotes=reading.quotes(),
        wants="want" in reading.acts(),
        theirs=reading.they_spoke(),
    )


#: How sure beside a danger the harmless thing must be that sounds like it.
_NEARLY = 0.85
#: Acts that tell nothing: a question, and what would be (「要是我不交了会怎么样」).
_OPEN = frozenset({"ask", "suppose"})


def _lifted(asks: tuple[Scored, ...], lead: str | None) -> tuple[Scored, ...]:
    """The topics, those raised to which the matter being talked about has an answer of its own."""
    matter = catalogue().matters.get(lead or "")
    if matter is None:
        return asks
    lift = book().advising.own_lift
    raised = [
        dataclasses.replace(a, confidence=min(1.0, a.confidence * lift)) if a.name in matter.asks else a for a in asks
    ]
    return tuple(sorted(raised, key=lambda a: -a.confidence))


#: Words by which advice is asked for, whatever else the sentence sounds like: 「扣5块退55，你看行不行」.
_COUNSEL = "讨主意"
#: The use of a card, and whose number it is who has died.
_ACTIVATED = "激活了"
#: The event of keeping the card.
_KEEPS = "changed_mind"


def _asks(heard: Heard, matters: tuple[Scored, ...], lead: str | None) -> tuple[str, ...]:
    """The topics asked, likeliest first; a further one must be surer, and talk around a told matter is no question.

    Where no topic was heard, a question that the intent names plainly is that of its topic.
    """
    rules, reading = book().advising, heard.reading
    told = [catalogue().matters[m.name] for m in matters if m.confidence >= rules.bounds.told]
    own = {topic for matter in told for topic in matter.asks}
    surest = max((m.confidence for m in matters), default=0.0)
    firm = bound("further")
    asked = tuple(a for a in _lifted(reading.asks, lead) if a.name not in rules.firm or a.confidence >= firm)
    chatty = [a for a in asked if a.name in rules.chatty and a.name not in own]
    found = [a for a in asked if not (told and a in chatty and a.confidence < surest)]
    is_aside = len(found) < len(asked) and bool(asked) and asked[0] not in found
    # a bare question that is only half heard is still a question, whatever its intent by itself would stand for
    is_short = len(reading.clauses) <= BARE
    is_told = any(m.confidence >= _needed(catalogue().matters[m.name], lead) for m in reading.matters)
    is_bare = "ask" in reading.acts() and is_short and not is_told
    # who wants what an intent stands for (「我要投诉」) asks how to, in the middle of a case
    wants = lead is not None and reading.acts() == {"want"} and is_short and not told
    asks_nothing = "ask" not in reading.acts() and len(reading.clauses) > 0
    least = bound("further") if is_aside or asks_nothing else bound("near") if is_bare else bound("ask")
    ordered = _over(tuple(found), least)
    if not ordered and lead is None and "ask" in reading.acts() and not (is_aside or told):
        # a question that begins a talk is answered, though it is hardly heard, where nothing else is as likely, nor any
        # matter told, whose help is surer to be right
        ordered = standing_out(found)
    if not ordered:
        by_fact = [rules.fact_topics[f.field] for f in reading.facts if f.field in rules.fact_topics]
        if by_fact and ("ask" in reading.acts() or _COUNSEL in reading.things):
            return tuple(by_fact[:1])
        by_intent = rules.topics.get(heard.intent or "")
        leads = catalogue().matters.get(lead or "")
        # what is wished in the middle of a matter that has its own word on it (「那我把卡销了」) gets that word
        is_own = leads is not None and by_intent in leads.asks and is_short and bool(reading.acts() & {"ask", "want"})
        is_plain = heard.sure and (is_bare or wants or (is_own and lead not in {m.name for m in matters}))
        return (by_intent,) if by_intent is not None and is_plain else ()
    further = {*_over(tuple(found), bound("further")), *rivals(found, ordered)}
    return (ordered[0], *(name for name in ordered[1:] if name in further))


def _matters(heard: Heard, denied: frozenset[str], lead: str | None) -> tuple[tuple[Scored, ...], tuple[Scored, ...]]:
    """The matters heard, likeliest first; and the likeliest one that comes near, where none is sure."""
    known = catalogue().matters
    told = {f.field: str(f.value) for f in heard.reading.facts if f.strength != Strength.CLAIMED.value}
    # what somebody tells outright as facts may be all that makes the matter, and may be all that stands against it
    stated = {f.field: str(f.value) for f in heard.reading.facts if f.strength == Strength.STATED.value}
    use = used(stated)
    leads = known.get(lead or "")
    if not stated and leads is not None and used(leads.implies) == _ACTIVATED:
        # (nor is a card that is being closed one that nobody opened, where nothing new is told)
        use = _ACTIVATED
    things, kept = heard.reading.things, leads.keeps if leads is not None else ()
    unnamed = {m.name for m in catalogue().guarded if m.name != lead and not m.may_be_heard(things, told.keys())}
    possible = {
        name: matter
        for name, matter in known.items()
        if not (name in unnamed or (matter.danger and name in kept))
        and told.keys().isdisjoint(matter.ruled_out_by)
        and stated.items().isdisjoint(matter.denied_by.items())
        and (use is None or not _is_of_other_use(matter, use))
    }
    found = {m.name: m.confidence for m in heard.reading.matters if m.name in possible}
    holders = {clause.holder for clause in heard.reading.clauses}
    signed = [m for m in catalogue().signed if m.name in possible]
    made = [m.name for m in signed if m.is_made_by(stated, things, holders)]
    found |= {name: max(found.get(name, 0.0), bound("beside")) for name in made}
    # (what only follows from their words backs a matter that was heard at all)
    backed = [m.name for m in signed if m.is_signed_by(told)]
    found |= {n: max(found[n], bound("told")) for n in backed if found.get(n, 0.0) >= bound("near")}
    found = _opened_on_its_way(found, leads, stated)
    found |= of_holder(found, heard.reading)
    found |= {n: max(found.get(n, 0.0), c) for n, c in of_events(heard.reading).items() if n in possible}
    found = with_life(found, heard.reading)
    found |= of_facts(found, stated)
    # (what the intent lets us guess is no reason against a danger that was half heard)
    said = dict(found)
    # what is asked in the middle of something is about that, whatever intent such a question has by itself
    asks_on = lead is not None and "ask" in heard.reading.acts() and bool(_over(heard.reading.asks, bound("near")))
    hides = any(m.confidence >= bound("told") and m.name in unnamed for m in heard.reading.matters)
    if (
        heard.sure
        and not (asks_on or hides or _stays(heard.reading))
        and not any(c >= bound("told") for c in found.values())
    ):
        score = heard.confidence * bound("by_intent")
        # (who puts right whose the number is was robbed of no name: 「不是我的号，是我爸名下的」)
        theirs = heard.reading.says_whose()
        guessed = [m for m in possible.values() if heard.intent in m.intents and m.name not in denied]
        guessed = [m for m in guessed if not (theirs and m.family == "identity")]
        # (a guess does not stand against what is told outright)
        named = [m.name for m in guessed if _agrees(m, stated)]
        found |= {name: max(found.get(name, 0.0), score) for name in named}
        found |= of_holder(found, heard.reading)
    if lead is None:
        found = with_stage(found, {stated.get("card_stage"), stated.get("parcel_stage")}, heard.reading)
    sure = [Scored(name, c) for name, c in found.items() if c >= _needed(known[name], lead)]
    sure = without_outside(sure, found)
    likeliest = heard.reading.asks[:1]
    alarmed = any(a.name in book().advising.alarm and a.confidence >= bound("ask") for a in likeliest)
    near = {n: c for n, c in found.items() if c >= bound("near") and (alarmed or not known[n].danger)}
    near = {n: c for n, c in near.items() if _agrees(known[n], stated)}
    half_heard = alarmed or not _stands(lead)
    if half_heard and not any(known[m.name].danger for m in sure) and not heard.reading.wonders():
        sure += [Scored(name, c) for name, c in _half_heard_danger(_not_kept(said, lead), alarmed=alarmed).items()]
    near = without_death(ours_first(near), holders)
    nearest = () if sure else tuple(Scored(n, c) for n, c in near.items() if c == max(near.values()))
    return tuple(sorted(sure, key=lambda m: -m.confidence)), nearest


#: The matter of a card that somebody else activated, and where a parcel is that nobody has in hand.
_NOT_BY_ME, _ON_ITS_WAY = "activated_without_me", ("未发货", "运输中", "派件中")


def _opened_on_its_way(found: dict[str, float], leads: Matter | None, stated: Mapping[str, str]) -> dict[str, float]:
    """What was found; a card that is told to be activated while its parcel is not in hand was activated by others,
    where that was heard at all.
    """
    away = leads is not None and leads.implies.get("parcel_stage") in _ON_ITS_WAY
    if not away or stated.get("activated") != _ACTIVATED or found.get(_NOT_BY_ME, 0.0) < bound("near"):
        return found
    return {**found, _NOT_BY_ME: max(found[_NOT_BY_ME], bound("beside"))}


def _is_of_other_use(matter: Matter, use: str) -> bool:
    """Whether the matter is one of a card that nobody uses yet, and the card is told to be in use, or the other way."""
    return not matter.danger and used(matter.implies) not in (None, use)


def _stays(reading: Reading) -> bool:
    """Whether somebody keeps the card after all: no intent of leaving it is meant then."""
    return any(e.name == _KEEPS and e.confidence >= bound("told") for e in reading.events)


def _agrees(matter: Matter, stated: Mapping[str, str]) -> bool:
    """Whether nothing that was told outright stands against what the matter usually is."""
    return any(
        all(stated.get(field, value) == value for field, value in {**matter.implies, **signs}.items())
        for signs in matter.signs or ({},)
    )


def _not_kept(found: Mapping[str, float], lead: str | None) -> dict[str, float]:
    """What was heard, without the dangers that the matter being talked about sounds like: a number stopped for fraud is
    spoken of in a swindler's words (「让我打96110」), and half heard they are no new danger.
    """
    leads = catalogue().matters.get(lead or "")
    return {n: c for n, c in found.items() if leads is None or n not in leads.sounds_like}


#: Families of matters that swindlers prey on: a number that was stopped, a name that was used.
_DREW_SWINDLERS = frozenset({"stopped", "identity"})


def _half_heard_danger(found: Mapping[str, float], *, alarmed: bool) -> dict[str, float]:
    """The danger that was heard less surely than one should be, where it is far likelier than anything else, or where
    several dangers together are sure: the questions of an order would help that person less. Who asks whether it is one
    (``alarmed``) is taken at their word where nothing is likelier.
    """
    known = catalogue().matters
    heard = {n for n, c in found.items() if c >= bound("near")}
    # (what is only half heard gives way to what sounds like it and is harmless, where that was heard at all)
    dangers = {n: c for n, c in found.items() if known[n].danger and heard.isdisjoint(known[n].yields_to)}
    name = max(dangers, key=lambda n: dangers[n], default=None)
    if name is None or dangers[name] < bound("matter"):
        return {}
    others = max((c for n, c in found.items() if n not in dangers), default=0.0)
    second = max((c for n, c in dangers.items() if n != name), default=0.0)
    apart = max(others, second) <= book().advising.half * dangers[name]
    together = 1 - math.prod(1 - c for c in dangers.values()) >= bound("danger") and others < dangers[name]
    asked = alarmed and others < dangers[name]
    return {name: dangers[name]} if apart or together or asked else {}


def _needed(matter: Matter, lead: str | None) -> float:
    """How sure a matter must be; a life in danger counts where it is half heard, another danger in the middle of a case
    that has nothing of it must be surer.
    """
    if matter.name == book().advising.first_of_all:
        return bound("life")
    if not matter.danger:
        return bound("matter")
    return bound("danger_amid" if _stands(lead) else "danger")


def _stands(lead: str | None) -> bool:
    """Whether a case leads in which swindlers are no more likely than elsewhere."""
    leads = catalogue().matters.get(lead or "")
    return leads is not None and leads.is_case and not leads.danger and leads.family not in _DREW_SWINDLERS


def _over(found: tuple[Scored, ...], least: float) -> tuple[str, ...]:
    ordered = sorted(found, key=lambda s: -s.confidence)
    return tuple(s.name for s in ordered if s.confidence >= least)
