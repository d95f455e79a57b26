"""What an exchange adds behind the taps (刚说到的): its step, its sentence and what to keep come before the rest."""

from __future__ import annotations

import pytest

from tuika.dialogue.lately import LOOKED_BACK, kept_lately, spoken_lately, steps_lately
from tuika.dialogue.reading import Reading
from tuika.dialogue.telling import lines_of
from tuika.matters.load import catalogue
from tuika.matters.model import Exchange
from tuika.speech.wording import context, render

from .test_advising import texts
from .test_asks_fit import variants
from .test_exchanging import MATTER, like, of, talk
from .walks import Talk, reading

__all__ = ["talk"]

KNOWN = catalogue().exchanges


def one(*, copied: bool) -> str:
    """An exchange with a step and things to keep, with a sentence to say of its own or with none."""
    return next(
        name
        for name in of(MATTER)
        if KNOWN[name].step and KNOWN[name].keep and (KNOWN[name].copy is not None) == copied and "「" in said(name)
    )


def said(name: str) -> str:
    return KNOWN[name].answers[0].say


def filled(text: str | None, talk: Talk) -> str:
    assert text is not None
    return render(text, **context(talk.memory.case))


def tapped(talk: Talk, layer: str) -> str:
    return texts(talk.hear(Reading(), ("topic", layer), intent="inform"))


@pytest.mark.parametrize(("layer", "mark"), [("steps", "1. "), ("keep", "· ")])
def test_its_step_and_what_to_keep_come_first(talk: Talk, layer: str, mark: str) -> None:
    name = one(copied=True)
    talk.hear(like(name), intent="nlu_fallback")
    first = filled(KNOWN[name].step if layer == "steps" else KNOWN[name].keep, talk)
    assert tapped(talk, layer).splitlines()[1] == mark + first


def test_the_latest_comes_first_and_no_more_than_a_few_are_looked_back_at(talk: Talk) -> None:
    names = [name for name in of(MATTER) if KNOWN[name].step and KNOWN[name].keep][: LOOKED_BACK + 1]
    for name in names:
        talk.hear(like(name), intent="nlu_fallback")
    looked = names[:0:-1]
    assert steps_lately(talk.memory) == [filled(KNOWN[name].step, talk) for name in looked]
    assert kept_lately(talk.memory) == [filled(KNOWN[name].keep, talk) for name in looked]


def test_the_sentence_of_its_own_is_said_before_that_of_the_matter(talk: Talk) -> None:
    name = one(copied=True)
    before = tapped(talk, "copy")
    talk.hear(like(name), intent="nlu_fallback")
    told = tapped(talk, "copy")
    assert f"「{filled(KNOWN[name].copy, talk)}」" in told
    assert told.endswith(before)


def test_where_it_has_none_what_its_answer_tells_to_say_is(talk: Talk) -> None:
    name = next(n for n in of(MATTER) if KNOWN[n].copy is None and len(_quoted(said(n))) >= 12 and "{" not in said(n))
    talk.hear(like(name), intent="nlu_fallback")
    assert f"「{_quoted(said(name))}」" in tapped(talk, "copy")


def _quoted(say: str) -> str:
    return say.partition("「")[2].partition("」")[0]


def test_other_help_after_it_ends_it(talk: Talk) -> None:
    talk.hear(like(one(copied=True)), intent="nlu_fallback")
    talk.hear(reading("close_deceased"), intent="nlu_fallback")
    assert steps_lately(talk.memory) == []
    assert spoken_lately(talk.memory) == ()


def parts(exchange: Exchange) -> list[str]:
    return [text for text in (exchange.step, exchange.copy, exchange.keep) if text is not None]


def test_every_part_is_one_short_line_whoever_sold_whichever_card() -> None:
    told = [(name, text) for name, exchange in KNOWN.items() for text in parts(exchange)]
    assert not [name for name, text in told if "\n" in text or "您" in text or "「" in text[:1]]
    long = {
        (name, text)
        for name, text in told
        for case in variants()
        if len(lines_of(render(text, **context(case)))) > 1 or len(render(text, **context(case))) > 60
    }
    assert not long


def test_nearly_every_exchange_says_what_to_do_next() -> None:
    without = [name for name, exchange in KNOWN.items() if exchange.step is None]
    assert len(without) <= len(KNOWN) // 50
