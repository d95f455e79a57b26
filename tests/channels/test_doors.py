"""Who may come in, and where: REST, metrics, readiness, calendar addresses; what is refused before it costs."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import re
import socket
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sanic import Sanic

from channels.wiring import bound
from runtime.launching.servers import rasa_command
from runtime.operations import access
from workshop.browser import Browser
from workshop.live import Live, live_bot

from .test_web_api import OPENING, PAID, conversation, database

REST = "/webhooks/rest/webhook"
JSON = {"Content-Type": "application/json"}


def message(sender: Any = "p", text: str = "你好") -> bytes:
    return json.dumps({"sender": sender, "message": text}).encode()


# -- whose request it is ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "here", "headers", "home"),
    [
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1:5005"}, True),
        ("127.0.0.1", "127.0.0.1", {"host": "localhost:5005"}, True),
        ("::1", "::1", {"host": "[::1]:5005"}, True),
        ("10.0.0.7", "10.0.0.7", {"host": "10.0.0.7:5005"}, True),
        ("10.0.0.8", "10.0.0.7", {"host": "10.0.0.7:5005"}, False),
        ("10.0.0.8", "10.0.0.7", {"host": "localhost"}, False),
        # a proxy on this machine brings strangers
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1", "x-forwarded-for": "1.2.3.4"}, False),
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1", "via": "1.1 x"}, False),
        # and a page whose own name was made to lead here (DNS rebinding) is a stranger too
        ("127.0.0.1", "127.0.0.1", {"host": "evil.example:5005"}, False),
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1.evil.example"}, False),
        ("", "127.0.0.1", {}, False),
    ],
)
def test_what_comes_from_this_machine(address: str, here: str, headers: dict[str, str], home: bool) -> None:
    assert access.from_home(address, here, headers) is home


def test_the_servers_listen_on_this_machine_only() -> None:
    command = rasa_command(Path("m.tar.gz"), 5005)
    assert command[command.index("--interface") + 1] == "127.0.0.1"


def test_a_live_bot_is_not_open_to_the_network(bot: Live) -> None:
    """Nobody listens at this machine's other addresses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # nothing is sent: the kernel only says which of our addresses would be used
        probe.connect(("192.0.2.1", 9))
        outside = probe.getsockname()[0]
    if outside.startswith("127."):
        pytest.skip("this machine has no other address")
    with socket.socket() as client:
        client.settimeout(5)
        assert client.connect_ex((outside, bot.port)) != 0
        assert client.connect_ex((outside, bot.action_port)) != 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
@pytest.mark.parametrize("path", [REST, "/metrics", "/health/ready"])
def test_through_a_proxy_only_with_a_token(bot: Live, header: str, path: str) -> None:
    method, body = ("POST", message()) if path == REST else ("GET", None)
    assert bot.request(method, path, body, JSON)[0] == 200
    assert bot.request(method, path, body, {**JSON, header: "1.2.3.4"})[0] == (403 if path == REST else 404)
    assert bot.request("GET", "/health/live", headers={header: "1.2.3.4"})[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({**JSON, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**JSON, "Sec-Fetch-Site": "same-site"}, 403),
        ({**JSON, "Origin": "https://evil.example"}, 403),
        ({**JSON, "Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({**JSON, "Host": "evil.example"}, 403),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_pages_of_other_sites_cannot_post_blindly(bot: Live, headers: dict[str, str], status: int) -> None:
    name = f"blind {uuid.uuid4().hex[:4]}"
    assert bot.request("POST", REST, message(name), headers)[0] == status
    with database(bot) as found:
        stored = found.execute("SELECT count(*) FROM events WHERE sender_id = ?", (access.program_user(name),))
        assert (stored.fetchone()[0] > 0) == (status == 200)


# -- whose conversation it is ----------------------------------------------------------------------------------------
def test_a_program_stays_within_its_own_conversations(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    before = browser.history()
    victim = conversation(bot, browser)
    for name in (victim, f"rest-{victim}", f"../{victim}"):
        bot.say(name, "依据是什么，帮我写投诉信")
    assert browser.history() == before


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("sim-a01", "rest-sim-a01"),
        ("odd empty", "rest-odd empty"),
        ("web-" + "0" * 3, "rest-web-000"),
        ("13812345678", None),
        ("user 138 1234 5678", None),
        ("110101199003074514", None),
        ("王小明", None),
        ("wang@example.cn", None),
        ("a" * 200, None),
        ("１３８１２３４５６７８", None),
    ],
)
def test_what_the_store_calls_a_programs_user(name: str, kept: str | None) -> None:
    found = access.program_user(name)
    assert found == kept or (kept is None and re.fullmatch(r"rest-[0-9a-f]{40}", found))
    assert found == access.program_user(name)


def test_a_phone_number_as_a_name_is_not_stored(bot: Live) -> None:
    number = "139" + str(uuid.uuid4().int)[:8]
    answered = bot.say(number, "你好")
    assert answered[0]["recipient_id"] == number
    bot.say(number, OPENING)
    assert "中国联通" in bot.text(number, "付给卖家了")
    with database(bot) as found:
        assert number not in "".join(map(str, found.execute("SELECT * FROM events").fetchall()))


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "a\nb\x1b", "", "x" * 201, None, [], 1.5])
def test_names_that_are_none_are_refused(bot: Live, name: Any) -> None:
    assert bot.request("POST", REST, message(name), JSON)[0] == 400


