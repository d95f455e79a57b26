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

from runtime.extensions.conversations import ConversationStore
from runtime.launching.model import ROOT
from tuika import Memory, from_slots, to_slots
from tuika.dialogue.memory import Countering, Shown, Thread
from tuika.facts.case import Case
from tuika.planning.plan import Way

NAME = "web-old"
CASE = Case(carrier="联通", card_stage="已提交待开卡")
SHOWN = Shown((Way("agent_submitted"),))


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
    memory = Memory((Thread(CASE, asked="payee", shown=SHOWN, have=frozenset({"receipt"})),))
    return told({name: value for name, value in to_slots(memory).items() if value is not None})


def told_by_version_1() -> list[Event]:
    """The same as the version before stored it: one card, its values loose in the slot."""
    talk = {
        "shown": "agent_submitted 没激活|goods:店铺:30:2026-12-03",
        "have": ["receipt"],
        "step": 1,
        "objection": "no_reply",
    }
    return told({"carrier": "联通", "card_stage": "已提交待开卡", "requested_slot": "payee", "talk": talk})


def told(state: dict[str, Any]) -> list[Event]:
    """A conversation that came to this state."""
    slots = [SlotSet(name, value) for name, value in state.items()]
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


def memory(tracker: DialogueStateTracker) -> Memory:
    return from_slots(tracker.current_slot_values())


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
    assert (tracker.active_loop_name, memory(tracker).shown) == ("case_form", SHOWN)
    assert not store.began_anew


def test_a_conversation_of_the_version_before_goes_on_where_it_was(store: ConversationStore) -> None:
    write(store, told_by_version_1())
    tracker = turn(store)
    found = memory(tracker)
    assert (found.case, found.asked, found.thread.have) == (CASE, "payee", {"receipt"})
    assert found.shown is not None
    assert found.shown.ways == SHOWN.ways
    assert found.thread.countering == Countering("no_reply", 1)
    assert tracker.active_loop_name == "case_form"
    assert not store.began_anew


OLD = {
    "a form that is no more": json.dumps({"event": "active_loop", "timestamp": 1.0, "name": "old_form"}),
    "a slot that is no more": slot("shoe_size", "44"),
    "a kind of event that is no more": json.dumps({"event": "shouted", "timestamp": 1.0, "loud": True}),
    "a kind of event that Rasa drops": json.dumps({"event": "topic", "timestamp": 1.0, "topic": "x"}),
}


@pytest.mark.parametrize("what", OLD)
def test_of_an_old_conversation_the_facts_are_carried_over(store: ConversationStore, what: str) -> None:
    write(store, talk(), OLD[what])
    tracker = turn(store)
    found = memory(tracker)
    assert (found.case.carrier, found.case.card_stage) == ("联通", "已提交待开卡")
    assert found.thread.have == {"receipt"}
    assert (found.shown, found.asked, found.thread.wish, tracker.active_loop_name) == (None, None, None, None)
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


@pytest.mark.parametrize("wish", ["ask_the_moon", ["ask_law"]])
def test_a_wish_that_is_no_more_is_forgotten_alone(store: ConversationStore, wish: Any) -> None:
    write(store, talk(), slot("talk", {"wish": wish, "payee": "货款", "have": ["receipt"]}))
    found = memory(turn(store))
    assert (found.thread.wish, found.asked, found.case.payee, found.thread.have) == (None, "payee", "货款", {"receipt"})
    assert not store.began_anew


def test_names_that_do_no_harm_stay(store: ConversationStore) -> None:
    said = json.dumps({"event": "user", "timestamp": 1.0, "text": "x", "parse_data": {"intent": {"name": "gone"}}})
    done = json.dumps({"event": "action", "timestamp": 1.0, "name": "action_gone"})
    write(store, talk(), said, done)
    assert memory(turn(store)).shown == SHOWN


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
    assert memory(tracker) == Memory()
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
