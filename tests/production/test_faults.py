"""Two replicas on PostgreSQL and Redis: whatever is killed, no turn is lost, none doubled, and the user is told."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from runtime.extensions.conversations import FOLD_AFTER, ConversationStore
from runtime.launching.backing import Backing
from runtime.launching.model import ROOT
from runtime.operations.access import program_user
from workshop.browser import Browser
from workshop.live import NOW, Live, live_bot

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"
SHEET = "我记下的情况"


def roles(browser: Browser) -> list[str]:
    return [message["role"] for message in browser.history()]


def test_both_are_ready(first: Live, second: Live) -> None:
    for live in (first, second):
        status, body, _ = live.request("GET", "/health/ready")
        assert (status, json.loads(body)) == (200, {"model": True, "database": True, "actions": True, "locks": True})
        assert live.request("GET", "/health/live")[0] == 200


def test_one_memory(first: Live, second: Live) -> None:
    browser = Browser(first).start()
    browser.say(OPENING)
    elsewhere = Browser(second, browser.token)
    assert "12月3日" in elsewhere.say(PAID)[0]["text"]
    assert browser.history() == elsewhere.history()


def test_the_same_message_at_both_is_one_turn(first: Live, second: Live) -> None:
    browser = Browser(first).start()
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda n: Browser((first, second)[n % 2], browser.token).send(OPENING, "x" * 20), range(8))
        )
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 200
    assert roles(browser).count("user") == 1


def test_messages_at_both_at_once_are_turns_one_after_another(first: Live, second: Live) -> None:
    browser = Browser(first).start()
    browser.say(OPENING)
    with ThreadPoolExecutor(6) as pool:
        statuses = list(
            pool.map(lambda n: Browser((first, second)[n % 2], browser.token).send("依据是什么")[0], range(6))
        )
    assert statuses == [200] * 6
    assert roles(browser).count("user") == 7
    # what was said before is still known
    assert "12月3日" in browser.say(PAID)[0]["text"]


def test_a_killed_replica_is_replaced_in_mid_conversation(first: Live, second: Live) -> None:
    browser = Browser(second).start()
    browser.say(OPENING)
    second.stop("rasa", kill=True)
    elsewhere = Browser(first, browser.token)
    try:
        assert "12月3日" in elsewhere.say(PAID)[0]["text"]
    finally:
        second.begin_rasa()
    assert roles(elsewhere).count("user") == 2


def metrics(bot: Live) -> str:
    status, body, _ = bot.request("GET", "/metrics")
    assert status == 200
    return body.decode()


def numbers(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if line[0] != "#"]
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines}


def test_metrics_count_and_tell_nothing_about_people(first: Live) -> None:
    before, browser = numbers(metrics(first)), Browser(first).start()
    # marks alone are missed by every model
    browser.say("？？？！！")
    browser.say("我叫王小明，手机13812345678，抖音上点广告办的联通卡，提交了不想要")
    browser.say(PAID)
    browser.say("客服说不能取消")
    text = metrics(first)
    values = numbers(text)
    assert values['tuika_turns_total{channel="web"}'] >= before.get('tuika_turns_total{channel="web"}', 0) + 4
    assert values["tuika_plans_total"] >= 1
    assert values["tuika_objections_total"] >= 1
    assert values["tuika_not_understood_total"] >= before.get("tuika_not_understood_total", 0) + 1
    assert values['tuika_turn_seconds_count{channel="web"}'] >= 4
    for secret in ("王小明", "13812345678", browser.token):
        assert secret not in text
        assert secret not in first.log()


def test_a_long_talk_costs_what_a_short_one_does(first: Live, kept: Backing) -> None:
    """What a turn reads and sends does not grow: counted in stored events read and in bytes for the action server."""
    counted: list[int] = []
    name = "long talk"
    for number in range(130):
        first.say(name, (OPENING, PAID, "依据是什么", "要准备什么")[number % 4])
        if number in (4, 124):
            counted.append(_events_read(kept, program_user(name)))
    assert max(counted) <= FOLD_AFTER * 12
    # and the case is still there after all of it
    assert "12月3日" in first.text(name, "我什么时候能拿到钱")


def _events_read(kept: Backing, name: str) -> int:
    store = ConversationStore(Domain.load(ROOT / "domain.yml"), host=kept.environment["TUIKA_DB"])
    found = asyncio.run(store.retrieve(name))
    store.engine.dispose()
    assert found is not None
    return len(found.events)


def test_killed_in_the_middle_of_a_turn(first: Live, second: Live) -> None:
    """The message is sent again to the other replica, as a proxy or the page does, and makes one turn."""
    browser = Browser(second).start()
    browser.say(OPENING)
    with ThreadPoolExecutor(20) as pool:
        waiting = [
            pool.submit(Browser(second, browser.token).send, f"依据是什么{n}", f"message-{n:020}") for n in range(20)
        ]
        time.sleep(0.15)
        second.stop("rasa", kill=True)
        first_try = [future.exception() or future.result()[0] for future in waiting]
    elsewhere = Browser(first, browser.token)
    try:
        statuses = [elsewhere.send(f"依据是什么{n}", f"message-{n:020}")[0] for n in range(20)]
    finally:
        second.begin_rasa()
    assert any(isinstance(found, Exception) for found in first_try)
    assert statuses == [200] * 20
    assert roles(elsewhere).count("user") == 21


def test_thousands_of_hostile_inputs_and_no_fault(first: Live) -> None:
    """Over REST and the page's interface: bad requests get a 4xx, odd texts an answer."""
    chance, browser = random.Random(11), Browser(first).start()
    odd = [
        "\ud800",
        "\x00",
        "/",
        "/inform{",
        '/inform{"carrier": [[]]}',
        "😀" * 300,
        "\u202e" * 50,
        "<script>",
        "{{7*7}}",
        "'; DROP TABLE events",
    ]
    good = json.dumps({"sender": "h", "message": OPENING, "text": OPENING, "id": "h" * 20}).encode()

    def one(number: int) -> int:
        if number % 40 == 0:
            body = json.dumps(
                {
                    "sender": f"h{number}",
                    "message": chance.choice(odd),
                    "text": chance.choice(odd),
                    "id": f"{number:020}",
                }
            ).encode()
        else:
            broken = bytearray(good)
            for _ in range(chance.randrange(1, 9)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            body = bytes(broken[: chance.randrange(len(broken))]) if number % 3 else b"[" * chance.randrange(3000)
        path, headers = (
            ("/webhooks/rest/webhook", {})
            if number % 2
            else ("/chat/api/message", {"Authorization": f"Bearer {browser.token}"})
        )
        return first.request(chance.choice(["POST", "POST", "POST", "PUT", "GET"]), path, body, headers)[0]

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(one, range(4_000)))
    assert max(statuses) < 500
    assert browser.history() is not None


