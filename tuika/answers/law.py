"""Citations (法条引用) from the index of provisions in ``law.yaml``: what fits a case, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import cn2an

from ..facts.case import Case
from ..knowledge import book
from ..speech.cards import LawCard, Provision
from ..speech.message import Message


def citation(key: str) -> str:
    """「《消费者权益保护法》第二十五条」 for the provision ``key``.

    Raises:
        KeyError: no such provision in the index.
    """
    entry = book().law.provisions[key]
    name, number = f"《{entry.law}》" if entry.titled else entry.law, entry.article
    return name + (f"第{cn2an.an2cn(number)}条" if number else "")


def _holds(when: Mapping[str, tuple[str, ...]], case: Case) -> bool:
    return all(getattr(case, field) in values for field, values in when.items())


def provisions(topics: Iterable[str], case: Case) -> list[str]:
    """The provisions that answer these questions where the case stands; none for a question that is not one of law.

    ``topics`` are names of questions as the reading gives them (``nlu/labels.yaml``: asks).
    """
    known = book().law.questions
    answers = (next(a for a in known[topic] if _holds(a.when, case)) for topic in topics if topic in known)
    return [key for answer in answers for key in answer.law]


def law_message(keys: Iterable[str]) -> Message:
    """The provisions with their gist, one a line, and the note that this is no legal advice."""
    texts = book().law
    entries = {key: texts.provisions[key] for key in dict.fromkeys(keys)}
    if not entries:
        return Message(texts.none)
    cited = tuple(Provision(citation(key), e.gist, e.effective.isoformat()) for key, e in entries.items())
    lines = [f"· {provision.citation}：{provision.gist}" for provision in cited]
    card = LawCard(intro=texts.intro, provisions=cited, note=texts.note)
    return Message("\n".join([texts.intro, *lines, texts.note]), card=card)
