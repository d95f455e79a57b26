"""What can be tapped under an advice, and the parts behind it (建议底下能点的)."""

from __future__ import annotations

from dataclasses import replace

from ..knowledge import book
from ..matters.model import Advice
from .held import held_advice, lead_matter, matter_is_danger
from .memory import Memory, Turn
from .requests import menu
from .taps import LAYERS, another_tap, layer_taps, report_taps, sheet_tap
from .telling import layer_message
from .turning import Scene


def with_taps(turn: Turn, advice: Advice) -> Turn:
    """The turn with the taps that fit under its last bubble."""
    memory = turn.memory
    opened = memory.thread.advised.opened if memory.thread.advised is not None else frozenset()
    taps = layer_taps(advice, opened)
    matter = lead_matter(memory)
    if matter is not None and matter.is_case:
        taps = (*taps, *report_taps(memory))
    if not turn.messages:
        return turn
    *others, last = turn.messages
    return replace(turn, messages=(*others, replace(last, quick_replies=taps)))


def with_next_taps(turn: Turn) -> Turn:
    """The turn with what can be tapped next, where it ends without a question and without anything to tap."""
    memory = turn.memory
    advice = held_advice(memory)
    if not turn.messages or turn.messages[-1].quick_replies or memory.asked is not None:
        return turn
    if advice is not None:
        turn = with_taps(turn, advice)
    if turn.messages[-1].quick_replies or matter_is_danger(memory):
        return turn
    *others, last = turn.messages
    taps = (sheet_tap(), another_tap()) if memory.thread.is_begun() else menu()
    return replace(turn, messages=(*others, replace(last, quick_replies=taps)))


def opened_layer(scene: Scene, name: str) -> Turn | None:
    """The part of the advice behind the tap ``name``; ``None`` where there is no such part."""
    memory = scene.memory
    held, advice = memory.thread.advised, held_advice(memory)
    if held is None or advice is None or name not in LAYERS or not getattr(advice, name):
        return None
    ended = _when_ended(memory, advice)
    told = layer_message(advice, name, memory) if ended is None else layer_message(ended, name, memory.but(lately=()))
    memory = memory.but(advised=replace(held, opened=held.opened | {name}))
    return with_taps(Turn(memory, (told,)), advice)


def _when_ended(memory: Memory, advice: Advice) -> Advice | None:
    """The advice as it is when the case has ended well (what was reported last says so): only what is left to do."""
    done = memory.thread.done
    ending = book().reminders.endings.get(done[-1].event) if done else None
    if ending is None:
        return None
    return replace(advice, steps=ending.steps, copy=ending.copy_, to=None, keep=ending.keep, up=None, warn=None)