def recovered(browser: Browser, message_id: str, text: str, seconds: float = 30) -> list[int]:
    """Send the same message until it is answered; the statuses on the way."""
    found: list[int] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, answer = browser.send(text, message_id)
        found.append(status)
        if status == 200 and "故障" not in answer["messages"][0]["text"]:
            return found
        time.sleep(0.3)
    raise AssertionError(found)


def assert_each_once(browser: Browser, asked: list[dict[str, Any]], message_id: str) -> None:
    """The talk is what was asked and the answer to that message, each once."""
    status, answer = browser.send(PAID, message_id)
    bots = [["bot"] * len(bubbles) for bubbles in (asked, answer["messages"])]
    assert (status, bool(asked), bool(answer["messages"])) == (200, True, True)
    assert roles(browser) == ["user", *bots[0], "user", *bots[1]]


def test_the_database_goes_and_comes_back(first: Live, second: Live, kept: Backing) -> None:
    browser = Browser(first).start()
    asked = browser.say(OPENING)
    kept.stop_postgres()
    try:
        status, answer = browser.send(PAID, "p" * 20)
        assert status == 503
        assert "故障" in answer["error"]
        assert first.request("GET", "/health/ready")[0] == 503
    finally:
        kept.start_postgres()
    recovered(browser, "p" * 20, PAID)
    assert_each_once(browser, asked, "p" * 20)


