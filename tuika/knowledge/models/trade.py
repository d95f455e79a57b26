"""What the trade knows: law, carriers, channels, windows, plans."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic.v1 import Field, StrictBool, StrictInt, validator

from .base import Model, Sourced, Text, TextFact, template, words

# ---- law.yaml --------------------------------------------------------------------------------------


class LawEntry(Model):
    """One provision: the gist in our words, and the words that a text citing it must use one of.

    ``checked``: the day on which its wording was read; ``titled``: False for what is no titled rule (a case, a notice).
    """

    law: Text
    titled: StrictBool = True
    article: StrictInt | None
    effective: date
    checked: date | None = None
    gist: Text
    terms: tuple[Text, ...]


class LawAnswer(Model):
    """The provisions for a question, in a case where all of ``when`` holds."""

    when: dict[Text, tuple[Text, ...]] = Field({}, conditions=True)
    law: tuple[Text, ...] = Field(ref="law")


class LawFile(Sourced):
    """``law.yaml``."""

    note: Text
    intro: Text
    none: Text
    questions: dict[Text, tuple[LawAnswer, ...]]
    provisions: dict[Text, LawEntry] = Field(used="law")


# ---- carriers.yaml ---------------------------------------------------------------------------------


class Hotline(Sourced):
    """A carrier's hotline; ``instead`` names what to ring where there is no number for all."""

    number: Text | None = None
    instead: Text | None = None
    hours: Text | None = None
    needs: Text | None = None

    @validator("number")
    @classmethod
    def _digits(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[0-9]{3,12}", value):
            raise ValueError(f"电话号码只能是数字：{value}")
        return value


class RightsHotline(Hotline):
    """The hotline for complaints that the first one did not settle."""

    number: Text
    needs: Text


class WebHall(Sourced):
    """A carrier's web hall."""

    address: Text
    path: Text
    warn: Text | None = None


class Lapse(Sourced):
    """After how many days an unused card's number is taken back, from and to."""

    days: tuple[StrictInt, StrictInt]


class Balance(TextFact):
    """Where a balance goes, and the window in which it comes."""

    window: Text = Field(ref="window")


class Carrier(Model):
    """One carrier."""

    name: Text
    app: Text
    hotline: Hotline
    rights_hotline: RightsHotline | None = None
    web_hall: WebHall | None = None
    see_order: TextFact
    app_cancel: TextFact | None = None
    app_close: TextFact | None = None
    app_complain: TextFact | None = None
    sms: TextFact | None = None
    lapse: Lapse | None = None
    balance: Balance
    penalty_note: TextFact | None = None


class CarriersFile(Model):
    """``carriers.yaml``."""

    carriers: dict[Text, Carrier] = Field(keys="value:carrier", every=True)
    lapse_default: Lapse


# ---- channels.yaml ---------------------------------------------------------------------------------


class Channel(Sourced):
    """One way to cancel, close or complain."""

    title: Text = template()
    uses: Literal["carrier", "seller"]
    how: tuple[Text, ...] = template()
    say: Text = template()
    bring: tuple[Text, ...] = template()


class UnknownCarrier(Model):
    """What is said where the carrier is not known."""

    name: Text
    app: Text
    hotline_name: Text
    app_cancel: Text
    app_close: Text
    app_complain: Text
    see_order: Text
    web_hall_address: Text
    web_hall_path: Text
    sms: Text


class StepUp(Model):
    """How to step up with a carrier that has a hotline for it, and with one that has not."""

    with_hotline: Text = words("number", "needs")
    without_hotline: Text


class ChannelsFile(Model):
    """``channels.yaml``."""

    channels: dict[Text, Channel] = Field(used="channel")
    unknown_carrier: UnknownCarrier
    step_up: StepUp


# ---- refunds.yaml ----------------------------------------------------------------------------------

Start = Literal[
    "request", "approved", "refused", "return_signed", "closed", "settlement", "next_month_settled", "complaint"
]
#: What comes at the window's end: money that is owed, what is left in a phone account, an answer, a closed order.
Outcome = Literal["money", "balance", "answer", "closing"]


class Window(Sourced):
    """How long something takes, and from which event the clock runs.

    Without a range no day can be said; ``undated`` is what is said then, and where the clock's event must be known
    (a complaint) and is not.
    """

    of: Outcome
    from_: Start = Field(alias="from")
    unit: Literal["workday", "day"]
    range: tuple[StrictInt, StrictInt] | None
    undated: Text | None = None
    basis: Literal["usage", "law"]
    shifts: Text | None = None
    law: Text | None = Field(None, ref="law")
    law_days: StrictInt | None = None

    @validator("range")
    @classmethod
    def _rises(cls, value: tuple[int, int] | None) -> tuple[int, int] | None:
        if value is not None and not 0 <= value[0] <= value[1]:
            raise ValueError("天数要从小到大写")
        return value

    @validator("undated", always=True)
    @classmethod
    def _says_something(cls, value: str | None, values: dict[str, object]) -> str | None:
        if value is None and (values.get("range") is None or values.get("from_") == "complaint"):
            raise ValueError("没有天数、或者从投诉那天起算的，要写 undated：报不出日子时怎么说")
        return value


class SettlementDay(Sourced):
    """On which day of the next month the final bill is settled."""

    day: StrictInt


class NightWindow(TextFact):
    """The hours in which the carriers' systems are often down."""

    hours: tuple[StrictInt, StrictInt]


class AssumedStart(Model):
    """What a date assumes where its clock has not started."""

    request: Text
    approved: Text
    refused: Text
    return_signed: Text
    closed: Text
    next_month_settled: Text


class RefundsFile(Model):
    """``refunds.yaml``."""

    windows: dict[Text, Window] = Field(used="window")
    next_month_settlement_day: SettlementDay
    night_window: NightWindow
    assumed_start: AssumedStart


# ---- contacts.yaml ---------------------------------------------------------------------------------


class ContactsFile(Sourced):
    """``contacts.yaml``: numbers and addresses that can be tapped where the bot names them."""

    calls: tuple[Text, ...]
    opens: tuple[Text, ...]


# ---- plans.yaml ------------------------------------------------------------------------------------


class PlanRow(Sourced):
    """One row of the plan table."""

    id: Text
    when: dict[Text, tuple[Text, ...]] = Field(conditions=True)
    channel: Text = Field(ref="channel")
    also: tuple[Text, ...] = Field((), ref="channel")
    by_carrier: StrictBool = False
    goods: Literal["slim", "overdue"] | None = None
    asks_payee: StrictBool = True
    window: Text = Field(ref="window")
    topup_window: Text = Field("balance", ref="window", besides=("balance",))
    close_window: Text = Field(ref="window")
    lead: Text = template()
    steps: tuple[Text, ...] = template()
    deduct: Text = template()
    risk: Text = template()
    next: Text = template()
    law: tuple[Text, ...] = Field(ref="law")


class PlansFile(Model):
    """``plans.yaml``."""

    rows: tuple[PlanRow, ...]

    def row(self, id: str) -> PlanRow:
        """The row ``id``.

        Raises:
            KeyError: there is none.
        """
        found = next((row for row in self.rows if row.id == id), None)
        if found is None:
            raise KeyError(id)
        return found
