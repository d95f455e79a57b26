"""Help first (先帮上忙): the answer to a direct question, what helps at once, then at most one question.

What is said stands in ``knowledge/matters`` (one situation a file), ``knowledge/asks`` (direct answers) and
``knowledge/advising.yaml`` (the frame). Order matters (``plan: table``) go on to the order's plan with its dates.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ..answers.law import law_message, provisions
from ..answers.plan_view import labels_of, question_message
from ..answers.worries import sounds_worried, worry
from ..facts.case import Case
from ..facts.deadlines import show
from ..facts.fields import DECIDING, question_of
from ..facts.order import after_event
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice, Condition, Matter
from ..planning.questions import Question, how_to_find_out
from ..redact import redact
from ..speech.message import Message
from ..speech.wording import carrier_view, context, render
from .memory import Advised, Memory, Turn
from .requests import menu
from .standing import Noticed, also_from, implied_by, notice, standing, with_noticed
from .taps import LAYERS, another_tap, layer_taps, report_taps, sheet_tap
from .telling import frame, layer_message, lines_of, said, text_of
from .turning import Scene, Taken, give_plan, take_in
from .wanting import next_ask, sum_wanted

#: A direct answer takes the first bubble; more than two at once nobody reads.
_MOST_ANSWERS = 2
#: Topics that a part of the advice answers: the first of these that was not told yet.
_PARTS = {"script": ("copy",), "what_next": ("steps", "up")}
#: What says little and yet is understood.
_PLAIN = frozenset({"dont_know", "affirm", "deny"})


def lead_matter(memory: Memory) -> Matter | None:
    """The matter that leads in the open thread."""
    return catalogue().matters.get(memory.thread.lead or "")


def is_for_adviser(scene: Scene) -> bool:
    """Whether the message holds something that a matter, a topic or an event answers."""
    noticed = notice(scene.heard)
    return bool(noticed.matters or noticed.asks or noticed.events) or lead_matter(scene.memory) is not None


def held_advice(memory: Memory) -> Advice | None:
    """The advice that the user holds."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None or held is None:
        return None
    return next((p for p in matter.plans if p.id == held.plan), None) or matter.advice(standing(memory.thread))


def has_more(memory: Memory) -> bool:
    """Whether the advice that the user holds has a part that was not told yet."""
    matter, held, advice = lead_matter(memory), memory.thread.advised, held_advice(memory)
    if matter is None or held is None or advice is None or matter.from_table:
        return False
    return any(getattr(advice, name) and name not in held.opened for name in LAYERS)


def advise(scene: Scene) -> Turn:
    """One turn of advice: what was noted, the direct answers, the help, one question, the taps."""
    noticed = notice(scene.heard)
    taken = _taken(scene, noticed)
    memory = taken.memory
    answers, memory = direct_answers(memory, noticed)
    answers = answers or _worry_calmed(scene, memory)
    cited = provisions(noticed.asks, memory.case) if scene.heard.intent == "ask_law" else []
    turn = Turn(memory, (*answers, *([law_message(cited)] if cited else [])), marks=_missed(scene, noticed, taken))
    closing = _closing(scene, noticed)
    if closing is not None:
        return then_say(turn, (closing,))
    return _helped(scene, turn, taken, noticed)


def _missed(scene: Scene, noticed: Noticed, taken: Taken) -> frozenset[str]:
    """The mark of a turn in which nothing was heard of what was said to an open question."""
    heard = scene.facts or noticed.matters or noticed.asks or noticed.events or noticed.meta or taken.new
    is_missed = not heard and scene.memory.asked is not None and scene.heard.intent not in _PLAIN
    return frozenset({"missed"}) if is_missed else frozenset()


def _taken(scene: Scene, noticed: Noticed) -> Taken:
    """The facts, matters and events of the message taken in."""
    memory = scene.memory
    taken = take_in(memory, scene.heard, scene.facts)
    thread = also_from(taken.memory.thread, scene.heard.reading)
    thread = replace(with_noticed(thread, noticed, scene.today), case=_moved(thread.case, scene, noticed))
    if thread.lead is None:
        thread = replace(thread, lead=book().advising.fallback)
    thread = replace(thread, case=thread.case.taking(implied_by(thread, scene.heard.text), memory.turn))
    unsure = [memory.asked] if scene.heard.intent == "dont_know" and memory.asked and not scene.facts else []
    case = thread.case.with_unsure(n for n in unsure if n in DECIDING)
    memory = taken.memory.with_thread(replace(thread, case=case, asked=None))
    return replace(taken, memory=memory)


