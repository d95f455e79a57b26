"""One turn of the talk (一轮对话): what is heard and remembered goes in, messages and the new memory come out.

Pure and without a clock of its own. Which act a message calls for (go on with the case, answer, small talk, control)
stands in ``intents.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from . import answers
from .case import DECIDING, Case
from .deadlines import SHANGHAI
from .evidence import chosen_items, evidence_message, named
from .hearing import Facts, Heard, facts_of, implied_facts, typed_label
from .knowledge import load
from .letters import letter_messages
from .memory import Talk, Turn
from .message import Message, QuickReply
from .penalty import next_missing, penalty_question
from .plan import Plan, alternatives, make_plan
from .questions import how_to_find_out, next_question
from .reply import alternatives_messages, answer_lines, labels_of, plan_messages, question_message
from .wishes import act_of, chosen, menu, told_apart, torn_between, which_message
from .wording import context, render


def today_of(now: datetime) -> date:
    """The calendar date in Shanghai."""
    return now.astimezone(SHANGHAI).date()


def reply(talk: Talk, heard: Heard, now: datetime) -> Turn:
    """The bot's turn. Never raises for anything a user can type. A second wish is served beside the first."""
    lead, question = told_apart(typed_label(chosen(heard, talk.topic)))
    turn = _one_wish(talk, lead, now)
    if question is not None and act_of(lead.intent) != "control":
        told = act_of(lead.intent) == "case" or turn.talk.shown != talk.shown
        turn = _beside(turn, question, now, told)
    if turn.talk.wish is not None and turn.talk.asked is None and turn.talk.shown is not None:
        kept = Heard(turn.talk.wish)
        turn = replace(turn, talk=replace(turn.talk, wish=None))
        if kept.intent not in answers.IN_PLAN:
            turn = _beside(turn, kept, now, told=True)
    return turn


def _beside(turn: Turn, question: Heard, now: datetime, told: bool) -> Turn:
    """``turn`` with ``question`` answered too; the case's question stays last. Kept where more must be known first.

    ``told``: the turn tells the plan, which answers some questions by itself.
    """
    asked = turn.talk.asked
    number = question.intent == "ask_channel" and answers.asks_number(question.text)
    if asked is not None and not number and _must_wait(question, turn.talk):
        title = load("intents")["intents"][question.intent]["title"]
        later = Message(_text("wish_later", title=title))
        return Turn(replace(turn.talk, wish=question.intent), (later, *turn.messages))
    if question.intent in answers.IN_PLAN and asked is None and told and not number:
        return turn
    answer = _answer(replace(turn.talk, asked=None), question, Facts({}), now, turn.talk.topic)
    if asked is None:
        return Turn(answer.talk, (*turn.messages, *answer.messages))
    return Turn(replace(answer.talk, asked=asked), (*answer.messages, *turn.messages))


def _must_wait(question: Heard, talk: Talk) -> bool:
    """Whether the answer needs more of the case than is known: the plan, or the terms of the contract."""
    if question.intent == "contract_penalty":
        return next_missing(talk.case) is not None
    return question.intent in answers.NEED_PLAN and talk.shown is None


def _one_wish(talk: Talk, heard: Heard, now: datetime) -> Turn:
    topic, talk = talk.topic, replace(talk, topic=None)
    act = act_of(heard.intent)
    ticked = chosen_items(heard.values, talk.case)
    if topic == "evidence" and act != "control":
        ticked |= named(heard.text, talk.case)
    if ticked:
        return _tick(talk, ticked, now)
    facts = facts_of(heard, talk.asked, talk.case, today_of(now))
    if facts.answered or (not heard.outright and _answers(talk, facts)):
        return _carry_on(talk, heard, facts, now)
    if facts.bad and not facts:
        return _bad_value(talk, facts, now)
    if act == "control":
        return _control(talk, heard)
    if act == "talk" and (not facts or (heard.sure and heard.intent in ("out_of_scope", "other_telecom"))):
        return _small_talk(talk, heard, now)
    if act == "answer" and not (heard.intent == "still_refused" and talk.objection is None and talk.shown is None):
        return _answer(talk, heard, facts, now, topic)
    vague = act == "case" and talk.shown is not None and talk.asked is None and not heard.sure
    if (act is None or vague) and not facts:
        return _not_understood(talk, heard, now)
    return _carry_on(talk, heard, facts, now)


