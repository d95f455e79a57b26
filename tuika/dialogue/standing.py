"""Where a talk stands (所处的情形): matters, events and facts of a thread, with what a message adds to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter
from .beside_order import BEFORE_USE, back_to_the_money, is_guess_beside_order
from .bounds import bound
from .conditions import standing
from .hearing import Heard
from .left_behind import about_a_complaint, is_left_behind, was_paid_in_before, without_appeal
from .memory import Done, Thread
from .noticing import Noticed
from .reading import HOLDERS, Scored
from .reports_heard import REFUSED, SAID_BY_THEM
from .unsure import is_surely_asked

#: Who is told to wait was refused nothing.
_PUT_OFF = frozenset({"再等等", "让等通知", "走流程"})


def is_first_refusal(thread: Thread, heard: Heard) -> bool:
    """Whether the other side's words, held against what a matter's own plan asks of it, are its first refusal there:
    that plan has a step for it, which fits better than a counter to what is said of orders.
    """
    if not refusal_is_planned(thread) or REFUSED in thread.reported() or not _PUT_OFF.isdisjoint(heard.reading.things):
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
    noticed = _with_debt_paid(noticed, thread)
    said_so = _refuses_a_charge(thread, noticed) and REFUSED not in thread.reported()
    # that the person called (went there, has a ticket) goes well with what they were told there
    answered = not SAID_BY_THEM.isdisjoint(noticed.events) or not ASKED.issuperset(noticed.events)
    if answered or not (said_so or is_first_refusal(thread, heard)):
        return noticed
    return dataclasses.replace(noticed, events=(*noticed.events, REFUSED))


#: What the person did to get an answer.
ASKED = frozenset({"called", "visited", "got_ticket"})
#: Where money is owed to the carrier; what is told of a payment there, and what it is.
_OWED = ("arrears", "lent_card")
_GAVE, _PAID_DEBT, _CAME = "gave_money", "paid_debt", "paid_in"
#: Where somebody else demands it.
_DUNNED = "dunning"


def _with_debt_paid(noticed: Noticed, thread: Thread) -> Noticed:
    """A payment, told in the middle of what is owed and not of something else, is the debt paid; in a danger no debt
    is paid, but money given.
    """
    leads = catalogue().matters.get(thread.lead or "")
    if noticed.danger is not None or (leads is not None and leads.danger):
        given = dict.fromkeys(_GAVE if name == _PAID_DEBT else name for name in noticed.events)
        return dataclasses.replace(noticed, events=tuple(given))
    if thread.lead == _OWED[1] and _CAME in noticed.events:
        # what comes back of somebody who borrowed a card is the card
        return dataclasses.replace(noticed, events=tuple(name for name in noticed.events if name != _CAME))
    if thread.lead == _DUNNED and _GAVE in noticed.events:
        # who has asked the carrier, or paid there, has paid what was owed, and no swindler
        official = _PAID_DEBT in noticed.events or "called" in thread.reported()
        kept = (name for name in noticed.events if name not in (_GAVE, _PAID_DEBT))
        return dataclasses.replace(noticed, events=(*kept, _PAID_DEBT)) if official else noticed
    elsewhere = any(m.confidence >= bound("switch") and m.name not in _OWED for m in noticed.matters)
    if thread.lead not in _OWED or thread.advised is None or elsewhere or _GAVE not in noticed.events:
        return noticed
    events = [name for name in noticed.events if name not in (_GAVE, _PAID_DEBT)]
    return dataclasses.replace(noticed, events=(*events, _PAID_DEBT))


#: The matter of a refund that is refused, as those tell it who bought a card.
_REFUND_REFUSED = "refund_refused"


def _refuses_a_charge(thread: Thread, noticed: Noticed) -> bool:
    """Whether what was charged too much is not given back: a refusal in that matter, and no refund of an order."""
    is_charge = thread.lead in book().advising.groups["charges"]
    told = any(m.name == _REFUND_REFUSED and m.confidence >= bound("switch") for m in noticed.matters)
    return is_charge and told and refusal_is_planned(thread)


def is_broken_promise(noticed: Noticed) -> bool:
    """Whether money is told to be late, and no new day was promised for it; what was promised before is over then."""
    rules = book().advising
    late = any(m.name == rules.late and m.confidence >= rules.bounds.told for m in noticed.matters)
    return late and "promised" not in noticed.events


def _began_with_a_promise(thread: Thread, noticed: Noticed, today: date) -> bool:
    """Whether a first story tells of money that is late and of the promise that it is late against: no day is to come,
    so nothing is waited for.
    """
    rules, due = book().advising, thread.case.due_date
    late = any(m.name == rules.late and m.confidence >= rules.bounds.told for m in noticed.matters)
    return thread.lead is None and late and (due is None or due < today)


def with_noticed(thread: Thread, noticed: Noticed, today: date) -> Thread:
    """The thread with matters and events added, and the matter that leads now."""
    # (a question that begins a talk and was surely heard is answered as it stands)
    begins = thread.lead is None and thread.advised is None
    settled = begins and is_surely_asked(noticed.asks, noticed.surest_ask)
    if (_is_open_to_all(thread) and not settled) or thread.lead in noticed.denied:
        noticed = dataclasses.replace(noticed, matters=noticed.matters or noticed.near)
    noticed = about_a_complaint(noticed) if begins else noticed
    if _began_with_a_promise(thread, noticed, today):
        noticed = dataclasses.replace(noticed, events=tuple(e for e in noticed.events if e != "promised"))
    fresh = [m.name for m in noticed.matters if m.name not in thread.matters]
    # what the other side says now stands in the place of what it said before
    anew = not SAID_BY_THEM.isdisjoint(noticed.events)
    done = {d.event: d for d in thread.done if not (anew and d.event in SAID_BY_THEM)}
    lead = _lead(thread, noticed)
    if lead != thread.lead and is_left_behind(thread, noticed):
        # what was said of that money is not said of what is wanted now
        done = {name: entry for name, entry in done.items() if name not in SAID_BY_THEM}
    if _GAVE not in noticed.events and was_paid_in_before(thread, lead):
        # (what was paid in to the carrier was given to no swindler)
        done.pop(_GAVE, None)
    if lead != thread.lead and is_broken_promise(noticed):
        # in the matter that is turned to, nothing is waited for any more
        done.pop("promised", None)
    done = without_appeal(done, thread, noticed)
    done |= {name: Done(name, today.isoformat()) for name in noticed.events}
    return dataclasses.replace(
        thread,
        matters=(*thread.matters, *fresh),
        lead=lead,
        done=tuple(done.values()),
    )


def _is_open_to_all(thread: Thread) -> bool:
    """Whether nothing was heard yet of what the talk is about, or only that it is other business: whatever comes near
    tells more.
    """
    leads = catalogue().matters.get(thread.lead or "")
    return leads is None or leads.family == _OTHER or (_is_assumed(thread) and thread.advised is not None)


def _is_assumed(thread: Thread) -> bool:
    """Whether what leads was heard from nobody, and is what most people come with."""
    return thread.lead == book().advising.fallback and thread.lead not in thread.matters


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
        if not (_asks_for_what_was_not_paid(known[m.name], told, noticed) or _none(known[m.name], noticed))
        if not is_guess_beside_order(m, thread, noticed)
        if (
            (noticed.is_likely(m) and _outweighs(m, thread, supposed=noticed.supposes))
            if known[m.name].danger
            else m.confidence >= rules.half * surest and (thread.lead is None or _leaves(m, thread, noticed))
        )
    ]
    if after := _after_a_life(thread, noticed) or _after_a_check(thread, noticed) or back_to_the_money(thread, noticed):
        return after
    before = known.get(thread.lead or "")
    # what the matter talked about makes likely speaks against another one, too, though less than what was told
    likely = {} if before is None or noticed.protests else {**standing(thread).known, **told}

    def contradicted(matter: Matter) -> float:
        return (_against(matter, told) + _against(matter, likely)) / 2 if likely else _against(matter, told)

    scores = {
        # (of dangers that count as heard the gravest leads, a life before all, however surely another was heard)
        m.name: known[m.name].weight
        + rules.sure * (1.0 if known[m.name].danger else m.confidence)
        - rules.against * contradicted(known[m.name])
        for m in heard
    }
    if is_left_behind(thread, noticed) and scores.keys() - {thread.lead}:
        before = None
    others = scores.keys() - {thread.lead}
    if before is not None and (before.name in noticed.denied or _was_otherwise(before, told) or _none(before, noticed)):
        before = None
    if before is not None and not (before.danger and scores) and not (noticed.protests and others):
        # a danger that was answered does not stand in the way of what the person goes on with, nor does what they deny
        scores[before.name] = max(scores.get(before.name, 0.0), before.weight) + rules.stay
    return max(scores, key=lambda name: scores[name], default=None)


#: The matter of two orders of which one is kept, and that neither of them is wanted.
ONE_OF_TWO, _NEITHER = "double_order", "都不要"


def _none(before: Matter, noticed: Noticed) -> bool:
    """Whether none is wanted of the orders of which one was to be kept."""
    return before.name == ONE_OF_TWO and _NEITHER in noticed.things


#: Nothing was paid; the event of a payment.
_NOT_PAID, _PAYS = "没付", "gave_money"


def _asks_for_what_was_not_paid(matter: Matter, told: Mapping[str, str], noticed: Noticed) -> bool:
    """Whether the matter is about money that somebody took, and the person has said that they paid nothing."""
    return told.get("payee") == _NOT_PAID and "paid_to" in matter.implies and _PAYS not in noticed.events


#: Who did it makes some matters what they are.
_WHO = ("ordered_by", "activated_by")


def _was_otherwise(matter: Matter, told: Mapping[str, str]) -> bool:
    """Whether it was told that somebody else did what the matter rests on (「是我自己办的」)."""
    return any(name in told and matter.implies.get(name, told[name]) != told[name] for name in _WHO)


#: What somebody reports who has begun to see to the money.
SEES_TO_IT = frozenset({"reported_police", "secured", "not_filed", "got_ticket"})


def _after_a_life(thread: Thread, noticed: Noticed) -> str | None:
    """The danger that stood beside a life in danger, where the person reports to have begun to see to that."""
    first, known = book().advising.first_of_all, catalogue().matters
    heard = {m.name for m in noticed.matters}
    if thread.lead != first or first in heard or SEES_TO_IT.isdisjoint(noticed.events):
        return None
    others = [name for name in (*thread.matters, *heard) if name != first and known[name].danger]
    return max(others, key=lambda name: known[name].weight, default=None)


#: The danger of which the help says to ask the carrier first, and what turns out to be owed then.
_UNCHECKED, _TURNS_OUT = "scam_live", (_DUNNED, _OWED[0])


def _after_a_check(thread: Thread, noticed: Noticed) -> str | None:
    """The debt that was demanded in a way that looked like a swindle, where the person reports to have asked the
    carrier itself, or to have been there, and nothing of danger is told any more.
    """
    asked = ASKED.intersection(noticed.events)
    if thread.lead != _UNCHECKED or noticed.danger is not None or not asked or _GAVE in thread.reported():
        return None
    return next((name for name in _TURNS_OUT if name in thread.matters), None)


def _outweighs(heard: Scored, thread: Thread, *, supposed: bool) -> bool:
    """Whether a danger that was heard takes the lead: at once from anything harmless, from another danger where it is
    graver and plainly heard, or heard beyond doubt; a life comes before all. What is only supposed in the middle of
    something (「要是店关了呢」) must be heard beyond doubt.
    """
    rules, known = book().advising, catalogue().matters
    leads = known.get(thread.lead or "")
    if supposed and leads is not None and heard.name != rules.first_of_all:
        return heard.confidence >= rules.bounds.beside
    if leads is None or not leads.danger or heard.name in (leads.name, rules.first_of_all):
        return True
    if heard.name in leads.keeps:
        # (the task in a parcel's group is no paid job to open cards)
        return False
    is_graver = known[heard.name].weight > leads.weight
    return heard.confidence >= (rules.bounds.danger if is_graver else rules.bounds.beside)


#: Families of matters that are about whatever is being talked about.
_OF_ANY = ("procedure", "other")
#: The family of what is none of ours, or other business.
_OTHER = "other"


def _is_still_meant(heard: Scored, leads: Matter | None, noticed: Noticed) -> bool:
    """Whether the matter that leads, with a plan of its own, was heard more surely in what is said now than the other,
    which is no danger.
    """
    if leads is None or leads.from_table or catalogue().matters[heard.name].danger:
        return False
    return any(m.name == leads.name and m.confidence > heard.confidence for m in noticed.matters)


def _leaves(heard: Scored, thread: Thread, noticed: Noticed) -> bool:
    """Whether the matter is heard surely enough to be turned to from the one that leads; a mere question that was heard
    more surely is one about what is being talked about.
    """
    leads = catalogue().matters.get(thread.lead or "")
    is_denied = thread.lead in noticed.denied or "not_this" in noticed.meta
    # (who wants in so many words what the swindler had promised wants the real way to it)
    is_wish = leads is not None and leads.danger and noticed.wants and heard.confidence >= bound("told")
    if leads is not None and heard.name in leads.keeps and not is_denied and not is_wish:
        return False
    if leads is not None and _is_part_of_closing(heard.name, leads, noticed) and not is_left_behind(thread, noticed):
        return False
    if heard.name == _REFUND_REFUSED and _refuses_a_charge(thread, noticed):
        return False
    if not is_denied and _is_still_meant(heard, leads, noticed):
        return False
    # from a danger somebody may ask their way back to the card; how to complain of it, or to the police, is about it,
    # and so are the bank, the passwords and the money
    family = catalogue().matters[heard.name].family
    about_it = family in _OF_ANY
    if leads is not None and leads.danger and family == _OTHER and not noticed.protests:
        return False
    if leads is not None and leads.is_case and not is_denied and heard.name == book().advising.outside:
        # in the middle of a case hardly anything is none of our business
        return thread.lead not in thread.matters and heard.confidence >= bound("beside")
    in_danger = leads is not None and leads.danger and not about_it and heard.confidence >= bound("beside")
    # where to complain, asked in the middle of a case, is answered and does not become what the talk is about
    is_way = leads is not None and leads.is_case and family == _PROCEDURE
    is_answered = noticed.surest_ask > heard.confidence or (is_way and bool(noticed.asks))
    # nor does a bare question to which the matter that leads has an answer of its own
    is_own = leads is not None and noticed.only_asks and any(topic in leads.asks for topic in noticed.asks)
    is_aside = noticed.only_asks and (is_answered or is_own) and not in_danger
    if _is_open_to_all(thread):
        if heard.confidence < bound("matter") and _is_of_order(thread) and heard.name in book().advising.groups["live"]:
            # (what is only guessed at of a number in use does not follow on what was told of an order)
            return heard.name == thread.lead
        return heard.name == thread.lead or noticed.protests or (heard.confidence >= bound("near") and not is_aside)
    if is_left_behind(thread, noticed) and heard.confidence >= bound("matter"):
        return True
    # what the other side talks of leads away only where it is plain
    theirs = noticed.quotes and heard.name not in _BROUGHT_BY_THEM
    least = bound("beside" if theirs and leads is not None and leads.is_case else "switch")
    return heard.name == thread.lead or noticed.protests or (heard.confidence >= least and not is_aside)


def _is_of_order(thread: Thread) -> bool:
    """Whether a card bought in a shop, and not yet in use, is told of."""
    return thread.case.sales_channel == "电商平台" and thread.case.activated != "激活了"


#: What nobody but the other side brings up.
_BROUGHT_BY_THEM = frozenset({"asked_to_withdraw", "settlement_offered"})
#: The family of how to go about it.
_PROCEDURE = "procedure"
#: The topic that asks what becomes of the balance when a number is closed.
_CLOSE_BALANCE = "close_balance"


def _is_part_of_closing(name: str, leads: Matter, noticed: Noticed) -> bool:
    """Whether the balance of a number that is still to be closed was asked for: answered, and the closing goes on."""
    groups = book().advising.groups
    return name in groups["balance"] and leads.name in groups["closing"] and _CLOSE_BALANCE in noticed.asks


_UNUSED = "否"


def _against(matter: Matter, told: Mapping[str, str]) -> int:
    """How many facts of the case speak against the matter."""
    told = {**({"in_use": _UNUSED} if told.get("card_stage") in BEFORE_USE else {}), **told}
    if told.get("holder") in HOLDERS:
        told["holder"] = HOLDERS[told["holder"]]
    return sum(told.get(name, value) != value for name, value in matter.implies.items())
