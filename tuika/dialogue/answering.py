"""Answers to questions asked in the middle (插问): all of one signature, found by intent in ``ANSWERS``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..answers.escalation import escalation_message
from ..answers.evidence import evidence_message
from ..answers.law import law_message, provisions
from ..answers.letters import letter_messages
from ..answers.objections import keys, objection_message
from ..answers.plan_view import answer_lines, script_message
from ..answers.worries import worry
from ..facts.case import Case
from ..knowledge import book
from ..matters.load import catalogue
from ..planning.penalty import explain
from ..planning.plan import Plan, channel_list, channel_text
from ..speech.message import Message
from ..speech.wording import context, render
from .hearing import Heard
from .memory import Countering, EvidenceTopic, LetterTopic, ObjectionTopic, Thread, Topic


@dataclass(frozen=True)
class Asking:
    """A question and what it is answered from.

    Attributes:
        thread: the open card's, with what the question told taken in.
        plan: the case's plan, where it is settled or was told.
        topic: what the answer before was about.
    """

    thread: Thread
    heard: Heard
    plan: Plan | None
    today: date
    topic: Topic | None = None

    @property
    def case(self) -> Case:
        """The open card's case."""
        return self.thread.case


@dataclass(frozen=True)
class Answer:
    """What is answered.

    Attributes:
        messages: may be empty: the plan is the answer, and it is not known yet.
        thread: the thread after it, where the answer changes it.
        needs_case: whether the talk goes on to the case's first question.
        marks: as in :class:`tuika.memory.Turn`.
    """

    messages: tuple[Message, ...] = ()
    thread: Thread | None = None
    needs_case: bool = False
    marks: frozenset[str] = frozenset()


def _frame(name: str, **words: object) -> str:
    return render(getattr(book().replies.answers, name), **words)


def asks_number(asked: str) -> bool:
    """Whether a hotline's number is asked for."""
    return re.search(book().intents.number, asked) is not None


def _channel(asking: Asking) -> Answer:
    """Where and by whom it is done: the plan's channel, or how to see the order while the plan is open.

    Who asks for a number gets that.
    """
    case, plan = asking.case, asking.plan
    if asks_number(asking.heard.text):
        return Answer((Message(_frame("hotline" if case.carrier else "hotlines", **context(case, asking.today))),))
    if plan is None:
        how_to_see = () if case.known() else (_order_look_up(asking),)
        return Answer(how_to_see, needs_case=True)
    lines = [plan.lead]
    for name in (plan.channel, *plan.also):
        lines.append(channel_text(name, case, "title") + "：")
        lines += [f"· {line}" for line in channel_list(name, case, "how")]
    return Answer((Message("\n".join(lines)),))


def _order_look_up(asking: Asking) -> Message:
    order = book().questions.questions["card_stage"].variants[0]
    find_out = render(order.find_out or "", **context(asking.case, asking.today))
    return Message("\n".join([_frame("stage", text=find_out), _frame("stage_meaning")]))


def _stage(asking: Asking) -> Answer:
    """How to find out where the order stands."""
    return Answer((_order_look_up(asking),))


def _refund_time(asking: Asking) -> Answer:
    """When the money comes, for this case."""
    if asking.plan is None:
        return Answer(needs_case=True)
    return Answer((Message(answer_lines(asking.plan, asking.case, asking.today)),))


def _sms(asking: Asking) -> Answer:
    """Add-ons and data packs by SMS; never the card."""
    return Answer((Message("\n".join(channel_list("sms", asking.case, "how"))),))


def _escalation(asking: Asking) -> Answer:
    """The ladders, with days."""
    return Answer((escalation_message(asking.case, asking.today),))


def _law(asking: Asking) -> Answer:
    """The provisions that fit: the first of these that has any.

    Those of the question that is asked; of the objection or letter just talked about, with those of the plan's row; of
    the question just answered and the advice that is held; and what counts where the case stands.
    """
    thread, case = asking.thread, asking.case
    asked = [topic.name for topic in asking.heard.reading.asks if topic.confidence >= book().advising.bounds.ask]
    held = law_of_advice(thread.advised.matter, thread.advised.plan) if thread.advised is not None else ()
    found = (
        provisions(asked, case)
        or [*_law_of_topic(asking.topic), *(book().plans.row(asking.plan.row).law if asking.plan is not None else ())]
        or [*provisions(thread.answered[-1:], case), *held]
        or provisions(["law_basis"], case)
    )
    return Answer((law_message(found),))


