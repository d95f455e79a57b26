"""Talk about the talk (修复): repeat, simpler, 「不是这个意思」, 「说过了」, a person please, what was noted, undo.

The patterns are those that Rasa CALM names; what is said stands in ``advising.yaml`` under ``repair``. Each is one
function of the scene; which of them a message calls for was heard by the reading (``labels.yaml``, meta).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..answers.plan_view import labels_of
from ..facts.fields import DECIDING
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice, DirectAnswer, used
from ..speech.message import Message, QuickReply
from ..speech.wording import carrier_view, context, hotlines, render
from .bounds import bound
from .direct import answers_what_is_named, has_own_row, has_row_for_what_is_named, way_round, what_else
from .held import held_advice, lead_matter, matter_is_danger
from .layers import with_taps
from .memory import Memory, Turn
from .noticing import Noticed
from .requests import menu
from .sheet import sheet_card
from .standing import with_noticed
from .telling import said, text_of
from .threads import card_replies
from .turning import Scene, back_to_case, give_plan

#: Kinds of talk about the talk that a wish, a question or a report in the same message outweighs.
_LIGHT = frozenset({"greet", "thanks", "affirm", "deny", "dont_know", "insult", "bye", "already_said", "cannot_do"})


#: Talk about the help that was given.
_OF_HELP = frozenset({"repeat", "simpler", "more", "cannot_do", "skip", "already_said", "my_cards"})


#: What is asked of us.
_OF_US = frozenset({"free", "who"})


#: Talk about the talk that words about a thing only sound like.
_NOT_OF_A_THING = frozenset(
    {"cannot_do", "skip", "already_said", "not_this", "human", "dont_know", "my_cards", "free", "more"}
)


#: The topic that asks what something costs.
_IS_FREE = "is_free"


def _in_use(scene: Scene) -> bool:
    """Whether help was given for a number that is used."""
    thread = scene.memory.thread
    return thread.is_helped() and thread.lead in book().advising.groups["live"]


#: Talk about the talk that is none in what somebody else says.
_QUOTED = frozenset({"human", "skip", "repeat"})
#: Talk about the talk that wins where it was heard more surely than whatever else the same words sound like.
_WINS = frozenset({"simpler", "cannot_do", "already_said", "human", "who"}) | frozenset(
    {"my_cards", "repeat", "more", "skip", "not_this", "free"}
)


def _tells_nothing_new(scene: Scene) -> bool:
    """Whether every fact of the message was known before, or goes with one that was (「都说了抖音上买的」)."""
    known = scene.memory.case.known()
    told = {name: known.get(name) for name in scene.facts.said}
    again = [name for name, value in told.items() if value == scene.facts.said[name]]
    otherwise = [name for name, value in told.items() if value is not None and name not in again]
    return not scene.facts or (bool(again) and not otherwise)


def _sureness(scene: Scene, kind: str) -> float:
    return max((m.confidence for m in scene.heard.reading.meta if m.name == kind), default=0.0)


def asks_our_price(scene: Scene) -> bool:
    """Whether, in the middle of a case, it is asked what our help costs, more surely than a danger was heard."""
    danger = max((m.confidence for m in scene.noticed.matters), default=0.0)
    is_asked = "free" in scene.noticed.meta and _sureness(scene, "free") >= danger
    return is_asked and scene.memory.thread.is_helped() and not (scene.facts or scene.noticed.events)


def _asks_only_the_price(scene: Scene) -> bool:
    """Whether, in the middle of an order, a bare question is what it costs, whatever charge the words remind of."""
    noticed, lead = scene.noticed, lead_matter(scene.memory)
    is_order = lead is not None and lead.from_table and scene.memory.thread.is_helped()
    told = noticed.quotes or noticed.theirs or noticed.events or scene.facts
    sure = any(a.name == _IS_FREE and a.confidence >= bound("beside") for a in scene.heard.reading.asks)
    return is_order and sure and noticed.only_asks and not told and not has_row_for_what_is_named(scene.memory, noticed)


def _is_surest(scene: Scene, noticed: Noticed, kind: str) -> bool:
    """Whether, in the middle of a case, ``kind`` was heard as surely as anything else, and nothing new is told."""
    if kind not in _WINS or not scene.memory.thread.is_helped() or not _tells_nothing_new(scene):
        return False
    reading = scene.heard.reading
    events = [e.confidence for e in reading.events if e.name in noticed.events]
    asks = [a.confidence for a in reading.asks if a.name != _IS_FREE or kind != "free"]
    return _sureness(scene, kind) > max((bound("ask"), *events, *asks, *(m.confidence for m in noticed.matters)))


#: What a shop that does not answer stands for in the reading: a report, unless it is why nothing can be done.
_SILENT_SHOP = "卡在店家"
#: Questions that are asked of what cannot be done, and the events of having tried it.
_ASKED_OF_IT = frozenset({"where_in_app", "what_next", "script", "topup_where", "hotline_number", "complain_where"})
_ASKED_OF_IT |= {"close_online", "how_to_close", "how_to_cancel"}
_TRIED = frozenset({"called", "no_answer", "applied_refund"})


def _is_hindered(scene: Scene) -> bool:
    """Whether, in the middle of a case, somebody tells what stands in the way of what they were told to do."""
    noticed, memory = scene.noticed, scene.memory
    if not memory.thread.is_helped() or matter_is_danger(memory) or noticed.danger or noticed.quotes:
        return False
    if _SILENT_SHOP in noticed.things and "cannot_do" not in noticed.meta:
        return False
    if has_row_for_what_is_named(memory, noticed) and noticed.surest_ask >= bound("beside"):
        # (「先按哪里」 is told, though the eyes are bad)
        return False
    asked = {a.name for a in scene.heard.reading.asks if a.confidence >= bound("further")} - _ASKED_OF_IT
    told = [m for m in noticed.matters if m.name != memory.thread.lead and m.confidence >= bound("told")]
    if asked or told or not set(noticed.events) <= _TRIED or not _DECIDES.isdisjoint(_news(scene)):
        return False
    # (what the matter itself knows of the thing that is named goes first)
    return way_round(memory, noticed) is not None and not has_own_row(memory, noticed)


#: Facts that change what is to be done.
_DECIDES = frozenset(DECIDING)


def _news(scene: Scene) -> frozenset[str]:
    """The facts that are told otherwise than they were known before."""
    known = scene.memory.case.known()
    return frozenset(name for name, value in scene.facts.said.items() if known.get(name) != value)


def words(name: str, **values: Any) -> str:
    """A text of ``advising.yaml``'s repairs."""
    return render(getattr(book().advising.repair, name), **values)


