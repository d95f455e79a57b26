"""What identifies a person is masked, however it is written; what the case needs stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from nlu.text import normalise
from tests.redaction import FOLDER, Form, forms
from tuika import knowledge
from tuika.redact import numbers, redact, redact_all, spans

ROOT = Path(__file__).resolve().parents[2]
INNOCENT = YAML(typ="safe").load(FOLDER / "innocent.yaml")["innocent"]
FORMS = forms()


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.kind}-{f.text}" for f in FORMS])
def test_no_form_stays_readable(form: Form) -> None:
    masked = redact(form.text)
    assert not form.leaks_into(masked), masked
    assert redact(masked) == masked


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.kind}-{f.text}" for f in FORMS])
def test_a_form_inside_a_sentence_stays_unreadable(form: Form) -> None:
    masked = redact(f"你好，联通的卡不想要了。{form.text}。昨天付了29.9元")
    assert not form.leaks_into(masked), masked
    assert masked.startswith("你好，联通的卡不想要了。")
    assert masked.endswith("昨天付了29.9元")


def test_the_table_has_all_its_forms() -> None:
    assert len(FORMS) == 270
    assert len({f.text for f in FORMS}) >= 268
    assert all(form.leaks_into(form.text) for form in FORMS)


@pytest.mark.parametrize("text", INNOCENT)
def test_the_case_stays(text: str) -> None:
    assert redact(text) == text


def test_there_are_enough_innocent_sentences() -> None:
    assert len(set(INNOCENT)) >= 80


def test_no_training_sentence_is_masked() -> None:
    """What people of this trade say without personal data, 10,000 times."""
    said = [line[6:].strip('"') for path in (ROOT / "data/nlu").glob("*.yml") for line in _examples(path)]
    assert len(said) > 10_000
    assert [text for text in said if redact(text) != text] == []


def _examples(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.startswith("    - ")]


@pytest.mark.slow
def test_nothing_that_the_bot_can_say_is_masked() -> None:
    files = knowledge.HERE.rglob("*.yaml")
    said = [t for path in files for t in _words(YAML(typ="safe").load(path.read_text("utf-8")))]
    assert len(said) > 1_000
    assert [text for text in said if redact(text) != text] == []


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        # where a statement comes from is never said
        yield from (t for k, v in node.items() if not str(k).startswith("source") for t in _words(v))
    elif isinstance(node, list):
        yield from (t for item in node for t in _words(item))


def test_every_letter_stays() -> None:
    for path in (ROOT / "tests/core/letters").glob("*.txt"):
        text = path.read_text("utf-8")
        assert redact(text) == text, path.name


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678打给我", "电话***5678打给我"),
        ("138 1234 5678", "***5678"),
        ("１３８１２３４５６７８", "***5678"),
        ("两张卡，13812345678和13987654321", "两张卡，***5678和***4321"),
        ("我的身份证是11010519491231002X", "我的身份证是***2X"),
        ("身份证后四位002X", "身份证后四位***"),
        ("卡号6222-0212-3456-7890-123", "卡号***0123"),
        ("快递SF1234567890123到了", "快递***0123到了"),
        ("订单号202657", "订单号***57"),
        ("验证码是483920", "验证码是***"),
        ("密码是wang1990!", "密码是***"),
        ("我叫王小明，想退卡", "我叫***，想退卡"),
        ("地址：北京市朝阳区某某路1号，没发货", "地址：***，没发货"),
        ("发到 a.b@example.com", "发到 ***@***"),
        ("付了13812345678元", "付了***5678元"),
        ("2026-11-24申请的，13812345678", "2026-11-24申请的，***5678"),
    ],
)
def test_what_stays_says_which_one_it_was(text: str, masked: str) -> None:
    """Four of a long number (the 尾号), two of a short one and of an identity card, none of codes and names."""
    assert redact(text) == masked


#: What the answer to 「会保存吗」 says is masked -> the kind in the table.
PROMISED = {
    "手机号": "phone",
    "身份证号": "id",
    "银行卡号": "card",
    "单号": "parcel",
    "账号": "account",
    "邮箱": "mail",
    "姓名": "name",
    "地址": "address",
    "验证码": "code",
    "密码": "password",
}


def test_what_the_bot_says_of_it_is_true() -> None:
    """The promise names the kinds, how much of each stays, and that it is no guarantee."""
    said = knowledge.book().talk.ask_privacy
    assert [word for word in PROMISED if word not in said] == []
    assert "认得出的在存之前就打码：号码最多留后四位，身份证只留后两位，验证码、密码、姓名、地址不留" in said
    assert "可能认不出" in said
    for form in FORMS:
        masked = redact(form.text)
        if form.kind in PROMISED.values():
            assert not form.leaks_into(masked)
        if form.kind in ("code", "password", "name", "address"):
            assert form.secret not in masked
            assert "***" in masked


def test_two_numbers_stay_apart() -> None:
    """Who reads back their masked words can say which of their numbers is meant."""
    phones = [f"138{n:08d}" for n in range(10_000_000, 10_000_050)]
    assert len({redact(f"号码{p}") for p in phones}) == len(phones)


@given(st.text(max_size=200))
def test_spans_are_ranges_of_the_text_as_typed(text: str) -> None:
    at = 0
    for span in spans(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@pytest.mark.parametrize("form", FORMS[:100], ids=[f.text for f in FORMS[:100]])
def test_offsets_are_of_the_text_as_typed(form: Form) -> None:
    """Nothing before and behind is touched, whichever width the characters in between have."""
    for before, behind in (("🙂", "。"), ("\u200b好，", "，谢谢")):
        masked = redact(before + form.text + behind)
        assert masked.startswith(before)
        assert masked.endswith(behind)


def test_the_pipelines_own_form_is_masked_too() -> None:
    """``nlu`` passes on a normalised text; it holds no more than the typed one."""
    leaking = [f.text for f in FORMS if f.leaks_into(redact(normalise(f.text).text))]
    assert leaking == []


def test_every_text_of_a_value_is_masked() -> None:
    value = {
        "13812345678": ["我叫王小明", {"x": "１３８１２３４５６７８"}],
        "n": 13812345678,
        "f": 13812345678.0,
        "small": 29.9,
        "flag": True,
        "none": None,
    }
    assert redact_all(value) == {
        "***5678": ["我叫***", {"x": "***5678"}],
        "n": "***5678",
        "f": "***5678",
        "small": 29.9,
        "flag": True,
        "none": None,
    }


def test_hotlines_of_the_knowledge_are_known() -> None:
    """A number that the bot itself names is nobody's."""
    carriers = knowledge.book().carriers.carriers.values()
    hotlines = [number for carrier in carriers if (number := carrier.hotline.number)]
    assert len(hotlines) >= 4
    assert set(hotlines) <= numbers.HOTLINES
