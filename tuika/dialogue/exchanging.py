"""One exchange in the middle of a matter (一来一回): what is like something people say on there is answered by that.

It is heard by likeness (``nlu.exchanges``) and answered from ``knowledge/exchanges``: the matter stays, what the
message tells is taken in.
"""

from __future__ import annotations

from dataclasses import replace

from ..answers.plan_view import labels_of
from ..facts.fields import DECIDING
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import DirectAnswer
from ..speech.message import Message
from ..speech.wording import context, render
from .advising import take_noticed
from .alike import fitting, likeliest
from .beside import noted
from .bounds import bound
from .conditions import standing
from .direct import answers_what_is_named
from .held import lead_matter, matter_is_danger
from .kinds import corrects
from .lately import LOOKED_BACK
from .memory import Advised, Memory, Turn
from .planned import stays_as_it_is
from .reckoning import reckoned
from .switching import OTHER, counts_numbers
from .telling import frame
from .turning import PENALTY_SUM, Scene, Taken, answers_the_question, back_to_case, give_plan, then_say

EXCHANGE = "exchange"
#: What a penalty is worked out from.
_OF_A_SUM = frozenset({"penalty_basis", "penalty_value"})
#: The family of numbers in use, which have contracts; the danger of a seller who is gone.
_IN_USE, _GONE = "in_use", "seller_gone"
#: What is said of another card.
_OF_CARDS = frozenset({OTHER, "back_to_card"})


def is_exchange(scene: Scene) -> bool:
    """Whether the message is like something that people say on in the middle of the matter that leads."""
    return _found(scene) is not None


def take_exchange(scene: Scene) -> Turn:
    """What is answered to it, what was noted, and the plan of an order where that is another one now."""
    found = _found(scene)
    assert found is not None
    answer, taken = found
    memory = _with_advice(taken.memory)
    lately = (*memory.thread.lately, answer.key)[-LOOKED_BACK:]
    memory = memory.but(given=memory.thread.given | {answer.key}, lately=lately, misses=0)
    lines = render(answer.say, **context(memory.case))
    put_right = (
        (Message(frame("corrected", labels=labels_of(taken.corrected, scene.today))),) if taken.corrected else ()
    )
    worked_out = reckoned(scene.memory, memory, lines)
    turn = Turn(memory, (Message(lines), *worked_out, *put_right, *noted(scene, taken)))
    asked = scene.memory.asked
    # (who told something to our question has answered it as well as they can)
    if asked is not None and asked not in memory.case.known() and not scene.facts.told:
        return back_to_case(turn.but(asked=asked), scene.now)
    return _with_plan(scene, turn, taken)


def _with_plan(scene: Scene, turn: Turn, taken: Taken) -> Turn:
    """The turn; behind it the plan of an order that what was told has changed."""
    matter, memory = lead_matter(turn.memory), turn.memory
    told = taken.new or taken.corrected
    if matter is None or not matter.from_table or memory.shown is None or not told:
        return turn
    planned = give_plan(memory, [], scene.now)
    if stays_as_it_is(scene.memory, planned.memory):
        return turn
    return then_say(replace(turn, memory=planned.memory, marks=turn.marks | planned.marks), planned.messages)


