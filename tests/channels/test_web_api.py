"""The web chat's interface through the real servers: one turn a message, nobody else's conversation, clear refusals."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from runtime.operations import access
from workshop.browser import Browser
from workshop.live import Live, mark

OPENING = "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了"
PAID = "付给卖家了，29块9"


@contextmanager
def database(bot: Live) -> Iterator[sqlite3.Connection]:
    """The bot's database, beside the bot."""
    connection = sqlite3.connect(bot.extra["TUIKA_DB"].removeprefix("sqlite:///"))
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def rows(bot: Live) -> str:
    """Everything that is stored, as one text."""
    with database(bot) as found:
        return "\n".join(f"{sender} {data}" for sender, data in found.execute("SELECT sender_id, data FROM events"))


def conversation(bot: Live, browser: Browser) -> str:
    """What the store calls the browser's conversation."""
    first = json.dumps(browser.history()[0]["id"])
    with database(bot) as found:
        return str(found.execute("SELECT sender_id FROM events WHERE data LIKE ?", (f"%{first}%",)).fetchone()[0])


def test_a_case_comes_as_cards_and_text(bot: Live) -> None:
    browser = Browser(bot).start()
    asked = browser.say(OPENING)
    assert asked[-1]["replies"]
    plan = browser.say(PAID)
    cards = [bubble for bubble in plan if "card" in bubble]
    assert [bubble["card"]["kind"] for bubble in cards] == ["plan", "steps", "next"]
    assert "货款" in cards[0]["text"]
    said = browser.history()
    assert [m["role"] for m in said] == ["user", *["bot"] * len(asked), "user", *["bot"] * len(plan)]
    assert said[-1]["card"] == plan[-1]["card"]


def test_a_tapped_reply_is_shown_as_its_label(bot: Live) -> None:
    browser = Browser(bot).start()
    reply = browser.say(OPENING)[-1]["replies"][0]
    browser.say(reply["payload"], label=reply["label"])
    assert [m["text"] for m in browser.history() if m["role"] == "user"][1] == reply["label"]


