"""A growing ear: what is not understood is kept redacted when switched on, and reviewed in the terminal."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from actions.collect import collect
from tools.review import review
from tuika.dialogue.hearing import Heard

TODAY = date(2026, 11, 24)
DATA = """version: "3.1"
nlu:
- intent: refund_overdue
  examples: |
    - 钱还没到
- intent: evidence
  examples: |
    - 要带什么
"""


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept" / "misunderstood.jsonl"
    monkeypatch.setenv("TUIKA_COLLECT_FILE", str(path))
    return path


def test_nothing_is_kept_unless_switched_on(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUIKA_COLLECT", raising=False)
    collect(Heard("nlu_fallback", "啥玩意"), TODAY)
    assert not kept.exists()


def test_what_is_kept_is_redacted(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_COLLECT", "1")
    collect(Heard("nlu_fallback", "我叫李雷 13812345678", ranking=(("evidence", 0.2),)), TODAY)
    collect(Heard("inform", '/inform{"carrier": "x"}'), TODAY)
    assert lines(kept) == [{"text": "我叫*** ***5678", "day": "2026-11-24", "nearest": ["evidence"]}]


def test_a_place_that_cannot_be_written_costs_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("TUIKA_COLLECT", "1")
    monkeypatch.setenv("TUIKA_COLLECT_FILE", str(tmp_path / "file" / "below"))
    collect(Heard("nlu_fallback", "啥"), TODAY)
    assert "could not be kept" in caplog.text


def test_review_labels_keeps_and_drops(tmp_path: Path) -> None:
    data = tmp_path / "nlu"
    data.mkdir()
    (data / "a.yml").write_text(DATA, "utf-8")
    path = tmp_path / "kept.jsonl"
    texts = ["钱影儿都没有", "钱影儿都没有！", "钱还没到", "带啥去", "乱码", "留着", "没看到的"]
    entries = [{"text": t, "day": "2026-11-24", "nearest": ["refund_overdue", "evidence"]} for t in texts]
    path.write_text("not json\n" + "".join(json.dumps(e) + "\n" for e in entries), "utf-8")
    told = io.StringIO()
    added = review(path, data, [], io.StringIO("1\nnonsense\nevidence\nd\ns\nq\n"), told)
    assert added == 2
    assert (data / "a.yml").read_text("utf-8").splitlines()[4:6] == ["    - 钱还没到", "    - 钱影儿都没有"]
    assert (data / "a.yml").read_text("utf-8").endswith("    - 要带什么\n    - 带啥去\n")
    assert [entry["text"] for entry in lines(path)] == ["留着", "没看到的"]
    assert "没有「nonsense」" in told.getvalue()
    assert "「钱还没到」 已经有了" in told.getvalue()
