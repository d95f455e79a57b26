"""The names that the knowledge, the training data and the domain define (有哪些名字), and a name that is none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from .learned import kinds_of_turn, labels, learned, learned_objections, things
from .models import Book
from .models.facts import PAYMENT_HOLDERS, PAYMENT_STATES

#: Names that the program itself uses.
_BY_PROGRAM = {"channel": {"sms"}, "window": {"balance_unknown", "topup_idle"}}


@dataclass(frozen=True)
class Finding:
    """One thing wrong: where, what, and the names that would have been right."""

    file: str
    path: tuple[Any, ...]
    message: str
    word: str = ""
    known: tuple[str, ...] = ()


class Names:
    """All names that are defined, and which of them were named."""

    def __init__(self, book: Book) -> None:
        fields, order = book.fields.fields, book.order
        self.values: dict[str, tuple[str, ...]] = {}
        for name, spec in fields.items():
            if spec.region:
                region = order.regions.get(spec.region)
                states = region.states.items() if region else ()
                self.values[name] = tuple(s for s, state in states if not state.unstated)
            elif spec.kind == "choice":
                self.values[name] = tuple(spec.values)
        self.derived = {name: tuple(getattr(order.derived, name)) for name in order.derived.__fields__}
        days = [name for name, spec in fields.items() if spec.kind == "day"]
        self.defined: dict[str, tuple[str, ...]] = {
            "field": tuple(fields),
            "day_field": tuple(days),
            "past_day": tuple(day for day in days if day != "due_date"),
            "deciding": tuple(name for name, spec in fields.items() if spec.decides),
            "region": tuple(order.regions),
            "guard": tuple(order.guards),
            "payment_state": PAYMENT_STATES,
            "payment_holder": PAYMENT_HOLDERS,
            "purpose": tuple(book.fields.payments.purposes),
            "channel": tuple(book.channels.channels),
            "window": tuple(book.refunds.windows),
            "law": tuple(book.law.provisions),
            "letter": tuple(book.letters.letters),
            "matter": tuple(labels().get("matters", ())) or tuple(book.matters),
            **{"topic": tuple(labels().get("asks", ())) or tuple(book.asks), "report": tuple(book.advising.events)},
            "thing": things(),
            "kind": kinds_of_turn() or tuple(book.advising.kinds.decided),
            "intent": learned("intents") or tuple(book.intents.intents),
            "entity": learned("entities") or tuple(fields),
            "order_event": tuple(order.events),
            "objection": learned_objections() or tuple(book.objections.objections),
            **{f"value:{name}": values for name, values in self.values.items()},
        }
        self.named: dict[str, set[str]] = defaultdict(set, {k: set(v) for k, v in _BY_PROGRAM.items()})

    def of_field(self, name: str) -> tuple[str, ...] | None:
        """The values a field (or derived condition) may have; ``None`` where any goes."""
        return self.derived.get(name) or self.values.get(name)
