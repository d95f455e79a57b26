"""What a message reports that is sure enough to act on (听准了什么进展)."""

from __future__ import annotations

from ..facts.case import Case
from ..facts.fact import Strength
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter
from .bounds import bound
from .hearing import Heard, is_application
from .placing import without_kept_on
from .reading import Reading, Scored

#: The event of being refused; and all that the other side can answer.
REFUSED = "refused"
SAID_BY_THEM = frozenset({REFUSED, "promised", "no_answer"})
#: A question of no more clauses is nothing but that.
BARE = 2
#: The family of orders.
_ORDER = "order"
#: The event of another card being meant.
_OTHER_CARD = "other_card"
#: The event of wanting no refund any more.
_KEEPS = "changed_mind"
#: The event of a card frozen, a password changed.
_SECURED = "secured"
#: A paper with a number on it; a report to the police, taken up or not.
_TICKET, _REPORTED = "got_ticket", "reported_police"
_TO_THE_POLICE = frozenset({_REPORTED, "not_filed"})


def _with_matter(reading: Reading) -> tuple[tuple[Scored, Matter], ...]:
    """Every matter that was heard at all, with what is known of it."""
    return tuple((m, catalogue().matters[m.name]) for m in reading.matters if m.name in catalogue().matters)


def _no_money_told(case: Case | None) -> bool:
    """Whether a case is known, and nothing of any money in it."""
    if case is None or case.payee not in (None, "没付"):
        return False
    sums = (case.paid_amount, case.topup_amount, case.due_amount, case.offered_amount, case.refund_state, case.paid_to)
    return not any(sums)


def events_of(reading: Reading, lead: str | None, case: Case | None = None) -> tuple[str, ...]:
    """What was reported. In a long story a promise or a refusal that is only half heard would lead away from what the
    story is about; in a danger money that only half came back (「到对方账上了」) would end the help.
    """
    in_story = len(reading.clauses) > BARE
    slow, ends = book().advising.slow, book().advising.events
    leads = catalogue().matters.get(lead or "")

    def least(name: str) -> float:
        if leads is not None and leads.danger and name in ends and ends[name].closes:
            return bound("beside")
        if name == _KEEPS and _is_of_their_answer(reading):
            # (「剩下的不退了」 is what they say, and no wish to keep it)
            return bound("beside")
        return bound("event_in_story" if in_story and name in slow else "event")

    in_danger = leads is not None and leads.danger
    in_danger = in_danger or any(known.danger and m.confidence >= bound("near") for m, known in _with_matter(reading))
    heard = [e.name for e in without_kept_on(reading, leads) if e.confidence >= least(e.name)]
    if reading.they_spoke():
        # (「客服说我还有一张卡」 is what they say)
        heard = [name for name in heard if name != _OTHER_CARD]
    # (a card that is frozen is good news only to somebody whose money is being taken)
    heard = [name for name in heard if name != _SECURED or in_danger]
    if in_danger and _TO_THE_POLICE.intersection(heard) and _TICKET in heard and len(reading.clauses) > 1:
        # (what the police gave is no ticket of a carrier; that it was reported follows from it)
        heard = [_REPORTED, *(name for name in heard if name not in (_TICKET, _REPORTED))]
    told = {(f.field, f.value) for f in reading.facts if f.strength == "stated"}
    # 「收到了，没拆」: where a parcel is told to have come, or no money was ever spoken of, half heard money has not
    half_paid = any(e.name == "paid_in" and e.confidence < bound("beside") for e in reading.events)
    of_order = leads is not None and leads.family == _ORDER and _no_money_told(case)
    if half_paid and (("parcel_stage", "已签收") in told or of_order):
        heard = [name for name in heard if name != "paid_in"]
    # money that came back is told as a fact of the case, too
    came = ("refund_state", "已到账") in told
    if leads is not None and leads.name in book().advising.groups["closing"] and _is_closed(reading):
        # who tells in the middle of a closing that the number is closed reports just that
        heard = [*(name for name in heard if name not in (REFUSED, _CLOSED)), _CLOSED]
    if _CLOSED in heard and _only_wonders_of_closing(reading):
        heard = [name for name in heard if name != _CLOSED]
    if _FINISHED in heard:
        # (what is finished, in the middle of a number in use, is its closing)
        live = leads is not None and leads.name in book().advising.groups["live"]
        heard = [*(name for name in heard if name not in (_FINISHED, _CLOSED)), *([_CLOSED] if live else [])]
    # that the other side agreed, told as a fact, makes a promise of one half heard
    agreed = ("complaint_answer", "答应了") in told
    half = any(e.name == "promised" and e.confidence >= bound("near") for e in reading.events)
    if agreed and half and not SAID_BY_THEM & set(heard):
        heard.append("promised")
    # and that the money was refused, told as a fact, makes a refusal of one half heard
    denied = ("refund_state", "被拒") in told
    if denied and not SAID_BY_THEM & set(heard) and any(e.name == REFUSED for e in reading.events):
        heard = [REFUSED, *(name for name in heard if name != "applied_refund")]
    if leads is not None and leads.name in book().advising.groups["owing"] and _paid_what_was_owed(reading):
        heard = [*(name for name in heard if name not in ("gave_money", _PAID_DEBT)), _PAID_DEBT]
    if "partial_paid" in heard:
        # (a part is not all of it)
        heard = [name for name in heard if name != "paid_in"]
    return (*heard, *(["paid_in"] if came and not {"paid_in", "partial_paid"} & set(heard) else []))


