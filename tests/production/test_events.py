"""What is published to the event broker: each event once, masked."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from runtime.extensions.events import OptionalBroker
from runtime.launching.backing import Backing
from runtime.launching.servers import ENDPOINTS
from workshop.live import live_bot


def test_events_are_published_once_and_masked(kept: Backing, tmp_path: Path) -> None:
    log = tmp_path / "events.log"
    with live_bot(tmp_path, {**kept.environment, "TUIKA_EVENTS": f"file://{log}"}, ENDPOINTS) as bot:
        bot.say("events", "我叫王小明，手机13812345678，联通的卡不想要了")
        bot.say("events", "还没发货")
    published = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    said = [event["text"] for event in published if event["event"] == "user"]
    assert len(said) == 2
    assert "***5678" in said[0]
    assert {event["sender_id"] for event in published} == {"rest-events"}
    assert any(event["event"] == "bot" for event in published)
    assert "王小明" not in log.read_text("utf-8")
    assert "13812345678" not in log.read_text("utf-8")


def test_a_wrong_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_EVENTS", "ftp://x")
    with pytest.raises(ValueError, match="TUIKA_EVENTS"):
        asyncio.run(OptionalBroker.from_endpoint_config(None))  # type: ignore[arg-type]
