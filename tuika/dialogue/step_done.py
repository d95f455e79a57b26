"""The tap 「我做了」: what was done is the step that was in hand, and a call only where that was one."""

from __future__ import annotations

import re

from .held import held_advice
from .lately import said_last
from .memory import Memory
from .telling import text_of
from .turning import Scene

#: The tap that a step was done stands for a call, where the step in hand was one; else for some other step.
_CALLED, _DID = "called", "did_step"
_TO_CALL = re.compile(r"打(?!开|包|烂|坏|印|车|扰)[^，。；：]{0,14}(?:[0-9]{5}|客服|热线|电话)")


def with_step_done(scene: Scene, events: tuple[str, ...]) -> tuple[str, ...]:
    """The events that were reported: who only taps that they did it made a call only where a call was the step."""
    if scene.heard.value("event") != _CALLED or _CALLED not in events or _is_to_call(scene.memory):
        return events
    return tuple(_DID if event == _CALLED else event for event in events)


def _is_to_call(memory: Memory) -> bool:
    """Whether the first thing to be done, of what was said last, is a call."""
    advice, told = held_advice(memory), said_last(memory)
    told = told or (text_of(advice.say, memory) if advice is not None else "")
    return _TO_CALL.search(told.split("\n")[0]) is not None