def _moved(case: Case, scene: Scene, noticed: Noticed) -> Case:
    """The case after what was reported: each event moves the order's chart as ``advising.yaml`` says."""
    known, order = book().advising.events, book().order
    # a state that was told outright is where the case stands, whatever happened on the way there
    told = {book().fields.fields[name].region for name in scene.facts.said}
    for name in noticed.events:
        chart = known[name].chart if name in known else None
        if chart is not None and order.events[chart].region not in told:
            case = after_event(case, chart, scene.today, redact(scene.heard.text)[:40], scene.memory.turn)
    return case


# ---- direct answers ---------------------------------------------------------------------------


def direct_answers(memory: Memory, noticed: Noticed) -> tuple[list[Message], Memory]:
    """The answers to what was asked, the first clause first; at most two, in one bubble."""
    matter, place = lead_matter(memory), standing(memory.thread)
    lines: list[str] = []
    given: list[str] = []
    asks = noticed.asks
    if len(asks) > 1 or noticed.events:
        # what follows from what was reported answers 「下一步呢」 by itself
        own_asks = matter.asks if matter is not None and len(asks) == 1 else ()
        asks = tuple(t for t in asks if t not in book().advising.chatty or t in own_asks)
    parts: list[Message] = []
    # what this very situation has an answer of its own to is what is meant
    for topic in sorted(asks, key=lambda t: matter is None or t not in matter.asks):
        own = matter.asks.get(topic, ()) if matter is not None else ()
        known = catalogue().topics.get(topic)
        answer = next((a for a in own if a.when.holds(place)), None) or (known.answer(place) if known else None)
        part = None if answer is None or answer in own or answer.when != Condition() else _part_for(topic, memory)
        advice, held = held_advice(memory), memory.thread.advised
        if part is not None and advice is not None and held is not None:
            parts.append(layer_message(advice, part, memory))
            memory = memory.but(advised=replace(held, opened=held.opened | {part}))
            given.append(topic)
        elif answer is not None and len(given) < _MOST_ANSWERS:
            text = render(answer.say, **context(memory.case))
            lines += [line for line in text.splitlines() if line not in lines]
            given.append(topic)
    if not given:
        return [], memory
    answered = (*(t for t in memory.thread.answered if t not in given), *given)
    whole = [Message("\n".join(lines_of("\n".join(lines))))] if lines else []
    return [*whole, *parts], memory.but(answered=answered)