def called_for(scene: Scene) -> str | None:
    """The repair that the message calls for; ``None`` where it holds something weightier, or none."""
    noticed = scene.noticed
    kinds = [kind for kind in noticed.meta if kind in REPAIRS]
    if not scene.facts.answered and kinds[:1] in ([], ["cannot_do"]) and _is_hindered(scene):
        return "cannot_do"
    if not kinds and scene.heard.sure and scene.heard.intent == "bot_challenge" and not noticed.matters:
        kinds = ["who"]
    if "who" in kinds and scene.heard.intent == "bot_challenge" and scene.heard.sure:
        # (two that sound alike: what is asked who we are is no curse)
        kinds = ["who"]
    if kinds == ["skip"] and _sureness(scene, "dont_know") > _sureness(scene, "skip"):
        # who does not know is told how to find out
        return None
    if _asks_only_the_price(scene):
        return "free"
    if not kinds or scene.facts.answered:
        return None
    holds_more = bool(noticed.matters or noticed.asks or noticed.events or scene.facts)
    kind = kinds[0]
    if kind == "my_cards" and scene.memory.thread.is_helped() and what_else(scene.memory, noticed) is not None:
        # (「能走的路都给我列一列」 asks for the ways, and not for what was noted)
        return "more"
    if kind in _NOT_OF_A_THING and answers_what_is_named(scene.memory, noticed):
        # what is told of a thing has an answer, however it is told
        return None
    if kind in _QUOTED and noticed.quotes and _sureness(scene, kind) < bound("beside"):
        # (「人工说要满一年」: a person was asked already; 「他让我别说」: nobody wants to skip)
        return None
    if kind == "already_said" and holds_more and _tells_nothing_new(scene) and not (noticed.asks or noticed.events):
        # what is told once more is no news
        return kind
    if kind in _OF_US and noticed.matters and not asks_our_price(scene):
        # whoever tells a story and asks about money asks about the story
        return None
    if kind == "free" and _IS_FREE in noticed.asks and _in_use(scene):
        # in the middle of a number in use, what costs money may be what the carrier does: the topic answers both
        return None
    others = any(m.name != scene.memory.thread.lead for m in noticed.matters)
    instead = others or noticed.surest_ask >= bound("told")
    if kind == "not_this" and (instead or (noticed.denied and scene.memory.thread.lead not in noticed.denied)):
        # what it is instead was said with it, or what is denied is not what we took it for
        return None
    is_asked = kind == "cannot_do" and noticed.surest_ask >= bound("told") and "ask" in scene.heard.reading.acts()
    if _is_surest(scene, noticed, kind) and not is_asked:
        return kind
    if holds_more and kind in _OF_HELP and not scene.memory.thread.is_helped():
        # nothing was said yet that could be repeated or made simpler
        return None
    return None if holds_more and kind in _LIGHT else kind


