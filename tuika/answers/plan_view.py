"""A plan or a question as bubbles: the answer first, then the steps, then one next step with quick replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import Any

from ..facts.case import Case
from ..facts.deadlines import SHANGHAI, Due, show
from ..facts.fields import FIELDS, Payment
from ..knowledge import book
from ..planning.plan import Debt, Plan, channel_text
from ..planning.questions import Question
from ..speech.cards import Copy, CopyCard, NextCard, PlanCard, Source, StepsCard
from ..speech.message import Message, QuickReply
from ..speech.wording import context, nested, render, yuan
from .timeline import days, lanes, summary


def _frame(section: str, name: str, **words: Any) -> str:
    return render(getattr(getattr(book().replies, section), name), **words)


def label_of(field: str, value: Any, today: date | None = None) -> str:
    """How a fact is said back to the user: 「联通」, 「已经激活」, 「11月22日（周日）下的单」."""
    labels = FIELDS[field].labels if field in FIELDS else {"": book().replies.ask.shop}
    if isinstance(value, tuple):
        return "，".join(payment_label(payment) for payment in value)
    if isinstance(value, date):
        value = show(value, today)
    return render(labels.get(value) or labels[""], value=value)


def payment_label(payment: Payment) -> str:
    """One sum of money said back: 「付了 29 元押金（给店铺）」."""
    spec = book().fields.payments
    amount = "" if payment.amount is None else f"{yuan(payment.amount)} "
    state, purpose = spec.states[payment.state], payment.purpose or ""
    return render(spec.label, state=state, amount=amount, purpose=purpose, holder=payment.holder)


#: What is told of the activation, and the stage that says no more.
_SAID_TWICE = frozenset({("没激活", "已开卡未激活"), ("激活了", "已激活")})


def labels_of(facts: Mapping[str, Any], today: date | None = None) -> str:
    """Several facts said back, separated by 「，」."""
    shown = {name: value for name, value in facts.items() if value is not None}
    if (shown.get("activated"), shown.get("card_stage")) in _SAID_TWICE:
        del shown["card_stage"]
    if "platform" in shown and shown.get("sales_channel") == "电商平台":
        del shown["sales_channel"]
        shown = {"shop": shown.pop("platform"), **shown}
    return "，".join(label_of(name, value, today) for name, value in shown.items())


def _when(debt: Debt, plan: Plan, case: Case, today: date) -> str:
    """The day of one debt. A day that is past is none to wait for: it is said that the money should be there."""
    if case.due_date is not None and debt.kind == "货款":
        return _frame("plan", "when_promised", promised=show(case.due_date, today), late=plan.late_days)
    window, found = book().refunds.windows[debt.window], debt.due
    if found is None:
        return window.undated or ""
    if window.of == "answer":
        name = "when_answer" if found.latest >= today else "when_unanswered"
        return _frame("plan", name, latest=show(found.latest, today))
    legal = None if found.legal is None or found.legal < today else show(found.legal, today)
    if found.latest < today:
        return _frame("plan", "when_passed", legal=legal)
    return _frame("plan", "when_usage", latest=show(found.latest, today), legal=legal)


def _checked(plan: Plan, today: date) -> str:
    """When to look whether it is done or answered; what to do first where no day can be said."""
    window, found = book().refunds.windows[plan.check_window], plan.check
    if found is None:
        return window.undated or ""
    passed = found.latest < today
    if window.of == "answer":
        return _frame("plan", "when_unanswered" if passed else "when_answer", latest=show(found.latest, today))
    return _frame("plan", "look_now" if passed else "look", latest=show(found.latest, today))


def money_lines(plan: Plan, case: Case, today: date) -> list[str]:
    """One line a debt (货款, 首充), or that nothing is owed. Every plan has at least one."""
    if plan.money_open:
        return [_frame("plan", "money_open", check=_checked(plan, today))]
    if not plan.debts:
        return [_frame("plan", "nothing", check=_checked(plan, today), live=plan.live)]
    lines = []
    for debt in plan.debts:
        amount = yuan(debt.amount) if debt.amount else ""
        if debt.hope is not None and case.due_date is None:
            name = "goods_slim" if debt.hope == "slim" else "goods_overdue"
            lines.append(_frame("plan", name, amount=amount, debtor=debt.debtor))
            continue
        name = "goods" if debt.kind == "货款" else _topup_frame(debt)
        said = {"amount": amount, "debtor": debt.debtor, "when": _when(debt, plan, case, today)}
        line = _frame("plan", name, **said, **({"iot": context(case)["iot"]} if name == "topup" else {}))
        notes = [] if case.due_date and debt.kind == "货款" else _date_notes(debt.due, today)
        if notes:
            line += _frame("plan", "shifts", shifts="；".join(notes))
        lines.append(line)
    return lines


def _topup_frame(debt: Debt) -> str:
    return "topup_left" if book().refunds.windows[debt.window].of == "balance" else "topup"


def _date_notes(due: Due | None, today: date) -> list[str]:
    """What a date rests on: the assumed start of its clock, and what moves it."""
    if due is None or due.latest < today:
        return []
    refunds = book().refunds
    notes = [] if due.start_known else [getattr(refunds.assumed_start, refunds.windows[due.window].from_)]
    return [*notes, due.shifts] if due.shifts else notes


def _dues(plan: Plan) -> list[Due]:
    found = [debt.due for debt in plan.debts] or [plan.check]
    return [due for due in found if due is not None]


def _windows(plan: Plan) -> list[str]:
    return [debt.window for debt in plan.debts] or [plan.check_window]


def _answerer(plan: Plan, case: Case) -> str:
    """Whose answer the days rest on: the debtors, or whoever the plan's channel leads to."""
    if plan.debts:
        return "、".join(dict.fromkeys(debt.debtor for debt in plan.debts))
    words = context(case)
    return str(words["c" if book().channels.channels[plan.channel].uses == "carrier" else "s"].name)


