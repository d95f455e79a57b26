"""The shipped Caddyfile in a real Caddy on a loopback port, and upstreams that only count."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from runtime.launching import model
from runtime.launching.ports import free_port

CADDYFILE = model.ROOT / "deploy" / "Caddyfile"
_STARTING = threading.Lock()
needs_caddy = pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed (apt-get install caddy)")


@dataclass(frozen=True)
class Proxy:
    """A running Caddy."""

    port: int
    admin: int
    process: subprocess.Popen[bytes]

    def raw(self, data: bytes, wait: float = 30) -> tuple[int, bytes]:
        """Send bytes as they are; the answer's status (0: closed without one) and all of it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(data)
            return answer(connection)

    def ask(self, method: str, path: str, body: bytes = b"", *headers: str) -> tuple[int, bytes]:
        """One request on a connection of its own."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close", *headers]
        if not any("chunked" in header for header in headers):
            lines.append(f"Content-Length: {len(body)}")
        return self.raw("\r\n".join([*lines, "", ""]).encode() + body)

    def upstreams(self) -> list[dict[str, Any]]:
        """What Caddy counts for each upstream: ``num_requests`` under way, and ``fails``."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.admin}/reverse_proxy/upstreams", timeout=10) as found:
            return list(json.load(found))


def answer(connection: socket.socket) -> tuple[int, bytes]:
    """What comes back until the other side closes."""
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionError:
        pass
    return (int(found.split(None, 2)[1]) if found.startswith(b"HTTP/") else 0), found


@contextmanager
def proxy(folder: Path, *ports: int, **extra: str) -> Iterator[Proxy]:
    """Caddy with the shipped settings before the upstreams on ``ports``."""
    # one after another: a port that was free a moment ago must not be found by two
    with _STARTING:
        found = _started(folder, ports, extra)
    try:
        yield found
    finally:
        found.process.terminate()
        found.process.wait(20)


def _started(folder: Path, ports: Sequence[int], extra: Mapping[str, str]) -> Proxy:
    """Caddy, listening."""
    port, admin = free_port(), free_port()
    given = {
        "TUIKA_DOMAIN": f"http://127.0.0.1:{port}",
        "TUIKA_BOTS": " ".join(f"127.0.0.1:{number}" for number in ports),
        "TUIKA_CADDY_ADMIN": f"127.0.0.1:{admin}",
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }
    with (folder / "caddy.log").open("ab") as log:
        process = subprocess.Popen(
            ["caddy", "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env={**os.environ, **given, **extra},
            stdout=log,
            stderr=log,
        )
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "caddy.log").read_text("utf-8")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    return Proxy(port, admin, process)


@dataclass
class Upstream:
    """A server that counts: ``ready`` answers the health check, ``status`` the rest (0: it dies instead)."""

    ready: int = 200
    status: int = 200
    checks: int = 0
    seen: list[str] = field(default_factory=list)
    #: the caller's addresses as they arrive
    callers: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def upstream(ready: int = 200) -> Iterator[Upstream]:
    """An upstream that runs until the block ends."""
    found = Upstream(ready)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            length = self.headers.get("content-length")
            if length:
                self.rfile.read(int(length))
            if self.path == "/health/ready":
                found.checks += 1
                self._say(found.ready)
                return
            found.seen.append(f"{self.command} {self.path}")
            found.callers.append(self.headers.get("x-forwarded-for", ""))
            self._say(found.status)

        do_POST = do_GET  # noqa: N815

        def _say(self, status: int) -> None:
            if not status:
                self.close_connection = True
                return
            body = f"port {found.port}".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def eventually(holds: Any, seconds: float = 30) -> None:
    """Wait until ``holds()``."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "never came true"
        time.sleep(0.05)