def repair(scene: Scene) -> Turn:
    """The turn that mends the talk."""
    kind = called_for(scene) or ""
    turn = REPAIRS[kind](scene)
    return replace(turn, memory=turn.memory.but(misses=0), moves=(kind, *turn.moves))


def _again(scene: Scene, opening: str) -> Turn:
    """The help once more, after ``opening``; where there is none yet, what to do first."""
    memory = scene.memory
    advice = held_advice(memory)
    if advice is None:
        return back_to_case(Turn(memory, (Message(words("nothing_said"), menu()),)), scene.now)
    return with_taps(Turn(memory, (Message("\n".join([opening, *said(advice, memory)])),)), advice)


def _repeat(scene: Scene) -> Turn:
    return _again(scene, words("repeat"))


#: A card that is used, an order that was made in a shop, and the event of having paid for it.
_USED, _IN_SHOP, _PAID = "激活了", "电商平台", frozenset({"gave_money"})


def _one_step(scene: Scene, opening: str, closing: str = "") -> Turn:
    """Only the next step, nothing else."""
    memory = scene.memory
    advice = held_advice(memory)
    if advice is None:
        return back_to_case(Turn(memory, (Message(words("nothing_said"), menu()),)), scene.now)
    lines = [opening, said(advice, memory)[0], *([closing] if closing else [])]
    return with_taps(Turn(memory, (Message("\n".join(lines)),)), advice)


def next_step(scene: Scene) -> Turn:
    """What to do now, said to somebody who says something else."""
    return _one_step(scene, words("listening"))


#: What somebody does who only chats.
_CHATS = frozenset({"social", "answer", "ask", "want", "meta"})


def only_chats(scene: Scene) -> bool:
    """Whether who chats in the middle of a case neither lets off steam nor tells what happened to them."""
    return scene.heard.reading.acts() <= _CHATS


def hears_out(scene: Scene) -> Turn:
    """What to do now, said to somebody to whom it is too much, or who tells what happened to them."""
    return _one_step(scene, words("comfort" if "vent" in scene.heard.reading.acts() else "listening"))


def _simpler(scene: Scene) -> Turn:
    """One step; of an order in a shop, in words that a child knows."""
    memory, matter, advice = scene.memory, lead_matter(scene.memory), held_advice(scene.memory)
    in_shop = matter is not None and matter.from_table and memory.case.platform is not None
    begun = memory.thread.reported() - _PAID or used(memory.case.known()) == _USED
    if advice is None or not in_shop or begun or memory.case.sales_channel != _IN_SHOP:
        # (what was done already is not told to be done, in however simple words)
        return _one_step(scene, words("simpler"))
    text = words("simplest", **context(memory.case))
    return with_taps(Turn(memory, (Message(text),)), advice)


def _answered(memory: Memory, answer: DirectAnswer, advice: Advice) -> Turn:
    """The turn that says a row of knowledge, with the taps of the help that is held."""
    return with_taps(Turn(memory, (Message(render(answer.say, **context(memory.case))),)), advice)


def _cannot_do(scene: Scene) -> Turn:
    """The way round what stands in the way, where that was said; else one step, and who can help with it."""
    answer, advice = way_round(scene.memory, scene.noticed), held_advice(scene.memory)
    if answer is not None and advice is not None:
        # (what was tried counts as done)
        tried = with_noticed(scene.memory.thread, replace(scene.noticed, matters=()), scene.today)
        return _answered(scene.memory.with_thread(replace(tried, lead=scene.memory.thread.lead)), answer, advice)
    carrier = scene.memory.case.carrier
    line = carrier_view(carrier).hotline_name if carrier and not matter_is_danger(scene.memory) else None
    return _one_step(scene, words("cannot_do"), words("helper", live_line=line))


def _unasked(memory: Memory) -> Memory:
    """The memory with the open question let go: its answer is not known."""
    unsure = [memory.asked] if memory.asked else []
    return memory.but(case=memory.case.with_unsure(unsure), asked=None)


