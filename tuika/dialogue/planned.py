"""The order's plan beside the help (方案和办法放在一起): what was noted, and nothing said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ..speech.message import Message
from .direct import lines_beside
from .memory import Memory, Turn
from .turning import give_plan


def plan_with(memory: Memory, opening: list[str], known: tuple[Message, ...], now: datetime) -> Turn:
    """The plan, and what was noted: before what is new of a plan held, behind the first bubble of a new one."""
    if memory.shown is not None:
        return give_plan(memory, [*opening, *(m.text for m in known if m.text not in opening)], now)
    planned = give_plan(memory, opening, now)
    at = 2 if opening else 1
    # (what was just said of how to find out is not said again behind the ways that hang on it)
    rest = tuple(replace(m, text=_without(m.text, opening)) for m in planned.messages[at:])
    return replace(planned, messages=(*planned.messages[:at], *known, *rest))


def _without(text: str, lines: list[str]) -> str:
    for line in lines:
        text = text.replace(line, "")
    return text


def behind_help(turn: Turn, lines: list[str], planned: Turn, noted: tuple[Message, ...]) -> Turn:
    """The help (``lines``) without what the plan behind it says again with its days, and the plan; where the plan says
    all of it, or its first step, what is left and what was noted (``noted``) stand behind the plan's first bubble.
    """
    told = "\n".join(message.text for message in planned.messages)
    again = set(lines) - set(lines_beside(lines, told))
    kept = (replace(m, text="\n".join(t for t in m.text.splitlines() if t not in again)) for m in turn.messages)
    left = tuple(message for message in kept if message.text)
    # (nor does what is left of the help begin, where its first step is the plan's)
    beheaded = bool(left and again.intersection(lines[:1])) and left[0].text.partition("\n")[0] in lines
    first = planned.messages[:1] if left and (left == noted or beheaded) else ()
    messages = (*first, *left, *planned.messages[len(first) :])
    return Turn(planned.memory, messages, turn.moves, turn.marks | planned.marks)


def stays_as_it_is(before: Memory, after: Memory) -> bool:
    """Whether the order's plan, and what is owed by it, is the same as it was."""
    held, now = before.shown, after.shown
    return held is not None and now is not None and held.is_same_way(now) and held.debts == now.debts
