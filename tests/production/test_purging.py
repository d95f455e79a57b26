"""What is erased is gone from the files; what is old goes, never everything at once, and what fails is tried again."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered

from actions.collect import collect
from channels.health import HealthChannel
from runtime import privacy
from runtime.extensions.conversations import ConversationStore
from runtime.launching.model import ROOT
from runtime.launching.servers import Servers
from runtime.operations import access, discreet, purging
from runtime.operations.access import alias
from runtime.operations.checks import Misconfigured, check
from runtime.operations.purging import DAY, BadSetting, Suspicious, keep_days, nightly
from runtime.operations.storage import Unusable, has_room, prepare
from tuika import Heard

NOW = time.time()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    found = ConversationStore(Domain.load(str(ROOT / "domain.yml")), host=f"sqlite:///{tmp_path / 'c.db'}")
    yield found
    found.engine.dispose()


def talk(store: ConversationStore, name: str, age: float = 0.0, text: str = "联通的卡") -> None:
    """A conversation that fell silent ``age`` days ago."""
    store._write(name, [SessionStarted(NOW - age * DAY), UserUttered(text, timestamp=NOW - age * DAY)])


def files(folder: Path) -> bytes:
    """All that the database's files hold."""
    return b"".join(path.read_bytes() for path in folder.glob("c.db*"))


@pytest.mark.parametrize("way", ["erase", "purge"])
def test_nothing_of_it_stays_in_the_files(store: ConversationStore, tmp_path: Path, way: str) -> None:
    mark = "天蓝色的秘密"
    talk(store, "other")
    talk(store, "web-mine", 400, mark)
    talk(store, "other")
    assert mark.encode() in files(tmp_path)
    store.erase("web-mine") if way == "erase" else store.purge(NOW - 300 * DAY)
    assert mark.encode() not in files(tmp_path)
    assert store.history("other")


@pytest.mark.parametrize(
    ("given", "days"), [(None, 180), ("", 180), ("90", 90), ("1.5", 1.5), ("never", None), ("Never", None)]
)
def test_how_long_is_kept(given: str | None, days: float | None) -> None:
    assert keep_days(given) == days


@pytest.mark.parametrize("given", ["0", "-1", "0.5", "abc", "nan", "inf", "永久"])
def test_what_is_no_time_is_refused_with_a_word(given: str) -> None:
    with pytest.raises(BadSetting, match="never"):
        keep_days(given)
    with pytest.raises(Misconfigured, match="TUIKA_KEEP_DAYS"):
        check({"TUIKA_KEEP_DAYS": given, "TUIKA_DB": "sqlite://"})


