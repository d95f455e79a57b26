"""Where a talk stands (所处的情形): matters, events and facts of a thread, with what a message adds to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..facts.fact import Fact, Strength
from ..facts.fields import FIELDS, parse
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter, Standing
from .hearing import Heard
from .memory import Done, Thread
from .reading import Reading, Scored


@dataclass(frozen=True)
class Noticed:
    """What a message holds that is sure enough to act on, likeliest first.

    Attributes:
        matters: names with confidence.
        asks: topics of direct questions.
        events: names of what was reported.
        meta: talk about the talk.
        protests: whether the message takes back what the bot made of the one before.
        only_asks: whether the message is nothing but a question.
        surest_ask: how surely the likeliest topic was heard.
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

    @property
    def danger(self) -> Matter | None:
        """The gravest danger that was heard, unless what sounds like it and is harmless was heard more surely."""
        known = catalogue().matters
        grave = [known[m.name] for m in self.matters if known[m.name].danger and not self.outdoes(m)]
        return max(grave, key=lambda matter: matter.weight, default=None)

    def outdoes(self, heard: Scored) -> bool:
        """Whether something that this matter yields to was heard more surely."""
        stronger = {m.name for m in self.matters if m.confidence > heard.confidence}
        return bool(stronger.intersection(catalogue().matters[heard.name].yields_to))


#: What the table of facts calls the holder, and what the matters do (``labels.yaml``).
_HOLDERS = {
    "本人": "self",
    "长辈": "elder",
    "未成年": "minor",
    "逝者": "deceased",
    "公司": "company",
    "别人": "stranger",
}


def bound(name: str) -> float:
    """How sure something must be to be acted on (``advising.yaml``)."""
    return float(getattr(book().advising.bounds, name))


def notice(heard: Heard, lead: str | None = None) -> Noticed:
    """What is sure enough in the message. A tapped topic or event counts as surely heard.

    ``lead`` is the matter being talked about: what is asked in the middle of it is likelier one of its own questions.

    Where no matter is sure, the likeliest one that comes near, or the one that the intent stands for, is taken: what it
    leads to is said as an assumption.
    """
    reading, reported = heard.reading, heard.value("event")
    tapped = [reported] if isinstance(reported, str) and reported in book().advising.events else []
    meta = _over(reading.meta, bound("meta"))
    denied = frozenset(m.name for m in reading.denied)
    protests = "not_this" in meta or bool(denied) or bool(reading.acts() & {"protest", "correct"})
    matters, near = _matters(heard, denied)
    return Noticed(
        matters=matters,
        near=near,
        denied=denied,
        asks=_asks(heard, matters, lead),
        events=(*tapped, *_events(reading)),
        meta=meta,
        protests=protests,
        only_asks=reading.acts() == {"ask"} and len(reading.clauses) <= _BARE,
        surest_ask=max((a.confidence for a in reading.asks), default=0.0),
    )


#: The event of being refused; and all that the other side can answer.
REFUSED = "refused"
_SAID_BY_THEM = frozenset({REFUSED, "promised", "no_answer"})


def is_first_refusal(thread: Thread, heard: Heard) -> bool:
    """Whether the other side's words, held against what a matter's own plan asks of it, are its first refusal there:
    that plan has a step for it, which fits better than a counter to what is said of orders.
    """
    if not refusal_is_planned(thread) or REFUSED in thread.reported():
        return False
    return heard.intent == "objection" and heard.sure and "quote" in heard.reading.acts()


def refusal_is_planned(thread: Thread) -> bool:
    """Whether advice is held of a matter whose own plans have a step for a refusal."""
    matter = catalogue().matters.get(thread.lead or "")
    if matter is None or matter.from_table or thread.advised is None:
        return False
    return any(REFUSED in plan.when.done for plan in matter.plans)


def with_refusal(noticed: Noticed, thread: Thread, heard: Heard) -> Noticed:
    """What was noticed, the refusal with it that was only heard as an objection."""
    said_so = _refuses_a_charge(thread, noticed) and REFUSED not in thread.reported()
    if noticed.events or not (said_so or is_first_refusal(thread, heard)):
        return noticed
    return dataclasses.replace(noticed, events=(REFUSED,))