def checklist(bubbles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of the checklist among the bubbles."""
    (items,) = [bubble["card"]["items"] for bubble in bubbles if bubble.get("card", {}).get("kind") == "checklist"]
    return list(items)


def test_ticked_evidence_is_remembered(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    browser.say(PAID)
    items = checklist(browser.say("/evidence"))
    have = ",".join([items[0]["id"], items[1]["id"], "no such thing"])
    ticked = browser.say("/evidence" + json.dumps({"have": have}))
    assert [item["have"] for item in checklist(ticked)] == [True, True, *[False] * (len(items) - 2)]


def test_sent_twice_is_one_turn(bot: Live) -> None:
    browser = Browser(bot).start()
    message_id = uuid.uuid4().hex
    status, first = browser.send(OPENING, message_id)
    assert status == 200
    assert browser.send(OPENING, message_id) == (200, first)
    with ThreadPoolExecutor(4) as pool:
        other = uuid.uuid4().hex
        answers = list(pool.map(lambda _: browser.send(PAID, other), range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert [m["role"] for m in browser.history()].count("user") == 2


def test_tokens_are_ours_and_nobody_elses(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    for token in (
        "",
        "guess",
        browser.token[:10] + browser.token[11:],
        "../../etc",
        "web-" + "0" * 40,
    ):
        status, answer = Browser(bot, token).call("GET", "history")
        assert status == 401
        assert "刷新" in answer["error"]
        assert Browser(bot, token).send("你好")[0] == 401
    # what the store calls a conversation does not open it, nor does another's token
    stored = access.conversation_of(browser.token)
    assert stored is None or Browser(bot, stored).call("GET", "history")[0] == 401
    assert Browser(bot).start().history() == []


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b"", 400, "格式"),
        (b"[]", 400, "格式"),
        (b"null", 400, "格式"),
        (b'{"text": 1}', 400, "格式"),
        (b'{"text": "hi"}', 400, "格式"),
        (b'{"text": "hi", "id": "../../x"}', 400, "格式"),
        (b"\xff\xfe", 400, "格式"),
        (b"[" * 20_000, 400, "格式"),
        (json.dumps({"text": "  ", "id": "a" * 20}).encode(), 400, "没收到"),
        (json.dumps({"text": "卡" * 2001, "id": "a" * 20}).encode(), 413, "2000"),
        (b'{"text": "' + b"a" * 40_000 + b'"}', 413, "太大"),
    ],
)
def test_bad_messages_get_a_clear_word(bot: Live, body: bytes, status: int, word: str) -> None:
    found, answer = Browser(bot).start().call("POST", "message", body)
    assert (found, word in answer["error"]) == (status, True)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "a\x00b",
        "\U0001f600" * 900,
        "/",
        "/nothing_known{",
        "/inform[1]",
        '/inform{"carrier": []}',
        '/inform{"platform":"\\ud800"}',
        '/inform{"platform":"\\u0000"}',
        '/inform{"\\udfff":1}',
        '/inform{"carrier":' + "[" * 1500,
        '/inform{"paid_amount":' + "9" * 1500 + "}",
        '/ask_letter{"letter":{}}',
        "/back",
        "/session_start",
        "/@我要退卡",
    ],
)
def test_odd_text_gets_an_answer_and_the_case_is_kept(bot: Live, text: str) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    before = len(bot.log())
    answer = browser.say(text)
    assert len("".join(bubble["text"] for bubble in answer)) >= 6
    assert browser.history()[-1]["text"] == answer[-1]["text"]
    assert "12月3日" in browser.say(PAID)[0]["text"]
    assert not bot.log()[before:]


@pytest.mark.parametrize("label", ["\ud800", "a\x00b"])
def test_an_odd_label_is_cleaned(bot: Live, label: str) -> None:
    browser = Browser(bot).start()
    browser.say("你好", label=label)
    assert browser.history()[0]["text"] in ("?", "ab")


def test_a_broken_row_is_one_conversations_trouble_and_it_begins_anew(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    name = conversation(bot, browser)
    with database(bot) as found:
        found.execute("INSERT INTO events (sender_id, type_name, data) VALUES (?, 'bot', '{broken')", (name,))
    assert browser.history()[0]["text"] == OPENING
    told = browser.say("联通的卡不想要了")
    assert "再说一遍" in told[0]["text"]
    assert len(told) > 1
    # told once, and the talk goes on from there
    assert "再说一遍" not in browser.say(PAID)[0]["text"]
    assert browser.history()[0]["text"] == OPENING


def test_an_old_conversation_goes_on_with_its_facts(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    old = [
        {"event": "active_loop", "timestamp": 1.0, "name": "old_form"},
        {"event": "slot", "timestamp": 1.0, "name": "shoe_size", "value": 44},
        {"event": "shouted", "timestamp": 1.0},
    ]
    with database(bot) as found:
        for data in old:
            values = (conversation(bot, browser), data["event"], json.dumps(data))
            found.execute("INSERT INTO events (sender_id, type_name, data) VALUES (?, ?, ?)", values)
    said = browser.say(PAID)
    sheet = "".join(bubble["text"] for bubble in browser.say("我记下的情况"))
    assert all(fact in sheet for fact in ("联通", "抖音", "卖家"))
    assert "再说一遍" not in said[0]["text"]


def test_other_sites_cannot_use_the_interface(bot: Live) -> None:
    browser = Browser(bot).start()
    for site in ("cross-site", "same-site"):
        browser.headers = {"Sec-Fetch-Site": site}
        assert browser.call("GET", "history")[0] == 403


def test_too_fast_is_told_kindly_and_passes(bot: Live) -> None:
    browser = Browser(bot).start()
    answers = [browser.send("你好") for _ in range(33)]
    assert [status for status, _ in answers[:30]] == [200] * 30
    status, answer = answers[-1]
    assert status == 429
    assert "歇" in answer["error"]
    # somebody else is not held up by it
    assert Browser(bot).start().send("你好")[0] == 200


def test_the_page_allows_only_what_it_needs(bot: Live) -> None:
    status, body, headers = bot.request("GET", "/chat/")
    assert status == 200
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == "'self' https://friend.example"
    assert b"http://" not in body
    assert b"https://" not in body
    assert bot.request("GET", "/")[0] == 302


@pytest.mark.parametrize("name", ["../page.html", "..%2fpage.html", "%2e%2e/package.json", "app.js.map", "x", "."])
def test_only_built_files_are_served(bot: Live, name: str) -> None:
    status, body, _ = bot.request("GET", f"/chat/static/{name}")
    assert status in (404, 400)
    assert b"esbuild" not in body


def test_files_come_zipped_and_stay_cached(bot: Live) -> None:
    status, _, headers = bot.request("GET", "/chat/static/app.js", headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]


def days_of(bot: Live, address: str) -> tuple[int, Any]:
    status, body, headers = bot.request("GET", address)
    if status != 200:
        return status, body.decode()
    assert headers["content-type"].startswith("text/calendar")
    return status, Calendar.from_ical(body.decode())


def test_the_calendar_has_the_cases_days(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    card = browser.say(PAID)[-1]
    status, calendar = days_of(bot, card["calendar"])
    assert status == 200
    events = {event.decoded("dtstart"): event for event in calendar.walk("VEVENT")}
    coming = {d["iso"] for d in card["card"]["days"] if d["kind"] in ("due", "opens") and d["iso"] > "2026-11-24"}
    assert {day.isoformat() for day in events} == coming
    due = events[date(2026, 12, 3)]
    assert "货款" in due["summary"]
    alarm = due.walk("VALARM")[0].decoded("trigger")
    assert alarm.astimezone(access_zone()) == datetime(2026, 12, 2, 10, tzinfo=access_zone())
    assert due.decoded("dtend") - due.decoded("dtstart") == timedelta(1)
    # imported again, the same events have the same ids
    again = days_of(bot, browser.say("我什么时候能拿到钱")[0].get("calendar") or card["calendar"])[1]
    assert {str(e["uid"]) for e in again.walk("VEVENT")} == {str(e["uid"]) for e in calendar.walk("VEVENT")}


def access_zone() -> Any:
    from tuika.facts.deadlines import SHANGHAI

    return SHANGHAI


def test_calendar_addresses_cannot_be_guessed(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    address = browser.say(PAID)[-1]["calendar"]
    for forged in (address[:-8] + "xxxx.ics", "/chat/calendar/web-123.ics", "/chat/calendar/.ics"):
        assert bot.request("GET", forged)[0] == 404
    browser.call("DELETE", "conversation")
    status, text = days_of(bot, address)
    assert (status, "过期" in text) == (404, True)


def test_tickets_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_SECRET", "s" * 40)
    access.secret.cache_clear()
    try:
        ticket = access.ticket("calendar", "web-1", time.time())
        assert access.redeem("calendar", ticket, 60) == "web-1"
        assert access.redeem("other", ticket, 60) is None
        for n in range(0, 40, 2):
            other = "A" if ticket[n] != "A" else "B"
            assert access.redeem("calendar", ticket[:n] + other + ticket[n + 1 :], 60) is None
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 61)
        assert access.redeem("calendar", ticket, 60) is None
    finally:
        access.secret.cache_clear()


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUIKA_SECRET", "short")
    access.secret.cache_clear()
    try:
        with pytest.raises(access.WeakSecret, match="TUIKA_SECRET"):
            access.secret()
    finally:
        access.secret.cache_clear()


def test_erasing_leaves_nothing(bot: Live) -> None:
    browser = Browser(bot).start()
    word = mark("天蓝色")
    browser.say(f"我的卡是{word}的，不想要了")
    assert word in rows(bot)
    assert browser.call("DELETE", "conversation") == (200, {"erased": True})
    assert word not in rows(bot)
    # the token has died with it
    assert browser.call("GET", "history")[0] == browser.send("你好")[0] == 401


def test_what_identifies_a_person_is_not_stored(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say("我叫王小明，身份证110101199003074514，手机13812345678，单号SF1234567890，卡不想要了")
    stored = rows(bot)
    for secret in ("王小明", "110101199003074514", "13812345678", "SF1234567890"):
        assert secret not in stored
        assert secret not in bot.log()
    assert "***5678" in browser.history()[0]["text"]


def test_a_restart_in_the_middle_loses_nothing(bot: Live) -> None:
    browser = Browser(bot).start()
    asked = browser.say(OPENING)
    bot.stop("rasa")
    bot.start_rasa()
    assert browser.history()[-1]["text"] == asked[-1]["text"]
    assert "12月3日" in browser.say(PAID)[0]["text"]


def test_an_outage_of_the_actions_is_told(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    bot.stop_actions()
    try:
        assert "故障" in browser.say(PAID)[0]["text"]
    finally:
        bot.start_actions()
    assert "12月3日" in browser.say(PAID)[0]["text"]
