"""What the page is told when it is opened: its words, what to offer, who runs it and how long talks are kept."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from runtime.operations.purging import keep_days

from .bubbles import Reply, opening, reporting
from .texts import texts

#: Payloads that begin like this open a part of the plan; once opened it need not be offered again.
ONCE = (
    "/ask_law",
    "/ask_script",
    "/ask_pitfalls",
    "/evidence",
    "/escalate_complaint",
    "/objection",
    '/inform{"topic"',
    '/inform{"event"',
)
#: What stands in the bar once there is a plan: the name of its label -> what it sends.
_BAR = {
    "script": "/ask_script",
    "evidence": "/evidence",
    "complain": '/escalate_complaint{"topic": "whole"}',
    "letter": '/ask_letter{"topic": "whole"}',
    "sheet": '/inform{"sheet": "show"}',
}


def settings(limit: int) -> dict[str, Any]:
    """The page's settings as JSON values; ``limit``: the longest message, in characters."""
    words = texts()["web"]
    return {
        "texts": words,
        "limit": limit,
        "menu": _json(opening()),
        "about": about(),
        "once": ONCE,
        "bar": _json(Reply(words["bar_labels"][name], payload) for name, payload in _BAR.items()),
        "calls": _json(_named(reporting("called", "no_answer"), words["call_labels"])),
        "reports": _json(reporting("called", "promised", "refused", "no_answer", "paid_in")),
    }


def about() -> list[str]:
    """Who this is, who runs it, how long what is said is kept."""
    words, operator = texts()["web"], os.environ.get("TUIKA_OPERATOR", "").strip()
    days = keep_days(os.environ.get("TUIKA_KEEP_DAYS"))
    kept = words["kept_for_ever"] if days is None else words["kept"].format(days=f"{days:g}")
    run_by = [words["run_by"].format(operator=operator)] if operator else []
    return [words["not_an_operator"], *run_by, kept, words["privacy"]]


def _named(replies: Iterable[Reply], labels: Iterable[str]) -> list[Reply]:
    return [Reply(label, reply.payload) for reply, label in zip(replies, labels, strict=True)]


def _json(replies: Iterable[Reply]) -> list[dict[str, str]]:
    return [asdict(reply) for reply in replies]
