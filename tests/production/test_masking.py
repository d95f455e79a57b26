"""The forms of personal data go in by every way there is; none is in the database, the events, the file, the logs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.brokers.file import FileEventBroker
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from runtime.extensions.conversations import ConversationStore, open_engine
from runtime.launching.backing import Backing
from runtime.launching.model import ROOT
from runtime.launching.servers import ENDPOINTS
from tests.redaction import Form, forms, texts_in
from tests.runtime.test_masking import events
from workshop.browser import Browser
from workshop.live import Live, live_bot

FORMS = forms()
#: A label has at most so many characters, and a browser's address may send so many messages a minute.
_LABEL, _LABELS = 60, 60


def in_database(url: str, sender: str = "%") -> list[dict[str, Any]]:
    """Every row of the conversations: its columns, its data read."""
    with open_engine(url).connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM events WHERE sender_id LIKE :who"), {"who": sender}).fetchall()
        return [{**row._mapping, "timestamp": 0, "id": 0, "data": json.loads(row._mapping["data"])} for row in rows]


def leaks(form: Form, rows: list[dict[str, Any]]) -> list[str]:
    return [text for row in rows for text in texts_in(row) if form.leaks_into(text)]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rows.db'}"
    return str(request.getfixturevalue("kept").environment["TUIKA_DB"])


def test_no_row_and_no_published_event_holds_a_form(url: str, tmp_path: Path) -> None:
    """Each form in each place of an event, stored and published by the real store."""
    published = tmp_path / "events.log"
    broker = FileEventBroker(str(published))
    store = ConversationStore(Domain.load(ROOT / "domain.yml"), url, event_broker=broker)
    for number, form in enumerate(FORMS):
        sender = f"masking-{number}-of-the-store"
        said: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), *events(form)]
        asyncio.run(store.save(DialogueStateTracker.from_events(sender, said, store.domain.slots)))
    sent: dict[str, list[dict[str, Any]]] = {}
    for line in published.read_text("utf-8").splitlines():
        event = json.loads(line)
        sent.setdefault(event["sender_id"], []).append(event)
    for number, form in enumerate(FORMS):
        sender = f"masking-{number}-of-the-store"
        rows = in_database(url, sender)
        assert len(rows) >= 9
        kept = [{**row, "sender_id": ""} for row in rows]
        assert leaks(form, kept) == [], form
        assert leaks(form, [{**event, "sender_id": ""} for event in sent[sender]]) == [], form
    store.purge(float("inf"))
    broker.event_logger.handlers.clear()


def ways(form: Form) -> Iterator[str]:
    """How a form can be typed: as it is, in payloads, and in what Rasa takes for a broken command."""
    yield form.text
    yield f"/@{form.text}"
    yield f"/{{{form.text}"
    yield f"/inform{json.dumps({'platform': form.text}, ensure_ascii=False)}"
    yield f"/inform{json.dumps({'platform': form.text, 'place': [form.text, {form.text: form.text}]})}"
    yield f"/inform@0.9{{{form.text}}}"


@pytest.mark.parametrize(("level", "each"), [("WARNING", 5), ("INFO", 5), ("DEBUG", 1)])
def test_a_real_bot_keeps_and_logs_none(kept: Backing, tmp_path: Path, level: str, each: int) -> None:
    """Typed by REST, tapped in the web chat; then the rows, the published events, the collected file and the logs.

    At DEBUG, which has all the records that the other levels have, every form; at the others every fifth.
    """
    typed = FORMS[::each]
    published, collected = tmp_path / "events.log", tmp_path / "collected.jsonl"
    switches = {"LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": level, "TUIKA_EVENTS": f"file://{published}"}
    switches |= {"TUIKA_COLLECT": "1", "TUIKA_COLLECT_FILE": str(collected)}
    with live_bot(tmp_path, {**kept.environment, **switches}, ENDPOINTS) as bot:
        with ThreadPoolExecutor(3) as pool:
            # nine talks, three at a time: the two servers work at once
            for refused in pool.map(lambda n: type_all(bot, f"{level}-talk-{n}", typed[n::9]), range(9)):
                assert refused == []
        tap_labels(bot, typed[:_LABELS])
        log = bot.log()
    rows = in_database(kept.environment["TUIKA_DB"])
    sent = [json.loads(line) for line in published.read_text("utf-8").splitlines()]
    words = [json.loads(line) for line in collected.read_text("utf-8").splitlines()]
    assert min(len(rows), len(sent)) > len(typed)
    assert words  # how many is the model's to say
    everything = {text for row in [*rows, *sent, *words] for text in texts_in({**row, "sender_id": ""})}
    told = [text for text in everything if not text.isascii() or not text.isidentifier() or any(map(str.isdigit, text))]
    for form in typed:
        assert [text for text in told if form.is_in(text)] == [], form
        assert not form.is_in(log), [line[:300] for line in log.splitlines() if form.is_in(line)][:2]


def type_all(bot: Live, sender: str, typed: Sequence[Form]) -> list[str]:
    """Type each form in every way; what got no answer that a message may get."""
    said = [text for form in typed for text in ways(form)]
    return [
        text
        for text in said
        if bot.post(json.dumps({"sender": sender, "message": text}).encode())[0] not in (200, 400, 503)
    ]


def tap_labels(bot: Live, typed: Sequence[Form]) -> None:
    """A quick reply's label is what the page says that it is."""
    browser = Browser(bot).start()
    for number, form in enumerate(typed):
        if number % 25 == 0:
            browser = Browser(bot).start()
        browser.send("联通的卡不想要了", label=form.text[:_LABEL])
