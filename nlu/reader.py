"""The reading of one message (听懂一句话): clauses with act, speaker and holder; facts, matters, asks, events, picks.

``ClauseReader`` takes what the network (``nlu.labelling``) says of the message and of each clause, and puts the reading
on the parse result as ``reading`` (its schema: ``nlu/reading.schema.json``). What is ruled (who speaks, what is denied,
asked, wished) is decided by ``nlu.scope`` before any fact is let in; entities that do not stand are taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Dict, List

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from . import about_talk, clauses, money_told, scope
from .across import things_told
from .amounts import corrects_sum
from .asked_plainly import asked_plainly, asks_of_ours
from .chains import matters_told
from .clause_data import names
from .clauses import OWN_WORDS, TOLD_TO_PAY
from .components import CLAUSE_SPAN, FACTS, IS_CLAUSE, REFUSED, Untrained, is_typed_intent, normal_text
from .entity import Entity
from .events_told import denies, only_wondered
from .few_words import is_one_too_many, keeps_one
from .fixed_words import (
    alarms,
    denies_leaving,
    given_up,
    only_demanded,
)
from .holders import DECEASED, is_old_myself, speaks_of_death
from .kinds import ASK, turn_kinds
from .labelling import SCORES, Scores
from .ours import names_ours
from .personal import introduces
from .put_right import asked_of, puts_right
from .reports import by_fixed_words
from .ruled_out import ruled_out
from .scope import Scoped, Speaker, Strength
from .soft_facts import stands
from .sureness import raised, sureness, without
from .things import things_in
from .unable import hindrances

READING = "reading"
#: What is too unsure to be told to anybody.
_LEAST = 0.08
#: How sure a soft fact must be to count.
_SOFT = 0.45
#: How much the message as a whole counts beside its clauses, where one clause is enough.
_WHOLE = 0.85
#: How much of a question, of a matter and of what was reported is heard in the message as a whole; the rest in the
#: clause that says it most plainly. What somebody asks, or is up against, seldom stands in one clause by itself
#: (「这一步能走吗」). Measured on whole messages of hands left out (docs/decisions/009).
_ASKED, _UP_AGAINST, _REPORTED = 0.7, 0.6, 0.3
#: Matters that one clause of a long story is enough for.
_ALARMING = frozenset(names()["alarming"])
#: How surely a clause must name a matter to speak of it at all: to deny it, or to keep it after a turn.
_NAMED = 0.2
#: The acts in which something is asked, and those in which the talk itself is spoken of.
_ASKING = frozenset({"act:ask"})
_ABOUT_TALK = frozenset({"act:meta", "act:protest"})
#: In a longer message nothing is said of the talk itself.
_LONGEST_META = 40
#: The matter of less offered than all.
_OFFERED = "settlement_offered"
#: The matter of one card too many, and how surely fixed words tell it.
_ONE_OF_SEVERAL, _TOLD_PLAINLY = "double_order", 0.6
#: How surely a later clause must name a trouble for the story to have gone on.
_GOES_ON = 0.35
#: How much of a matter is left that only stands before the story's turn.
_BEFORE_THE_TURN = 0.6
#: Events that are news only where nothing worse follows them.
_OVERTAKEN = frozenset(names()["overtaken"])
#: Acts in which nothing is told as true.
_NOT_TOLD = frozenset({"ask", "want", "suppose"})
_NOT_DONE = frozenset({"want", "suppose"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseReader(Untrained):
    """See the module."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Put the reading on each message; the clauses of a message stand behind it."""
        parts = [m for m in messages if m.get(IS_CLAUSE)]
        for message in messages:
            if message.get(IS_CLAUSE) or message.get(TEXT) is None or is_typed_intent(message):
                continue
            self._read(message, parts if len(messages) == 1 + len(parts) else [])
        return messages

    def _read(self, message: Message, parts: List[Message]) -> None:
        text = normal_text(message).text
        spans = [clauses.Span(text[a:b], a, b) for a, b in (p.get(CLAUSE_SPAN) for p in parts)] or clauses.split(text)
        found = [m.get(SCORES) for m in (message, *parts)]
        if not all(isinstance(scores, Scores) for scores in found):
            return
        whole, rows = found[0], found[1:] if parts else found[:1]
        decided = scope.scoped(text, spans)
        # who says who they are says nothing of a card
        only_who = introduces(text, spans) if len(spans) == len(rows) else [False]
        labels = [r.labels * (not is_who) for r, is_who in zip(rows, only_who, strict=True)]
        reading = _Assembly(whole, text, decided, labels).reading()
        facts = self._gate(message, decided, text)
        soft = [f for f in reading.pop("soft") if stands(f["field"], f["value"], text)]
        reading["ours"] = names_ours(text) or asks_of_ours(text, reading["things"])
        reading["alike"] = [{"name": name, "confidence": like} for name, like in whole.alike.items()]
        reading["begins"] = [{"name": name, "confidence": like} for name, like in whole.begins.items()]
        reading["kinds"] = turn_kinds(whole.kinds, reading["things"], text)
        reading["facts"] = [*facts, *_soft(soft, facts, message.get(REFUSED) or frozenset())]
        message.set(READING, reading, add_to_output=True)
        self._add_soft(message, reading["facts"])

    @staticmethod
    def _gate(message: Message, decided: List[Scoped], text: str) -> List[Dict[str, Any]]:
        """The facts of the message with their strength; entities that are no facts are taken off it."""
        ours: List[Entity] = message.get(FACTS) or []
        strengths = [scope.strength(e.name, e.start, e.end, decided, text) for e in ours]
        kept = {Strength.STATED, Strength.IMPLIED}
        others = [e for e in message.get(ENTITIES) or [] if e.get("extractor") != "CaseExtractor"]
        own = [e for e in message.get(ENTITIES) or [] if e.get("extractor") == "CaseExtractor"]
        stand = [e for e, strength in zip(own, strengths) if strength in kept]
        message.set(ENTITIES, [*others, *stand], add_to_output=True)
        return [
            {
                "field": e.name,
                "value": e.value,
                "start": e.start,
                "end": e.end,
                "words": text[e.start : e.end],
                "strength": strength.value,
                "confidence": 1.0,
            }
            for e, strength in zip(ours, strengths)
            if strength is not Strength.NONE
        ]

    @staticmethod
    def _add_soft(message: Message, facts: List[Dict[str, Any]]) -> None:
        """Facts that were learned rather than matched join the entities."""
        soft = [
            {
                "entity": f["field"],
                "value": f["value"],
                "start": f["start"],
                "end": f["end"],
                "confidence_entity": f["confidence"],
                "extractor": "ClauseReader",
            }
            for f in facts
            if f["strength"] == Strength.IMPLIED.value and f["confidence"] < 1.0
        ]
        message.set(ENTITIES, [*(message.get(ENTITIES) or []), *soft], add_to_output=True)


