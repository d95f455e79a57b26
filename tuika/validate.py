"""``python -m tuika.validate``: what is wrong in the knowledge files, each with file and line.

Beside the schemas it holds the files against each other: channels, windows, provisions, fields and values that are
named must exist, and every template must compile with what templates may use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from ruamel.yaml import YAML

from . import knowledge
from .case import FIELDS, VOCABULARY
from .knowledge import Problem, line_of
from .space import OVERLAYS
from .wording import environment


def references(folder: Path = knowledge.HERE) -> list[Problem]:
    """What the files in ``folder`` name that does not exist."""
    trees = {path.stem: YAML(typ="rt").load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))}
    found = []
    for name, tree in trees.items():
        for path, message in (*_missing(name, tree, trees), *_bad_templates(tree, [])):
            found.append(Problem(f"{name}.yaml", line_of(tree, path), message))
    return found


def _missing(name: str, tree: Any, trees: dict[str, Any]) -> Iterator[tuple[list[Any], str]]:
    yield from _missing_laws(tree, set(trees["law"]["provisions"]), [])
    if name == "plans":
        for number, row in enumerate(tree["rows"]):
            yield from _row(["rows", number], row, trees)
    if name == "evidence":
        for number, rule in enumerate(tree["when"]):
            yield from _values(["when", number, "values"], rule["field"], rule["values"])
    if name == "objections":
        for key, entry in tree["objections"].items():
            for field, values in entry["bars"].items():
                yield from _values(["objections", key, "bars", field], field, values)
    if name == "questions":
        for field, question in tree["questions"].items():
            options = [v for v in question["options"] if v not in question.get("groups", {})]
            yield from _values(["questions", field, "options"], field, options)
            yield from _values(["questions", field, "prior"], field, list(question["prior"]))
    if name == "escalation":
        for ladder, entry in tree["ladders"].items():
            for number, step in enumerate(entry["steps"]):
                if step.get("letter", "seller") not in trees["letters"]["letters"]:
                    yield ["ladders", ladder, "steps", number, "letter"], f"no letter is called {step['letter']}"
    if name == "letters":
        for key, entry in tree["letters"].items():
            for group in ("for", "for_any"):
                for field, values in entry.get(group, {}).items():
                    yield from _values(["letters", key, group, field], field, values)
        for number, rule in enumerate(tree["matters"]):
            for field, values in rule["when"].items():
                yield from _values(["matters", number, "when", field], field, values)
    if name == "intents":
        for key, entry in tree["intents"].items():
            for field, value in entry.get("facts", {}).items():
                yield from _values(["intents", key, "facts", field], field, [value])
        for number, key in enumerate(tree["menu"]):
            if key not in tree["intents"]:
                yield ["menu", number], f"no intent is called {key}"


def _row(path: list[Any], row: Any, trees: dict[str, Any]) -> Iterator[tuple[list[Any], str]]:
    for key in ("channel", *(("also", n) for n in range(len(row.get("also", ()))))):
        steps = [key] if isinstance(key, str) else list(key)
        channel = row[key] if isinstance(key, str) else row["also"][steps[1]]
        if channel not in trees["channels"]["channels"]:
            yield [*path, *steps], f"no channel is called {channel}"
    for key in ("window", "topup_window", "close_window"):
        window = row.get(key, "balance")
        if window != "balance" and window not in trees["refunds"]["windows"]:
            yield [*path, key], f"no window is called {window}"
    for field, values in row["when"].items():
        yield from _values([*path, "when", field], field, values)


def _values(path: list[Any], field: str, values: list[str]) -> Iterator[tuple[list[Any], str]]:
    derived = {"activation_vs_request": ("晚于申请", "早于申请"), "money_late": ("逾期",)}
    if field not in FIELDS and field not in OVERLAYS:
        yield path, f"no field is called {field}"
        return
    allowed = derived.get(field) or VOCABULARY.get(field)
    for value in values:
        if allowed is not None and value not in allowed:
            yield path, f"{field} cannot be {value}"


def _missing_laws(node: Any, known: set[str], path: list[Any]) -> Iterator[tuple[list[Any], str]]:
    """Entries of any ``law`` list (or the law file's ``general``) that the index of provisions lacks."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("law", "general") and isinstance(value, list):
                for number, law in enumerate(value):
                    if law not in known:
                        yield [*path, key, number], f"law.yaml has no provision {law}"
            else:
                yield from _missing_laws(value, known, [*path, key])
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _missing_laws(value, known, [*path, number])


def _bad_templates(node: Any, path: list[Any]) -> Iterator[tuple[list[Any], str]]:
    if isinstance(node, str):
        try:
            environment().from_string(node)
        except jinja2.TemplateSyntaxError as error:
            yield path, f"not a valid template: {error.message}"
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from _bad_templates(value, [*path, key])


def main() -> int:
    """Print every problem; the exit code is 1 where there is one."""
    found = knowledge.problems() or references()
    for problem in found:
        print(f"tuika/knowledge/{problem}", file=sys.stderr)
    if not found:
        print(f"knowledge: {len(knowledge.names())} files, nothing wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
