"""Several cards in one talk (多张卡): what each is called, and the quick replies that lead back to it."""

from __future__ import annotations

from ..knowledge import book
from ..speech.message import QuickReply
from ..speech.wording import render
from .memory import Memory, Thread


def thread_name(thread: Thread, number: int) -> str:
    """What the user would call the card: 「联通那张」, 「在抖音办的那张」, 「第 2 张」 (``number`` counts from 0)."""
    return render(book().talk.card_name, k=thread.case, number=number + 1)


def card_replies(memory: Memory) -> tuple[QuickReply, ...]:
    """A quick reply for each other card of which something is known."""
    title = book().talk.card_back
    return tuple(
        QuickReply(render(title, name=thread_name(thread, n)), "inform", {"card": str(n + 1)})
        for n, thread in enumerate(memory.threads)
        if n != memory.current and thread.case.known()
    )
