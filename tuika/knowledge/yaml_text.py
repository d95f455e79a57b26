"""The YAML of the knowledge files (ruamel's safe reading), without asking for its version at every scalar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver


class _Resolver(VersionedResolver):
    """ruamel's, which looks up the rules of the file's version once for each scalar; no file of ours changes it."""

    @cached_property
    def versioned_resolver(self) -> Mapping[str, list[Any]]:
        found: Mapping[str, list[Any]] = super().versioned_resolver
        return found


def read_yaml(text: str) -> Any:
    """What ``text`` holds; ``None`` where it is empty.

    Raises:
        ruamel.yaml.error.MarkedYAMLError: it is no YAML.
    """
    yaml = YAML(typ="safe", pure=False)
    yaml.Resolver = _Resolver
    return yaml.load(text)
