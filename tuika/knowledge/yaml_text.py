"""The YAML of the knowledge files: ruamel's safe reading, by a shorter way to the same data.

Every process reads them before it starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import Node
from ruamel.yaml.resolver import VersionedResolver

_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


class _Resolver(VersionedResolver):
    """ruamel's, which looks up the rules of the file's version once for each scalar; no file of ours changes it."""

    @cached_property
    def versioned_resolver(self) -> Mapping[str, list[Any]]:
        found: Mapping[str, list[Any]] = super().versioned_resolver
        return found

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing: no rule of ours is for a place."""

    def ascend_resolver(self) -> None:
        """Nothing, as above."""


class _Constructor(SafeConstructor):
    """ruamel's, which keeps a record of every node; mappings of texts and lists, which is nearly all, need none."""

    def construct_document(self, node: Node) -> Any:
        """What ``node`` holds."""
        if node.tag == _TEXT:
            return node.value
        if node.tag == _LIST:
            return [self.construct_document(each) for each in node.value]
        if node.tag != _MAPPING:
            return super().construct_document(node)
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag != _TEXT or key.value in found:
                # keys of other kinds, what another mapping brings along, a key that stands twice
                return super().construct_document(node)
            found[key.value] = self.construct_document(value)
        return found


def read_yaml(text: str) -> Any:
    """What ``text`` holds; ``None`` where it is empty.

    Raises:
        ruamel.yaml.error.MarkedYAMLError: it is no YAML.
    """
    yaml = YAML(typ="safe", pure=False)
    yaml.Resolver, yaml.Constructor = _Resolver, _Constructor
    return yaml.load(text)
