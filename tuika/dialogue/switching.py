"""From one card to another and back (换卡): by tap, by name, and where somebody begins to tell of a second one."""

from __future__ import annotations

from dataclasses import replace

from ..answers.plan_view import labels_of
from ..facts.fact import Strength
from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Matter
from ..speech.message import Message
from .advising import advise
from .bounds import bound
from .direct import answers_what_is_named
from .held import lead_matter
from .memory import Memory, Turn
from .reading import Scored
from .sides import takes_back
from .standing import ONE_OF_TWO
from .threads import card_replies, thread_name
from .turning import Scene, start_case, words


def card_named(scene: Scene) -> int | None:
    """The number of the card that the message opens, where there is one."""
    value, memory = str(scene.heard.value("card") or ""), scene.memory
    if value.isascii() and value.isdigit():
        number = int(value) - 1
        return number if 0 <= number < len(memory.threads) else None
    if not value:
        return _gone_back_to(scene)
    named = _others(memory) if value == _BEFORE else _others_of(memory, value)
    return named[-1] if named else None


#: What a message says of the card that was talked about before, and the event of going back to it.
_BEFORE, _BACK = "先前", "back_to_card"
#: What tells several cards apart.
_TELLS_APART = ("carrier", "platform")


def _others(memory: Memory) -> list[int]:
    """The numbers of the cards that were talked about, but for the one that is now."""
    return [n for n, thread in enumerate(memory.threads) if n != memory.current and thread.is_begun()]


def _others_of(memory: Memory, carrier: str) -> list[int]:
    """The numbers of the other cards that are this carrier's."""
    return [n for n in _others(memory) if memory.threads[n].case.carrier == carrier]


def _gone_back_to(scene: Scene) -> int | None:
    """The card that somebody goes back to in other words: the one that what they name fits, or the last before."""
    if _BACK not in scene.noticed.events or OTHER in scene.noticed.events:
        return None
    return _that_fits(scene)


def _that_fits(scene: Scene) -> int | None:
    """The last of the other cards that what is told fits."""
    told = {name: scene.facts.said[name] for name in _TELLS_APART if name in scene.facts.said}
    cases = {n: scene.memory.threads[n].case for n in _others(scene.memory)}
    fits = [n for n, case in cases.items() if all(getattr(case, name) == value for name, value in told.items())]
    return fits[-1] if fits else None


def _known_card(scene: Scene) -> int | None:
    """The card that was told of before, where somebody speaks of another one by what tells them apart."""
    if not any(name in scene.facts.said for name in _TELLS_APART):
        return None
    return _that_fits(scene)


def other_card_told(scene: Scene) -> int | None:
    """The number of the other card of which the message tells (「移动那张不销了」): its carrier is named, and the one
    that is talked about is surely another's.
    """
    told, here = scene.facts.said.get("carrier"), scene.memory.case.carrier
    origin = scene.memory.case.origins.get("carrier")
    is_sure = origin is not None and origin.strength is Strength.STATED
    if told in (None, here) or not is_sure or OTHER in scene.noticed.events:
        return None
    named = _others_of(scene.memory, str(told))
    return named[-1] if named else None


def now_open(memory: Memory, known: str = "") -> Message:
    """The line that says which card is talked about from now on, and what is ``known`` of it."""
    name = thread_name(memory.thread, memory.current)
    return Message(words("card_opened", name=name, known=known), card_replies(memory))


#: What hangs on the number that is talked about.
_HANGS_ON = "副卡"


def counts_numbers(lead: Matter | None) -> bool:
    """Whether the numbers in one's name are what is spoken of: none of them is a case of its own."""
    return lead is not None and (lead.family == _IDENTITY or lead.name == _NOT_ORDERED)


def is_second_card(scene: Scene) -> bool:
    """Whether somebody who has told of one card begins to tell of another."""
    noticed = scene.noticed
    lead = lead_matter(scene.memory)
    told = {catalogue().matters[m.name].family for m in noticed.matters if m.confidence >= bound("told")}
    if lead is not None and lead.danger and not told:
        # several cards given away, or opened by a swindler, are one danger
        return False
    if counts_numbers(lead) and told <= {_IDENTITY}:
        # nor are several numbers that others opened, or were lent, cases of their own
        return False
    if OTHER not in noticed.events or not scene.memory.thread.is_begun() or _puts_right(scene):
        return False
    if lead is not None and lead.name == ONE_OF_TWO and not any(n in scene.facts.said for n in _TELLS_APART):
        # of two orders the other one is part of the same story
        return False
    if lead is not None and _HANGS_ON in noticed.things:
        # nor is the second card of one number a case of its own
        return False
    is_closing = lead is not None and lead.name in book().advising.groups["closing"]
    if is_closing and not told and answers_what_is_named(scene.memory, noticed):
        # of several numbers to be closed one may stay (「那张也先留着吧」): that is answered, and begins nothing
        return False
    return bool(scene.facts or noticed.matters) or _names_only_that(scene)


