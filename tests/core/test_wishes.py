"""Two wishes in one message, and one of two that sound alike."""

from __future__ import annotations

from datetime import datetime

import pytest

from tuika.dialogue.hearing import Heard, Wish
from tuika.dialogue.memory import Memory, Turn, WhichOf
from tuika.dialogue.moves import reply
from tuika.dialogue.requests import told_apart, torn_between, which_message
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.deadlines import show
from tuika.knowledge import book
from tuika.knowledge.models.talk import WordedPair
from tuika.planning.plan import make_plan

INTENTS = book().intents.intents


def heard(intent: str, *wishes: str, confidence: float = 0.95) -> Heard:
    return Heard(intent, "…", wishes=tuple(Wish(name, confidence) for name in wishes))


@pytest.mark.parametrize(
    ("said", "leads", "beside"),
    [
        (heard("ask_refund_time", "cancel_order", "ask_refund_time"), "cancel_order", "ask_refund_time"),
        (heard("evidence", "escalate_complaint", "evidence"), "evidence", "escalate_complaint"),
        (heard("thanks", "thanks", "ask_refund_time"), "ask_refund_time", None),
        (heard("nlu_fallback", "close_activated_card", "evidence"), "close_activated_card", "evidence"),
        # a case told in full, with a question at its end
        (heard("identity_misuse", "cancel_order", "ask_law"), "identity_misuse", "ask_law"),
        # its clauses were read out of context
        (heard("contract_penalty", "cancel_order", "ask_law"), "contract_penalty", None),
        # what others sell stays outside, whatever a clause sounds like
        (heard("out_of_scope", "escalate_complaint"), "out_of_scope", None),
        (heard("cancel_order", "cancel_order", "inform"), "cancel_order", None),
        (heard("cancel_order", "cancel_order", "ask_law", confidence=0.5), "cancel_order", None),
    ],
)
def test_which_wish_leads_and_which_is_answered_beside(said: Heard, leads: str, beside: str | None) -> None:
    lead, question = told_apart(said)
    assert lead.intent == leads
    assert (question.intent if question else None) == beside


def texts(turn: Turn) -> str:
    return "\n".join(m.text for m in turn.messages)


def test_both_are_served_and_the_case_asks_last(now: datetime) -> None:
    turn = reply(Memory(), heard("evidence", "cancel_order", "evidence"), now)
    assert "□" in texts(turn)
    assert turn.memory.asked is not None
    assert turn.messages[-1].text.endswith("？")


def test_a_question_that_takes_the_plan_is_kept_until_it_is_there(now: datetime) -> None:
    turn = reply(Memory(), heard("ask_script", "cancel_order", "ask_script"), now)
    assert turn.memory.thread.wish == "ask_script"
    assert INTENTS["ask_script"].title in texts(turn)
    facts = (("carrier", "联通"), ("card_stage", "待提交"), ("payee", "没付"), ("sales_channel", "网盟/代理"))
    kept = from_slots(to_slots(turn.memory))
    turn = reply(kept, Heard("inform", "…", (*facts, ("parcel_stage", "未发货"))), now)
    assert turn.memory.asked is None
    assert turn.memory.shown is not None
    assert turn.memory.thread.wish is None
    assert "「" in turn.messages[-1].text


def test_a_grave_fact_is_not_implied_by_a_clause(now: datetime) -> None:
    turn = reply(Memory(), heard("cancel_order", "cancel_order", "identity_misuse"), now)
    assert turn.memory.case.ordered_by is None


TORN = Heard(
    "nlu_fallback", "钱到底啥情况", ranking=(("nlu_fallback", 0.5), ("refund_overdue", 0.4), ("ask_refund_time", 0.39))
)


@pytest.mark.parametrize(
    ("says", "state", "lead"),
    [("2", "逾期", "refund_late"), ("后面那个", "逾期", "refund_late"), ("1", "已申请", "refund_when")],
)
def test_the_two_are_named_and_either_can_be_picked(now: datetime, says: str, state: str, lead: str) -> None:
    turn = reply(Memory(), TORN, now)
    assert turn.missed
    assert "日子已经过了" in texts(turn)
    assert [q.intent for q in turn.messages[0].quick_replies] == ["ask_refund_time", "refund_overdue"]
    turn = reply(from_slots(to_slots(turn.memory)), Heard("affirm", says), now)
    assert not turn.missed
    assert turn.memory.case.refund_state == state
    assert turn.memory.thread.lead == lead


def test_nobody_is_asked_twice_in_a_row_which_it_is(now: datetime) -> None:
    turn = reply(reply(Memory(), TORN, now).memory, TORN, now)
    assert "日子已经过了" not in texts(turn)


def test_one_likely_intent_is_no_choice_of_two() -> None:
    assert torn_between(Heard("nlu_fallback", "", ranking=(("refund_overdue", 0.2), ("evidence", 0.1)))) is None
    assert torn_between(Heard("nlu_fallback", "", ranking=(("chitchat", 0.4), ("evidence", 0.39)))) is None


@pytest.mark.parametrize("pair", book().intents.pairs, ids=lambda pair: "|".join(pair.of))
def test_every_worded_pair_is_of_our_intents(pair: WordedPair) -> None:
    first, second = pair.of
    message, topic = which_message((second, first))
    assert message.text.startswith(pair.ask)
    assert topic == WhichOf(first, second)
    assert [q.label for q in message.quick_replies] == [INTENTS[first].title, INTENTS[second].title]


def test_a_question_goes_before_what_was_merely_told() -> None:
    said = heard("refund_overdue", "refund_overdue", "objection", "escalate_complaint")
    lead, question = told_apart(said)
    assert lead.intent == "refund_overdue"
    assert question is not None
    assert question.intent == "escalate_complaint"


def test_a_question_beside_another_is_answered_though_a_plan_was_told_before(now: datetime) -> None:
    """The plan answers 「什么时候到」 only in the turn that tells it."""
    facts = (("carrier", "联通"), ("card_stage", "待提交"), ("payee", "货款"), ("sales_channel", "网盟/代理"))
    told = reply(Memory(), Heard("cancel_order", "…", (*facts, ("parcel_stage", "未发货"))), now)
    assert told.memory.shown is not None
    due = next(d.due for d in make_plan(told.memory.case, now).debts)
    turn = reply(told.memory, heard("evidence", "evidence", "ask_refund_time"), now)
    assert turn.moves == ("answer_in_own_way", "answer_beside")
    assert show(due.latest) in texts(turn)
    again = reply(Memory(), Heard("cancel_order", "…", (*facts, ("parcel_stage", "未发货")), wishes=WITH_TIME), now)
    assert texts(again) == texts(told)


WITH_TIME = (Wish("cancel_order", 0.95), Wish("ask_refund_time", 0.95))


def test_a_further_wish_implies_its_facts_too(now: datetime) -> None:
    turn = reply(Memory(), heard("cancel_order", "cancel_order", "misleading_sales"), now)
    assert turn.memory.case.as_sold == "不符"
