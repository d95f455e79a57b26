"""A label that is typed instead of tapped is the tap."""

from __future__ import annotations

import pytest

from tuika.dialogue.hearing import Heard, Wish, typed_label
from tuika.dialogue.reading import Reading
from tuika.knowledge import book

from .walks import reading

SPECS = book().intents.intents
TAPS = book().advising.taps
#: What is typed -> the intent and the values it stands for; nothing where it is no label.
LABELS: dict[str, tuple[str, tuple[tuple[str, str], ...]] | None] = {
    TAPS.steps: ("inform", (("topic", "steps"),)),
    TAPS.copy_: ("inform", (("topic", "copy"),)),
    TAPS.keep: ("inform", (("topic", "keep"),)),
    TAPS.up: ("inform", (("topic", "up"),)),
    TAPS.did: ("inform", (("event", "called"),)),
    TAPS.promised: ("inform", (("event", "promised"),)),
    TAPS.refused: ("inform", (("event", "refused"),)),
    TAPS.paid: ("inform", (("event", "paid_in"),)),
    TAPS.sheet: ("inform", (("sheet", "show"),)),
    TAPS.undo: ("inform", (("undo", "last"),)),
    book().replies.quick.say: ("ask_script", ()),
    book().replies.quick.bring: ("evidence", ()),
    book().replies.quick.law: ("ask_law", ()),
    book().replies.quick.late: ("escalate_complaint", ()),
    book().replies.quick.restart: ("restart", ()),
    **{entry.title: ("ask_letter", (("letter", key),)) for key, entry in book().letters.letters.items()},
    **{spec.title: (name, ()) for name, spec in SPECS.items() if len(spec.title) > 3},
    "某某": None,
    "": None,
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_is_typed_is_the_tap(label: str) -> None:
    before = Heard(
        "nlu_fallback", f" {label}。", confidence=0.3, reading=reading("refund_late"), wishes=(Wish("greet", 1.0),)
    )
    after, expected = typed_label(before), LABELS[label]
    if expected is None:
        assert after == before
        return
    assert (after.intent, tuple((fact.field, fact.value) for fact in after.values)) == expected
    assert (after.confidence, after.reading, after.wishes) == (1.0, Reading(), ())


def test_a_payload_is_no_typed_label() -> None:
    before = Heard("inform", "/inform")
    assert typed_label(before) is before
