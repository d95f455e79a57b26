"""Slips in the knowledge files are found, with file, line, what is wrong and what was probably meant."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from pydantic.v1 import ValidationError
from ruamel.yaml import YAML, YAMLError

from tuika import knowledge
from tuika.facts.case import Case
from tuika.knowledge import FILES, Book, book, checking, naming, references, templates
from tuika.knowledge.models import FOLDERS
from tuika.knowledge.models.base import VIEWS, Model
from tuika.knowledge.references import findings
from tuika.knowledge.yaml_text import read_yaml
from tuika.speech.wording import CarrierView, SellerView

ROOT = Path(__file__).resolve().parents[2]


def test_the_knowledge_is_valid() -> None:
    assert knowledge.problems() == []


def test_what_templates_may_read_is_what_the_views_have() -> None:
    assert set(VIEWS["c"]) == set(CarrierView.__dataclass_fields__)
    assert set(VIEWS["s"]) == set(SellerView.__dataclass_fields__)
    assert set(book().fields.fields) == set(Case.__dataclass_fields__) - {"unsure", "origins"}


@pytest.mark.parametrize(("name", "model"), {**FILES, **FOLDERS}.items())
def test_the_schema_for_editors_is_the_models(name: str, model: type[Model]) -> None:
    path = knowledge.HERE / "schema" / f"{name}.json"
    assert json.loads(path.read_text("utf-8")) == json.loads(model.schema_json()), "run `python -m tuika.schemas`"


@pytest.mark.parametrize("name", FILES)
def test_each_file_names_its_schema(name: str) -> None:
    first = (knowledge.HERE / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=schema/{name}.json"


#: What was read once: a test changes one file of a hundred.
PARSED, READ_TEMPLATE = cache(checking.parsed), cache(references.read_template)


@pytest.fixture(autouse=True)
def _unchanged_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "parsed", PARSED)
    monkeypatch.setattr(references, "read_template", READ_TEMPLATE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(knowledge.HERE, tmp_path / "knowledge")
    return tmp_path / "knowledge"


def broken(folder: Path, name: str, old: str, new: str) -> int:
    """Put ``new`` for the first ``old``; the line on which it stands."""
    path = folder / f"{name}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


#: (file, what stood there, what stands there now, what the message must name, what it must suggest)
SLIPS = [
    # the nineteen that were tried in the review of 2026-11-26
    ("carriers", 'number: "10010"', "number: 10010", "10010", ""),
    ("plans", "confidence: high", "confidence: hihg", "hihg", "high"),
    ("plans", "channel: police", "channel: polize", "polize", "police"),
    ("plans", "ordered_by: [不是我]", "ordered_by: [不是她]", "不是她", "不是我"),
    ("plans", "{{ c.hotline_name }}", "{{ c.hotlin_name }}", "hotlin_name", "hotline_name"),
    ("plans", "{{ s.name }}", "{{ seller.name }}", "seller", ""),
    ("plans", "{{ c.hotline_name }}", "{{ hotline }}", "hotline", "hotlines"),
    ("replies", "  known: 我记下了", "  knwon: 我记下了", "knwon", "known"),
    ("replies", "  goods: 货款", "  godos: 货款", "godos", "goods"),
    ("talk", "saved: 好", "savde: 好", "savde", "saved"),
    ("pitfalls", "about: 拒收|", "about: (拒收|", "正则", ""),
    ("order", "guards: [card_made_out]", "guards: [card_mad_out]", "card_mad_out", "card_made_out"),
    (
        "order",
        "card_stage: [已激活, 停机, 销户中, 已销户]}, yields",
        "card_stage: [已激话]}, yields",
        "已激话",
        "已激活",
    ),
    (
        "questions",
        "among: [待提交, 已提交待开卡, 开卡失败]",
        "among: [待提交, 已提交带开卡]",
        "已提交带开卡",
        "已提交待开卡",
    ),
    ("questions", "groups: {没激活: activated}", "groups: {没激活: activatd}", "activatd", "activated"),
    ("questions", "if_no: {activated: 没激活}", "if_no: {activated: 没激话}", "没激话", "没激活"),
    ("order", "      待提交: {label", "      待题交: {label", "待提交", "待题交"),
    (
        "intents",
        "objection_default: cannot_cancel",
        "objection_default: cannot_cancle",
        "cannot_cancle",
        "cannot_cancel",
    ),
    ("pitfalls", "  items:\n  - {wrong", "  itmes:\n  - {wrong", "itmes", "items"),
    # ten kinds of ours
    ("refunds", "range: [1, 3]", "range: [3, 1]", "从小到大", ""),
    ("refunds", "    unit: workday", "    unit: workdays", "workdays", "workday"),
    ("plans", "{{ c.name }}", "{{ c.name | fil }}", "fil", "fill"),
    ("letters", 'k.activated == "没激活"', 'k.activated == "没激话"', "没激话", "没激活"),
    ("letters", "k.order_date", "k.order_dat", "order_dat", "order_date"),
    ("law", "  ecl-17: {", "  ecl-71: {", "ecl-17", ""),
    ("replies", "  unsure: 不知道", "  unsure: 不知道{{ ask }}", "{{ }}", ""),
    ("objections", "    bar_text: 已经激活了", "    bar_txet: 已经激活了", "bar_txet", "bar_text"),
    ("plans", "  source: [工信微报", "  sources: [工信微报", "sources", "source"),
    ("questions", "detail_weight: 0.3", "detail_weight: [0.3", "YAML", ""),
    ("replies", "{% if here %}", "{% fi here %}", "模板", ""),
    ("carriers", "  联通:\n    name", "  连通:\n    name", "连通", "联通"),
    ("fields", "  payee:\n", "  paye:\n", "payee", "paye"),
]


@pytest.mark.parametrize(("name", "old", "new", "word", "meant"), SLIPS, ids=lambda value: str(value)[:24])
def test_a_slip_is_named_with_line_and_suggestion(
    folder: Path, name: str, old: str, new: str, word: str, meant: str
) -> None:
    line = broken(folder, name, old, new)
    found = knowledge.problems(folder)
    assert found
    said = [p for p in found if word in p.message and meant in p.message]
    assert said, found
    if name not in ("fields", "order", "law"):
        assert any(p.file == f"{name}.yaml" and abs(p.line - line) <= 3 for p in said), (line, said)
    if meant and name not in ("fields", "order"):
        assert any(f"「{meant}」" in p.message for p in said), said


#: Keys that only define a name, which nothing else in the files needs to repeat: (file, the path's beginning).
DEFINED_HERE = (
    ("fields", ("fields",), "values"),
    ("order", ("events",), None),
    # (held against nlu/labels.yaml by tests/core/test_matters.py)
    ("advising", ("events",), None),
)


def keys_of(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every key of a mapping within ``node``."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if isinstance(node, dict):
            yield (*path, key)
        yield from keys_of(value, (*path, key))


def defines(name: str, path: tuple[Any, ...]) -> bool:
    """Whether the key at ``path`` only defines a name."""
    for file, beginning, within in DEFINED_HERE:
        if file == name and path[: len(beginning)] == beginning:
            if within is None and len(path) == len(beginning) + 1:
                return True
            if within is not None and len(path) == len(beginning) + 3 and path[-2] == within:
                return True
    return False


def misspelt(key: str) -> str:
    """``key`` with its last letters swapped or one lost, as fingers do it."""
    if len(key) > 2 and key[-1] != key[-2]:
        return key[:-2] + key[-1] + key[-2]
    return key + key[-1]


def misspelt_at(raw: Any, known: Any, path: tuple[Any, ...], spell: Callable[[str], str]) -> Any:
    """What ``raw`` holds with the key at ``path`` spelt otherwise; what is beside the path is taken from ``known``.

    So a key is looked for as in the whole file, and the rest of the file is not read again for each.
    """
    step, rest = path[0], path[1:]
    if isinstance(raw, list):
        beside: list[Any] = list(known) if isinstance(known, tuple) else raw
        own = known[step] if isinstance(known, tuple) else None
        return [misspelt_at(raw[step], own, rest, spell) if n == step else each for n, each in enumerate(beside)]
    entries = raw
    if isinstance(known, Model):
        named = {field.alias: getattr(known, field.name) for field in known.__fields__.values()}
        entries = {key: named[key] for key in raw} if named.keys() >= raw.keys() else raw
    elif isinstance(known, dict) and known.keys() == raw.keys():
        entries = known
    if not rest:
        return {spell(key) if key == step else key: raw[key] if key == step else entries[key] for key in raw}
    own = entries[step] if entries is not raw else None
    return {key: misspelt_at(raw[key], own, rest, spell) if key == step else entries[key] for key in raw}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_every_misspelt_key_of_every_file_is_found(name: str) -> None:
    parts = {file: getattr(book(), file) for file in Book.__fields__}
    raw, known = YAML(typ="safe").load((knowledge.HERE / f"{name}.yaml").read_text("utf-8")), parts[name]
    missed, tried = [], set()
    for path in keys_of(raw):
        if not isinstance(path[-1], str) or defines(name, path):
            continue
        if (path[0], len(path)) not in tried:
            # what is put together so, in each section at each depth, is the file where nothing is misspelt
            tried.add((path[0], len(path)))
            assert FILES[name].parse_obj(misspelt_at(raw, known, path, str)) == known
        try:
            part = FILES[name].parse_obj(misspelt_at(raw, known, path, misspelt))
        except ValidationError:
            continue
        whole = Book.construct(**{**parts, name: part})
        # (of all findings those of the file itself first)
        own = references._walk(name, part, (), naming.Names(whole))
        if next(chain(own, findings(whole)), None) is None:
            missed.append(".".join(map(str, path)))
    assert missed == []


@pytest.mark.slow
def test_a_process_refuses_to_start_and_says_why(tmp_path: Path) -> None:
    """The action server, the replica and Rasa's own process, each started on knowledge with a slip."""
    shutil.copytree(ROOT / "tuika", tmp_path / "tuika")
    for part in ("runtime", "actions"):
        shutil.copytree(ROOT / part, tmp_path / part)
    broken(tmp_path / "tuika" / "knowledge", "plans", "channel: police", "channel: polize")
    for command in (
        ["runtime.action_server", "1"],
        ["runtime.replica"],
        ["runtime.with_rasa", "train"],
        ["tuika.validate"],
    ):
        ended = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True
        )
        said = ended.stderr.decode()
        assert ended.returncode == 1, said
        assert "plans.yaml:" in said
        assert "「polize」" in said
        assert "「police」" in said
        assert "Traceback" not in said