def test_the_calendars_address_tells_nothing(bot: Live) -> None:
    browser = Browser(bot).start()
    browser.say(OPENING)
    address = browser.say(PAID)[-1]["calendar"]
    name = conversation(bot, browser)
    ticket = address.rpartition("/")[2].removesuffix(".ics")
    parts = [ticket, *re.split(r"[.~]", ticket)]
    told = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts]
    assert name.encode() not in b"".join(told)
    assert name.removeprefix("web-").encode() not in b"".join(told)


# -- behind a token --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A bot whose REST and metrics are behind tokens."""
    extra = {"TUIKA_REST_TOKEN": "t" * 32, "TUIKA_METRICS_TOKEN": "m" * 32}
    with live_bot(tmp_path_factory.mktemp("closed"), extra) as live:
        yield live


def test_rest_can_be_put_behind_a_token_and_metrics_too(closed: Live) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        status, answer, _ = closed.request("POST", REST, message("a"), headers)
        assert (status, "令牌" in answer.decode()) == (401, True)
        assert closed.request("GET", "/metrics", headers=headers)[0] == 401
    assert closed.request("POST", REST, message("a"), {"Authorization": "Bearer " + "t" * 32})[0] == 200
    assert closed.request("GET", "/metrics", headers={"Authorization": "Bearer " + "m" * 32})[0] == 200
    # Rasa's own interface, which gives conversations away, is not there
    assert closed.request("GET", "/conversations/a/tracker")[0] == 404


def test_behind_a_token_each_user_of_a_program_has_a_limit(closed: Live) -> None:
    headers = {**JSON, "Authorization": "Bearer " + "t" * 32, "X-Forwarded-For": "1.2.3.4"}
    statuses = [closed.request("POST", REST, message("one"), headers)[0] for _ in range(32)]
    assert statuses == [200] * 30 + [429] * 2
    assert closed.request("POST", REST, message("two"), headers)[0] == 200
    ours = {"Authorization": "Bearer " + "m" * 32}
    for path in ("/metrics", "/health/ready"):
        assert closed.request("GET", path, headers={**ours, "X-Forwarded-For": "1.2.3.4"})[0] == 200
    # erasing, the page and calendars have a limit for each address, which leaves talking alone
    for method, path, usual in (
        ("DELETE", "/chat/api/conversation", 401),
        ("GET", "/chat/", 200),
        ("GET", "/chat/calendar/none.ics", 429),
    ):
        found = [closed.request(method, path)[0] for _ in range(250)]
        assert (found[0], found[-1]) == (usual, 429)
    assert Browser(closed).start().send("你好")[0] == 200


def test_without_a_token_this_machine_has_none(bot: Live) -> None:
    assert [bot.request("POST", REST, message("many"), JSON)[0] for _ in range(33)] == [200] * 33


