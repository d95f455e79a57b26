"""Help first (先帮上忙): the answer to a direct question, what helps at once, then at most one question.

What is said stands in ``knowledge/matters`` (one situation a file), ``knowledge/asks`` (direct answers) and
``knowledge/advising.yaml`` (the frame). Order matters (``plan: table``) go on to the order's plan with its dates.
"""

from __future__ import annotations

from dataclasses import replace

from ..answers.law import law_message, provisions
from ..answers.plan_view import labels_of, question_message
from ..facts.case import Case
from ..facts.fields import DECIDING, question_of
from ..facts.order import after_event, day_of
from ..knowledge import book
from ..matters.model import Advice, Matter
from ..planning.penalty import worked_out
from ..planning.questions import Question, how_to_find_out
from ..redact import redact
from ..speech.message import Message
from ..speech.wording import carrier_view, context, render
from . import beside
from .alike import begun_with, said_first
from .bounds import bound
from .closing import closing, was_closed
from .conditions import also_from, implied_by, standing
from .direct import (
    answers_what_is_named,
    beside_the_answer,
    brings_good_news,
    direct_answers,
    help_beside,
    said_once,
    worry_calmed,
)
from .enough import is_beside_the_answer, leads_outside, only_asks
from .following import PLAIN, go_on, was_tried
from .held import is_assumed, is_taught, lead_matter, matter_is_danger, supposed_lead
from .layers import with_taps
from .left_behind import CLOSED, is_still_open
from .memory import Advised, Memory, Turn
from .noticing import Noticed
from .planned import behind_help, plan_with, stays_as_it_is
from .requests import menu
from .sides import REJECTED, is_of_refund, with_part_paid, with_sum_given
from .standing import with_noticed, with_refusal
from .step_done import with_step_done
from .telling import frame, said, text_of
from .turning import MISSED, Scene, Taken, sum_wanted, take_in, then_say
from .wanting import next_ask


def is_for_adviser(scene: Scene) -> bool:
    """Whether the message holds something that a matter, a topic or an event answers."""
    noticed = scene.noticed
    return bool(noticed.matters or noticed.asks or noticed.events) or lead_matter(scene.memory) is not None


def advise(scene: Scene) -> Turn:
    """One turn of advice: what was noted, the direct answers, the help, one question, the taps."""
    noticed = scene.noticed
    if not brings_good_news(scene.memory, noticed):
        noticed = with_refusal(noticed, scene.memory.thread, scene.heard)
    came = scene.facts.said.get("refunded_amount")
    events = with_part_paid(noticed.events, scene.memory.case, came, noticed.things)
    events = with_sum_given(events, scene.facts.said.keys()) if matter_is_danger(scene.memory) else events
    noticed = replace(noticed, events=with_step_done(scene, events))
    noticed = replace(noticed, matters=beside.with_payee(scene, noticed))
    if scene.memory.thread.advised is not None and noticed.quotes and answers_what_is_named(scene.memory, noticed):
        # (what the other side says has an answer here: no matter that only comes near leads away)
        noticed = replace(noticed, near=())
    taken = take_noticed(scene, noticed)
    memory = taken.memory
    answers, memory = direct_answers(memory, beside_the_answer(scene, noticed), _newly_told(scene, memory))
    answers, memory = said_first(scene, memory, noticed) or (answers or worry_calmed(scene, memory), memory)
    asks_law = scene.heard.intent == beside.ASKS_LAW and scene.heard.sure and not beside.has_own_law(memory, noticed)
    cited = provisions(noticed.asks, memory.case) if asks_law else []
    turn = Turn(memory, (*answers, *([law_message(cited)] if cited else [])), marks=_missed(scene, noticed, taken))
    if turn.messages and (only_asks(scene, noticed) or is_beside_the_answer(scene, memory, noticed)):
        # (who has told how it is with their card is not asked for that)
        invites = frame("go_on_with" if scene.facts else "tell_me")
        return turn if leads_outside(memory) else then_say(turn, (Message(invites, menu()),))
    if _only_doubts(scene, noticed):
        # (the question that is open stays so)
        again = memory.but(asked=scene.memory.asked)
        return Turn(again, (Message("\n".join(_opening(scene, taken, noticed))),))
    ending = closing(scene, noticed)
    if ending is not None:
        # (what was only half heard beside it is no question)
        asks = noticed.asks_something and noticed.surest_ask >= bound("told")
        plain = turn if asks else Turn(memory, ())
        return then_say(plain, (ending,))
    return beside.with_law_behind(_helped(scene, turn, taken, noticed))


