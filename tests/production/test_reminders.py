"""Reminders on the due day, in a real PostgreSQL: once, whichever server and however often; erasing cancels them."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered

from channels.reminding import Reminding
from channels.texts import texts
from runtime.extensions.conversations import ConversationStore
from runtime.launching.backing import Backing
from runtime.launching.model import ROOT
from runtime.launching.servers import ENDPOINTS
from runtime.operations import access, reminders
from runtime.operations.reminders import Reminder, reminders_in, work
from runtime.operations.storage import open_engine
from workshop import telegram_user
from workshop.fakes import FakeTelegram, serving
from workshop.live import SECRET, Live, eventually, live_bot, second_worker
from workshop.telegram_user import TelegramUser

ASK, STOP = texts()["reminders"]["ask"], texts()["reminders"]["stop"]
OPENING, PAID = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了", "付给卖家了，29块9"


def someone() -> str:
    return f"telegram-{uuid.uuid4().hex}"


def one(sender: str, label: str, seconds: float) -> tuple[Reminder, datetime]:
    """A reminder so many seconds from now."""
    made = Reminder(sender, "telegram", access.ticket("reminder", "77", time.time()), "2026-12-03", label)
    return made, datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.fixture
def store(kept: Backing, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConversationStore]:
    monkeypatch.setenv("TUIKA_SECRET", SECRET)
    access.secret.cache_clear()
    found = ConversationStore(Domain.load(str(ROOT / "domain.yml")), host=kept.environment["TUIKA_DB"])
    yield found
    found.engine.dispose()
    access.secret.cache_clear()


def labels(store: ConversationStore, sender: str) -> list[str]:
    assert store.reminders is not None
    return [reminder.label for reminder in store.reminders.waiting(sender)]


def rows(store: ConversationStore, command: str, *values: Any) -> list[Any]:
    """What the database itself says."""
    assert store.reminders is not None
    with psycopg.connect(store.reminders.address) as connection:
        found = connection.execute(command, values)
        return found.fetchall() if found.description else []


def served(
    workers: int, remind: Callable[[Reminder], Any], store: ConversationStore, until: Callable[[], bool]
) -> None:
    """Let so many servers work, until it is done and a little longer."""

    async def all_of_them() -> None:
        assert store.reminders is not None
        tasks = [asyncio.create_task(work(store.reminders.address, remind, 0.2)) for _ in range(workers)]
        end = time.monotonic() + 60
        while not until() and time.monotonic() < end:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1.5)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(all_of_them())


# -- what waits --------------------------------------------------------------------------------------------------------
def test_asking_again_replaces_and_stopping_drops_only_ones_own(store: ConversationStore) -> None:
    me, other = someone(), someone()
    waiting = store.reminders
    assert waiting is not None
    waiting.ask(me, [one(me, "货款", 3600), one(me, "违约金", 7200)])
    waiting.ask(other, [one(other, "货款", 3600)])
    waiting.ask(me, [one(me, "货款", 3600), one(me, "投诉", 3600), one(me, "投诉", 3600)])
    assert sorted(labels(store, me)) == ["投诉", "货款"]
    assert waiting.cancel(me) == 2
    assert labels(store, me) == []
    assert labels(store, other) == ["货款"]


def test_erasing_cancels(store: ConversationStore) -> None:
    me, other = someone(), someone()
    assert store.reminders is not None
    for sender in (me, other):
        store._write(sender, [SessionStarted(), UserUttered("联通的卡")])
        store.reminders.ask(sender, [one(sender, "货款", 3600)])
    store.erase(me)
    assert rows(store, "SELECT count(*) FROM procrastinate_jobs WHERE lock = %s", me) == [(0,)]
    assert labels(store, other) == ["货款"]


def test_no_name_or_number_of_the_service_is_in_the_database(store: ConversationStore) -> None:
    me = someone()
    assert store.reminders is not None
    store.reminders.ask(me, [one(me, "货款", 3600)])
    ((args,),) = rows(store, "SELECT args FROM procrastinate_jobs WHERE lock = %s", me)
    assert set(args) == {"sender", "channel", "address", "day", "label"}
    assert args["address"] != "77"
    assert access.redeem("reminder", args["address"], 60) == "77"


def test_many_servers_make_the_tables_once(kept: Backing) -> None:
    engines = [open_engine(kept.environment["TUIKA_DB"]) for _ in range(3)]
    assert all(reminders_in(engine) is not None for engine in engines)
    sqlite = open_engine("sqlite://")
    assert reminders_in(sqlite) is None
    for engine in (*engines, sqlite):
        engine.dispose()


# -- what is due -------------------------------------------------------------------------------------------------------
def test_what_is_due_is_done_once_by_one_of_three_servers_and_the_rest_waits(store: ConversationStore) -> None:
    me, done = someone(), []
    assert store.reminders is not None
    store.reminders.ask(me, [one(me, "货款", -1), one(me, "投诉", -1), one(me, "以后", 3600)])

    async def remind(reminder: Reminder) -> None:
        done.append(reminder.label)

    served(3, remind, store, lambda: len(done) >= 2)
    assert sorted(done) == ["投诉", "货款"]
    assert labels(store, me) == ["以后"]
    store.reminders.cancel(me)


def test_what_fails_is_tried_again_later(store: ConversationStore) -> None:
    me, tried = someone(), []
    assert store.reminders is not None
    store.reminders.ask(me, [one(me, "货款", -1)])

    async def remind(reminder: Reminder) -> None:
        tried.append(reminder.label)
        raise OSError("the database is gone")

    served(1, remind, store, lambda: bool(tried))
    ((status, later),) = rows(
        store, "SELECT status, scheduled_at > now() + interval '60 s' FROM procrastinate_jobs WHERE lock = %s", me
    )
    assert (tried, status, later) == (["货款"], "todo", True)
    store.reminders.cancel(me)


def test_what_a_server_that_is_gone_had_begun_falls_to_another(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # every two seconds instead of every minute
    monkeypatch.setattr(reminders, "STALLED_LOOKS", "* * * * * */2")
    me, done = someone(), []
    assert store.reminders is not None
    store.reminders.ask(me, [one(me, "货款", -1)])
    gone = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
    ((worker,),) = rows(store, gone)
    rows(store, "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE lock = %s", worker, me)

    async def remind(reminder: Reminder) -> None:
        done.append(reminder.label)

    served(2, remind, store, lambda: bool(done))
    assert done == ["货款"]


# -- who is told -------------------------------------------------------------------------------------------------------
class Way:
    """A channel's way to its users, which may fail."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.fails = 0

    async def tell(self, sender: str, address: str, text: str) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("gone")
        self.told.append((address, text))


