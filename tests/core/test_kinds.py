"""What kind of turn a message is: weighed in the middle of a case, and never against a fixed form or a danger."""

from __future__ import annotations

import pytest

from tuika.dialogue.hearing import Facts, Heard, facts_of
from tuika.dialogue.kinds import kind_of, weighed
from tuika.dialogue.memory import Memory
from tuika.dialogue.reading import HeardClause, HeardEvent, HeardFact, Reading, Scored
from tuika.knowledge import book

from .walks import NOW, Talk, reading

HELPED = (("carrier", "联通"), ("activated", "没激活"))
HALF_ASKED = (Scored("hotline_number", 0.4),)


def of_kind(*shares: tuple[str, float], **what: object) -> Reading:
    return Reading(kinds=tuple(Scored(*share) for share in shares), **what)  # type: ignore[arg-type]


@pytest.fixture
def talk() -> Talk:
    """A talk in which help was given for an order."""
    talk = Talk()
    talk.hear(reading("leave_order"), *HELPED)
    return talk


@pytest.mark.parametrize("kind", sorted(book().advising.kinds.decided - {"paid_in", "changed_mind", "other_card"}))
def test_a_sure_kind_is_what_the_message_is(kind: str, talk: Talk) -> None:
    turn = talk.hear(of_kind((kind, 0.9), ("ask", 0.1), asks=HALF_ASKED), intent="nlu_fallback")
    assert "hotline_number" not in turn.memory.thread.answered
    assert not turn.missed


@pytest.mark.parametrize("event", ["paid_in", "changed_mind"])
def test_a_report_that_turns_the_case_is_a_kind(event: str, talk: Talk) -> None:
    turn = talk.hear(of_kind((event, 0.9), ("case", 0.1), asks=HALF_ASKED))
    assert event in turn.memory.thread.reported()


def test_what_is_usual_counts_less_in_the_middle_of_a_case() -> None:
    weights = book().advising.kinds
    half = Heard("inform", reading=of_kind(("repeat", 0.45), ("ask", 0.55)))
    found = kind_of(half)
    assert found is not None
    assert found.name == "repeat"
    assert found.confidence == pytest.approx(0.45 / (0.45 + 0.55 * weights.prior))


@pytest.mark.parametrize(
    "shares", [(("ask", 0.9), ("repeat", 0.1)), (("repeat", 0.5), ("simpler", 0.5)), (("thanks", 1.0),), ()]
)
def test_a_usual_or_unsure_kind_decides_nothing(shares: tuple[tuple[str, float], ...], talk: Talk) -> None:
    heard = Heard("inform", reading=of_kind(*shares, asks=HALF_ASKED))
    assert kind_of(heard) is None
    assert weighed(heard, Facts(), talk.memory) is heard


def test_before_any_help_nothing_is_weighed() -> None:
    heard = Heard("inform", reading=of_kind(("repeat", 0.9), asks=HALF_ASKED))
    assert weighed(heard, Facts(), Memory()) is heard


def test_a_fixed_form_stands(talk: Talk) -> None:
    assert talk.hear(of_kind(("repeat", 0.9), meta=(Scored("human", 1.0),))).moves == ("repair", "human")


def test_a_danger_stands(talk: Talk) -> None:
    heard = Heard("inform", reading=of_kind(("chat", 0.9), matters=(Scored("scam_live", 0.4),)))
    assert weighed(heard, Facts(), talk.memory) is heard


def test_who_tells_a_fact_does_not_chat(talk: Talk) -> None:
    fact = HeardFact("carrier", "电信", "电信的", "stated")
    talk.hear(of_kind(("chat", 0.9), facts=(fact,)), ("carrier", "电信"))
    assert talk.memory.case.carrier == "电信"


def test_another_card_keeps_its_story(talk: Talk) -> None:
    heard = Heard("inform", reading=of_kind(("other_card", 0.9), matters=(Scored("close_number", 0.6),)))
    found = weighed(heard, Facts(), talk.memory).reading
    assert [e.name for e in found.events] == ["other_card"]
    assert found.matters


def test_a_sum_put_right_is_no_complaint(talk: Talk) -> None:
    talk.hear(Reading(), ("paid_amount", 29.9), ("payee", "货款"))
    talk.hear(of_kind(("already_said", 0.95), meta=(Scored("already_said", 0.6),)), ("paid_amount", 39.9))
    assert str(talk.memory.case.paid_amount) == "39.9"


def test_more_of_an_order_is_its_plan_then_its_next_step(talk: Talk) -> None:
    plan = talk.hear(reading(meta=("more",)))
    assert plan.memory.shown is not None
    after = talk.hear(reading(meta=("more",)))
    assert after.messages[0].text.startswith(book().advising.repair.listening)