def _with_advice(memory: Memory) -> Memory:
    """The memory with the advice in hand that now holds, so that its parts are those behind the taps."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None:
        return memory
    now = matter.advice(standing(memory.thread))
    is_held = held is not None and (held.matter, held.plan) == (matter.name, now.id)
    return memory if is_held else memory.but(advised=Advised(matter.name, now.id))


def _taken(scene: Scene) -> Taken:
    """What the message tells, taken in; what it is about stays what it was."""
    return take_noticed(scene, replace(scene.noticed, matters=(), near=(), denied=frozenset()))


def _is_open_to_it(scene: Scene) -> bool:
    """Whether the message may be an exchange at all: no answer to our question, no new danger, nothing that ends or
    turns the talk, no penalty to be worked out.
    """
    memory, thread, noticed = scene.memory, scene.memory.thread, scene.noticed
    if thread.lead is None or not thread.is_helped():
        return False
    if scene.facts.answered or answers_the_question(memory, scene.facts) or _ends_or_turns(scene):
        return False
    danger = noticed.danger.name if noticed.danger is not None else None
    # (that a seller is gone presses nobody: what they say on may be answered first; one danger is often in the other)
    return danger in (None, thread.lead, _GONE) or matter_is_danger(memory)


def _ends_or_turns(scene: Scene) -> bool:
    """Whether the message plainly ends the talk, turns to another card, asks what a penalty comes to (that is worked
    out), or is answered from an order's plan in hand: what is held against it is countered step by step.
    """
    noticed = scene.noticed
    matter = lead_matter(scene.memory)
    of_contract = matter is not None and matter.family == _IN_USE
    if PENALTY_SUM in noticed.asks[:1] or (of_contract and not _OF_A_SUM.isdisjoint(scene.facts.said)):
        return True
    is_countered = scene.act == "answer" and scene.memory.shown is not None
    if scene.heard.sure and (scene.act == "control" or is_countered or _ends(scene)):
        return True
    return not (_OF_CARDS.isdisjoint(noticed.events) or counts_numbers(lead_matter(scene.memory)))


def _ends(scene: Scene) -> bool:
    """Whether it reports what ends the case, and asks nothing."""
    noticed = scene.noticed
    return not noticed.asks_something and any(book().advising.events[name].closes for name in noticed.events)


def _moves_the_order(scene: Scene) -> bool:
    """Whether all that is told is where an order now stands: its plan follows from that."""
    matter, noticed = lead_matter(scene.memory), scene.noticed
    told = not frozenset(DECIDING).isdisjoint(fact.field for fact in scene.facts.told)
    says_more = noticed.asks_something or noticed.quotes or noticed.theirs or noticed.events
    return told and not says_more and matter is not None and matter.from_table


def _found(scene: Scene) -> tuple[DirectAnswer, Taken] | None:
    """The answer of the exchange that the message is likest, and what the message tells, taken in; it must be likelier
    to fit than what else was heard. The exchange is one of the matter that leads, or of one that was spoken of before
    (a warning came between), where that is far likelier.
    """
    alike, thread = scene.heard.reading.alike, scene.memory.thread
    if not alike or not _is_open_to_it(scene):
        return None
    needed, back = _needed(scene), book().advising.exchange.back
    before = [name for name in reversed(thread.matters) if name != thread.lead]
    found = [_likeliest(scene, thread.lead, needed), *(_likeliest(scene, name, max(needed, back)) for name in before)]
    here, earlier = found[0], max((f for f in found[1:] if f is not None), key=lambda f: f[0], default=None)
    if earlier is not None and (here is None or earlier[0] > here[0] + _FAR):
        here = earlier
    return here[1:] if here is not None else None


#: How much likelier the exchange of an earlier matter must be than that of the one that leads.
_FAR = 0.15


def _likeliest(scene: Scene, lead: str | None, least: float) -> tuple[float, DirectAnswer, Taken] | None:
    """How likely the likest exchange in the middle of this matter is to fit, its answer, and what the message tells,
    taken in with this matter leading; none that is not so likely at ``least``.
    """
    found = likeliest(scene.heard.reading.alike, lead, least)
    if found is None:
        return None
    taken = _taken(scene)
    taken = replace(taken, memory=taken.memory.but(lead=lead))
    answer = fitting(found[1], standing(taken.memory.thread), scene.memory.thread.given)
    return (found[0], answer, taken) if answer is not None else None


def _needed(scene: Scene) -> float:
    """How likely it must be, by what else was heard."""
    rules, noticed, memory = book().advising.exchange, scene.noticed, scene.memory
    elsewhere = any(m.name != memory.thread.lead and m.confidence >= bound("switch") for m in noticed.matters)
    another_danger = noticed.danger is not None and noticed.danger.name != memory.thread.lead
    surely = noticed.surest_ask >= rules.sure_ask
    of_talk = max((m.confidence for m in scene.heard.reading.meta), default=0.0)
    is_beside = scene.heard.intent in rules.beside
    talks = scene.act == "talk" and scene.heard.sure and not is_beside
    only_tells = not (noticed.asks_something or noticed.quotes)
    words = sum(len(fact.words) for fact in {fact.words: fact for fact in scene.facts.told}.values())
    heard = (
        (rules.corrected, _tells_of_another_matter(scene)),
        (rules.talk, another_danger),
        (rules.only_facts, only_tells and 2 * words >= len(scene.heard.text)),
        (rules.corrected, only_tells and corrects(scene.facts, memory)),
        (rules.talk, bool(noticed.meta)),
        (rules.surely_talk, talks or of_talk >= rules.sure_talk),
        (rules.taken, _moves_the_order(scene) or _ends(scene)),
        (rules.in_danger, another_danger and matter_is_danger(memory)),
        (rules.elsewhere, elsewhere or (scene.heard.sure and is_beside)),
        (rules.surely_asked, bool(noticed.asks) and surely),
        (rules.plainly_asked, bool(noticed.asks) and noticed.surest_ask >= rules.plain_ask),
        (rules.in_few, len(scene.heard.text) <= rules.few and not matter_is_danger(memory)),
        (rules.named, answers_what_is_named(memory, noticed)),
        (rules.told, bool(scene.facts.told) and not (noticed.asks or noticed.events)),
        (rules.reported, bool(noticed.events)),
        (rules.asked, bool(noticed.asks)),
    )
    return max((least for least, holds in heard if holds), default=rules.nothing)


def _tells_of_another_matter(scene: Scene) -> bool:
    """Whether the facts that are told are the signs of another matter than that which leads (「没号码，只能上网」)."""
    told, known = {fact.field: str(fact.value) for fact in scene.facts.told}, catalogue().matters
    others = (known[m.name] for m in scene.noticed.matters if m.name != scene.memory.thread.lead)
    return any(matter.is_signed_by(told) for matter in others)