def _tick(talk: Talk, ticked: frozenset[str], now: datetime) -> Turn:
    """Tick what the user says that they have; the checklist stays the topic until all is there."""
    talk = replace(talk, have=talk.have | ticked, topic="evidence", misses=0)
    return _back_to_case(talk, (evidence_message(talk.case, None, talk.have),), now)


def _answers(talk: Talk, facts: Facts) -> bool:
    """Whether the facts answer what was asked, or settle it by what follows from them."""
    if talk.asked is None or not facts:
        return False
    stated = any(_question_of(name) == talk.asked for name in facts.said)
    return stated or getattr(talk.case.with_facts(facts.said), talk.asked, None) is not None


def _text(name: str, **words: Any) -> str:
    return render(load("talk")[name], **words)


def _merge(talk: Talk, heard: Heard, facts: Facts) -> tuple[Talk, dict[str, Any], dict[str, Any]]:
    """The memory with the facts in it, what was new, and what was corrected."""
    before = talk.case.known()
    # who answers the question that was asked states that and no more (「没掏钱」 is no complaint about a refund)
    implied = {} if _answers(talk, facts) else implied_facts(heard, facts, talk.case)
    stated = {**implied, **facts.said}
    case = talk.case.with_facts(stated)
    new = {n: v for n, v in stated.items() if n not in before}
    corrected = {n: v for n, v in stated.items() if n in before and before[n] != v}
    return replace(talk, case=case.with_unsure(facts.unsure), misses=0), new, corrected


def _carry_on(talk: Talk, heard: Heard, facts: Facts, now: datetime) -> Turn:
    """The case goes on: take the facts in, then the next question or the plan."""
    today = today_of(now)
    asked = talk.asked
    talk, new, corrected = _merge(talk, heard, facts)
    worried = act_of(heard.intent) == "case" and answers.sounds_worried(heard.text)
    worry = answers.worry(heard.text, talk.case) if worried else None
    leads = [worry] if worry else []
    if corrected:
        leads.append(_ask("corrected", labels=labels_of(corrected, today)))
    elif any(_question_of(name) != asked for name in new):
        leads.append(_ask("known", labels=labels_of(new, today)))
    unsure = [asked] if heard.intent == "dont_know" and asked and not facts else list(facts.unsure)
    talk = replace(talk, case=talk.case.with_unsure(unsure))
    for name in unsure:
        if name in load("questions")["questions"]:
            leads.append(_ask("unsure_ok") + how_to_find_out(name, talk.case, today))
    if asked is not None and penalty_question(asked, talk.case) is not None:
        return _penalty_turn(talk, leads, now)
    if not facts and heard.intent in ("affirm", "deny", "dont_know") and asked is None:
        return _nothing_new(talk)
    question = next_question(talk.case, today)
    if question is not None:
        if not talk.case.known() and asked is None:
            leads.append(_text("need_more"))
        return Turn(replace(talk, asked=question.field), (question_message(question, "\n".join(leads)),))
    return _give_plan(talk, leads, now)


_PART_OF = {"activated": "card_stage", "received": "parcel_stage", "paid_amount": "payee", "topup_amount": "payee"}


def _question_of(name: str) -> str:
    """The question whose answer ``name`` is part of."""
    return _PART_OF.get(name, name)


def _ask(name: str, **words: Any) -> str:
    return render(load("replies")["ask"][name], **words)


def plan_key(plan: Plan) -> str:
    """What makes a plan another plan to the user: its row, channels and the money's dates."""
    debts = ",".join(f"{d.kind}:{d.debtor}:{d.amount}:{d.due.latest}" for d in plan.debts)
    return "|".join((f"{plan.row} {plan.lead}", debts))


