"""Load over REST: whole conversations, one user or several at once. Loopback only, bounded in count."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

#: What one user says. Different users get different beginnings, so that no sentence is the only one.
TALKS: Sequence[Sequence[str]] = (
    (
        "前天在抖音点广告办的联通卡，现在说已经提交了，不想要了",
        "付给卖家了",
        "不对，是电信的",
        "客服说不能取消",
        "还是不行",
        "谢谢",
    ),
    ("你好", "俺儿子在网上给俺订了张流量卡，俺不会用，想退", "没激活，收到了", "没掏钱", "要准备什么", "再见"),
    ("卡用了两个月了，想销户", "移动的", "有合约", "违约金怎么算", "39", "还剩8个月"),
    ("退款都半个月了还没到账", "拼多多买的", "付了29块9", "移动", "去哪里投诉", "依据是什么"),
    ("我要退卡", "不知道", "在路上", "没激活", "代理办的", "充进话费了"),
)
_numbers = itertools.count()


@dataclass(frozen=True)
class Measured:
    """Latencies of turns, seconds, and the wall time they took together."""

    latencies: list[float]
    seconds: float

    def percentile(self, share: float) -> float:
        """The latency below which ``share`` of the turns lie, ms."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.latencies) / self.seconds


async def _talk(session: aiohttp.ClientSession, port: int, number: int) -> list[float]:
    took = []
    for message in TALKS[number % len(TALKS)]:
        body = {"sender": f"bench-{port}-{number}", "message": message}
        began = time.perf_counter()
        async with session.post(f"http://127.0.0.1:{port}/webhooks/rest/webhook", json=body) as response:
            response.raise_for_status()
            await response.json()
        took.append(time.perf_counter() - began)
    return took


async def _users(port: int, talks: int, at_once: int) -> Measured:
    waiting = iter([next(_numbers) for _ in range(talks)])
    latencies: list[float] = []

    async def user(session: aiohttp.ClientSession) -> None:
        for number in waiting:
            latencies.extend(await _talk(session, port, number))

    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        await asyncio.gather(*(user(session) for _ in range(at_once)))
        return Measured(latencies, time.perf_counter() - began)


def measure(port: int, talks: int, at_once: int) -> Measured:
    """``talks`` whole conversations against the server on ``port``, ``at_once`` of them at a time."""
    return asyncio.run(_users(port, talks, at_once))


def together(parts: Sequence[Measured]) -> Measured:
    """Several rounds as one measurement."""
    return Measured([x for part in parts for x in part.latencies], sum(part.seconds for part in parts))
