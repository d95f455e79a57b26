"""``python -m tuika.schemas``: write the JSON Schemas of the knowledge files, for editors, from their models."""

from __future__ import annotations

import json

from .knowledge import FILES, HERE
from .knowledge.models import FOLDERS


def main() -> None:
    """Write every schema."""
    every = {**FILES, **FOLDERS}
    for name, model in every.items():
        text = json.dumps(json.loads(model.schema_json()), ensure_ascii=False, indent=1)
        (HERE / "schema" / f"{name}.json").write_text(text + "\n", "utf-8")
    print(f"{len(every)} 个 schema")


if __name__ == "__main__":
    main()
