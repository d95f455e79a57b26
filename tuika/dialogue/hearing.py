"""From what was understood to facts (事实): bare answers are read by the question they answer.

The understanding itself (intent, entities) happens outside; this module only knows the case and what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from ..facts.case import Case
from ..facts.fact import Fact, Strength
from ..facts.fields import AMOUNTS, FIELDS, BadValue, canonical, parse, question_of
from ..knowledge import book
from ..planning.penalty import penalty_question
from ..planning.questions import Question, ask_about, plain_question
from ..redact import redact_all
from ..speech.payload import is_tap
from .bare import is_restoring, with_role
from .passed_on import passed_on
from .reading import Reading
from .sides import corrects_sum, on_its_side, paid_for_order, without_further_sum

#: Answers that quick replies and typed labels may give besides the case's own fields.
CONTROLS = ("objection", "letter", "have", "card", "event", "topic", "sheet", "undo", "thumb")
#: The name under which a message says what the user cannot tell; the value is a field.
UNSURE = "unsure"


@dataclass(frozen=True)
class Wish:
    """What one clause of a message asks for; ``objection`` is the key of a retrieved objection."""

    intent: str
    confidence: float
    objection: str | None = None


#: The intent where none is sure.
FALLBACK = "nlu_fallback"
#: The intent of idle chat.
CHATS = "chitchat"


@dataclass(frozen=True)
class Heard:
    """One user message as understood.

    Attributes:
        intent: the intent's name, ``nlu_fallback`` where none is sure, ``None`` for an empty message.
        text: the words, normalised as ``nlu`` reads them (simplified, half width, lower case).
        typed: the words as typed; for the log only, nothing is decided by them.
        values: what was said, each with its words: fields of the case, bare values (``BARE``), controls
            (``CONTROLS``) or ``UNSURE``. A pair (name, value) may be given for one without words.
        confidence: how sure the intent is, 0 to 1.
        objection: the key of a retrieved objection.
        ranking: the likeliest intents (``intent`` itself left out where none is sure) with their shares, best first.
        reading: clauses, facts, matters, asks and events in it; empty where a button was tapped.
        wishes: what its clauses ask for, in order; empty where the message is one clause, or a story.
    """

    intent: str | None
    text: str = ""
    values: tuple[Fact, ...] = ()
    objection: str | None = None
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    wishes: tuple[Wish, ...] = ()
    typed: str = ""
    reading: Reading = field(default_factory=Reading)

    def __post_init__(self) -> None:
        """Pairs become facts."""
        given: tuple[Fact | tuple[str, Any], ...] = self.values
        object.__setattr__(self, "values", tuple(v if isinstance(v, Fact) else Fact(*v) for v in given))

    def value(self, name: str) -> Any:
        """The last value said under ``name``; ``None`` where there is none."""
        return next((fact.value for fact in reversed(self.values) if fact.field == name), None)

    @property
    def nearest(self) -> tuple[str, ...]:
        """Other intents that were near, likeliest first."""
        return tuple(name for name, _ in self.ranking if name != self.intent)

    @property
    def sure(self) -> bool:
        """Whether the intent may imply facts, or stand alone."""
        return self.confidence >= book().intents.sure

    @property
    def outright(self) -> bool:
        """Whether the intent may stand against an answer to the open question."""
        return self.confidence >= book().intents.outright


@dataclass(frozen=True)
class Facts:
    """Facts of one message, and the values that no field can hold.

    ``answered``: the message was one of the answers offered, typed out; then it is that, whatever else it sounds like.
    ``unsure``: the fields that the user says they cannot tell; ``doubted``: those of which something was told before.
    """

    told: tuple[Fact, ...] = ()
    bad: tuple[str, ...] = ()
    answered: bool = False
    unsure: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.told or self.unsure or self.doubted)

    @property
    def said(self) -> Mapping[str, Any]:
        """Field -> value, of what was told."""
        return {fact.field: fact.value for fact in self.told}


def facts_of(heard: Heard, asked: str | None, case: Case, today: date) -> Facts:
    """The facts in ``heard``, given that ``asked`` (a field, or nothing) had been asked."""
    question = _question(asked, case, today)
    typed = _typed_answer(heard, question)
    said: dict[str, Fact] = {}
    bad: list[str] = []
    told = [*_yes_or_no(heard, question), *with_role(heard.values, asked, case)]
    told += [*_who_was_paid(asked, told), *paid_for_order(told, heard.reading, case)]
    told = [*_not_to_carrier(heard, case, told), *_corrected_sum(heard, asked, case, told)]
    told += passed_on(heard.reading, asked, case, {canonical(fact.field) for fact in told})
    told = typed or without_further_sum([*told, *_picked(heard, question, told)], heard.reading, case, asked)
    for fact in on_its_side(told, heard.reading, case):
        name = canonical(fact.field)
        is_known = is_application(heard, fact, case) or is_restoring(fact, case) or is_only_unused(fact, case)
        if _is_of_family(heard, fact) or is_known:
            continue
        if name not in FIELDS or fact.strength is Strength.CLAIMED or _only_sounds_like(heard, fact, case):
            continue
        # a fact is told back in the middle of our own words, where a name would not be known for one any more
        value = fact.value if fact.value in FIELDS[name].values else redact_all(fact.value)
        try:
            said[name] = replace(fact, field=name, value=parse(name, value))
        except BadValue:
            bad.append(str(value)[:20])
    if "contract" in said and said["contract"].value == _NO_CONTRACT:
        # who says that there is no contract only passes on how long it is said to be
        said = {name: fact for name, fact in said.items() if name not in _OF_CONTRACT}
    cannot_tell = [str(fact.value) for fact in heard.values if fact.field == UNSURE]
    known = {question_of(name) for name in (*case.known(), *said)}
    unsure = tuple(name for name in cannot_tell if name in FIELDS and name not in known)
    doubted = tuple(name for name in cannot_tell if name in FIELDS and name in known and name != asked)
    return Facts(tuple(said.values()), tuple(bad), bool(typed), unsure, doubted)


def _corrected_sum(heard: Heard, asked: str | None, case: Case, told: list[Fact]) -> list[Fact]:
    """A sum without a role that corrects (「说错了，是39.9」) the only one that is known."""
    known = [name for name in AMOUNTS if getattr(case, name) is not None]
    sums = [replace(fact, field=known[0]) for fact in heard.values if fact.field == "amount" and len(known) == 1]
    is_plain = asked not in (*AMOUNTS, "payee") and not any(fact.field in AMOUNTS for fact in told)
    return sums[-1:] if is_plain and corrects_sum(heard.reading) else []


_NO_CONTRACT, _OF_CONTRACT = "没有", frozenset({"contract_months", "contract_months_left"})
#: Where an order stands before there is a card; where a card stands that was one.
_ORDERED, _IN_USE = frozenset({"待提交", "已提交待开卡"}), frozenset({"已激活", "停机"})


def is_application(heard: Heard, fact: Fact, case: Case) -> bool:
    """Whether what is told as the stage of an order is that of an application made for a number in use (「提交了,显示
    受理中」): such a number is not ordered again, unless the person takes back that it is one.
    """
    is_order = fact.field == "card_stage" and str(fact.value) in _ORDERED
    return is_order and case.card_stage in _IN_USE and not heard.reading.acts() & {"protest", "correct"}


def is_only_unused(fact: Fact, case: Case) -> bool:
    """Whether a card that is known to be active is told to lie unused (「插都没插」): it is active all the same."""
    is_idle = (canonical(fact.field), fact.value) == ("activated", "没激活")
    return is_idle and case.card_stage in _IN_USE and bool(fact.words) and "激活" not in fact.words


#: What stays as it was told once: where it was bought, who did it.
_LASTING = frozenset({"sales_channel", "activated_by", "ordered_by"})


def _only_sounds_like(heard: Heard, fact: Fact, case: Case) -> bool:
    """Whether what was told once in so many words would be changed by what is half heard now."""
    name = canonical(fact.field)
    if name not in _LASTING or getattr(case, name) in (None, fact.value):
        return False
    if fact.strength is not Strength.IMPLIED:  # (an agent who speaks is not where it was bought)
        return name == "sales_channel" and heard.reading.quotes()
    origin = case.origins.get(name)
    sure = max((f.confidence for f in heard.reading.facts if (f.field, f.value) == (fact.field, fact.value)), default=1)
    return origin is not None and origin.strength is Strength.STATED and sure < book().advising.bounds.beside


#: Matters of cards that nobody of the family ordered; who of it may have ordered a card by themselves.
_NOBODY_ORDERED = frozenset(
    {"card_in_my_name", "activated_without_me", "unordered_parcel", "parcel_code", "former_owner"}
)
_FAMILY = frozenset({"relative", "elder", "minor", "friend"})


def _is_of_family(heard: Heard, fact: Fact) -> bool:
    """Whether 「不是我办的」 only says who of the family did (「我老公办的」): that is nobody's stolen name."""
    if (fact.field, fact.value) != ("ordered_by", "不是我"):
        return False
    least = book().advising.bounds.matter
    told = any(m.name in _NOBODY_ORDERED and m.confidence >= least for m in heard.reading.matters)
    return not told and any(c.act != "ask" and c.holder in _FAMILY for c in heard.reading.clauses)