def test_a_reminder_is_told_once_however_often_it_is_tried(store: ConversationStore) -> None:
    me, way = someone(), Way()
    store._write(me, [SessionStarted(), UserUttered("联通的卡")])
    servers = [Reminding(store), Reminding(store)]
    for server in servers:
        server.serve("telegram", way)
    reminder, _ = one(me, "货款到账", 0)
    way.fails = 1
    with pytest.raises(OSError, match="gone"):
        asyncio.run(servers[0].remind(reminder))

    async def together() -> None:
        await asyncio.gather(*(server.remind(reminder) for server in servers * 3))

    asyncio.run(together())
    ((address, text),) = way.told
    assert address == "77"
    assert "12月3日" in text
    assert "货款到账" in text


def test_nobody_is_told_of_a_talk_that_is_gone(store: ConversationStore) -> None:
    me, way = someone(), Way()
    server = Reminding(store)
    server.serve("telegram", way)
    asyncio.run(server.remind(one(me, "货款", 0)[0]))
    assert way.told == []


def test_the_database_may_go_and_come_back(store: ConversationStore, kept: Backing) -> None:
    me, way = someone(), Way()
    store._write(me, [SessionStarted(), UserUttered("联通的卡")])
    server = Reminding(store, look_seconds=0.2)
    server.serve("telegram", way)
    assert store.reminders is not None
    store.reminders.ask(me, [one(me, "货款", 4)])

    async def rest(_: float) -> None:
        await asyncio.sleep(0.2)

    async def through_it() -> None:
        running = asyncio.create_task(server.run(rest))
        await asyncio.sleep(1)
        kept.stop_postgres()
        try:
            await asyncio.sleep(2)
        finally:
            kept.start_postgres()
        end = time.monotonic() + 60
        while not way.told and time.monotonic() < end:
            await asyncio.sleep(0.1)
        assert not running.done()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(through_it())
    assert [address for address, _ in way.told] == ["77"]


# -- through the servers -----------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    server = FakeTelegram(telegram_user.TOKEN)
    with serving(server.app()) as address:
        server.address = address
        yield server


@pytest.fixture(scope="module")
def pair(kept: Backing, fake: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Live]]:
    extra = {**kept.environment, **telegram_user.environment(fake)}
    with (
        live_bot(tmp_path_factory.mktemp("one"), extra, ENDPOINTS) as first,
        second_worker(first, tmp_path_factory.mktemp("two")) as second,
    ):
        yield first, second


def test_who_asks_is_told_on_the_day_once_and_erasing_ends_it(
    pair: tuple[Live, Live], fake: FakeTelegram, store: ConversationStore
) -> None:
    user = TelegramUser(pair[0], fake)
    user.say(OPENING)
    assert ASK in user.say(PAID)
    sender = access.alias("telegram", str(user.chat))
    asked = user.say("/remind")
    assert "12月3日" in asked
    assert STOP in asked
    due = min(
        moment for (moment,) in rows(store, "SELECT scheduled_at FROM procrastinate_jobs WHERE lock = %s", sender)
    )
    assert (due.astimezone(UTC).hour, due.date().isoformat()) == (1, "2026-12-03")
    # the day comes
    before = len(fake.to(user.chat))
    rows(store, "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE (lock, scheduled_at) = (%s, %s)", sender, due)
    eventually(lambda: len(fake.to(user.chat)) > before, 90)
    # what was told is deleted: the next look of neither server finds it again
    told_at = "SELECT count(*) FROM procrastinate_jobs WHERE lock = %s AND scheduled_at <= now()"
    eventually(lambda: rows(store, told_at, sender) == [(0,)])
    time.sleep(1)
    told = [message["text"] for message in fake.to(user.chat)[before:]]
    assert len(told) == 1
    assert "到日子了" in told[0]
    # asked again and erased: nothing waits
    user.say(ASK)
    assert "已经清除" in user.say("清除我的数据")
    left = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'tuika.remind'"
    assert rows(store, left + " AND lock = %s", sender) == [(0,)]
    assert "没有要提醒的" in user.say(STOP)
    shown = [body for method, body in fake.calls if method == "setMyCommands"]
    assert "remind" in [command["command"] for command in shown[0]["commands"]]