def _newly_told(scene: Scene, memory: Memory) -> frozenset[str]:
    """The fields that the message told, of which nothing was known before."""
    before, now = standing(scene.memory.thread).facts, standing(memory.thread).facts
    said = {*scene.facts.said, *(name for name, _ in memory.thread.also)}
    return frozenset(name for name in said if name in now and now[name] != before.get(name))


def _heard_nothing(scene: Scene, taken: Taken, noticed: Noticed) -> bool:
    """Whether nothing was heard of a message that is no assent, in the middle of a case."""
    heard = scene.facts or taken.new or noticed.matters or noticed.asks or noticed.events
    plainly = scene.act == "case" and scene.heard.sure
    is_silent = scene.heard.intent in PLAIN or not scene.heard.text.strip()
    return not (heard or plainly or is_silent) and scene.memory.shown is None


def _only_doubts(scene: Scene, noticed: Noticed) -> bool:
    """Whether all that is told is that something told before is not sure: how to find out is the answer to that."""
    told = scene.facts.told or noticed.events or any(m.confidence >= bound("told") for m in noticed.matters)
    sure = noticed.surest_ask >= bound("told") and noticed.surest_ask > scene.heard.confidence
    return bool(_cannot_tell(scene)) and bool(scene.facts.doubted) and not (told or sure or noticed.danger)


def _missed(scene: Scene, noticed: Noticed, taken: Taken) -> frozenset[str]:
    """The mark of a turn in which nothing was heard of what was said to an open question."""
    heard = scene.facts or noticed.matters or noticed.asks or noticed.events or noticed.meta or taken.new
    is_missed = not heard and scene.memory.asked is not None and scene.heard.intent not in PLAIN
    return MISSED if is_missed else frozenset()


def take_noticed(scene: Scene, noticed: Noticed) -> Taken:
    """The facts, matters and events of the message taken in."""
    memory = scene.memory
    taken = take_in(memory, scene.heard, scene.facts)
    thread = also_from(taken.memory.thread, scene.heard.reading)
    thread = replace(with_noticed(thread, noticed, scene.today), case=_moved(thread.case, scene, noticed))
    # (who told of other business and now tells of a card has come for that)
    if thread.lead is None or (leads_outside(scene.memory) and scene.facts and not noticed.matters):
        # (what was let go, 「别跟我扯没用的」, is gone on with where nothing else is heard in its place)
        was_let_go = thread.lead is None and scene.memory.thread.lead is None and not noticed.protests
        let_go = [name for name in thread.matters if name not in noticed.denied] if was_let_go else []
        thread = replace(
            thread, lead=let_go[-1] if let_go else supposed_lead(noticed.things, _asked_for(scene, noticed))
        )
    elif is_assumed(memory.with_thread(thread)):
        # (nor was anything heard now, unless what is named tells)
        thread = replace(thread, lead=supposed_lead(noticed.things))
    thread = replace(thread, case=thread.case.taking(implied_by(thread, scene.heard.text), memory.turn))
    unsure = [memory.asked] if scene.heard.intent == "dont_know" and memory.asked and not scene.facts else []
    case = thread.case.with_unsure(n for n in unsure if n in DECIDING)
    memory = taken.memory.with_thread(replace(thread, case=case, asked=None))
    return replace(taken, memory=memory)


def _asked_for(scene: Scene, noticed: Noticed) -> str:
    """The question that tells what a talk is about which begins with it; "" where none does."""
    plainly = noticed.surest_ask >= bound("told")
    return noticed.asks[0] if noticed.asks and plainly else ""


