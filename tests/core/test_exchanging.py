"""One exchange in the middle of a matter: what it is like is answered, and the matter stays."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tuika.dialogue.alike import NONE_NEAR
from tuika.dialogue.exchanging import EXCHANGE
from tuika.dialogue.reading import HeardFact, Reading, Scored
from tuika.dialogue.telling import lines_of
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.matters.model import Condition, DirectAnswer
from tuika.speech.wording import context, render

from .test_advising import texts
from .test_asks_fit import variants
from .walks import Talk, reading

MATTER = "deposit_back"


def of(matter: str) -> list[str]:
    """The exchanges in the middle of a matter that are answered whatever is known."""
    known = catalogue().exchanges
    return [name for name, each in known.items() if each.matters == {matter} and each.answers[0].when == Condition()]


ONE, OTHER = of(MATTER)[:2]
#: More than a few characters.
LONG = "他们说的和当初讲的不一样，我等到今天"


def said(answer: DirectAnswer, talk: Talk) -> str:
    return render(answer.say, **context(talk.memory.case))


def first(name: str) -> DirectAnswer:
    return catalogue().exchanges[name].answers[0]


def like(name: str, how: float = 0.95, heard: Reading | None = None) -> Reading:
    """A message that is like an exchange."""
    return replace(heard or Reading(), alike=(Scored(name, how),))


@pytest.fixture
def talk() -> Talk:
    begun = Talk()
    begun.hear(reading(MATTER), ("paid_to", "商户"))
    return begun


def test_it_is_answered_and_the_matter_stays(talk: Talk) -> None:
    turn = talk.hear(like(ONE, heard=reading("refund_late")), intent="nlu_fallback")
    assert turn.moves[0] == EXCHANGE
    assert turn.messages[0].text == said(first(ONE), talk)
    assert talk.memory.thread.lead == MATTER
    assert turn.messages[-1].quick_replies


def test_what_is_told_with_it_is_taken_in_and_said_back(talk: Talk) -> None:
    turn = talk.hear(like(ONE, heard=reading(events=("called",))), ("carrier", "联通"))
    assert talk.memory.case.carrier == "联通"
    assert "called" in talk.memory.thread.reported()
    assert "联通" in texts(turn)


def test_what_is_hardly_like_it_is_heard_as_before(talk: Talk) -> None:
    near = replace(Reading(), alike=(Scored(ONE, 0.21), Scored(OTHER, 0.2)))
    assert EXCHANGE not in talk.hear(near, intent="nlu_fallback").moves


def likeness(sure: float) -> float:
    """How like the first of two must be, a tenth more than the other, to be so ``sure`` to fit."""
    rules = book().advising.exchange
    return (math.log(sure / (1 - sure)) - rules.base - rules.apart * 0.1) / rules.like


def alone(less: str, more: str) -> float:
    """How like the only one must be to be surer to fit than one of the bounds asks, and less sure than another."""
    rules = book().advising.exchange
    sure = (getattr(rules, less) + getattr(rules, more)) / 2
    return (math.log(sure / (1 - sure)) - rules.base + rules.apart * NONE_NEAR) / (rules.like + rules.apart)


def test_it_must_stand_apart_the_more_the_surer_something_else_was_heard(talk: Talk) -> None:
    rules = book().advising.exchange
    one = likeness((rules.nothing + rules.surely_asked) / 2)
    near = replace(Reading(), alike=(Scored(ONE, one), Scored(OTHER, one - 0.1)))
    asked = replace(reading(asks=("refund_when",)), alike=near.alike)
    assert EXCHANGE not in talk.hear(asked, intent="nlu_fallback", text=LONG).moves
    assert talk.hear(near, intent="nlu_fallback", text=LONG).moves[0] == EXCHANGE


def test_a_few_characters_must_be_liker(talk: Talk) -> None:
    near = like(ONE, alone("nothing", "in_few"))
    assert EXCHANGE not in talk.hear(near, intent="nlu_fallback", text="没收到").moves
    assert talk.hear(near, intent="nlu_fallback", text=LONG).moves[0] == EXCHANGE


def test_what_is_surely_said_of_the_talk_itself_is_none(talk: Talk) -> None:
    turn = talk.hear(like(ONE, alone("nothing", "surely_talk"), reading(meta=("insult",))), intent="nlu_fallback")
    assert turn.moves[0] == "repair"
    assert talk.memory.thread.lead == MATTER


def test_thanks_are_none(talk: Talk) -> None:
    assert talk.hear(like(ONE, alone("nothing", "surely_talk")), intent="thanks").moves[0] != EXCHANGE


def test_a_fact_put_right_is_none(talk: Talk) -> None:
    talk.hear(Reading(), ("carrier", "联通"))
    near = like(ONE, alone("told", "only_facts"))
    assert talk.hear(near, ("carrier", "移动"), text="刚才那家我说错了，卡是另外一家的").moves[0] != EXCHANGE
    assert talk.memory.case.carrier == "移动"


def test_signs_of_another_matter_are_none(talk: Talk) -> None:
    heard = replace(reading("iot_card"), facts=(HeardFact("iot", "是", "没号码", "stated"),))
    assert talk.hear(like(ONE, alone("told", "only_facts"), heard), ("iot", "是")).moves[0] != EXCHANGE
    assert talk.memory.thread.lead == "iot_card"


def test_words_of_an_unopened_card_are_not_said_of_one_in_use() -> None:
    def presumed(say: str) -> str | None:
        return DirectAnswer(Condition(), say, ("x",), "low").presumes

    assert presumed("先别激活，放到过期就行。") == "没激活"
    assert presumed("那就走销户，余额一起要。") == "激活了"
    assert presumed("没激活就拒收；激活了的走销户。") is None
    assert presumed("让他写明哪天退。") is None


def test_the_good_end_is_no_exchange(talk: Talk) -> None:
    turn = talk.hear(like(ONE, heard=reading(events=("paid_in",))), intent="nlu_fallback")
    assert EXCHANGE not in turn.moves


def test_one_of_another_matter_is_none_of_this(talk: Talk) -> None:
    turn = talk.hear(like(of("close_deceased")[0]), intent="nlu_fallback")
    assert EXCHANGE not in turn.moves


def test_one_lent_to_the_matter_is_answered_where_it_is_likely_enough(talk: Talk) -> None:
    lent = next(n for n, e in catalogue().exchanges.items() if MATTER in e.matters and not n.startswith(f"{MATTER}/"))
    less = book().advising.exchange.lent
    rather = replace(Reading(), alike=(Scored(lent, 0.8), Scored(ONE, 0.8 - less / 2)))
    assert talk.hear(rather, intent="nlu_fallback").messages[0].text == said(first(ONE), talk)
    turn = talk.hear(replace(Reading(), alike=(Scored(lent, 0.8), Scored(OTHER, 0.4))), intent="nlu_fallback")
    assert turn.moves[0] == EXCHANGE
    assert turn.messages[0].text in {said(answer, talk) for answer in catalogue().exchanges[lent].answers}


def test_after_a_warning_an_earlier_matter_is_gone_on_with(talk: Talk) -> None:
    talk.hear(reading("card_trading"))
    assert talk.memory.thread.lead == "card_trading"
    turn = talk.hear(like(ONE), intent="nlu_fallback", text=LONG)
    assert turn.moves[0] == EXCHANGE
    assert talk.memory.thread.lead == MATTER


def test_it_does_not_begin_a_talk() -> None:
    assert EXCHANGE not in Talk().hear(like(ONE), intent="nlu_fallback").moves


def test_nothing_is_answered_twice_in_the_same_words(talk: Talk) -> None:
    talk.hear(like(ONE), intent="nlu_fallback")
    again = talk.hear(like(ONE), intent="nlu_fallback")
    assert said(first(ONE), talk) not in texts(again)
    assert talk.hear(like(OTHER), intent="nlu_fallback").moves[0] == EXCHANGE


def test_a_danger_comes_first(talk: Talk) -> None:
    turn = talk.hear(like(ONE, heard=reading("scam_live")), intent="nlu_fallback")
    assert turn.moves[0] == "danger"


def test_an_answer_to_our_question_is_that() -> None:
    talk = Talk()
    talk.hear(reading(MATTER))
    assert talk.memory.asked == "paid_to"
    turn = talk.hear(like(ONE), ("paid_to", "个人"))
    assert EXCHANGE not in turn.moves


def test_every_answer_is_short_whoever_sold_whichever_card() -> None:
    known = catalogue()
    answers = [(name, answer) for name, each in known.exchanges.items() for answer in each.answers]
    long = {
        (name, line)
        for name, answer in answers
        for case in variants()
        for line in lines_of(render(answer.say, **context(case)))
        if len(line) > 60
    }
    many = [name for name, answer in answers if len(answer.say.strip().splitlines()) > 3]
    assert not long
    assert not many


def test_every_answer_has_a_source_and_no_open_place() -> None:
    for name, each in catalogue().exchanges.items():
        assert all(answer.source and "〔" not in answer.say and "您" not in answer.say for answer in each.answers), name
        assert set(each.matters) <= set(catalogue().matters), name


@pytest.mark.parametrize("matter", ["scam_live", "gave_secret"])
def test_with_a_swindler_nothing_is_settled(matter: str) -> None:
    begun = Talk()
    begun.hear(reading(matter))
    told = texts(begun.hear(reading(asks=("settle_accept",)), intent="nlu_fallback", text=LONG))
    assert book().advising.frame.no_dealings.split("，")[0] in told


@pytest.mark.parametrize("matter", ["card_in_my_name", "unordered_parcel"])
def test_of_the_numbers_in_ones_name_none_is_another_case(matter: str) -> None:
    begun = Talk()
    begun.hear(reading(matter))
    begun.hear(reading(events=("other_card",)), ("carrier", "电信"), text="查回来电信一张，就是我平时用的那张")
    assert len(begun.memory.threads) == 1
