"""What a regular expression can cost at most, read off its structure instead of measured.

Python's ``re`` backtracks. A pattern is linear in the text when the work at each starting place has a bound that does
not depend on the text: when no repeat in it is unbounded, except a last one, which cannot fail any more and whose
characters are consumed. ``work`` gives that bound, in comparisons, from above.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

# the parser of patterns moved in Python 3.11
_parser: Any = getattr(re, "_parser", None) or importlib.import_module("sre_parse")
_code: Any = getattr(re, "_constants", None) or importlib.import_module("sre_constants")
_REPEATS = (_code.MAX_REPEAT, _code.MIN_REPEAT)
_LOOKS = (_code.ASSERT, _code.ASSERT_NOT)


def parsed(pattern: re.Pattern[str]) -> Any:
    """The pattern's tree."""
    return _parser.parse(pattern.pattern, pattern.flags)


def endless(items: Any, last: bool = True) -> Iterator[Any]:
    """The unbounded repeats after which something can still fail, so that each is tried in every length."""
    listed = list(items)
    for number, (op, given) in enumerate(listed):
        at_end = last and number == len(listed) - 1
        if op in _REPEATS:
            if given[1] is _code.MAXREPEAT and not at_end:
                yield given[2]
            yield from endless(given[2], False)
        elif op is _code.SUBPATTERN:
            yield from endless(given[-1], at_end)
        elif op is _code.BRANCH:
            for branch in given[1]:
                yield from endless(branch, at_end)
        elif op in _LOOKS:
            yield from endless(given[1], False)


def work(items: Any) -> tuple[int, int]:
    """(in how many ways the sequence can match at one place, how many comparisons finding them all takes)."""
    ways, steps = 1, 1
    for op, given in items:
        more, cost = _one(op, given)
        steps += cost * ways
        ways *= more
    return ways, steps


def _one(op: Any, given: Any) -> tuple[int, int]:
    if op is _code.SUBPATTERN:
        return work(given[-1])
    if op is _code.BRANCH:
        return _branches(given[1])
    if op in _LOOKS:
        return 1, work(given[1])[1]
    if op not in _REPEATS:
        return 1, 1
    low, high, body = given
    ways, steps = work(body)
    # an unbounded last repeat stops where it stops: its characters are consumed and not seen again
    high = low + 1 if high is _code.MAXREPEAT else high
    return sum(ways**n for n in range(low, high + 1)), 1 + sum(steps * ways**n for n in range(high))


def _branches(branches: Any) -> tuple[int, int]:
    """Of alternatives that begin with different characters only those count that one character leads into."""
    each = [work(branch) for branch in branches]
    firsts = [_first(branch) for branch in branches]
    if any(first is None for first in firsts):
        return sum(ways for ways, _ in each), len(each) + sum(steps for _, steps in each)
    together = [
        [each[n] for n, first in enumerate(firsts) if char in (first or ())]
        for char in frozenset().union(*(first or () for first in firsts))
    ]
    ways = max((sum(w for w, _ in some) for some in together), default=1)
    return max(ways, 1), len(each) + max((sum(s for _, s in some) for some in together), default=0)


def _first(items: Any) -> frozenset[int] | None:
    """The characters with which it can begin; ``None`` where they cannot be listed."""
    found: set[int] = set()
    for op, given in items:
        if op in (*_LOOKS, _code.AT):
            continue
        some, skippable = _first_of(op, given)
        if some is None:
            return None
        found |= some
        if not skippable:
            return frozenset(found)
    return frozenset(found)


def _first_of(op: Any, given: Any) -> tuple[frozenset[int] | None, bool]:
    if op is _code.LITERAL:
        return frozenset([given]), False
    if op is _code.IN:
        return _listed(given), False
    if op is _code.SUBPATTERN:
        return _first(given[-1]), given[-1].getwidth()[0] == 0
    if op is _code.BRANCH:
        firsts = [_first(branch) for branch in given[1]]
        known = [first for first in firsts if first is not None]
        together = frozenset().union(*known) if len(known) == len(firsts) else None
        return together, any(branch.getwidth()[0] == 0 for branch in given[1])
    if op in _REPEATS:
        return _first(given[2]), given[0] == 0 or given[2].getwidth()[0] == 0
    return None, False


def _listed(members: Any) -> frozenset[int] | None:
    found: set[int] = set()
    for op, given in members:
        if op is _code.LITERAL:
            found.add(given)
        elif op is _code.RANGE and given[1] - given[0] < 200:
            found |= set(range(given[0], given[1] + 1))
        else:
            return None
    return frozenset(found)
