"""Properties over all cases that can be reached."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tuika.answers.plan_view import plan_messages
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory
from tuika.dialogue.moves import reply
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.case import Case
from tuika.facts.deadlines import SHANGHAI, due, is_working_day
from tuika.facts.fields import DECIDING
from tuika.knowledge import book
from tuika.planning.plan import alternatives, make_plan
from tuika.planning.questions import next_question
from tuika.planning.space import space

from .strategies import cases, fact

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()


@given(cases())
@settings(max_examples=50, deadline=None)
def test_a_plan_always_has_a_channel_and_a_next_step(case: Case) -> None:
    plan = make_plan(case, NOW)
    assert plan.channel in book().channels.channels
    assert plan.lead
    assert plan.steps
    assert plan.next_step
    text = "\n".join(m.text for m in plan_messages(plan, case, NOW))
    assert "None" not in text
    assert "{{" not in text
    assert "货款" in text or "首充" in text


@given(st.sampled_from(sorted(book().refunds.windows)), cases(), st.dates(date(2024, 1, 1), date(2027, 11, 30)))
@settings(max_examples=40, deadline=None)
def test_a_window_of_working_days_ends_on_one(window: str, case: Case, today: date) -> None:
    rule = book().refunds.windows[window]
    result = due(window, case, today)
    if result is None:
        assert rule.undated
        return
    assert result.start < result.earliest <= result.latest
    if rule.unit == "workday":
        assert is_working_day(result.earliest)
        assert is_working_day(result.latest)


@given(cases(), fact)
@settings(max_examples=50, deadline=None)
def test_adding_a_fact_never_raises(case: Case, new: tuple[str, Any]) -> None:
    after = case.with_facts(dict([new]))
    assert Case.from_slots(after.to_slots()) == after
    make_plan(after, NOW)
    next_question(after, TODAY)


@given(cases())
@settings(max_examples=40, deadline=None)
def test_asking_stops_exactly_when_no_answer_changes_the_plan(case: Case) -> None:
    question = next_question(case, TODAY)
    if space(case, TODAY).settled():
        assert question is None
    elif question is not None:
        assert question.field not in case.unsure
        assert getattr(case, question.field) is None
        assert question.options


@given(cases())
@settings(max_examples=40, deadline=None)
def test_answering_leads_to_a_settled_plan(case: Case) -> None:
    case = Case.from_slots({**case.to_slots(), "unsure": None})
    for _ in range(len(DECIDING) + 2):
        question = next_question(case, TODAY)
        if question is None:
            break
        option = question.options[0]
        case = case.with_facts({option.field: option.value})
    assert next_question(case, TODAY) is None
    assert space(case, TODAY).settled()


@given(cases())
@settings(max_examples=40, deadline=None)
def test_alternatives_differ_and_are_complete(case: Case) -> None:
    found = alternatives(case, NOW)
    plans = found.plans
    assert plans
    assert len({plan.row for plan in plans}) == len(plans)


_INTENTS = st.sampled_from([*book().intents.intents, "nlu_fallback", None, "no_such_intent"])
_ANYTHING = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(), st.lists(st.integers()), st.booleans()
)


@given(st.lists(st.tuples(_INTENTS, st.text(max_size=40), st.lists(fact, max_size=3)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_conversation_breaks(turns: list[tuple[str | None, str, list[tuple[str, Any]]]]) -> None:
    memory = Memory()
    for intent, text, values in turns:
        turn = reply(memory, Heard(intent, text, tuple(values)), NOW)
        assert turn.messages
        assert all(m.text.strip() for m in turn.messages)
        assert from_slots(to_slots(turn.memory)) == turn.memory
        memory = turn.memory


@given(st.sampled_from(sorted(Case().to_slots())), _ANYTHING)
@settings(max_examples=50, deadline=None)
def test_no_value_breaks_a_slot(name: str, value: Any) -> None:
    turn = reply(Memory(), Heard("inform", "x", ((name, value),)), NOW)
    assert turn.messages
    slots = {**to_slots(Memory()), name: value}
    assert reply(from_slots(slots), Heard("inform"), NOW + timedelta(1)).messages
