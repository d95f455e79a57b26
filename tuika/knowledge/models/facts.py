"""The table of facts and the order: ``fields.yaml``, ``order.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic.v1 import Field, StrictBool, StrictFloat, StrictStr

from .base import Model, Sourced, Text, words

# ---- fields.yaml -----------------------------------------------------------------------------------


#: How a sum of money can stand, and who can hold it; the program knows these names.
PAYMENT_STATES = ("已付", "被要求", "答应给", "已收到")
PAYMENT_HOLDERS = ("运营商", "店铺", "代理个人", "快递员", "公众号", "不清楚")
#: A debt of one debtor: 货款 (whoever took it holds it), 首充 (in the phone account).
Debt = Literal["货款", "首充"]


class FieldSpec(Model):
    """One fact that can be known of a case."""

    kind: Literal["choice", "day", "yuan", "months", "words", "payments"]
    public: StrictBool = False
    decides: StrictBool = False
    values: dict[Text, Text] = Field({})
    region: Text | None = Field(None, ref="region")
    label: Text | None = Field(None, names=("value",))
    narrows: dict[Text, tuple[Text, ...]] = Field({})
    part_of: Text | None = Field(None, ref="field")
    formerly: tuple[Text, ...] = ()


class PaymentSpec(Model):
    """What a payment can be for, who can hold it, how it can stand."""

    purposes: tuple[Text, ...]
    states: dict[Text, Text] = Field(keys="payment_state", every=True)
    holders: dict[Text, Debt | None] = Field(keys="payment_holder", every=True)
    counts_as: dict[Text, Debt | None] = Field(keys="purpose", every=True)
    label: Text = words("state", "amount", "purpose", "holder")


class FieldsFile(Model):
    """``fields.yaml``."""

    fields: dict[Text, FieldSpec] = Field(keys="entity")
    payments: PaymentSpec


# ---- order.yaml ------------------------------------------------------------------------------------

#: What a condition wants of a field: one of these values (``None``: not known), or a kind of value.
Wanted = Literal["known", "positive", "zero"] | tuple[StrictStr | None, ...]
Conditions = dict[Text, Wanted]


class StateSpec(Model):
    """One state of a region."""

    label: Text | None = None
    short: Text | None = None
    final: StrictBool = False
    unstated: StrictBool = False
    when: Conditions | None = Field(None, wanted=True)


class RegionSpec(Model):
    """A region that moves by itself."""

    field: Text | None = Field(None, ref="field")
    title: Text | None = None
    start: Text
    idle: tuple[Text, ...] = ()
    states: dict[Text, StateSpec]


class Exclusion(Model):
    """What cannot hold together, and which of it gives way."""

    all: Conditions = Field(wanted=True)
    yields: Text = Field(ref="field")


class Implication(Model):
    """What follows from what; ``usual``: only as a rule, so nothing more is concluded from it."""

    when: Conditions = Field(wanted=True)
    then: dict[Text, Text] = Field(facts=True)
    usual: StrictBool = False


class Remainder(Model):
    """A number that is what another one leaves of a third, as a rule."""

    from_: Text = Field(alias="from", ref="field")
    less: Text = Field(ref="field")
    gives: Text = Field(ref="field")


class Rarity(Model):
    """A combination that is rarer than its parts suggest."""

    all: dict[Text, tuple[Text, ...]] = Field(conditions=True)
    weight: StrictFloat


class EventSpec(Model):
    """What can happen in a region."""

    region: Text = Field(ref="region")
    from_: tuple[Text, ...] = Field(alias="from")
    to: Text
    title: Text
    barred: Text
    guards: tuple[Text, ...] = Field((), ref="guard")
    sets: dict[Text, Text | None] = Field({}, facts=True)
    day: Text | None = Field(None, ref="day_field")


class GuardSpec(Model):
    """What must hold for an event, and what is said where it does not."""

    when: Conditions = Field({}, wanted=True)
    unless: Conditions = Field({}, wanted=True)
    hours: dict[Text, tuple[Text, Text]] = Field({}, keys="value:carrier")
    reason: Text = words("carrier", "opens", "shuts")


class Derived(Model):
    """Conditions that dates make, with their values."""

    money_late: tuple[Text, ...]
    activation_vs_request: tuple[Text, ...]


class OrderFile(Sourced):
    """``order.yaml``."""

    regions: dict[Text, RegionSpec]
    excludes: tuple[Exclusion, ...]
    implies: tuple[Implication, ...]
    remainders: tuple[Remainder, ...]
    rare: tuple[Rarity, ...]
    events: dict[Text, EventSpec]
    guards: dict[Text, GuardSpec] = Field(used="guard")
    derived: Derived
