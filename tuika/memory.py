"""What is remembered between turns (对话记忆), as slots hold it, and what a turn comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .case import Case
from .message import Message

#: The facts that are slots of their own (names that tools rely on); the others travel in the slot ``talk``.
PUBLIC_SLOTS = (
    "carrier",
    "sales_channel",
    "card_stage",
    "parcel_stage",
    "paid_amount",
    "payment_method",
    "order_date",
    "request_date",
    "due_date",
    "contract_months",
    "contract_months_left",
    "monthly_fee",
)


_TEXTS = ("requested_slot", "shown", "objection", "topic", "wish")


@dataclass(frozen=True)
class Talk:
    """What is remembered between turns.

    Attributes:
        asked: the field asked last, if its answer is still awaited.
        shown: the plan the user holds, as ``plan_key`` gives it.
        misses: how many messages in a row were not understood.
        objection, step: the objection being countered and the next counter-argument.
    """

    case: Case = field(default_factory=Case)
    asked: str | None = None
    shown: str | None = None
    misses: int = 0
    objection: str | None = None
    step: int = 0
    #: what the last answer was about, where the next message may go on with it
    topic: str | None = None
    #: a question asked along with the case, to be answered when the plan is there
    wish: str | None = None
    #: evidence that the user has, by id
    have: frozenset[str] = frozenset()

    def to_slots(self) -> dict[str, Any]:
        """All of it as JSON values: the public slots, the question under the name that Rasa's forms use, and one
        slot ``talk`` for everything else (each slot costs Rasa time in every turn).
        """
        facts = self.case.to_slots()
        public = {name: facts.pop(name) for name in PUBLIC_SLOTS}
        rest = {**facts, "shown": self.shown, "misses": self.misses or None}
        rest |= {"objection": self.objection, "step": self.step or None}
        rest |= {"wish": self.wish, "topic": self.topic, "have": sorted(self.have) or None}
        talk = {name: value for name, value in rest.items() if value is not None}
        return {**public, "requested_slot": self.asked, "talk": talk or None}

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Talk:
        """The memory that these slots hold; what is missing or of a wrong type counts as nothing."""
        rest = slots.get("talk")
        known: dict[str, Any] = {**slots, **(rest if isinstance(rest, dict) else {})}
        texts = {n: v if isinstance(v := known.get(n), str) else None for n in _TEXTS}
        numbers = {n: v if isinstance(v := known.get(n), int) else 0 for n in ("misses", "step")}
        return cls(
            case=Case.from_slots(known),
            asked=texts["requested_slot"],
            shown=texts["shown"],
            misses=numbers["misses"],
            objection=texts["objection"],
            step=numbers["step"],
            topic=texts["topic"],
            wish=texts["wish"],
            have=frozenset(h for h in have if isinstance(h, str))
            if isinstance(have := known.get("have"), list)
            else frozenset(),
        )


@dataclass(frozen=True)
class Turn:
    """The outcome of one turn. The form is open while a question waits; ``missed``: it was not understood."""

    talk: Talk
    messages: tuple[Message, ...]
    missed: bool = False