def _moved(case: Case, scene: Scene, noticed: Noticed) -> Case:
    """The case after what was reported: each event moves the order's chart as ``advising.yaml`` says."""
    known, order = book().advising.events, book().order
    # a state that was told outright is where the case stands, whatever happened on the way there
    told = {book().fields.fields[name].region for name in scene.facts.said}
    for chart in (known[name].chart for name in noticed.events if name in known):
        if chart == REJECTED and not is_of_refund(scene.heard.text, case):
            continue
        if chart is not None and order.events[chart].region not in told:
            day = day_of(chart, case, scene.facts.said, scene.today)
            case = after_event(case, chart, day, redact(scene.heard.text)[:40], scene.memory.turn)
    return case


# ---- the help ---------------------------------------------------------------------------------


def _is_next_rung(memory: Memory, noticed: Noticed, advice: Advice) -> bool:
    """Whether the next rung is what follows from the report."""
    return was_tried(noticed, advice) and not brings_good_news(memory, noticed)


#: Questions that the help itself is the answer to: it is what is to be done.
_ASKS_THE_WAY = frozenset({"how_to_cancel", "how_to_close", "whom_to_contact", "complain_where", "what_next"})


def _helped(scene: Scene, turn: Turn, taken: Taken, noticed: Noticed) -> Turn:
    """The turn with the help of the leading matter, and what follows from it."""
    memory = turn.memory
    matter = lead_matter(memory)
    if matter is None:
        return turn
    before, answered = memory.thread.advised, bool(turn.messages)
    advice = matter.advice(standing(memory.thread))
    now_held = Advised(matter.name, advice.id)
    if _was_given(memory, matter, now_held):
        # (who comes back to a matter goes on from its help, and does not read it once more)
        turn = turn.but(advised=now_held)
        before, memory = now_held, turn.memory
    # who holds a plan from before the matters (an older version's talk) and tells no matter goes on with that
    goes_on = before is None and memory.shown is not None and matter.name == book().advising.fallback
    is_new = not goes_on and (before is None or (before.matter, before.plan) != (matter.name, advice.id))
    opening = _opening(scene, taken, noticed)
    # who holds the order's plan and tells nothing that changes it is asked nothing more for it, nor told it again
    has_plan = matter.from_table and memory.shown is not None and memory.case == scene.memory.case
    further = None if has_plan else next_ask(memory, matter, scene)
    question = None if matter.danger else sum_wanted(scene, memory) or further
    plan_follows = matter.from_table and question is None
    plan_says_it = before is not None and plan_follows and not noticed.events
    if is_new and (plan_says_it or (answered and is_taught(matter, noticed.things))):
        # (the order's plan says it all with its dates; nor is taught what they say that they did)
        turn = turn.but(advised=now_held)
    elif is_new:
        changed = before is not None and before.matter == matter.name
        # what answers our own question changes nothing for the person
        was_asked = scene.memory.asked is not None
        opening = [*opening, *([frame("changed")] if changed and not (opening or was_asked or matter.danger) else [])]
        # (the answer to a question stands first, where the help does not begin with the same)
        lines = [*opening, *said(advice, memory)]
        asked = noticed.asks_something and not matter.danger and _ASKS_THE_WAY.isdisjoint(noticed.asks[:1])
        turn = said_once(turn, "\n".join(lines), "\n".join(lines[: len(opening) + 1]) if asked else None)
        # (nor does the help say again what the answer before it said)
        rest = help_beside(said(advice, memory), _text_of(turn))
        first = [*opening, *rest] if rest else []
        more = (
            *beside.second_matter(memory, matter, noticed),
            *beside.of_holder(scene, memory),
            *beside.last_day(scene, memory),
            *beside.noted(scene, taken),
        )
        helped = (Message("\n".join(first)),) if first else ()
        given = turn.memory.thread.given | {_key(now_held)}
        turn = then_say(turn.but(advised=now_held, given=given, lately=begun_with(scene, turn)), (*helped, *more))
        if not (matter.from_table or matter.danger):
            # the matter's own way out is a plan given, as the order's is (a danger gets a warning)
            turn = replace(turn, marks=turn.marks | {"planned"})
        opening = []
    elif answered and noticed.events and _CALLED.issuperset(noticed.events):
        opening = []  # (what they were told on the telephone has its answer above)
    elif before is not None and advice.up and "up" not in before.opened and _is_next_rung(memory, noticed, advice):
        turn = then_say(turn, (Message("\n".join([*opening, frame("next_rung") + text_of(advice.up, memory)])),))
        turn, opening = turn.but(advised=replace(before, opened=before.opened | {"up"})), []
    elif "signed_date" in taken.new and (last := beside.last_day(scene, memory)):
        turn = then_say(turn, (Message("\n".join([*opening, last[0].text])),))
        opening = []
    elif _is_carrier_new(scene, taken) and (line := _line_to_call(advice, matter, memory)):
        turn = then_say(turn, (Message("\n".join([*opening, line])),))
        opening = []
    elif not (turn.messages or opening or noticed.events) and (
        second := beside.told_beside(scene, memory, matter, noticed)
    ):
        turn = then_say(turn, second)
    elif not matter.from_table or (has_plan and not is_new and scene.memory.asked is None):
        turn = go_on(scene, turn, taken, advice, tuple(opening))
        opening = []
    numbers = beside.hotlines(scene, turn.memory, advice)
    # (behind an answer only where it says that somebody is to be called, or the help above it did)
    calls = book().channels.unknown_carrier.hotline_name in _text_of(turn)
    if numbers and turn.messages and (not answered or calls or beside.asks_of_case(scene.memory, turn.memory)):
        turn = then_say(turn.but(answered=(*turn.memory.thread.answered, beside.HOTLINE)), numbers)
    if matter.danger:
        return with_taps(turn, advice)
    if question is not None:
        known = () if is_new or turn.messages else beside.noted(scene, taken)
        return _asked(turn, question, [*opening, *(message.text for message in known)])
    if not matter.from_table:
        return with_taps(turn, advice)
    # (who only asks while a question of ours is open gets the answer, and the plan when the rest is known)
    waits = scene.memory.asked is not None and not (is_new or scene.facts or noticed.matters or noticed.events)
    if turn.messages and (has_plan or waits) and not opening:
        return with_taps(turn.but(asked=scene.memory.asked), advice)
    if not (is_new or turn.messages or opening) and _heard_nothing(scene, taken, noticed):
        # what was not understood answers no question: the plan would come out of the blue
        return with_taps(go_on(scene, turn, taken, advice, ()), advice)
    if is_new and not plan_says_it and scene.memory.shown is not None:
        # what follows from what was reported is the next step, and no second card behind it
        return with_taps(turn, advice)
    # what answers our question needs no saying back; behind a plan given at first sight all of a story is said back
    aside = replace(taken, new={n: v for n, v in taken.new.items() if question_of(n) != scene.memory.asked})
    known = beside.noted(scene, taken if is_new else aside) if not is_new or plan_says_it else ()
    if _only_puts_right(scene, taken, noticed) and turn.memory.shown is None:
        # (a plan for a stage that nobody told of is no answer to that; the question stays open)
        lines = [*opening, *(said(advice, memory) if is_new else [frame("now") + said(advice, memory)[0]])]
        turn = then_say(turn.but(asked=scene.memory.asked), (Message("\n".join(lines)),) if opening else ())
        return with_taps(turn, advice)
    planned = plan_with(turn.memory, opening, known, scene.now)
    if not is_new:
        # (behind an answer the plan that stays as it is is not said again)
        behind = (
            known if answered and not opening and stays_as_it_is(scene.memory, planned.memory) else planned.messages
        )
        return Turn(planned.memory, (*turn.messages, *behind), turn.moves, turn.marks | planned.marks)
    return behind_help(turn, said(advice, memory), planned, beside.noted(scene, taken))


