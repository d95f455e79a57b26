"""Erasing by one's own word, and what becomes of the browser's token."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from itsdangerous import URLSafeSerializer
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered

from channels.erasing import by_own_word
from runtime.extensions.conversations import ConversationStore
from runtime.launching.model import ROOT
from runtime.operations import access
from workshop.browser import Browser
from workshop.live import Live, mark

from .test_web_api import OPENING, rows

ERASE, YES, NO = "清除我的数据", "确定清除", "不清除"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    found = ConversationStore(Domain.load(str(ROOT / "domain.yml")), host=f"sqlite:///{tmp_path / 'c.db'}")
    yield found
    found.engine.dispose()


@pytest.fixture
def signed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TUIKA_SECRET", "s" * 40)
    access.secret.cache_clear()
    yield
    access.secret.cache_clear()


def begin(store: ConversationStore, name: str) -> None:
    store._write(name, [SessionStarted(), UserUttered("联通的卡")])


# -- the word --------------------------------------------------------------------------------------------------------
def test_on_the_page_it_is_asked_about_and_done(bot: Live) -> None:
    browser = Browser(bot).start()
    word = mark("海蓝色")
    browser.say(f"我的卡是{word}的，不想要了")
    asked = browser.say(f"{ERASE}。")
    assert [reply["label"] for reply in asked[0]["replies"]] == [YES, NO]
    assert "没有清除" in browser.say(NO)[0]["text"]
    assert word in rows(bot)
    browser.say(ERASE)
    status, answer = browser.send(YES)
    assert (status, answer["erased"], "已经清除" in answer["messages"][0]["text"]) == (200, True, True)
    assert word not in rows(bot)
    assert browser.call("GET", "history")[0] == 401


def test_a_program_can_do_it_for_its_user(bot: Live) -> None:
    name, word = f"own {uuid.uuid4().hex[:3]}", mark("海绿色")
    bot.say(name, f"我的卡是{word}的，不想要了")
    asked = bot.say(name, ERASE)
    assert {button["title"]: button["payload"] for button in asked[0]["buttons"]} == {YES: YES, NO: NO}
    assert word in rows(bot)
    assert "已经清除" in bot.text(name, YES)
    assert word not in rows(bot)
    assert bot.say(name, OPENING)


def test_the_answer_counts_only_where_it_was_asked(store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store, "rest-a")
    for _ in range(2):
        # typed out of the blue it is asked about; the other answer means nothing then
        assert by_own_word(store, "rest-b", NO) is None
        asked = by_own_word(store, "rest-a", YES)
        assert asked is not None
        assert asked[0].replies
        store.ledger.move("erase?rest-a", "asked", "answered")
    assert store.history("rest-a")
    by_own_word(store, "rest-a", ERASE)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    late = by_own_word(store, "rest-a", YES)
    assert late is not None
    assert late[0].replies
    assert store.history("rest-a")
    done = by_own_word(store, "rest-a", YES)
    assert done is not None
    assert not done[0].replies
    assert store.history("rest-a") == []


def test_other_words_are_the_conversations(store: ConversationStore) -> None:
    for text in ("清除我的数据怎么弄", "不清除", "清除", "我的数据", ""):
        assert by_own_word(store, "rest-a", text) is None


# -- the token -------------------------------------------------------------------------------------------------------
def test_a_token_lives_as_long_as_its_conversation(store: ConversationStore, signed: None) -> None:
    now, token = time.time(), access.new_token()
    key = access.key_of(token)
    assert key is not None
    # unused it is good for a day
    assert store.is_open(key, now)
    assert not store.is_open(key, now + access.UNUSED_SECONDS + 60)
    begin(store, key.conversation)
    assert store.is_open(key, now + 150 * 24 * 3600)
    # purged: it is as if it had never been used
    store.purge(now + 60)
    assert not store.is_open(key, now + 181 * 24 * 3600)


def test_a_token_dies_when_its_conversation_is_erased(store: ConversationStore, signed: None) -> None:
    used, unused = access.key_of(access.new_token()), access.key_of(access.new_token())
    assert used is not None
    assert unused is not None
    begin(store, used.conversation)
    for key in (used, unused):
        store.erase(key.conversation)
        assert not store.is_open(key, time.time())
    # not even by words that were on their way
    begin(store, used.conversation)
    assert not store.is_open(used, time.time())


def test_a_token_of_before_opens_what_is_kept(store: ConversationStore, signed: None) -> None:
    old = str(URLSafeSerializer(access.secret(), salt="conversation").dumps("random"))
    key = access.key_of(old)
    assert key is not None
    assert not store.is_open(key, time.time())
    begin(store, key.conversation)
    assert store.is_open(key, time.time())


def test_tokens_of_nobodys_making_open_nothing(signed: None) -> None:
    token = access.new_token()
    for forged in (None, "", "x", token[:-1], token[1:], token.replace(".", "", 1), "\ud800", "令牌", token + "\x00"):
        assert access.key_of(forged) is None