#: The matter of a refund that is refused, as those tell it who bought a card.
_REFUND_REFUSED = "refund_refused"


def _refuses_a_charge(thread: Thread, noticed: Noticed) -> bool:
    """Whether what was charged too much is not given back: a refusal in that matter, and no refund of an order."""
    is_charge = thread.lead in book().advising.groups["charges"]
    told = any(m.name == _REFUND_REFUSED and m.confidence >= bound("switch") for m in noticed.matters)
    return is_charge and told and refusal_is_planned(thread)


#: A question of no more clauses is nothing but that.
_BARE = 2


def _events(reading: Reading) -> tuple[str, ...]:
    """What was reported. In a long story a promise or a refusal that is only half heard would lead away from what the
    story is about.
    """
    in_story = len(reading.clauses) > _BARE
    slow = book().advising.slow

    def least(name: str) -> float:
        return bound("event_in_story" if in_story and name in slow else "event")

    heard = [e.name for e in reading.events if e.confidence >= least(e.name)]
    # money that came back is told as a fact of the case, too
    came = any(f.field == "refund_state" and f.value == "已到账" and f.strength == "stated" for f in reading.facts)
    # that the other side agreed, told as a fact, makes a promise of one half heard
    told = {(f.field, f.value) for f in reading.facts if f.strength == "stated"}
    agreed = ("complaint_answer", "答应了") in told
    half = any(e.name == "promised" and e.confidence >= bound("near") for e in reading.events)
    if agreed and half and not _SAID_BY_THEM & set(heard):
        heard.append("promised")
    return (*heard, *(["paid_in"] if came and not {"paid_in", "partial_paid"} & set(heard) else []))


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


def _asks(heard: Heard, matters: tuple[Scored, ...], lead: str | None) -> tuple[str, ...]:
    """The topics asked, likeliest first; a further one must be surer, and talk around a told matter is no question.

    Where no topic was heard, a question that the intent names plainly is that of its topic.
    """
    rules, reading = book().advising, heard.reading
    told = [catalogue().matters[m.name] for m in matters if m.confidence >= rules.bounds.told]
    own = {topic for matter in told for topic in matter.asks}
    surest = max((m.confidence for m in matters), default=0.0)
    asked = _lifted(reading.asks, lead)
    chatty = [a for a in asked if a.name in rules.chatty and a.name not in own]
    found = [a for a in asked if not (told and a in chatty and a.confidence < surest)]
    is_aside = len(found) < len(asked) and bool(asked) and asked[0] not in found
    # a bare question that is only half heard is still a question
    is_bare = "ask" in reading.acts() and len(reading.clauses) <= _BARE and not matters
    # who wants what an intent stands for (「我要投诉」) asks how to, in the middle of a case
    wants = lead is not None and reading.acts() == {"want"} and len(reading.clauses) <= _BARE and not told
    asks_nothing = "ask" not in reading.acts() and len(reading.clauses) > 0
    least = bound("further") if is_aside or asks_nothing else bound("near") if is_bare else bound("ask")
    ordered = _over(tuple(found), least)
    if not ordered:
        by_intent = rules.topics.get(heard.intent or "")
        is_plain = heard.sure and (is_bare or wants)
        return (by_intent,) if by_intent is not None and is_plain else ()
    further = set(_over(tuple(found), bound("further")))
    return (ordered[0], *(name for name in ordered[1:] if name in further))


def _matters(heard: Heard, denied: frozenset[str]) -> tuple[tuple[Scored, ...], tuple[Scored, ...]]:
    """The matters heard, likeliest first; and the likeliest one that comes near, where none is sure."""
    known = catalogue().matters
    told = {fact.field for fact in heard.reading.facts if fact.strength != Strength.CLAIMED.value}
    possible = {name: matter for name, matter in known.items() if not told.intersection(matter.ruled_out_by)}
    found = {m.name: m.confidence for m in heard.reading.matters if m.name in possible}
    if heard.sure and not any(c >= bound("told") for c in found.values()):
        score = heard.confidence * bound("by_intent")
        named = [m.name for m in possible.values() if heard.intent in m.intents and m.name not in denied]
        found |= {name: max(found.get(name, 0.0), score) for name in named}
    sure = [Scored(name, c) for name, c in found.items() if c >= _needed(known[name])]
    sure = _without_outside(sure, found)
    alarmed = any(a.name in book().advising.alarm and a.confidence >= bound("ask") for a in heard.reading.asks)
    near = {n: c for n, c in found.items() if c >= bound("near") and (alarmed or not known[n].danger)}
    near = _half_heard_danger(found) or near
    nearest = () if sure else tuple(Scored(n, c) for n, c in near.items() if c == max(near.values()))
    return tuple(sorted(sure, key=lambda m: -m.confidence)), nearest


