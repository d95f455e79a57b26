"""The action server goes away and comes back."""

from __future__ import annotations

from workshop.live import Live


def test_the_user_is_told_and_the_talk_goes_on(bot: Live) -> None:
    one, other = "while it is down", "who comes while it is down"
    assert "付过钱吗" in bot.text(one, "前天在抖音点广告办的联通卡，已经提交了，不想要了")
    bot.stop_actions()
    try:
        assert "小故障" in bot.text(one, "付给卖家了")
        assert "小故障" in bot.text(other, "我要退卡")
    finally:
        bot.start_actions()
    assert "中国联通" in bot.text(one, "付给卖家了")
    assert "卡寄到哪" in bot.text(other, "我要退卡")
