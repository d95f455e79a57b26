"""Cards say what their text says, and the picture stands where the statechart stands."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings

from tuika.answers.objections import counters, keys, objection_message
from tuika.answers.plan_view import plan_messages
from tuika.answers.timeline import ahead, days, lanes, summary
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Thread
from tuika.dialogue.moves import reply
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI
from tuika.facts.order import open_events, position
from tuika.knowledge import book
from tuika.planning.plan import make_plan
from tuika.speech.cards import ChecklistCard, Copy, CopyCard, LawCard, NextCard, PlanCard, StepsCard
from tuika.speech.message import Message

from .strategies import cases

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
AGENT = {"carrier": "联通", "sales_channel": "网盟/代理", "card_stage": "已提交待开卡", "payee": "货款"}


def parts(message: Message) -> list[str]:
    """Every sentence that the card shows beside picture and sources."""
    card = message.card
    if isinstance(card, PlanCard):
        return [card.lead, *card.money]
    if isinstance(card, StepsCard):
        return [card.title, *card.steps, *card.notes]
    if isinstance(card, NextCard):
        return [card.next_step, *card.notes]
    if isinstance(card, ChecklistCard):
        return [card.intro, *(item.text for item in card.items), *card.after]
    if isinstance(card, LawCard):
        return [card.intro, *(p.citation + "：" + p.gist for p in card.provisions), card.note]
    assert isinstance(card, CopyCard)
    return [*card.before, *(copy.text for copy in card.texts), *card.after]


def bare(text: str) -> str:
    """The text without what only its layout needs."""
    for mark in ("\n", " ", "□", "☑", "·", "「", "」", "『", "』"):
        text = text.replace(mark, "")
    return text


@given(cases())
@settings(max_examples=60, deadline=None)
def test_a_plans_cards_say_what_its_text_says(case: Case) -> None:
    for message in plan_messages(make_plan(case, NOW), case, NOW):
        said = bare(message.text)
        shown = [bare(part) for part in parts(message)]
        for part in shown:
            assert part in said
        # and nothing is left out but the numbers of the steps
        assert len(said) - sum(map(len, shown)) <= 3 * len(shown)
        json.dumps(message.card.to_json() if message.card else None)


@given(cases())
@settings(max_examples=60, deadline=None)
def test_a_lane_stands_where_the_chart_stands(case: Case) -> None:
    where = position(case, NOW)
    drawn = lanes(case, NOW)
    known = [where[r] for r in ("card", "parcel", "goods") if where[r] not in (None, "未付货款")]
    assert len(drawn) == len(known)
    for lane in drawn:
        assert [s.when for s in lane.stations].count("now") == 1
        order = [("past", "now", "next").index(s.when) for s in lane.stations]
        assert order == sorted(order)
    if not open_events(case, NOW):
        assert all(s.when != "next" for lane in drawn for s in lane.stations)


@given(cases())
@settings(max_examples=60, deadline=None)
def test_days_are_in_order_and_today_is_among_them(case: Case) -> None:
    plan = make_plan(case, NOW)
    shown = days(case, plan, TODAY)
    assert [d.iso for d in shown] == sorted(d.iso for d in shown)
    assert [d.iso for d in shown if d.kind == "today"] == [TODAY.isoformat()]
    assert all(d.iso > TODAY.isoformat() for d in ahead(case, plan, TODAY))
    assert summary(lanes(case, NOW), shown)


def test_the_picture_of_an_agents_order() -> None:
    case = Case().with_facts({**AGENT, "order_date": "2026-11-22"})
    plan = make_plan(case, NOW)
    card, parcel, goods = lanes(case, NOW)
    assert [(s.label, s.when) for s in card.stations][:2] == [("卖家还没提交", "past"), ("已提交，没开卡", "now")]
    assert {s.label for s in card.stations if s.when == "next"} == {"撤单", "开卡失败", "已开卡，没激活"}
    assert [s.label for s in parcel.stations if s.when == "now"] == ["未发货"]
    assert [s.label for s in goods.stations if s.when == "now"] == ["已付款"]
    found = {(d.iso, d.kind) for d in days(case, plan, TODAY)}
    assert ("2026-11-22", "past") in found
    latest = plan.debts[0].due
    assert latest is not None
    assert (latest.latest.isoformat(), "due") in found


def test_the_picture_draws_the_appeal_from_the_complaint() -> None:
    case = Case().with_facts({"carrier": "联通", "sales_channel": "运营商官方", "complaint_date": "2026-11-20"})
    waits = next(s for s in book().escalation.ladders.carrier.steps if s.id == "appeal").waits
    assert waits is not None
    opens = [d for d in ahead(case, make_plan(case, NOW), TODAY) if d.kind == "opens"]
    assert [d.iso for d in opens] == [(date(2026, 11, 20) + timedelta(waits.days)).isoformat()]
    long_ago = case.with_facts({"complaint_date": "2026-10-01"})
    drawn = [d for d in days(long_ago, make_plan(long_ago, NOW), TODAY) if d.kind == "opens"]
    assert [d.iso for d in drawn] == [TODAY.isoformat()]
    undated = Case().with_facts({"carrier": "联通", "sales_channel": "运营商官方"})
    assert not [d for d in days(undated, make_plan(undated, NOW), TODAY) if d.kind == "opens"]


@pytest.mark.parametrize(("intent", "kind"), [("evidence", "checklist"), ("ask_law", "law"), ("ask_script", "copy")])
def test_answers_have_cards(intent: str, kind: str) -> None:
    memory = Memory((Thread(case=Case().with_facts(AGENT)),))
    turn = reply(memory, Heard(intent), NOW)
    message = next(m for m in turn.messages if m.card is not None)
    assert message.card is not None
    assert message.card.kind == kind
    for part in parts(message):
        assert bare(part) in bare(message.text)


def test_a_letter_is_a_text_to_copy() -> None:
    turn = reply(
        Memory((Thread(case=Case().with_facts(AGENT)),)), Heard("ask_letter", values=(("letter", "seller"),)), NOW
    )
    card = turn.messages[-1].card
    assert isinstance(card, CopyCard)
    assert card.texts[0].text == turn.messages[-1].text


@pytest.mark.parametrize("step", [0, 1, 2])
def test_what_to_answer_an_agent_is_a_text_to_copy(step: int) -> None:
    case = Case().with_facts(AGENT)
    for key in keys():
        message, following = objection_message(key, step, case)
        if following == step:  # nothing is left to be said
            continue
        card = message.card
        assert isinstance(card, CopyCard)
        assert card.texts[0].text == counters(key, case)[step]
        for part in parts(message):
            assert bare(part) in bare(message.text)


def test_what_a_text_leaves_blank_is_marked_once() -> None:
    copy = Copy.of("信", "我叫〔请填写：姓名〕，订单号〔请填写：订单号〕。\n〔请填写：姓名〕")
    assert copy.blanks == ("〔请填写：姓名〕", "〔请填写：订单号〕")
    assert Copy.of("信", "没有空〔随便〕").blanks == ()


def test_a_plan_names_its_sources() -> None:
    case = Case().with_facts(AGENT)
    card = plan_messages(make_plan(case, NOW), case, NOW)[0].card
    assert isinstance(card, PlanCard)
    assert all(source.found and source.confidence in ("high", "medium", "low") for source in card.sources)
