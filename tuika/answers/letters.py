"""Letters and phone scripts (文书) from the case: ready to copy, missing facts as 〔请填写：…〕, never invented."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from ..facts.case import Case
from ..knowledge import book
from ..speech.cards import Copy, CopyCard
from ..speech.message import Message, QuickReply
from ..speech.wording import context, render
from .evidence import checklist


def _holds(when: Mapping[str, Collection[str]], case: Case) -> bool:
    return all(getattr(case, name) in values for name, values in when.items())


def offered(case: Case) -> list[str]:
    """The keys of the letters that make sense in this case, in the file's order.

    Of ``for``, a field that is not known keeps a letter on offer and only what is known rules it out; of ``for_any``,
    one field must be known to fit.
    """
    found = []
    for key in book().letters.offer:
        entry = book().letters.letters[key]
        known = {name: values for name, values in entry.for_.items() if getattr(case, name) is not None}
        wanted = entry.for_any
        if _holds(known, case) and (wanted is None or any(getattr(case, n) in v for n, v in wanted.items())):
            found.append(key)
    return found


def letter(key: str, case: Case, today: date) -> str:
    """The letter's text.

    Raises:
        KeyError: no such letter.
    """
    spec = book().letters
    rule = next(r for r in spec.matters if _holds(r.when, case))
    words = {**context(case, today), "deadline": today + timedelta(spec.deadline_days)}
    words["matter"] = render(rule.matter, **words)
    words["demand"] = render(rule.demand, **words)
    words["enclosures"] = "、".join(item.text for item in checklist(case))
    return render(spec.letters[key].text, **words)


def letter_messages(key: str | None, case: Case, today: date) -> list[Message]:
    """The letter with what to mind, or the choice of letters where none was named."""
    spec = book().letters
    if key is None or key not in spec.letters:
        return [Message(spec.choose, choices(case))]
    entry = spec.letters[key]
    before = [] if entry.warn is None else [entry.warn]
    text = letter(key, case, today)
    card = CopyCard(before=(), texts=(Copy(entry.title, text),), after=())
    return [Message("\n".join([*before, spec.intro])), Message(text, card=card)]


def choices(case: Case) -> tuple[QuickReply, ...]:
    """A quick reply for each letter on offer."""
    letters = book().letters.letters
    return tuple(QuickReply(letters[key].title, "ask_letter", {"letter": key}) for key in offered(case))
