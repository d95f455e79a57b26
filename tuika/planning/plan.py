"""Case to plan (方案): channel, steps, dates, deductions, risks, next step, and who owes which money.

The decisions stand in ``plans.yaml``; this module looks the row up, computes the dates and fills the texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from ..facts.case import Case
from ..facts.deadlines import SHANGHAI, Due, days_late, due, is_night
from ..facts.fields import FIELDS
from ..knowledge import book
from ..knowledge.models.trade import PlanRow
from ..speech.wording import carrier_view, context, names_in, render, seller_view
from .space import row_of, space


@dataclass(frozen=True)
class Debt:
    """One debt with one debtor. ``kind`` is 货款 (paid to the seller) or 首充 (in the phone account)."""

    kind: str
    debtor: str
    amount: Decimal | None
    window: str
    #: ``None`` where no day can be said
    due: Due | None
    #: ``slim``: seldom comes back; ``overdue``: late already; ``None``: as usual
    hope: str | None = None


@dataclass(frozen=True)
class Assumption:
    """A field the plan had to guess because it is not known, and the value it assumed."""

    field: str
    value: str


@dataclass(frozen=True)
class Way:
    """What makes a plan another plan to do: its row, and the parties (as values of the case) that its texts name."""

    row: str
    carrier: str | None = None
    sales_channel: str | None = None
    platform: str | None = None


def same_way(before: Way, after: Way) -> bool:
    """Whether both tell to do the same thing. A party that becomes known changes nothing, another one does."""
    pairs = zip(
        (before.carrier, before.sales_channel, before.platform),
        (after.carrier, after.sales_channel, after.platform),
        strict=True,
    )
    return before.row == after.row and all(b is None or b == a for b, a in pairs)


@dataclass(frozen=True)
class Plan:
    """The plan for exactly one case; all texts are ready to print.

    Attributes:
        row: the row of ``plans.yaml`` it comes from.
        way: the row and the parties it names.
        channel, also: the channel to use and those used beside it (keys of ``channels.yaml``).
        debts: what is owed by whom until when; empty where nothing was paid.
        check: when to look whether the order is closed (nothing paid) or the complaint answered; ``None``: no day.
        live: whether the card is activated, as known or assumed.
        check_window: the window of ``refunds.yaml`` that ``check`` comes from.
        assumptions: what is not known and had to be assumed.
        late_days: days past the promised day, or ``None``.
    """

    row: str
    way: Way
    channel: str
    also: tuple[str, ...]
    lead: str
    steps: tuple[str, ...]
    debts: tuple[Debt, ...]
    #: who was paid is not known and need not be known yet
    money_open: bool
    live: bool
    check: Due | None
    check_window: str
    deduct: str
    risk: str
    next_step: str
    confidence: str
    source: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    late_days: int | None
    night: bool


def make_plan(case: Case, now: datetime) -> Plan:
    """The plan for ``case``. Unknown deciding fields are assumed at their likeliest value and listed as such.

    Args:
        case: what is known; may be empty.
        now: the clock, with a time zone.
    """
    today = now.astimezone(SHANGHAI).date()
    guess, _ = space(case, today).completions()[0]
    full = case.assuming(guess)
    decisive = [Assumption(f, v) for f, v in guess.items() if _matters(f, full, today)]
    return _plan(full, case, now, tuple(decisive))


@dataclass(frozen=True)
class Alternatives:
    """The plans for the possible cases, likeliest first, and the fields in which they differ, most telling first."""

    plans: tuple[Plan, ...]
    differ_in: tuple[str, ...]


def alternatives(case: Case, now: datetime, limit: int = 3) -> Alternatives:
    """The plans for each possible case, at most ``limit``: for a user who cannot tell.

    One plan a row of the table; the assumptions of each are cut down to the fields in which they differ.
    """
    today = now.astimezone(SHANGHAI).date()
    remaining = space(case, today)
    guesses: dict[str, Mapping[str, str]] = {}
    weights: dict[str, float] = {}
    for guess, weight in remaining.completions():
        row = row_of(case.assuming(guess), today).id
        guesses.setdefault(row, guess)
        weights[row] = weights.get(row, 0.0) + weight
    chosen = [guesses[row] for row in sorted(guesses, key=lambda r: -weights[r])[:limit]]
    differing = [f for f in (chosen[0] if chosen else {}) if len({g[f] for g in chosen}) > 1]
    plans = [
        _plan(case.assuming(guess), case, now, tuple(Assumption(f, guess[f]) for f in differing)) for guess in chosen
    ]
    return Alternatives(tuple(plans), tuple(sorted(differing, key=lambda f: -remaining.gain(f))))


def _plan(full: Case, told: Case, now: datetime, assumed: tuple[Assumption, ...]) -> Plan:
    today = now.astimezone(SHANGHAI).date()
    row = row_of(full, today)
    # what is assumed is not printed as known: texts name only the stated carrier and seller
    words = context(told, today)
    channel = book().channels.channels[row.channel]
    steps = [render(step, **words) for step in [*channel.how, *row.steps]]
    return Plan(
        row=row.id,
        way=_way(row.id, told),
        channel=row.channel,
        also=row.also,
        lead=render(row.lead, **words),
        steps=tuple(steps),
        debts=_debts(full, told, row, today),
        money_open=told.payee is None and not row.asks_payee,
        live=_is_live(full),
        check=due(row.close_window, full, today),
        check_window=row.close_window,
        deduct=render(row.deduct, **words),
        risk=render(row.risk, **words),
        next_step=render(row.next, **words),
        confidence=row.confidence,
        source=row.source,
        assumptions=assumed,
        late_days=days_late(full, today),
        night=is_night(now),
    )


@lru_cache(maxsize=256)
def _named(row_id: str) -> frozenset[str]:
    """What the row's texts (those of its channel too) take from the case: ``c`` the carrier, ``s`` the seller, …"""
    row = book().plans.row(row_id)
    texts = (row.lead, row.deduct, row.risk, row.next, *row.steps, *book().channels.channels[row.channel].how)
    return frozenset().union(*(names_in(text) for text in texts))