def implied_facts(heard: Heard, facts: Facts, case: Case) -> tuple[Fact, ...]:
    """What the intent by itself says of the case, where the user has not said otherwise."""
    specs = book().intents.intents
    spec = specs.get(heard.intent or "")
    if spec is None or heard.confidence < (spec.sure or book().intents.implies):
        return ()
    # further wishes imply their facts too, except the grave ones, for which one clause is not enough
    others = [specs[w.intent] for w in heard.wishes if w.confidence >= book().intents.wish and w.intent in specs]
    stated = dict(spec.facts)
    for other in others:
        stated = {**(other.facts if other.sure is None else {}), **stated}
    said = facts.said
    known = {name for name in FIELDS if name in said or getattr(case, name) is not None}
    return tuple(
        Fact(name, value, heard.text, Strength.IMPLIED)
        for name, value in stated.items()
        if name not in known and FIELDS[name].part_of not in known
    )


@lru_cache(maxsize=1)
def _shortcuts() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """Labels of quick replies that stand under no question -> intent and values, so that they can be typed."""
    quick = book().replies.quick
    known: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
        _bare(entry.title): (name, ()) for name, entry in book().intents.intents.items() if len(entry.title) > 3
    }
    for key, entry in book().letters.letters.items():
        known[_bare(entry.title)] = ("ask_letter", (("letter", key),))
    meanings = {"say": "ask_script", "bring": "evidence", "law": "ask_law", "late": "escalate_complaint"}
    meanings |= {"letter": "ask_letter", "restart": "restart", "still": "still_refused"}
    meanings |= {"resume": "inform", "go_on": "inform"}
    known |= {_bare(getattr(quick, name)): (intent, ()) for name, intent in meanings.items()}
    taps = book().advising.taps
    for name in ("steps", "copy", "keep", "up"):
        known[_bare(getattr(taps, "copy_" if name == "copy" else name))] = ("inform", (("topic", name),))
    for name, event in (("did", "called"), ("promised", "promised"), ("refused", "refused"), ("paid", "paid_in")):
        known[_bare(getattr(taps, name))] = ("inform", (("event", event),))
    known |= {_bare(taps.sheet): ("inform", (("sheet", "show"),)), _bare(taps.undo): ("inform", (("undo", "last"),))}
    known[_bare(quick.refused)] = ("objection", (("objection", book().intents.objection_default),))
    return known


