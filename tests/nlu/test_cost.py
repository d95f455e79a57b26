"""What reading a message costs, in steps: it grows with the message's length and no faster, and then not at all.

Steps, not seconds: the lines of Python run in our readers and in the libraries written in Python that they call
(jionlp, jieba, cn2an), and calls of jionlp's parser. What ``re`` does inside a line is bounded by the structure of the
patterns.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from types import FrameType, ModuleType
from typing import Any

import jionlp
import pytest

import channels
import nlu
import tuika
from nlu import dates, lexicon, zh
from nlu.budget import Budget
from nlu.extract import entities
from nlu.text import MAX_CHARS, normalise
from nlu.wishes import clauses
from tuika.knowledge import book
from tuika.knowledge.models.base import Model, Pattern
from workshop.shapes import OF_DATES, SHAPES, of_length

from . import patterns

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 24, 14, 0)
LONGEST = 2000
_COUNTED = ("/nlu/", "/jionlp/", "/jieba/", "/cn2an/")


def read(text: str) -> Budget:
    """All readers over one message; what is left of its budget."""
    budget = Budget()
    normal = normalise(text).text
    entities(zh.read(normal, budget), NOW, budget)
    for clause in clauses(normal):
        entities(zh.read(normalise(clause.text).text, budget), NOW, budget)
    return budget


class Steps:
    """Counts the lines run in the readers."""

    def __init__(self) -> None:
        self.lines = 0

    def _line(self, frame: FrameType, event: str, arg: object) -> Any:
        self.lines += event == "line"
        return self._line

    def _call(self, frame: FrameType, event: str, arg: object) -> Any:
        return self._line if any(part in frame.f_code.co_filename for part in _COUNTED) else None

    def of(self, text: str) -> int:
        """Lines run while ``text`` is read."""
        before, outer = self.lines, sys.gettrace()
        sys.settrace(self._call)
        try:
            read(text)
        finally:
            sys.settrace(outer)
        return self.lines - before


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    for shape in SHAPES:  # dictionaries are read, characters looked up once a process
        read(of_length(shape, 100))


def test_there_are_enough_shapes() -> None:
    assert len(set(SHAPES)) >= 50


@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_reading_grows_no_faster_than_the_message(shape: str) -> None:
    steps = {n: Steps().of(of_length(shape, n)) for n in (10, 40, 160, 640, LONGEST)}
    assert all(count <= _most(n) for n, count in steps.items()), steps
    for shorter, longer in ((160, 640), (640, LONGEST)):
        assert steps[longer] <= 1.1 * steps[shorter] * longer / shorter, steps


@pytest.mark.parametrize("seed", range(8))
def test_a_mixture_of_all_shapes_costs_no_more(seed: int) -> None:
    chance = random.Random(seed)
    mixed = "".join(of_length(chance.choice(SHAPES), chance.randint(1, 12)) for _ in range(LONGEST))
    steps = {n: Steps().of(mixed[:n]) for n in (10, 40, 160, 640, LONGEST)}
    assert all(count <= _most(n) for n, count in steps.items()), steps


@pytest.mark.parametrize("seed", range(8))
def test_what_looks_like_dates_and_is_none_costs_no_more(seed: int) -> None:
    chance = random.Random(seed)
    rubbish = "".join(chance.choice(OF_DATES) for _ in range(LONGEST))
    steps = {n: Steps().of(rubbish[:n]) for n in (10, 40, 160, 640, LONGEST)}
    assert all(count <= _most(n) for n, count in steps.items()), steps


def _most(characters: int) -> int:
    """The most lines that a message of this length may take: a straight line, up to where no more is read. It begins
    at what the date parser's calls take, all of which a few characters can spend (about 1,000 lines each).
    """
    return 1_250 * Budget().parses + 250 * min(characters, MAX_CHARS)


@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_the_date_parser_is_called_no_more_than_the_budget_says(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    parse = jionlp.parse_time

    def counted(phrase: str, **more: Any) -> Any:
        calls.append(phrase)
        return parse(phrase, **more)

    monkeypatch.setattr(jionlp, "parse_time", counted)
    normal = normalise(of_length(shape, LONGEST)).text
    budget = Budget()
    entities(zh.read(normal, budget), NOW, budget)
    assert len(calls) <= Budget().parses
    assert max(map(len, calls), default=0) <= dates.LONGEST


def test_what_was_read_before_the_budget_was_spent_serves() -> None:
    text = "11月3号申请退款," + "".join(f"{n % 28 + 1}号{n}天{n}点" for n in range(150))
    budget = Budget()
    found = entities(zh.read(normalise(text).text, budget), NOW, budget)
    assert budget.spans < 0 or budget.parses < 0, "this text was meant to spend it"
    assert ("request_date", "2026-11-03") in [(e.name, e.value) for e in found]


def test_a_list_of_days_is_read_whole() -> None:
    text = "、".join(f"{n}号" for n in range(1, 25)) + "都打过客服电话"
    budget = Budget()
    assert len(entities(zh.read(normalise(text).text, budget), NOW, budget)) == 24


# -- patterns ---------------------------------------------------------------------------------------------------
#: Not over what users write, or over a few characters of it.
_ELSEWHERE = {"channels.plain._NUMBER": "20 characters", "channels.web._ORIGIN": "the operator's setting"}


def _modules() -> Iterator[ModuleType]:
    for package in (nlu, tuika, channels):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in _modules():
        for name, value in vars(module).items():
            yield from _held(f"{module.__name__}.{name}", value)
    known = lexicon.load()
    yield "lexicon.negation", known.negation
    for situation in known.situations:
        yield f"lexicon.{situation.field}={situation.value}", situation.pattern
    for role in (*known.date_roles, *known.money_roles, *known.months_roles):
        for name in ("near", "before", "after"):
            if (pattern := getattr(role, name)) is not None:
                yield f"lexicon.{role.field}.{name}", pattern
    for name, file in book():
        yield from _written(name, file)


def _held(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The pattern that a module holds under a name, or those of its table."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict) and "__" not in name:
        for key, part in value.items():
            yield from _held(f"{name}[{key}]", part)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _held(f"{name}.{number}", part)


def _written(name: str, part: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of a knowledge file: what its model holds as one."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _written(f"{name}.{key}", value)
    elif isinstance(part, tuple):
        for n, value in enumerate(part):
            yield from _written(f"{name}.{n}", value)
    elif isinstance(part, Model):
        for key, value in part:
            if part.__fields__[key].type_ is Pattern and value is not None:
                yield f"{name}.{key}", re.compile(value)
            else:
                yield from _written(f"{name}.{key}", value)


PATTERNS = [(n, p) for n, p in _patterns() if n not in _ELSEWHERE and not n.startswith("tuika.redact.")]


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_no_pattern_can_take_more_than_linear_time(name: str, pattern: re.Pattern[str]) -> None:
    tree = patterns.parsed(pattern)
    assert not list(patterns.endless(tree)), f"{name} has an unbounded repeat after which it can fail"
    assert patterns.work(tree)[1] <= 25_000


@pytest.mark.parametrize("bad", [r"\w+@", r"(?:a|b)*c", r"\s*x", r"(a+)+$", r"x(?=a+)", r"(?:[ -]?[0-9]){6,}x?"])
def test_a_pattern_that_can_is_noticed(bad: str) -> None:
    assert list(patterns.endless(patterns.parsed(re.compile(bad))))


def test_every_room_and_every_knowledge_file_is_looked_through() -> None:
    names = {name for name, _ in PATTERNS}
    assert {"tuika.dialogue.requests._FIRST", "intents.number", "pitfalls.worries.asked", "evidence.asking"} <= names


def test_a_denial_fits_the_window_in_which_it_is_looked_for() -> None:
    assert patterns.parsed(lexicon.load().negation).getwidth()[1] <= lexicon.NEGATION_WINDOW


# -- memory -----------------------------------------------------------------------------------------------------
def test_words_are_not_kept() -> None:
    chance = random.Random(5)
    strings = zh.pipeline().vocab.strings
    before = len(strings)
    for _ in range(1000):
        read("".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(300)))
    assert len(strings) == before
