"""Which of several answers can never be given (轮不到的回答): the first one that holds is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

_When = Mapping[str, tuple[str, ...]]
#: The parts of a condition of which all must hold; of the others one of the values is enough.
_ALL_OF = ("done", "not_done", "known", "unknown")


def covered(conditions: Mapping[int, _When]) -> Iterator[tuple[int, int]]:
    """The places of the conditions that ask for all that an earlier one asks for, each with that one's place.

    Answers to a thing that is named go before the others, so neither kind covers the other.
    """
    before: dict[str, list[int]] = defaultdict(list)
    for number, condition in conditions.items():
        # (what covers it names its first thing, too; those that name none stand under "")
        named = condition.get("named", ("",))
        rivals = before[named[0]]
        earlier = next((n for n in rivals if _asks_for_no_more(conditions[n], condition)), None)
        if earlier is not None:
            yield number, earlier
        for thing in named:
            before[thing].append(number)


def _asks_for_no_more(one: _When, than: _When) -> bool:
    """Whether ``one`` holds wherever ``than`` does."""
    return all(
        set(values) <= set(than.get(key, ())) if key in _ALL_OF else key in than and set(than[key]) <= set(values)
        for key, values in one.items()
    )
