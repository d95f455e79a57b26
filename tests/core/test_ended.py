"""A case that has ended well (了结): what stands behind the taps is only what is left to do."""

from __future__ import annotations

import pytest

from tuika.dialogue.reading import Reading
from tuika.knowledge import book
from tuika.speech.wording import context, render

from .test_advising import texts
from .walks import Talk, reading


def tapped(talk: Talk, layer: str) -> str:
    return texts(talk.hear(Reading(), ("topic", layer), intent="inform"))


@pytest.mark.parametrize(("matter", "event"), [("refund_late", "paid_in"), ("close_number", "closed")])
@pytest.mark.parametrize("layer", ["steps", "copy", "keep"])
def test_only_what_is_left_to_do_is_told(matter: str, event: str, layer: str) -> None:
    talk = Talk()
    talk.hear(reading(matter))
    before = tapped(talk, layer)
    talk.hear(reading(events=(event,)))
    after = tapped(talk, layer)
    ending = book().reminders.endings[event]
    parts = (ending.copy_,) if layer == "copy" else getattr(ending, layer)
    assert all(render(part, **context(talk.memory.case)) in after for part in parts)
    assert after != before


def test_what_is_reported_after_it_goes_on_with_the_case() -> None:
    talk = Talk()
    talk.hear(reading("refund_late"))
    talk.hear(reading(events=("paid_in",)))
    talk.hear(reading("refund_refused", events=("refused",)))
    assert book().reminders.endings["paid_in"].steps[0] not in tapped(talk, "steps")


def test_every_ending_is_one_that_closes_a_case() -> None:
    assert all(book().advising.events[event].closes for event in book().reminders.endings)
