"""Which wishes a message holds (诉求): one as a rule, sometimes two, sometimes one of two that sound alike."""

from __future__ import annotations

import re
from dataclasses import replace

from ..knowledge import book
from ..speech.message import Message, QuickReply
from ..speech.wording import render
from .hearing import FALLBACK, Heard, Wish
from .memory import Topic, WhichOf

#: Politeness and temper around a wish: the wish counts.
_POLITE = frozenset({"thanks", "greet", "goodbye", "chitchat", "bot_challenge", FALLBACK, None})
#: Bare answers and 「还是不行」 mean nothing by themselves.
_NO_WISH = frozenset({"inform", "dont_know", "affirm", "deny", "still_refused"})
_FIRST = re.compile(r"^(?:1|一|第一(?:个|种|样)|前(?:一个|面(?:那个|的)?|者)|上面(?:那个)?)$")
_SECOND = re.compile(r"^(?:2|二|第二(?:个|种|样)|后(?:一个|面(?:那个|的)?|者)|下面(?:那个)?)$")


def act_of(intent: str | None) -> str | None:
    """What the intent calls for (case | answer | talk | control); ``None`` for none of ours."""
    spec = book().intents.intents.get(intent or "")
    return None if spec is None else spec.act


def told_apart(heard: Heard) -> tuple[Heard, Heard | None]:
    """The wish that leads, and a question to be answered beside it.

    A case that goes on leads; the other is always a question. A message that as a whole is none of its clauses' wishes
    is left as it is, its clauses were read out of context; unless it is surely a case, told in full, with a question.
    """
    wishes: dict[str, Wish] = {}
    for wish in heard.wishes:
        if wish.confidence >= book().intents.wish and _counts(wish.intent):
            wishes.setdefault(wish.intent, wish)
    lead = heard
    if heard.intent in _POLITE and wishes:
        lead = _as_wish(heard, next(iter(wishes.values())))
    elif heard.intent not in wishes and not (heard.outright and act_of(heard.intent) == "case"):
        return heard, None
    others = [wish for name, wish in wishes.items() if name != lead.intent]
    if act_of(lead.intent) == "answer":
        case = next((w for w in others if act_of(w.intent) == "case"), None)
        if case is not None:
            return _as_wish(heard, case), lead
    questions = [w for w in others if act_of(w.intent) == "answer"]
    # what somebody says is told on the way to what is asked, and that stands at the end
    asked = [w for w in questions if w.intent != "objection"]
    question = asked[-1] if asked else next(iter(questions), None)
    return lead, None if question is None else replace(_as_wish(heard, question), values=())


def _counts(intent: str) -> bool:
    return act_of(intent) in ("case", "answer") and intent not in _NO_WISH


def _as_wish(heard: Heard, wish: Wish) -> Heard:
    return replace(heard, intent=wish.intent, confidence=wish.confidence, objection=wish.objection)


def torn_between(heard: Heard) -> tuple[str, str] | None:
    """The two intents that a message which was not understood may be, where they alone are likely."""
    best = [(name, share) for name, share in heard.ranking if name != FALLBACK][:2]
    if len(best) < 2 or sum(share for _, share in best) < book().intents.torn:
        return None
    first, second = (name for name, _ in best)
    return (first, second) if _counts(first) and _counts(second) else None


def menu(intents: tuple[str, ...] = ()) -> tuple[QuickReply, ...]:
    """Quick replies for these intents, or for the standing menu."""
    spec = book().intents
    names = [n for n in intents if n in spec.intents] or spec.menu
    return tuple(QuickReply(spec.intents[name].title, name) for name in names)


def which_message(pair: tuple[str, str]) -> tuple[Message, WhichOf]:
    """The question which of the two it is, and the topic under which the answer is awaited."""
    intents, talk = book().intents, book().talk
    worded = next((p for p in intents.pairs if set(p.of) == set(pair)), None)
    ordered = pair if worded is None else worded.of
    titles = [intents.intents[name].title for name in ordered]
    ask = render(talk.torn, first=titles[0], second=titles[1]) if worded is None else worded.ask
    return Message(f"{ask}{talk.torn_how}", menu(tuple(ordered))), WhichOf(ordered[0], ordered[1])


def chosen(heard: Heard, topic: Topic | None) -> Heard:
    """``heard`` as the one of the two that it picks (「1」, 「后面那个」), where that was asked; else unchanged."""
    bare = re.sub(r"[\s，。,.！!？?]", "", heard.text)
    if not isinstance(topic, WhichOf) or (not (first := _FIRST.match(bare)) and not _SECOND.match(bare)):
        return heard
    return replace(heard, intent=topic.first if first else topic.second, confidence=1.0, values=(), wishes=())
