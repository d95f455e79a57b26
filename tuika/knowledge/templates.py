"""What the templates of the knowledge files take (模板), read from their text without filling them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
import jinja2.meta

#: What the program can put a value through.
FILTERS = ("day", "yuan", "fill", "fill_yuan")
_PARSER = jinja2.Environment()
_PARSER.filters = dict.fromkeys(FILTERS, str)
#: A name or a part of one, set in as it is; four templates in five have nothing else.
_PLAIN = re.compile(r"\{\{ ([a-z_]{1,40})(?:\.([a-z_]{1,40}))? \}\}")
#: Words that mean something else to jinja2.
_NO_NAMES = frozenset({"self", "true", "false", "none", "not", "in", "is", "and", "or", "if", "else"})


@dataclass(frozen=True)
class Template:
    """What a template takes.

    Attributes:
        taken: names that must be given.
        parts: (name, what is read of it), wherever that stands.
        compared: (field of the case, the constants that it is compared with).
    """

    taken: frozenset[str]
    parts: tuple[tuple[str, str], ...]
    compared: tuple[tuple[str, tuple[Any, ...]], ...]


@cache
def read_template(text: str) -> Template:
    """What the template takes.

    Raises:
        jinja2.TemplateSyntaxError: it is none.
    """
    return _plain(text) or _parsed(text)


def _plain(text: str) -> Template | None:
    """The same without jinja2's parser, where nothing stands in ``text`` but what ``_PLAIN`` matches."""
    if "{" in _PLAIN.sub("", text):
        return None
    found = _PLAIN.findall(text)
    if any(name in _NO_NAMES for name, _ in found):
        return None
    return Template(frozenset(name for name, _ in found), tuple(pair for pair in found if pair[1]), ())


def _parsed(text: str) -> Template:
    tree = _PARSER.parse(text)
    parts = tuple(
        (node.node.name, node.attr)
        for node in tree.find_all(jinja2.nodes.Getattr)
        if isinstance(node.node, jinja2.nodes.Name)
    )
    compared = tuple(found for node in tree.find_all(jinja2.nodes.Compare) if (found := _comparison(node)))
    return Template(frozenset(jinja2.meta.find_undeclared_variables(tree)), parts, compared)


def _comparison(node: jinja2.nodes.Compare) -> tuple[str, tuple[Any, ...]] | None:
    """The field of the case that is compared, and with what; ``None`` where something else is."""
    left = node.expr
    if not (isinstance(left, jinja2.nodes.Getattr) and isinstance(left.node, jinja2.nodes.Name)):
        return None
    if left.node.name != "k":
        return None
    return left.attr, tuple(word for op in node.ops for word in _constants(op.expr))


def _constants(node: jinja2.nodes.Expr) -> list[Any]:
    """The constants that an expression compares with: one, or those of a list."""
    if isinstance(node, jinja2.nodes.Const):
        return list(node.value) if isinstance(node.value, list | tuple) else [node.value]
    items = node.items if isinstance(node, jinja2.nodes.List | jinja2.nodes.Tuple) else []
    return [item.value for item in items if isinstance(item, jinja2.nodes.Const)]
