"""What to keep and what to bring (证据与材料) for one case, from ``evidence.yaml``."""

from __future__ import annotations

from .case import Case
from .knowledge import load
from .message import Message
from .plan import Plan, channel_list
from .wording import render


def checklist(case: Case) -> list[str]:
    """The evidence to keep in this case, most general first, without repeats."""
    spec = load("evidence")
    items = list(spec["always"])
    for rule in spec["when"]:
        if getattr(case, rule["field"]) in rule["values"]:
            items += rule["items"]
    return list(dict.fromkeys(items))


def evidence_message(case: Case, plan: Plan | None) -> Message:
    """The checklist, and what the plan's channel asks for."""
    spec = load("evidence")
    lines = [spec["intro"], *(f"□ {item}" for item in checklist(case))]
    if plan is not None:
        bring = channel_list(plan.channel, case, "bring")
        lines.append(render(spec["bring"], items="、".join(bring)))
    return Message("\n".join([*lines, spec["privacy"]]))
