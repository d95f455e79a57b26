"""Templates to text: the Jinja2 environment, and the carrier and seller as the templates see them.

Templates live in the knowledge files; ``c`` is the carrier, ``s`` the seller, ``k`` the case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jinja2
import jinja2.meta

from ..facts import deadlines, sums
from ..facts.case import Case
from ..knowledge import book
from ..knowledge.models.base import TextFact
from ..knowledge.models.trade import Lapse, RightsHotline
from .one_side import one_side


def yuan(amount: Decimal | int) -> str:
    """「29 元」, 「19.9 元」: no trailing zeros."""
    text = f"{Decimal(amount):.2f}".rstrip("0").rstrip(".")
    return f"{text} 元"


@jinja2.pass_context
def day(words: jinja2.runtime.Context, value: date) -> str:
    """The day as printed; with its year where that is not the present one (``today`` of the context)."""
    return deadlines.show(value, words.get("today"))


@jinja2.pass_context
def fill(words: jinja2.runtime.Context, value: Any, what: str) -> str:
    """The value as printed, or 〔请填写：…〕 where it is not known."""
    if value is None:
        return f"〔请填写：{what}〕"
    return deadlines.show(value, words.get("today")) if isinstance(value, date) else str(value)


def fill_yuan(value: Decimal | None, what: str) -> str:
    """A sum as printed, or 〔请填写：…〕 where it is not known."""
    return f"〔请填写：{what}〕" if value is None else yuan(value)


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The one environment of all templates, with their filters."""
    templates = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True)
    # no text calls ``range`` or its like, and every filling would copy them
    templates.globals.clear()
    templates.filters.update(day=day, yuan=yuan, fill=fill, fill_yuan=fill_yuan)
    return templates


@lru_cache(maxsize=2048)
def _template(source: str) -> jinja2.Template:
    return environment().from_string(source)


def render(source: str, /, **context: Any) -> str:
    """``source`` with the context filled in and spacing between Chinese and numbers made even; of a text for either
    side (「没激活的…；激活了的…」) the one where the case (``k``) stands.

    Raises:
        jinja2.UndefinedError: the template names what the context lacks.
    """
    text = polish(_template(source).render(context)) if "{" in source else _plain(source)
    known = context.get("k")
    return text if known is None else one_side(text, known)


@lru_cache(maxsize=2048)
def _plain(source: str) -> str:
    """A template that takes nothing, which most of them are."""
    return polish(source)


@lru_cache(maxsize=2048)
def names_in(source: str) -> frozenset[str]:
    """The names that the template takes from its context (``c``, ``s``, ``k``, …)."""
    return frozenset(jinja2.meta.find_undeclared_variables(environment().parse(source)))


def nested(text: str) -> str:
    """``text`` for use inside 「」: its own quotation marks become the inner ones."""
    return text.translate(str.maketrans("「」", "『』"))


_HAN = "\u4e00-\u9fff"
#: Where a space belongs: around hotline numbers and Latin words, and before sums.
_GAP = re.compile(
    rf"(?<=[{_HAN}])(?=[A-Za-z0-9])(?=\d{{5}}|[A-Za-z]|\d{{1,9}}(?:\.\d{{1,4}})? 元)"
    rf"|(?<=[A-Za-z0-9])(?=[{_HAN}])(?:(?<=[A-Za-z])|(?<=\d{{5}}))"
)
_SPACED = re.compile(r" {1,9}(?=[，。、；：！？）」』])")
_DOUBLED = re.compile(r"。{2,}")


def polish(text: str) -> str:
    """A space around hotline numbers and Latin words and before sums, no space before punctuation, no doubled marks."""
    text = _GAP.sub(" ", text)
    if " " in text:
        text = _SPACED.sub("", text)
    return (_DOUBLED.sub("。", text) if "。。" in text else text).strip()


@dataclass(frozen=True)
class CarrierView:
    """A carrier as templates see it; every field is text ready to print. See ``carriers.yaml``."""

    name: str
    app: str
    hotline_name: str
    rights_hotline: str | None
    app_cancel: str
    app_close: str
    app_complain: str
    see_order: str
    web_hall_address: str
    web_hall_path: str
    sms: str
    lapse: str
    step_up: str
    penalty_note: str | None


