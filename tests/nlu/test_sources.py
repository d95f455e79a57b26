"""What Rasa kept of an earlier training is used again only where the code and the words are still the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa.engine.graph import GraphComponent
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.utils.common import class_from_module_path
from ruamel.yaml import YAML

from nlu import sources
from runtime.launching import model

PIPELINE = YAML(typ="safe").load((sources.ROOT / "config.yml").read_text("utf-8"))["pipeline"]
OURS = [part["name"] for part in PIPELINE if part["name"].startswith("nlu.")]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for pattern in sources.SOURCES:
        for path in sources.ROOT.glob(pattern):
            copy = tmp_path / path.relative_to(sources.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    return tmp_path


def key(name: str) -> str:
    sources.digest.cache_clear()
    component: type[GraphComponent] = class_from_module_path(name)
    return calculate_fingerprint_key(component, {}, {})


@pytest.mark.parametrize("changed", ["nlu/network.py", "nlu/lexicon.yaml", "tuika/knowledge/fields.yaml"])
@pytest.mark.parametrize("name", sorted(set(OURS)))
def test_what_another_file_taught_is_not_used_again(tree: Path, name: str, changed: str) -> None:
    before = key(name)
    assert key(name) == before
    path = tree / changed
    path.write_bytes(path.read_bytes() + b"\n# another word\n")
    assert key(name) != before


def test_the_model_depends_on_all_of_them() -> None:
    assert set(sources.SOURCES) <= set(model.SOURCES)