def _give_plan(talk: Talk, leads: list[str], now: datetime) -> Turn:
    today = today_of(now)
    others = alternatives(talk.case, now) if talk.case.unsure else []
    if len(others) > 1:
        return _give_alternatives(talk, leads, others, now)
    plan = make_plan(talk.case, now)
    key = plan_key(plan)
    shown, frame = talk.shown, load("replies")["plan"]
    messages: list[Message] = []
    if shown == key:
        messages.append(Message("\n".join([*leads, frame["unchanged"] + answer_lines(plan, talk.case, today)])))
    elif shown is not None and shown.split("|")[0] == key.split("|")[0]:
        messages.append(Message("\n".join([*leads, frame["redated"], answer_lines(plan, talk.case, today)])))
    else:
        if shown is not None:
            leads = [*leads, frame["changed"]]
        if leads:
            messages.append(Message("\n".join(leads)))
        messages += plan_messages(plan, talk.case, now)
    return Turn(replace(talk, asked=None, shown=key), tuple(messages))


def _give_alternatives(talk: Talk, leads: list[str], plans: list[Plan], now: datetime) -> Turn:
    """For a user who cannot tell: the plan for each case, and how to find out the most telling thing."""
    today = today_of(now)
    telling = next(f for f in DECIDING if f in talk.case.unsure)
    find_out = how_to_find_out(telling, talk.case, today)
    messages = [*(Message(lead) for lead in leads), *alternatives_messages(plans, talk.case, today, find_out)]
    return Turn(replace(talk, asked=None, shown="|".join(plan_key(p) for p in plans)), tuple(messages))


def _nothing_new(talk: Talk) -> Turn:
    text = _text("saved") if talk.shown else _text("no_case")
    return Turn(talk, (Message(text, menu()),))


def _penalty_turn(talk: Talk, leads: list[str], now: datetime) -> Turn:
    """Ask what the penalty's clause still needs, or say what it comes to."""
    missing = next_missing(talk.case)
    if missing is not None:
        question = penalty_question(missing, talk.case)
        assert question is not None
        return Turn(replace(talk, asked=missing), (question_message(question, "\n".join(leads)),))
    messages = (*(Message(lead) for lead in leads), *answers.penalty(talk.case))
    return _back_to_case(replace(talk, asked=None), messages, now)


def _answer(talk: Talk, heard: Heard, facts: Facts, now: datetime, topic: str | None) -> Turn:
    """A question in the middle, answered; where it told something that makes the plan another one, that follows."""
    turn = _answered(talk, heard, facts, now, topic)
    case = turn.talk.case
    if talk.shown is None or turn.talk.asked is not None or case == talk.case:
        return turn
    question = next_question(case, today_of(now))
    if question is not None:
        return Turn(replace(turn.talk, asked=question.field), (*turn.messages, question_message(question)))
    if plan_key(make_plan(case, now)) == talk.shown:
        return turn
    after = _give_plan(turn.talk, [], now)
    answered = () if heard.intent in answers.IN_PLAN else turn.messages
    return Turn(after.talk, (*answered, *after.messages))


def _answered(talk: Talk, heard: Heard, facts: Facts, now: datetime, topic: str | None) -> Turn:
    """The answer, what the question told about the case kept; back to what was asked before."""
    today = today_of(now)
    if heard.intent == "objection":
        facts = replace(facts, said=_not_contradicting(facts.said, talk.case))
    talk, _, corrected = _merge(talk, heard, facts)
    leads = [_ask("corrected", labels=labels_of(corrected, today))] if corrected else []
    if heard.intent == "contract_penalty":
        return _penalty_turn(talk, leads, now)
    if heard.intent in ("objection", "still_refused"):
        message, key, step = answers.objection(talk.objection, talk.step, heard, talk.case)
        talk = replace(talk, objection=key, step=step, topic=f"objections:{key}")
        return _back_to_case(talk, (message,), now)
    if heard.intent == "ask_letter":
        letter = dict(heard.values).get("letter")
        letter = letter if isinstance(letter, str) else None
        talk = replace(talk, topic=None if letter is None else f"letters:{letter}")
        return _back_to_case(talk, tuple(letter_messages(letter, talk.case, today)), now)
    # a plan that the user holds already is good enough to answer from, even while a detail is being asked
    plan = make_plan(talk.case, now) if _settled(talk.case, today) or talk.shown else None
    if heard.intent == "evidence":
        talk = replace(talk, topic="evidence")
        return _back_to_case(talk, (evidence_message(talk.case, plan, talk.have),), now)
    if heard.intent == "ask_law":
        return _back_to_case(talk, (answers.law(topic, plan),), now)
    messages = answers.ANSWERS[heard.intent or ""](talk.case, plan, today, heard.text)
    needs_case = heard.intent in answers.NEED_PLAN and plan is None and not answers.asks_number(heard.text)
    question = next_question(talk.case, today) if not messages and talk.asked is not None else None
    if question is not None:
        return Turn(replace(talk, asked=question.field), (question_message(question, _text("need_this")),))
    return _back_to_case(talk, tuple(messages), now, start=needs_case)