@lru_cache(maxsize=16)
def carrier_view(carrier: str | None) -> CarrierView:
    """The view of ``carrier``; of stand-ins (「卡面上那家运营商」) where it is ``None`` or lacks an entry."""
    stand_in = book().channels.unknown_carrier
    entry = book().carriers.carriers.get(carrier or "")
    if entry is None:
        return _stand_in()
    rights, hall = entry.rights_hotline, entry.web_hall

    def text(fact: TextFact | None, instead: str) -> str:
        return instead if fact is None else fact.text

    return CarrierView(
        name=entry.name,
        app=entry.app,
        hotline_name=entry.hotline.number or entry.hotline.instead or stand_in.hotline_name,
        rights_hotline=None if rights is None else rights.number,
        app_cancel=text(entry.app_cancel, stand_in.app_cancel),
        app_close=text(entry.app_close, stand_in.app_close),
        app_complain=text(entry.app_complain, stand_in.app_complain),
        see_order=entry.see_order.text,
        web_hall_address=stand_in.web_hall_address if hall is None else hall.address,
        web_hall_path=stand_in.web_hall_path if hall is None else hall.path,
        sms=text(entry.sms, stand_in.sms),
        lapse=_lapse_text(entry.lapse),
        step_up=_step_up_text(rights),
        penalty_note=None if entry.penalty_note is None else entry.penalty_note.text,
    )


def _stand_in() -> CarrierView:
    """What is said where the carrier is not known."""
    words = book().channels.unknown_carrier.dict()
    return CarrierView(
        **words, rights_hotline=None, lapse=_lapse_text(None), step_up=_step_up_text(None), penalty_note=None
    )


def _lapse_text(lapse: Lapse | None) -> str:
    low, high = (lapse or book().carriers.lapse_default).days
    return f"通常 {low}–{high} 天"


def _step_up_text(rights: RightsHotline | None) -> str:
    texts = book().channels.step_up
    if rights is None:
        return texts.without_hotline
    return render(texts.with_hotline, number=rights.number, needs=rights.needs)


@dataclass(frozen=True)
class SellerView:
    """Who sold the card, as templates see it. ``page`` is where the user finds them."""

    name: str
    page: str
    platform: str


def seller_view(case: Case) -> SellerView:
    """The view of the seller that ``case`` knows of (``sellers`` in ``replies.yaml``)."""
    return _seller_view(case.sales_channel, case.platform, case.carrier)


@lru_cache(maxsize=128)
def _seller_view(sales_channel: str | None, platform: str | None, carrier: str | None) -> SellerView:
    texts = book().replies.sellers
    entry = texts.unknown if sales_channel is None else texts.kinds[sales_channel]
    platform, seen = platform or texts.platform, carrier_view(carrier)
    return SellerView(
        name=render(entry.name, platform=platform, carrier=seen.name),
        page=render(entry.page, platform=platform, carrier=seen.name, app=seen.app),
        platform=platform,
    )


def paid(case: Case) -> str:
    """What is to come back as printed; room to fill it in where it is not known, or was paid in two parts."""
    total = sums.due(case)
    return "〔金额〕元" if total is None else yuan(total)


def refunded(case: Case) -> tuple[str, str]:
    """What came back of what is due, and what is lacking, as printed; room to fill them in where unknown."""
    blank, came, rest = "〔多少〕元", case.refunded_amount, sums.lacking(case)
    return (blank if came is None else yuan(came), blank if rest is None else yuan(rest))


def unused(case: Case) -> str:
    """The sum of what was paid ahead for unused months, to be read; "" where unknown."""
    found = sums.unused(case)
    if found is None:
        return ""
    return f"{yuan(found.total)}÷{found.whole} 个月×没用的 {found.left} 个月，约 {yuan(found.result)}"


