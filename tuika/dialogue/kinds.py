"""What kind of turn a message is, weighed in the middle of a talk (这句话是来做什么的).

A reading holds all that a message may say, each heard by itself: a question by half, a repair by half, a report by
half. It also says what the message is above all (``nlu.kinds``), of which one is right. In the middle of a case people
speak of the talk far more often than they do where the kinds were learned: that they tell a case, or ask, counts less.
"""

from __future__ import annotations

from dataclasses import replace

from ..knowledge import book
from ..matters.load import catalogue
from .bounds import bound
from .direct import chat_things, hindrances
from .hearing import CHATS, FALLBACK, Facts, Heard
from .inferred import may_tell_of_danger
from .memory import Memory
from .placing import is_kept_on
from .reading import HeardEvent, Reading, Scored
from .sides import ALL_IN, PART, takes_back

#: Idle chat and what has nothing to do with the case, with the intent of each.
_CHAT, _CURSES = "chat", "insult"
_NO_CASE = {_CHAT: CHATS, "outside": "out_of_scope"}
#: Thanks, which chat may be.
THANKS = "thanks"
#: A day, whatever it is the day of.
_DAY = "date"
#: Talk about the talk that is a wish of its own, with an intent of the same name.
_ANEW = "restart"
_DOUBTS = "dont_know"
_WISHES = frozenset({_ANEW, _DOUBTS})
#: Reports that are a kind of turn; the last of them begins a story of its own.
_EVENTS = frozenset({"paid_in", "changed_mind", "other_card"})
_OTHER_CARD = "other_card"
#: Keeping the card, and the intent of asking no more, which sounds like it.
_KEEPS, _STOPS = "changed_mind", "stop"
#: Being unable to do it, and the acts by which nothing else is told.
_CANNOT, _MORE, _TALK = "cannot_do", "more", frozenset({"meta", "social", "vent", "answer"})
#: Talk about the talk that a correction sounds like.
_SOUND_ALIKE = frozenset({"already_said", "not_this"})


def kind_of(heard: Heard) -> Scored | None:
    """The kind of turn that is surest in the middle of a case; ``None`` where it is a usual one, or unsure."""
    rules = book().advising.kinds
    shares = {k.name: k.confidence * (rules.prior if k.name in rules.usual else 1.0) for k in heard.reading.kinds}
    name, total = max(shares, key=lambda kind: shares[kind], default=""), sum(shares.values())
    is_decided = name in rules.decided and shares[name] >= rules.sure * total
    return Scored(name, shares[name] / total) if is_decided else None


