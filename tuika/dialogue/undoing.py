"""Undo (撤销): for ten minutes a new card, a switch of cards, a correction or a taking back can be taken back itself.

What was before is kept beside the memory with the moment until which it counts. 「清除我的数据」 keeps nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ..answers.plan_view import labels_of
from ..facts.fields import FIELDS
from ..knowledge import book
from ..speech.message import Message, QuickReply
from .memory import Kept, Memory, Turn
from .repair import words
from .turning import Scene

#: How long what was before is kept.
_FOR = timedelta(minutes=10)
#: Where the order, the parcel and the refund have got to: what is told of them later is news, no correction.
_PROGRESS = frozenset(name for name in FIELDS if book().fields.fields[name].region is not None)
#: What the tap carries under ``undo``.
LAST = "last"


def fresh(memory: Memory, now: datetime) -> Memory:
    """The memory without a kept state whose time is over."""
    return replace(memory, undo=None) if memory.undo is not None and memory.undo.until < now else memory


def with_undo(before: Memory, turn: Turn, now: datetime) -> Turn:
    """The turn, able to be undone where it opened another card or changed what had been told."""
    corrected = _is_corrected(before, turn.memory)
    if UNDONE in turn.moves or not (_is_other_card(before, turn.memory) or corrected):
        return turn
    kept = Kept(before.threads, before.current, now + _FOR)
    turn = replace(turn, memory=replace(turn.memory, undo=kept))
    if not turn.messages or not corrected:
        # (back to the card before leads a tap of its own)
        return turn
    *others, last = turn.messages
    return replace(turn, messages=(*others, replace(last, quick_replies=(*last.quick_replies, _tap()))))


def _tap() -> QuickReply:
    return QuickReply(book().advising.taps.undo, "inform", {"undo": LAST})


def _is_other_card(before: Memory, after: Memory) -> bool:
    moved = before.current != after.current or len(before.threads) != len(after.threads)
    return moved and before.thread.is_begun()


def _is_corrected(before: Memory, after: Memory) -> bool:
    """Whether something that had been told is told otherwise now, or no more; where an order has got to is no slip."""
    known = after.case.known()
    told = {name: value for name, value in before.case.stated().items() if name not in _PROGRESS}
    return before.current == after.current and any(known.get(name) != value for name, value in told.items())


#: The move's name.
UNDONE = "undo"


def wants_undo(scene: Scene) -> bool:
    """Whether the last change shall be taken back: by the tap, or in so many words and nothing else."""
    noticed = scene.noticed
    says_more = noticed.matters or noticed.asks or noticed.events or scene.facts
    return scene.heard.value("undo") == LAST or (noticed.meta[:1] == (UNDONE,) and not says_more)


def undo(scene: Scene) -> Turn:
    """What was before the last change; where nothing is kept, how to change what was noted."""
    memory = fresh(scene.memory, scene.now)
    if memory.undo is None:
        return Turn(memory, (Message(words("undo_nothing")),))
    memory = replace(memory, threads=memory.undo.threads, current=memory.undo.current, undo=None, misses=0)
    labels = labels_of(memory.case.known(), scene.today)
    return Turn(memory, (Message(words("undo", labels=labels)),))
