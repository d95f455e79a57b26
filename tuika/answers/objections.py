"""What agents say (客服的说法) and the counter-arguments, first to last, with the user's own facts in them."""

from __future__ import annotations

from ..facts.case import Case
from ..knowledge import book
from ..speech.cards import Copy, CopyCard
from ..speech.message import Message, QuickReply
from ..speech.wording import context, nested, render


def keys() -> list[str]:
    """Every objection the bot can counter, in the file's order."""
    return list(book().objections.objections)


def is_real(key: str, case: Case) -> bool:
    """Whether the objection is a real bar for this case (the order's state decides, not who says it)."""
    bars = book().objections.objections[key].bars
    return any(getattr(case, field) in values for field, values in bars.items())


def counters(key: str, case: Case) -> list[str]:
    """The counter-arguments in rising firmness; the last one is a move (工号, written refusal, next authority)."""
    spec = book().objections
    words = context(case)
    texts = [render(text, **words) for text in (*spec.objections[key].counters, spec.last_move)]
    if spec.objections[key].claim:
        texts[0] = render(spec.opening, **words) + texts[0]
    return texts


def objection_message(key: str, step: int, case: Case) -> tuple[Message, int]:
    """The answer at ``step`` (0 is the first) and the step to take when it does not help.

    Raises:
        KeyError: no such objection.
    """
    spec = book().objections
    entry = spec.objections[key]
    frame = spec.frame
    texts = counters(key, case)
    quick = book().replies.quick
    replies = (QuickReply(quick.still, "still_refused"), QuickReply(quick.law, "ask_law"))
    if step >= len(texts):
        return Message(render(frame.exhausted, **context(case)), replies[1:]), step
    say = render(frame.say, text=nested(texts[step]))
    lines = [say]
    if step == 0:
        real = is_real(key, case)
        why = entry.bar_text if real else entry.why
        hollow = frame.not_real if entry.claim else frame.matter
        lines.insert(0, render(frame.real if real else hollow, text=why))
        lines.append(render(entry.honest, **context(case)))
    lines.append(render(frame.last if step == len(texts) - 1 else frame.next, **context(case)))
    at = lines.index(say)
    copy = Copy.of(say.partition("\n")[0], texts[step])
    card = CopyCard(tuple(lines[:at]), (copy,), tuple(lines[at + 1 :]))
    return Message("\n".join(lines), replies, card), step + 1
