"""The rooms of the domain and the arrows between them: each wing may use what stands below it, nothing above."""

from __future__ import annotations

from pathlib import Path

import pytest

import tuika
from tests.imports import imported

ROOT = Path(__file__).resolve().parents[2]
TUIKA = ROOT / "tuika"
#: From the roof down; masking stands on nothing.
WINGS = ("dialogue", "answers", "matters", "planning", "speech", "facts", "knowledge", "redact")
#: Modules at the top: the face and the clock are for others; the programs (`python -m tuika.…`) may use every room.
TOP = {"__init__", "clock", "validate", "schemas", "dossier"}


def modules() -> list[Path]:
    return sorted(TUIKA.rglob("*.py"))


def wing_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "tuika" and parts[1] in WINGS else None


def test_every_module_stands_in_a_room() -> None:
    for path in modules():
        parts = path.relative_to(TUIKA).parts
        assert parts[0] in WINGS or Path(parts[0]).stem in TOP, path


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(TUIKA)))
def test_arrows_point_down(path: Path) -> None:
    parts = path.relative_to(TUIKA).parts
    here = WINGS.index(parts[0]) if parts[0] in WINGS else None
    for module in imported(path):
        top = module.split(".")[0]
        assert top not in ("rasa", "rasa_sdk", "nlu", "actions", "channels", "runtime", "tests", "tools"), module
        there = wing_of(module)
        if here is not None and there is not None:
            assert WINGS.index(there) >= here, f"{parts} leans on {module}"
        if here is not None and module in ("tuika.validate", "tuika.schemas", "tuika.dossier"):
            pytest.fail(f"{parts} leans on the program {module}")


def test_no_file_is_too_long() -> None:
    assert {str(p): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > 400} == {}


def test_the_face_is_what_it_says() -> None:
    for name in tuika.__all__:
        assert getattr(tuika, name) is not None
    with pytest.raises(AttributeError):
        _ = tuika.no_such_name  # type: ignore[attr-defined]


def test_knowledge_is_read_as_types_only() -> None:
    """No module outside the knowledge parses its files."""
    for path in modules():
        if "knowledge" not in path.parts:
            assert 'load("' not in path.read_text("utf-8"), path
