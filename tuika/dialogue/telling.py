"""An advice in words (怎么说出来): texts of ``advising.yaml`` and of the matters, filled in, in short lines."""

from __future__ import annotations

from typing import Any

from ..knowledge import book
from ..matters.load import catalogue
from ..matters.model import Advice
from ..speech.cards import Copy, CopyCard
from ..speech.message import Message
from ..speech.wording import context, render
from .conditions import standing
from .lately import kept_lately, spoken_lately, steps_lately
from .memory import Memory
from .taps import tap_label

#: How long a line may be, characters.
_LINE = 60
#: How many steps are told, or things to keep, where the matter has no more of its own.
_MOST_PARTS = 6


def frame(name: str, **words: Any) -> str:
    """A text of ``advising.yaml``'s frame."""
    return render(getattr(book().advising.frame, name), **words)


def lines_of(text: str) -> list[str]:
    """``text`` in lines of at most 60 characters where it has full stops to break at."""
    lines: list[str] = []
    for line in text.splitlines():
        while len(line) > _LINE:
            cut = max(line.rfind(mark, 0, _LINE) for mark in "。；！？")
            if cut < 0:
                cut = line.rfind("，", 0, _LINE)
            if cut < 8:
                break
            lines.append(line[: cut + 1])
            line = line[cut + 1 :]
        if line.strip():
            lines.append(line.strip())
    return lines


def said(advice: Advice, memory: Memory) -> list[str]:
    """The advice's own lines, filled in."""
    return lines_of(text_of(advice.say, memory))


def text_of(template: str, memory: Memory) -> str:
    """A text of a matter, filled in for this case."""
    return render(template, **context(memory.case))


def layer_message(advice: Advice, name: str, memory: Memory, before: tuple[str, ...] = ()) -> Message:
    """A part of the advice as a bubble; what is to be said to somebody can be copied."""
    text = layer_text(advice, name, memory)
    if name != "copy" or advice.copy is None:
        return Message("\n".join([*before, text]))
    said = spoken_lately(memory)
    first = tuple(Copy.of(frame("say_now"), words) for words in said)
    copy = Copy.of(text.partition("\n")[0], text_of(advice.copy, memory))
    lines = [line for words in said for line in (frame("say_now"), f"「{words}」")]
    return Message("\n".join([*before, *lines, text]), card=CopyCard(before, (*first, copy), ()))


def layer_text(advice: Advice, name: str, memory: Memory) -> str:
    """What stands behind the tap ``name``: the steps, what to say, what to keep, the next rung."""
    value, title = getattr(advice, name), tap_label(name)
    if name == "copy":
        to = f"对{text_of(advice.to, memory)}这样说：\n" if advice.to else f"{title}：\n"
        return f"{to}「{text_of(value, memory)}」"
    if not isinstance(value, tuple):
        return frame("next_rung") + text_of(value, memory)
    numbered = name == "steps"
    first = steps_lately(memory) if numbered else kept_lately(memory)
    told = [*first, *(text_of(v, memory) for v in value)][: max(len(value), _MOST_PARTS)]
    lines = [f"{n}. {text}" if numbered else f"· {text}" for n, text in enumerate(told, 1)]
    if not numbered:
        return "\n".join([f"{title}：", *lines])
    warn = [text_of(advice.warn, memory)] if advice.warn else []
    rest = [text_of(text, memory) for text in (advice.say, advice.up, advice.copy) if text]
    return "\n".join([f"{title}：", *lines, *warn, *reminders("\n".join([*lines, *warn, *rest]), memory)])


def reminders(told: str, memory: Memory) -> list[str]:
    """What else to keep in mind, by what is known of the case, where ``told`` does not say it; none twice."""
    rules, place, known = book().reminders, standing(memory.thread), context(memory.case)
    lines: list[str] = []
    for reminder in catalogue().reminders:
        if len(lines) == rules.most:
            break
        if reminder.is_wanted(place, told):
            lines.append(f"· {render(reminder.say, **known)}")
            told = f"{told}\n{lines[-1]}"
    return [rules.title, *lines] if lines else []
