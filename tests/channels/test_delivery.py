"""The one delivery under WeChat and Telegram: whose a message is, what comes late, what erasing leaves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered

from channels.bubbles import Bubble
from channels.delivery import SENDING, SENT, TAKEN, Delivery, Incoming, Part, Undecided, Undelivered, Waits
from channels.texts import texts
from runtime.extensions.conversations import ConversationStore
from runtime.launching.model import ROOT

SENDER = "wechat-" + "a" * 40
OTHER = "wechat-" + "b" * 40
ERASE = texts()["plain"]["erase"]
SOON = Waits(patience=1.0, gone_after=0.3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    found = ConversationStore(Domain.load(str(ROOT / "domain.yml")), host=f"sqlite:///{tmp_path / 'c.db'}")
    yield found
    found.engine.dispose()


@dataclass
class Service:
    """One process's delivery, to a service that can refuse."""

    store: ConversationStore
    waits: Waits = SOON
    locks: Any = field(default_factory=InMemoryLockStore)
    refuse: set[str] = field(default_factory=set)
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        agent = SimpleNamespace(tracker_store=self.store, lock_store=self.locks, processor=None, is_ready=lambda: False)
        self.delivery = Delivery(agent, "wechat", self.waits, self._send)

    async def _send(self, incoming: Incoming, part: Part) -> None:
        if part.text in self.refuse:
            raise Undelivered(45015, "not within 48 hours")
        self.sent.append(part.text)


def message(text: str = "你好", sender: str = SENDER, identity: str = "1") -> Incoming:
    return Incoming("wechat", sender, "o-openid", identity, text)


def claimed(store: ConversationStore, incoming: Incoming, ago: float, state: str = TAKEN) -> None:
    """Somebody claimed it ``ago`` seconds ago, and was not heard of again."""
    store.ledger.claim(incoming.key, state)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE channel_inbox SET at = ? WHERE key = ?", (time.time() - ago, incoming.key))


async def who_has(services: list[Service], incoming: Incoming) -> list[str | None]:
    async def one(service: Service) -> str | None:
        ledger = service.delivery.ledger
        return await service.delivery.ours(incoming.key, ledger.claim(incoming.key, TAKEN))

    return await asyncio.gather(*(one(service) for service in services))


# -- whose it is -------------------------------------------------------------------------------------------------------
def test_who_comes_first_has_it_and_who_is_answered_has_nothing_to_do(store: ConversationStore) -> None:
    service, incoming = Service(store), message()
    assert asyncio.run(who_has([service], incoming)) == [TAKEN]
    store.ledger.move(incoming.key, TAKEN, SENT)
    assert asyncio.run(who_has([service, Service(store)], incoming)) == [None, None]


def test_who_waits_too_long_is_told_to_come_again(store: ConversationStore) -> None:
    claimed(store, message(), 0)
    with pytest.raises(Undecided):
        asyncio.run(who_has([Service(store, Waits(patience=0.2, gone_after=60))], message()))


def test_a_message_of_a_process_that_is_gone_falls_to_exactly_one(store: ConversationStore) -> None:
    claimed(store, message(), 5)
    waiting = [Service(store, Waits(patience=0.6, gone_after=2)) for _ in range(3)]

    async def race() -> list[Any]:
        one = [who_has([service], message()) for service in waiting]
        return await asyncio.gather(*one, return_exceptions=True)

    found = asyncio.run(race())
    assert found.count([f"{TAKEN} 2"]) == 1
    # the others wait for the one that has it now
    assert sum(isinstance(each, Undecided) for each in found) == 2


def test_it_falls_to_another_where_that_one_is_gone_too(store: ConversationStore) -> None:
    for states in ((TAKEN, f"{TAKEN} 2"), (f"{TAKEN} 2", f"{TAKEN} 3"), (f"{TAKEN} 9", f"{TAKEN} 10")):
        incoming = message(identity=states[0])
        claimed(store, incoming, 5, states[0])
        assert asyncio.run(who_has([Service(store)], incoming)) == [states[1]]


