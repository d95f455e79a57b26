"""What is said beside the help (顺带说的): a second matter, a last day, whose card it is, what was noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ..answers.plan_view import labels_of
from ..facts.deadlines import show
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice, Matter
from ..speech.cards import LawCard
from ..speech.message import Message
from ..speech.wording import context, render
from ..speech.wording import hotlines as every_number
from .conditions import standing
from .held import lead_matter
from .memory import Memory, Turn
from .noticing import Noticed
from .reading import Scored
from .sides import takes_back
from .standing import ASKED
from .telling import frame, said
from .turning import Scene, Taken

#: Families in which it matters who bought.
_OF_BUYING = ("order", "money", "iot")
#: The holder that a child is, as the reading names it.
_MINOR = "minor"
#: What is told of a purchase; groups of matters about numbers that were bought long ago.
_OF_A_PURCHASE = ("sales_channel", "payee")
_IN_USE = ("charges", "closing", "keeping", "owing", "balance")
#: Who ordered it.
_ORDERED_BY = "ordered_by"
#: Questions about the bot.
_OF_US = frozenset({"is_free", "is_private", "who_are_you"})
#: The topic that asks for a hotline's number.
HOTLINE = "hotline_number"


def hotlines(scene: Scene, memory: Memory, advice: Advice) -> tuple[Message, ...]:
    """Every carrier's hotline, once, where one is to be called and the person did not say which it is though they were
    asked, or went on without.
    """
    thread = memory.thread
    goes_on = thread.times_asked("carrier") > 0 or scene.memory.thread.advised is not None
    unknown = advice.names_hotline and thread.case.carrier is None
    if not ASKED.isdisjoint(scene.noticed.events) or scene.noticed.quotes:
        # who has called, or tells what was said to them, has the number
        return ()
    if not (unknown and goes_on) or HOTLINE in thread.answered or every_number() in "\n".join(said(advice, memory)):
        return ()
    return (Message(render(book().replies.answers.hotlines, **context(thread.case, scene.today))),)


def asks_of_case(before: Memory, memory: Memory) -> bool:
    """Whether what was answered is about the person's own case, and not about the bot."""
    return not _OF_US.issuperset(set(memory.thread.answered) - set(before.thread.answered))


def second_matter(memory: Memory, lead: Matter, noticed: Noticed) -> tuple[Message, ...]:
    """What helps with a second matter that was told as plainly, in one line of its own."""
    weighty = tuple(m for m in noticed.matters if catalogue().matters[m.name].weight >= book().advising.second)
    return _first_line_of(weighty, memory, lead, book().advising.bounds.beside)


def _first_line_of(heard: tuple[Scored, ...], memory: Memory, lead: Matter, least: float) -> tuple[Message, ...]:
    """The first line of the likeliest other matter that was heard at ``least`` as surely, with its title."""
    known = catalogue().matters
    held = lead.advice(standing(memory.thread))
    told = said(held, memory)
    for each in heard:
        second = known[each.name]
        is_plain = each.confidence >= least
        if second.name == lead.name or not is_plain or lead.danger or second.name in lead.neighbours:
            continue
        own = second.advice(standing(replace(memory.thread, lead=second.name)))
        line = said(own, memory)[0]
        # advice that was chosen because both are told speaks of both
        if line in told or second.name in held.when.with_any or lead.name in own.when.with_any:
            continue
        return (Message(frame("second", title=second.title, text=line)),)
    return ()


#: Who ordered what nobody here ordered.
_NOBODY_HERE = "不是我"


def told_beside(scene: Scene, memory: Memory, matter: Matter, noticed: Noticed) -> tuple[Message, ...]:
    """What helps with a second trouble that is told in the middle of the first, once; what is only asked or said by the
    other side tells of none.
    """
    known = scene.memory.thread.matters
    # (a question of which no more was heard than what it is about gets the first step of that)
    is_unheard = noticed.asks_something and not (noticed.asks or noticed.supposes)
    if (noticed.only_asks and not is_unheard) or scene.noticed.quotes:
        return ()
    fresh = tuple(m for m in noticed.matters if m.name not in known)
    if is_unheard:
        return _first_line_of(fresh, memory, matter, book().advising.bounds.told)
    return second_matter(memory, matter, replace(noticed, matters=fresh)) if fresh else ()


