"""What is said where the advice stays as it is (接着说): one line that fits, and never the whole card again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..facts.deadlines import show
from ..knowledge import book
from ..matters.model import Advice
from ..speech.message import Message
from ..speech.payload import is_tap
from .beside import noted
from .direct import brings_good_news
from .held import matter_is_danger
from .memory import Memory, Turn
from .noticing import Noticed
from .standing import is_broken_promise
from .taps import LAYERS
from .telling import frame, layer_message, said, text_of
from .turning import MISSED, Scene, Taken, then_say

#: What says little and yet is understood.
PLAIN = frozenset({"dont_know", "affirm", "deny"})
#: The intent of not knowing.
_CANNOT_TELL = "dont_know"
#: Words by which somebody takes the help as it is, or means to wait.
_ASSENTS = frozenset({"affirm", "thanks", "bye"})
_TAKERS = frozenset({"affirm", "stop"})
#: Acts by which nothing of the case is told.
_SOCIAL = frozenset({"social", "meta"})
#: The event of a promise, and the intent that says a promised day has passed.
_PROMISED, _OVERDUE = "promised", "refund_overdue"
#: Intents of somebody who is at the end of what was told: the next rung is what they ask for.
_ON_UP = frozenset({_OVERDUE, "escalate_complaint", "still_refused"})
#: What is noted of an advice beside the parts behind its taps: that its first line was said again by itself, and that
#: it was said what to do while waiting.
_NOW, _WAITS, _ABOVE = "now", "waits", "above"
_UP, _COPY = "up", "copy"
#: What follows an answer to our question, where the help stays what it was.
_AFTER_ANSWER = ("steps", _COPY)


def was_tried(noticed: Noticed, advice: Advice) -> bool:
    """Whether a step was reported as tried, or a promise that is waited for as not kept: the next rung is next."""
    broken = _PROMISED in advice.when.done and is_broken_promise(noticed)
    return broken or any(book().advising.events[name].tried for name in noticed.events)


def go_on(scene: Scene, turn: Turn, taken: Taken, advice: Advice, opening: tuple[str, ...]) -> Turn:
    """The turn, with what fits what was said; never the same words again, nor a list that nobody asked for."""
    memory, noticed, heard = turn.memory, scene.noticed, scene.heard
    held = memory.thread.advised
    if turn.messages and not taken.corrected:
        # what was answered is not told again in general words
        return _with_rung(scene, turn, advice)
    if held is None:
        return then_say(turn, (Message("\n".join([*opening, frame("same") + said(advice, memory)[0]])),))
    left = [name for name in LAYERS if getattr(advice, name) and name not in held.opened]
    if noticed.events:
        return _one_thing(scene, turn, advice, opening or _told(scene, taken))
    if not opening and _takes_it(scene):
        return waiting(scene, turn, advice)
    if matter_is_danger(memory):
        return _one_thing(scene, turn, advice, opening or _taken_up(scene, taken))
    if not opening and noticed.quotes and any(c.speaker == "other" for c in heard.reading.clauses):
        # (what stands on a screen is nobody's word)
        return _answering_them(scene, turn, advice, left)
    if not opening and _UP in left and (noticed.supposes or (heard.intent in _ON_UP and heard.sure)):
        return _opened(turn, advice, _UP, ())
    if left and not opening and "want" in heard.reading.acts():
        return _opened(turn, advice, left[0], _taken_up(scene, taken))
    if left[:1] and left[0] in _AFTER_ANSWER and scene.memory.asked is not None and scene.facts:
        # who answered our question may expect to be led on
        return _opened(turn, advice, left[0], opening or _told(scene, taken))
    opening = opening or _taken_up(scene, taken)
    if opening == (frame("half_heard"),):
        turn = replace(turn, marks=turn.marks | MISSED)
    return _one_thing(scene, turn, advice, opening, _told(scene, taken))


def _opened(turn: Turn, advice: Advice, name: str, opening: tuple[str, ...]) -> Turn:
    """The turn with a part of the advice, which counts as told from now on."""
    told = (layer_message(advice, name, turn.memory, opening),)
    return then_say(_with_told(turn, name), told)


def _with_told(turn: Turn, *names: str) -> Turn:
    held = turn.memory.thread.advised
    return turn if held is None else turn.but(advised=replace(held, opened=held.opened.union(names)))


def _with_rung(scene: Scene, turn: Turn, advice: Advice) -> Turn:
    """The answer to what the other side says, and behind it where to go if they stay with it."""
    held, memory = turn.memory.thread.advised, turn.memory
    left = held is not None and advice.up is not None and _UP not in held.opened
    is_good = brings_good_news(memory, scene.noticed)
    if not left or not scene.noticed.quotes or matter_is_danger(memory) or is_good:
        return turn
    return _opened(turn, advice, _UP, ())


def _answering_them(scene: Scene, turn: Turn, advice: Advice, left: list[str]) -> Turn:
    """To what the other side says: hold them to it in writing, and the next rung; the second time what to say."""
    name = next((name for name in (_UP, _COPY) if name in left), None)
    if name is None:
        return _one_thing(scene, turn, advice, ())
    return _opened(turn, advice, name, (frame("they_say"),) if name == _UP or advice.up is None else ())


def _one_thing(scene: Scene, turn: Turn, advice: Advice, opening: tuple[str, ...], notes: tuple[str, ...] = ()) -> Turn:
    """One line of the advice behind ``opening``; once it was said again, what else there is, in its turn."""
    memory = turn.memory
    held, lines = memory.thread.advised, said(advice, memory)
    opened = held.opened if held is not None else frozenset()
    is_danger, is_half = matter_is_danger(memory), frame("half_heard") in opening
    if not opened and not is_danger and opening and opening == notes:
        # the help stands right above
        return then_say(_with_told(turn, _ABOVE), (Message("\n".join([*opening, frame("as_above")])),))
    if not (is_danger or is_half or scene.noticed.events) and advice.copy and _COPY not in opened:
        # a sentence to say is of more use than the first line once more
        return _opened(turn, advice, _COPY, opening)
    # in a danger every line may be what is needed now
    again = {_NOW if number == 0 else f"{_NOW}{number}": line for number, line in enumerate(lines)}
    again = again if is_danger else {_NOW: lines[0]}
    for name, line in again.items():
        if name not in opened:
            text = frame("now") + line if name == _NOW and not is_half else line
            return then_say(_with_told(turn, name), (Message("\n".join([*opening, text])),))
    for name in () if is_danger else (_UP, _COPY) if is_half else (_UP,):
        if getattr(advice, name) and name not in opened:
            return _opened(turn, advice, name, opening)
    thin = (frame("half_heard"), frame("go_on"))
    # what was said of waiting is not said again in the same words
    stands = frame("at_hand") if _WAITS in opened and not is_danger else _stands(scene, memory)
    if held is not None:
        # from now on the lines may be said again
        turn = turn.but(advised=replace(held, opened=(opened - again.keys()) | {_WAITS}))
    return then_say(turn, (Message("\n".join([*(line for line in opening if line not in thin), stands])),))


def _takes_it(scene: Scene) -> bool:
    """Whether somebody takes the help as it is (「行吧」), or means to wait for it, and tells nothing else."""
    heard, noticed = scene.heard, scene.noticed
    if scene.facts or noticed.asks_something or noticed.matters or not heard.text.strip() or is_tap(heard.text):
        return False
    meta = bool(_ASSENTS.intersection(m.name for m in heard.reading.meta[:1]))
    if meta or (heard.reading.acts() <= _SOCIAL and heard.reading.clauses):
        return True
    # half a word of it takes nothing: what was told or asked unheard would get a farewell
    return heard.intent in _TAKERS and heard.sure


def _wait_line(scene: Scene, memory: Memory, advice: Advice) -> str:
    """What to do when nothing comes of it: the day to wait for, and the next rung where it was not told."""
    held = memory.thread.advised
    told = held is None or _UP in held.opened
    if advice.up is None or told or matter_is_danger(memory):
        return _stands(scene, memory)
    return frame("waits", day=_day(scene, memory), up=text_of(advice.up, memory))


def waiting(scene: Scene, turn: Turn, advice: Advice) -> Turn:
    """The turn, with what to do when nothing comes of it."""
    held, line = turn.memory.thread.advised, _wait_line(scene, turn.memory, advice)
    if held is not None and _WAITS in held.opened:
        # once it was said, who says 「好的」 again needs no more than that
        return then_say(turn, (Message(frame("at_hand")),))
    return then_say(_with_told(turn, _UP, _WAITS), (Message(line),))


def _stands(scene: Scene, memory: Memory) -> str:
    return frame("stands_danger") if matter_is_danger(memory) else frame("stands", day=_day(scene, memory))


def _day(scene: Scene, memory: Memory) -> str:
    """The day that is waited for, where one is known that is still to come."""
    due = memory.case.due_date
    planned = [debt.latest for debt in memory.shown.debts if debt.latest] if memory.shown is not None else []
    days: list[date] = [day for day in ((due,) if due is not None else planned) if day >= scene.today]
    return show(max(days), scene.today) if days else ""


def _told(scene: Scene, taken: Taken) -> tuple[str, ...]:
    """What was told for the first time, said back."""
    return tuple(message.text for message in noted(scene, taken))


#: So short words are taken for an assent, characters.
_SHORT = 8


def _taken_up(scene: Scene, taken: Taken) -> tuple[str, ...]:
    """How words are taken up that ask for nothing which was heard: facts are said back, a question is owned up to."""
    heard, noticed = scene.heard, scene.noticed
    if labels := _told(scene, taken):
        return labels
    if heard.intent == _CANNOT_TELL and not (matter_is_danger(scene.memory) or noticed.quotes):
        return (frame("cannot_tell"),)
    if scene.facts or noticed.matters or not heard.text.strip() or heard.outright or heard.intent in PLAIN:
        return ()
    if matter_is_danger(scene.memory):
        return ()
    # (of what is told at some length, 「好」 would say that it was understood)
    is_missed = scene.act is None or noticed.asks_something or len(heard.text) > _SHORT
    return (frame("half_heard" if is_missed else "go_on"),)