def _without_outside(sure: list[Scored], found: Mapping[str, float]) -> list[Scored]:
    """``sure`` without the matter that is none of ours, where all that is ours together is heard as surely; then the
    likeliest of those is what is left.
    """
    outside = book().advising.outside
    ours = {name: confidence for name, confidence in found.items() if name != outside and confidence >= bound("near")}
    kept = [m for m in sure if m.name != outside or m.confidence >= max(bound("told"), sum(ours.values()))]
    if kept or not sure:
        return kept
    return [
        Scored(name, c) for name, c in ours.items() if c == max(ours.values()) and not catalogue().matters[name].danger
    ]


def _half_heard_danger(found: Mapping[str, float]) -> dict[str, float]:
    """The danger that was heard less surely than one should be, where it is far likelier than anything else: the
    questions of an order would help that person less.
    """
    known = catalogue().matters
    name = max(found, key=lambda n: found[n], default=None)
    if name is None or not known[name].danger or found[name] < bound("matter"):
        return {}
    second = max((c for n, c in found.items() if n != name), default=0.0)
    return {name: found[name]} if second <= book().advising.half * found[name] else {}


def _needed(matter: Matter) -> float:
    return bound("danger" if matter.danger else "matter")


def _over(found: tuple[Scored, ...], least: float) -> tuple[str, ...]:
    ordered = sorted(found, key=lambda s: -s.confidence)
    return tuple(s.name for s in ordered if s.confidence >= least)


def with_noticed(thread: Thread, noticed: Noticed, today: date) -> Thread:
    """The thread with matters and events added, and the matter that leads now."""
    if thread.lead is None or thread.lead in noticed.denied:
        noticed = dataclasses.replace(noticed, matters=noticed.matters or noticed.near)
    fresh = [m.name for m in noticed.matters if m.name not in thread.matters]
    # what the other side says now stands in the place of what it said before
    anew = not _SAID_BY_THEM.isdisjoint(noticed.events)
    done = {d.event: d for d in thread.done if not (anew and d.event in _SAID_BY_THEM)}
    done |= {name: Done(name, today.isoformat()) for name in noticed.events}
    return dataclasses.replace(
        thread,
        matters=(*thread.matters, *fresh),
        lead=_lead(thread, noticed),
        done=tuple(done.values()),
    )


def _lead(thread: Thread, noticed: Noticed) -> str | None:
    """The matter that counts most: its weight, how surely it was heard, and a little for the one that led before."""
    rules, known = book().advising, catalogue().matters
    told = {name: str(value) for name, value in thread.case.known().items()}
    surest = max((m.confidence for m in noticed.matters), default=0.0)
    # to leave what is being talked about takes more than to begin with it, and what is half heard does not outweigh
    heard = [
        m
        for m in noticed.matters
        if not told.keys() & set(known[m.name].ruled_out_by) and not noticed.outdoes(m)
        if known[m.name].danger
        or (m.confidence >= rules.half * surest and (thread.lead is None or _leaves(m, thread, noticed)))
    ]
    scores = {
        m.name: known[m.name].weight + rules.sure * m.confidence - rules.against * _against(known[m.name], told)
        for m in heard
    }
    before = known.get(thread.lead or "")
    others = scores.keys() - {thread.lead}
    if before is not None and before.name in noticed.denied:
        before = None
    if before is not None and not (before.danger and scores) and not (noticed.protests and others):
        # a danger that was answered does not stand in the way of what the person goes on with, nor does what they deny
        scores[before.name] = max(scores.get(before.name, 0.0), before.weight) + rules.stay
    return max(scores, key=lambda name: scores[name], default=None)


