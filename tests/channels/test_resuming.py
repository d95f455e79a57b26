"""Codes that open a talk elsewhere: once, for a while; the store alone opens nothing. What the page says of itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from channels import page_settings, resuming
from runtime.operations import access
from runtime.operations.ledger import Ledger


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUIKA_SECRET", "only for tests, and long enough for it")
    access.secret.cache_clear()
    return tmp_path / "store.db"


@pytest.fixture
def ledger(file: Path) -> Ledger:
    return Ledger(sa.create_engine(f"sqlite:///{file}"))


def test_a_code_opens_once(ledger: Ledger) -> None:
    token = access.new_token()
    code = resuming.issue(ledger, token)
    assert len(code) == resuming.LENGTH
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert resuming.redeem(ledger, typed) == token
    assert resuming.redeem(ledger, code) is None


def test_a_code_runs_out(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    code = resuming.issue(ledger, access.new_token())
    later = time.time() + resuming.SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert resuming.redeem(ledger, code) is None


def test_what_has_run_out_is_purged(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    resuming.issue(ledger, access.new_token())
    later = time.time() + resuming.SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    ledger.purge(0)
    with sa.create_engine(f"sqlite:///{file}").connect() as found:
        assert found.execute(sa.text("SELECT count(*) FROM channel_shared")).scalar() == 0


def test_the_store_holds_neither_code_nor_token(ledger: Ledger, file: Path) -> None:
    token = access.new_token()
    code = resuming.issue(ledger, token)
    held = file.read_bytes()
    assert code.encode() not in held
    assert token.encode() not in held


def test_two_codes_open_what_each_was_made_for(ledger: Ledger) -> None:
    tokens = [access.new_token() for _ in range(3)]
    codes = [resuming.issue(ledger, token) for token in tokens]
    assert len(set(codes)) == 3
    assert [resuming.redeem(ledger, code) for code in reversed(codes)] == tokens[::-1]


@pytest.mark.parametrize("typed", ["", "A" * 7, "A" * 9, "0OIL0OIL", "中文中文中文中文", "\ud800" * 8, "A" * 10_000])
def test_nonsense_opens_nothing(ledger: Ledger, typed: str) -> None:
    assert resuming.redeem(ledger, typed) is None


def test_the_page_says_who_runs_it_and_how_long_talks_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUIKA_OPERATOR", raising=False)
    monkeypatch.setenv("TUIKA_KEEP_DAYS", "30")
    assert any("30 天" in line for line in page_settings.about())
    assert not any("运营。" in line for line in page_settings.about())
    monkeypatch.setenv("TUIKA_OPERATOR", "某社区")
    monkeypatch.setenv("TUIKA_KEEP_DAYS", "never")
    assert any("由某社区运营" in line for line in page_settings.about())
    assert any("不会自动删" in line for line in page_settings.about())