@lru_cache(maxsize=1)
def _longest_label() -> int:
    return max(map(len, _shortcuts()))


def typed_label(heard: Heard) -> Heard:
    """``heard`` as the quick reply whose label was typed, where it is one; else unchanged."""
    bare = _bare(heard.text)
    may_begin = _NAMED <= len(bare) < _longest_label()
    begun = [key for key in _shortcuts() if key.startswith(bare)] if may_begin else []
    # enough of a label to tell it from all others is the label (「写给卖家」)
    found = _shortcuts().get(bare) or (_shortcuts()[begun[0]] if len(begun) == 1 else None)
    if found is None or is_tap(heard.text):
        return heard
    intent, values = found
    facts = tuple(Fact(*value) for value in values)
    # a label is what it stands for, whatever its words sound like
    return replace(heard, intent=intent, values=facts or heard.values, confidence=1.0, reading=Reading(), wishes=())


def _question(asked: str | None, case: Case, today: date) -> Question | None:
    if asked is None or asked not in book().questions.questions:
        return plain_question(asked or "") or penalty_question(asked or "", case)
    return ask_about(asked, case, today)


def _typed_answer(heard: Heard, question: Question | None) -> list[Fact]:
    """An offered answer, typed out or counted out (「2」), or one of the things that it names (「现金」)."""
    typed = _bare(heard.text)
    if question is None:
        return []
    for number, option in enumerate(question.options, 1):
        if typed in (_bare(option.label), str(number)):
            return [Fact(option.field, option.value, heard.text)]
    named = [o for o in question.options if typed in map(_bare, o.label.replace("或", "、").split("、"))]
    return [Fact(named[0].field, named[0].value, heard.text)] if len(named) == 1 else []