def _not_contradicting(said: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """The facts that leave all that is known as it is: what an agent claims does not overrule what the user sees."""
    kept = {}
    for name, value in said.items():
        after = case.with_facts({name: value})
        if all(getattr(after, known) == before for known, before in case.known().items()):
            kept[name] = value
    return kept


def _settled(case: Case, today: date) -> bool:
    return bool(case.known()) and next_question(case, today) is None


def _back_to_case(talk: Talk, messages: tuple[Message, ...], now: datetime, start: bool = False) -> Turn:
    """Append the question that was open, or (``start``) the first one where none was."""
    today = today_of(now)
    if talk.asked is not None:
        if talk.asked in load("questions")["questions"]:
            question = next_question(talk.case, today)
        else:
            question = penalty_question(talk.asked, talk.case)
        if question is None:
            after = _give_plan(replace(talk, asked=None), [], now)
            return Turn(after.talk, (*messages, *after.messages))
        back = question_message(replace(question, ask=_ask("back", ask=question.ask)))
        return Turn(replace(talk, asked=question.field), (*messages, back))
    if start:
        question = next_question(talk.case, today)
        if question is not None:
            return Turn(
                replace(talk, asked=question.field), (*messages, question_message(question, _text("need_more")))
            )
    return Turn(talk, messages)


def _small_talk(talk: Talk, heard: Heard, now: datetime) -> Turn:
    known = {"known": labels_of(talk.case.known(), today_of(now))}
    message = Message(
        _text(heard.intent or "", **context(talk.case), **known), menu() if heard.intent == "greet" else ()
    )
    return _back_to_case(replace(talk, misses=0), (message,), now)


def _control(talk: Talk, heard: Heard) -> Turn:
    if heard.intent == "restart":
        return Turn(Talk(), (Message(_text("restart")),))
    resume = QuickReply(load("replies")["quick"]["resume"], "inform")
    return Turn(replace(talk, asked=None, misses=0, objection=None, step=0), (Message(_text("stop"), (resume,)),))


def _bad_value(talk: Talk, facts: Facts, now: datetime) -> Turn:
    text = _text("bad_value", value="、".join(facts.bad))
    return _back_to_case(talk, (Message(text),), now, start=True)


def _not_understood(talk: Talk, heard: Heard, now: datetime) -> Turn:
    """First miss: what was understood, and the nearest choices. Second: menu and hotlines. The question stays."""
    if not heard.text.strip():
        return _back_to_case(talk, (Message(_text("empty")),), now)
    pair = torn_between(heard)
    if pair is not None and talk.asked is None and talk.misses == 0:
        message, topic = which_message(pair)
        return Turn(replace(talk, misses=1, topic=topic), (message,), missed=True)
    talk = replace(talk, misses=talk.misses + 1)
    known = labels_of(talk.case.known(), today_of(now))
    if talk.misses >= 2:
        message = Message(_text("second_miss", **context(talk.case)), menu())
        return replace(_back_to_case(replace(talk, misses=0), (message,), now), missed=True)
    if talk.asked is not None:
        return replace(_back_to_case(talk, (Message(_ask("again")),), now), missed=True)
    return Turn(talk, (Message(_text("first_miss", known=known), menu(heard.nearest[:3])),), missed=True)