def _soft(found: List[Dict[str, Any]], ruled: List[Dict[str, Any]], refused: frozenset[str]) -> List[Dict[str, Any]]:
    """The learned facts of fields that no pattern told or ruled out, one value a field, the surest."""
    told = {f["field"] for f in ruled if f["strength"] != Strength.CLAIMED.value} | refused
    best: Dict[str, Dict[str, Any]] = {}
    for fact in sorted(found, key=sureness):
        if fact["field"] not in told:
            best.setdefault(fact["field"], fact)
    return list(best.values())


@lru_cache(maxsize=4)
def _groups(columns: tuple[tuple[str, int], ...]) -> Mapping[str, List[tuple[str, int]]]:
    """The columns by the prefix of their labels (``m:``)."""
    found: Dict[str, List[tuple[str, int]]] = {}
    for name, column in columns:
        prefix, colon, _ = name.partition(":")
        found.setdefault(prefix + colon, []).append((name, column))
    return found


class _Assembly:
    """From confidences, a row a clause, to the reading."""

    def __init__(
        self,
        scores: Scores,
        text: str,
        decided: List[Scoped],
        rows: List[np.ndarray],
    ) -> None:
        columns, whole = scores.columns, scores.labels
        self._column, self._text, self._decided = columns, text, decided
        self._topics = {topic: share * scores.kinds.get(ASK, 0.0) for topic, share in scores.topics.items()}
        if gone := [name for group in given_up(text) for name in names()[group]]:
            of_gone = [c for n, c in columns.items() if n in gone]
            rows, whole = [without(row, of_gone) for row in rows], without(whole, of_gone)
        self._under = _groups(tuple(columns.items()))
        self._rows, self._whole = rows, whole
        self._things, self._alarms = things_in(asked_of(text)), alarms(text)
        told = [*hindrances(text), *things_told(text), *asked_plainly(text)]
        self._things = list(dict.fromkeys([*self._things, *told]))
        self._corrects = corrects_sum(text) or puts_right(text)

    def _best(self, row: np.ndarray, prefix: str, least: float) -> str:
        found = {n[len(prefix) :]: float(row[c]) for n, c in self._under.get(prefix, ())}
        name = max(found, key=lambda n: found[n], default="")
        return name if found.get(name, 0.0) >= least else ""

    def reading(self) -> Dict[str, Any]:
        """The reading as JSON values; ``soft`` holds learned facts, still to be held against the ruled ones."""
        pairs = list(zip(self._decided, self._rows))
        acts = [self._act(clause, row) for clause, row in pairs]
        told = [
            (clause, row) for (clause, row), act in zip(pairs, acts) if act not in _NOT_TOLD and not clause.supposes
        ]
        own = [(clause, row) for clause, row in told if clause.speaker is not Speaker.OTHER]
        meant = [row for clause, row in pairs if not clause.denies]
        denied = self._named("m:", [row for clause, row in pairs if clause.denies])
        if denies_leaving(self._text):
            left = [n[2:] for n in names()["given_up"] if n.startswith("m:")]
            denied = [{"name": name, "confidence": 1.0} for name in left]
        taken_back = {m["name"] for m in denied if m["confidence"] >= _NAMED}
        if any(clause.undone for clause in self._decided) or only_demanded(self._text):
            meant, whole, told = self._undone(meant), self._undone([self._whole])[0], self._all_undone(told)
        else:
            whole = self._whole
        meant, whole = self._after_the_turn(meant, whole)
        return {
            "text": self._text,
            "clauses": [
                {
                    "text": clause.span.text,
                    "start": clause.span.start,
                    "end": clause.span.end,
                    "act": act,
                    "speaker": clause.speaker.value,
                    "holder": clause.holder or self._holder(row),
                }
                for (clause, row), act in zip(pairs, acts)
            ],
            "matters": [m for m in self._matters(meant, whole) if m["name"] not in taken_back],
            "denied": [m for m in denied if m["name"] in taken_back],
            "asks": self._named("a:", [self._asked(whole)]),
            "events": self._events(told, acts),
            "meta": self._meta([r for _, r in pairs]),
            "things": self._things,
            "soft": list(self._facts(own, _SOFT)),
            "picks": sorted(self._facts(own or pairs, _LEAST), key=sureness)[:8],
        }

    def _holder(self, row: np.ndarray) -> str:
        """Whose the card is as the network hears it; that somebody has died must be said in the message, and who is old
        themselves speaks of no elder.
        """
        heard = self._best(row, "h:", 0.4) or "self"
        if heard == "elder" and is_old_myself(self._text):
            return "self"
        return heard if heard != DECEASED or speaks_of_death(self._text) else "relative"

    def _asked(self, whole: np.ndarray) -> np.ndarray:
        """The confidences from which questions are read: each by itself, or as the one that the message asks."""
        row = self._plainer(self._blended(self._rows, whole, _ASKED), "a:", _ASKING)
        for name, column in self._under.get("a:", ()):
            row[column] = max(row[column], self._topics.get(name[2:], 0.0))
        return row

    def _plainer(self, row: np.ndarray, prefix: str, acts: frozenset[str]) -> np.ndarray:
        """The row's labels of one group, raised where one of these acts is plain.

        The network is shy of a label: what each has of all that is heard of its group, where something of the kind is
        plainly said, tells as much as its own confidence does.
        """
        group = np.array([c for n, c in self._under.get(prefix, ())], dtype=int)
        heard, found = row[group], np.zeros_like(row)
        total = float(heard.sum())
        said = max((float(row[c]) for n, c in self._column.items() if n in acts), default=0.0)
        found[group] = heard * np.sqrt(max(min(total, 1.0), said) / max(total, 1e-9))
        return found

    def _after_the_turn(self, rows: List[np.ndarray], whole: np.ndarray) -> tuple[List[np.ndarray], np.ndarray]:
        """A story that took a turn (「结果…」) is about what came of it: what only stands before it counts less."""
        kept = [clause for clause in self._decided if not clause.denies]
        matters = np.array([c for n, c in self._under.get("m:", ())], dtype=int)
        for at in range(len(kept) - 1, 0, -1):
            came = np.max([row[matters] for row in rows[at:]], axis=0)
            if kept[at].turns and came.max(initial=0.0) >= _GOES_ON:
                share = np.ones_like(whole)
                share[matters[came < _NAMED]] = _BEFORE_THE_TURN
                return [*(row * share for row in rows[:at]), *rows[at:]], whole * share
        return rows, whole

    def _act(self, clause: Scoped, row: np.ndarray) -> str:
        if clause.supposes:
            return "suppose"
        if self._corrects and not clause.asks:
            return "correct"
        act = self._best(row, "act:", 0.0) or ("ask" if clause.asks else "tell")
        # who begins with themselves quotes nobody
        return (
            "tell" if act == "quote" and clause.speaker is Speaker.USER and OWN_WORDS.match(clause.span.text) else act
        )

    def _meta(self, rows: List[np.ndarray]) -> List[Dict[str, Any]]:
        """Talk about the talk: what has a fixed form is sure, the rest is learned."""
        ruled = [{"name": name, "confidence": 1.0} for name in about_talk.about_the_talk(self._text)]
        # (the message as a whole, too: 「试了三遍，点不下去」 is that in neither clause by itself)
        heard = [*rows, self._whole] if len(self._text) <= _LONGEST_META else []
        learned = self._named("r:", [self._plainer(row, "r:", _ABOUT_TALK) for row in heard])
        busy = {"human"} if about_talk.cannot_get_through(self._text) else set()
        told = busy | {r["name"] for r in ruled}
        return [*ruled, *(m for m in learned if m["name"] not in told)][:8]

    def _undone(self, rows: List[np.ndarray]) -> List[np.ndarray]:
        """The rows where what was not done is not done: a matter becomes the one that goes before it."""
        found = []
        for row in rows:
            left = row.copy()
            for done, before in names()["undone"].items():
                at, other = self._column.get(f"m:{done}"), self._column.get(f"m:{before}")
                if at is not None and other is not None:
                    left[other], left[at] = max(left[other], left[at]), 0.0
            found.append(left)
        return found

    def _all_undone(self, told: List[tuple[Scoped, np.ndarray]]) -> List[tuple[Scoped, np.ndarray]]:
        events = [c for n, c in self._under.get("e:", ()) if n[2:] in names()["undone_events"]]
        return [(clause, without(row, events)) for clause, row in told]

    def _blended(self, rows: List[np.ndarray], whole: np.ndarray, share: float) -> np.ndarray:
        """What the clauses say, ``share`` of it taken from the message as a whole where it has several."""
        clause = np.max(rows, axis=0) if rows else np.zeros_like(whole)
        return clause if len(self._decided) == 1 and rows else (1 - share) * clause + share * whole

    def _named(self, prefix: str, rows: List[np.ndarray]) -> List[Dict[str, Any]]:
        if not rows:
            return []
        best = np.max(rows, axis=0)
        found: List[Dict[str, Any]] = [
            {"name": name[len(prefix) :], "confidence": round(float(best[column]), 3)}
            for name, column in self._under.get(prefix, ())
            if best[column] >= _LEAST
        ]
        return sorted(found, key=sureness)[:8]

    def _events(self, told: List[tuple[Scoped, np.ndarray]], acts: List[str]) -> List[Dict[str, Any]]:
        """What was reported; a promise or an end that the story went beyond is no news any more."""
        rows: List[np.ndarray] = []
        hopeful = [c for n, c in self._under.get("e:", ()) if n[2:] in _OVERTAKEN]
        matters = [c for n, c in self._under.get("m:", ())]
        owed = [c for n, c in self._under.get("e:", ()) if n[2:] in names()["demanded_events"]]
        answered = [self._column[f"e:{name}"] for name in only_wondered(self._text)]
        for number, (clause, row) in enumerate(told):
            row = without(row, owed) if TOLD_TO_PAY.search(clause.span.text) else row
            row = without(row, [self._column[f"e:{n}"] for n in denies(clause.span.text) if f"e:{n}" in self._column])
            later = told[number + 1 :]
            overtaken = any(c.turns or max(r[matters], default=0.0) >= _GOES_ON for c, r in later)
            rows.append(without(row, [*answered, *(hopeful if overtaken else ())]))
        whole = without(self._whole, answered)
        found = self._named("e:", [self._blended(rows, whole, _REPORTED)] if rows else [])
        # (what has fixed words is no question where rules see none, whatever the network takes it for)
        plain = [c.span.text for c, act in zip(self._decided, acts) if not c.asks and act not in _NOT_DONE]
        return by_fixed_words(found, plain, self._text, self._things, self._alarms)

    def _matters(self, rows: List[np.ndarray], whole: np.ndarray) -> List[Dict[str, Any]]:
        row = self._blended(rows, whole, _UP_AGAINST)
        alarming = [c for n, c in self._under.get("m:", ()) if n[2:] in _ALARMING]
        row[alarming] = np.max([*rows, whole * _WHOLE], axis=0)[alarming]
        row = without(row, [self._column[label] for label in ruled_out(self._text) if label in self._column])
        found = self._named("m:", [row])
        for name in self._alarms:
            found = raised(found, name)
        for name, sure in matters_told(self._text):
            found = raised(found, name, sure)
        one_goes = keeps_one(self._text) or is_one_too_many(self._text)
        found = raised(found, _ONE_OF_SEVERAL, _TOLD_PLAINLY) if one_goes else found
        is_told = any(matter["confidence"] >= _GOES_ON for matter in found)
        return raised(found, _OFFERED) if not is_told and money_told.is_offer_of_less(self._text) else found

    def _facts(self, rows: List[tuple[Scoped, np.ndarray]], least: float) -> Iterable[Dict[str, Any]]:
        for clause, row in rows:
            for name, column in self._under.get("f:", ()):
                if row[column] >= least:
                    field, _, value = name[2:].partition("=")
                    yield {
                        "field": field,
                        "value": value,
                        "start": clause.span.start,
                        "end": clause.span.end,
                        "words": clause.span.text,
                        "strength": Strength.IMPLIED.value,
                        "confidence": round(float(row[column]), 3),
                    }
