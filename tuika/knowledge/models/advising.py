"""``advising.yaml``, ``matters/*.yaml`` and ``asks/*.yaml`` as types."""

from __future__ import annotations

from typing import Any, Literal

from pydantic.v1 import Field

from .base import CONTEXT, Model, Sourced, Text, template, words

#: Topics that nobody learns to hear: what the other side says, what is told, what cannot be done, what else there is
#: and what is chatted about, answered by the things that are named.
THEY_SAY, TOLD, UNABLE, FURTHER, CHAT = "they_say", "told", "unable", "further", "chat"
BY_THINGS = (THEY_SAY, TOLD, UNABLE, FURTHER, CHAT)


class Bounds(Model):
    """How sure something must be to count as heard, 0 to 1."""

    danger: float = Field(ge=0, le=1)
    danger_amid: float = Field(ge=0, le=1)
    life: float = Field(ge=0, le=1)
    matter: float = Field(ge=0, le=1)
    told: float = Field(ge=0, le=1)
    near: float = Field(ge=0, le=1)
    by_intent: float = Field(ge=0, le=1)
    further: float = Field(ge=0, le=1)
    switch: float = Field(ge=0, le=1)
    beside: float = Field(ge=0, le=1)
    event_in_story: float = Field(ge=0, le=1)
    ask: float = Field(ge=0, le=1)
    event: float = Field(ge=0, le=1)
    meta: float = Field(ge=0, le=1)
    half_meta: float = Field(ge=0, le=1)
    pick: float = Field(ge=0, le=1)


class ExchangeBounds(Model):
    """How likely it must be that an exchange (``exchanges/``) answers the message, by what else was heard of it.

    How likely it is follows from how ``like`` it is and how far it stands ``apart`` from the next (a logistic, with
    ``base``); one that was written for another matter and ``lent`` to this counts as so much less like. ``nothing``
    else was heard; a question was ``asked``, ``surely_asked`` (from ``sure_ask`` on), or ``plainly_asked`` (from
    ``plain_ask``); the message has no more than ``few`` characters (``in_few``); a thing is ``named`` that has an
    answer; something was ``reported``, or facts ``told``; it sounds like a matter ``elsewhere``, or has an intent
    ``beside`` ours; it only moves an order, whose plan has ``taken`` it as a rule, or ends the case; ``in_danger``
    another one is heard, which has its own help; the message holds ``only_facts``, or one is ``corrected``; it is said
    of the ``talk`` itself, and ``surely_talk`` from ``sure_talk`` on. So likely (``back``) one of a matter must be that
    was spoken of before, and (``first``) one that a talk begins with.
    """

    base: float
    lent: float = Field(ge=0, lt=1)
    back: float = Field(gt=0, lt=1)
    first: float = Field(gt=0, lt=1)
    like: float = Field(gt=0)
    apart: float = Field(gt=0)
    nothing: float = Field(gt=0, lt=1)
    asked: float = Field(gt=0, lt=1)
    sure_ask: float = Field(gt=0, lt=1)
    surely_asked: float = Field(gt=0, lt=1)
    plain_ask: float = Field(gt=0, lt=1)
    plainly_asked: float = Field(gt=0, lt=1)
    few: int = Field(gt=0)
    in_few: float = Field(gt=0, lt=1)
    named: float = Field(gt=0, lt=1)
    reported: float = Field(gt=0, lt=1)
    told: float = Field(gt=0, lt=1)
    elsewhere: float = Field(gt=0, lt=1)
    beside: frozenset[Text] = Field(ref="intent")
    taken: float = Field(gt=0, lt=1)
    in_danger: float = Field(gt=0, lt=1)
    only_facts: float = Field(gt=0, lt=1)
    corrected: float = Field(gt=0, lt=1)
    talk: float = Field(gt=0, lt=1)
    sure_talk: float = Field(gt=0, lt=1)
    surely_talk: float = Field(gt=0, lt=1)


class OpeningBounds(Model):
    """How ``like`` a story (``openings/``) the first message must be, and how far ``apart`` the next one."""

    like: float = Field(gt=0, lt=1)
    apart: float = Field(gt=0, lt=1)


class SoundsBeside(Model):
    """How little of ours must be heard for what begins a talk, names nothing of a card and sounds like none of ours by
    one of these ``intents`` to be taken for that: no matter is as sure as ``matter``, no question as sure as ``ask``.
    """

    intents: frozenset[Text] = Field(ref="intent")
    matter: float = Field(gt=0, le=1)
    ask: float = Field(gt=0, le=1)


class Kinds(Model):
    """How kinds of turn are weighed in the middle of a case: the ``usual`` ones count ``prior`` of what they did where
    they were learned; one of the ``decided`` ones that has ``sure`` of the whole is what the message is.
    """

    usual: frozenset[Text] = Field(ref="kind")
    prior: float = Field(gt=0, le=1)
    decided: frozenset[Text] = Field(ref="kind")
    sure: float = Field(gt=0, le=1)