def _puts_right(scene: Scene) -> bool:
    """Whether something told before is corrected, and another card is only half heard beside it."""
    reading, known = scene.heard.reading, scene.memory.case.known()
    sure = any(e.name == OTHER and e.confidence >= bound("beside") for e in reading.events)
    changed = any(known.get(name, value) != value for name, value in scene.facts.said.items())
    return takes_back(reading) and (changed or not scene.facts.said) and not sure


#: The intent of telling something.
_TOLD = "inform"
#: Who has died.
_DECEASED = "逝者"


def _is_half_grave(heard: Scored) -> bool:
    """Whether a stolen name or a death is only half heard, of a card that is merely another one."""
    matter = catalogue().matters[heard.name]
    grave = matter.family == _IDENTITY or matter.implies.get("holder") == _DECEASED
    return grave and heard.confidence < bound("told")


def _of_the_other(scene: Scene) -> Scene:
    """The scene as it tells of the other card: that there are two is known, and a name that is the first card's is
    none of this one's where another one is named beside it (「除了联通这张，电信那张更坑」).
    """
    reading = scene.heard.reading
    kept = tuple(m for m in reading.matters if m.name != ONE_OF_TWO and not _is_half_grave(m))
    told = []
    for fact in scene.facts.told:
        here = scene.memory.case.known().get(fact.field)
        others = [
            f
            for f in reading.facts
            if f.field == fact.field and f.value != here and f.strength == Strength.STATED.value
        ]
        is_first = fact.field in _TELLS_APART and fact.value == here and others
        told.append(replace(fact, value=others[-1].value) if is_first else fact)
    heard = replace(scene.heard, reading=replace(reading, matters=kept))
    if kept != reading.matters and not kept:
        heard = replace(heard, intent=_TOLD)
    return replace(scene, heard=heard, facts=replace(scene.facts, told=tuple(told)))


#: The family of what others do with one's name or number.
_IDENTITY = "identity"
#: A card that came and nobody ordered: whether a number was opened with it is looked up.
_NOT_ORDERED = "unordered_parcel"
#: The event of turning to another card.
OTHER = "other_card"


def _names_only_that(scene: Scene) -> bool:
    """Whether the other card is all that was heard, and surely."""
    noticed = scene.noticed
    sure = any(e.name == OTHER and e.confidence >= bound("told") for e in scene.heard.reading.events)
    return sure and noticed.events == (OTHER,) and not noticed.asks


def second_card(scene: Scene) -> Turn:
    """The other card has a case of its own; the first is kept."""
    scene = _of_the_other(scene)
    if (number := _known_card(scene)) is not None:
        memory = scene.memory.opened(number)
        turn = advise(replace(scene, memory=memory))
        return replace(turn, messages=(now_open(memory), *turn.messages))
    kept = thread_name(scene.memory.thread, scene.memory.current)
    memory = scene.memory.with_another_card()
    if not (scene.facts or scene.noticed.matters):
        # nothing is known of it yet
        text = "\n".join([words("second_card", name=kept), words("tell_of_card")])
        return Turn(memory, (Message(text, card_replies(memory)),))
    turn = advise(replace(scene, memory=memory))
    return replace(turn, messages=(Message(words("second_card", name=kept), card_replies(memory)), *turn.messages))


def open_card(scene: Scene) -> Turn:
    """The card that was named is talked about."""
    number = card_named(scene)
    memory = scene.memory if number is None else scene.memory.opened(number)
    opened = Turn(memory, (now_open(memory, labels_of(memory.case.known(), scene.today)),))
    matter = lead_matter(memory)
    # what has a plan of its own goes on from what was said of it; an order's plan may still want something
    return opened if matter is not None and not matter.from_table else start_case(opened, scene.now)


#: Talk about the talk by which all begins anew.
_RESTART = "restart"


def begins_anew(scene: Scene) -> bool:
    """Whether it is asked to begin anew, and nothing else that a card could be helped with."""
    noticed = scene.noticed
    sure = any(m.name == _RESTART and m.confidence >= bound("told") for m in scene.heard.reading.meta)
    return sure and noticed.meta[:1] == (_RESTART,) and not (noticed.matters or noticed.asks or noticed.events)


def another_card(scene: Scene) -> Turn:
    """A card of which nothing is known yet is talked about; the others are kept."""
    memory = scene.memory.with_another_card()
    is_second = scene.memory.thread.is_begun() and not (begins_anew(scene) or _RESTART in scene.noticed.meta)
    if not is_second:
        return Turn(memory, (Message(words("restart"), card_replies(memory)),))
    kept = thread_name(scene.memory.thread, scene.memory.current)
    text = "\n".join([words("second_card", name=kept), words("tell_of_card")])
    return Turn(memory, (Message(text, card_replies(memory)),))