def test_a_server_is_not_started_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_KEEP_DAYS", "0")
    with pytest.raises(BadSetting):
        HealthChannel()
    done = subprocess.run(
        [sys.executable, "-m", "runtime", "run"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, len(done.stderr.strip().splitlines()), "never" in done.stderr) == (1, 1, True)


def test_night_by_night_what_is_old_goes(store: ConversationStore) -> None:
    for number in range(8):
        talk(store, f"fresh-{number}")
    talk(store, "old", 200)
    assert nightly(store, 180, NOW) == 1
    # the same night nobody does it again
    talk(store, "older", 300)
    assert nightly(store, 180, NOW) is None
    assert nightly(store, 180, NOW + DAY) == 1
    # nights that followed upon each other may take the last one, too: the site fell quiet
    for night in range(2, 190):
        nightly(store, 180, NOW + night * DAY)
    assert store.ages(NOW) == (0, 0)


def test_a_clock_far_ahead_deletes_nothing(store: ConversationStore) -> None:
    for number in range(41):
        talk(store, f"fresh-{number}")
    for _ in range(3):
        with pytest.raises(Suspicious, match="--yes"):
            nightly(store, 180, NOW + 300 * DAY)
    assert nightly(store, 180, NOW) == 0
    with pytest.raises(Suspicious):
        nightly(store, 180, NOW + 300 * DAY)
    assert store.ages(NOW - DAY) == (0, 41)
    # somebody who has looked at the clock may
    assert purging.purge(store, 180, NOW + 300 * DAY) == 41


def test_what_failed_is_tried_again_the_same_night(store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        talk(store, f"fresh-{number}")
    talk(store, "old", 200)
    with monkeypatch.context() as broken:
        broken.setattr(store, "purge", lambda before: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            nightly(store, 180, NOW)
    assert nightly(store, 180, NOW) == 1
    assert nightly(store, 180, NOW) is None


def test_who_died_over_it_leaves_the_night_to_others(store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    talk(store, "fresh")
    key = f"purge:{time.strftime('%Y-%m-%d', time.gmtime(NOW + 8 * 3600))}"
    assert store.ledger.claim(key, "running").ours
    assert nightly(store, 180, NOW) is None
    monkeypatch.setattr(time, "time", lambda: NOW + 2 * 3600)
    assert nightly(store, 180, NOW) == 0


def test_the_purge_leaves_the_loop_to_the_turns(store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it runs, other work of the loop goes on."""
    seen: list[str] = []

    app = SimpleNamespace(ctx=SimpleNamespace(agent=SimpleNamespace(tracker_store=store)))

    async def main() -> None:
        loop = asyncio.get_running_loop()
        released = asyncio.Event()

        def slow(*_: object) -> int:
            # waits for something that only the loop can do
            asyncio.run_coroutine_threadsafe(released.wait(), loop).result(30)
            seen.append("purged")
            return 0

        monkeypatch.setattr("channels.health.nightly", slow)
        task = asyncio.ensure_future(HealthChannel()._purge_nightly(app, 180))
        await asyncio.sleep(0)
        seen.append("turn")
        released.set()
        while "purged" not in seen:
            await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(main())
    assert seen == ["turn", "purged"]


# -- files -----------------------------------------------------------------------------------------------------------
def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_their_owners(store: ConversationStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk(store, "one")
    assert {path.name: mode(path) for path in tmp_path.glob("c.db*")} == dict.fromkeys(
        ("c.db", "c.db-wal", "c.db-shm"), 0o600
    )
    kept = tmp_path / "collected" / "x.jsonl"
    monkeypatch.setenv("TUIKA_COLLECT", "1")
    monkeypatch.setenv("TUIKA_COLLECT_FILE", str(kept))
    collect(Heard(None, "听不懂"), purging.datetime.fromtimestamp(NOW).date())
    assert (mode(kept), mode(kept.parent)) == (0o600, 0o700)
    servers = Servers(tmp_path / "logs")
    servers.start("x", [sys.executable, "-c", "print(1)"], {}).wait()
    servers.stop()
    assert (mode(tmp_path / "logs" / "x.log"), mode(tmp_path / "logs")) == (0o600, 0o700)
    check({"TUIKA_DB": "sqlite://", "TUIKA_EVENTS": f"file://{tmp_path / 'e' / 'events.log'}"})
    assert mode(tmp_path / "e" / "events.log") == 0o600


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    path.chmod(0o644)
    prepare(f"sqlite:///{path}")
    assert mode(path) == 0o600


def test_a_broken_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(Unusable, match=str(path)):
        ConversationStore(host=f"sqlite:///{path}")
    with pytest.raises(Misconfigured, match="TUIKA_DB"):
        check({"TUIKA_DB": f"sqlite:///{path}"})


@pytest.mark.parametrize("where", ["file:///proc/nowhere/events.log", "file:///", "file:///dev/null/x"])
def test_a_place_for_events_that_is_none_is_one_clear_line(where: str) -> None:
    with pytest.raises(Misconfigured, match="TUIKA_EVENTS") as found:
        check({"TUIKA_DB": "sqlite://", "TUIKA_EVENTS": where})
    assert "\n" not in str(found.value)


def test_a_full_disk_is_seen_before_a_turn_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_DB_PAGES", "60")
    store = ConversationStore(Domain.load(str(ROOT / "domain.yml")), host=f"sqlite:///{tmp_path / 'c.db'}")
    assert has_room(store.engine)
    number = 0
    while has_room(store.engine) and number < 2000:
        talk(store, f"n-{number}", text="卡" * 500)
        number += 1
    assert not has_room(store.engine)
    for done in range(number):
        store.erase(f"n-{done}")
    assert has_room(store.engine)
    store.engine.dispose()


# -- the operator's command ------------------------------------------------------------------------------------------
def test_a_users_conversation_is_found_by_what_the_channel_calls_them(
    store: ConversationStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUIKA_SECRET", "s" * 40)
    monkeypatch.setenv("TUIKA_DB", f"sqlite:///{tmp_path / 'c.db'}")
    monkeypatch.setattr(discreet, "install", lambda: None)
    access.secret.cache_clear()
    name = alias("wechat", "oOPENID123")
    talk(store, name)
    talk(store, "rest-program one")
    for number in range(8):
        talk(store, f"fresh-{number}", 300)

    def run(*arguments: str) -> tuple[int, str]:
        status, said = privacy.main([*arguments]), capsys.readouterr()
        return status, said.out or said.err

    try:
        # as an operator types it
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "runtime.privacy", "find", "wechat:oOPENID123"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stdout) == (0, f"{name}\n")
        # and the same without a new process each time
        assert run("find", "wechat:oOPENID123") == (0, f"{name}\n")
        assert run("find", "wechat:oOTHER")[0] == 1
        assert run("erase", "wechat:oOPENID123")[0] == 0
        assert run("export", "wechat:oOPENID123")[0] == 1
        assert "联通的卡" in run("export", "rest:program one")[1]
        status, said = run("purge", "180")
        assert (status, "--yes" in said) == (1, True)
        assert run("purge", "180", "--yes") == (0, "删除了 8 段超过 180 天没动静的对话\n")
        assert store.ages(NOW)[1] == 1
    finally:
        access.secret.cache_clear()
