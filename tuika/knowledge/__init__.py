"""The knowledge files beside this module, read once into types (``models``) and checked (``checking``).

``book()`` is what the program reads. ``problems()`` lists what is wrong, each with file, line and what was probably
meant, for ``make validate`` and for every process before it starts.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from .checking import BadKnowledge, Problem, read_book
from .models import FILES, Book

__all__ = ["FILES", "HERE", "BadKnowledge", "Book", "Problem", "book", "names", "problems", "refuse_bad_knowledge"]

HERE = Path(__file__).parent


@cache
def book() -> Book:
    """The knowledge, read once.

    Raises:
        BadKnowledge: something in the files is wrong.
    """
    found, wrong = read_book(HERE)
    if found is None or wrong:
        raise BadKnowledge(wrong)
    return found


def names() -> list[str]:
    """The names of all knowledge files, without ``.yaml``."""
    return list(FILES)


def problems(folder: Path = HERE) -> list[Problem]:
    """What is wrong with the knowledge files in ``folder``."""
    return read_book(folder)[1]


def refuse_bad_knowledge() -> None:
    """End the process with every problem on stderr, where there is one. For entry points, before anything else."""
    try:
        # it is kept, for whoever reads it next
        book()
    except BadKnowledge as found:
        sys.exit("\n".join(f"tuika/knowledge/{problem}" for problem in found.problems))
