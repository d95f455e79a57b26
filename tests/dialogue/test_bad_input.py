"""Bad input gets a useful reply, loses nothing, and leaves no exception in the log."""

from __future__ import annotations

from typing import Any

import pytest

from workshop.live import Live

ODD: dict[str, Any] = {
    "empty": "",
    "blanks": "   ",
    "ten thousand characters": "我要退卡，" * 2000,
    "ten thousand letters": "a" * 10_000,
    "control characters": "\x00\x01\x07退卡\x1b[31m",
    "only emoji": "😡😡😡👎",
    "English": "I want to cancel my SIM card order and get my money back",
    "JSON typed by hand": '{"carrier": "联通", "intent": "cancel_order"}',
    "an unknown intent as a payload": '/no_such_intent{"carrier": "联通"}',
    "an unknown value in a payload": '/inform{"carrier": "火星通信"}',
    "an unknown slot in a payload": '/inform{"shoe_size": "44"}',
    "a nested value in a payload": '/inform{"carrier": {"a": [1, 2]}}',
    "a number for a word": '/inform{"carrier": 7, "paid_amount": "many"}',
    "a broken payload": '/inform{"carrier": ',
    "a slash": "/",
    "a control intent": "/session_start",
    "another control intent": "/back",
    "a half character in a payload": '/inform{"platform":"\\ud800"}',
    "a deep payload": '/inform{"carrier":' + "[" * 1900,
    "an object for a letter": '/ask_letter{"letter":{}}',
    "an intent from outside": "EXTERNAL: inform",
    "an action": "/action_restart",
    "a slash and a name": "/@我叫王小明",
    "right-to-left marks": "\u202e卡退要我\u202c",
    "markup": "<img src=x onerror=alert(1)>",
    "a template": "{{ 7*7 }} {% raw %}",
}


def usable(bubbles: list[dict[str, Any]]) -> str:
    """What the user can read and tap."""
    return "\n".join(word for b in bubbles for word in (b.get("text", ""), *(t["title"] for t in b.get("buttons", ()))))


@pytest.mark.parametrize("name", ODD)
def test_a_useful_reply_and_the_case_is_kept(name: str, bot: Live) -> None:
    sender = f"odd {name}"
    bot.text(sender, "前天在抖音点广告办的联通卡，已经提交了，不想要了")
    before = len(bot.log())
    bubbles = bot.say(sender, ODD[name])
    reply = usable(bubbles)
    assert len(reply.strip()) >= 6
    assert "{{" not in reply
    assert "None" not in reply
    assert not bot.log()[before:]
    # the conversation goes on where it was
    assert "中国联通" in bot.text(sender, "付给卖家了")


@pytest.mark.parametrize("name", ODD)
def test_a_useful_reply_as_the_first_message(name: str, bot: Live) -> None:
    assert len(usable(bot.say(f"first {name}", ODD[name])).strip()) >= 6
