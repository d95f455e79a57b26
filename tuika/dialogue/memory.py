"""What is remembered between turns (对话记忆): one thread for each card, typed, versioned where it is stored.

A turn reads :class:`Memory` from the slots, and writes it back. Nothing in it is identified by a sentence: a plan that
was shown is known by its row and parties, a topic by its type.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ..facts.case import Case
from ..planning.plan import Plan, Way, same_way
from ..speech.message import Message


@dataclass(frozen=True)
class DebtShown:
    """One debt of a plan that was shown: what for, who owes it, how much (yuan, as text), the latest day, if any."""

    kind: str
    debtor: str
    amount: str | None
    latest: date | None


@dataclass(frozen=True)
class Shown:
    """The plan, or the several possible plans, that the user holds.

    ``detailed`` is False where only leads and days were told, without steps (several plans at once).
    """

    ways: tuple[Way, ...]
    debts: tuple[DebtShown, ...] = ()
    detailed: bool = True

    @classmethod
    def of(cls, plans: list[Plan], *, detailed: bool) -> Shown:
        """What showing these plans comes to."""
        debts = tuple(
            DebtShown(
                d.kind,
                d.debtor,
                None if d.amount is None else str(d.amount),
                None if d.due is None else d.due.latest,
            )
            for plan in plans
            for d in plan.debts
        )
        return cls(tuple(plan.way for plan in plans), debts, detailed)

    def is_same_way(self, after: Shown) -> bool:
        """Whether ``after`` tells to do the same thing, and all of it had been told."""
        pairs = zip(self.ways, after.ways, strict=False)
        return self.detailed and len(self.ways) == len(after.ways) and all(same_way(b, a) for b, a in pairs)


@dataclass(frozen=True)
class EvidenceTopic:
    """The checklist is being ticked."""


@dataclass(frozen=True)
class ObjectionTopic:
    """What an agent said was just countered."""

    key: str


@dataclass(frozen=True)
class LetterTopic:
    """A letter was just given."""

    key: str


@dataclass(frozen=True)
class WhichOf:
    """The bot asked which of two intents was meant."""

    first: str
    second: str


Topic = EvidenceTopic | ObjectionTopic | LetterTopic | WhichOf
_TOPICS: Mapping[str, type[EvidenceTopic] | type[ObjectionTopic] | type[LetterTopic] | type[WhichOf]] = {
    "evidence": EvidenceTopic,
    "objection": ObjectionTopic,
    "letter": LetterTopic,
    "which": WhichOf,
}


@dataclass(frozen=True)
class Countering:
    """The objection being countered; ``step`` is the next counter-argument (0 is the first)."""

    key: str
    step: int = 0


@dataclass(frozen=True)
class Asked:
    """A question that was put: about which field, how often, and in which words the last time."""

    field: str
    times: int
    wording: str


@dataclass(frozen=True)
class Done:
    """Something that was reported: which event (``labels.yaml``), and the day, known or told (ISO 8601)."""

    event: str
    day: str


@dataclass(frozen=True)
class Advised:
    """The advice that the user holds: of which matter, which plan of it, and what of it was opened by tap."""

    matter: str
    plan: str
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Thread:
    """The talk about one card.

    Attributes:
        asked: the field asked last, if its answer is still awaited.
        questions: every question put about this card.
        shown: the plan the user holds.
        topic: what the last answer was about, where the next message may go on with it.
        wish: the intent of a question asked along with the case, to be answered when the plan is there.
        have: ids of the evidence that the user has.
        matters: what the user is up against, in the order in which it was heard.
        lead: the matter that leads now.
        advised: the matter's advice that was given last.
        done: what was reported.
        also: facts that are no field of the case (``labels.yaml``), as pairs.
        mentioned: the things named so far that some text waits for.
        answered: questions that were answered, by topic.
        given: the answers and the help that were given, by their keys: nobody is told the same twice in the same words.
        lately: the keys of the exchanges' answers that were given last, since the help that came before them.
    """

    case: Case = field(default_factory=Case)
    matters: tuple[str, ...] = ()
    lead: str | None = None
    advised: Advised | None = None
    done: tuple[Done, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    mentioned: frozenset[str] = frozenset()
    answered: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    lately: tuple[str, ...] = ()
    asked: str | None = None
    questions: tuple[Asked, ...] = ()
    shown: Shown | None = None
    countering: Countering | None = None
    topic: Topic | None = None
    wish: str | None = None
    have: frozenset[str] = frozenset()

    def is_begun(self) -> bool:
        """Whether anything is known of this card."""
        return bool(self.case.known() or self.matters)

    def is_helped(self) -> bool:
        """Whether the user holds a plan, or the advice of a matter."""
        return self.shown is not None or self.advised is not None

    def reported(self) -> frozenset[str]:
        """The events that were reported."""
        return frozenset(done.event for done in self.done)

    def times_asked(self, name: str) -> int:
        """How often the question about ``name`` was put."""
        return next((q.times for q in self.questions if q.field == name), 0)

    def with_question(self, name: str, wording: str) -> Thread:
        """This thread with the question about ``name`` put (once more) in these words, its answer awaited."""
        others = tuple(q for q in self.questions if q.field != name)
        put = Asked(name, self.times_asked(name) + 1, wording)
        return dataclasses.replace(self, asked=name, questions=(*others, put))


#: More cards than anybody has; the oldest is forgotten for one more.
MAX_THREADS = 8
_THREAD_FIELDS = frozenset(f.name for f in dataclasses.fields(Thread))


@dataclass(frozen=True)
class Kept:
    """What was before a change, kept for whoever takes the change back until then."""

    threads: tuple[Thread, ...]
    current: int
    until: datetime


@dataclass(frozen=True)
class Memory:
    """All that is remembered of one user.

    Attributes:
        threads: one for each card, in the order in which they came up; never empty.
        current: which of them is open.
        misses: how many messages in a row were not understood.
        turn: how many messages were heard.
        undo: what was before the last change that can be taken back.
    """

    threads: tuple[Thread, ...] = (Thread(),)
    current: int = 0
    misses: int = 0
    turn: int = 0
    undo: Kept | None = None

    @property
    def thread(self) -> Thread:
        """The open thread."""
        return self.threads[self.current]

    @property
    def case(self) -> Case:
        """The open card's case."""
        return self.thread.case

    @property
    def asked(self) -> str | None:
        """The field whose answer is awaited."""
        return self.thread.asked

    @property
    def shown(self) -> Shown | None:
        """The plan for the open card that the user holds."""
        return self.thread.shown

    def but(self, **changes: Any) -> Memory:
        """This memory with fields of the open thread (or its own) changed."""
        own = {name: value for name, value in changes.items() if name not in _THREAD_FIELDS}
        inner = {name: value for name, value in changes.items() if name in _THREAD_FIELDS}
        if inner:
            own["threads"] = self._threads_with(dataclasses.replace(self.thread, **inner))
        return dataclasses.replace(self, **own) if own else self

    def facts_alone(self) -> Memory:
        """What is known of each card and the evidence that the user has; nothing is asked, shown or promised."""
        return Memory(tuple(Thread(case=t.case, have=t.have) for t in self.threads), self.current)

    def with_thread(self, thread: Thread) -> Memory:
        """This memory with the open thread replaced."""
        return self if thread is self.thread else dataclasses.replace(self, threads=self._threads_with(thread))

    def _threads_with(self, thread: Thread) -> tuple[Thread, ...]:
        return (*self.threads[: self.current], thread, *self.threads[self.current + 1 :])

    def with_another_card(self) -> Memory:
        """A new thread is opened; one of which nothing is known is used again."""
        kept = tuple(thread for thread in self.threads if thread.is_begun())[1 - MAX_THREADS :]
        return dataclasses.replace(self, threads=(*kept, Thread()), current=len(kept), misses=0)

    def opened(self, number: int) -> Memory:
        """The thread ``number`` is open.

        Raises:
            IndexError: there is no such thread.
        """
        if not 0 <= number < len(self.threads):
            raise IndexError(number)
        return dataclasses.replace(self, current=number, misses=0)


