"""One turn of the talk (一轮对话): named moves, tried in order; the first that applies makes the turn.

Pure and without a clock of its own. A move has a name (which goes into the log and the metrics), a condition and what
it does. To add one, write both functions and put it into ``MOVES`` at the place where it shall be tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ..answers.evidence import chosen_items, evidence_message, named
from ..answers.plan_view import labels_of
from ..knowledge import book
from ..speech.message import Message, QuickReply
from ..speech.wording import context
from . import answering, repair
from .advising import advise, is_for_adviser
from .asides import answer_question, with_kept_question, with_question_beside
from .direct import (
    answers_what_is_named,
    brings_good_news,
    chat_about,
    chat_things,
    has_row_for_what_is_named,
)
from .exchanging import EXCHANGE, is_exchange, take_exchange
from .following import waiting
from .hearing import Heard, facts_of, typed_label
from .held import has_more, has_parts_left, held_advice, is_assumed, lead_matter, matter_is_danger
from .kinds import THANKS, weighed
from .layers import opened_layer, with_next_taps
from .listening import asks_only_the_way, listen, only_begins, show_ways, tells_nothing_yet
from .memory import EvidenceTopic, Memory, Turn
from .outside import as_outside
from .own_way import (
    answered_by_plan,
    counts_a_penalty,
    ends_talk,
    is_about_us,
    is_aside,
    is_bound_by_nothing,
    is_left_over,
    is_of_order,
    leaves_nothing_to_counter,
    owes_no_penalty,
    tells_only_bad,
)
from .plain_words import as_plainly_asked
from .reading import Reading
from .reporting import reported, take_report
from .requests import act_of, chosen, menu, told_apart, torn_between, which_message
from .sheet import take_back, taken_back, unticked
from .standing import is_first_refusal, refusal_is_planned
from .staying import stay_with, stays
from .switching import (
    OTHER,
    another_card,
    begins_anew,
    card_named,
    is_second_card,
    now_open,
    open_card,
    other_card_told,
    second_card,
)
from .taps import LAYERS, WHOLE, rung_first
from .turning import (
    MISSED,
    Scene,
    answers_the_question,
    asking,
    back_to_case,
    carry_on,
    notice_silence,
    repeated,
    then,
    today_of,
    words,
)
from .undoing import UNDONE, fresh, undo, wants_undo, with_undo


@dataclass(frozen=True)
class Move:
    """One kind of turn: ``do`` makes it where ``when`` holds and no earlier move applied."""

    name: str
    when: Callable[[Scene], bool]
    do: Callable[[Scene], Turn]


def reply(memory: Memory, heard: Heard, now: datetime) -> Turn:
    """The bot's turn. Never raises for anything a user can type. A second wish is served beside the first."""
    memory = fresh(replace(memory, turn=memory.turn + 1), now)
    lead, question = told_apart(as_outside(typed_label(chosen(heard, memory.thread.topic)), memory))
    lead = as_plainly_asked(lead)
    turn = make_move(memory, lead, now)
    is_settled = act_of(lead.intent) == "control" or turn.moves[0] == EXCHANGE
    if question is not None and not is_settled and is_left_over(question, lead, turn):
        told = act_of(lead.intent) == "case" or turn.memory.shown != memory.shown
        turn = with_question_beside(turn, question, now, is_told=told)
    turn = with_next_taps(with_kept_question(turn, now))
    turn = with_undo(memory, rung_first(turn, lead), now)
    marks = turn.marks | repeated(memory, turn.memory)
    return turn if marks == turn.marks else replace(turn, marks=marks)


def make_move(memory: Memory, heard: Heard, now: datetime) -> Turn:
    """The turn that the first fitting move makes."""
    scene = _scene(memory, heard, now)
    move = next(move for move in MOVES if move.when(scene))
    turn = move.do(scene)
    return replace(turn, moves=(move.name, *turn.moves))


def _scene(memory: Memory, heard: Heard, now: datetime) -> Scene:
    topic, memory = memory.thread.topic, memory.but(topic=None)
    ticked = chosen_items(heard.values, memory.case)
    facts = facts_of(heard, memory.asked, memory.case, today_of(now))
    # a story names the advert and the order, too, and ticks nothing
    if topic == EvidenceTopic() and act_of(heard.intent) != "control" and len(facts.told) < _STORY:
        ticked |= named(heard.text, memory.case)
    if facts.answered:
        # an offered answer, typed out, is that answer, whatever else its words sound like
        heard = replace(heard, intent="inform", reading=Reading(), wishes=())
    return Scene(memory, weighed(heard, facts, memory), facts, now, topic, ticked)


# ---- the moves --------------------------------------------------------------------------------