def test_redis_goes_and_comes_back(first: Live, kept: Backing) -> None:
    browser = Browser(first).start()
    asked = browser.say(OPENING)
    kept.stop_redis()
    try:
        status, answer = browser.send(PAID, "r" * 20)
        assert status == 503
        assert "故障" in answer["error"]
    finally:
        kept.start_redis()
    recovered(browser, "r" * 20, PAID)
    assert_each_once(browser, asked, "r" * 20)


def test_the_action_server_is_killed_and_comes_back(first: Live) -> None:
    browser = Browser(first).start()
    browser.say(OPENING)
    first.stop("actions", kill=True)
    try:
        assert "故障" in browser.say(PAID)[0]["text"]
        assert first.request("GET", "/health/ready")[0] == 503
    finally:
        first.start_actions()
    assert "12月3日" in browser.say(PAID)[0]["text"]


def test_turns_under_way_are_finished_before_a_gentle_stop(first: Live, second: Live) -> None:
    browser = Browser(second).start()
    browser.say(OPENING)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(browser.send, PAID, "g" * 20)
        time.sleep(0.01)
        second.stop("rasa")
        second.begin_rasa()
        found = answer.exception() or answer.result()
    # answered before it went, or asked again of the one that is there
    elsewhere = Browser(first, browser.token)
    if isinstance(found, Exception):
        assert elsewhere.send(PAID, "g" * 20)[0] == 200
    assert roles(elsewhere).count("user") == 2


@pytest.fixture(scope="module")
def clocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Path]]:
    """A bot with the file that its clock is read from, each time anew (see tuika/clock.py).

    It has little room on its disk: what fills it comes last.
    """
    folder = tmp_path_factory.mktemp("clocked")
    clock = folder / "now"
    clock.write_text(NOW, "utf-8")
    with live_bot(folder, {"TUIKA_NOW": f"@{clock}", "TUIKA_DB_PAGES": "48"}) as bot:
        yield bot, clock


@pytest.mark.parametrize(
    ("before", "after", "then", "day"),
    [
        ("2026-11-24T23:59:50+08:00", "2026-11-25T00:00:10+08:00", "昨天", "11月24日"),
        ("2026-12-31T23:59:50+08:00", "2027-01-01T00:00:10+08:00", "昨天", "2026年12月31日"),
    ],
)
def test_across_midnight_and_the_years_end(
    clocked: tuple[Live, Path], before: str, after: str, then: str, day: str
) -> None:
    """The servers run on while the day ends."""
    bot, clock = clocked
    clock.write_text(before, "utf-8")
    browser = Browser(bot).start()
    browser.say("我在抖音点广告办的联通卡，已经提交了，不想要了")
    clock.write_text(after, "utf-8")
    said = "\n".join(m["text"] for m in browser.say(f"{then}下的单，付给卖家了29块9"))
    assert "29.9" in said
    # the day is yesterday's by the new clock, and what was said before midnight is of the same case
    sheet = "\n".join(m["text"] for m in browser.say(SHEET))
    assert all(fact in sheet for fact in ("联通", "抖音", "29.9", day))


def test_a_full_disk_is_told_and_the_turn_can_be_had_later(clocked: tuple[Live, Path]) -> None:
    """SQLite on a disk with no room (its page limit stands for the disk)."""
    bot, _ = clocked
    browser = Browser(bot).start()
    status, answer, count = 200, {}, 0
    while status == 200 and count < 200:
        count += 1
        status, answer = browser.send(OPENING if count % 2 else "依据是什么", f"message-{count:020}")
    assert status == 503
    assert "故障" in answer["error"]
    assert roles(browser).count("user") == count - 1
    bot.stop("rasa")
    del bot.extra["TUIKA_DB_PAGES"]
    bot.start_rasa()
    assert browser.send("依据是什么", f"message-{count:020}")[0] == 200
    assert roles(browser).count("user") == count
