"""Staying with somebody who may hurt themselves (陪着): nothing they say is small talk until they go on."""

from __future__ import annotations

from ..knowledge import book
from ..speech.message import Message
from ..speech.wording import render
from .direct import answers_what_is_named
from .memory import Turn
from .standing import SEES_TO_IT
from .turning import Scene


def stays(scene: Scene) -> bool:
    """Whether that matter leads, and the message tells of nothing else that could be helped with."""
    rules, noticed = book().advising, scene.noticed
    if scene.memory.thread.lead != rules.first_of_all or scene.heard.value("topic") is not None:
        return False
    told = any(m.confidence >= rules.bounds.told and m.name != rules.first_of_all for m in noticed.matters)
    # (who reports to have been to the police or the bank goes on)
    sees_to_it = not SEES_TO_IT.isdisjoint(noticed.events)
    named = answers_what_is_named(scene.memory, noticed)
    return not (told or noticed.asks or scene.facts or sees_to_it or named)


def stay_with(scene: Scene) -> Turn:
    """One of the lines in turn, without a question and without taps: only people help here. Who asks has begun to go
    on, and gets the first step with the money beside them.
    """
    rules = book().advising
    asks = bool(scene.heard.reading.acts() & {"ask", "want"})
    lines = (rules.stay_answering,) if asks else rules.stay_with
    return Turn(scene.memory.but(misses=0), (Message(render(lines[scene.memory.turn % len(lines)])),))