def _key(advised: Advised) -> str:
    return f"{advised.matter}/{advised.plan}"


def _was_given(memory: Memory, matter: Matter, advised: Advised) -> bool:
    """Whether the help was given before another matter was turned to; a danger's is worth being read twice."""
    held = memory.thread.advised
    is_other = held is not None and held.matter != advised.matter
    return is_other and not (matter.danger or matter.from_table) and _key(advised) in memory.thread.given


#: What is told with it was said to them on the telephone.
_CALLED = frozenset({"called"})


def _only_puts_right(scene: Scene, taken: Taken, noticed: Noticed) -> bool:
    """Whether, while a question of ours is open, all that is told is that something told before was otherwise."""
    asked, case = scene.memory.asked, taken.memory.case
    is_open = asked in book().questions.questions and asked not in case.known() and asked not in case.unsure
    others = noticed.events or noticed.asks or any(m.name != scene.memory.thread.lead for m in noticed.matters)
    return is_open and bool(taken.corrected) and not (taken.new or others)


def _text_of(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.messages)


def _is_carrier_new(scene: Scene, taken: Taken) -> bool:
    """Whether the person told now which carrier it is; the other side's words that name it want an answer instead."""
    return "carrier" in taken.new and not scene.noticed.quotes


def _line_to_call(advice: Advice, matter: Matter, memory: Memory) -> str | None:
    """Now that the number is known, the line that says to call it; of an order, its plan says that."""
    behind = () if matter.from_table else (*advice.steps, *([advice.up] if advice.up else []))
    lines = [*(said(advice, memory) if advice.calls_carrier or behind else ()), *(text_of(t, memory) for t in behind)]
    number = carrier_view(memory.case.carrier).hotline_name
    return next((line for line in lines if number in line), None)


