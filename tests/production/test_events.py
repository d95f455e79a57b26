"""What is published to the event broker: each event once, masked."""

from __future__ import annotations

import asyncio

import pytest

from runtime.extensions.events import OptionalBroker
from tests.production.conftest import Published


def test_events_are_published_once_and_masked(published: Published) -> None:
    before = len(published.lines(published.events))
    published.bot.say("events", "我叫王小明，手机13812345678，联通的卡不想要了")
    published.bot.say("events", "还没发货")
    # whatever of the first two came late has come
    published.bot.say("later", "你好")
    events = published.lines(published.events)[before:]
    assert {event["sender_id"] for event in events} == {"rest-events", "rest-later"}
    events = [event for event in events if event["sender_id"] == "rest-events"]
    said = [event["text"] for event in events if event["event"] == "user"]
    assert len(said) == 2
    assert "***5678" in said[0]
    assert any(event["event"] == "bot" for event in events)
    assert "王小明" not in published.events.read_text("utf-8")
    assert "13812345678" not in published.events.read_text("utf-8")


def test_a_wrong_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_EVENTS", "ftp://x")
    with pytest.raises(ValueError, match="TUIKA_EVENTS"):
        asyncio.run(OptionalBroker.from_endpoint_config(None))  # type: ignore[arg-type]
