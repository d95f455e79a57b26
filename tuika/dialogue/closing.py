"""The good end of a case (了结): all in, closed, changed their mind, settled."""

from __future__ import annotations

from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import context, render
from .held import lead_matter
from .left_behind import CLOSED, MONEY, is_left_behind, is_still_open
from .noticing import Noticed
from .taps import another_tap, sheet_tap
from .telling import said
from .turning import Scene

#: The event of not wanting it any more: the card is kept, or what is lacking of the money is waived.
_CHANGED_MIND = "changed_mind"
#: The state of a closed number; money that is said not to have come back.
_IS_CLOSED, _NOT_BACK = "已销户", "钱没退"


def was_closed(scene: Scene) -> bool:
    """Whether the number was closed before, in a talk about money: that began there, and the money is still out."""
    matter = lead_matter(scene.memory)
    return scene.memory.case.card_stage == _IS_CLOSED and matter is not None and matter.family == MONEY


def closing(scene: Scene, noticed: Noticed) -> Message | None:
    """The good end, where one was reported (all in, closed, changed their mind, settled)."""
    events = book().advising.events
    ends = [name for name in noticed.events if (name in events and events[name].closes)]
    if not ends or noticed.danger is not None or book().advising.open_ends.intersection(noticed.events):
        return None
    waives = ends == [_CHANGED_MIND] and scene.memory.case.refunded_amount is not None
    # (of a closed number, a clause that only sounds like a question asks nothing)
    asks = noticed.asks_something and (CLOSED not in ends or bool(noticed.near_asks))
    if is_left_behind(scene.memory.thread, noticed) or (asks and noticed.things and not waives):
        # who asks for something in the same breath has not ended the talk
        return None
    begun = scene.memory.thread.is_begun()
    if not begun and any(m.confidence >= book().advising.bounds.told for m in noticed.matters):
        # whoever comes with a trouble has not come to say that it is over
        return None
    matter, memory = lead_matter(scene.memory), scene.memory
    if ends == [CLOSED] and (was_closed(scene) or _NOT_BACK in noticed.things or is_still_open(noticed.matters)):
        return None
    reported = memory.thread.reported() | {ends[0]}
    own = [p for p in matter.plans if ends[0] in p.when.done and reported.issuperset(p.when.done)] if matter else []
    lines = [render(events[ends[0]].say or "", **context(memory.case)), *(said(p, memory)[0] for p in own[:1])]
    return Message("\n".join(lines), (sheet_tap(), another_tap()))
