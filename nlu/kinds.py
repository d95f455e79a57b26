"""What kind of turn a message is (这句话是来做什么的): one of several, so that they are weighed against each other.

A message tells a case, asks, reports, chats, or speaks of the talk itself (「再说一遍」). The labels of a message are
heard each by itself, so two may be half sure at once; here the examples are told apart by what each is above all. In
the middle of a talk the mind weighs the kinds (``tuika.dialogue.kinds``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .about_talk import cannot_get_through
from .clause_data import INTENTS, names
from .money_told import is_part_paid, nothing_came
from .sureness import sureness
from .told_apart import is_refusal_told

#: Intents that are a kind by themselves, by the kind's name (``labels.yaml``).
_BY_INTENT: dict[str, str] = names()["kind_of_intent"]
#: Events that end a case, or turn it, or leave it for another: each a kind of its own.
_EVENTS: tuple[str, ...] = tuple(names()["kind_of_event"])
CASE, ASK, REPORT, OUTSIDE = "case", "ask", "report", "outside"
_OUTSIDE, _PAID_IN, _CHANGED_MIND = "m:outside", "paid_in", "changed_mind"
#: What does not work for anybody is no want of skill.
_NO_SKILL, _HUMAN = "cannot_do", "human"
_BROKEN = frozenset({"登不上账号", "登不了官方", "刷脸不过", "网络异常", "收不到码", "按钮灰", "页面没了", "修不好"})
#: Less sure than that a kind is not told.
_LEAST = 0.005


def kind_of(intent: str, labels: Sequence[str] | None, only: str) -> str:
    """The kind of an example; empty where it is several at once, or nobody knows.

    ``intent`` is the full intent or empty, ``labels`` are prefixed names, ``only`` the prefix of those that were told.
    """
    meta, asks, events, matters, facts = (_under(prefix, labels or ()) for prefix in ("r:", "a:", "e:", "m:", "f:"))
    name = intent.partition("/")[0]
    if name in _BY_INTENT and not meta:
        return _BY_INTENT[name]
    if labels and _OUTSIDE in labels and len(matters) == 1:
        return OUTSIDE
    if meta:
        return "" if asks or events or matters else meta[0]
    turning = [event for event in _EVENTS if event in events]
    if turning and not asks:
        return turning[0]
    if asks and events:
        return ""
    if asks or events:
        return ASK if asks else REPORT
    if matters or facts:
        return CASE
    return _of_intent(name) if labels is None or only == INTENTS else ""


def _of_intent(intent: str) -> str:
    if not intent:
        return ""
    return ASK if intent in names()["asking_intents"] else CASE


def _under(prefix: str, labels: Sequence[str]) -> list[str]:
    return [label.removeprefix(prefix) for label in labels if label.startswith(prefix)]


def turn_kinds(kinds: Mapping[str, float], things: Iterable[str], text: str = "") -> list[dict[str, Any]]:
    """What kind of turn the message is, likeliest first, as the reading tells it. ``things``: what it names."""
    left = {n: c for n, c in kinds.items() if n != _NO_SKILL or _BROKEN.isdisjoint(things)}
    if is_part_paid(text) or nothing_came(text):
        # (「到账了,但只有38.5」 is no good end)
        left = {n: c for n, c in left.items() if n != _PAID_IN}
    if is_refusal_told(text):
        left = {n: c for n, c in left.items() if n != _CHANGED_MIND}
    if cannot_get_through(text):
        left = {n: c for n, c in left.items() if n != _HUMAN}
    found = [{"name": n, "confidence": round(c, 3)} for n, c in left.items() if c >= _LEAST]
    return sorted(found, key=sureness)