def _tick(scene: Scene) -> Turn:
    """Tick what the user says that they have; the checklist stays the topic until all is there."""
    have = (scene.memory.thread.have | scene.ticked) - unticked(scene.heard)
    memory = scene.memory.but(have=have, topic=EvidenceTopic(), misses=0)
    return back_to_case(Turn(memory, (evidence_message(memory.case, None, have),)), scene.now)


def _answers_what_was_asked(scene: Scene) -> bool:
    facts = scene.facts
    return facts.answered or (not scene.heard.outright and answers_the_question(scene.memory, facts))


def _bad_value(scene: Scene) -> Turn:
    named_back = Turn(scene.memory, (Message(words("bad_value", value="、".join(scene.facts.bad))),))
    return then(named_back, advise(scene)) if scene.memory.asked is None else back_to_case(named_back, scene.now)


def _stop(scene: Scene) -> Turn:
    resume = QuickReply(book().replies.quick.resume, "inform")
    memory, advice = scene.memory.but(asked=None, misses=0, countering=None), held_advice(scene.memory)
    # who means to wait is told for what, and what then
    if advice is None:
        return Turn(memory, (Message(words("stop"), (resume,)),))
    turn = waiting(scene, Turn(memory, ()), advice)
    return replace(turn, messages=(replace(turn.messages[0], quick_replies=(resume,)),))


#: What is none of ours, whether somebody wants it or chats, with what is said of it in the middle of a case; and what
#: says nothing where it is only half heard.
_BESIDE = {"out_of_scope": "beside_the_case", "chitchat": "chat_beside"}
_SAYS_MUCH = frozenset({"ask_privacy", "ask_harm", "goodbye", "thanks"})


def _is_digression(scene: Scene) -> bool:
    """Whether, in the middle of a case that is no danger, nothing was heard but what has no bearing on it."""
    noticed, heard = scene.noticed, scene.heard
    if not scene.memory.thread.is_helped() or matter_is_danger(scene.memory) or heard.intent not in _BESIDE:
        return False
    others = [m for m in noticed.matters if m.name != book().advising.outside]
    # (what names a thing, tells what somebody says, or asks something that is half heard is of the case)
    chats = not noticed.things.isdisjoint(chat_things())
    of_them = (noticed.quotes or noticed.theirs) and not chats
    of_case = noticed.things - chat_things() or of_them or noticed.near_asks
    return heard.sure and not (others or of_case or noticed.events or scene.facts or set(noticed.meta) - {THANKS})


def _is_small_talk(scene: Scene) -> bool:
    if scene.heard.intent in _SAYS_MUCH and not scene.heard.sure and scene.memory.thread.is_begun():
        return False
    plainly = scene.heard.sure and scene.heard.intent in ("out_of_scope", "other_telecom")
    return scene.act == "talk" and (not scene.facts or plainly)


def _small_talk(scene: Scene) -> Turn:
    memory, intent = scene.memory, scene.heard.intent or ""
    if matter_is_danger(memory) and intent in ("chitchat", "goodbye"):
        # nobody who hung up on a swindler wants a joke, nor a farewell
        return repair.next_step(scene)
    advice = held_advice(memory) if memory.thread.is_helped() else None
    if intent == "chitchat" and advice is not None and not (scene.heard.sure or scene.noticed.asks_something):
        return waiting(scene, Turn(memory.but(misses=0), ()), advice)
    name = _BESIDE.get(intent, intent) if memory.thread.is_helped() else intent
    name = "chat_thanked" if name == "chat_beside" and THANKS in scene.noticed.meta else name
    about = chat_about(memory, scene.noticed) if intent == "chitchat" else None
    if name == "chat_beside" and about is None and advice is not None and not repair.only_chats(scene):
        return repair.hears_out(scene)
    known = labels_of(memory.case.known(), scene.today)
    text = words(name, **context(memory.case), known=known) if about is None else about.say
    answer = Turn(memory.but(misses=0), (Message(text, menu() if intent == "greet" else ()),))
    return back_to_case(answer, scene.now)


def _is_question(scene: Scene) -> bool:
    """A question in the middle; 「还是不行」 where nothing was tried yet is none."""
    thread = scene.memory.thread
    baseless = scene.heard.intent == "still_refused" and thread.countering is None and thread.shown is None
    # whose matter has a plan of its own is not answered from the plan of an order
    matter = lead_matter(scene.memory)
    of_order = scene.heard.intent in answering.NEED_PLAN and matter is not None and not matter.from_table
    of_order = of_order or owes_no_penalty(scene)
    in_the_middle = scene.memory.asked is not None or matter is not None
    unsure = in_the_middle and not scene.heard.sure and scene.heard.confidence < _LEAST_SURE
    return scene.act == "answer" and not baseless and not unsure and not (of_order and not scene.heard.outright)


