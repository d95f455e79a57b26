"""Things that a message names (提到的东西): papers, offices, ways to pay; their words stand in ``things.yaml``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_PATH = Path(__file__).with_name("things.yaml")


#: What is denied is not named: 「扫的码，不是现钱」; what is asked is (「是不是现金」).
_DENIED = re.compile(r"(?<!是)不是(?:用|付|给|拿)?$")
_REACH = 4


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern over all words, the longest first, and which thing each word names."""
    spec = YAML(typ="safe").load(_PATH.read_text("utf-8"))
    of_word = {str(word): str(name) for name, words in spec.items() for word in words}
    longest_first = sorted(of_word, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), of_word


def things_in(text: str) -> list[str]:
    """The names of the things in a normalised text, in the order in which they stand there, each once."""
    pattern, of_word = _words()
    named = (f for f in pattern.finditer(text) if not _DENIED.search(text, max(0, f.start() - _REACH), f.start()))
    return list(dict.fromkeys(of_word[found.group()] for found in named))