def _law_of_topic(topic: Topic | None) -> tuple[str, ...]:
    match topic:
        case ObjectionTopic(key) if key in keys():
            return book().objections.objections[key].law
        case LetterTopic(key) if key in book().letters.letters:
            return book().letters.letters[key].law
    return ()


def law_of_advice(matter: str, plan: str) -> tuple[str, ...]:
    """The provisions that an advice rests on; none where it is not known (any more)."""
    known = catalogue().matters.get(matter)
    held = next((p for p in known.plans if p.id == plan), None) if known is not None else None
    return held.law if held is not None else ()


def _script(asking: Asking) -> Answer:
    """What to say, word for word."""
    if asking.plan is None:
        return Answer(needs_case=True)
    return Answer((script_message(asking.plan, asking.case),))


def _choose(asking: Asking) -> Answer:
    """How to choose next time."""
    spec = book().pitfalls.choose
    return Answer((Message("\n".join([spec.intro, *(f"· {item}" for item in spec.items)])),))


def _pitfalls(asking: Asking) -> Answer:
    """The one worry that is named, where it is one we know; else five misconceptions and why leaving is hard."""
    single = worry(asking.heard.text, asking.case)
    if single is not None:
        return Answer((Message(single),))
    spec = book().pitfalls
    lines = [f"· 「{i.wrong}」：{i.right}" for i in spec.misconceptions.items]
    why = "\n".join([spec.why_hard.text, spec.outlook.text])
    return Answer((Message(why), Message("\n".join([spec.misconceptions.intro, *lines]))))


def _fraud(asking: Asking) -> Answer:
    """Signs of a swindle, and what to do."""
    return Answer((Message(book().pitfalls.scam.text),))


def _evidence(asking: Asking) -> Answer:
    """The checklist; it becomes the topic, so that what is named next is ticked."""
    message = evidence_message(asking.case, asking.plan, asking.thread.have)
    return Answer((message,), replace(asking.thread, topic=EvidenceTopic()))


def _letter(asking: Asking) -> Answer:
    """The letter that is named, or the choice of letters."""
    key = asking.heard.value("letter")
    topic = LetterTopic(key) if isinstance(key, str) else None
    messages = letter_messages(key if topic else None, asking.case, asking.today, asking.thread.matters)
    return Answer(tuple(messages), replace(asking.thread, topic=topic))


def _objection(asking: Asking) -> Answer:
    """The next counter-argument: the first for a new objection, one step up for 「还是不行」 or the same one again."""
    thread, heard = asking.thread, asking.heard
    current = thread.countering
    key = heard.objection or heard.value("objection")
    if key not in keys():
        key = current.key if current else book().intents.objection_default
    step = current.step if current and key == current.key else 0
    message, following = objection_message(key, step, asking.case)
    after = replace(thread, countering=Countering(key, following), topic=ObjectionTopic(key))
    return Answer((message,), after, marks=frozenset({"countered"}))


def penalty(case: Case) -> list[Message]:
    """What leaving early costs."""
    return [Message("\n".join(explain(case)))]


#: Intent -> what answers it. ``contract_penalty`` is no answer but questions of its own.
ANSWERS: Mapping[str, Callable[[Asking], Answer]] = {
    "ask_channel": _channel,
    "check_order_stage": _stage,
    "ask_refund_time": _refund_time,
    "sms_unsubscribe": _sms,
    "escalate_complaint": _escalation,
    "ask_law": _law,
    "ask_script": _script,
    "choose_card_advice": _choose,
    "ask_pitfalls": _pitfalls,
    "ask_fraud": _fraud,
    "evidence": _evidence,
    "ask_letter": _letter,
    "objection": _objection,
    "still_refused": _objection,
}
#: Questions whose answer is the plan itself: where it is open, the talk goes on to find it.
NEED_PLAN = frozenset({"ask_channel", "ask_refund_time", "ask_script"})
#: Questions that the plan, once told, has answered.
IN_PLAN = frozenset({"ask_channel", "ask_refund_time"})
