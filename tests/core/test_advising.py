"""The adviser: danger first, help first, a direct answer first, at most two questions, and nothing said in vain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tuika.dialogue.conditions import standing
from tuika.dialogue.memory import Turn
from tuika.dialogue.reading import Reading
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.speech.wording import context, render

from .walks import MATTERS, WALKS, Step, Talk, days_to_come, reading, walk

TAPS = book().advising.taps
DANGERS = [name for name in MATTERS if catalogue().matters[name].danger]
ORDER = (("carrier", "联通"), ("sales_channel", "网盟/代理"), ("card_stage", "已提交待开卡"))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def texts(turn: Turn) -> str:
    return "\n".join(m.text for m in turn.messages)


def labels(turn: Turn) -> list[str]:
    return [q.label for m in turn.messages for q in m.quick_replies]


def own_lines(talk: Talk) -> str:
    """The first line of the advice that is held, where no name stands in it."""
    held = talk.memory.thread.advised
    assert held is not None
    advice = catalogue().matters[held.matter].advice(standing(talk.memory.thread))
    assert advice.id == held.plan
    return advice.say


@pytest.mark.parametrize("name", DANGERS)
def test_danger_comes_first_and_asks_nothing(name: str, talk: Talk) -> None:
    turn = talk.hear(reading("leave_order", name), *ORDER[:1], intent="cancel_order")
    assert turn.moves == ("danger",)
    assert talk.memory.thread.lead == name
    assert talk.memory.asked is None
    assert "？" not in turn.messages[-1].text.splitlines()[-1][-1:]
    assert own_lines(talk).splitlines()[0][:8] in turn.messages[0].text
    assert not {TAPS.paid, TAPS.did} & set(labels(turn))
    assert "planned" not in turn.marks


def test_a_danger_stops_the_question_that_was_open(talk: Talk) -> None:
    talk.hear(Reading(), intent="cancel_order")
    assert talk.memory.asked is not None
    turn = talk.hear(reading("scam_live"))
    assert talk.memory.asked is None
    assert len(turn.messages) == 1
    # and who goes on with the order after it is served again
    after = talk.hear(reading("leave_order"), *ORDER, intent="cancel_order")
    assert talk.memory.thread.lead == "leave_order"
    assert "planned" in after.marks or talk.memory.asked is not None


@pytest.mark.parametrize("name", [name for name in MATTERS if name not in DANGERS])
def test_the_first_reply_helps_and_asks_once_at_most(name: str, talk: Talk) -> None:
    turn = talk.hear(reading(name))
    assert talk.memory.thread.lead == name
    assert own_lines(talk).splitlines()[0][:6].split("{")[0] in turn.messages[0].text
    lines = turn.messages[0].text.splitlines()
    assert len(lines) <= 3
    assert all(len(line) <= 60 for line in lines)
    assert sum(q.times for q in talk.memory.thread.questions) <= 1
    assert turn.messages[-1].quick_replies


@pytest.mark.parametrize("topic", sorted(catalogue().topics))
def test_a_direct_question_is_answered_in_the_first_bubble(topic: str, talk: Talk) -> None:
    talk.hear(Reading(), *ORDER, intent="cancel_order")
    place = standing(talk.memory.thread)
    own = catalogue().matters["leave_order"].asks.get(topic, ())
    answer = next((a for a in own if a.when.holds(place)), None) or catalogue().topics[topic].answer(place)
    turn = talk.hear(reading(asks=(topic,)), intent="nlu_fallback")
    if answer is not None:
        assert render(answer.say, **context(talk.memory.case))[:10] in turn.messages[0].text
        assert talk.memory.thread.answered[-1] == topic


def test_no_more_than_two_questions_before_the_plan(talk: Talk) -> None:
    turn = talk.hear(Reading(), intent="cancel_order")
    put = []
    for _ in range(4):
        if talk.memory.asked is None:
            break
        put.append(turn.messages[-1].text)
        turn = talk.hear(Reading(), intent="dont_know", text="不知道")
    assert 1 <= len(put) <= 2
    assert len(set(put)) == len(put)
    assert "planned" in turn.marks


def test_what_is_known_is_not_asked(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("paid_to", "商户"), intent="refund_overdue")
    assert talk.memory.thread.times_asked("paid_to") == 0
    assert talk.memory.thread.lead == "refund_late"


def test_a_question_put_again_is_put_in_other_words(talk: Talk) -> None:
    first = talk.hear(Reading(), intent="cancel_order").messages[-1].text
    second = talk.hear(Reading(), ("unsure", "carrier"), text="哪家的搞不清").messages[-1].text
    assert first in second
    assert first != second
    assert "哪家的搞不清" in second


def test_a_tap_that_was_used_is_not_offered_again(talk: Talk) -> None:
    turn = talk.hear(reading("refund_late"), ("paid_to", "商户"))
    for name in ("steps", "copy_", "keep", "up"):
        label = getattr(TAPS, name)
        turn = talk.tap(label, turn)
        assert turn.moves[0] == "open_layer"
        assert label not in labels(turn)
    turn = talk.tap(TAPS.did, turn)
    assert TAPS.did not in labels(turn)
    assert "did_step" in talk.memory.thread.reported()


def test_a_part_of_the_advice_opens_by_its_label_typed(talk: Talk) -> None:
    tapped, typed = Talk(), talk
    for one in (tapped, typed):
        one.hear(reading("refund_late"), ("paid_to", "商户"))
    by_tap = tapped.hear(Reading(), ("topic", "copy"), text="/tap")
    by_words = typed.hear(Reading(), intent="nlu_fallback", text=TAPS.copy_)
    assert texts(by_tap) == texts(by_words)
    assert typed.memory == tapped.memory


def test_an_offered_answer_typed_out_is_that_answer_whatever_it_sounds_like(talk: Talk) -> None:
    talk.hear(Reading(), *ORDER, intent="cancel_order")
    assert talk.memory.asked == "payee"
    turn = talk.hear(reading("seller_gone", asks=("penalty_legal",)), intent="ask_law", text="付给卖家了")
    assert talk.memory.case.payee == "货款"
    assert talk.memory.thread.lead == "leave_order"
    assert "planned" in turn.marks


def test_a_letter_is_written_where_its_title_is_typed(talk: Talk) -> None:
    talk.hear(reading("complaint_route"), ("paid_to", "商户"))
    title = book().letters.letters["miit"].title
    turn = talk.hear(reading("complaint_route", asks=("whom_first",)), intent="nlu_fallback", text=title)
    assert turn.moves[0] == "answer_in_own_way"
    assert "〔请填写" in texts(turn)


def test_a_second_matter_gets_its_line(talk: Talk) -> None:
    turn = talk.hear(reading("refund_late", "topup_idle"), ("paid_to", "商户"))
    titles = {catalogue().matters[name].title for name in ("refund_late", "topup_idle")}
    lead = catalogue().matters[talk.memory.thread.lead or ""].title
    (other,) = titles - {lead}
    assert any(m.text.startswith(f"另外，{other}：") for m in turn.messages[1:])
    assert set(talk.memory.thread.matters) == {"refund_late", "topup_idle"}


def test_a_protest_lets_go_of_the_matter(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("paid_to", "商户"))
    turn = talk.hear(reading(meta=("not_this",)), intent="nlu_fallback", text="不是这个意思")
    assert turn.moves[0] == "repair"
    assert talk.memory.thread.lead is None
    assert catalogue().matters["refund_late"].title in texts(turn)
    turn = talk.hear(reading("close_number"))
    assert talk.memory.thread.lead == "close_number"


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [(n, "", "") for n in ("called", "got_ticket")]
    + [
        ("refused_parcel", "parcel_stage", "已拒收"),
        ("sent_back", "parcel_stage", "退回中"),
        ("signed_for", "parcel_stage", "已签收"),
        ("activated", "card_stage", "已激活"),
    ],
)
def test_what_was_reported_is_noted_and_moves_the_chart(event: str, field: str, value: str, talk: Talk) -> None:
    talk.hear(Reading(), *ORDER[:2], intent="cancel_order")
    turn = talk.hear(reading(events=(event,)))
    assert event in talk.memory.thread.reported()
    if field:
        assert getattr(talk.memory.case, field) == value
    said = book().advising.events[event].say
    assert said is not None
    assert said.splitlines()[0] in texts(turn)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("他说退不了", "被拒"),
        ("店家说钱不能给", "被拒"),
        ("客服说老用户改不了", None),
        ("厅里说要本人来", None),
        ("说不给办销户", None),
    ],
)
def test_a_refund_is_refused_only_where_one_is_spoken_of(text: str, state: str | None, talk: Talk) -> None:
    talk.hear(reading("close_number"))
    talk.hear(reading(events=("refused",)), text=text)
    assert talk.memory.case.refund_state == state
    assert "refused" in talk.memory.thread.reported()


def test_nobody_is_told_to_do_again_what_they_did(talk: Talk) -> None:
    before = texts(talk.hear(reading("refund_late"), ("paid_to", "运营商")))
    after = texts(talk.hear(reading(events=("called",))))
    assert before.splitlines()[0] not in after
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == "carrier_again"


@pytest.mark.parametrize("event", [name for name, spec in book().advising.events.items() if spec.closes])
def test_the_good_end_closes(event: str, talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("paid_to", "商户"))
    turn = talk.hear(reading(events=(event,)))
    assert len(turn.messages) == 1
    good = render(book().advising.events[event].say or "", **context(talk.memory.case))
    assert good.splitlines()[0] in turn.messages[0].text
    assert talk.memory.asked is None
    assert TAPS.sheet in labels(turn)


def test_a_part_of_the_money_is_no_end(talk: Talk) -> None:
    talk.hear(reading("refund_late"), ("paid_to", "商户"))
    turn = talk.hear(reading(events=("partial_paid", "paid_in")))
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.advised.plan == "partial"
    assert "太好了" not in texts(turn)


# -- random walks -------------------------------------------------------------------------------------------------
@pytest.mark.slow
@given(WALKS)
@settings(max_examples=120, deadline=None)
def test_no_walk_leads_astray(steps: list[Step]) -> None:
    walk(steps)


@pytest.mark.slow
@given(WALKS)
@settings(max_examples=40, deadline=None)
def test_no_day_that_is_told_as_coming_has_passed(steps: list[Step]) -> None:
    days_to_come(steps)
