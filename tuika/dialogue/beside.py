"""What is said beside the help (顺带说的): a second matter, a last day, whose card it is, what was noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ..answers.plan_view import labels_of
from ..facts.deadlines import show
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice, Matter
from ..speech.message import Message
from ..speech.wording import context, render
from ..speech.wording import hotlines as every_number
from .held import lead_matter
from .memory import Memory
from .noticing import Noticed
from .standing import ASKED, standing
from .telling import frame, said
from .turning import Scene, Taken

#: Families in which it matters who bought.
_OF_BUYING = ("order", "money", "iot")
#: The holder that a child is, as the reading names it.
_MINOR = "minor"
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
    known, bounds = catalogue().matters, book().advising.bounds
    held = lead.advice(standing(memory.thread))
    told = said(held, memory)
    for heard in noticed.matters:
        second = known[heard.name]
        is_plain = heard.confidence >= bounds.beside and second.weight >= book().advising.second
        if second.name == lead.name or not is_plain or lead.danger or second.name in lead.neighbours:
            continue
        own = second.advice(standing(replace(memory.thread, lead=second.name)))
        line = said(own, memory)[0]
        # advice that was chosen because both are told speaks of both
        if line in told or second.name in held.when.with_any or lead.name in own.when.with_any:
            continue
        return (Message(frame("second", title=second.title, text=line)),)
    return ()


def of_holder(scene: Scene, memory: Memory) -> tuple[Message, ...]:
    """What holds of a child's order, where it is told now that a child made it, and the lead is not just that."""
    now, before = (dict(m.thread.also).get("speaks_of") for m in (memory, scene.memory))
    lead, topic = lead_matter(memory), catalogue().topics[book().advising.minor]
    answer = topic.answer(standing(memory.thread))
    told_anyway = lead is None or lead.implies.get("holder") == now or lead.family not in _OF_BUYING
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
    return (Message(frame("noted", labels=labels_of(told, scene.today))),) if told else ()
