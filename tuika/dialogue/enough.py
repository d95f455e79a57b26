"""Whether the answer to a question is all that was wanted (答了就够), so that no help stands behind it."""

from __future__ import annotations

from ..knowledge import book
from .held import is_assumed, lead_matter
from .memory import Memory
from .noticing import Noticed
from .turning import Scene


def only_asks(scene: Scene, noticed: Noticed) -> bool:
    """Whether somebody asks a question and tells nothing: the answer is all there is to say, and no help with an order
    that nobody spoke of.
    """
    thread = scene.memory.thread
    begun = thread.is_begun() or thread.is_helped() or scene.memory.asked is not None
    return noticed.only_asks and not (begun or noticed.matters or noticed.events or scene.facts)


def leads_outside(memory: Memory) -> bool:
    """Whether what leads is none of our business."""
    return memory.thread.lead == book().advising.outside


def is_beside_the_answer(scene: Scene, memory: Memory, noticed: Noticed) -> bool:
    """Whether, behind the answer to what was asked, the help would be that of an order which nobody told of, or that
    this is none of our business, though it was answered.
    """
    if leads_outside(memory) or memory.thread.lead in book().advising.unfamiliar:
        return True
    if _is_only_guessed(memory, scene, noticed) or _is_settled(scene, memory, noticed):
        return True
    # the order's help is taken for granted where nothing was heard; what is told of a parcel or a shop speaks of one
    assumed = is_assumed(memory) and scene.memory.thread.advised is None and scene.memory.shown is None
    return assumed and (scene.act != "case" or bool(noticed.asks))


def _is_settled(scene: Scene, memory: Memory, noticed: Noticed) -> bool:
    """Whether a talk begins with a question of what comes after (another card, a word's meaning, a number to be brought
    back), and what leads is the order's or the number's leaving, which nobody said they wanted.
    """
    matter, rules = lead_matter(memory), book().advising
    begun = scene.memory.thread.lead is not None or scene.memory.shown is not None
    if matter is None or begun or noticed.wants or not rules.settled.issuperset(noticed.asks[:1]):
        return False
    return bool(noticed.asks) and (matter.from_table or matter.name == _LEAVES_NUMBER)


#: The matter of a number that somebody wants closed.
_LEAVES_NUMBER = "close_number"


#: What of an order is told by somebody who has made one.
_OF_THE_ORDER = frozenset({"platform", "paid_amount", "parcel_stage", "card_stage", "signed_date"})


def _is_only_guessed(memory: Memory, scene: Scene, noticed: Noticed) -> bool:
    """Whether what leads was heard from no word of the first message, only guessed from its intent, and has nothing to
    say of what was asked and answered.
    """
    matter = lead_matter(memory)
    if matter is None or matter.danger or not noticed.asks or scene.memory.thread.lead is not None:
        return False
    if matter.name == book().advising.fallback and len(_OF_THE_ORDER.intersection(scene.facts.said)) > 1:
        # (who tells where the order was made, what was paid and how far it came speaks of an order)
        return False
    heard = {m.name for m in scene.heard.reading.matters if m.confidence >= book().advising.bounds.near}
    named = not matter.named_by.isdisjoint(noticed.things) or bool(matter.signs)
    return not named and matter.name not in heard and matter.asks.keys().isdisjoint(noticed.asks)
