"""Random walks through the adviser, and what must hold of each (``test_advising``, ``make fuzz``)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from tuika.dialogue.hearing import Heard
from tuika.dialogue.memory import Memory, Turn
from tuika.dialogue.moves import reply
from tuika.dialogue.reading import HeardEvent, Reading, Scored
from tuika.dialogue.storing import from_slots, to_slots
from tuika.facts.deadlines import SHANGHAI
from tuika.knowledge import book
from tuika.matters.load import catalogue

from .strategies import fact

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)
MATTERS = sorted(catalogue().matters)
#: What is heard in one turn: the reading, facts, the intent.
Step = tuple[Reading, tuple[tuple[str, Any], ...], str]


def reading(
    *matters: str, asks: tuple[str, ...] = (), events: tuple[str, ...] = (), meta: tuple[str, ...] = ()
) -> Reading:
    """What was surely heard; with the thing that must be named for it, where a matter is heard by nothing else."""
    only = [catalogue().matters[name].only_named for name in matters]
    return Reading(
        things=tuple(min(named) for named in only if named),
        matters=tuple(Scored(name, 0.9) for name in matters),
        asks=tuple(Scored(name, 0.9) for name in asks),
        events=tuple(HeardEvent(name, 0.9) for name in events),
        meta=tuple(Scored(name, 0.9) for name in meta),
    )


class Talk:
    """One conversation. The memory is written down and read back between turns, as it is in Rasa."""

    def __init__(self) -> None:
        self.memory = Memory()

    def hear(self, heard: Reading, *values: tuple[str, Any], intent: str = "inform", text: str = "某某") -> Turn:
        turn = reply(from_slots(to_slots(self.memory)), Heard(intent, text, values, reading=heard), NOW)
        self.memory = turn.memory
        return turn

    def tap(self, label: str, turn: Turn) -> Turn:
        quick = next(q for m in turn.messages for q in m.quick_replies if q.label == label)
        return self.hear(Reading(), *quick.facts.items(), intent=quick.intent, text="/tap")


_STEPS = st.one_of(
    st.sampled_from(MATTERS).map(lambda name: (reading(name), (), "inform")),
    st.sampled_from(sorted(book().advising.events)).map(lambda name: (reading(events=(name,)), (), "inform")),
    st.sampled_from(sorted(catalogue().topics)).map(lambda name: (reading(asks=(name,)), (), "nlu_fallback")),
    fact.map(lambda found: (Reading(), (found,), "inform")),
    st.sampled_from(["cancel_order", "dont_know", "affirm", "deny", "close_activated_card", "refund_overdue"]).map(
        lambda intent: (Reading(), (), intent)
    ),
    st.sampled_from(["steps", "copy", "keep", "up"]).map(lambda name: (Reading(), (("topic", name),), "inform")),
    st.sampled_from(["repeat", "simpler", "more", "skip", "human", "not_this", "already_said", "who"]).map(
        lambda name: (reading(meta=(name,)), (), "nlu_fallback")
    ),
)


WALKS = st.lists(_STEPS, min_size=1, max_size=8)


def walk(steps: list[Step]) -> None:
    """Every turn says something whole, offers a way on, and asks for nothing that is known, nor twice alike."""
    talk, asked_before = Talk(), ""
    for heard, values, intent in steps:
        before = talk.memory.thread
        turn = talk.hear(heard, *values, intent=intent)
        memory = talk.memory
        assert turn.messages
        assert all(m.text.strip() and "{{" not in m.text and "None" not in m.text for m in turn.messages)
        assert from_slots(to_slots(memory)) == memory
        if memory.asked is None:
            asked_before = ""
            lead = catalogue().matters.get(memory.thread.lead or "")
            assert turn.messages[-1].quick_replies or (lead is not None and lead.danger)
            continue
        assert turn.messages[-1].quick_replies
        if memory.thread.times_asked(memory.asked) == before.times_asked(memory.asked):
            # it stays open beside what was opened by a tap, and is not put again
            continue
        question = turn.messages[-1].text
        assert question != asked_before, "the same words twice running"
        asked_before = question
        assert getattr(memory.case, memory.asked) is None, f"{memory.asked} is known"


#: A day by which something is to come: 「12月1日（周二）前退到」.
_COMING = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日（周.）(?=前(?:退到|该答复|看一眼))")


def days_to_come(steps: list[Step]) -> None:
    """No day that is told as coming has passed."""
    talk = Talk()
    for heard, values, intent in steps:
        turn = talk.hear(heard, *values, intent=intent)
        told = "\n".join(m.text for m in turn.messages)
        for year, month, day in _COMING.findall(told):
            assert date(int(year or NOW.year), int(month), int(day)) >= NOW.date(), told