#: How sure it must be that something else is asked while a question of ours is open.
_LEAST_SURE = 0.35


def _is_not_understood(scene: Scene) -> bool:
    thread = scene.memory.thread
    is_vague = scene.act == "case" and thread.shown is not None and thread.asked is None and not scene.heard.sure
    half_control = scene.act == "control" and not ends_talk(scene)
    half_talk = scene.act == "talk" and not _is_small_talk(scene)
    return (scene.act is None or is_vague or half_control or half_talk) and not scene.facts


def _is_torn(scene: Scene) -> bool:
    memory = scene.memory
    is_first = memory.asked is None and memory.misses == 0
    return _is_not_understood(scene) and is_first and torn_between(scene.heard) is not None


def _ask_which(scene: Scene) -> Turn:
    pair = torn_between(scene.heard) or ("", "")
    message, topic = which_message(pair)
    return Turn(scene.memory.but(misses=1, topic=topic), (message,), marks=MISSED)


def _not_understood(scene: Scene) -> Turn:
    """First miss: what was understood, and the nearest choices. Second: menu and hotlines. The question stays."""
    memory = scene.memory.but(misses=scene.memory.misses + 1)
    if memory.misses >= 2:
        message = Message(words("second_miss", **context(memory.case)), menu())
        return back_to_case(Turn(memory.but(misses=0), (message,), marks=MISSED), scene.now)
    if memory.asked is not None:
        return back_to_case(Turn(memory, (Message(asking("again")),), marks=MISSED), scene.now)
    known = labels_of(memory.case.known(), scene.today)
    message = Message(words("first_miss", known=known), menu(scene.heard.nearest[:3]))
    return Turn(memory, (message,), marks=MISSED)


#: So many facts in one message are a story, and no word on what was kept.
_STORY = 2


# ---- the adviser's moves ----------------------------------------------------------------------


def _is_danger(scene: Scene) -> bool:
    return scene.noticed.danger is not None and not repair.asks_our_price(scene)


def _tapped_layer(scene: Scene) -> str | None:
    topic = scene.heard.value("topic")
    return str(topic) if topic in LAYERS else None


def _opens_layer(scene: Scene) -> bool:
    name = _tapped_layer(scene)
    return name is not None and opened_layer(scene, name) is not None


def _open_layer(scene: Scene) -> Turn:
    turn = opened_layer(scene, _tapped_layer(scene) or "")
    return turn if turn is not None else _not_understood(scene)


#: How surely what is held against an order must be heard to be countered sentence by sentence.
_PLAINLY_HELD = 0.8
#: The state of a refund that was refused.
_DENIED = "被拒"


def _has_own_answer(scene: Scene) -> bool:
    """A question that the older answers serve (a letter, a script, the law …), and no direct answer or matter does."""
    noticed, heard = scene.noticed, scene.heard
    rules, of_order = book().advising, is_of_order(scene)
    if heard.outright and heard.reading == Reading() and heard.intent in rules.own_way:
        # a tap, or its label typed out
        return _is_question(scene)
    if brings_good_news(scene.memory, noticed) or is_bound_by_nothing(scene):
        return False
    # (an answer to the very words goes before a sentence that was retrieved for words only half like them)
    held_against = heard.intent == "objection" and heard.confidence >= _PLAINLY_HELD
    if not (held_against or noticed.things <= rules.whole_things) and answers_what_is_named(scene.memory, noticed):
        return False
    begins = not scene.memory.thread.is_begun()
    if begins and not noticed.things <= rules.whole_things and has_row_for_what_is_named(scene.memory, noticed):
        return False
    if begins and len(scene.facts.told) > _STORY:
        # whoever begins with a story gets help for it, and the answer beside
        return False
    if not _is_question(scene) or not heard.sure or is_first_refusal(scene.memory.thread, heard):
        return False
    if heard.intent == "objection" and (leaves_nothing_to_counter(scene) or refusal_is_planned(scene.memory.thread)):
        # the counters are about orders; a matter that has a step of its own for a refusal goes on with that
        return False
    if scene.facts.said.get("refund_state") == _DENIED and not held_against:
        # that a refund was refused is told, and is no sentence to be countered
        return False
    is_told = any(m.confidence >= rules.bounds.told and m.name != rules.refusal for m in noticed.matters)
    if (
        heard.intent == "objection"
        and of_order
        and scene.memory.thread.is_helped()
        and not (is_told and is_assumed(scene.memory))
    ):
        # what is held against an order that has its plan is countered sentence by sentence
        return True
    in_plan = answered_by_plan(scene)
    own_topics = {**rules.own_topics, **(rules.topics if in_plan else {})}
    beside = [topic for topic in noticed.asks if not (of_order and topic == own_topics.get(heard.intent or ""))]
    if beside or noticed.events:
        return False
    return (heard.intent in rules.own_way or in_plan) and not is_told


