"""Answers to questions asked in the middle (插问): each takes the case, its plan if settled, today, and the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from .case import Case
from .escalation import escalation_message
from .hearing import Heard
from .knowledge import load
from .law import law_message
from .message import Message
from .objections import keys, objection_message
from .penalty import explain
from .plan import Plan, channel_list, channel_text
from .reply import answer_lines, script_message
from .space import rows
from .wording import context, render


def _frame(name: str, **words: object) -> str:
    return render(load("replies")["answers"][name], **words)


def asks_number(asked: str) -> bool:
    """Whether a hotline's number is asked for."""
    return re.search(load("intents")["number"], asked) is not None


def channel(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """Where and by whom it is done: the plan's channel, or how to see the order while the plan is open.

    Who asks for a number gets that.
    """
    if asks_number(asked):
        return [Message(_frame("hotline" if case.carrier else "hotlines", **context(case, today)))]
    if plan is None:
        return [] if case.known() else stage(case, plan, today, asked)[:1]
    lines = [plan.lead]
    for name in (plan.channel, *plan.also):
        lines.append(channel_text(name, case, "title") + "：")
        lines += [f"· {line}" for line in channel_list(name, case, "how")]
    return [Message("\n".join(lines))]


def stage(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """How to find out where the order stands."""
    order = load("questions")["questions"]["card_stage"]["variants"][0]
    find_out = render(order["find_out"], **context(case, today))
    return [Message("\n".join([_frame("stage", text=find_out), _frame("stage_meaning")]))]


def refund_time(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """When the money comes, for this case."""
    return [Message(answer_lines(plan, case, today))] if plan is not None else []


def sms(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """Add-ons and data packs by SMS; never the card."""
    return [Message("\n".join(channel_list("sms", case, "how")))]


def escalation(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """The ladders, with days."""
    return [escalation_message(case, today)]


def law(topic: str | None, plan: Plan | None) -> Message:
    """The provisions that fit: those of the objection or letter just talked about, then those of the plan's row."""
    keys: list[str] = []
    file, _, key = (topic or "").partition(":")
    if file in ("objections", "letters"):
        keys += load(file)[file].get(key, {}).get("law", [])
    if plan is not None:
        keys += next(row["law"] for row in rows() if row["id"] == plan.row)
    elif not keys:
        keys += load("law")["general"]
    return law_message(keys)


def script(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """What to say, word for word."""
    return [script_message(plan, case)] if plan is not None else []


def choose(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """How to choose next time."""
    spec = load("pitfalls")["choose"]
    return [Message("\n".join([spec["intro"], *(f"· {item}" for item in spec["items"])]))]


def worry(asked: str, case: Case) -> str | None:
    """The answer to the single worry that ``asked`` names, where it is one we know."""
    for entry in load("pitfalls")["worries"]["items"]:
        if re.search(entry["about"], asked) and case.activated != entry.get("unless", ""):
            return str(entry["text"])
    return None


def sounds_worried(text: str) -> bool:
    """Whether a message about something else asks after consequences (「拒收会不会影响信用」)."""
    return re.search(load("pitfalls")["worries"]["asked"], text) is not None


def pitfalls(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """The one worry that is named, where it is one we know; else five misconceptions and why leaving is hard."""
    single = worry(asked, case)
    if single is not None:
        return [Message(single)]
    spec = load("pitfalls")
    lines = [f"· 「{i['wrong']}」：{i['right']}" for i in spec["misconceptions"]["items"]]
    why = "\n".join([spec["why_hard"]["text"], spec["outlook"]["text"]])
    return [Message(why), Message("\n".join([spec["misconceptions"]["intro"], *lines]))]


def fraud(case: Case, plan: Plan | None, today: date, asked: str) -> list[Message]:
    """Signs of a swindle, and what to do."""
    return [Message(load("pitfalls")["scam"]["text"])]


def penalty(case: Case) -> list[Message]:
    """What leaving early costs."""
    return [Message("\n".join(explain(case)))]


def objection(current: str | None, step: int, heard: Heard, case: Case) -> tuple[Message, str, int]:
    """The next counter-argument: the first for a new objection, one step up for 「还是不行」 or the same one again."""
    key = heard.objection or dict(heard.values).get("objection")
    if key not in keys():
        key = current or load("intents")["objection_default"]
    step = step if key == current else 0
    message, following = objection_message(key, step, case)
    return message, key, following


ANSWERS: Mapping[str, Callable[[Case, Plan | None, date, str], list[Message]]] = {
    "ask_channel": channel,
    "check_order_stage": stage,
    "ask_refund_time": refund_time,
    "sms_unsubscribe": sms,
    "escalate_complaint": escalation,
    "ask_script": script,
    "choose_card_advice": choose,
    "ask_pitfalls": pitfalls,
    "ask_fraud": fraud,
}
#: Questions whose answer is the plan itself: where it is open, the talk goes on to find it.
NEED_PLAN = frozenset({"ask_channel", "ask_refund_time", "ask_script"})
#: Questions that the plan, once told, has answered.
IN_PLAN = frozenset({"ask_channel", "ask_refund_time"})
