"""Direct answers (直接回答): what is asked is answered first, at most two things, in one bubble."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ..answers.worries import sounds_worried, worry
from ..knowledge import book
from ..knowledge.models.advising import BY_THINGS, CHAT, FURTHER, THEY_SAY, TOLD, UNABLE
from ..matters.load import catalogue
from ..matters.model import Condition, DirectAnswer, Matter, Standing
from ..speech.message import Message
from ..speech.wording import context, render
from .bounds import bound
from .conditions import standing
from .held import held_advice, is_assumed, lead_matter
from .memory import Memory, Turn
from .noticing import Noticed
from .sides import PART
from .telling import frame, layer_message, lines_of
from .turning import Scene, answers_the_question

#: A direct answer takes the first bubble; more than two at once nobody reads.
_MOST_ANSWERS = 2
#: Topics that a part of the advice answers: the first of these that was not told yet.
_SCRIPT, _NEXT = "script", "what_next"
#: A letter, and to whom one is written that is more than a few words.
_LETTER, _TO_OFFICES = "letter", frozenset({"工信部", "申诉", "电话12315", "通管局", "起诉状", "市监"})
#: An answer of which no more than this is new beside the help is said by the help.
_FRESH = 0.5
#: Where the first clause of an answer ends, which settles what was asked.
_CLAUSE_END = "，。：；！？\n"
_PARTS = {_SCRIPT: ("copy",), _NEXT: ("steps", "up")}


def direct_answers(
    memory: Memory, noticed: Noticed, told: frozenset[str] = frozenset()
) -> tuple[list[Message], Memory]:
    """The answers to what was asked, the first clause first; at most two, in one bubble. ``told``: the fields that the
    message told for the first time.
    """
    matter, place = _talked_about(memory, noticed), _place(memory, noticed)
    # (of a card that nobody spoke of, nothing is known: not that it was ordered, nor that it lies there unused)
    assumed = is_assumed(memory)
    bare = replace(place, open_matter=None) if assumed else place
    lines: list[str] = []
    given: list[str] = []
    said: set[str] = set()
    # an answer to the very thing that is named goes before a topic that was only half heard
    # (who tells of a danger and asks nothing is told what to do, and nothing of a thing that they name besides)
    only_told = noticed.danger is not None and not noticed.asks_something
    sharper = None if only_told else _instead_of_half_heard(memory, noticed)
    # (nor does the help that is only taken for granted answer, as if it were known that no card is in use)
    own_topics = matter.asks if matter is not None and not assumed else {}
    # in a danger the help itself is the answer
    asks = tuple(t for t in noticed.asks if t in own_topics or noticed.danger is None)
    if noticed.danger is not None and memory.thread.advised is None and noticed.surest_ask < bound("ask"):
        # (what was hardly heard as a question does not stand before the help)
        asks = ()
    if len(asks) > 1 or noticed.events:
        # what follows from what was reported answers 「下一步呢」 by itself
        # (nor is it talk around it whether it is a swindle, where that is asked most surely)
        surest = () if noticed.events else [t for t in asks[:1] if t in book().advising.alarm]
        own_asks = own_topics if len(asks) == 1 else surest
        asks = tuple(t for t in asks if t not in book().advising.chatty or t in own_asks)
    if not _is_in_hand(memory):
        # help that is said for the first time is what comes next
        own_next = matter is not None and matter.danger and _NEXT in own_topics and noticed.only_asks
        asks = tuple(t for t in asks if t != _NEXT or own_next)
    if asks == (_LETTER,) and _SCRIPT in noticed.near_asks[:2] and noticed.things.isdisjoint(_TO_OFFICES):
        # (what is to be copied out and sent to them are the words of the advice in hand)
        asks = (_SCRIPT,) if _part_for(_SCRIPT, memory) is not None else asks
    parts: list[Message] = []
    # what this very situation has an answer of its own to is what is meant
    for topic in () if sharper is not None else sorted(asks, key=lambda t: t not in own_topics):
        if given and topic == _OFFER and not _was_offered(memory):
            continue
        own = own_topics.get(topic, ())
        known = catalogue().topics.get(topic)
        rows = own if only_told else (*own, *(known.answers if known else ()))
        # an answer to the very thing that is named goes before what the matter says of the topic
        fitting = _fresh([a for a in rows if a.when.holds(place if a.when.named else bare)], memory)
        answer = next((a for a in fitting if a.when.named), None) or next(iter(fitting), None)
        if topic in book().advising.not_with_swindlers and answer not in own and _is_with_swindlers(matter):
            answer = DirectAnswer(Condition(), frame("no_dealings"), ("退卡帮项目组",), "high")
        # the words of the advice in hand are the script; elsewhere what fits the situation by itself goes first
        # (but words to somebody whom the message names are others than those to the carrier)
        to_whom = topic == _SCRIPT and not (answer is not None and answer.when.named)
        general = to_whom or (answer is not None and answer not in own and answer.when == Condition())
        part = _part_for(topic, memory) if answer is not None and general else None
        advice, held = held_advice(memory), memory.thread.advised
        if part is not None and advice is not None and held is not None:
            parts.append(layer_message(advice, part, memory))
            memory = memory.but(advised=replace(held, opened=held.opened | {part}))
            given.append(topic)
        elif answer is not None and len(given) < _MOST_ANSWERS:
            again = frame("answered_before") if _was_given(answer, memory) else ""
            text = again + render(answer.say, **context(memory.case))
            # (what the first answer said already is not said again in other words)
            if not lines or _is_new(text, "\n".join(lines)):
                lines += [line for line in text.splitlines() if line not in lines]
            given.append(topic)
            said.add(answer.key)
    named = None if given or only_told else sharper or _by_things(memory, noticed, told)
    if named is not None:
        lines = render(named.say, **context(memory.case)).splitlines()
        said.add(named.key)
    answered = (*(t for t in memory.thread.answered if t not in given), *given)
    answers = [Message("\n".join(lines_of("\n".join(lines))))] if lines else []
    return [*answers, *parts], memory.but(answered=answered, given=memory.thread.given | said)


def beside_the_answer(scene: Scene, noticed: Noticed) -> Noticed:
    """What was noticed beside the answer to our question: what it names (「短视频里的链接」) asks for nothing."""
    is_answer = answers_the_question(scene.memory, scene.facts) and not (noticed.asks_something or noticed.quotes)
    return replace(noticed, things=frozenset()) if is_answer and noticed.danger is None else noticed


def _is_with_swindlers(matter: Matter | None) -> bool:
    """Whether a swindler is at the other end: nothing is to be settled with them, nor claimed from them."""
    return matter is not None and matter.name in book().advising.swindlers


def _fresh(answers: list[DirectAnswer], memory: Memory) -> list[DirectAnswer]:
    """Those of the answers that fit which were not given yet: who asks again gets it in other words."""
    return [answer for answer in answers if not _was_given(answer, memory)] or answers


def _was_given(answer: DirectAnswer, memory: Memory) -> bool:
    return answer.key in memory.thread.given


#: Whether to take what is offered; the matter of an offer.
_OFFER, _OFFERED = "settle_accept", "settlement_offered"


def _was_offered(memory: Memory) -> bool:
    """Whether less than all was ever offered: behind another question nobody is told to take it where it was not."""
    return memory.case.offered_amount is not None or _OFFERED in memory.thread.matters


def _talked_about(memory: Memory, noticed: Noticed) -> Matter | None:
    """The matter that leads; none where that is none of our business and was hardly heard."""
    matter = lead_matter(memory)
    is_outside = matter is not None and matter.name == book().advising.outside
    return None if is_outside and book().advising.outside not in {m.name for m in noticed.matters} else matter


def _place(memory: Memory, noticed: Noticed) -> Standing:
    """Where the case stands, with what the message names."""
    return replace(standing(memory.thread), named=noticed.things)


def _by_things(memory: Memory, noticed: Noticed, told: frozenset[str] = frozenset()) -> DirectAnswer | None:
    """The answer of the matter that leads, else of any topic, to the thing that the message names or the fact that it
    tells, where no question was heard; what the other side says, and what is only told, have answers of their own.
    """
    matter = lead_matter(memory)
    begins = memory.thread.advised is None and memory.shown is None and not noticed.only_asks
    if begins or not (noticed.things or noticed.quotes or told):
        # (a first story names many things, and asks for none of them)
        return None
    general, place = catalogue().topics, _place(memory, noticed)
    own = matter.asks if matter is not None else {}
    others = [a for topic, answers in own.items() if topic not in BY_THINGS for a in answers]
    by_matter = book().advising.thing_topics.get(matter.name, ()) if matter is not None else ()
    topics = dict.fromkeys((*by_matter, *noticed.near_asks))
    near = [a for topic in topics if topic in general for a in general[topic].answers]
    # (a message that names no thing is answered by no row that waits for one)
    named = [a for a in (*others, *near) if a.when.named] if noticed.things else []

    held = memory.thread.advised
    turned = PART in noticed.events or (held is not None and matter is not None and held.matter != matter.name)

    def rows(kind: str) -> list[DirectAnswer]:
        every = (*own.get(kind, ()), *(general[kind].answers if kind in general else ()))
        # what is told is answered where it names a thing, or is the very fact that an answer waits for
        if not noticed.things:
            every = tuple(a for a in every if not a.when.named)
        # (to what they say of a matter that is only now turned to, or of a part that came, the help itself answers)
        general_too = kind == THEY_SAY and not turned
        return [a for a in every if a.when.named or general_too or not told.isdisjoint(_fields_of(a.when))]

    said = [*(rows(THEY_SAY) if noticed.quotes or noticed.theirs else ()), *rows(TOLD)]
    found = [*said, *named] if noticed.quotes or not noticed.asks_something else [*named, *said]
    # (what was answered to it already did not settle it: what else fits, or the help, goes on from there)
    return next((answer for answer in found if not _was_given(answer, memory) and answer.when.holds(place)), None)


def _fields_of(when: Condition) -> frozenset[str]:
    """The facts that a condition waits for."""
    return frozenset((*when.values, *when.known))


def _instead_of_half_heard(memory: Memory, noticed: Noticed) -> DirectAnswer | None:
    """The answer to the thing that a question names, where the topic that was heard is unsure and not the matter's
    own, and has no answer to that thing.
    """
    matter, general = lead_matter(memory), catalogue().topics
    surest = noticed.asks[:1]
    if not noticed.things or not surest or noticed.surest_ask >= bound("further"):
        return None
    if memory.thread.advised is None and memory.shown is None and noticed.surest_ask < bound("ask"):
        # (a first story that hardly asks is helped with, and not by the first thing that it names)
        return None
    if matter is None or matter.danger or (surest[0] in matter.asks and noticed.surest_ask >= bound("ask")):
        return None
    place = _place(memory, noticed)
    known = (*matter.asks.get(surest[0], ()), *(general[surest[0]].answers if surest[0] in general else ()))
    if any(a.when.named and a.when.holds(place) for a in known):
        return None
    found = _by_things(memory, replace(noticed, near_asks=()))
    return found if found is not None and found.when.named else None


def answers_what_is_named(memory: Memory, noticed: Noticed) -> bool:
    """Whether what is talked about has an answer to the very thing that the message names."""
    if not noticed.things:
        return False
    found = _by_things(memory, noticed)
    return found is not None and bool(found.when.named)


def way_round(memory: Memory, noticed: Noticed) -> DirectAnswer | None:
    """The other way for somebody who cannot do what was said, by what stands in their way."""
    return _row_of(UNABLE, memory, noticed)


def what_else(memory: Memory, noticed: Noticed) -> DirectAnswer | None:
    """What else there is: other ways, or what to look after once it is done."""
    return _row_of(FURTHER, memory, noticed)


def chat_about(memory: Memory, noticed: Noticed) -> DirectAnswer | None:
    """What is said to somebody who chats, by what they chat about."""
    return _row_of(CHAT, memory, noticed)


def _row_of(topic: str, memory: Memory, noticed: Noticed) -> DirectAnswer | None:
    place = _place(memory, noticed)
    rows = catalogue().topics[topic].answers if noticed.things else ()
    return next((answer for answer in rows if answer.when.holds(place)), None)


def has_own_row(memory: Memory, noticed: Noticed) -> bool:
    """Whether the matter that leads has an answer of its own to the very thing that the message names."""
    matter, place = lead_matter(memory), _place(memory, noticed)
    rows = matter.own_answers if matter is not None else ()
    return any(a.when.named and a.when.holds(place) for a in rows)


def hindrances() -> frozenset[str]:
    """What can stand in the way, and what else can be asked for, by the name of the thing."""
    return _named_in(UNABLE) | _named_in(FURTHER)


def chat_things() -> frozenset[str]:
    """What is chatted about, by the name of the thing."""
    return _named_in(CHAT)


def _named_in(topic: str) -> frozenset[str]:
    return frozenset(name for answer in catalogue().topics[topic].answers for name in answer.when.named)


def has_row_for_what_is_named(memory: Memory, noticed: Noticed) -> bool:
    """Whether the likeliest question has an answer of its own to the very thing that the message names."""
    known = [catalogue().topics[topic] for topic in noticed.asks[:1] if topic in catalogue().topics]
    place = _place(memory, noticed)
    return any(a.when.named and a.when.holds(place) for topic in known for a in topic.answers)


def answers_them(memory: Memory, noticed: Noticed) -> bool:
    """Whether the matter that is talked about has an answer of its own to what the other side says."""
    matter = lead_matter(memory)
    # (what is held against an order is countered sentence by sentence)
    of_order = matter is None or matter.from_table
    return not of_order and noticed.quotes and _by_things(memory, noticed) is not None


#: Families in which a card that lapses, or a platform's ruling, is good news.
_GLAD = ("order", "money")


def brings_good_news(memory: Memory, noticed: Noticed) -> bool:
    """Whether what is told of an order is good news: answered, it needs no further rung and no counter."""
    matter = lead_matter(memory)
    of_order = matter is not None and matter.family in _GLAD and memory.case.activated != "激活了"
    return of_order and not book().advising.good_news.isdisjoint(noticed.things)


def _first_clause(text: str) -> str:
    ends = [text.index(mark) for mark in _CLAUSE_END if mark in text]
    return text[: min(ends)] if ends else text


def lines_beside(lines: list[str], said: str) -> list[str]:
    """Those of the lines that say something which was not said already."""
    return [line for line in lines if not said or _is_new(line, said)]


def help_beside(lines: list[str], said: str) -> list[str]:
    """The lines of the help that say something new, without the sentence with which the answer before it begins."""
    sentence, mark, rest = (lines[0] if lines else "").partition("。")
    again = bool(rest) and said.startswith(sentence + mark)
    return lines_beside([rest, *lines[1:]] if again else lines, said)


def said_once(turn: Turn, help_text: str, beginning: str | None = None) -> Turn:
    """The turn without the answers that the help behind them says again in nearly the same words; where a question is
    answered, only those whose first clause stands in the help's ``beginning``, too.
    """

    def stands(text: str) -> bool:
        says_more = beginning is not None and _is_new(_first_clause(text), beginning)
        return says_more or _is_new(text, help_text)

    return replace(turn, messages=tuple(m for m in turn.messages if not m.text or stands(m.text)))


def _is_new(text: str, said: str) -> bool:
    """Whether enough of the text is not said already."""
    pairs = _pairs(text)
    return len(pairs - _pairs(said)) > _FRESH * len(pairs)


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without marks, and without the name of the line to call, as it stands in
    nearly every help where the carrier is not known.
    """
    bare = text.replace(book().channels.unknown_carrier.hotline_name, "")
    return frozenset(map("".join, itertools.pairwise(filter(str.isalnum, bare))))


def _is_in_hand(memory: Memory) -> bool:
    """Whether the advice that holds now was told already, so that something comes after it."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None or held is None:
        return memory.shown is not None
    return (held.matter, held.plan) == (matter.name, matter.advice(standing(memory.thread)).id)


def _part_for(topic: str, memory: Memory) -> str | None:
    """The part of the advice in hand that answers the topic better than general words, where it was not told yet."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None or held is None or not _is_in_hand(memory):
        return None
    advice = matter.advice(standing(memory.thread))
    return next((n for n in _PARTS.get(topic, ()) if getattr(advice, n) and n not in held.opened), None)


def worry_calmed(scene: Scene, memory: Memory) -> list[Message]:
    """The answer to a worry that is told with the case and is none of the topics."""
    if scene.act != "case" or not sounds_worried(scene.heard.text):
        return []
    answer = worry(scene.heard.text, memory.case)
    return [] if answer is None else [Message(answer)]