#: What the other side answers, as a fact and as reports.
_ANSWER, _ANSWERED = "complaint_answer", SAID_BY_THEM | {"partial_paid"}


def _is_of_their_answer(reading: Reading) -> bool:
    """Whether the message tells what the other side said or gave."""
    told = any(f.field == _ANSWER for f in reading.facts) or any(e.name in _ANSWERED for e in reading.events)
    return told or reading.they_spoke()


#: What was owed is paid (「交了80」), and what is said of a sum that was paid.
_PAID_DEBT, _SUM_PAID = "paid_debt", "交了欠的"


def _paid_what_was_owed(reading: Reading) -> bool:
    """Whether a sum was told to be paid where only what is owed is talked about."""
    return _SUM_PAID in reading.things and any(
        f.field == "paid_amount" and f.strength == "stated" for f in reading.facts
    )


#: The state of a closed number, and its event; what 「办完了」 reports by itself.
_CLOSED_STATE, _CLOSED, _FINISHED = ("card_stage", "已销户"), "closed", "finished"


def _is_closed(reading: Reading) -> bool:
    """Whether the number is told to be closed now, in so many words or nearly so, and nothing stands against it."""
    told = any(
        (f.field, f.value) == _CLOSED_STATE and f.strength != Strength.CLAIMED.value and f.confidence >= bound("beside")
        for f in reading.facts
    )
    refused = any(e.name == REFUSED and e.confidence >= bound("told") for e in reading.events)
    return told and not refused and not reading.quotes()


def _only_wonders_of_closing(reading: Reading) -> bool:
    """Whether a message that asks tells of no closed number: 「我现在把号销了，是不是就没事了」."""
    told = any((f.field, f.value) == _CLOSED_STATE for f in reading.facts)
    return bool(reading.acts() & {"ask", "suppose"}) and not told


def half_heard_report(reading: Reading) -> tuple[str, ...]:
    """The one report of a bare message that is heard by half; the good end of a case must be heard in full."""
    ends = book().advising.events
    likeliest = max(reading.events, key=lambda e: e.confidence, default=None)
    if likeliest is None or likeliest.confidence < bound("matter") or len(reading.clauses) > BARE:
        return ()
    return () if likeliest.name in ends and ends[likeliest.name].closes else (likeliest.name,)


def with_application(events: tuple[str, ...], heard: Heard, lead: str | None, case: Case | None) -> tuple[str, ...]:
    """The events, and that closing was applied for where an application is told of a number that is being closed."""
    closes = case is not None and lead in book().advising.groups["closing"]
    applied = closes and case is not None and any(is_application(heard, fact, case) for fact in heard.values)
    return (*events, _APPLIED_CLOSE) if applied and not events else events


#: The event of having applied for the closing of a number.
_APPLIED_CLOSE = "applied_close"