def _way(row_id: str, told: Case) -> Way:
    named = _named(row_id)
    carrier = told.carrier if "c" in named else None
    seller = (told.sales_channel, told.platform) if "s" in named else (None, None)
    return Way(row_id, carrier, *seller)


def _matters(field: str, full: Case, today: date) -> bool:
    """Whether another value of ``field`` would lead to another plan, all else as in ``full``."""
    return not space(full.leaving_open(field), today).settled()


def _debts(full: Case, told: Case, row: PlanRow, today: date) -> tuple[Debt, ...]:
    debts = []
    if full.payee in ("货款", "都付"):
        debtor = seller_view(told).name
        debts.append(Debt("货款", debtor, full.paid_amount, row.window, due(row.window, full, today), row.goods))
    if full.payee in ("首充", "都付"):
        debtor = carrier_view(told.carrier).name
        window = _topup_window(full, row)
        # a sum of which only afterwards is known that the carrier received it
        amount = full.topup_amount if full.payee == "都付" else full.topup_amount or full.paid_amount
        debts.append(Debt("首充", debtor, amount, window, due(window, full, today)))
    return tuple(debts)


def _is_live(case: Case) -> bool:
    return case.card_stage in FIELDS["activated"].narrows["激活了"]


def _topup_window(case: Case, row: PlanRow) -> str:
    """The window of the money in the phone account: the carrier's own; none that is public before the card is live."""
    if row.topup_window != "balance":
        return row.topup_window
    if not _is_live(case):
        return "topup_idle"
    carrier = book().carriers.carriers.get(case.carrier or "")
    return "balance_unknown" if carrier is None else carrier.balance.window


def channel_text(channel: str, case: Case, part: str) -> str:
    """One text (``title``, ``say``) of a channel, filled in for this case.

    Raises:
        KeyError: no such channel.
    """
    return render(getattr(book().channels.channels[channel], part), **context(case))


def channel_list(channel: str, case: Case, part: str) -> list[str]:
    """One list (``how``, ``bring``) of a channel, filled in for this case.

    Raises:
        KeyError: no such channel.
    """
    words = context(case)
    return [render(text, **words) for text in getattr(book().channels.channels[channel], part)]