def weighed(heard: Heard, facts: Facts, memory: Memory) -> Heard:
    """What was heard, with what stands against a sure kind of turn taken off. Another that has a fixed form, and a
    danger that was heard at all, stand in spite of it.
    """
    heard = _as_missed_answer(heard, facts, memory)
    if not memory.thread.is_helped():
        return heard
    heard = _without_echo(heard, facts)
    if corrects(facts, memory) and _asks_by_half(heard.reading):
        heard = replace(heard, reading=replace(heard.reading, asks=()))
    if may_tell_of_danger(heard.reading):
        return heard
    if heard.intent == _STOPS and heard.sure:
        # who asks no more has not said that the card is kept, unless that was heard more surely
        events = (e for e in heard.reading.events if e.name != _KEEPS or e.confidence > heard.confidence)
        return replace(heard, reading=replace(heard.reading, events=tuple(events)))
    kind = _plain_kind(heard, memory, kind_of(heard))
    is_all_in = _is_all_in(heard.reading)
    if is_all_in and kind is not None:
        # (money that has come is what is told, whatever is asked in the same breath: 「50到账了，还要做啥不」)
        kind = Scored(ALL_IN, 1.0)
    elif is_all_in:
        meta = tuple(m for m in heard.reading.meta if m.name != _MORE)
        heard = replace(heard, reading=replace(heard.reading, meta=meta))
    asks_plainly = any(a.confidence >= bound("told") for a in heard.reading.asks)
    beside_it = kind is not None and (kind.name == _NOT_THIS or (kind.name == _CANNOT and _asks(heard.reading)))
    if beside_it and asks_plainly:
        # (what it is instead, or what cannot be done, was said with it: 「那个在哪关,我不会弄」)
        kind = None
    if kind is not None and kind.name == _OTHER_CARD and heard.reading.says_whose():
        kind = None
    if corrects(facts, memory) and (kind is None or kind.name != _OTHER_CARD or takes_back(heard.reading)):
        meta = tuple(m for m in heard.reading.meta if m.name not in _SOUND_ALIKE)
        return replace(heard, reading=replace(heard.reading, meta=meta))
    if kind is not None and kind.name == _ANEW and _names_another_card(heard.reading):
        # (another card, in so many words, is none that all begins anew for)
        kind = Scored(_OTHER_CARD, kind.confidence)
    # (a feast or a day that is named in a chat is no day of the case)
    if kind is None or (kind.name in _NO_CASE and any(value.field != _DAY for value in heard.values)):
        return heard
    if kind.name in _NO_CASE and _has_answer(heard.reading, memory):
        # (「微信里还有两千」 is of the number whose wallet that is)
        matters = tuple(m for m in heard.reading.matters if m.name != kind.name)
        return replace(heard, reading=replace(heard.reading, matters=matters))
    if kind.name == _KEEPS and is_kept_on(heard.reading, catalogue().matters.get(memory.thread.lead or "")):
        return heard
    is_fixed = any(m.is_fixed and m.name != kind.name for m in heard.reading.meta)
    return heard if is_fixed else _as(heard, kind)


#: A bare answer is no longer than that, characters; the matters that are beside our business.
_BARE_ANSWER, _BESIDE_OURS = 12, frozenset({"outside", "other_business"})


def _as_missed_answer(heard: Heard, facts: Facts, memory: Memory) -> Heard:
    """What was heard; a few words that sound like none of our business while a question is open are an answer that was
    not heard (「记录仪那家」), and nobody is turned away for it.
    """
    # (what is surely none of ours is a word in between, and the question waits)
    is_sure = any(m.name in _BESIDE_OURS and m.confidence >= bound("told") for m in heard.reading.matters)
    heard_none = not (is_sure or facts or heard.reading.asks or heard.reading.events)
    turned_away = heard.intent in _BESIDE and heard_none
    if memory.asked is None or not turned_away or len(heard.text) > _BARE_ANSWER:
        return heard
    matters = tuple(m for m in heard.reading.matters if m.name not in _BESIDE_OURS)
    return replace(heard, intent=FALLBACK, confidence=0.0, reading=replace(heard.reading, matters=matters))


def _plain_kind(heard: Heard, memory: Memory, kind: Scored | None) -> Scored | None:
    """The kind of turn, where plain words say otherwise: chat about a thing of its own, and a matter that was told by
    somebody who cannot tell something.
    """
    reading = heard.reading
    if kind is not None and kind.name == _DOUBTS:
        told = (m for m in reading.matters if m.confidence >= bound("beside") and m.name != memory.thread.lead)
        return None if any(told) else kind
    chats = heard.intent == CHATS and heard.sure and not chat_things().isdisjoint(reading.things)
    told_besides = [s for s in (*reading.asks, *reading.events, *reading.matters) if s.confidence >= bound("told")]
    outdone = any(m.name == _CURSES and m.confidence > heard.confidence for m in reading.meta)
    return Scored(_CHAT, heard.confidence) if chats and not (told_besides or outdone) else kind


def _asks_by_half(reading: Reading) -> bool:
    """Whether what is asked was only half heard, in a message that corrects more than it asks."""
    acts = [clause.act for clause in reading.clauses]
    surest = max((a.confidence for a in reading.asks), default=0.0)
    return surest < bound("told") and acts.count("ask") < max(1, acts.count("correct"))


