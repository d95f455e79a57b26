"""From what was understood to facts (事实): bare answers are read by the question they answer.

The understanding itself (intent, entities) happens outside; this module only knows the case and what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from .case import AMOUNTS, DATES, FIELDS, MONTHS, BadValue, Case, parse
from .knowledge import load
from .penalty import penalty_question
from .questions import Question, ask_about
from .reading import Reading

#: Values that carry no role of their own: what they mean depends on the question.
BARE = ("date", "amount", "months", "not_here")
#: Answers that quick replies and typed labels may give besides the case's own fields.
CONTROLS = ("objection", "letter", "have")
#: The name under which a message says what the user cannot tell; the value is a field.
UNSURE = "unsure"


@dataclass(frozen=True)
class Wish:
    """What one clause of a message asks for; ``objection`` is the key of a retrieved objection."""

    intent: str
    confidence: float
    objection: str | None = None


@dataclass(frozen=True)
class Heard:
    """One user message as understood.

    Attributes:
        intent: the intent's name, ``nlu_fallback`` where none is sure, ``None`` for an empty message.
        text: the words, normalised as ``nlu`` reads them (simplified, half width, lower case).
        typed: the words as typed; for the log only, nothing is decided by them.
        values: (name, value) pairs: fields of the case, bare values (``BARE``), controls (``CONTROLS``) or ``UNSURE``.
        confidence: how sure the intent is, 0 to 1.
        objection: the key of a retrieved objection.
        ranking: the likeliest intents (``intent`` itself left out where none is sure) with their shares, best first.
        reading: clauses, facts, matters, asks and events in it; empty where a button was tapped.
        wishes: what its clauses ask for, in order; empty where the message is one clause, or a story.
    """

    intent: str | None
    text: str = ""
    values: tuple[tuple[str, Any], ...] = ()
    objection: str | None = None
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    wishes: tuple[Wish, ...] = ()
    typed: str = ""
    reading: Reading = Reading()

    @property
    def nearest(self) -> tuple[str, ...]:
        """Other intents that were near, likeliest first."""
        return tuple(name for name, _ in self.ranking if name != self.intent)

    @property
    def sure(self) -> bool:
        """Whether the intent may imply facts, or stand alone."""
        return self.confidence >= _bound("sure")

    @property
    def outright(self) -> bool:
        """Whether the intent may stand against an answer to the open question."""
        return self.confidence >= _bound("outright")


@dataclass(frozen=True)
class Facts:
    """Facts of one message, and the values that no field can hold.

    ``answered``: the message was one of the answers offered, typed out; then it is that, whatever else it sounds like.
    ``unsure``: the fields that the user says they cannot tell.
    """

    said: Mapping[str, Any]
    bad: tuple[str, ...] = ()
    answered: bool = False
    unsure: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said or self.unsure)


def facts_of(heard: Heard, asked: str | None, case: Case, today: date) -> Facts:
    """The facts in ``heard``, given that ``asked`` (a field, or nothing) had been asked."""
    question = _question(asked, case, today)
    typed = _typed_answer(heard, question)
    said: dict[str, Any] = {}
    bad: list[str] = []
    told = [*_yes_or_no(heard, question), *_with_role(heard.values, asked)]
    for name, value in typed or [*told, *_picked(heard, question, told)]:
        if name not in FIELDS:
            continue
        try:
            said[name] = parse(name, value)
        except BadValue:
            bad.append(str(value)[:20])
    unsure = tuple(v for n, v in heard.values if n == UNSURE and v in FIELDS and getattr(case, v) is None)
    return Facts(said, tuple(bad), bool(typed), unsure)


def implied_facts(heard: Heard, facts: Facts, case: Case) -> dict[str, str]:
    """What the intent by itself says of the case, where the user has not said otherwise."""
    entry = load("intents")["intents"].get(heard.intent or "", {})
    if not heard.sure or heard.confidence < entry.get("sure", 0.0):
        return {}
    # further wishes imply their facts too, except the grave ones, for which one clause is not enough
    others = [load("intents")["intents"].get(w.intent, {}) for w in heard.wishes if w.confidence >= _bound("wish")]
    stated = dict(entry.get("facts", {}))
    for other in others:
        stated = {**({} if "sure" in other else other.get("facts", {})), **stated}
    implied = {}
    for name, value in stated.items():
        known = getattr(case, name) is not None or name in facts.said
        if name == "activated":
            known = known or case.card_stage is not None or "card_stage" in facts.said
        if not known:
            implied[name] = value
    return implied


def _bound(name: str) -> float:
    return float(load("intents")[name])


@lru_cache(maxsize=1)
def _shortcuts() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """Labels of quick replies that stand under no question -> intent and values, so that they can be typed."""
    quick = load("replies")["quick"]
    known: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
        _bare(entry["title"]): (name, ())
        for name, entry in load("intents")["intents"].items()
        if len(entry["title"]) > 3
    }
    for key, entry in load("letters")["letters"].items():
        known[_bare(entry["title"])] = ("ask_letter", (("letter", key),))
    meanings = {"say": "ask_script", "bring": "evidence", "law": "ask_law", "late": "escalate_complaint"}
    meanings |= {"letter": "ask_letter", "restart": "restart", "still": "still_refused", "resume": "inform"}
    known |= {_bare(quick[name]): (intent, ()) for name, intent in meanings.items()}
    taps = load("advising")["taps"]
    for name, key in (("steps", "topic"), ("copy", "topic"), ("keep", "topic"), ("up", "topic")):
        known[_bare(taps[name])] = ("inform", ((key, name),))
    for name, event in (("did", "called"), ("promised", "promised"), ("refused", "refused"), ("paid", "paid_in")):
        known[_bare(taps[name])] = ("inform", (("event", event),))
    known[_bare(taps["sheet"])] = ("inform", (("sheet", "show"),))
    known[_bare(quick["refused"])] = ("objection", (("objection", load("intents")["objection_default"]),))
    return known


def typed_label(heard: Heard) -> Heard:
    """``heard`` as the quick reply whose label was typed, where it is one; else unchanged."""
    found = _shortcuts().get(_bare(heard.text))
    if found is None or heard.text.startswith("/"):
        return heard
    intent, values = found
    return replace(heard, intent=intent, values=values or heard.values, confidence=1.0)


def _question(asked: str | None, case: Case, today: date) -> Question | None:
    if asked is None or asked not in load("questions")["questions"]:
        return penalty_question(asked or "", case)
    return ask_about(asked, case, today)


def _typed_answer(heard: Heard, question: Question | None) -> list[tuple[str, Any]]:
    """An offered answer, typed out or counted out (「2」)."""
    typed = _bare(heard.text)
    if question is None:
        return []
    for number, option in enumerate(question.options, 1):
        if typed in (_bare(option.label), str(number)):
            return [(option.field, option.value)]
    return []


def _yes_or_no(heard: Heard, question: Question | None) -> list[tuple[str, Any]]:
    """What a bare yes or no says to the question."""
    if question is None:
        return []
    if heard.intent == "affirm" and not heard.values:
        return list(question.yes.items())
    if heard.intent == "deny" and not heard.values:
        return list(question.no.items())
    return []


def _picked(heard: Heard, question: Question | None, told: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The option of the open question that the words most likely mean, where nothing else answers it."""
    if question is None:
        return []
    offered = {(option.field, option.value) for option in question.options}
    fields = {field for field, _ in offered} | {question.field}
    if any(name in fields for name, _ in told):
        return []
    least = float(load("advising")["bounds"]["pick"])
    for pick in heard.reading.picks:
        if pick.confidence >= least and ((pick.field, pick.value) in offered or pick.field == question.field):
            return [(pick.field, pick.value)]
    return []


def _bare(text: str) -> str:
    return re.sub(r"[\s，。、,.！!？?~～（）()]+", "", text).lower()


def _with_role(values: tuple[tuple[str, Any], ...], asked: str | None) -> list[tuple[str, Any]]:
    """Bare dates, amounts and months take the role of what was asked; without a question they say nothing."""
    kinds = {"date": DATES, "amount": AMOUNTS, "months": MONTHS}
    out: list[tuple[str, Any]] = []
    for name, value in values:
        if name not in BARE:
            out.append((name, value))
        elif name == "not_here":
            # 「还没收到」 by itself: the parcel, where that was asked, else perhaps the money
            out += [("received", value)] if asked == "parcel_stage" else []
        elif asked in kinds[name]:
            out.append((asked, value))
        elif name == "amount" and asked == "payee":
            # 「付过钱吗」 answered by a sum: paid, to the seller unless said otherwise
            out.append(("paid_amount", value))
    return out
