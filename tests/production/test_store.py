"""The conversation store by itself: no text ends a process; old conversations go on, broken ones begin anew."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from tuika.case import Case
from tuika.memory import Talk

from runtime.conversations import ConversationStore
from runtime.model import ROOT

NAME = "web-old"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain: Domain, tmp_path: Path) -> Iterator[ConversationStore]:
    found = ConversationStore(domain, host=f"sqlite:///{tmp_path / 'c.db'}")
    yield found
    found.engine.dispose()


def talk() -> list[Event]:
    """A conversation as it is stored today: a case, a question open, evidence ticked, a plan shown."""
    memory = Talk(
        Case(carrier="联通", card_stage="已提交待开卡"), asked="payee", shown="row 1|x", have=frozenset({"receipt"})
    )
    slots = [SlotSet(name, value) for name, value in memory.to_slots().items() if value is not None]
    heard = UserUttered("联通的卡", {"name": "cancel_order", "confidence": 1.0}, message_id="first-message")
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
        heard,
        *slots,
        ActiveLoop("case_form"),
        BotUttered("付过钱吗？"),
        ActionExecuted("action_listen"),
    ]


def write(store: ConversationStore, events: list[Event], *rows: str) -> None:
    """Store events, then rows as they are."""
    store._write(NAME, events)
    with store.engine.begin() as connection:
        for row in rows:
            connection.execute(
                sa.text("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, 'slot', :t, :d)"),
                {"s": NAME, "t": time.time(), "d": row},
            )


def turn(store: ConversationStore) -> DialogueStateTracker:
    """What a turn goes on from."""
    return asyncio.run(store.get_or_create_tracker(NAME))


def memory(tracker: DialogueStateTracker) -> Talk:
    return Talk.from_slots(tracker.current_slot_values())


def slot(name: str, value: Any) -> str:
    return json.dumps({"event": "slot", "timestamp": time.time(), "name": name, "value": value})


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\udfff" * 3])
def test_no_text_ends_the_process(store: ConversationStore, text: str) -> None:
    tracker = turn(store)
    tracker.update(UserUttered(text, {"name": text}, [{"entity": "platform", "value": text}], metadata={"label": text}))
    tracker.update(SlotSet("carrier", text))
    asyncio.run(store.save(tracker))
    assert [event["event"] for event in store.history(NAME)] == ["user"]
    assert turn(store).latest_message is not None


def test_an_error_in_a_transaction_is_raised_and_rasas_exit_is_not_taken(store: ConversationStore) -> None:
    with pytest.raises(UnicodeEncodeError), store.session_scope():
        "\ud800".encode()


def test_todays_conversation_goes_on_where_it_was(store: ConversationStore) -> None:
    write(store, talk())
    tracker = turn(store)
    assert (tracker.active_loop_name, memory(tracker).shown) == ("case_form", "row 1|x")
    assert not store.began_anew


OLD = {
    "a form that is no more": json.dumps({"event": "active_loop", "timestamp": 1.0, "name": "old_form"}),
    "a slot that is no more": slot("shoe_size", "44"),
    "a kind of event that is no more": json.dumps({"event": "shouted", "timestamp": 1.0, "loud": True}),
    "a kind of event that Rasa drops": json.dumps({"event": "topic", "timestamp": 1.0, "topic": "x"}),
    "a wish that is no more": slot("talk", {"wish": "ask_the_moon", "payee": "货款", "have": ["receipt"]}),
    "a wish of another type": slot("talk", {"wish": ["ask_law"], "payee": "货款", "have": ["receipt"]}),
}


@pytest.mark.parametrize("what", OLD)
def test_of_an_old_conversation_the_facts_are_carried_over(store: ConversationStore, what: str) -> None:
    write(store, talk(), OLD[what])
    tracker = turn(store)
    found = memory(tracker)
    assert (found.case.carrier, found.case.card_stage) == ("联通", "已提交待开卡")
    assert found.have == {"receipt"}
    assert (found.shown, found.asked, found.wish, tracker.active_loop_name) == (None, None, None, None)
    assert "shoe_size" not in tracker.slots
    assert not store.began_anew
    # a turn later it is an ordinary conversation again
    tracker.update(UserUttered("付了", {"name": "inform"}))
    asyncio.run(store.save(tracker))
    again = turn(store)
    assert memory(again).case == found.case
    assert again.latest_message is not None
    assert again.latest_message.text == "付了"
    # (of a stretch what stands before its session's start is not read)
    assert len(again.events) == len(tracker.events) - 1
    # and what was said before can still be read
    assert [event["text"] for event in store.history(NAME)] == ["联通的卡", "付过钱吗？", "付了"]


def test_names_that_do_no_harm_stay(store: ConversationStore) -> None:
    said = json.dumps({"event": "user", "timestamp": 1.0, "text": "x", "parse_data": {"intent": {"name": "gone"}}})
    done = json.dumps({"event": "action", "timestamp": 1.0, "name": "action_gone"})
    write(store, talk(), said, done)
    assert memory(turn(store)).shown == "row 1|x"


BROKEN = [
    "{",
    "",
    "[]",
    "null",
    '"x"',
    "[" * 100_000,
    "{}",
    '{"event": 7}',
    '{"event": "user", "timestamp": "now"}',
    '{"event": "user", "parse_data": []}',
    '{"event": "user", "parse_data": {"intent": "x"}}',
    '{"event": "user", "parse_data": {"entities": [1]}}',
    '{"event": "bot", "text": {"a": 1}}',
    '{"event": "slot", "name": ["carrier"]}',
    '{"event": "reminder"}',
]


@pytest.mark.parametrize("row", BROKEN, ids=range(len(BROKEN)))
def test_what_cannot_be_read_begins_anew(store: ConversationStore, row: str) -> None:
    write(store, talk(), row)
    tracker = turn(store)
    assert memory(tracker) == Talk()
    assert store.began_anew == {NAME}
    tracker.update(UserUttered("移动的卡", {"name": "cancel_order"}, message_id="second-message"))
    tracker.update(SlotSet("carrier", "移动"))
    asyncio.run(store.save(tracker))
    store.began_anew.clear()
    assert memory(turn(store)).case == Case(carrier="移动")
    assert not store.began_anew
    # nothing else that reads the conversation stumbles over it
    assert [event["text"] for event in store.history(NAME)][:2] == ["联通的卡", "付过钱吗？"]
    assert store.answer_to(NAME, "first-message") is not None
    assert len(store.export(NAME)) == len(talk()) + 1 + len(tracker.events)


def test_a_clock_that_was_set_back_hides_no_turn(store: ConversationStore) -> None:
    events = talk()
    for event in events:
        event.timestamp = time.time() + 10_000_000
    write(store, events, OLD["a form that is no more"])
    tracker = turn(store)
    tracker.update(UserUttered("付了", {"name": "inform"}))
    asyncio.run(store.save(tracker))
    again = turn(store)
    assert (again.active_loop_name, memory(again).case.carrier) == (None, "联通")
    # (of a stretch what stands before its session's start is not read)
    assert len(again.events) == len(tracker.events) - 1
