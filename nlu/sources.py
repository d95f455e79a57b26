"""What our components are made of (出处). Rasa keeps what a component learned, and knows it again by its class, its
settings and what it is given. A network, a word of the lexicon or a helper beside the class may have changed since
then: so every component of ours names a hash of all of them.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

from rasa.engine.graph import GraphComponent

ROOT = Path(__file__).resolve().parents[1]
#: The code and the words; the features hold the vocabulary of the facts and of the order.
SOURCES = ("nlu/*.py", "nlu/*.yaml", "tuika/knowledge/fields.yaml", "tuika/knowledge/order.yaml")


@lru_cache(maxsize=2)
def digest(root: Path = ROOT) -> str:
    """A hash of the sources; a process reads them once, as it does its code."""
    found = hashlib.sha256()
    for path in (path for pattern in SOURCES for path in sorted(root.glob(pattern))):
        found.update(str(path.relative_to(root)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()


class FromSources(GraphComponent):
    """A component of ours: what it learned is of use as long as its sources are the same."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """What Rasa adds to the key under which it keeps what the component made."""
        return digest(ROOT)
