"""What is answered: questions, objections, letters, remedies, evidence, penalty, pitfalls."""

from __future__ import annotations

from pydantic.v1 import Field, StrictBool, StrictFloat, StrictInt

from .base import Model, Pattern, Sourced, Text, TextFact, template, words

# ---- questions.yaml --------------------------------------------------------------------------------


class Variant(Model):
    """Another wording while only the values ``among`` are possible."""

    among: tuple[Text, ...]
    ask: Text
    options: dict[Text, Text]
    find_out: Text | None = template(None)
    if_yes: dict[Text, Text] = Field({}, facts=True)
    if_no: dict[Text, Text] = Field({}, facts=True)
    groups: dict[Text, Text] = Field({})


class QuestionSpec(Model):
    """One question about a deciding field."""

    ask: Text
    options: dict[Text, Text]
    find_out: Text = template()
    prior: dict[Text, StrictInt]
    if_yes: dict[Text, Text] = Field({}, facts=True)
    if_no: dict[Text, Text] = Field({}, facts=True)
    groups: dict[Text, Text] = Field({})
    variants: tuple[Variant, ...] = ()


class QuestionsFile(Model):
    """``questions.yaml``."""

    detail_weight: StrictFloat
    max_unsure: StrictInt
    unlikely: StrictFloat
    questions: dict[Text, QuestionSpec] = Field(keys="deciding", every=True)


# ---- objections.yaml -------------------------------------------------------------------------------


class Objection(Sourced):
    """What an agent says, and what to answer."""

    title: Text
    why: Text
    honest: Text = template()
    bars: dict[Text, tuple[Text, ...]] = Field(conditions=True)
    bar_text: Text | None = None
    claim: StrictBool = True
    counters: tuple[Text, ...] = template()
    law: tuple[Text, ...] = Field(ref="law")


class ObjectionFrame(Model):
    """What stands around a counter-argument."""

    real: Text = words("text")
    matter: Text = words("text")
    not_real: Text = words("text")
    say: Text = words("text")
    next: Text = template()
    last: Text = template()
    exhausted: Text = template()


class ObjectionsFile(Model):
    """``objections.yaml``."""

    opening: Text = template()
    last_move: Text = template()
    frame: ObjectionFrame
    objections: dict[Text, Objection] = Field(keys="objection")


# ---- letters.yaml ----------------------------------------------------------------------------------


class Letter(Sourced):
    """One letter or phone script."""

    title: Text
    for_: dict[Text, tuple[Text, ...]] = Field(alias="for", conditions=True)
    for_any: dict[Text, tuple[Text, ...]] | None = Field(None, conditions=True)
    for_matter: tuple[Text, ...] = Field((), ref="matter")
    law: tuple[Text, ...] = Field(ref="law")
    warn: Text | None = None
    text: Text = template("deadline", "matter", "demand", "enclosures", "sum_of")


class LetterMatter(Model):
    """What happened and what is wanted, in a case."""

    when: dict[Text, tuple[Text, ...]] = Field(conditions=True)
    matter: Text = template("deadline")
    demand: Text = template("deadline", "matter")


class LettersFile(Sourced):
    """``letters.yaml``."""

    intro: Text
    choose: Text
    offer: tuple[Text, ...] = Field(ref="letter")
    letters: dict[Text, Letter] = Field(used="letter")
    matters: tuple[LetterMatter, ...]
    deadline_days: StrictInt


# ---- escalation.yaml -------------------------------------------------------------------------------


class Waits(Model):
    """How many days after the complaint to the carrier a remedy opens; ``undated`` where no complaint is on record."""

    days: StrictInt
    undated: Text


class Remedy(Model):
    """One step of a ladder; one that does not wait can be taken at any time. ``hurry``: how it can be lost."""

    id: Text
    text: Text = template()
    short: Text | None = template(None)
    waits: Waits | None = None
    needs: Text | None = None
    limit: Text | None = None
    hurry: Text | None = None
    excludes: Text | None = None
    then: Text | None = None
    early: Text | None = None


class Ladder(Model):
    """The remedies against one side, the mildest first."""

    title: Text = template()
    steps: tuple[Remedy, ...]


class Ladders(Model):
    """Both ladders."""

    carrier: Ladder
    seller: Ladder


class RemedyLabels(Model):
    """What is said before a remedy's details."""

    needs: Text
    limit: Text
    hurry: Text
    excludes: Text
    then: Text
    early: Text


class EscalationFile(Sourced):
    """``escalation.yaml``."""

    ladders: Ladders
    warn: Text
    honest: Text
    labels: RemedyLabels
    open_always: Text
    open_now: Text
    open_on: Text = words("day")


# ---- evidence.yaml ---------------------------------------------------------------------------------


class EvidenceItem(Model):
    """One thing to keep; ``words`` is how users name it."""

    id: Text
    text: Text
    words: Pattern


class EvidenceWhere(Model):
    """A field that has one of these values."""

    field: Text = Field(ref="field")
    values: tuple[Text, ...]


class EvidenceRule(EvidenceWhere):
    """What to keep where a field has one of these values, and the field of ``unless`` has none of its."""

    unless: EvidenceWhere | None = None
    items: tuple[EvidenceItem, ...]


class EvidenceFile(Sourced):
    """``evidence.yaml``."""

    intro: Text
    ticked: Text = words("left")
    complete: Text
    asking: Pattern
    all_words: Pattern
    always: tuple[EvidenceItem, ...]
    when: tuple[EvidenceRule, ...]
    bring: Text = words("items")
    privacy: Text


# ---- penalties.yaml --------------------------------------------------------------------------------


class PenaltyBasis(Model):
    """One kind of clause."""

    label: Text
    reply: Text = words("total", "reckoned")
    needs: tuple[Text, ...] = Field(ref="field")


class Rumour(Sourced):
    """What some agreements say."""

    text: Text = words("total")
    rate: StrictInt


class PenaltyAsk(Model):
    """The questions about the clause."""

    monthly_fee: Text
    contract_months_left: Text
    penalty_basis: Text
    penalty_value: Text


class PenaltiesFile(Sourced):
    """``penalties.yaml``."""

    bases: dict[Text, PenaltyBasis] = Field(keys="value:penalty_basis")
    no_basis: dict[Text, Text] = Field(keys="value:penalty_basis")
    no_clause: Text = template()
    names: dict[Text, Text] = Field(keys="field")
    still_needed: Text = words("missing")
    rumour: Rumour
    too_high: TextFact
    undisclosed: TextFact
    ask: PenaltyAsk


# ---- pitfalls.yaml ---------------------------------------------------------------------------------


class Misconception(Model):
    """What people think, and how it is."""

    wrong: Text
    right: Text


class Misconceptions(Sourced):
    """The common ones."""

    intro: Text
    items: tuple[Misconception, ...]


class Worry(TextFact):
    """One worry: ``about`` is looked for in the words; not where ``activated`` is ``unless``."""

    about: Pattern
    unless: Text | None = Field(None, ref="value:activated")


class Worries(Model):
    """The single worries, and how a message sounds that has one."""

    asked: Pattern
    items: tuple[Worry, ...]


class Advice(Sourced):
    """A list of advice."""

    intro: Text
    items: tuple[Text, ...]


class PitfallsFile(Model):
    """``pitfalls.yaml``."""

    misconceptions: Misconceptions
    worries: Worries
    why_hard: TextFact
    outlook: TextFact
    choose: Advice
    scam: TextFact
