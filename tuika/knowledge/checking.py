"""What is wrong with the knowledge files (检查): shape, references, templates, names nobody uses.

Every problem names file and line, says what is wrong, and what was probably meant.
"""

from __future__ import annotations

import difflib
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.v1 import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from .models import FILES, FOLDERS, Book
from .models.advising import TopicsFile
from .models.base import Model
from .naming import Finding
from .references import findings
from .yaml_text import read_yaml

Path_ = tuple[Any, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a knowledge file. ``line`` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadKnowledge(ValueError):
    """The knowledge files cannot be used; ``problems`` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is read stays: nobody looks through it for garbage while it grows, which would take a third of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_uncollected()
def read_book(folder: Path) -> tuple[Book | None, list[Problem]]:
    """The knowledge in ``folder`` and what is wrong with it; no book where its shape is broken."""
    trees: dict[str, Any] = {}
    wrong: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in FILES:
            wrong.append(Problem(path.name, 1, f"不认识这个文件{meant(path.stem, FILES)}"))
    models: dict[str, Model] = {}
    for name, model in FILES.items():
        path = folder / f"{name}.yaml"
        if not path.exists():
            wrong.append(Problem(path.name, 1, "缺少这个文件"))
            continue
        try:
            models[name] = parsed(model, path.read_text("utf-8"))
        except MarkedYAMLError as error:
            wrong.append(_yaml_problem(path.name, error))
        except ValidationError as error:
            trees[name] = YAML(typ="rt").load(path.read_text("utf-8"))
            wrong += _shape_problems(path.name, model, error, trees[name])
    parts: dict[str, Any] = dict(models)
    for sub in FOLDERS:
        parts[sub], troubles = _read_folder(folder / sub, sub)
        wrong += troubles
    if wrong:
        return None, wrong
    book = Book.construct(**parts)
    for finding in findings(book):
        if finding.file not in trees:
            path = folder / f"{finding.file}.yaml"
            trees[finding.file] = YAML(typ="rt").load(path.read_text("utf-8")) if path.exists() else {}
        wrong.append(_problem(finding, trees[finding.file]))
    return book, wrong


def parsed(model: type[Model], text: str) -> Model:
    """A file's text as its model.

    Raises:
        MarkedYAMLError, ValidationError: it is none.
    """
    return model.parse_obj(read_yaml(text) or {})


def _read_folder(folder: Path, sub: str) -> tuple[dict[str, Any], list[Problem]]:
    """The files of a folder of many alike: a matter each, or topics that are put together."""
    found: dict[str, Any] = {}
    wrong: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        name, text = f"{sub}/{path.name}", path.read_text("utf-8")
        try:
            read = parsed(FOLDERS[sub], text)
        except MarkedYAMLError as error:
            wrong.append(_yaml_problem(name, error))
        except ValidationError as error:
            wrong += _shape_problems(name, FOLDERS[sub], error, YAML(typ="rt").load(text))
        else:
            found |= read.topics() if isinstance(read, TopicsFile) else {path.stem: read}
    return found, wrong


def meant(word: Any, known: Iterable[Any]) -> str:
    """「，是不是想写 x」 where something known is close; else nothing."""
    close = difflib.get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.5)
    return f"，是不是想写「{close[0]}」" if close else ""


def _problem(finding: Finding, tree: Any) -> Problem:
    hint = meant(finding.word, finding.known)
    return Problem(
        f"{finding.file}.yaml", line_of(tree, list(finding.path)), f"{_where(finding.path)}：{finding.message}{hint}"
    )


def _where(path: Path_) -> str:
    return ".".join(str(step) for step in path) or "整个文件"


def _yaml_problem(file: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(file, mark.line + 1 if mark else 1, f"不是合法的 YAML：{error.problem or error.context}")


def _shape_problems(file: str, model: type[Model], error: ValidationError, tree: Any) -> list[Problem]:
    found: dict[Path_, Problem] = {}
    for entry in error.errors():
        path = tuple(step for step in entry["loc"] if step != "__root__")
        kind, context = entry["type"], entry.get("ctx") or {}
        known: Iterable[Any] = ()
        if kind == "value_error.missing":
            message, path = f"缺少「{path[-1]}」", path[:-1]
        elif kind == "value_error.extra":
            known = _keys(model, path[:-1])
            message = f"不认识「{path[-1]}」"
        elif kind == "value_error.const" or kind == "type_error.enum":
            known = [str(v) for v in context.get("permitted") or context.get("enum_values") or ()]
            message = f"「{_value(tree, path)}」不行，只能是 {'、'.join(map(str, known))}"
        elif kind == "type_error.str":
            message = f"这里要写文字，现在是 {_value(tree, path)}（数字要加引号）"
        elif kind.startswith("type_error"):
            message = f"这里的写法不对：{_value(tree, path)}（{entry['msg']}）"
        else:
            message = str(entry["msg"])
        word = path[-1] if kind == "value_error.extra" else _value(tree, path)
        line = line_of(tree, [step for step in path if step != "__key__"])
        found.setdefault((*path, message), Problem(file, line, f"{_where(path)}：{message}{meant(word, known)}"))
    return list(found.values())


def _keys(model: type[Model], path: Path_) -> list[str]:
    """The keys that may stand at ``path``."""
    at: Any = model
    for step in path:
        if not (isinstance(at, type) and issubclass(at, Model)):
            break
        field = next((f for f in at.__fields__.values() if f.alias == step), None)
        at = at if field is None else field.type_
    return [f.alias for f in at.__fields__.values()] if isinstance(at, type) and issubclass(at, Model) else []


def _value(tree: Any, path: Path_) -> Any:
    node = tree
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return node if not isinstance(node, Mapping | list) else "…"
    return node if not isinstance(node, Mapping | list) else "…"


def line_of(tree: Any, path: list[Any]) -> int:
    """The line, from 1, on which the value at ``path`` stands in a ruamel round-trip ``tree``."""
    line = 1
    node = tree
    for step in path:
        marks = getattr(node, "lc", None)
        if marks is None:
            return line
        try:
            line = (marks.key(step) if isinstance(node, dict) else marks.item(step))[0] + 1
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return line
    return line