def offer(case: Case) -> str:
    """A sentence of what the other side would give, and what that is less than is due; "" where unknown."""
    given, total, rest = case.offered_amount, sums.due(case), sums.unused(case)
    if given is None:
        return ""
    if rest is not None and rest.result > given:
        return f"他给 {yuan(given)}，按没用完的算该退 {yuan(rest.result)}，少 {yuan(rest.result - given)}。"
    if total is None or total <= given:
        return f"他给 {yuan(given)}。"
    came = case.refunded_amount
    if came is not None and came + given < total:
        both = came + given
        return f"他再给 {yuan(given)}，连退过的 {yuan(came)} 一共 {yuan(both)}，还差 {yuan(total - both)}。"
    owed = "该退的" if case.due_amount or sums.overcharged(case) else "付的"
    return f"他给 {yuan(given)}，比{owed}少 {yuan(total - given)}。"


def penalty(case: Case) -> str:
    """The penalty by a clause of a share, reckoned to be read (「39 元 × …」); "" where unknown."""
    total = sums.penalty(case)
    if total is None or case.penalty_basis != sums.SHARE or case.monthly_fee is None or case.penalty_value is None:
        return ""
    rate = f"{case.penalty_value.normalize():f}%"
    # (months that were only reckoned are said as that)
    origin = case.origins.get("contract_months_left")
    left = "剩约" if origin is not None and origin.because else "剩"
    return f"{yuan(case.monthly_fee)} × {left} {case.contract_months_left} 个月 × {rate} = {yuan(total)}"


#: The step of the carrier's ladder that an unanswered complaint opens (``escalation.yaml``).
_APPEAL = "appeal"


def appeal_on(case: Case) -> str:
    """The first day on which an appeal is open where nobody answered the complaint; "" where its day is not known."""
    if case.complaint_date is None:
        return ""
    waits = next(step.waits for step in book().escalation.ladders.carrier.steps if step.waits and step.id == _APPEAL)
    return deadlines.show(case.complaint_date + timedelta(waits.days))


def over(case: Case) -> str:
    """What is charged too much, reckoned to be read (「每月 15 元 × 6 个月 = 90 元」); "" where unknown."""
    each, total = sums.over(case), sums.overcharged(case)
    if each is None:
        return ""
    return f"每月 {yuan(each)}" + (f" × {case.charged_months} 个月 = {yuan(total)}" if total is not None else "")


def context(case: Case, today: date | None = None) -> dict[str, Any]:
    """What every template may use.

    ``c`` carrier, ``s`` seller, ``k`` the case, ``today``, ``hotlines`` of all carriers, ``live`` (the card is
    activated), ``iot`` (a card without a number), ``complained`` (a complaint is on record), ``paid`` (the sum that
    was paid, or room for it), ``came`` and ``lacking`` (what of it came back, and what did not), ``offer`` (what the
    other side would give, a sentence or nothing), ``unused`` (what was paid for unused months), ``penalty`` (what the
    clause comes to, reckoned), ``over`` (what is charged too much, reckoned), ``appeal_on`` (the day from which an
    unanswered complaint can be appealed), and two calls, since few texts want them: ``me()``, how the user's own words
    begin, and ``want()``, what is asked of the carrier where the card stands.
    """
    came, lacking = refunded(case)
    words: dict[str, Any] = {
        "c": carrier_view(case.carrier),
        "s": seller_view(case),
        "k": case,
        "today": today,
        "hotlines": hotlines(),
        "live": case.activated == "激活了",
        "iot": case.carrier == "物联网卡" or case.iot == "是",
        "paid": paid(case),
        "came": came,
        "lacking": lacking,
        "offer": offer(case),
        "unused": unused(case),
        "penalty": penalty(case),
        "over": over(case),
        "appeal_on": appeal_on(case),
        "complained": case.complaint_stage in ("已投诉", "已升级", "已申诉"),
    }
    texts = book().replies
    return {**words, "me": lambda: render(texts.me, **words), "want": lambda: render(texts.want, **words)}


@lru_cache(maxsize=1)
def hotlines() -> str:
    """「移动 10086、联通 10010…」: every carrier's own line, for somebody whose carrier is not known."""
    lines = ((name, entry.hotline.number) for name, entry in book().carriers.carriers.items())
    return "、".join(f"{name} {number}" for name, number in lines if number)