def test_texts_are_read_as_yaml_1_2_says() -> None:
    """Words that older YAML takes for something else stay words; numbers, dates and nothing are what they are."""
    text = "a: yes\nb: 12\nc: 1.5\nd: [~, true, 'no']\ne: 0o17\nf: off\ng:\nh: 10:30\n"
    assert read_yaml(text) == YAML(typ="safe", pure=True).load(text)
    assert read_yaml("") is None


@pytest.mark.parametrize("path", sorted(knowledge.HERE.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_short_way_through_yaml_gives_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_yaml(text) == YAML(typ="safe", pure=False).load(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {b: 1, c: [2, ~]}\nd: *x\ne: {<<: *x, f: 3}\n",
        "1: {~: a}\n? [b, c]\n: d\n",
        "- 2026-11-28\n- !!set {a, b}\n- [[], {}]\n",
        "a: b\nc: {d: 1, d: 2}\n",
        "a: b\na: c\n",
        "a: [b",
        "a: !no b",
    ],
)
def test_what_is_rare_in_yaml_is_read_and_refused_as_before(text: str) -> None:
    def outcome(read: Callable[[str], Any]) -> Any:
        try:
            return repr(read(text))
        except YAMLError as error:
            return type(error), str(error)

    assert outcome(read_yaml) == outcome(YAML(typ="safe", pure=False).load)


def test_templates_that_need_no_parser_are_read_as_it_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(references, "read_template", lambda text: asked.add(text) or READ_TEMPLATE(text))
    assert knowledge.problems() == []
    plain = {text: found for text in asked if (found := templates._plain(text)) is not None}
    assert len(plain) > len(asked) / 2
    assert [text for text, found in plain.items() if found != templates._parsed(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        *("{{ a }} {{ b.c }}", "{{ self }}", "{{ true }}", "{{ none }}", "{{ a }}{# b #}", "{{ a }}}", "{{ {{ a }} }}"),
        *("{{ not }}", "{{ a", "{{ a | fill }}", "{{ a.b.c }}", "{% if a %}{{ b }}{% endif %}", "a }} b", "{{ a.1 }}"),
    ],
)
def test_a_template_is_plain_only_where_the_parser_agrees(text: str) -> None:
    found = templates._plain(text)
    assert found is None or found == templates._parsed(text)
