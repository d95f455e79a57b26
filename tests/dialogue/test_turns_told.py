"""One ear, and what a turn was, through the real servers."""

from __future__ import annotations

import re

import pytest

from workshop.live import Live

CASE = "前天在抖音点广告办的联通卡，已经提交了，不想要了"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("拒收会不会进黑名单", "限"),
        ("拒收會不會進黑名單", "限"),
        ("客服电话多少", "10010"),
        ("客服電話多少", "10010"),
    ],
)
def test_traditional_script_is_heard_as_simplified(said: str, word: str, bot: Live) -> None:
    sender = f"script {said}"
    bot.text(sender, CASE)
    assert word in bot.text(sender, said)


@pytest.mark.parametrize("said", ["２", "第二个", "第二個"])
def test_a_choice_is_picked_in_either_width_and_script(said: str, bot: Live) -> None:
    sender = f"width {said}"
    assert "付给谁" in bot.text(sender, CASE)
    # 「1」 no money paid, 「2」 paid to the seller
    picked = bot.text(sender, said) if said == "２" else bot.text(sender, "2")
    assert "找办卡的代理要" in picked


@pytest.mark.parametrize("said", ["订单截图存了", "訂單截圖存了"])
def test_evidence_is_ticked_in_either_script(said: str, bot: Live) -> None:
    sender = f"tick {said}"
    bot.text(sender, CASE)
    assert "□" in bot.text(sender, "要准备什么证据")
    assert "☑" in bot.text(sender, said)


def counted(bot: Live, name: str) -> float:
    _, body, _ = bot.request("GET", "/metrics")
    found = re.search(rf"^{name} ([0-9.]+)$", body.decode(), re.MULTILINE)
    return float(found.group(1)) if found else 0.0


def test_a_miss_is_counted(bot: Live) -> None:
    """Marks alone are missed by every model (what a model makes of words changes with its rows)."""
    before = counted(bot, "tuika_not_understood_total")
    assert "没太明白" in bot.text("missed", "？？？！！")
    assert counted(bot, "tuika_not_understood_total") == before + 1


def test_a_story_told_again_ticks_nothing(bot: Live) -> None:
    sender = "a story again"
    bot.text(sender, CASE)
    assert "□" in bot.text(sender, "要准备什么证据")
    assert "☑" not in bot.text(sender, CASE)


def test_when_the_money_comes_is_the_day_that_the_plan_told(bot: Live) -> None:
    sender = "the day again"
    bot.text(sender, CASE)
    told = bot.text(sender, "付给卖家了，29块9")
    day = re.search(r"\d+月\d+日", told)
    assert day is not None
    assert day[0] in bot.text(sender, "我什么时候能拿到钱")
