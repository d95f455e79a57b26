"""The forms of personal data go in by every way there is; none is in the database, the events, the file, the logs."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
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
from tests.production.conftest import Published, publishing
from tests.redaction import Form, forms, texts_in
from tests.runtime.test_masking import events
from workshop.browser import Browser
from workshop.live import Live

FORMS = forms()
#: A label has at most so many characters, and a browser's address may send so many messages a minute.
_LABEL, _LABELS = 60, 60


def in_database(url: str, sender: str = "%", after: int = 0) -> list[dict[str, Any]]:
    """Every row of the conversations (``after`` the row of that number): its columns, its data read."""
    query = sa.text("SELECT * FROM events WHERE sender_id LIKE :who AND id > :after")
    with open_engine(url).connect() as connection:
        rows = connection.execute(query, {"who": sender, "after": after}).fetchall()
        return [{**row._mapping, "timestamp": 0, "id": 0, "data": json.loads(row._mapping["data"])} for row in rows]


def last_row(url: str) -> int:
    with open_engine(url).connect() as connection:
        return int(connection.execute(sa.text("SELECT max(id) FROM events")).scalar() or 0)


def leaks(form: Form, rows: list[dict[str, Any]]) -> list[str]:
    return [text for text in {text for row in rows for text in texts_in(row)} if form.leaks_into(text)]


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


#: Which of its six ways a form is typed in at a level: the form's number is added. Together they are all six of each
#: form; DEBUG, which has all the records that the other levels have, has three of each.
_TYPED = {"WARNING": (5,), "INFO": (3, 4), "DEBUG": (0, 1, 2)}


def typed_at(level: str) -> list[str]:
    """What is typed at a level, every form in some of its ways."""
    every = [list(ways(form)) for form in FORMS]
    return [texts[(number + way) % len(texts)] for number, texts in enumerate(every) for way in _TYPED[level]]


def test_at_one_level_or_another_every_form_is_typed_in_every_way() -> None:
    typed = Counter(text for level in _TYPED for text in typed_at(level))
    assert typed == Counter(text for form in FORMS for text in ways(form))


@pytest.fixture(params=_TYPED)
def telling(request: pytest.FixtureRequest, kept: Backing, tmp_path: Path) -> Iterator[tuple[str, Published]]:
    """A level of the log with a bot at it."""
    if request.param == "INFO":
        yield request.param, request.getfixturevalue("published")
        return
    with publishing(kept, tmp_path, request.param) as found:
        yield request.param, found


@pytest.mark.timeout(600)
def test_a_real_bot_keeps_and_logs_none(telling: tuple[str, Published], kept: Backing) -> None:
    """Typed by REST, tapped in the web chat; then the rows, the published events, the collected file and the logs."""
    (level, published), url = telling, kept.environment["TUIKA_DB"]
    bot, typed, before = published.bot, typed_at(level), last_row(url)
    with ThreadPoolExecutor(3) as pool:
        # nine talks, three at a time: the two servers work at once
        for refused in pool.map(lambda n: type_all(bot, f"{level}-talk-{n}", typed[n::9]), range(9)):
            assert refused == []
    tap_labels(bot, FORMS[:_LABELS] if level == "DEBUG" else FORMS[:: len(FORMS) // _LABELS][:_LABELS])
    log, rows = bot.log(), in_database(url, after=before)
    sent, words = published.lines(published.events), published.lines(published.collected)
    assert min(len(rows), len(sent)) > len(typed)
    assert words  # how many is the model's to say
    everything = {text for row in [*rows, *sent, *words] for text in texts_in({**row, "sender_id": ""})}
    told = [text for text in everything if not text.isascii() or not text.isidentifier() or any(map(str.isdigit, text))]
    for form in FORMS:
        assert [text for text in told if form.is_in(text)] == [], form
        assert not form.is_in(log), [line[:300] for line in log.splitlines() if form.is_in(line)][:2]


def type_all(bot: Live, sender: str, typed: Sequence[str]) -> list[str]:
    """Type each; what got no answer that a message may get."""
    return [
        text
        for text in typed
        if bot.post(json.dumps({"sender": sender, "message": text}).encode())[0] not in (200, 400, 503)
    ]


def tap_labels(bot: Live, typed: Sequence[Form]) -> None:
    """A quick reply's label is what the page says that it is."""
    browser = Browser(bot).start()
    for number, form in enumerate(typed):
        if number % 25 == 0:
            browser = Browser(bot).start()
        browser.send("联通的卡不想要了", label=form.text[:_LABEL])
