"""Erasing by one's own word (个人信息保护法 art. 47): 「清除我的数据」, said in whichever channel.

Where nobody has a menu to ask them whether they are sure, the word is answered by that question, and tapping (or
typing) its answer within some minutes erases. Nothing of this is kept in the conversation.
"""

from __future__ import annotations

import time

from runtime.extensions.conversations import ConversationStore

from .bubbles import Bubble, Reply
from .texts import texts

#: What the bubble that tells of it carries, for channels that show cards.
ERASED = "erased"
#: The question waits so long for its answer, seconds.
_WAITS = 600


def asks_to_erase(text: str) -> bool:
    """Whether the message is the word that erases."""
    return bare(text) == texts()["plain"]["erase"]


def by_own_word(store: ConversationStore, sender: str, text: str) -> list[Bubble] | None:
    """What is answered to somebody who wants their data erased, or was asked whether they are sure; else ``None``."""
    words, said = texts()["erasing"], bare(text)
    key = f"erase?{sender}"
    if asks_to_erase(text) or said == words["yes"]:
        if said == words["yes"] and _waiting(store, key):
            store.ledger.move(key, "asked", "answered")
            store.erase(sender)
            return [Bubble(words["done"], card={"kind": ERASED})]
        _ask(store, key)
        replies = tuple(Reply(words[name], words[name]) for name in ("yes", "no"))
        return [Bubble(words["ask"], replies)]
    if said == words["no"] and _waiting(store, key):
        store.ledger.move(key, "asked", "answered")
        return [Bubble(words["kept"])]
    return None


def bare(text: str) -> str:
    """A message without the marks at its end: what it says as a word of ours."""
    return text.strip(" \n\t。！!.~～")


def _ask(store: ConversationStore, key: str) -> None:
    claim = store.ledger.claim(key, "asked")
    if not claim.ours:
        store.ledger.move(key, claim.state, "asked")


def _waiting(store: ConversationStore, key: str) -> bool:
    claim = store.ledger.claimed(key)
    return claim is not None and claim.state == "asked" and time.time() - claim.at < _WAITS
