"""The thread as conditions see it (条件看到的情形): what the rows of matters and questions are chosen by."""

from __future__ import annotations

import dataclasses

from ..facts.fact import Fact, Strength
from ..facts.fields import FIELDS, parse
from ..matters.load import catalogue
from ..matters.model import Standing
from .left_behind import appeal_told
from .memory import Thread
from .reading import HOLDERS, Reading


def also_from(thread: Thread, reading: Reading) -> Thread:
    """The thread with the facts that no field of the case holds (a holder, an IoT card, a number in use), and with the
    things named that some text waits for.
    """
    told = {f.field: str(f.value) for f in reading.facts if f.strength != "claimed" and f.field not in FIELDS}
    told |= appeal_told(reading, thread)
    holders = [clause.holder for clause in reading.clauses if clause.holder not in ("", "self")]
    if holders:
        told["speaks_of"] = holders[-1]
    also = tuple({**dict(thread.also), **told}.items())
    mentioned = thread.mentioned | catalogue().remembered.intersection(reading.things)
    return dataclasses.replace(thread, also=also, mentioned=mentioned)


#: Matters of where to turn to.
_WHICH_WAY = ("complaint_route", "whom_first")
#: The matter of a seller who is gone; whom a platform can still reach.
_GONE, _SHOPS = "seller_gone", (None, "商户", "平台")


def standing(thread: Thread) -> Standing:
    """The thread as conditions see it; what the matters imply fills what is not known."""
    facts = {name: str(value) for name, value in thread.case.known().items()}
    facts |= dict(thread.also)
    heard_of = facts.pop("speaks_of", None)
    holder = HOLDERS.get(facts.pop("holder", ""), heard_of)
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
    if thread.lead in _WHICH_WAY and facts.get("charged") == "是" and "carrier" in facts:
        # (what goes on being charged each month for the number is charged by its carrier)
        facts.setdefault("paid_to", "运营商")
    if thread.lead == _GONE and {"platform", "parcel_stage"} <= facts.keys() and facts.get("paid_to") in _SHOPS:
        # (a shop that is gone and had something to send, on a platform that is named, has an order there)
        facts.setdefault("sales_channel", "电商平台")
    lead = catalogue().matters.get(thread.lead or "")
    payee = facts.get("payee") or (lead.implies.get("payee") if lead is not None else None)
    if payee in (None, "货款") and facts.get("sales_channel") == "电商平台":
        # who buys on a platform pays the shop
        facts.setdefault("paid_to", "商户")
    for name, value in lead.implies.items() if lead is not None else ():
        facts.setdefault(name, value)
    return Standing(facts, thread.reported(), frozenset(thread.matters), thread.lead, mentioned=thread.mentioned)


def implied_by(thread: Thread, words: str) -> tuple[Fact, ...]:
    """What the leading matter makes likely of an order, where its plan is looked up in the table of plans."""
    lead = catalogue().matters.get(thread.lead or "")
    if lead is None or not lead.from_table:
        return ()
    known = thread.case.known()
    wanted = {n: v for n, v in lead.implies.items() if n in FIELDS and n not in known}
    return tuple(Fact(name, parse(name, value), words, Strength.IMPLIED) for name, value in wanted.items())
