"""What the bot says again and again is masked once, and nobody's words are kept for it."""

from __future__ import annotations

from actions import translate


def test_a_clean_text_is_known_again_by_its_digest() -> None:
    translate._clean.clear()
    text = "好，记下了：联通。"
    assert translate._masked(text) == text == translate._masked(text)
    assert len(translate._clean) == 1
    assert text.encode() not in translate._clean


def test_what_is_masked_is_masked_every_time() -> None:
    translate._clean.clear()
    first = translate._masked("你的号是 13800138000")
    assert "13800138000" not in first
    assert translate._masked("你的号是 13800138000") == first
    assert not translate._clean
