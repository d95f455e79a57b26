"""The sentences in files of Rasa's NLU format, as plain YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML


def examples(path: Path) -> Iterator[tuple[str, str]]:
    """(label, sentence as written) for every example in ``path``; retrieval keys stay in the label."""
    for block in YAML(typ="safe").load(path.read_text("utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            yield block["intent"], line.removeprefix("- ").strip()
