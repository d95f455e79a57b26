"""The parts a turn is made of: repairs, the direct ways through the case, cards kept apart, what the ear hands over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tuika.answers.law import law_message, provisions
from tuika.answers.worries import worry
from tuika.dialogue.beside import hotlines
from tuika.dialogue.conditions import standing
from tuika.dialogue.direct import direct_answers
from tuika.dialogue.hearing import Facts, Heard, Wish
from tuika.dialogue.memory import Advised, Memory, Thread
from tuika.dialogue.noticing import Noticed
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.dialogue.requests import menu, told_apart
from tuika.dialogue.standing import with_noticed
from tuika.dialogue.telling import frame, layer_message, layer_text, lines_of, said, text_of
from tuika.dialogue.threads import thread_name
from tuika.dialogue.turning import Scene, carry_on
from tuika.facts.case import Case
from tuika.facts.order import facts_of_event
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.planning.questions import how_to_find_out
from tuika.speech.wording import carrier_view, context, render

from .test_advising import texts
from .walks import NOW, Talk, reading

REPAIR, FRAME, TALK = book().advising.repair, book().advising.frame, book().talk
TODAY = NOW.date()
ASK = HeardClause("某某", 0, 2, "ask", "user", "self")
TELL = HeardClause("某某", 0, 2, "tell", "user", "self")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def repair(talk: Talk, name: str, **more: Any) -> list[str]:
    """The lines of the answer to talk about the talk."""
    return texts(talk.hear(reading(meta=(name,), **more), intent="nlu_fallback")).splitlines()


def helped(talk: Talk) -> list[str]:
    """Help is given for a number that is to be closed; its lines."""
    talk.hear(reading("close_number"), ("carrier", "联通"))
    advice = catalogue().matters["close_number"].advice(standing(talk.memory.thread))
    return said(advice, talk.memory)


@pytest.mark.parametrize("name", ["repeat", "simpler", "cannot_do", "skip"])
def test_with_no_help_given_there_is_nothing_to_repeat(name: str, talk: Talk) -> None:
    turn = talk.hear(reading(meta=(name,)), intent="nlu_fallback")
    assert texts(turn) == render(REPAIR.nothing_said)
    assert turn.messages[-1].quick_replies == menu()


def test_help_is_said_again_in_the_form_that_is_wanted(talk: Talk) -> None:
    lines = helped(talk)
    advice = catalogue().matters["close_number"].advice(standing(talk.memory.thread))
    steps = [f"{n}. {text_of(step, talk.memory)}" for n, step in enumerate(advice.steps, 1)]
    assert repair(talk, "repeat") == [REPAIR.repeat, *lines]
    assert repair(talk, "simpler") == [REPAIR.simpler, lines[0]]
    helper = render(REPAIR.helper, live_line=carrier_view("联通").hotline_name)
    assert repair(talk, "cannot_do") == [REPAIR.cannot_do, lines[0], helper]
    assert repair(talk, "more") == "\n".join([REPAIR.more, *steps]).splitlines()
    assert repair(talk, "skip") == [REPAIR.skip, *lines]
    assert repair(talk, "insult") == [REPAIR.insult, lines[0]]


def test_more_of_what_has_no_steps_is_all_of_it(talk: Talk) -> None:
    bare = [
        (name, plan)
        for name, matter in catalogue().matters.items()
        for plan in matter.plans
        if not plan.steps and not matter.from_table and not plan.when.values and not plan.when.done
    ]
    for name, plan in bare[:3]:
        other = Talk()
        other.hear(reading(name))
        held = other.memory.thread.advised
        if held is not None and held.plan == plan.id:
            assert repair(other, "more") == [REPAIR.more, *said(plan, other.memory)]


@pytest.mark.parametrize("beside", [{"asks": ("sue",)}, {"events": ("called",)}])
def test_a_light_word_beside_something_else_is_no_repair(beside: dict[str, Any], talk: Talk) -> None:
    helped(talk)
    assert talk.hear(reading(meta=("already_said",), **beside)).moves == ("advise",)
    assert talk.hear(reading(meta=("already_said",))).moves == ("repair", "already_said")


def test_the_matter_that_was_not_meant_is_let_go(talk: Talk) -> None:
    helped(talk)
    talk.hear(reading("addon_cancel"))
    turn = talk.hear(reading(meta=("not_this",)), intent="nlu_fallback")
    assert texts(turn) == render(REPAIR.not_this_kept, title=catalogue().matters["addon_cancel"].title)
    thread = talk.memory.thread
    assert (thread.lead, thread.advised, thread.asked) == (None, None, None)
    assert [q.label for q in turn.messages[-1].quick_replies] == [catalogue().matters["close_number"].title]


def test_an_answer_with_two_questions_leaves_out_the_chatty_one(talk: Talk) -> None:
    memory = Memory((Thread(lead="refund_late", matters=("refund_late",)),))
    chatty = next(t for t in book().advising.chatty if t in catalogue().topics)
    for lead in ("refund_late", None):
        held = memory if lead else Memory()
        found, after = direct_answers(held, Noticed(asks=("sue", chatty)))
        assert after.thread.answered == ("sue",)
        assert len(found) == 1
        # by itself, after something was reported, only the matter's own answer counts
        _, alone = direct_answers(held, Noticed(asks=(chatty,), events=("called",)))
        own = catalogue().matters[lead].asks if lead else {}
        assert alone.thread.answered == ((chatty,) if chatty in own else ())


@pytest.mark.parametrize("asks", [("refund_when",), ("refund_when", "sue"), ("sue", "call_police", "refund_when")])
def test_the_law_of_the_question_that_was_answered_last(asks: tuple[str, ...], talk: Talk) -> None:
    for name in asks:
        talk.hear(Reading(clauses=(ASK,), asks=(Scored(name, 0.9),)), intent="nlu_fallback")
    assert talk.memory.thread.answered == asks
    turn = talk.hear(Reading(), intent="ask_law")
    assert texts(turn) == law_message(provisions(asks[-1:], Case())).text
    assert texts(turn) != law_message(provisions(["law_basis"], Case())).text


def test_where_an_order_is_looked_up(talk: Talk) -> None:
    spec = book().questions.questions["card_stage"].variants[0]
    turn = talk.hear(Reading(), ("carrier", "联通"), intent="check_order_stage", text="到哪一步了")
    assert render(spec.find_out or "", **context(Case().with_facts({"carrier": "联通"}), TODAY)) in texts(turn)


def test_the_line_to_call_is_said_when_the_carrier_is_known(talk: Talk) -> None:
    hotline = render("{{ c.hotline_name }}", **context(Case().with_facts({"carrier": "联通"})))
    seen = []
    for name, matter in catalogue().matters.items():
        if matter.danger or matter.from_table:
            continue
        other = Talk()
        other.hear(reading(name))
        held = other.memory.thread.advised
        turn = other.hear(Reading(clauses=(TELL,)), ("carrier", "联通"), text="联通的")
        advice = matter.advice(standing(other.memory.thread))
        lines = [
            *said(advice, other.memory),
            *(text_of(t, other.memory) for t in (*advice.steps, *([advice.up] if advice.up else []))),
        ]
        calls = next((line for line in lines if hotline in line), None)
        if (
            held == other.memory.thread.advised
            and held is not None
            and calls is not None
            and "changed" not in texts(turn)
        ):
            seen.append(name)
            assert calls in texts(turn), name
    assert len(seen) > 10


def scene(memory: Memory, intent: str, facts: Facts | None = None, text: str = "某某") -> Scene:
    return Scene(memory, Heard(intent, text), facts or Facts(), NOW)


@pytest.mark.parametrize("intent", ["affirm", "deny", "dont_know"])
def test_a_bare_answer_to_nothing_offers_the_menu(intent: str) -> None:
    turn = carry_on(scene(Memory(), intent))
    assert (texts(turn), turn.messages[-1].quick_replies) == (render(TALK.no_case), menu())
    assert turn.memory.asked is None


def test_who_cannot_tell_is_told_how_to_find_out() -> None:
    memory = Memory().with_thread(Thread().with_question("payee", "付过钱吗？"))
    turn = carry_on(scene(memory, "dont_know"))
    assert turn.memory.case.unsure == {"payee"}
    assert render(book().replies.ask.unsure_ok) + how_to_find_out("payee", Case(), TODAY) in texts(turn)
    assert turn.memory.asked not in (None, "payee")
    # another intent leaves the question open, and says nothing of it
    again = carry_on(scene(memory, "greet"))
    assert again.memory.case.unsure == frozenset()
    assert render(book().replies.ask.unsure_ok) not in texts(again)


def test_the_same_plans_are_not_told_twice() -> None:
    memory = Memory().but(case=Case().with_unsure(["card_stage", "parcel_stage", "payee"]))
    first = carry_on(scene(memory, "inform"))
    assert first.marks == {"planned"}
    assert first.memory.shown is not None
    assert len(first.memory.shown.ways) > 1
    assert not first.memory.shown.detailed
    again = carry_on(scene(first.memory, "inform"))
    unchanged = book().replies.plan.unchanged.rstrip("：") + "。"
    assert (len(again.messages), again.messages[0].text.splitlines()[0]) == (1, unchanged)
    assert again.messages[-1].quick_replies == first.messages[-1].quick_replies
    assert again.memory.shown == first.memory.shown


def test_a_worry_told_with_the_case_is_answered_first(talk: Talk) -> None:
    turn = carry_on(scene(Memory(), "cancel_order", text="退卡会不会上黑名单"))
    bare = carry_on(scene(Memory(), "cancel_order", text="退卡"))
    answer = worry("退卡会不会上黑名单", Case())
    assert answer is not None
    assert texts(turn).index(answer) < texts(turn).index(texts(bare).splitlines()[-1])
    assert answer not in texts(carry_on(scene(Memory(), "greet", text="退卡会不会上黑名单")))


def test_a_second_card_is_named_and_the_first_can_be_opened(talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("carrier", "联通"))
    first = talk.memory.thread
    turn = talk.hear(reading("close_number", events=("other_card",)), ("carrier", "移动"))
    assert turn.messages[0].text == render(TALK.second_card, name=thread_name(first, 0))
    assert [dict(q.facts) for q in turn.messages[0].quick_replies] == [{"card": "1"}]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短。", ["短。"]),
        ("一" * 30 + "。" + "二" * 20 + "。" + "三" * 30, ["一" * 30 + "。" + "二" * 20 + "。", "三" * 30]),
        ("一" * 30 + "；" + "二" * 40, ["一" * 30 + "；", "二" * 40]),
        ("一" * 30 + "，" + "二" * 20 + "，" + "三" * 30, ["一" * 30 + "，" + "二" * 20 + "，", "三" * 30]),
        ("一" * 30 + "，" + "二" * 40 + "，三", ["一" * 30 + "，", "二" * 40 + "，三"]),
        ("一" * 70, ["一" * 70]),
        ("一" * 6 + "。" + "二" * 60, ["一" * 6 + "。" + "二" * 60]),
        ("甲\n\n 乙 ", ["甲", "乙"]),
    ],
)
def test_long_lines_break_at_the_last_stop_that_fits(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_what_is_to_be_said_can_be_copied_with_what_stands_before() -> None:
    memory = Memory().but(case=Case().with_facts({"carrier": "联通"}))
    for matter in catalogue().matters.values():
        for plan in matter.plans:
            if plan.copy is None:
                continue
            message = layer_message(plan, "copy", memory, ("先说一句",))
            card = message.card
            assert message.text.splitlines()[0] == "先说一句"
            assert (card.before, card.after) == (("先说一句",), ())  # type: ignore[union-attr]
            assert [copy.text for copy in card.texts] == [text_of(plan.copy, memory)]  # type: ignore[union-attr]
            if plan.steps:
                steps = layer_message(plan, "steps", memory)
                assert (steps.text, steps.card) == (layer_text(plan, "steps", memory), None)
                assert steps.text.splitlines()[1].startswith("1. ")
            if plan.up:
                assert layer_text(plan, "up", memory) == frame("next_rung") + text_of(plan.up, memory)


@pytest.mark.parametrize(
    ("facts", "also", "lead", "expected"),
    [
        ({"sales_channel": "电商平台", "payee": "货款"}, (), None, {"paid_to": "商户"}),
        ({"sales_channel": "电商平台"}, (), None, {"paid_to": "商户"}),
        ({"sales_channel": "网盟/代理", "payee": "货款"}, (), None, {"paid_to": None}),
        ({"sales_channel": "电商平台", "payee": "首充"}, (), None, {"paid_to": "运营商"}),
        ({"sales_channel": "电商平台", "payee": "没付"}, (), None, {"paid_to": None}),
        ({"carrier": "物联网卡"}, (), None, {"iot": "是"}),
        ({"used_months": 3}, (), None, {"in_use": "是"}),
        ({}, (("speaks_of", "elder"),), None, {"holder": "elder", "speaks_of": None}),
        ({}, (("speaks_of", "elder"), ("holder", "公司")), None, {"holder": "company"}),
        ({}, (("in_use", "否"),), None, {"in_use": "否"}),
        ({"stopped_by": "挂失"}, (), None, {"stopped_for": "挂失"}),
        ({}, (), "close_company", {"holder": "company", "in_use": "是"}),
    ],
)
def test_where_a_talk_stands(
    facts: dict[str, Any], also: tuple[tuple[str, str], ...], lead: str | None, expected: dict[str, str | None]
) -> None:
    thread = Thread(case=Case().with_facts(facts), also=also, lead=lead, matters=("downgrade",))
    found = standing(thread)
    assert {name: found.facts.get(name) for name in expected} == expected
    assert (found.open_matter, found.matters, found.done) == (lead, {"downgrade"}, frozenset())


def test_what_was_noticed_is_added_in_order_and_once() -> None:
    thread = Thread(matters=("downgrade",), lead="downgrade")
    noticed = Noticed(matters=(Scored("refund_late", 0.9), Scored("downgrade", 0.4)), events=("called", "visited"))
    after = with_noticed(thread, noticed, TODAY)
    assert after.matters == ("downgrade", "refund_late")
    assert [(done.event, done.day) for done in after.done] == [("called", "2026-11-24"), ("visited", "2026-11-24")]
    later = with_noticed(after, Noticed(events=("refused",)), date(2026, 11, 30))
    again = with_noticed(later, Noticed(events=("promised",)), date(2026, 12, 1))
    # of what the other side says, the last stands
    assert [done.event for done in again.done] == ["called", "visited", "promised"]


@pytest.mark.parametrize(
    ("intent", "wishes", "first", "second"),
    [
        ("cancel_order", {"cancel_order": 0.9, "ask_law": 0.9}, "cancel_order", "ask_law"),
        ("ask_law", {"ask_law": 0.9, "cancel_order": 0.9}, "cancel_order", "ask_law"),
        ("cancel_order", {"cancel_order": 0.9, "ask_law": 0.9, "objection": 0.9}, "cancel_order", "ask_law"),
        ("cancel_order", {"cancel_order": 0.9, "objection": 0.9}, "cancel_order", "objection"),
        ("cancel_order", {"cancel_order": 0.9, "ask_script": 0.9, "ask_law": 0.9}, "cancel_order", "ask_law"),
        ("cancel_order", {"cancel_order": 0.9, "ask_law": 0.01}, "cancel_order", None),
        ("thanks", {"cancel_order": 0.9, "ask_law": 0.9}, "cancel_order", "ask_law"),
        ("ask_fraud", {"cancel_order": 0.9, "ask_law": 0.9}, "ask_fraud", None),
    ],
)
def test_of_several_wishes_the_case_leads_and_a_question_stands_beside(
    intent: str, wishes: dict[str, float], first: str, second: str | None
) -> None:
    said = (("carrier", "联通"),)
    heard = Heard(intent, "某某", said, wishes=tuple(Wish(n, c) for n, c in wishes.items()))  # type: ignore[arg-type]
    lead, beside = told_apart(heard)
    assert (lead.intent, beside and beside.intent) == (first, second)
    assert [fact.field for fact in lead.values] == ["carrier"]
    if beside is not None and first == intent:
        # what was told belongs to the case alone
        assert beside.values == ()
        assert beside.confidence == wishes[second or ""]


EAR = Reading(
    text="说好三天退",
    clauses=(TELL, HeardClause("三天", 2, 4, "quote", "other", "elder")),
    facts=(HeardFact("carrier", "联通", "联通的", "stated", 0.8), HeardFact("monthly_fee", 29, "29", "claimed")),
    matters=(Scored("refund_late", 0.9),),
    denied=(Scored("downgrade", 0.4),),
    asks=(Scored("sue", 0.3),),
    events=(HeardEvent("promised", 0.7, "2026-11-27"), HeardEvent("called", 0.5)),
    meta=(Scored("repeat", 0.2),),
    picks=(HeardFact("payee", "都付", "两样", "stated", 0.6),),
)


def test_what_the_ear_hands_over_is_read_part_by_part() -> None:
    def scores(found: tuple[Scored, ...]) -> list[dict[str, Any]]:
        return [{"name": s.name, "confidence": s.confidence} for s in found]

    clauses = [vars(c) for c in EAR.clauses]
    facts = [{"field": "carrier", "value": "联通", "words": "联通的", "strength": "stated", "confidence": 0.8}]
    facts.append({"field": "monthly_fee", "value": 29, "words": "29", "strength": "claimed"})
    handed = {
        "text": EAR.text,
        "clauses": clauses,
        "facts": facts,
        "matters": scores(EAR.matters),
        "denied": scores(EAR.denied),
        "asks": scores(EAR.asks),
        "events": [{"name": "promised", "confidence": 0.7, "day": "2026-11-27"}, {"name": "called", "confidence": 0.5}],
        "meta": scores(EAR.meta),
        "picks": [vars(p) for p in EAR.picks],
    }
    assert Reading.from_json(handed) == EAR
    for name in handed:
        less = Reading.from_json({n: part for n, part in handed.items() if n != name})
        assert getattr(less, name) == getattr(Reading(), name)
    assert Reading.from_json({}) == Reading.from_json(None) == Reading()


def test_what_is_reported_without_words_has_none() -> None:
    for event in book().order.events:
        assert {fact.words for fact in facts_of_event(event)} <= {""}


def test_that_the_plan_changed_is_said_where_nobody_asked(talk: Talk) -> None:
    talk.hear(reading("addon_cancel"), ("carrier", "联通"))
    assert talk.memory.asked is None
    assert texts(talk.hear(Reading(clauses=(TELL,)), ("paid_to", "商户"))).startswith(FRAME.changed)
    other = Talk()
    other.hear(reading("activated_without_me"))
    assert other.memory.asked == "sales_channel"
    assert FRAME.changed not in texts(other.hear(Reading(clauses=(TELL,)), ("sales_channel", "电商平台")))


@pytest.mark.parametrize(
    ("asked", "held", "carrier", "answered", "told"),
    [
        (1, False, None, (), True),
        (0, True, None, (), True),
        (0, False, None, (), False),
        (1, True, "联通", (), False),
        (1, True, None, ("hotline_number",), False),
    ],
)
def test_all_hotlines_are_told_once_where_the_carrier_stays_unknown(
    asked: int, held: bool, carrier: str | None, answered: tuple[str, ...], told: bool
) -> None:
    advice = next(p for p in catalogue().matters["close_number"].plans if p.names_hotline)
    thread = Thread(case=Case().with_facts({"carrier": carrier} if carrier else {}), answered=answered)
    for _ in range(asked):
        thread = thread.with_question("carrier", "哪家？")
    before = Thread(advised=Advised("close_number", "general") if held else None)
    found = hotlines(scene(Memory((before,)), "inform"), Memory((thread,)), advice)
    assert [m.text for m in found] == (
        [render(book().replies.answers.hotlines, **context(thread.case, TODAY))] if told else []
    )