def test_praise_is_no_curse(talk: Talk) -> None:
    heard = of_kind(("chat", 0.6), ("insult", 0.3), meta=(Scored("insult", 0.6),))
    assert talk.hear(heard, intent="nlu_fallback").moves[:2] != ("repair", "insult")
    curse = of_kind(("chat", 0.3), ("insult", 0.6), meta=(Scored("insult", 0.6),))
    assert talk.hear(curse, intent="nlu_fallback").moves[:2] == ("repair", "insult")


def test_who_asks_no_more_has_not_kept_the_card(talk: Talk) -> None:
    half = Heard("stop", "算了", (), confidence=0.9, reading=Reading(events=(HeardEvent("changed_mind", 0.5),)))
    assert weighed(half, Facts(), talk.memory).reading.events == ()
    plain = Heard("stop", "留着用了", (), confidence=0.6, reading=Reading(events=(HeardEvent("changed_mind", 0.9),)))
    assert weighed(plain, Facts(), talk.memory).reading.events


@pytest.mark.parametrize(("meta", "matter", "share"), [("repeat", "seller_gone", 0.4), ("not_this", "broadband", 0.6)])
def test_plain_words_about_the_talk_are_no_matter(meta: str, matter: str, share: float, talk: Talk) -> None:
    assert talk.hear(Reading(meta=(Scored(meta, 1.0),), matters=(Scored(matter, share),))).moves == ("repair", meta)


def test_plain_words_about_the_talk_do_not_hide_a_danger(talk: Talk) -> None:
    turn = talk.hear(Reading(meta=(Scored("repeat", 1.0),), matters=(Scored("scam_live", 0.8),)))
    assert turn.moves[0] == "danger"


def test_what_it_is_instead_is_answered(talk: Talk) -> None:
    heard = of_kind(("not_this", 0.95), meta=(Scored("not_this", 1.0),), asks=(Scored("where_in_app", 0.6),))
    assert talk.hear(heard).moves[0] == "advise"


def test_who_asks_for_a_person_is_no_victim(talk: Talk) -> None:
    heard = Reading(meta=(Scored("human", 1.0),), matters=(Scored("scam_live", 0.6),))
    assert talk.hear(heard).moves == ("repair", "human")


def test_words_not_understood_call_up_no_plan(talk: Talk) -> None:
    talk.hear(Reading(), ("paid_amount", 29.9), ("payee", "货款"))
    turn = talk.hear(Reading(), intent="nlu_fallback")
    assert turn.memory.shown is None


def test_what_is_doubted_says_how_to_find_out(talk: Talk) -> None:
    talk.hear(Reading(), ("payee", "货款"))
    turn = talk.hear(Reading(), ("unsure", "payee"), intent="dont_know")
    assert "账单" in turn.messages[0].text
    assert turn.memory.case.payee == "货款"


def test_money_that_has_come_is_no_other_kind(talk: Talk) -> None:
    turn = talk.hear(of_kind(("more", 0.9), ("case", 0.1), events=(HeardEvent("paid_in", 0.8),), asks=HALF_ASKED))
    said = "\n".join(message.text for message in turn.messages)
    closing = book().advising.events["paid_in"].say or ""
    assert closing.splitlines()[0] in said


def test_chat_about_a_thing_of_its_own_is_chat(talk: Talk) -> None:
    heard = Reading(meta=(Scored("already_said", 0.78),), things=("聊宠物",))
    turn = talk.hear(heard, intent="chitchat", text="我家猫踩键盘上了")
    assert turn.moves[0] == "small_talk"
    assert "猫" in turn.messages[0].text
    # what is asked in the same breath is of the case
    asked = Reading(asks=(Scored("close_online", 0.9),), things=("聊天气",))
    assert talk.hear(asked, intent="chitchat", text="天太热了，手机上能办不").moves[0] != "small_talk"


def test_who_cannot_tell_and_tells_whose_it_is_is_heard(talk: Talk) -> None:
    talk.hear(of_kind(("dont_know", 1.0), matters=(Scored("minor_order", 0.9),)), intent="dont_know")
    assert talk.memory.thread.lead == "minor_order"


def test_what_is_put_right_asks_nothing_by_half(talk: Talk) -> None:
    clause = HeardClause("某某", 0, 2, "correct", "user", "self")
    half = Heard("inform", "不是联通", (("carrier", "移动"),), reading=Reading(clauses=(clause,), asks=HALF_ASKED))
    said = facts_of(half, None, talk.memory.case, NOW.date())
    assert weighed(half, said, talk.memory).reading.asks == ()
    asks = HeardClause("某某", 2, 4, "ask", "user", "self")
    both = Heard("inform", "打哪个", half.values, reading=Reading(clauses=(clause, asks), asks=HALF_ASKED))
    assert weighed(both, said, talk.memory).reading.asks == HALF_ASKED