# -- what is refused before it costs ---------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [REST, "/chat/api/message", "/webhooks/wechat/", "/no/such/path"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_is_refused_while_it_comes(bot: Live, path: str, chunked: bool) -> None:
    """Refused or cut off after a few hundred kilobytes, not after a hundred megabytes."""
    connection = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=30)
    piece, sent = b"a" * 50_000, 0
    try:
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", "application/json")
        connection.putheader(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(90_000_000))))
        connection.endheaders()
        status = None
        with contextlib.suppress(OSError):
            while sent < 30_000_000:
                connection.send(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
                sent += len(piece)
        with contextlib.suppress(OSError, http.client.HTTPException):
            status = connection.getresponse().status
    finally:
        connection.close()
    assert status in (None, 404, 413)
    # the kernels' buffers at both ends hold some of it
    assert sent < 15_000_000
    assert bot.request("GET", "/health/live")[0] == 200


def test_a_request_has_seconds_for_its_head() -> None:
    app = Sanic("bounded")
    bound(app)
    assert (app.config.REQUEST_MAX_SIZE, app.config.REQUEST_TIMEOUT) == (300_000, 15)


@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("/chat/api/history", "Authorization", 401),
        (REST, "Authorization", 200),
        ("/metrics", "Authorization", 200),
    ],
)
def test_headers_in_no_known_alphabet_are_no_fault(bot: Live, path: str, name: str, status: int) -> None:
    method, body = ("POST", message()) if path == REST else ("GET", None)
    found = bot.request(method, path, body, {**JSON, name: "Bearer \xff\xfe令牌".encode().decode("latin-1")})[0]
    assert found == status


# -- what an answer says of itself -----------------------------------------------------------------------------------
def test_answers_are_kept_nowhere(bot: Live) -> None:
    browser = Browser(bot).start()
    token = {"Authorization": f"Bearer {browser.token}"}
    asked = json.dumps({"text": "你好", "id": uuid.uuid4().hex}).encode()
    for method, path, body, headers in (
        ("POST", "/chat/api/start", b"", {}),
        ("POST", "/chat/api/message", asked, token),
        ("GET", "/chat/api/history", None, token),
        ("GET", "/chat/api/history", None, {}),
        ("POST", REST, message(), JSON),
        ("POST", REST, b"", JSON),
        ("DELETE", "/chat/api/conversation", None, token),
    ):
        found = bot.request(method, path, body, headers)[2]
        assert (found["cache-control"], found["x-content-type-options"]) == ("no-store", "nosniff"), path


# -- what held -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/model", "/conversations/x/tracker", "/conversations/x/story", "/domain", "/version", "/status"]
)
def test_rasas_own_interface_is_off(bot: Live, path: str) -> None:
    for method in ("GET", "POST", "PUT"):
        assert bot.request(method, path, b"{}" if method != "GET" else None)[0] in (404, 405)


def test_other_sites_get_no_permission(bot: Live) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for method, path in (("OPTIONS", "/chat/api/message"), ("GET", "/chat/"), ("OPTIONS", REST)):
        assert "access-control-allow-origin" not in bot.request(method, path, None, headers)[2]


def test_no_header_makes_another_client_of_one(bot: Live) -> None:
    names = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP")
    sent = []
    for number in range(31):
        headers = dict.fromkeys(names, f"10.1.1.{number}")
        sent.append(bot.request("DELETE", "/chat/api/conversation", None, headers, source="127.9.9.9")[0])
    assert (sent[0], sent[-1]) == (401, 429)


@pytest.mark.parametrize(
    "path", ["/<script>alert(1)</script>", "/%3Cscript%3E", "/chat/%3Cimg%20src=x%3E", "/a%0d%0aX:%20y"]
)
def test_error_pages_are_no_pages_of_somebody_else(bot: Live, path: str) -> None:
    status, body, headers = bot.request("GET", path, headers={"Accept": "text/html"})
    assert status == 404
    assert b"<script>" not in body
    assert b"<img" not in body
    assert "x" not in headers


def test_many_at_once_in_one_conversation_are_a_turn_each(bot: Live) -> None:
    with ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(bot.request, "POST", REST, message("crowd"), JSON) for _ in range(40)]
        # others are answered in between
        assert Browser(bot).start().send("你好")[0] == 200
        assert [one.result()[0] for one in sent] == [200] * 40
    with database(bot) as found:
        query = "SELECT count(*) FROM events WHERE sender_id = 'rest-crowd' AND type_name = 'user'"
        assert found.execute(query).fetchone()[0] == 40