class EventWords(Model):
    """Something that is reported: its name in the sheet, what is said at once, and the chart's event it is.

    ``tried``: it says that a step was tried, so that the next rung is the answer; ``matter``: the one that it makes.
    """

    title: Text
    say: Text | None = template(None)
    chart: Text | None = Field(None, ref="order_event")
    matter: Text | None = Field(None, ref="matter")
    closes: bool = False
    tried: bool = False


class AdvisingFrame(Model):
    """The sentences around an advice."""

    changed: Text
    same: Text
    second: Text = words("title", "text")
    noted: Text = words("labels")
    corrected: Text = words("labels")
    assumed: Text
    next_rung: Text
    nothing_more: Text
    answered_before: Text
    tell_me: Text
    go_on_with: Text
    rephrase: Text
    heard_as: Text = words("words")
    promised_on: Text = words("day")
    last_day: Text = words("day", "left")
    they_say: Text
    cannot_tell: Text
    half_heard: Text
    go_on: Text
    now: Text
    waits: Text = words("day", "up")
    stands: Text = words("day")
    stands_danger: Text
    at_hand: Text
    as_above: Text
    say_now: Text
    no_dealings: Text
    sum_by_clause: Text = words("sum")
    sum_over: Text = words("sum")
    sum_unused: Text = words("sum")
    sum_lacking: Text = words("came", "rest")
    condolence: Text


class RepairWords(Model):
    """Talk about the talk."""

    repeat: Text
    nothing_said: Text
    simpler: Text
    simplest: Text = template()
    listening: Text
    comfort: Text
    cannot_do: Text
    helper: Text = words("live_line")
    more: Text
    skip: Text
    human: Text = words("operator", "live_line", "hotlines")
    not_this: Text
    not_this_kept: Text = words("title")
    already_said: Text = words("labels")
    already_said_nothing: Text
    undo: Text = words("labels")
    undo_nothing: Text
    my_cards: Text = words("labels", "done", "count")
    insult: Text
    insult_nothing: Text
    vent: Text
    free: Text
    who: Text = words("operator")


class TapWords(Model):
    """Labels of taps."""

    steps: Text
    copy_: Text = Field(..., alias="copy")
    keep: Text
    up: Text
    law: Text
    did: Text
    promised: Text
    refused: Text
    paid: Text
    sheet: Text
    more_rungs: Text
    undo: Text


class AskedField(Model):
    """How a field that no question of the order is about is asked."""

    ask: Text
    options: dict[Text, Text]


class MeantAsk(Model):
    """What is not told by a question that was heard as the likeliest: the matters that only sound like it and were not
    told outright, the facts and the events (``undone``) that are part of what is asked.
    """

    rules_out: frozenset[Text] = Field(frozenset(), ref="matter")
    untold: frozenset[Text] = Field(frozenset(), ref="field")
    undone: frozenset[Text] = Field(frozenset(), ref="report")


class PlainAsk(MeantAsk):
    """A question that plain words settle: one thing of every group is named, one of ``heard`` was heard, where any is
    given, and none of ``unheard``; what only sounds like it does not count.
    """

    named: tuple[frozenset[Text], ...] = Field(min_items=1)
    topic: Text = Field(ref="topic")
    heard: frozenset[Text] = Field(frozenset(), ref="topic")
    unheard: frozenset[Text] = Field(frozenset(), ref="topic")


class StageMatter(Model):
    """What a talk is about that begins with nothing but where the number stands, or with what brought it there; what
    is heard ``instead_of`` it, such as any business of carriers, says less.
    """

    stage: Text
    events: frozenset[Text] = Field(ref="report")
    matter: Text = Field(ref="matter")
    instead_of: frozenset[Text] = Field(ref="matter")


class AdvisingFile(Sourced):
    """``advising.yaml``."""

    bounds: Bounds
    exchange: ExchangeBounds
    opening: OpeningBounds
    kinds: Kinds
    stay: float
    against: float
    sure: float
    max_questions: int = Field(ge=0, le=4)
    worth: float = Field(ge=0, le=1)
    fallback: Text
    fallback_named: dict[Text, Text] = Field(keys="thing", ref="matter")
    fallback_topics: dict[Text, Text] = Field(keys="topic", ref="matter")
    taught: dict[Text, Text] = Field(keys="thing")
    own_way: tuple[Text, ...] = Field(ref="intent")
    own_topics: dict[Text, Text] = Field(keys="intent")
    whole_things: frozenset[Text]
    good_news: frozenset[Text]
    refusal: Text
    own_lift: float = Field(ge=1, le=3)
    rival: float = Field(ge=0, le=1)
    outside: Text = Field(ref="matter")
    sounds_beside: SoundsBeside
    unfamiliar: frozenset[Text] = Field(ref="matter")
    alarm: tuple[Text, ...] = Field(ref="topic")
    second: int
    firm: tuple[Text, ...] = Field(ref="topic")
    chatty: tuple[Text, ...] = Field(ref="topic")
    settled: frozenset[Text] = Field(ref="topic")
    of_parcel: frozenset[Text] = Field(ref="topic")
    minor: Text = Field(ref="topic")
    return_days: int = Field(gt=0, le=60)
    late: Text = Field(ref="matter")
    topics: dict[Text, Text] = Field(keys="intent")
    fact_topics: dict[Text, Text] = Field(keys="field")
    fact_matters: dict[Text, Text] = Field(keys="field")
    stage_matters: tuple[StageMatter, ...]
    of_people: dict[Text, Text] = Field(keys="topic")
    of_matters: dict[Text, tuple[Text, ...]] = Field(keys="topic")
    of_iot: frozenset[Text] = Field(ref="topic")
    plain: tuple[PlainAsk, ...]
    meant: dict[Text, MeantAsk] = Field(keys="topic")
    swindlers: frozenset[Text] = Field(ref="matter")
    not_with_swindlers: frozenset[Text] = Field(ref="topic")
    passed_on: tuple[Text, ...] = Field(ref="field")
    slow: tuple[Text, ...] = Field(ref="report")
    open_ends: frozenset[Text] = Field(ref="report")
    half: float = Field(ge=0, le=1)
    first_of_all: Text = Field(ref="matter")
    stay_with: tuple[Text, ...] = Field(names=())
    stay_answering: Text = Field(..., names=())
    groups: dict[Text, tuple[Text, ...]]
    no_goods: frozenset[Text] = Field(ref="matter")
    thing_topics: dict[Text, tuple[Text, ...]] = Field(keys="matter", names=())
    events: dict[Text, EventWords]
    frame: AdvisingFrame
    repair: RepairWords
    taps: TapWords
    questions: dict[Text, AskedField]


