"""``python -m bench.channels``: what the channels' own code adds to a turn, beside Rasa's REST channel in one run."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xmltodict

from channels.telegram_api import TelegramApi
from workshop import telegram_user, wechat_user
from workshop.browser import Browser
from workshop.fakes import FakeTelegram, FakeWeChat, serving
from workshop.live import live_bot
from workshop.telegram_user import TOKEN as BOT
from workshop.telegram_user import TelegramUser
from workshop.wechat_user import APP, SECRET, TOKEN, WeChatUser

TALKS = 30
SAID = (
    "前天在抖音点广告办的联通卡，说已经提交了，不想要了",
    "付给卖家了，29块9",
    "客服说号码分配了撤不了",
    "依据是什么",
)


def _once(say: Callable[[str], object]) -> list[float]:
    found = []
    for text in SAID:
        began = time.perf_counter()
        say(text)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _call(address: str) -> float:
    """The median time of one message sent to the fake interface by our own client, ms."""
    keyboard = {"inline_keyboard": [[{"text": str(n), "callback_data": "0" * 32}] for n in range(6)]}

    async def calls() -> list[float]:
        api, found = TelegramApi(BOT, address), []
        for _ in range(50):
            began = time.perf_counter()
            await api.call("sendMessage", chat_id=1, text="x" * 300, reply_markup=keyboard)
            found.append((time.perf_counter() - began) * 1000)
        return found

    return statistics.median(asyncio.run(calls()))


def _client(user: WeChatUser, reply: str) -> float:
    """What WeChat's side of a turn takes in the test client (XML, signature, reading the reply), ms; not ours."""
    found = []
    for _ in range(200):
        began = time.perf_counter()
        user.xml(Content=SAID[0])
        user.address()
        xmltodict.parse(reply)
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def main() -> int:
    """Print the medians and what each channel adds."""
    wechat, telegram = FakeWeChat(APP, SECRET), FakeTelegram(BOT)
    with serving(wechat.app()) as one, serving(telegram.app()) as two, tempfile.TemporaryDirectory() as folder:
        wechat.address, telegram.address = one, two
        extra = {**wechat_user.environment(wechat), **telegram_user.environment(telegram)}
        times: dict[str, list[float]] = {"rest": [], "web": [], "wechat": [], "telegram": []}
        with live_bot(Path(folder), extra) as bot:
            probe = WeChatUser(bot, TOKEN)
            own = _client(probe, probe.xml(Content=probe.say(SAID[0])))
            print(f"\nWeChat's side takes {own:.1f} ms of a turn in the test's own client.")
            for number in range(TALKS):
                talks: dict[str, Callable[[str], object]] = {
                    "rest": lambda text, n=number: bot.say(f"bench-{n}", text),  # type: ignore[misc]
                    "web": Browser(bot).start().say,
                    "wechat": WeChatUser(bot, TOKEN).say,
                    "telegram": TelegramUser(bot, telegram).say,
                }
                for name, say in talks.items():
                    times[name] += _once(say)
        calls = len([1 for method, _ in telegram.calls if method == "sendMessage"]) / len(times["telegram"])
        print(f"\nTelegram's turns hold {calls:.1f} calls of its interface each, of {_call(two):.1f} ms here.")
    base = statistics.median(times["rest"])
    print(f"\nA turn through each channel, medians of {TALKS * len(SAID)} turns in turn (ms):")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:<10}{middle:>8.1f}  {middle - base:>+6.1f} against REST  ratio {middle / base:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
