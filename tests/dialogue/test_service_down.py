"""The action server goes away and comes back."""

from __future__ import annotations

from pathlib import Path

from workshop.live import live_bot


def test_the_user_is_told_and_the_talk_goes_on(tmp_path: Path) -> None:
    with live_bot(tmp_path) as bot:
        assert "付过钱吗" in bot.text("a", "前天在抖音点广告办的联通卡，已经提交了，不想要了")
        bot.stop_actions()
        assert "小故障" in bot.text("a", "付给卖家了")
        assert "小故障" in bot.text("b", "我要退卡")
        bot.start_actions()
        assert "中国联通" in bot.text("a", "付给卖家了")
        assert "卡寄到哪" in bot.text("b", "我要退卡")