def of_holder(scene: Scene, memory: Memory) -> tuple[Message, ...]:
    """What holds of a child's order, where it is told now that a child made it, and the lead is not just that."""
    now, before = (dict(m.thread.also).get("speaks_of") for m in (memory, scene.memory))
    lead, topic = lead_matter(memory), catalogue().topics[book().advising.minor]
    here = standing(memory.thread)
    answer = topic.answer(here)
    told_anyway = lead is None or lead.implies.get("holder") == now or lead.family not in _OF_BUYING
    # (nor is a parcel that nobody ordered a child's order, whoever is spoken of)
    told_anyway = told_anyway or here.facts.get("ordered_by") == _NOBODY_HERE
    if now != _MINOR or now == before or answer is None or told_anyway:
        return ()
    return (Message(frame("second", title=topic.title, text=render(answer.say, **context(memory.case)))),)


def last_day(scene: Scene, memory: Memory) -> tuple[Message, ...]:
    """The last day of the seven on which an unused card can be given back to a shop, where it is still to come."""
    case = memory.case
    is_kept = case.activated != "激活了" and case.parcel_stage not in ("已拒收", "退回中", "商家已签收退货")
    if case.sales_channel != "电商平台" or case.signed_date is None or not is_kept:
        return ()
    last = case.signed_date + timedelta(days=book().advising.return_days)
    if last < scene.today:
        return ()
    return (Message(frame("last_day", day=show(last, scene.today), left=(last - scene.today).days)),)


def noted(scene: Scene, taken: Taken) -> tuple[Message, ...]:
    """What was told for the first time, said back, so that a wrong one is noticed at once."""
    if taken.memory.thread.lead == book().advising.first_of_all:
        # nothing of cards and money to somebody whose life is in danger
        return ()
    if taken.corrected:
        return ()
    told = {name: value for name, value in taken.new.items() if name in scene.facts.said}
    if taken.memory.thread.lead in book().advising.groups["charges"]:
        # of what is charged, 「不是我开的」 is said of that, and not of the number
        told.pop(_ORDERED_BY, None)
    if any(taken.memory.thread.lead in book().advising.groups[name] for name in _IN_USE):
        # (where a number in use was bought once, and that it was topped up, tells nothing there)
        told = {name: value for name, value in told.items() if name not in _OF_A_PURCHASE}
    return (Message(frame("noted", labels=labels_of(told, scene.today))),) if told else ()


#: Who was paid, by which some matters are what they are.
_PAID_TO = "paid_to"


def with_payee(scene: Scene, noticed: Noticed) -> tuple[Scored, ...]:
    """The matters; where the money of an order is put right to have gone to somebody of whom there is a matter (the
    courier, a private person), that one with them.
    """
    value, case = scene.facts.said.get(_PAID_TO), scene.memory.case
    lead = lead_matter(scene.memory)
    of_order = lead is not None and lead.from_table and case.payee is not None
    if value is None or value == case.paid_to or not (of_order and takes_back(scene.heard.reading)):
        return noticed.matters
    theirs = [m.name for m in catalogue().matters.values() if m.implies == {_PAID_TO: value}]
    others = (m for m in noticed.matters if m.name not in theirs)
    return (*(Scored(name, 1.0) for name in theirs), *others)


#: The intent that asks for the law.
ASKS_LAW = "ask_law"


def has_own_law(memory: Memory, noticed: Noticed) -> bool:
    """Whether the matter that leads names its law itself: no list of general ones is wanted behind it."""
    matter, topic = lead_matter(memory), book().advising.own_topics[ASKS_LAW]
    is_own = matter is not None and not matter.from_table and topic in matter.asks
    return is_own and noticed.asks[:1] == (topic,)


def with_law_behind(turn: Turn) -> Turn:
    """The turn with the list of provisions behind what is said of the thing itself: whether it may be comes first."""
    listed = turn.messages[:1]
    if not turn.messages[1:] or not isinstance(listed[0].card, LawCard) or turn.messages[1].quick_replies:
        return turn
    return replace(turn, messages=(turn.messages[1], *listed, *turn.messages[2:]))
