"""Shortened load: memory does not grow with the turns; what must be closed in production is closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.replicas import memory, rate
from runtime.launching.model import ROOT
from workshop.live import Live, live_bot


def test_memory_does_not_grow_with_the_turns(first: Live, second: Live) -> None:
    rate([first, second], 40)
    before = memory([first, second])
    rate([first, second], 60)
    # some room for what a first visit of a path keeps; a leak of a kilobyte a turn would not pass at length
    assert memory([first, second]) < before * 1.03


def test_rest_can_be_put_behind_a_token_and_metrics_too(tmp_path: Path) -> None:
    with live_bot(tmp_path, {"TUIKA_REST_TOKEN": "t" * 32, "TUIKA_METRICS_TOKEN": "m" * 32}) as bot:
        body = json.dumps({"sender": "a", "message": "你好"}).encode()
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            status, answer, _ = bot.request("POST", "/webhooks/rest/webhook", body, headers)
            assert (status, "令牌" in answer.decode()) == (401, True)
            assert bot.request("GET", "/metrics", headers=headers)[0] == 401
        assert bot.request("POST", "/webhooks/rest/webhook", body, {"Authorization": "Bearer " + "t" * 32})[0] == 200
        assert bot.request("GET", "/metrics", headers={"Authorization": "Bearer " + "m" * 32})[0] == 200
        # Rasa's own interface, which gives conversations away, is not there
        assert bot.request("GET", "/conversations/a/tracker")[0] == 404


def test_a_replica_names_what_it_needs() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TUIKA_")}
    done = subprocess.run(
        [sys.executable, "-m", "runtime.replica"],
        cwd=ROOT,
        env={**bare, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "TUIKA_SECRET" in done.stderr