class AdviceSpec(Model):
    """One plan of a matter; see the header of a matter's file."""

    id: Text
    when: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    say: Text = template()
    steps: tuple[Text, ...] = Field((), names=CONTEXT)
    copy_: Text | None = Field(None, alias="copy", names=CONTEXT)
    to: Text | None = template(None)
    keep: tuple[Text, ...] = Field((), names=CONTEXT)
    up: Text | None = template(None)
    warn: Text | None = template(None)
    law: tuple[Text, ...] = Field((), ref="law")
    source: tuple[Text, ...] = ()
    confidence: Literal["high", "medium", "low"] = "medium"


class AnswerSpec(Model):
    """One direct answer."""

    when: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    say: Text = template()
    source: tuple[Text, ...] = ()
    confidence: Literal["high", "medium", "low"] = "medium"


class MatterFile(Model):
    """One situation."""

    title: Text
    family: Literal["danger", "order", "money", "in_use", "stopped", "identity", "iot", "procedure", "other"]
    weight: int = Field(ge=0, le=100)
    intents: tuple[Text, ...] = ()
    implies: dict[Text, Text] = Field(default_factory=dict)
    plan: Literal["own", "table"] = "own"
    ask: Text | None = None
    plans: tuple[AdviceSpec, ...]
    asks: dict[Text, tuple[AnswerSpec, ...]] = Field(default_factory=dict)
    never: tuple[Text, ...] = ()
    neighbours: tuple[Text, ...] = ()
    yields_to: tuple[Text, ...] = ()
    keeps: tuple[Text, ...] = ()
    sounds_like: tuple[Text, ...] = Field((), ref="matter")
    ruled_out_by: tuple[Text, ...] = Field((), ref="field")
    denied_by: dict[Text, Text] = Field(default_factory=dict, keys="field")
    signs: tuple[dict[Text, Text], ...] = Field((), keys="field")
    named_by: tuple[Text, ...] = Field((), ref="thing")
    only_named: tuple[Text, ...] = Field((), ref="thing")
    only_told: tuple[Text, ...] = Field((), ref="field")
    instead_of: tuple[Text, ...] = Field((), ref="matter")
    examples: tuple[Text, ...] = ()
    twins: tuple[Text, ...] = Field((), alias="not")


class TopicSpec(Model):
    """One question that people ask, with its answers."""

    title: Text
    answers: tuple[AnswerSpec, ...]


class TopicsFile(Model):
    """A file of direct answers: topic -> answers."""

    __root__: dict[Text, TopicSpec]

    def topics(self) -> dict[str, Any]:
        """The topics by name."""
        return dict(self.__root__)


class ExchangeSpec(Model):
    """What people say on in a matter, or begin it with, and what is answered; words: ``data/exchanges``, ``openings``.

    ``matter``, ``group``: the matters, and the groups of matters (``advising.yaml``), in whose middle it is said and
    answered in these words as well as in that of the file. ``step``, ``copy``, ``keep``: a line each, what is to be
    done next, to be said to the other side, and to be kept, whichever answer was given.
    """

    matter: tuple[Text, ...] = Field((), ref="matter")
    group: tuple[Text, ...] = ()
    step: Text | None = Field(None, names=CONTEXT)
    copy_: Text | None = Field(None, alias="copy", names=CONTEXT)
    keep: Text | None = Field(None, names=CONTEXT)
    answers: tuple[AnswerSpec, ...]


class ExchangesFile(Model):
    """The exchanges, or the openings, of one matter by name."""

    __root__: dict[Text, ExchangeSpec]

    def exchanges(self) -> dict[str, ExchangeSpec]:
        """The exchanges by name."""
        return dict(self.__root__)
