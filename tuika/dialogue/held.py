"""The matter that leads and the advice that the person holds (手上的办法)."""

from __future__ import annotations

from collections.abc import Collection

from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice, Matter
from .conditions import standing
from .memory import Memory
from .taps import LAYERS


def lead_matter(memory: Memory) -> Matter | None:
    """The matter that leads in the open thread."""
    return catalogue().matters.get(memory.thread.lead or "")


#: What only somebody tells who ordered a card.
_OF_AN_ORDER = frozenset(
    {"card_stage", "parcel_stage", "sales_channel", "platform", "payee", "paid_amount", "order_date"}
)


def is_assumed(memory: Memory) -> bool:
    """Whether the order's matter leads only because nothing was heard: nobody spoke of an order, a parcel or a shop."""
    thread, fallback = memory.thread, book().advising.fallback
    assumed = thread.lead == fallback and fallback not in thread.matters and memory.shown is None
    return assumed and _OF_AN_ORDER.isdisjoint(thread.case.known())


def supposed_lead(named: Collection[str], asked: str = "") -> str:
    """What a talk is taken to be about in which nothing was heard: by a thing that it names, by the question that it
    asks (``asked``, a topic), else an order.
    """
    rules = book().advising
    by_question = rules.fallback_topics.get(asked, rules.fallback)
    return next((matter for thing, matter in rules.fallback_named.items() if thing in named), by_question)


def is_taught(matter: Matter, named: Collection[str]) -> bool:
    """Whether the very thing that the matter's help teaches is named as done (「自动缴费关了」)."""
    return any(thing in named and name == matter.name for thing, name in book().advising.taught.items())


def held_advice(memory: Memory) -> Advice | None:
    """The advice that the user holds."""
    matter, held = lead_matter(memory), memory.thread.advised
    if matter is None or held is None:
        return None
    return next((p for p in matter.plans if p.id == held.plan), None) or matter.advice(standing(memory.thread))


def has_more(memory: Memory) -> bool:
    """Whether the advice that the user holds has a part that was not told yet."""
    matter = lead_matter(memory)
    return matter is not None and not matter.from_table and has_parts_left(memory)


def has_parts_left(memory: Memory) -> bool:
    """The same, of an order's matter, too, which goes on to the order's plan."""
    held, advice = memory.thread.advised, held_advice(memory)
    if held is None or advice is None:
        return False
    return any(getattr(advice, name) and name not in held.opened for name in LAYERS)


def matter_is_danger(memory: Memory) -> bool:
    """Whether the open matter is one of danger."""
    matter = lead_matter(memory)
    return matter is not None and matter.danger