def answer_lines(plan: Plan, case: Case, today: date) -> str:
    """The answer alone: the channel and the date."""
    return "\n".join([plan.lead, *money_lines(plan, case, today)])


def _sources(plan: Plan) -> tuple[Source, ...]:
    """What the plan rests on: its row, its channel, its windows."""
    names = book().replies.sources
    channel = book().channels.channels[plan.channel]
    found = [Source(names.way, plan.source, plan.confidence)]
    found.append(Source(names.channel, channel.source, channel.confidence))
    for window in dict.fromkeys(_windows(plan)):
        entry = book().refunds.windows[window]
        found.append(Source(names.window, entry.source, entry.confidence))
    return tuple(found)


def plan_messages(plan: Plan, case: Case, now: datetime) -> list[Message]:
    """The plan as three bubbles: answer with the date; steps, deductions, risk; next step with quick replies."""
    today = now.astimezone(SHANGHAI).date()
    money = money_lines(plan, case, today)
    answer = Message(
        "\n".join([plan.lead, *money]), card=PlanCard(lead=plan.lead, money=tuple(money), sources=_sources(plan))
    )
    title = book().replies.plan.steps
    notes = (_frame("plan", "deduct", text=plan.deduct), _frame("plan", "risk", text=plan.risk))
    numbered = [f"{n}. {step}" for n, step in enumerate(plan.steps, 1)]
    how = Message("\n".join([title, *numbered, *notes]), card=StepsCard(title=title, steps=plan.steps, notes=notes))
    return [answer, how, _next_message(plan, case, now)]


def _next_message(plan: Plan, case: Case, now: datetime) -> Message:
    today = now.astimezone(SHANGHAI).date()
    step, notes = _frame("plan", "next", text=plan.next_step), _plan_notes(plan, case, today)
    drawn, shown = lanes(case, now), days(case, plan, today)
    card = NextCard(next_step=step, notes=tuple(notes), lanes=drawn, days=shown, summary=summary(drawn, shown))
    return Message("\n".join([step, *notes]), detail_replies(), card)