def _asked(turn: Turn, question: Question, leads: list[str]) -> Turn:
    """The turn that ends with the one question that changes what to do."""
    put = turn.memory.with_thread(turn.memory.thread.with_question(question.field, question.ask))
    first = (Message("\n".join(leads)),) if leads else ()
    return replace(turn, memory=put, messages=(*turn.messages, *first, question_message(question)))


def _opening(scene: Scene, taken: Taken, noticed: Noticed) -> list[str]:
    """What is said before the help: an event acknowledged, a correction taken."""
    events = book().advising.events
    lines: list[str] = []
    begun = scene.memory.thread.is_begun()
    # what a first story tells is said back with what was noted, and needs no answer
    corrected = {n: v for n, v in taken.corrected.items() if question_of(n) != scene.memory.asked}
    still = was_closed(scene) or is_still_open(noticed.matters)
    news = [name for name in noticed.events if not (still and name == CLOSED)]
    for name in news[:1] if begun and not corrected else ():
        words = events[name].say if name in events else None
        lead = lead_matter(taken.memory)
        advice = lead.advice(standing(taken.memory.thread)) if lead is not None else None
        # what the advice itself begins with is not said before it, too
        if words is not None and (advice is None or advice.say[:2] != words[:2]):
            lines += render(words, **context(taken.memory.case)).splitlines()
    # (of what is doubted nothing is taken for known)
    bare, doubted = Case(carrier=taken.memory.case.carrier), scene.facts.doubted
    cases = {name: bare if name in doubted else taken.memory.case for name in _cannot_tell(scene)}
    lines += [how_to_find_out(name, case, scene.today) for name, case in cases.items()]
    if corrected:
        lines.append(frame("corrected", labels=labels_of(corrected, scene.today)))
    total = worked_out(scene.memory.case, taken.memory.case)
    return lines if total is None else [*lines, total]


def _cannot_tell(scene: Scene) -> list[str]:
    """What the person says they cannot tell, of the questions whose answer can be looked up."""
    asked = scene.memory.asked
    silent = scene.heard.intent == "dont_know" and asked is not None and not scene.facts
    names = [asked] if silent and asked is not None else list(scene.facts.unsure)
    known = scene.memory.case.taking(scene.facts.told).known()
    names = [*(name for name in names if name not in known), *scene.facts.doubted]
    return [name for name in names if name in book().questions.questions]
