"""``python -m runtime.privacy find WHO | export WHO | erase WHO | purge DAYS [--yes]``: one user's data, and old ones'.

``WHO`` is a conversation's name in the store, the token of a browser (``tuika.token`` in its local storage), or what a
channel calls a user: ``wechat:OPENID``, ``telegram:CHAT``, ``rest:SENDER``.
个人信息保护法 art. 45 (export), art. 47 (erasure), art. 19 (kept no longer than needed).
"""

from __future__ import annotations

import json
import sys
import time

from .extensions.conversations import ConversationStore
from .operations import discreet
from .operations.access import alias, conversation_of, program_user
from .operations.purging import purge, suspicious

USAGE = (
    "用法：python -m runtime.privacy find 谁 | export 谁 | erase 谁 | purge 天数 [--yes]"
    "（谁：会话名、浏览器令牌、wechat:OpenID、telegram:聊天号、rest:sender）"
)
_VERBS = ("find", "export", "erase", "purge")


def name_of(who: str) -> str:
    """What the store calls the conversation of ``who`` (see the module)."""
    channel, colon, identity = who.partition(":")
    if colon and channel in ("wechat", "telegram"):
        return alias(channel, identity)
    if colon and channel == "rest":
        return program_user(identity)
    return conversation_of(who) or who


def main(arguments: list[str]) -> int:
    """See the module."""
    discreet.install()
    confirmed = "--yes" in arguments
    words = [argument for argument in arguments if argument != "--yes"]
    if len(words) != 2 or words[0] not in _VERBS:
        print(USAGE, file=sys.stderr)
        return 2
    verb, what = words
    store = ConversationStore()
    if verb == "purge":
        return _purge(store, what, confirmed)
    name = name_of(what)
    found = store.export(name)
    if not found:
        print(f"没有叫 {name} 的对话", file=sys.stderr)
        return 1
    if verb == "find":
        print(name)
    elif verb == "export":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(f"删除了 {store.erase(name)} 条记录")
    return 0


def _purge(store: ConversationStore, days: str, confirmed: bool) -> int:
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= 36_500):
        print(f"天数要是正整数，不能是 {days}。{USAGE}", file=sys.stderr)
        return 2
    doubt = suspicious(store, int(days), time.time())
    if doubt is not None and not confirmed:
        print(doubt, file=sys.stderr)
        return 1
    print(f"删除了 {purge(store, int(days), time.time())} 段超过 {days} 天没动静的对话")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
