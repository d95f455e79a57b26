"""The exchanges that a message is like: whose number their words are right of, and what a talk begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuika.dialogue.alike import fitting
from tuika.dialogue.reading import Reading, Scored
from tuika.knowledge import book
from tuika.matters.load import catalogue
from tuika.matters.model import Condition, DirectAnswer, Exchange, Standing

from .test_advising import texts
from .test_exchanging import MATTER, like, of, said
from .walks import Talk, reading


def answer(say: str) -> DirectAnswer:
    return DirectAnswer(Condition(), say, ("x",), "low")


@pytest.mark.parametrize(
    ("say", "whose"),
    [
        ("拿死亡证明的日期要它减掉那以后的月租。", "deceased"),
        ("家长不追认，没用过的该全退。", "minor"),
        ("先打客服要明细。", None),
    ],
)
def test_whose_number_the_words_are_right_of(say: str, whose: str | None) -> None:
    assert answer(say).whose == whose


def test_words_of_somebody_who_died_are_not_said_to_the_living() -> None:
    exchange = Exchange(frozenset({MATTER}), (answer("拿死亡证明去要。"), answer("打客服要明细。")))
    living = fitting(exchange, Standing(facts={}), frozenset())
    died = fitting(exchange, Standing(facts={"holder": "deceased"}), frozenset())
    assert (living, died) == (exchange.answers[1], exchange.answers[0])


def test_a_talk_may_begin_with_an_exchange() -> None:
    name = of(MATTER)[0]
    talk = Talk()
    turn = talk.hear(like(name, 0.9, reading(MATTER)))
    assert texts(turn).startswith(said(catalogue().exchanges[name].answers[0], talk))
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.lately


def test_a_story_with_which_people_come_is_answered_before_the_help() -> None:
    name = next(n for n, o in catalogue().openings.items() if o.matters == {MATTER} and not o.answers[0].when.values)
    talk = Talk()
    turn = talk.hear(replace(reading(MATTER), begins=(Scored(name, 0.9),)))
    assert texts(turn).startswith(said(catalogue().openings[name].answers[0], talk))
    assert talk.memory.thread.advised is not None
    assert talk.memory.thread.lately
    again = talk.hear(replace(Reading(), begins=(Scored(name, 0.9),)), intent="nlu_fallback")
    assert said(catalogue().openings[name].answers[0], talk) not in texts(again)


def test_of_two_stories_that_are_as_like_neither_is_answered() -> None:
    one, other = [n for n, o in catalogue().openings.items() if o.matters == {MATTER}][:2]
    rules = book().advising.opening
    talk = Talk()
    turn = talk.hear(replace(reading(MATTER), begins=(Scored(one, 0.9), Scored(other, 0.9 - rules.apart / 2))))
    for name in (one, other):
        assert said(catalogue().openings[name].answers[0], talk) not in texts(turn)


def test_the_word_for_the_dead_stands_before_what_is_answered_first() -> None:
    known = catalogue().openings
    name = next(n for n in known if n.startswith("close_deceased/"))
    turn = Talk().hear(replace(reading("close_deceased"), begins=(Scored(name, 0.9),)))
    text, condolence = texts(turn), book().advising.frame.condolence
    assert text.startswith(condolence)
    assert text.count(condolence) == 1


def test_a_story_of_another_matter_is_not_answered() -> None:
    name = next(n for n, o in catalogue().openings.items() if MATTER not in o.matters)
    talk = Talk()
    turn = talk.hear(replace(reading(MATTER), begins=(Scored(name, 0.9),)))
    assert said(catalogue().openings[name].answers[0], talk) not in texts(turn)


def test_what_is_less_like_begins_with_the_help() -> None:
    name = of(MATTER)[0]
    talk = Talk()
    rules = book().advising.exchange
    turn = talk.hear(like(name, rules.lent + 0.3, reading(MATTER)))
    assert said(catalogue().exchanges[name].answers[0], talk) not in texts(turn)
