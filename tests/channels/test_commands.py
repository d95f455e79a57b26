"""The menus of WeChat and Telegram: what is shown is known, and says what a tap says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from channels.commands import commands, menu
from channels.payloads import fit
from channels.texts import texts
from runtime.launching.model import ROOT
from tuika.speech.payload import facts_of, head_of, is_whole


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


def wechat_menu() -> dict[str, Any]:
    """The menu that the guide gives to paste."""
    guide = (ROOT / "docs" / "wechat.md").read_text("utf-8")
    (found,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    return dict(json.loads(found))


def clicks(buttons: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for button in buttons:
        yield from clicks(button["sub_button"]) if "sub_button" in button else [button]


def test_what_the_menu_shows_is_known() -> None:
    assert set(menu()) <= set(commands())
    for name, words in menu().items():
        # Telegram's limits
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(words) <= 256


def test_a_command_is_a_tap_that_the_domain_knows_or_an_answer(domain: Domain) -> None:
    for name, command in commands().items():
        assert bool(command.says) != bool(command.answer), name
        if command.says and command.says != texts()["reminders"]["ask"]:
            assert is_whole(command.says)
            assert head_of(command.says) in domain.intents
            assert set(facts_of(command.says)) <= set(domain.entities)
            assert fit(command.says, domain.intents, domain.entities) == command.says


def test_erasing_is_asked_about_by_the_word_that_does_it() -> None:
    assert commands()["erase"].says is None
    assert texts()["plain"]["erase"] in commands()["erase"].answer


def test_wechats_menu_keeps_to_its_limits_and_every_key_is_known(domain: Domain) -> None:
    top = wechat_menu()["button"]
    assert 1 <= len(top) <= 3
    for button in top:
        assert len(button["name"]) <= 4
        assert 1 <= len(button.get("sub_button", [1])) <= 5
    found = list(clicks(top))
    assert len({button["key"] for button in found}) == len(found)
    for button in found:
        assert (button["type"], len(button["name"]) <= 8, len(button["key"].encode()) <= 128) == ("click", True, True)
        key = button["key"]
        assert key in commands() or (is_whole(key) and head_of(key) in domain.intents), key
    assert {"sheet", "card", "erase"} <= {button["key"] for button in found}
