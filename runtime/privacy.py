"""``python -m runtime.privacy export NAME | erase NAME | purge DAYS``: one user's data, and what is too old to keep.

``NAME`` is a conversation's name in the store, or the token of a browser (``tuika.token`` in its local storage).
个人信息保护法 art. 45 (export), art. 47 (erasure), art. 19 (kept no longer than needed).
"""

from __future__ import annotations

import json
import sys
import time

from .access import conversation_of
from .conversations import ConversationStore

_DAY = 24 * 3600
USAGE = "用法：python -m runtime.privacy export 会话 | erase 会话 | purge 天数"


def purge(store: ConversationStore, days: float, now: float) -> int:
    """Delete conversations in which nothing was said for ``days`` days before ``now``; how many."""
    return store.purge(now - days * _DAY)


def main(arguments: list[str]) -> int:
    """See the module."""
    if len(arguments) != 2 or arguments[0] not in ("export", "erase", "purge"):
        print(USAGE, file=sys.stderr)
        return 2
    verb, what = arguments
    store = ConversationStore()
    if verb == "purge":
        if not what.isdigit() or int(what) < 1:
            print(f"天数要是正整数，不能是 {what}。{USAGE}", file=sys.stderr)
            return 2
        print(f"删除了 {purge(store, int(what), time.time())} 段超过 {what} 天没动静的对话")
        return 0
    name = conversation_of(what) or what
    found = store.export(name)
    if not found:
        print(f"没有叫 {name} 的对话", file=sys.stderr)
        return 1
    if verb == "export":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(f"删除了 {store.erase(name)} 条记录")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