def _assumed(plan: Plan) -> dict[str, str]:
    """What the plan assumes and says so; a carrier only where a sum of its own, and the days of that, rest on it."""
    rests_on_carrier = any(debt.kind == "首充" for debt in plan.debts)
    return {a.field: a.value for a in plan.assumptions if a.field != "carrier" or rests_on_carrier}


def _plan_notes(plan: Plan, case: Case, today: date) -> list[str]:
    """What is to be kept in mind beside the next step: usage, calendar, later step, assumptions, night."""
    notes = []
    if any(d.usage for d in _dues(plan)):
        notes.append(_frame("plan", "usage", who=_answerer(plan, case)))
    year = next((d.unannounced for d in _dues(plan) if d.unannounced), None)
    if year:
        notes.append(_frame("plan", "unannounced", year=year))
    if known := _assumed(plan):
        notes.append(_frame("plan", "assumed", labels=labels_of(known)))
    if plan.night:
        notes.append(book().refunds.night_window.text)
    return notes


def _telling(assumed: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The fewest fields by which the alternatives can be told apart; all of them, where no fewer will do."""
    names = tuple(dict.fromkeys(name for values in assumed for name in values))
    for size in range(1, len(names)):
        for some in combinations(names, size):
            if len({tuple(values.get(name) for name in some) for values in assumed}) == len(assumed):
                return some
    return names


def alternatives_messages(plans: list[Plan], case: Case, today: date, find_out: str) -> list[Message]:
    """The possible plans, answer and date each, for somebody who cannot tell which it is; then what to find out."""
    lines = [_frame("plan", "both", count=len(plans))]
    assumed = [{a.field: a.value for a in plan.assumptions} for plan in plans]
    told = _telling(assumed)
    money = [money_lines(plan, case, today) for plan in plans]
    is_one = all(lines_of_one == money[0] for lines_of_one in money)
    for plan, values, sums in zip(plans, assumed, money, strict=True):
        label = labels_of({name: value for name, value in values.items() if name in told})
        lines.append(_frame("plan", "alternative", label=label, lead=plan.lead))
        lines += [] if is_one else sums
    lines += money[0] if is_one else []
    return [Message("\n".join(lines)), Message(_frame("plan", "find_out_next", text=find_out), detail_replies())]


def detail_replies() -> tuple[QuickReply, ...]:
    """The quick replies under a plan; each can be typed too."""
    quick = book().replies.quick
    return (
        QuickReply(quick.say, "ask_script"),
        QuickReply(quick.bring, "evidence"),
        QuickReply(quick.law, "ask_law"),
        QuickReply(quick.late, "escalate_complaint"),
        QuickReply(quick.refused, "objection", {"objection": "cannot_cancel"}),
        QuickReply(quick.letter, "ask_letter"),
        QuickReply(quick.restart, "restart"),
    )


def question_message(question: Question, lead: str = "") -> Message:
    """The question with its quick replies, 「不知道」 among them; ``lead`` goes on a line before it."""
    replies = [QuickReply(o.label, "inform", {o.field: o.value}) for o in question.options]
    replies.append(QuickReply(book().replies.ask.unsure, "dont_know"))
    text = f"{lead}\n{question.ask}" if lead else question.ask
    return Message(text, tuple(replies))


def script_message(plan: Plan, case: Case) -> Message:
    """What to say, word for word, on the plan's channels (话术)."""
    lines, texts = [], []
    for channel in (plan.channel, *plan.also):
        title, say = channel_text(channel, case, "title"), channel_text(channel, case, "say")
        lines.append(render(book().replies.answers.script, title=title, text=nested(say)))
        texts.append(Copy.of(title, say))
    return Message("\n".join(lines), card=CopyCard(before=(), texts=tuple(texts), after=()))
