"""Telegram through the real servers: secret, once each, buttons, limits, refusals. aiogram is the counterpart."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aiogram import types

from channels.telegram import TelegramChannel
from workshop.fakes import FakeTelegram, serving
from workshop.live import Live, live_bot, second_worker
from workshop.telegram_user import SECRET, TOKEN, UPDATES, TelegramUser, environment

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    server = FakeTelegram(TOKEN)
    with serving(server.app()) as address:
        server.address = address
        yield server


@pytest.fixture(scope="module")
def telegram(tmp_path_factory: pytest.TempPathFactory, fake: FakeTelegram) -> Iterator[Live]:
    with live_bot(tmp_path_factory.mktemp("telegram"), environment(fake)) as live:
        yield live


@pytest.fixture
def user(telegram: Live, fake: FakeTelegram) -> TelegramUser:
    return TelegramUser(telegram, fake)


def test_it_introduces_itself(telegram: Live, fake: FakeTelegram) -> None:
    end = time.monotonic() + 10
    while not (hooks := [body for method, body in fake.calls if method == "setWebhook"]) and time.monotonic() < end:
        time.sleep(0.1)
    assert hooks[0]["secret_token"] == SECRET
    assert hooks[0]["url"].startswith("https://")
    while not (menus := [body for method, body in fake.calls if method == "setMyCommands"]) and time.monotonic() < end:
        time.sleep(0.1)
    shown = [types.BotCommand(**command) for command in menus[0]["commands"]]
    assert [command.command for command in shown] == ["sheet", "card", "erase"]
    assert all(1 <= len(command.description) <= 256 for command in shown)


def test_the_menu_says_what_a_tap_says(user: TelegramUser) -> None:
    user.say(OPENING)
    sheet = user.say("/sheet@tuika_bot")
    assert "联通" in sheet
    assert "抖音" in sheet
    # asked again, since a menu is easily hit: nothing is gone yet
    assert "清除我的数据" in user.say("/erase")
    assert "联通" in user.say("/sheet")
    # another card begins with nothing; the first is still there
    user.say("/card")
    assert "联通" not in user.say("/sheet").partition("联通那张")[0]
    assert "已经清除" in user.say("清除我的数据")
    assert "联通" not in user.say("/sheet")


def test_without_postgresql_nobody_is_reminded_and_it_is_said(user: TelegramUser, telegram: Live) -> None:
    user.say(OPENING)
    assert "提醒我" not in user.say(PAID)
    assert "没开" in user.say("到日子提醒我。")
    assert "没开" in user.say("/remind")
    assert "到日子提醒没开" in telegram.log()


def test_what_is_no_command_is_words(user: TelegramUser) -> None:
    user.say(OPENING)
    assert user.say("/")
    # nobody types intents: what looks like a tap is words, and is answered as such
    said = user.say('/inform{"sheet": "show"}')
    assert said
    assert "我记下的情况：" not in said


def test_a_whole_case(user: TelegramUser) -> None:
    assert "退卡帮" in user.say("/start")
    assert "付给谁了" in user.say(OPENING)
    assert user.post(user.tap(user.buttons()["付给卖家了"])) == 200
    assert [m for m, _ in user.fake.calls].count("answerCallbackQuery") >= 1
    assert "撤单" in user.heard()
    for label in ("写一份投诉信", "写给卖家的退款信"):
        assert user.post(user.tap(user.buttons()[label])) == 200
    assert "〔请填写" in user.heard()
    assert "《" in user.say("依据是什么")


def test_choices_can_be_typed(user: TelegramUser) -> None:
    user.say(OPENING)
    assert "撤单" in user.say("2")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1]])
def test_without_the_secret_nothing_is_taken(user: TelegramUser, secret: str | None) -> None:
    assert user.post(user.update(message=user.message(text=OPENING)), secret) == 403
    assert user.fake.to(user.chat) == []


def test_each_update_once_even_at_the_same_moment(user: TelegramUser) -> None:
    update = user.update(message=user.message(text=OPENING))
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(lambda _: user.post(update), range(6))) == {200}
    assert user.post(update) == 200
    said = [m["text"] for m in user.fake.to(user.chat)]
    assert said
    assert len(said) == len(set(said))


def test_one_update_to_two_workers_is_one_turn_and_the_talk_goes_on_in_either(
    telegram: Live, fake: FakeTelegram, tmp_path: Path
) -> None:
    with second_worker(telegram, tmp_path) as other:
        user = TelegramUser(telegram, fake)
        elsewhere = TelegramUser(other, fake, user.chat)
        update = user.update(message=user.message(text=OPENING))
        with ThreadPoolExecutor(6) as pool:
            found = list(pool.map(lambda n: (user, elsewhere)[n % 2].post(update), range(6)))
        assert set(found) == {200}
        said = [m["text"] for m in fake.to(user.chat)]
        assert said
        assert len(said) == len(set(said))
        assert "撤单" in elsewhere.say(PAID)
        assert "《" in user.say("依据是什么")


def test_a_button_of_long_ago_is_explained(user: TelegramUser) -> None:
    assert user.post(user.tap("0" * 32)) == 200
    answers = [body for method, body in user.fake.calls if method == "answerCallbackQuery"]
    assert "过期" in answers[-1]["text"]


def test_edited_pictures_groups_and_what_is_not_for_us(user: TelegramUser, telegram: Live, fake: FakeTelegram) -> None:
    user.say(OPENING)
    assert user.post(user.update(edited_message=user.message(text="是电信的卡"))) == 200
    assert "电信" in "".join(m["text"] for m in fake.to(user.chat)[-4:])
    for content, word in (
        ({"photo": [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]}, "图片"),
        ({"voice": {"file_id": "x", "file_unique_id": "y", "duration": 1}}, "语音"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "打字"),
    ):
        assert user.post(user.update(message=user.message(**content))) == 200
        assert word in fake.to(user.chat)[-1]["text"]
    group = TelegramUser(telegram, fake, kind="supergroup")
    assert group.post(group.update(message=group.message(text=OPENING))) == 200
    assert fake.to(group.chat) == []
    assert group.post(group.update(message=group.message(text=f"@tuika_bot {OPENING}"))) == 200
    assert "私聊" in fake.to(group.chat)[-1]["text"]
    for update in ({"channel_post": user.message(text="x")}, {"poll_answer": {"poll_id": "1"}}, {}):
        assert (
            user.bot.request(
                "POST",
                "/webhooks/telegram/",
                json.dumps({"update_id": next(UPDATES), **update}).encode(),
                {"X-Telegram-Bot-Api-Secret-Token": SECRET},
            )[0]
            == 200
        )


def test_erasing_by_message(user: TelegramUser) -> None:
    user.say(OPENING)
    assert "已经清除" in user.say("清除我的数据")
    assert "抖音" not in user.say("我的卡到哪一步了")


def test_markup_characters_arrive_as_they_are(user: TelegramUser, fake: FakeTelegram) -> None:
    user.say("_*[x](javascript:1)*_ `a` <b>b</b> ~ > # + - = | { } . !")
    assert all("parse_mode" not in message for message in fake.to(user.chat))


def test_when_telegram_asks_to_wait_it_is_waited(user: TelegramUser, fake: FakeTelegram) -> None:
    fake.refuse[:] = [(429, {"retry_after": 1}), (502, {})]
    began = time.monotonic()
    assert "付给谁了" in user.say(OPENING)
    assert time.monotonic() - began >= 1


def test_what_cannot_be_sent_comes_with_the_next_message(user: TelegramUser, fake: FakeTelegram) -> None:
    fake.refuse[:] = [(403, {})]
    user.say(OPENING)
    assert fake.to(user.chat) == []
    answer = user.say("你好")
    assert "上次没发出去" in answer
    assert "付给谁了" in answer


def test_hostile_requests_are_no_fault(telegram: Live, user: TelegramUser) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    good = json.dumps(user.update(message=user.message(text=OPENING))).encode()
    chance = random.Random(3)
    bodies = [b"", b"[]", b"null", b"{", b'{"update_id": "x"}', b'{"update_id": 1e999}', b"[" * 50_000, b"x" * 70_000]
    bodies += [
        json.dumps({"update_id": n, "message": m}).encode()
        for n, m in enumerate([1, "x", [1], {"chat": 1}, {"chat": {}}])
    ]
    for _ in range(1000):
        body = bytearray(good)
        for _ in range(3):
            body[chance.randrange(len(body))] = chance.randrange(256)
        bodies.append(bytes(body))
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda b: telegram.request("POST", "/webhooks/telegram/", b, headers)[0], bodies))
    assert max(statuses) < 500
    assert statuses[:13].count(400) == 13
    assert TOKEN not in telegram.log()
    assert SECRET not in telegram.log()


def test_start_up_does_not_wait_for_telegram(tmp_path: Path) -> None:
    extra = {"TUIKA_TELEGRAM_TOKEN": TOKEN, "TUIKA_TELEGRAM_SECRET": SECRET, "TUIKA_TELEGRAM_API": "http://127.0.0.1:9"}
    with live_bot(tmp_path, extra) as bot:
        assert bot.say("a", OPENING)
        end = time.monotonic() + 20
        while "next try" not in bot.log() and time.monotonic() < end:
            time.sleep(0.1)
        assert "Telegram does not know of us yet" in bot.log()
        assert TOKEN not in bot.log()


@pytest.mark.parametrize(("secret", "word"), [("", "TUIKA_TELEGRAM_SECRET"), ("short", "16")])
def test_a_wrong_configuration_is_named(monkeypatch: pytest.MonkeyPatch, secret: str, word: str) -> None:
    monkeypatch.setenv("TUIKA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TUIKA_TELEGRAM_SECRET", secret)
    with pytest.raises(ValueError, match=word):
        TelegramChannel.from_credentials(None)


def test_without_credentials_it_is_off_and_says_so(bot: Live) -> None:
    assert bot.request("POST", "/webhooks/telegram/", b"{}")[0] == 404
    assert "Telegram 没有配置" in bot.log()


def test_too_fast_is_told_kindly(user: TelegramUser) -> None:
    said = [user.say("你好") for _ in range(32)]
    assert "歇" not in "".join(said[:30])
    assert "歇" in said[-1]


HALF = '/inform{"platform":"\\ud800"}'


def test_half_characters_and_controls_are_no_fault(user: TelegramUser, telegram: Live) -> None:
    assert "付给谁了" in user.say(OPENING)
    before = len(telegram.log())
    for text in (HALF, "\ud800", "a\x00b", "/back", "/session_start", "/inform{"):
        assert len(user.say(text)) >= 6
    tap = user.tap("\ud800")
    assert user.post(tap) == 200
    assert user.say("付给卖家了，29块9")
    assert not telegram.log()[before:]


def test_ids_that_are_none_are_refused(user: TelegramUser, telegram: Live) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    for number in ("9" * 4000, "9" * 25, "null", "[]", '"x"'):
        chat = '{"message_id": 1, "chat": {"id": ' + number + ', "type": "private"}, "text": "x"}'
        for body in ('{"update_id": ' + number + "}", '{"update_id": 1, "message": ' + chat + "}"):
            status = telegram.request("POST", "/webhooks/telegram/", body.encode(), headers)[0]
            assert status == 400, body[:80]


def test_a_secret_in_no_known_alphabet_is_a_wrong_one(telegram: Live) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": b"\xff\xfe".decode("latin-1")}
    assert telegram.request("POST", "/webhooks/telegram/", b"{}", headers)[0] == 403
