"""Letters and phone scripts (文书) from the case: ready to copy, missing facts as 〔请填写：…〕, never invented."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from ..facts.case import Case
from ..knowledge import book
from ..knowledge.models.answers import Letter
from ..speech.cards import Copy, CopyCard
from ..speech.message import Message, QuickReply
from ..speech.wording import context, render
from .evidence import checklist


def _holds(when: Mapping[str, Collection[str]], case: Case) -> bool:
    return all(getattr(case, name) in values for name, values in when.items())


def offered(case: Case, matters: Collection[str] = ()) -> list[str]:
    """The keys of the letters that make sense in this case, in the file's order.

    Of ``for``, a field that is not known keeps a letter on offer and only what is known rules it out. Of ``for_any``
    and ``for_matter`` one thing must be so: a field known to fit, or a matter among ``matters`` (those of the talk).
    """
    found = []
    for key in book().letters.offer:
        entry = book().letters.letters[key]
        known = {name: values for name, values in entry.for_.items() if getattr(case, name) is not None}
        if _holds(known, case) and _is_wanted(entry, case, matters):
            found.append(key)
    return found


def _is_wanted(entry: Letter, case: Case, matters: Collection[str]) -> bool:
    if entry.for_any is None and not entry.for_matter:
        return True
    fits = any(getattr(case, name) in values for name, values in (entry.for_any or {}).items())
    return fits or any(matter in entry.for_matter for matter in matters)


def sum_of(case: Case, purpose: str) -> Decimal | None:
    """What was paid for ``purpose`` (see ``fields.yaml``: payments), in yuan; ``None`` where no sum is known."""
    paid = [p for p in case.payments or () if p.purpose == purpose and p.state == "已付"]
    sums = [p.amount for p in paid if p.amount is not None]
    return sum(sums, Decimal(0)) if sums else None


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
    words["sum_of"] = partial(sum_of, case)
    words["enclosures"] = "、".join(item.text for item in checklist(case))
    return render(spec.letters[key].text, **words)


def letter_messages(key: str | None, case: Case, today: date, matters: Collection[str] = ()) -> list[Message]:
    """The letter with what to mind, or the choice of letters where none was named."""
    spec = book().letters
    if key is None or key not in spec.letters:
        return [Message(spec.choose, choices(case, matters))]
    entry = spec.letters[key]
    before = [] if entry.warn is None else [entry.warn]
    text = letter(key, case, today)
    card = CopyCard(before=(), texts=(Copy.of(entry.title, text),), after=())
    return [Message("\n".join([*before, spec.intro])), Message(text, card=card)]


def choices(case: Case, matters: Collection[str] = ()) -> tuple[QuickReply, ...]:
    """A quick reply for each letter on offer."""
    letters = book().letters.letters
    return tuple(QuickReply(letters[key].title, "ask_letter", {"letter": key}) for key in offered(case, matters))
