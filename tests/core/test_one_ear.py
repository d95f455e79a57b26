"""User text meets patterns in ``nlu`` only. What is left in the domain is named here, and the list only shrinks."""

from __future__ import annotations

import ast
from pathlib import Path

TUIKA = Path(__file__).resolve().parents[2] / "tuika"
#: Module -> functions that still hold a pattern against what a user wrote.
STILL_HERE = {
    "answering.py": {"asks_number"},
    "evidence.py": {"named"},
    "hearing.py": {"_bare"},
    "requests.py": {"chosen", "<module>"},
    "worries.py": {"worry", "sounds_worried"},
}
#: Patterns over our own texts, or masking; none of them decides what a user means.
OURS = {"one_side.py", "step_done.py", "wording.py", "storing.py"}
#: Packages that read their own files only, or mask.
ASIDE = {"knowledge", "redact"}


def users_of_re(path: Path) -> set[str]:
    """The top-level functions (or ``<module>``) in which ``re`` is used."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        uses = any(
            isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "re"
            for n in ast.walk(node)
        )
        if uses:
            found.add(node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else "<module>")
    return found


def modules() -> list[Path]:
    """The domain's modules, those of ``ASIDE`` left out."""
    found = (path for path in TUIKA.rglob("*.py") if path.relative_to(TUIKA).parts[0] not in ASIDE)
    return [path for path in found if path.name not in OURS]


def test_no_pattern_over_user_text_beyond_the_list() -> None:
    found = {path.name: users_of_re(path) for path in modules()}
    assert {name: users for name, users in found.items() if users} == STILL_HERE
