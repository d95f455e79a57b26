"""After the help: one line that fits what was said, nothing twice in one reply, what is named or told gets its row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.direct import lines_beside
from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Turn
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import HeardClause, HeardEvent, Reading, Scored
from tuika.dialogue.taps import LAYERS
from tuika.knowledge import book
from tuika.knowledge.models.advising import THEY_SAY, TOLD
from tuika.matters.load import catalogue
from tuika.speech.wording import context, render

from .test_advising import own_lines, texts
from .walks import NOW, Talk, reading

FRAME = book().advising.frame
OUTSIDE = catalogue().matters[book().advising.outside].plans[-1].say


@pytest.fixture
def talk() -> Talk:
    return Talk()


def said(
    act: str, *, speaker: str = "user", things: tuple[str, ...] = (), meta: tuple[str, ...] = (), text: str = "某某"
) -> Reading:
    """One clause of this act."""
    clause = HeardClause(text, 0, len(text), act, speaker, "self")
    return Reading(clauses=(clause,), things=things, meta=tuple(Scored(name, 0.9) for name in meta))


def half_heard(talk: Talk, found: Reading, intent: str = "nlu_fallback", confidence: float = 0.2) -> Turn:
    """The turn that follows on words of which no intent is sure."""
    turn = reply(talk.memory, Heard(intent, "某某", confidence=confidence, reading=found), NOW)
    talk.memory = turn.memory
    return turn


# ---- taken as it is, or waited for ------------------------------------------------------------


@pytest.mark.parametrize(("intent", "confidence"), [("affirm", 0.8), ("stop", 0.9), ("stop", 0.3)])
def test_who_takes_the_help_or_waits_hears_what_to_do_when_nothing_comes(
    intent: str, confidence: float, talk: Talk
) -> None:
    first = texts(talk.hear(reading("deposit_back"), ("paid_to", "商户")))
    turn = half_heard(talk, said("social"), intent, confidence)
    told = texts(turn)
    assert "再往上一步" in told
    assert not set(told.splitlines()) & set(first.splitlines())
    assert "怎么一步步做" not in told
    # said once, it is not said in the same words to who agrees again
    assert texts(half_heard(talk, said("social"), "affirm", 0.9)) != told


@pytest.mark.parametrize("act", ["ask", "want", "tell"])
@pytest.mark.parametrize(("intent", "confidence"), [("affirm", 0.3), ("stop", 0.3)])
def test_half_a_word_of_ending_takes_nothing(intent: str, confidence: float, act: str, talk: Talk) -> None:
    """Words of which little was heard are owned up to; a farewell would answer a question with nothing."""
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    told = texts(half_heard(talk, said(act), intent, confidence))
    assert "先这样" not in told
    assert FRAME.waits.split("{{")[0] not in told


def test_who_waits_for_an_order_is_told_the_day_of_its_plan(talk: Talk) -> None:
    facts = (("carrier", "联通"), ("sales_channel", "网盟/代理"), ("card_stage", "已提交待开卡"), ("payee", "货款"))
    talk.hear(reading("leave_order"), *facts, ("paid_amount", "10"))
    assert talk.memory.shown is not None
    told = texts(half_heard(talk, said("meta"), "stop", 0.9))
    assert "12月" in told
    assert len(told.splitlines()) == 1


def test_a_detail_after_the_help_opens_no_list(talk: Talk) -> None:
    talk.hear(reading("arrears"), ("carrier", "移动"))
    for _ in range(4):
        told = texts(half_heard(talk, said("tell"), "inform"))
        assert len(told.splitlines()) <= 3
    held = talk.memory.thread.advised
    assert held is not None
    # (a sentence to say is no list)
    assert held.opened.isdisjoint({"steps", "keep"})


def test_what_was_said_of_waiting_is_not_said_again_in_the_same_words(talk: Talk) -> None:
    talk.hear(reading("arrears"), ("carrier", "移动"))
    seen = [texts(half_heard(talk, said("tell"), "inform")) for _ in range(3)]
    assert texts(half_heard(talk, said("social"), "affirm", 0.9)) not in seen


def test_a_fact_that_changes_nothing_is_said_back_without_the_card(talk: Talk) -> None:
    talk.hear(reading("port_out"), ("carrier", "移动"))
    lines = own_lines(talk).splitlines()
    told = texts(talk.hear(said("answer"), ("used_months", 11)))
    assert told.startswith(FRAME.noted[:4])
    assert not any(line in told for line in lines)


def test_a_danger_is_never_told_whole_again(talk: Talk) -> None:
    first = texts(talk.hear(reading("scam_live"))).splitlines()
    seen: list[str] = []
    for _ in range(3):
        told = texts(half_heard(talk, said("tell")))
        assert sum(line in told for line in first) <= 1
        assert told not in seen
        seen.append(told)


def test_a_report_heard_by_half_counts_where_nothing_else_was_heard(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    found = replace(said("tell"), events=(HeardEvent("no_answer", 0.33),))
    half_heard(talk, found)
    assert "no_answer" in talk.memory.thread.reported()


def test_a_good_end_that_is_heard_by_half_ends_nothing(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    half_heard(talk, replace(said("tell"), events=(HeardEvent("paid_in", 0.33),)))
    assert "paid_in" not in talk.memory.thread.reported()


def test_what_stands_on_a_screen_is_nobody_s_word(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    assert FRAME.they_say not in texts(half_heard(talk, said("quote", speaker="screen"), "inform"))


# ---- what is named, and what is newly told ----------------------------------------------------


def row(topic: str, matter: str) -> tuple[str, str]:
    """A thing and the answer to it that holds wherever this matter leads."""
    for answer in catalogue().topics[topic].answers:
        when = answer.when
        plain = not (when.values or when.done or when.known or when.unknown or when.not_done or when.with_any)
        if when.named and plain and matter in when.open_matter:
            return when.named[0], render(answer.say, **context(Talk().memory.case)).splitlines()[0][:15]
    raise AssertionError(f"no answer of {topic} for {matter}")


@pytest.mark.parametrize("topic", [THEY_SAY, TOLD])
@pytest.mark.parametrize("intent", ["ask_pitfalls", "inform"])
def test_with_an_order_s_plan_in_hand_what_is_named_gets_its_row(topic: str, intent: str, talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("activated", "没激活"), ("parcel_stage", "已签收"))
    talk.hear(Reading(), ("payee", "没付"), text="没付钱")
    assert talk.memory.shown is not None
    thing, line = row(topic, "received_idle")
    speaker = "other" if topic == THEY_SAY else "user"
    found = said("quote" if topic == THEY_SAY else "tell", speaker=speaker, things=(thing,))
    told = texts(half_heard(talk, found, intent, 0.9))
    assert line in told
    assert book().replies.plan.unchanged[:4] not in told


@pytest.mark.parametrize("kind", ["cannot_do", "human", "not_this", "already_said", "skip"])
def test_talk_about_the_talk_gives_way_to_a_thing_that_has_an_answer(kind: str, talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("activated", "没激活"), ("payee", "没付"))
    thing, line = row(TOLD, "received_idle")
    turn = half_heard(talk, said("tell", things=(thing,), meta=(kind,)))
    assert "repair" not in turn.moves
    assert line in texts(turn)


def test_a_fact_newly_told_gets_the_row_that_waits_for_it(talk: Talk) -> None:
    talk.hear(reading("port_out"), ("carrier", "移动"))
    answer = next(a for a in catalogue().matters["port_out"].asks[TOLD] if "contract_months_left" in a.when.known)
    assert answer.say[:12] in texts(talk.hear(said("answer"), ("contract_months_left", 11)))
    # told before, it is no news
    assert answer.say[:12] not in texts(half_heard(talk, said("tell"), "inform"))


# ---- nothing twice in one reply ---------------------------------------------------------------


def test_a_line_that_was_said_is_no_line_beside_it() -> None:
    lines = ["打 10086 报工单号催，说到期没回", "从投诉那天等满 15 天可以申诉"]
    assert lines_beside(lines, "到期没回的，打 10086 报工单号催。") == lines[1:]
    assert lines_beside(lines, "") == lines


def test_idle_and_unpaid_is_told_once(talk: Talk) -> None:
    talk.hear(reading("received_idle"), ("activated", "没激活"), ("parcel_stage", "已签收"))
    turn = talk.hear(Reading(), ("payee", "没付"), text="没付钱")
    assert turn.memory.shown is not None
    advice = own_lines(talk).splitlines()[0]
    assert advice not in texts(turn)
    assert texts(turn).count("到期") == texts(turn).count("到期它自己失效")


# ---- an order's help where no order was told; other business ----------------------------------


def test_behind_an_answer_nobody_is_told_to_cancel_an_order_that_nobody_spoke_of(talk: Talk) -> None:
    heard = reading(asks=("loan_risk",))
    clauses = (said("tell").clauses[0], said("ask").clauses[0], said("ask").clauses[0])
    turn = talk.hear(replace(heard, clauses=clauses), intent="nlu_fallback")
    general = next(p for p in catalogue().matters["leave_order"].plans if p.id == "general")
    assert render(general.say, **context(talk.memory.case)).splitlines()[0] not in texts(turn)
    assert talk.memory.asked is None


def test_other_business_is_not_said_behind_a_right_answer(talk: Talk) -> None:
    heard = replace(reading(book().advising.outside, asks=("loan_risk",)), clauses=said("ask").clauses)
    assert OUTSIDE.splitlines()[0][:10] not in texts(talk.hear(heard, intent="nlu_fallback"))


def test_in_the_middle_of_a_case_hardly_anything_is_other_business(talk: Talk) -> None:
    talk.hear(reading("auto_pay"))
    talk.hear(replace(reading(book().advising.outside), clauses=said("tell").clauses), intent="nlu_fallback")
    assert talk.memory.thread.lead == "auto_pay"


SOUNDS = book().advising.sounds_beside


@pytest.mark.parametrize("intent", sorted(SOUNDS.intents))
def test_what_begins_a_talk_and_only_sounds_like_none_of_ours_is_given_no_plan(intent: str) -> None:
    talk = Talk()
    half = Scored("replace_card", SOUNDS.matter / 2)
    talk.hear(Reading(matters=(half,), ours=False), intent=intent)
    assert talk.memory.thread.lead in (None, book().advising.outside)


@pytest.mark.parametrize(
    "heard",
    [
        Reading(matters=(Scored("replace_card", SOUNDS.matter),), ours=False),
        Reading(matters=(Scored("replace_card", SOUNDS.matter / 2),), ours=True),
        replace(reading(events=("refused",)), ours=False),
    ],
    ids=["heard by half", "a card is named", "something is reported"],
)
def test_what_may_be_ours_is_helped(heard: Reading) -> None:
    talk = Talk()
    talk.hear(heard, intent="other_telecom")
    assert talk.memory.thread.lead not in (None, book().advising.outside)


@pytest.mark.parametrize("name", ["auto_pay", "price_unexpected"])
def test_from_other_business_whatever_comes_near_leads_back(name: str, talk: Talk) -> None:
    talk.hear(reading(book().advising.outside))
    half_heard(talk, replace(said("tell"), matters=(Scored(name, 0.2),)))
    assert talk.memory.thread.lead == name


def test_who_tells_of_a_card_has_come_for_that(talk: Talk) -> None:
    talk.hear(reading(book().advising.outside))
    talk.hear(said("answer"), ("payee", "没付"))
    assert talk.memory.thread.lead == book().advising.fallback


def test_what_the_other_side_talks_of_leads_away_only_where_it_is_plain(talk: Talk) -> None:
    talk.hear(reading("deposit_back"), ("paid_to", "商户"))
    half_heard(talk, replace(said("quote", speaker="other"), matters=(Scored("promise_unkept", 0.55),)))
    assert talk.memory.thread.lead == "deposit_back"


def test_the_parts_behind_the_taps_stay_there(talk: Talk) -> None:
    """What is noted of lines that were said again takes no tap away."""
    talk.hear(reading("arrears"), ("carrier", "移动"))
    turn = half_heard(talk, said("tell"), "inform")
    held = turn.memory.thread.advised
    assert held is not None
    assert held.opened.isdisjoint({*LAYERS} - {"copy"})
    assert "steps" in {tap.facts.get("topic") for m in turn.messages for tap in m.quick_replies}


def test_what_is_left_of_the_help_does_not_begin_where_its_first_step_is_the_plan_s(talk: Talk) -> None:
    told = (("sales_channel", "电商平台"), ("platform", "抖音"), ("parcel_stage", "派件中"), ("paid_amount", "9.9"))
    turn = talk.hear(reading("leave_order"), *told)
    lines = texts(turn).splitlines()
    assert talk.memory.shown is not None
    assert "退款" in lines[0], lines[:3]