# -- late answers ------------------------------------------------------------------------------------------------------
def test_from_the_first_that_is_refused_on_all_waits_in_order_and_comes_once(store: ConversationStore) -> None:
    service = Service(store, refuse={"二"})
    asyncio.run(service.delivery.deliver(message(), [Part("一"), Part("二"), Part("三")]))
    assert service.sent == ["一"]
    assert service.delivery.after_late(OTHER, [Bubble("四")]) == [Bubble("四")]
    late, now = service.delivery.after_late(SENDER, [Bubble("四")])
    assert late.text.splitlines() == [texts()["plain"]["late"], "二", "三"]
    assert now == Bubble("四")
    assert service.delivery.after_late(SENDER, [Bubble("五")]) == [Bubble("五")]


def test_a_promise_is_kept_by_one_process_once(store: ConversationStore) -> None:
    gone, services = Service(store), [Service(store), Service(store)]
    incoming = message("我的电话是13812345678")
    store.ledger.claim(incoming.key, TAKEN)
    gone.delivery.promise(incoming, TAKEN)
    heard: list[Incoming] = []

    async def answer(one: Incoming) -> list[Part]:
        heard.append(one)
        return [Part("答")]

    async def keep() -> None:
        await asyncio.sleep(0.4)
        keeping = [asyncio.ensure_future(s.delivery.keep_promises(0.3, answer)) for s in services]
        await asyncio.sleep(1)
        for task in keeping:
            task.cancel()

    asyncio.run(keep())
    assert [each for service in services for each in service.sent] == ["答"]
    assert (heard[0].sender, heard[0].address, heard[0].key) == (SENDER, "o-openid", incoming.key)
    assert "13812345678" not in str(heard[0].text)
    claim = store.ledger.claimed(incoming.key)
    assert claim is not None
    assert claim.state == SENT


# -- erasing -----------------------------------------------------------------------------------------------------------
def test_erasing_leaves_nothing_said_late_or_promised_and_nobody_elses_is_touched(store: ConversationStore) -> None:
    service = Service(store)
    for sender in (SENDER, OTHER):
        store._write(sender, [SessionStarted(), UserUttered("联通的卡")])
        store.ledger.defer(sender, "没发出去的")
        promised = message("联通的卡", sender, "7")
        store.ledger.claim(promised.key, TAKEN)
        service.delivery.promise(promised, TAKEN)
    said = asyncio.run(service.delivery.converse(message(ERASE, identity="8")))
    assert [bubble.text for bubble in said] == [texts()["plain"]["erased"]]
    assert store.export(SENDER) == []
    assert service.delivery.late(SENDER) == []
    left = store.ledger.abandoned("wechat:", SENDING, time.time() + 1)
    assert [key for key, _ in left] == [message("", OTHER, "7").key]
    assert store.export(OTHER)
    assert service.delivery.late(OTHER) == ["没发出去的"]


def test_erasing_waits_for_the_turn_that_is_being_taken(store: ConversationStore) -> None:
    service = Service(store)

    async def race() -> None:
        async with service.locks.lock(SENDER):
            erasing = asyncio.ensure_future(service.delivery.converse(message(ERASE)))
            await asyncio.sleep(0.3)
            assert not erasing.done()
            store._write(SENDER, [SessionStarted(), UserUttered("还在想的那一轮")])
        await erasing

    asyncio.run(race())
    assert store.export(SENDER) == []


class NoLocks:
    """A lock store that cannot be reached."""

    def lock(self, *_: Any, **__: Any) -> Any:
        raise LockError("not reached")


def test_where_nothing_can_be_erased_it_is_not_said_that_it_was(store: ConversationStore) -> None:
    store._write(SENDER, [SessionStarted(), UserUttered("联通的卡")])
    said = asyncio.run(Service(store, locks=NoLocks()).delivery.converse(message(ERASE)))
    assert texts()["plain"]["erased"] not in [bubble.text for bubble in said]
    assert said[0].text == texts()["errors"]["failed_plain"]
    assert store.export(SENDER)
