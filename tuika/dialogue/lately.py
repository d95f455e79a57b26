"""What the exchanges that were answered last (刚说到的) add to the parts that stand behind the taps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..matters.load import catalogue
from ..matters.model import DirectAnswer, Exchange
from ..speech.wording import context, render
from .memory import Memory

#: How many exchanges are looked back at.
LOOKED_BACK = 3
#: So long words between 「」 are a sentence to be said, and no name.
_SENTENCE = 9


def steps_lately(memory: Memory) -> list[str]:
    """What is to be done after what was said last, the latest first."""
    return _filled((exchange.step for exchange, _ in _lately(memory)), memory)


def kept_lately(memory: Memory) -> list[str]:
    """What is to be kept of it, the latest first."""
    return _filled((exchange.keep for exchange, _ in _lately(memory)), memory)


def spoken_lately(memory: Memory) -> tuple[str, ...]:
    """What is to be said to the other side after what was said last: the exchange's own sentence, else those in its
    answer; none where other help came after it.
    """
    exchange, answer = next(_lately(memory), (None, None))
    if exchange is None or answer is None:
        return ()
    if exchange.copy is not None:
        return (_render(exchange.copy, memory),)
    pieces = _render(answer.say, memory).split("「")[1:]
    return tuple(dict.fromkeys(words for piece in pieces if len(words := piece.partition("」")[0]) >= _SENTENCE))


def said_last(memory: Memory) -> str | None:
    """What was answered to the exchange last, filled in; none where other help came after it."""
    _, answer = next(_lately(memory), (None, None))
    return None if answer is None else _render(answer.say, memory)


def _lately(memory: Memory) -> Iterator[tuple[Exchange, DirectAnswer]]:
    """The exchanges answered last, the latest first, with what was answered."""
    known = catalogue().exchanged
    for key in reversed(memory.thread.lately[-LOOKED_BACK:]):
        if key in known:
            yield known[key]


def _filled(texts: Iterable[str | None], memory: Memory) -> list[str]:
    return list(dict.fromkeys(_render(text, memory) for text in texts if text))


def _render(text: str, memory: Memory) -> str:
    return render(text, **context(memory.case))
