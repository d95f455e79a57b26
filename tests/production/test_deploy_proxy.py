"""The shipped Caddyfile in a real Caddy (H5): a client's fault never closes a replica, an unready one gets nothing.

What is looked at is what Caddy counts and where requests arrive, never how long they take.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from runtime.launching.ports import free_port
from tests.production.proxy import CADDYFILE, Proxy, Upstream, answer, eventually, needs_caddy, proxy, upstream
from workshop.browser import Browser
from workshop.live import Live

pytestmark = needs_caddy

LARGE = b"x" * 310_000
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(LARGE), LARGE)
REST = "/webhooks/rest/webhook"
NOBODY = "255.255.255.255/32"


@contextmanager
def pair(folder: Path) -> Iterator[tuple[Proxy, Upstream, Upstream]]:
    with upstream() as one, upstream() as other, proxy(folder, one.port, other.port) as caddy:
        yield caddy, one, other


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Proxy, Upstream, Upstream]]:
    with pair(tmp_path) as found:
        yield found


def adapted(**given: str) -> dict[str, Any]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TUIKA_")}
    command = ["caddy", "adapt", "--validate", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    done = subprocess.run(command, env={**bare, **given}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def parts(found: Any, handler: str) -> list[dict[str, Any]]:
    """Every handler of that name, wherever it is."""
    if isinstance(found, list):
        return [part for each in found for part in parts(each, handler)]
    if not isinstance(found, dict):
        return []
    here = [found] if found.get("handler") == handler else []
    return here + [part for each in found.values() for part in parts(each, handler)]


def test_the_settings_hold_what_they_must() -> None:
    settings = adapted(TUIKA_DOMAIN="chat.example.cn")
    assert settings["admin"] == {"disabled": True}
    (server,) = settings["apps"]["http"]["servers"].values()
    for name in ("read_header_timeout", "read_timeout", "write_timeout", "idle_timeout", "max_header_bytes"):
        assert server[name] > 0
    first, fallback = parts(server, "reverse_proxy")
    for part in (first, fallback):
        assert [each["dial"] for each in part["upstreams"]] == ["bot1:5005", "bot2:5005"]
        assert part["trusted_proxies"] == [NOBODY]
        assert "passive" not in part.get("health_checks", {})
    assert first["health_checks"]["active"]["uri"] == "/health/ready"
    assert "health_checks" not in fallback


def test_a_large_body_is_refused_before_a_replica_is_asked(two: tuple[Proxy, Upstream, Upstream]) -> None:
    caddy, one, other = two
    status, body = caddy.ask("POST", REST, LARGE)
    assert (status, "太大" in body.decode()) == (413, True)
    # only told: nothing of the body is sent
    head = f"POST {REST} HTTP/1.1\r\nHost: 127.0.0.1:{caddy.port}\r\nConnection: close\r\nContent-Length: "
    assert caddy.raw(f"{head}99999999999\r\n\r\n".encode())[0] == 413
    assert caddy.raw(f"{head}300000\r\n\r\n".encode())[0] == 413
    assert one.seen == other.seen == []
    assert caddy.ask("POST", REST, b"x" * 299_999)[0] == 200


def test_a_clients_fault_is_not_counted_against_a_replica(two: tuple[Proxy, Upstream, Upstream]) -> None:
    caddy, one, other = two
    for _ in range(4):
        assert caddy.ask("POST", REST, LARGE)[0] == 413
        assert caddy.ask("POST", REST, CHUNKED, "Transfer-Encoding: chunked")[0] == 411
    assert one.seen == other.seen == []
    # a body under another verb, where none belongs, is cut off at the same size
    caddy.ask("GET", "/chat/", CHUNKED, "Transfer-Encoding: chunked")
    assert [each["fails"] for each in caddy.upstreams()] == [0, 0]
    assert caddy.ask("GET", "/chat/")[0] == 200


# -- what takes the proxy's own time: all of it is begun together, while the other tests run ---------------------------
def one_not_ready(tmp_path: Path) -> None:
    with upstream() as well, upstream(ready=503) as ill, proxy(tmp_path, well.port, ill.port) as caddy:
        eventually(lambda: ill.checks >= 2)
        del ill.seen[:]
        assert [caddy.ask("POST", "/chat/api/message", b"{}")[0] for _ in range(20)] == [200] * 20
        assert (len(well.seen), ill.seen) == (20, [])
        ill.ready = 200
        eventually(lambda: caddy.ask("GET", "/chat/")[0] == 200 and bool(ill.seen))


def one_hanging(tmp_path: Path) -> None:
    with socket.socket() as hung, upstream() as well:
        hung.bind(("127.0.0.1", 0))
        hung.listen(64)
        with proxy(tmp_path, hung.getsockname()[1], well.port) as caddy:
            eventually(lambda: "health_checker" in (tmp_path / "caddy.log").read_text("utf-8"))
            assert [caddy.ask("GET", "/chat/")[0] for _ in range(20)] == [200] * 20


def none_ready(tmp_path: Path) -> None:
    with pair(tmp_path) as (caddy, one, other):
        for each in (one, other):
            each.ready, each.status, each.checks = 503, 503, 0
        eventually(lambda: one.checks >= 2 and other.checks >= 2)
        status, body = caddy.ask("POST", "/chat/api/message", b'{"text":"1"}')
        assert (status, b"port " in body) == (503, True)


def test_one_that_is_gone_costs_no_message(tmp_path: Path) -> None:
    with upstream() as well, proxy(tmp_path, free_port(), well.port) as caddy:
        assert [caddy.ask("POST", "/chat/api/message", b"{}")[0] for _ in range(20)] == [200] * 20
        assert len(well.seen) == 20


def all_gone(tmp_path: Path) -> None:
    with proxy(tmp_path, free_port()) as caddy:
        assert caddy.ask("POST", "/chat/api/message", b"{}")[0] in (502, 503)


def test_one_that_dies_on_a_message_is_told_in_words(tmp_path: Path) -> None:
    with upstream() as dying, proxy(tmp_path, dying.port) as caddy:
        dying.status = 0
        status, body = caddy.ask("POST", "/chat/api/message", b"{}")
        assert (status, "过一会儿再发" in body.decode()) == (502, True)
        # asking a second time is the page's to do, with the message's id
        assert len(dying.seen) == 1


@pytest.mark.parametrize(
    "path", ["/metrics", "/health/ready", "/health/live", "/conversations/a/tracker", "//metrics", "/chat/../metrics"]
)
def test_what_is_not_public_is_not_passed_on(two: tuple[Proxy, Upstream, Upstream], path: str) -> None:
    caddy, one, other = two
    assert caddy.ask("GET", path)[0] == 404
    assert one.seen == other.seen == []


@pytest.mark.parametrize(("believed", "arrives"), [(NOBODY, "127.0.0.1"), ("127.0.0.1/32", "9.9.9.9, 127.0.0.1")])
def test_only_the_cdn_is_believed_about_addresses(tmp_path: Path, believed: str, arrives: str) -> None:
    with upstream() as one, proxy(tmp_path, one.port, TUIKA_CDN_RANGES=believed) as caddy:
        caddy.ask("GET", "/chat/", b"", "X-Forwarded-For: 9.9.9.9")
        assert one.callers == [arrives]


def never_ending(tmp_path: Path) -> None:
    with pair(tmp_path) as (caddy, _, _):
        place = ("127.0.0.1", caddy.port)
        with socket.create_connection(place, 60) as headers, socket.create_connection(place, 60) as body:
            headers.sendall(b"GET /chat/ HTTP/1.1\r\nHost: a\r\nX-A: ")
            head = f"POST {REST} HTTP/1.1\r\nHost: 127.0.0.1:{caddy.port}\r\nContent-Length: 9\r\n\r\n"
            body.sendall(head.encode())
            # both come back by the proxy's own clock, without another byte of ours
            answer(headers)
            answer(body)
        assert [each["fails"] for each in caddy.upstreams()] == [0, 0]
        eventually(lambda: [each["num_requests"] for each in caddy.upstreams()] == [0, 0])


SLOW = (never_ending, all_gone, one_not_ready, none_ready, one_hanging)


@pytest.fixture(scope="module", autouse=True)
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[None]]]:
    with ThreadPoolExecutor(len(SLOW)) as pool:
        yield {work.__name__: pool.submit(work, tmp_path_factory.mktemp(work.__name__)) for work in SLOW}


def test_a_request_that_never_ends_is_ended(begun: dict[str, Future[None]]) -> None:
    begun["never_ending"].result(200)


def test_where_all_are_gone_there_is_an_answer(begun: dict[str, Future[None]]) -> None:
    begun["all_gone"].result(200)


def test_one_that_is_not_ready_gets_nothing(begun: dict[str, Future[None]]) -> None:
    begun["one_not_ready"].result(200)


def test_where_none_is_ready_the_bots_own_words_arrive(begun: dict[str, Future[None]]) -> None:
    begun["none_ready"].result(200)


def test_one_that_hangs_gets_nothing(begun: dict[str, Future[None]]) -> None:
    begun["one_hanging"].result(200)


def test_with_the_real_bot_others_are_served_while_one_attacks(first: Live, second: Live, tmp_path: Path) -> None:
    with proxy(tmp_path, first.port, second.port) as caddy, socket.create_connection(("127.0.0.1", caddy.port)) as slow:
        # a slow request under way keeps the replica's counters alive, large ones would close it
        head = f"POST /chat/api/start HTTP/1.1\r\nHost: 127.0.0.1:{caddy.port}\r\nContent-Length: 9\r\n\r\n{{"
        slow.sendall(head.encode())
        for _ in range(3):
            assert caddy.ask("POST", REST, LARGE)[0] == 413
            assert caddy.ask("POST", REST, CHUNKED, "Transfer-Encoding: chunked")[0] == 411
        assert [each["fails"] for each in caddy.upstreams()] == [0, 0]
        assert caddy.ask("GET", "/chat/")[0] == 200
        through = Live(caddy.port, 0, first.servers, {})
        said = Browser(through).start().say("前天在抖音点广告办的联通卡，不想要了")
        assert "抖音" in "".join(bubble["text"] for bubble in said)
        assert [each["fails"] for each in caddy.upstreams()] == [0, 0]