def _is_for_adviser(scene: Scene) -> bool:
    """Whatever holds a matter, a question or a report; and all that goes on with a case that has a matter."""
    noticed, known = scene.noticed, book().advising.events
    ends = any(known[name].closes for name in noticed.events)
    # a question that is heard more surely (「下一步」) wipes nothing
    # nor does another card end the talk, where what is talked about has an answer to just that
    ends = ends or (noticed.events[:1] == (OTHER,) and answers_what_is_named(scene.memory, noticed))
    if (ends_talk(scene) and noticed.surest_ask <= scene.heard.confidence and not ends) or counts_a_penalty(scene):
        return False
    if _is_digression(scene):
        return False
    if noticed.matters or noticed.asks or noticed.events or answers_what_is_named(scene.memory, noticed):
        return True
    begun = is_for_adviser(scene) and is_aside(scene)
    matter = lead_matter(scene.memory)
    # what is asked of a matter with a plan of its own and was not heard is answered with what the plan has left
    has_own = matter is not None and not matter.from_table
    has_own = has_own or (scene.memory.shown is not None and not _is_question(scene) and has_parts_left(scene.memory))
    begun = begun or (has_own and scene.act == "answer")
    # words that were not heard, in the middle of a case: what can be done next helps more than 「没听懂」
    unsure = scene.act is None or (scene.act == "control" and not ends_talk(scene))
    lost = unsure and scene.memory.misses == 0 and bool(scene.heard.text.strip())
    begun = begun or (lost and has_more(scene.memory))
    # nor is what the other side says of a thing of the case, in the middle of it, other business
    begun = begun or (scene.act == "talk" and matter is not None and noticed.quotes and bool(noticed.things))
    goes_on = bool(scene.facts) or scene.act == "case" or scene.facts.answered or begun
    return goes_on and (is_for_adviser(scene) or scene.act == "case" or bool(scene.facts))


def _tell_of_other(scene: Scene) -> Turn:
    """What is told of another card is a turn of that card's talk, which is open from now on."""
    number = other_card_told(scene)
    memory = scene.memory if number is None else scene.memory.opened(number)
    turn = make_move(memory, scene.heard, scene.now)
    return replace(turn, messages=(now_open(memory), *turn.messages))


MOVES: tuple[Move, ...] = (
    Move("tick_evidence", lambda s: bool(s.ticked or unticked(s.heard)), _tick),
    Move(UNDONE, wants_undo, undo),
    Move("take_back", lambda s: taken_back(s) is not None, take_back),
    Move("open_card", lambda s: card_named(s) is not None, open_card),
    Move("take_report", lambda s: reported(s) is not None, take_report),
    Move("show_whole", lambda s: s.heard.value("topic") == WHOLE and s.act == "answer", answer_question),
    Move(EXCHANGE, is_exchange, take_exchange),
    Move("danger", _is_danger, advise),
    Move("tell_of_other", lambda s: other_card_told(s) is not None, _tell_of_other),
    Move("stay_with", stays, stay_with),
    Move("second_card", is_second_card, second_card),
    Move("open_layer", _opens_layer, _open_layer),
    Move("show_sheet", lambda s: s.heard.value("sheet") is not None, repair.REPAIRS["my_cards"]),
    Move("restart", begins_anew, another_card),
    Move("show_ways", asks_only_the_way, show_ways),
    Move("repair", lambda s: repair.called_for(s) is not None, repair.repair),
    Move("answer_about_us", is_about_us, _small_talk),
    Move("refuse_value", tells_only_bad, _bad_value),
    Move("listen", lambda s: only_begins(s) or tells_nothing_yet(s), listen),
    Move("answer_in_own_way", _has_own_answer, answer_question),
    Move("advise", _is_for_adviser, advise),
    Move("take_answer", _answers_what_was_asked, carry_on),
    Move("another_card", lambda s: s.heard.intent == "restart" and ends_talk(s), another_card),
    Move("stop", ends_talk, _stop),
    Move("small_talk", _is_small_talk, _small_talk),
    Move("answer_question", _is_question, answer_question),
    Move("notice_silence", lambda s: _is_not_understood(s) and not s.heard.text.strip(), notice_silence),
    Move("ask_which", _is_torn, _ask_which),
    Move("admit_miss", _is_not_understood, _not_understood),
    Move("carry_on", lambda s: True, carry_on),
)
