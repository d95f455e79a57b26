"""The knowledge files beside this module, read once and checked against their schemas.

``load()`` gives plain dictionaries; nothing here interprets them. ``problems()`` lists what is wrong, each with
file and line, for ``make validate``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

HERE = Path(__file__).parent


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


@cache
def load(name: str) -> dict[str, Any]:
    """The file ``<name>.yaml`` as plain Python values.

    Raises:
        BadKnowledge: the file is missing or is not YAML.
    """
    path = HERE / f"{name}.yaml"
    try:
        return YAML(typ="safe", pure=False).load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadKnowledge([Problem(path.name, 1, "the file is missing")]) from None
    except MarkedYAMLError as error:
        raise BadKnowledge([_yaml_problem(path.name, error)]) from None


def names() -> list[str]:
    """The names of all knowledge files, sorted, without ``.yaml``."""
    return sorted(p.stem for p in HERE.glob("*.yaml"))


def problems(folder: Path = HERE) -> list[Problem]:
    """What is wrong with the knowledge files in ``folder``: YAML errors, and breaches of ``schema/<name>.json``."""
    found: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        found += _file_problems(path, HERE / "schema" / f"{path.stem}.json")
    return found


def _yaml_problem(file: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(file, mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}")


def _file_problems(path: Path, schema_path: Path) -> list[Problem]:
    try:
        tree = YAML(typ="rt").load(path.read_text("utf-8"))
        plain = YAML(typ="safe").load(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        return [_yaml_problem(path.name, error)]
    if not schema_path.exists():
        return [Problem(path.name, 1, f"no schema {schema_path.name} describes this file")]
    schema = json.loads(schema_path.read_text("utf-8"))
    resolver = jsonschema.RefResolver(base_uri=f"{schema_path.parent.as_uri()}/", referrer=schema)
    validator = jsonschema.Draft7Validator(schema, resolver=resolver)
    return [
        Problem(path.name, line_of(tree, list(error.absolute_path)), _explain(error))
        for error in sorted(validator.iter_errors(plain), key=lambda e: list(map(str, e.absolute_path)))
    ]


def _explain(error: jsonschema.ValidationError) -> str:
    where = ".".join(map(str, error.absolute_path)) or "the file"
    return f"{where}: {error.message[:200]}"


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