def _yes_or_no(heard: Heard, question: Question | None) -> list[Fact]:
    """What a bare yes or no says to the question."""
    least = book().advising.bounds.told
    if question is None or any(m.confidence >= least for m in heard.reading.matters):
        # 「不想要了」 says what is wanted, and no 「没付过」
        return []
    meant: Mapping[str, str] = {}
    if heard.intent == "affirm" and not heard.values:
        meant = question.yes
    if heard.intent == "deny" and not heard.values:
        meant = question.no
    return [Fact(name, value, heard.text) for name, value in meant.items()]


#: Who sold the card, said as the answer to who was paid -> that answer.
_PAID_BY_SELLER = {
    "payee": {"电商平台": "货款", "网盟/代理": "货款", "运营商官方": "首充"},
    # an agent may have been paid in person, or a company's mini program: that is not guessed
    "paid_to": {"电商平台": "商户", "运营商官方": "运营商"},
}


def _who_was_paid(asked: str | None, told: list[Fact]) -> list[Fact]:
    """「京东店家」, said to 「付给谁了」, says who was paid."""
    answers = _PAID_BY_SELLER.get(asked or "", {})
    fields = {canonical(fact.field) for fact in told}
    # (「货款给京东店铺」 says what it was for, and still to whom)
    if not answers or "paid_to" in fields or asked in fields:
        return []
    sold = [fact for fact in told if canonical(fact.field) == "sales_channel" and fact.value in answers]
    return [replace(fact, field=asked or "", value=answers[str(fact.value)]) for fact in sold[:1]]


#: What is told as charged to the number -> what it is where there is no number.
_CHARGED = {"topup_amount": "paid_amount"}
_IOT = frozenset({"iot_card", "iot_device"})


def _not_to_carrier(heard: Heard, case: Case, told: list[Fact]) -> list[Fact]:
    """The facts, where a card without a number is told of: 「充」 is paid to whoever sells its traffic, no carrier."""
    least = book().advising.bounds.told
    is_iot = any(m.name in _IOT and m.confidence >= least for m in heard.reading.matters)
    if not is_iot and case.carrier != "物联网卡" and case.iot != "是":
        return told
    kept = [f for f in told if (canonical(f.field), f.value) != ("payee", "首充")]
    return [replace(f, field=_CHARGED.get(canonical(f.field), f.field)) for f in kept]


def _picked(heard: Heard, question: Question | None, told: list[Fact]) -> list[Fact]:
    """The option of the open question that the words most likely mean, where nothing else answers it."""
    if question is None:
        return []
    offered = {(option.field, option.value) for option in question.options}
    fields = {field for field, _ in offered} | {question.field}
    if any(fact.field in fields for fact in told):
        return []
    named = [o for o in question.options if len(_bare(o.label)) >= _NAMED and _bare(o.label) in _bare(heard.text)]
    if len(named) == 1:
        return [Fact(named[0].field, named[0].value, heard.text)]
    for pick in heard.reading.picks:
        is_offered = (pick.field, pick.value) in offered or pick.field == question.field
        if pick.confidence >= book().advising.bounds.pick and is_offered:
            return [Fact(pick.field, pick.value, pick.words)]
    return []


#: How long an offered answer must be for its words to be known for it inside a longer message.
_NAMED = 4


def _bare(text: str) -> str:
    return re.sub(r"[\s，。、,.！!？?~～（）()]+", "", text).lower()