def _more(scene: Scene) -> Turn:
    memory = scene.memory
    advice = held_advice(memory)
    if advice is None:
        return _again(scene, words("more"))
    if (answer := what_else(memory, scene.noticed)) is not None and not matter_is_danger(memory):
        return _answered(memory, answer, advice)
    if not advice.steps:
        if memory.shown is not None:
            # (who has the plan wants to know what to do of it)
            return next_step(scene)
        # the help of an order is the plan: for each case that is still open, rather than the first lines once more
        return give_plan(_unasked(memory), [words("more")], scene.now)
    lines = [f"{number}. {text_of(step, memory)}" for number, step in enumerate(advice.steps, 1)]
    return with_taps(Turn(memory, (Message("\n".join([words("more"), *lines])),)), advice)


def _skip(scene: Scene) -> Turn:
    return _again(replace(scene, memory=_unasked(scene.memory)), words("skip"))


def _operator() -> str:
    """Who runs the site, where that is said."""
    return os.environ.get("TUIKA_OPERATOR", "")


def _who(scene: Scene) -> Turn:
    message = Message(words("who", operator=_operator()), _resume(scene.memory))
    return back_to_case(Turn(scene.memory, (message,)), scene.now)


def _human(scene: Scene) -> Turn:
    case = scene.memory.case
    line = carrier_view(case.carrier).hotline_name if case.carrier else None
    text = words("human", operator=_operator(), live_line=line, hotlines=hotlines())
    return back_to_case(Turn(scene.memory, (Message(text, _resume(scene.memory)),)), scene.now)


def _resume(memory: Memory) -> tuple[QuickReply, ...]:
    if not memory.thread.is_begun():
        return menu()
    return (QuickReply(book().replies.quick.resume, "inform"),)


def _not_this(scene: Scene) -> Turn:
    """What was taken for the matter is let go; the nearest others are offered."""
    memory = scene.memory
    matter = lead_matter(memory)
    if matter is None:
        return Turn(memory.but(asked=None), (Message(words("not_this"), menu()),))
    others = [catalogue().matters[m] for m in memory.thread.matters if m != matter.name and m in catalogue().matters]
    taps = tuple(QuickReply(m.title, m.intents[0]) for m in others if m.intents)[:3]
    memory = memory.but(lead=None, advised=None, asked=None)
    return Turn(memory, (Message(words("not_this_kept", title=matter.title), taps or menu()),))


def _already_said(scene: Scene) -> Turn:
    """What was said is read back, the question is dropped, and the help follows with what is known."""
    memory = scene.memory
    # (what only follows from it was not said)
    known = labels_of(memory.case.stated(), scene.today)
    if not known:
        return Turn(memory.but(asked=None), (Message(words("already_said_nothing"), menu()),))
    # (the help stands above: its first step is enough)
    return _one_step(replace(scene, memory=_unasked(memory)), words("already_said", labels=known))


#: Turning from card to card, which nobody has done about the card.
_CARDS = frozenset({"other_card", "back_to_card"})


def _sheet(scene: Scene) -> Turn:
    """What was noted, and what was done."""
    memory, events = scene.memory, book().advising.events
    done = "、".join(events[d.event].title for d in memory.thread.done if d.event in events and d.event not in _CARDS)
    count = sum(thread.is_begun() for thread in memory.threads)
    text = words("my_cards", labels=labels_of(memory.case.stated(), scene.today), done=done, count=count)
    message = Message(text, (*_resume(memory), *card_replies(memory)), sheet_card(memory, scene.today))
    return back_to_case(Turn(memory, (message,)), scene.now)


def _insult(scene: Scene) -> Turn:
    if held_advice(scene.memory) is None:
        return Turn(scene.memory, (Message(words("insult_nothing"), menu()),))
    return _one_step(scene, words("insult"))


def _told(name: str) -> Callable[[Scene], Turn]:
    """A repair that only says its text and goes back to what was open."""

    def tell(scene: Scene) -> Turn:
        return back_to_case(Turn(scene.memory, (Message(words(name), _resume(scene.memory)),)), scene.now)

    return tell


REPAIRS: Mapping[str, Callable[[Scene], Turn]] = {
    "repeat": _repeat,
    "simpler": _simpler,
    "more": _more,
    "cannot_do": _cannot_do,
    "skip": _skip,
    "human": _human,
    "not_this": _not_this,
    "already_said": _already_said,
    "my_cards": _sheet,
    "insult": _insult,
    "free": _told("free"),
    "who": _who,
}
