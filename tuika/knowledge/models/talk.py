"""How the talk goes: ``intents.yaml``, ``replies.yaml``, ``talk.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic.v1 import Field, StrictFloat

from .base import Model, Pattern, Sourced, Text, template, words

# ---- intents.yaml ----------------------------------------------------------------------------------


class IntentSpec(Model):
    """What an intent is called, what it calls for, and what it says of the case by itself."""

    title: Text
    act: Literal["case", "answer", "talk", "control"]
    facts: dict[Text, Text] = Field({}, facts=True)
    sure: StrictFloat | None = None


class WordedPair(Model):
    """How the bot asks which of two intents it is."""

    of: tuple[Text, Text] = Field(ref="intent")
    ask: Text


class IntentsFile(Model):
    """``intents.yaml``."""

    intents: dict[Text, IntentSpec] = Field(keys="intent")
    sure: StrictFloat
    implies: StrictFloat
    outright: StrictFloat
    number: Pattern
    menu: tuple[Text, ...] = Field(ref="intent")
    objection_default: Text = Field(ref="objection")
    wish: StrictFloat
    torn: StrictFloat
    pairs: tuple[WordedPair, ...]


# ---- replies.yaml ----------------------------------------------------------------------------------


class SellerWords(Model):
    """What a seller is called, and where the user finds them."""

    name: Text = words("platform", "carrier", "app")
    page: Text = words("platform", "carrier", "app")


class SellersWords(Model):
    """Every kind of seller."""

    platform: Text
    unknown: SellerWords
    kinds: dict[Text, SellerWords] = Field(keys="value:sales_channel", every=True)


class PlanFrame(Model):
    """The sentences around a plan."""

    goods: Text = words("amount", "debtor", "when")
    topup: Text = words("amount", "debtor", "when", "iot")
    topup_left: Text = words("amount", "debtor", "when")
    goods_slim: Text = words("amount", "debtor")
    goods_overdue: Text = words("amount", "debtor")
    money_open: Text = words("check")
    nothing: Text = words("check", "live")
    look: Text = words("latest")
    look_now: Text = words("latest")
    when_usage: Text = words("latest", "legal")
    when_passed: Text = words("legal")
    when_answer: Text = words("latest")
    when_unanswered: Text = words("latest")
    when_promised: Text = words("promised", "late")
    shifts: Text = words("shifts")
    steps: Text
    deduct: Text = words("text")
    risk: Text = words("text")
    next: Text = words("text")
    usage: Text = words("who")
    unannounced: Text = words("year")
    assumed: Text = words("labels")
    both: Text = words("count")
    find_out_next: Text = words("text")
    alternative: Text = words("label", "lead")
    changed: Text
    settled: Text
    unchanged: Text
    redated: Text


class SourceNames(Model):
    """What a claim is called where its source is shown."""

    way: Text
    channel: Text
    window: Text


class TimelineWords(Model):
    """The picture's words."""

    past: dict[Text, Text] = Field(keys="past_day", every=True)
    today: Text
    promised: Text
    due: Text = words("kind", "usage")
    answer: Text
    legal: Text
    check: Text
    summary: Text = words("here", "coming")


class QuickWords(Model):
    """Labels of quick replies."""

    say: Text
    bring: Text
    law: Text
    late: Text
    letter: Text
    refused: Text
    still: Text
    resume: Text
    go_on: Text
    restart: Text


class AnswerFrame(Model):
    """The sentences around answers."""

    stage: Text = words("text")
    hotline: Text = template()
    hotlines: Text = template()
    stage_meaning: Text
    script: Text = words("title", "text")


class AskFrame(Model):
    """The sentences around questions."""

    known: Text = words("labels")
    back: Text = words("ask")
    unsure: Text
    unsure_ok: Text
    again: Text
    shop: Text = words("value")
    corrected: Text = words("labels")


class RepliesFile(Model):
    """``replies.yaml``."""

    sellers: SellersWords
    plan: PlanFrame
    sources: SourceNames
    timeline: TimelineWords
    quick: QuickWords
    me: Text = template()
    want: Text = template()
    answers: AnswerFrame
    ask: AskFrame


# ---- talk.yaml -------------------------------------------------------------------------------------


class TalkFile(Sourced):
    """``talk.yaml``. A small-talk intent's text stands under the intent's name."""

    greet: Text = template("known")
    goodbye: Text = template("known")
    thanks: Text = template("known")
    bot_challenge: Text = template("known")
    ask_privacy: Text = template("known")
    listen: Text = template("known")
    listen_on: Text = template("known")
    ways: Text
    ways_tell: Text
    chitchat: Text = template("known")
    other_telecom: Text = template("known")
    out_of_scope: Text = template("known")
    beside_the_case: Text
    chat_beside: Text
    chat_thanked: Text
    tell_of_card: Text
    ask_harm: Text = template("known")
    stop: Text
    restart: Text
    card_name: Text = words("k", "number")
    taken_back: Text = words("label")
    sheet_hint: Text
    sheet_empty: Text
    card_back: Text = words("name")
    second_card: Text = words("name")
    card_opened: Text = words("name", "known")
    reported: Text = words("title")
    first_miss: Text = words("known")
    torn: Text = words("first", "second")
    torn_how: Text
    wish_later: Text = words("title")
    second_miss: Text = template()
    bad_value: Text = words("value")
    empty: Text
    need_more: Text
    need_this: Text
    saved: Text
    no_case: Text