def _part_for(topic: str, memory: Memory) -> str | None:
    """The part of the advice in hand that answers the topic better than general words, where it was not told yet."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None or held is None:
        return None
    advice = matter.advice(standing(memory.thread))
    if (held.matter, held.plan) != (matter.name, advice.id):
        return None
    return next((n for n in _PARTS.get(topic, ()) if getattr(advice, n) and n not in held.opened), None)


def _worry_calmed(scene: Scene, memory: Memory) -> list[Message]:
    """The answer to a worry that is told with the case and is none of the topics."""
    if scene.act != "case" or not sounds_worried(scene.heard.text):
        return []
    answer = worry(scene.heard.text, memory.case)
    return [] if answer is None else [Message(answer)]


# ---- the help ---------------------------------------------------------------------------------


def _closing(scene: Scene, noticed: Noticed) -> Message | None:
    """The good end, where one was reported (all in, closed, changed their mind, settled)."""
    events = book().advising.events
    ends = [name for name in noticed.events if (name in events and events[name].closes)]
    if not ends or noticed.danger is not None or "partial_paid" in noticed.events:
        return None
    text = render(events[ends[0]].say or "", **context(scene.memory.case))
    return Message(text, (sheet_tap(), another_tap()))


def _helped(scene: Scene, turn: Turn, taken: Taken, noticed: Noticed) -> Turn:
    """The turn with the help of the leading matter, and what follows from it."""
    memory = turn.memory
    matter = lead_matter(memory)
    if matter is None:
        return turn
    before = memory.thread.advised
    advice = matter.advice(standing(memory.thread))
    now_held = Advised(matter.name, advice.id)
    # who holds a plan from before the matters (an older version's talk) and tells no matter goes on with that
    goes_on = before is None and memory.shown is not None and matter.name == book().advising.fallback
    is_new = not goes_on and (before is None or (before.matter, before.plan) != (matter.name, advice.id))
    opening = _opening(scene, taken, noticed)
    question = None if matter.danger else sum_wanted(scene, memory) or next_ask(memory, matter, scene)
    plan_follows = matter.from_table and question is None
    if is_new and before is not None and plan_follows and not noticed.events:
        # the order's plan, with its dates, says it all
        turn = turn.but(advised=now_held)
        opening = [*opening, *(message.text for message in _noted(scene, taken))]
    elif is_new:
        changed = before is not None and before.matter == matter.name
        first = [*opening, *([frame("changed")] if changed and not opening else []), *said(advice, memory)]
        more = (*_beside(memory, matter, noticed), *_last_day(scene, memory), *_noted(scene, taken))
        turn = then_say(turn.but(advised=now_held), (Message("\n".join(first)), *more))
        opening = []
    elif before is not None and advice.up and "up" not in before.opened and _was_tried(noticed):
        turn = then_say(turn, (Message("\n".join([*opening, frame("next_rung") + text_of(advice.up, memory)])),))
        turn, opening = turn.but(advised=replace(before, opened=before.opened | {"up"})), []
    elif "signed_date" in taken.new and (last := _last_day(scene, memory)):
        turn = then_say(turn, (Message("\n".join([*opening, last[0].text])),))
        opening = []
    elif "carrier" in taken.new and (line := _line_to_call(advice, matter, memory)):
        turn = then_say(turn, (Message("\n".join([*opening, line])),))
        opening = []
    elif not matter.from_table:
        turn = _further(scene, turn, advice, opening)
        opening = []
    if matter.danger:
        return with_taps(turn, advice)
    if question is not None:
        return _asked(turn, question, opening)
    if not matter.from_table:
        return with_taps(turn, advice)
    planned = give_plan(turn.memory, opening, scene.now)
    return Turn(planned.memory, (*turn.messages, *planned.messages), turn.moves, turn.marks | planned.marks)


def _was_tried(noticed: Noticed) -> bool:
    """Whether a step was reported as tried, so that the next rung is the answer."""
    return any(book().advising.events[name].tried for name in noticed.events)


def _beside(memory: Memory, lead: Matter, noticed: Noticed) -> tuple[Message, ...]:
    """What helps with a second matter that was told as plainly, in one line of its own."""
    known, bounds = catalogue().matters, book().advising.bounds
    for heard in noticed.matters:
        second = known[heard.name]
        is_plain = heard.confidence >= bounds.beside and second.weight >= book().advising.second
        if second.name == lead.name or not is_plain or lead.danger or second.name in lead.neighbours:
            continue
        place = standing(replace(memory.thread, lead=second.name))
        line = said(second.advice(place), memory)[0]
        return (Message(frame("second", title=second.title, text=line)),)
    return ()


def _last_day(scene: Scene, memory: Memory) -> tuple[Message, ...]:
    """The last day of the seven on which an unused card can be given back to a shop, where it is still to come."""
    case = memory.case
    is_kept = case.activated != "激活了" and case.parcel_stage not in ("已拒收", "退回中", "商家已签收退货")
    if case.sales_channel != "电商平台" or case.signed_date is None or not is_kept:
        return ()
    last = case.signed_date + timedelta(days=book().advising.return_days)
    if last < scene.today:
        return ()
    return (Message(frame("last_day", day=show(last, scene.today), left=(last - scene.today).days)),)


def _noted(scene: Scene, taken: Taken) -> tuple[Message, ...]:
    """What was told for the first time, said back, so that a wrong one is noticed at once."""
    if taken.corrected:
        return ()
    told = {name: value for name, value in taken.new.items() if name in scene.facts.said}
    return (Message(frame("noted", labels=labels_of(told, scene.today))),) if told else ()


def _further(scene: Scene, turn: Turn, advice: Advice, opening: list[str]) -> Turn:
    """Where the advice stays as it is, its next part that was not told yet; never the same words again."""
    memory = turn.memory
    held = memory.thread.advised
    left = [name for name in LAYERS if getattr(advice, name) and held is not None and name not in held.opened]
    if turn.messages and not opening:
        return turn
    if held is None or not left:
        # where money may be leaving, all of it is worth saying again
        line, *rest = said(advice, memory)
        lines = [*opening, frame("same") + line, *(rest if matter_is_danger(memory) else ())]
        return then_say(turn, (Message("\n".join(lines)),))
    answers: list[str] = [name for name in ("copy", "up") if name in left]
    if not opening and scene.heard.reading.quotes() and answers:
        # what the other side says is answered, and does not hold up the next rung
        shown, opening = answers, [frame("they_say")]
    else:
        lost = not opening and scene.act is None and scene.heard.text and not scene.facts
        shown, opening = left[:1], [frame("half_heard")] if lost else opening
    first = layer_message(advice, shown[0], memory, tuple(opening))
    told = (first, *(layer_message(advice, name, memory) for name in shown[1:]))
    return then_say(turn.but(advised=replace(held, opened=held.opened.union(shown))), told)


def _line_to_call(advice: Advice, matter: Matter, memory: Memory) -> str | None:
    """Now that the number is known, the line that says to call it; of an order, its plan says that."""
    behind = () if matter.from_table else (*advice.steps, *([advice.up] if advice.up else []))
    lines = [*(said(advice, memory) if advice.calls_carrier or behind else ()), *(text_of(t, memory) for t in behind)]
    number = carrier_view(memory.case.carrier).hotline_name
    return next((line for line in lines if number in line), None)


def _asked(turn: Turn, question: Question, leads: list[str]) -> Turn:
    """The turn that ends with the one question that changes what to do."""
    put = turn.memory.with_thread(turn.memory.thread.with_question(question.field, question.ask))
    noted = (Message("\n".join(leads)),) if leads else ()
    return replace(turn, memory=put, messages=(*turn.messages, *noted, question_message(question)))


def _opening(scene: Scene, taken: Taken, noticed: Noticed) -> list[str]:
    """What is said before the help: an event acknowledged, a correction taken."""
    events = book().advising.events
    lines: list[str] = []
    begun = scene.memory.thread.is_begun()
    # what a first story tells is said back with what was noted, and needs no answer of its own
    corrected = {n: v for n, v in taken.corrected.items() if question_of(n) != scene.memory.asked}
    for name in noticed.events[:1] if begun and not corrected else ():
        words = events[name].say if name in events else None
        if words is not None:
            lines += render(words, **context(taken.memory.case)).splitlines()
    lines += [how_to_find_out(name, taken.memory.case, scene.today) for name in _cannot_tell(scene)]
    if corrected:
        lines.append(frame("corrected", labels=labels_of(corrected, scene.today)))
    return lines


def _cannot_tell(scene: Scene) -> list[str]:
    """What the person says they cannot tell, of the questions whose answer can be looked up."""
    asked = scene.memory.asked
    silent = scene.heard.intent == "dont_know" and asked is not None and not scene.facts
    names = [asked] if silent and asked is not None else list(scene.facts.unsure)
    known = scene.memory.case.taking(scene.facts.told).known()
    return [name for name in names if name in book().questions.questions and name not in known]


# ---- taps -------------------------------------------------------------------------------------


def with_taps(turn: Turn, advice: Advice) -> Turn:
    """The turn with the taps that fit under its last bubble."""
    memory = turn.memory
    opened = memory.thread.advised.opened if memory.thread.advised is not None else frozenset()
    taps = layer_taps(advice, opened)
    matter = lead_matter(memory)
    if matter is not None and matter.is_case:
        taps = (*taps, *report_taps(memory))
    if not turn.messages:
        return turn
    *others, last = turn.messages
    return replace(turn, messages=(*others, replace(last, quick_replies=taps)))


def with_next_taps(turn: Turn) -> Turn:
    """The turn with what can be tapped next, where it ends without a question and without anything to tap."""
    memory = turn.memory
    advice = held_advice(memory)
    if not turn.messages or turn.messages[-1].quick_replies or memory.asked is not None:
        return turn
    if advice is not None:
        turn = with_taps(turn, advice)
    if turn.messages[-1].quick_replies or matter_is_danger(memory):
        return turn
    *others, last = turn.messages
    taps = (sheet_tap(), another_tap()) if memory.thread.is_begun() else menu()
    return replace(turn, messages=(*others, replace(last, quick_replies=taps)))


def matter_is_danger(memory: Memory) -> bool:
    """Whether the open matter is one of danger."""
    matter = lead_matter(memory)
    return matter is not None and matter.danger


def then_say(turn: Turn, messages: tuple[Message, ...]) -> Turn:
    """The turn with more bubbles."""
    return replace(turn, messages=(*turn.messages, *messages))


def opened_layer(scene: Scene, name: str) -> Turn | None:
    """The part of the advice behind the tap ``name``; ``None`` where there is no such part."""
    memory = scene.memory
    held, advice = memory.thread.advised, held_advice(memory)
    if held is None or advice is None or name not in LAYERS or not getattr(advice, name):
        return None
    told = layer_message(advice, name, memory)
    memory = memory.but(advised=replace(held, opened=held.opened | {name}))
    return with_taps(Turn(memory, (told,)), advice)
