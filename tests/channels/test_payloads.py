"""What comes from outside is fit for the store and for Rasa before either sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.payloads import clean, fit, is_clean

INTENTS = ("inform", "restart", "back", "session_start")
ENTITIES = ("carrier", "platform", "paid_amount", "have")


def fitted(text: str) -> str:
    return fit(text, INTENTS, ENTITIES)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ('/inform{"carrier": "联通"}', '/inform{"carrier": "联通"}'),
        ('/inform{"carrier":"\\ud800"}', '/inform{"carrier": "?"}'),
        ('/inform{"carrier":"\\ud83d\\ude00"}', '/inform{"carrier": "😀"}'),
        ('/inform{"carrier":"a\\u0000b"}', '/inform{"carrier": "ab"}'),
        ('/inform{"\\ud800": "联通"}', "/inform"),
        ('/inform{"carrier": {"a": [1, 2]}}', "/inform"),
        ('/inform{"carrier": [["联通"], "移动"]}', '/inform{"carrier": ["移动"]}'),
        ('/inform{"carrier": ' + "[" * 5000, "/inform"),
        ('/inform{"paid_amount": 1e999}', "/inform"),
        ('/inform{"paid_amount": NaN}', "/inform"),
        ('/inform{"paid_amount": ' + "9" * 100 + "}", '/inform{"paid_amount": "' + "9" * 20 + '"}'),
        ('/inform{"paid_amount": ' + "9" * 10_000 + "}", "/inform"),
        ('/inform{"paid_amount": 29.9, "carrier": null}', '/inform{"paid_amount": 29.9}'),
        ('/inform@0.2{"carrier": "联通"} and more', '/inform{"carrier": "联通"}'),
        ('/inform{"shoe_size": "44"}', "/inform"),
        ('/inform{"carrier": ', "/inform"),
        ("/inform[1]", "inform[1]"),
        ("/back", ""),
        ('/session_start{"carrier": "联通"}', ""),
        ('/no_such_intent{"carrier": "\\ud800"}', "/no_such_intent"),
        ("/@我想退卡", "@我想退卡"),
        ("/ /no_such_intent", "no_such_intent"),
        ("/", ""),
        ("a\x00b\ud800", "ab?"),
        ("退卡\n换行", "退卡\n换行"),
    ],
)
def test_what_rasa_gets(text: str, then: str) -> None:
    assert fitted(text) == then


#: Any text at all, halves of surrogate pairs and control characters among it.
ANY = st.text(st.characters())


@given(ANY)
def test_clean_text_can_be_stored_and_stays(text: str) -> None:
    found = clean(text)
    found.encode()
    assert "\x00" not in found
    assert is_clean(found)


TREE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner) | st.dictionaries(ANY | st.sampled_from(ENTITIES), inner),
)


@given(st.dictionaries(ANY | st.sampled_from(ENTITIES), TREE))
def test_every_payload_is_words_and_numbers_of_fields(tree: dict[str, Any]) -> None:
    found = fitted("/inform" + json.dumps(tree))
    found.encode()
    for name, value in json.loads(found[len("/inform") :] or "{}").items():
        assert name in ENTITIES
        for one in value if isinstance(value, list) else [value]:
            assert isinstance(one, (str, int, float))
            assert is_clean(str(one))
