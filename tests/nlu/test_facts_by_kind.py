"""Facts by kind: each kind of fact in sentences of our own, told and in its traps. Ruled facts only, no model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .test_scope import facts

KINDS: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    Path(__file__).with_name("facts_by_kind.yaml").read_text("utf-8")
)


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{kind}:{row['text']}") for kind, rows in KINDS.items() for row in rows]
)
def test_each_kind_is_heard_and_no_trap_believed(row: dict[str, Any]) -> None:
    found = {name: value.removesuffix(".0") for name, value in facts(row["text"]).items()}
    for name, value in row.get("facts", {}).items():
        assert found.get(name) == str(value), found
    for name, _, value in (forbidden.partition("=") for forbidden in row.get("gone", ())):
        assert name not in found or (value and found[name] != value), found