def _leaves(heard: Scored, thread: Thread, noticed: Noticed) -> bool:
    """Whether the matter is heard surely enough to be turned to from the one that leads; a mere question that was heard
    more surely is one about what is being talked about.
    """
    leads = catalogue().matters.get(thread.lead or "")
    is_denied = thread.lead in noticed.denied or "not_this" in noticed.meta
    if leads is not None and heard.name in leads.keeps and not is_denied:
        return False
    if leads is not None and _is_part_of_closing(heard.name, leads, noticed):
        return False
    if heard.name == _REFUND_REFUSED and _refuses_a_charge(thread, noticed):
        return False
    in_danger = leads is not None and leads.danger
    # where to complain, asked in the middle of a case, is answered and does not become what the talk is about
    is_way = leads is not None and leads.is_case and catalogue().matters[heard.name].family == _PROCEDURE
    is_answered = noticed.surest_ask > heard.confidence or (is_way and bool(noticed.asks))
    is_aside = noticed.only_asks and is_answered and not in_danger
    return heard.name == thread.lead or noticed.protests or (heard.confidence >= bound("switch") and not is_aside)


#: The family of how to go about it.
_PROCEDURE = "procedure"
#: The topic that asks what becomes of the balance when a number is closed.
_CLOSE_BALANCE = "close_balance"


def _is_part_of_closing(name: str, leads: Matter, noticed: Noticed) -> bool:
    """Whether the balance of a number that is still to be closed was asked for: answered, and the closing goes on."""
    groups = book().advising.groups
    return name in groups["balance"] and leads.name in groups["closing"] and _CLOSE_BALANCE in noticed.asks


def _against(matter: Matter, told: Mapping[str, str]) -> int:
    """How many facts of the case speak against the matter."""
    return sum(told.get(name, value) != value for name, value in matter.implies.items())


def also_from(thread: Thread, reading: Reading) -> Thread:
    """The thread with the facts that no field of the case holds (a holder, an IoT card, a number in use)."""
    told = {f.field: str(f.value) for f in reading.facts if f.strength != "claimed" and f.field not in FIELDS}
    holders = [clause.holder for clause in reading.clauses if clause.holder not in ("", "self")]
    if holders:
        told["speaks_of"] = holders[-1]
    return dataclasses.replace(thread, also=tuple({**dict(thread.also), **told}.items())) if told else thread


def standing(thread: Thread) -> Standing:
    """The thread as conditions see it; what the matters imply fills what is not known."""
    facts = {name: str(value) for name, value in thread.case.known().items()}
    facts |= dict(thread.also)
    heard_of = facts.pop("speaks_of", None)
    holder = _HOLDERS.get(facts.pop("holder", ""), heard_of)
    if holder is not None:
        facts["holder"] = holder
    if thread.case.stopped_by is not None:
        facts["stopped_for"] = thread.case.stopped_by
    if thread.case.carrier == "物联网卡":
        facts.setdefault("iot", "是")
    if thread.case.used_months:
        facts.setdefault("in_use", "是")
    if facts.get("payee") == "首充":
        facts.setdefault("paid_to", "运营商")
    lead = catalogue().matters.get(thread.lead or "")
    payee = facts.get("payee") or (lead.implies.get("payee") if lead is not None else None)
    if payee in (None, "货款") and facts.get("sales_channel") == "电商平台":
        # who buys on a platform pays the shop
        facts.setdefault("paid_to", "商户")
    for name, value in lead.implies.items() if lead is not None else ():
        facts.setdefault(name, value)
    return Standing(facts, thread.reported(), frozenset(thread.matters), thread.lead)


def implied_by(thread: Thread, words: str) -> tuple[Fact, ...]:
    """What the leading matter makes likely of an order, where its plan is looked up in the table of plans."""
    lead = catalogue().matters.get(thread.lead or "")
    if lead is None or not lead.from_table:
        return ()
    known = thread.case.known()
    wanted = {n: v for n, v in lead.implies.items() if n in FIELDS and n not in known}
    return tuple(Fact(name, parse(name, value), words, Strength.IMPLIED) for name, value in wanted.items())
