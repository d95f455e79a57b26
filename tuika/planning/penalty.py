"""The contract penalty (违约金), from the clause that the user's own agreement states.

There is no general rate: a share of the remaining fees, benefits to be given back, or a fixed sum, as the clause says.
Without a clause nothing is computed as owed; the articles' 30 % is only shown as 「有的协议这样写」.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..facts import sums
from ..facts.case import Case
from ..knowledge import book
from ..speech.wording import context, render, yuan
from .questions import Option, Question


@dataclass(frozen=True)
class Penalty:
    """What leaving early costs.

    Attributes:
        amount: yuan owed by the user's own clause; ``None`` where no clause (or not all it needs) is known.
        rumour: yuan by the 30 % that some agreements have; ``None`` without fee and months.
        missing: fields that the clause needs and that are not known.
    """

    amount: Decimal | None
    rumour: Decimal | None
    missing: tuple[str, ...]


def penalty(case: Case) -> Penalty:
    """The penalty for this case. A share (剩余比例) is in per cent, 0 to 100; more counts as not known."""
    rumour = sums.share_left(case, Decimal(book().penalties.rumour.rate))
    if case.penalty_basis in (None, "没见过条款"):
        return Penalty(None, rumour, ())
    needs = book().penalties.bases[case.penalty_basis].needs
    missing = tuple(name for name in needs if getattr(case, name) is None)
    if missing or case.penalty_value is None:
        return Penalty(None, rumour, missing)
    amount = sums.penalty(case)
    # (a share of more than a hundred per cent is no share)
    return Penalty(amount, rumour, () if amount is not None else ("penalty_value",))


def explain(case: Case) -> list[str]:
    """What to tell the user about the penalty, most important first; every line is ready to print."""
    spec = book().penalties
    words = context(case)
    cost = penalty(case)
    lines: list[str] = []
    if cost.amount is not None:
        basis = spec.bases[case.penalty_basis or ""]
        lines.append(render(basis.reply, total=yuan(cost.amount), reckoned=words["penalty"]))
        lines.append(spec.too_high.text)
    elif cost.missing:
        missing = "、".join(spec.names[name] for name in cost.missing)
        lines.append(render(spec.still_needed, missing=missing))
    else:
        lines.append(render(spec.no_clause, **words))
        if cost.rumour is not None:
            lines.append(render(spec.rumour.text, total=yuan(cost.rumour)))
        note = words["c"].penalty_note
        if note:
            lines.append(f"{note}。")
    lines.append(spec.undisclosed.text)
    return lines


#: What the computation asks for, in this order: without a clause no number helps.
ASKED = ("penalty_basis", "penalty_value", "monthly_fee", "contract_months_left")
#: More questions than that are a form; what is still missing then is named, and told when it is found.
MOST_ASKED = 2


def next_missing(case: Case) -> str | None:
    """The field to ask for next; ``None`` when all that can be computed is known or the user cannot tell more."""
    clause = book().penalties.bases.get(case.penalty_basis or "")
    needed = ("penalty_basis",) if case.penalty_basis is None else clause.needs if clause is not None else ()
    wanted = (name for name in ASKED if name in needed)
    return next((n for n in wanted if getattr(case, n) is None and n not in case.unsure), None)


def worked_out(before: Case, after: Case) -> str | None:
    """The line of the sum, where what was told since ``before`` makes it possible to work it out."""
    was, cost = penalty(before), penalty(after)
    if cost.amount is not None and was.amount != cost.amount:
        return explain(after)[0]
    has_no_clause = after.penalty_basis == "没见过条款" or "penalty_basis" in after.unsure
    if has_no_clause and cost.rumour is not None and was.rumour != cost.rumour:
        return render(book().penalties.rumour.text, total=yuan(cost.rumour))
    return None


def penalty_question(name: str, case: Case) -> Question | None:
    """The question about one of ``ASKED``; ``None`` for any other field."""
    if name not in ASKED:
        return None
    spec = book().penalties
    options: tuple[Option, ...] = ()
    if name == "penalty_basis":
        labels = {basis: entry.label for basis, entry in spec.bases.items()} | spec.no_basis
        options = tuple(Option(label, name, basis) for basis, label in labels.items())
    return Question(name, getattr(spec.ask, name), options)