@dataclass(frozen=True)
class Turn:
    """The outcome of one turn. The form is open while a question waits.

    Attributes:
        moves: the names of the moves that made it, in order.
        marks: what it was, for the metrics: ``missed``, ``planned``, ``countered``, ``repeated`` (a question).
    """

    memory: Memory
    messages: tuple[Message, ...]
    moves: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    @property
    def missed(self) -> bool:
        """Whether the message was not understood."""
        return "missed" in self.marks

    def but(self, **changes: Any) -> Turn:
        """This turn with the memory's fields changed (see :meth:`Memory.but`)."""
        return dataclasses.replace(self, memory=self.memory.but(**changes))


def topic_to_json(topic: Topic | None) -> dict[str, str] | None:
    """The topic as JSON; ``is`` tells the type."""
    if topic is None:
        return None
    kind = next(name for name, cls in _TOPICS.items() if isinstance(topic, cls))
    return {"is": kind, **dataclasses.asdict(topic)}


def topic_from_json(value: Any) -> Topic | None:
    """The topic that ``value`` stands for; ``None`` for anything else."""
    if not isinstance(value, dict) or value.get("is") not in _TOPICS:
        return None
    cls = _TOPICS[value["is"]]
    names = [f.name for f in dataclasses.fields(cls)]
    words = {name: word for name in names if isinstance(word := value.get(name), str)}
    return cls(**words) if len(words) == len(names) else None