def _is_all_in(reading: Reading) -> bool:
    """Whether it is told that the money has come, and not that a part of it has."""
    came = {e.name: e.confidence for e in reading.events}
    return came.get(ALL_IN, 0.0) >= bound("beside") and came.get(PART, 0.0) < bound("told")


def _as(heard: Heard, kind: Scored) -> Heard:
    thanks = tuple(m for m in heard.reading.meta if m.name == THANKS)
    reading = replace(heard.reading, asks=(), meta=(), events=())
    if kind.name in _NO_CASE:
        matters = tuple(m for m in reading.matters if m.name == kind.name)
        things = tuple(thing for thing in reading.things if thing in chat_things())
        bare = Reading(text=reading.text, clauses=reading.clauses, matters=matters, meta=thanks, things=things)
        return replace(heard, intent=_NO_CASE[kind.name], confidence=kind.confidence, reading=bare, wishes=())
    if kind.name in _EVENTS:
        reading = replace(reading, events=(HeardEvent(kind.name, kind.confidence),))
        bare = reading if kind.name == _OTHER_CARD else replace(reading, matters=(), things=())
        return replace(heard, reading=bare)
    # (what is said of us is about no thing that it names: 「聊天扣不扣钱」)
    # (what is told beside it may have an answer: 「我不会弄,页面也找不到了」, 「笔录做完了,还要干嘛」)
    things = reading.things
    if kind.name not in (_CANNOT, _MORE) or not reading.acts() - _TALK:
        in_the_way = hindrances()
        things = tuple(thing for thing in things if thing in in_the_way)
    heard = replace(heard, reading=replace(reading, meta=(kind,), matters=(), denied=(), things=things))
    return replace(heard, intent=kind.name, confidence=kind.confidence) if kind.name in _WISHES else heard


def _has_answer(reading: Reading, memory: Memory) -> bool:
    """Whether what is talked about has an answer to a thing that is named."""
    matter = catalogue().matters.get(memory.thread.lead or "")
    rows = matter.own_answers if matter is not None else ()
    return any(not frozenset(row.when.named).isdisjoint(reading.things) for row in rows)


def _asks(reading: Reading) -> bool:
    """Whether one of the clauses is a question."""
    return "ask" in reading.acts()


def _without_echo(heard: Heard, facts: Facts) -> Heard:
    """What was heard, without matters that were only half heard beside plain words about the talk (「消息被我删了,再发
    一遍」), or that are named to say that nobody meant them (「谁问你宽带了」).
    """
    fixed = {m.name for m in heard.reading.meta if m.is_fixed}
    if not fixed or facts or heard.reading.events:
        return heard
    # (nor does a swindler want it who asks for a person)
    least = bound("beside" if _PERSON in fixed else "danger")
    kept = (
        ()
        if _NOT_THIS in fixed and not heard.reading.asks
        else (m for m in heard.reading.matters if m.confidence >= least)
    )
    echoes = _NOT_THIS in fixed and heard.intent in _BESIDE
    heard = replace(heard, intent=FALLBACK, confidence=0.0) if echoes else heard
    return replace(heard, reading=replace(heard.reading, matters=tuple(kept)))


#: Talk about the talk in fixed words that names what it is not about, and that asks for a person; what is beside our
#: business.
_NOT_THIS, _PERSON, _BESIDE = "not_this", "human", frozenset({"other_telecom", "out_of_scope"})


def corrects(facts: Facts, memory: Memory) -> bool:
    """Whether a fact is told otherwise than before, which sounds like a complaint (「不是29.9,39.9才对」)."""
    known = memory.case.known()
    return any(name in known and known[name] != value for name, value in facts.said.items())


def _names_another_card(reading: Reading) -> bool:
    """Whether another card is named in words of a fixed form."""
    return any(e.name == _OTHER_CARD and e.is_fixed for e in reading.events)
