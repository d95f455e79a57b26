"""Ports: whether one can be used, with a line for the person who started the bot where not."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence

import psutil

#: How much of a command is shown, in characters.
_SHOWN = 80


class PortTaken(RuntimeError):
    """The port is in use, or is none."""


def from_environment(name: str, default: int) -> int:
    """The port that the environment variable ``name`` gives.

    Raises:
        PortTaken: what it holds is no port number.
    """
    value = os.environ.get(name) or str(default)
    if not value.isdigit() or not 1 <= int(value) <= 65535:
        raise PortTaken(f"{name}={value} 不是端口号（1–65535）")
    return int(value)


def check_free(port: int, name: str, host: str = "0.0.0.0") -> None:
    """Return where ``port`` can be listened on. See :func:`check_all_free`."""
    check_all_free([(port, name, host)])


def check_all_free(wanted: Sequence[tuple[int, str, str]]) -> None:
    """Return where every port of ``wanted`` can be listened on: its number, its environment variable, the interface.

    Raises:
        PortTaken: somebody else listens on one or more of them; all of them are named.
    """
    taken = [(port, name) for port, name, host in wanted if not _is_free(port, host)]
    if taken:
        told = "；".join(f"端口 {port} 已被占用{_by(port)}" for port, _ in taken)
        others = " ".join(f"{name}={port + 1}" for port, name in taken)
        raise PortTaken(f"{told}；换一个再试，在命令前面加上 {others}")


def _is_free(port: int, host: str) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _by(port: int) -> str:
    holder = listening(port)
    return f"（{described(holder)}）" if holder else ""


def listening(port: int) -> int | None:
    """The id of the process that listens on ``port``; ``None`` where we may not know it."""
    try:
        for each in psutil.net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN and each.laddr.port == port and each.pid:
                return int(each.pid)
    except (OSError, psutil.Error):  # another user's, or macOS, where only root may ask
        pass
    return None


def described(pid: int) -> str:
    """A process for a person: its id and, where it can be known, the beginning of its command."""
    try:
        command = " ".join(psutil.Process(pid).cmdline())
    except (OSError, psutil.Error):
        command = ""
    return f"进程 {pid}" + (f"：{command[:_SHOWN]}" if command else "")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
