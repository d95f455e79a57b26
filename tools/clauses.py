"""``python -m tools.clauses``: who wrote how much of ``data/clauses``, what each label has, and what repeats.

Prints the hands with their shares, the skeletons (a sentence with names, numbers and dates masked) that stand more than
three times, labels with few examples, and, where ``../shared/cases`` stands beside the project, what is too near to a
held-out sentence. The exit code is 1 where a bound is broken.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from nlu import clause_data
from nlu.lexicon import load
from nlu.text import normalise, plain

#: No hand may write more; no skeleton may stand more often; a label needs so many examples to be learned well.
MOST_BY_ONE, MOST_ALIKE, FEW = 500, 3, 12
#: From here two sentences say the same thing in the same words.
TOO_NEAR = 0.86
_SHORT = 8
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
_NUMBER = re.compile(r"[0-9零一二两三四五六七八九十百千半]+(?:\.[0-9]+)?(?:元|块钱?|号|月|天|年|个月|点|张|次)?")


def lines() -> Iterator[tuple[str, str, bool]]:
    """(hand, text, whether it is a whole message) of every line."""
    for path, hand, kind in clause_data.files():
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                text = line.split("\t")[0].replace(clause_data.CUT, "")
                yield hand, text, kind == "whole"


@cache
def _names() -> re.Pattern[str]:
    """Every name that the lexicon knows, the longest first."""
    names = sorted({word for _, _, word in load().names()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def skeleton(text: str) -> str:
    """``text`` with names, numbers and dates masked, without marks."""
    bare = _names().sub("N", normalise(text).text)
    return re.sub(r"[^\wN]", "", _NUMBER.sub("0", bare))


def repeated(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Skeletons of at least five characters that stand too often."""
    counts = Counter(skeleton(text) for text in texts)
    return [(bones, n) for bones, n in counts.most_common() if n > MOST_ALIKE and len(bones) >= _SHORT - 3]


def held_out() -> list[str]:
    """The held-out sentences: strangers', openings and answers of the shared cases; none where they are not here."""
    if not SHARED.exists():
        return []
    found = [
        line.split("\t")[0]
        for line in (SHARED / "utterances.tsv").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    for path in SHARED.glob("real_*.yaml"):
        for case in YAML(typ="safe").load(path.read_text("utf-8")):
            found += [str(line) for line in (*case["opening"], *case.get("then", ()))]
    return found


def near_copies(texts: Iterable[str], kept: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a training sentence and a held-out one that are all but the same (short ones: the same)."""
    by_pair: dict[str, list[str]] = defaultdict(list)
    bare_kept = {plain(text) for text in kept}
    for bare in bare_kept:
        for at in range(len(bare) - 1):
            by_pair[bare[at : at + 2]].append(bare)
    found = []
    for text in texts:
        bare = plain(text)
        if len(bare) < _SHORT:
            continue
        shared = Counter(other for at in range(len(bare) - 1) for other in by_pair[bare[at : at + 2]])
        for other, n in shared.most_common(3):
            if n < 0.6 * len(bare):
                continue
            if difflib.SequenceMatcher(None, bare, other).ratio() >= TOO_NEAR:
                found.append((text, other))
    return found


def main() -> int:
    """Print the report."""
    written = list(lines())
    hands = Counter(hand for hand, _, _ in written)
    wholes = Counter(hand for hand, _, whole in written if whole)
    print(f"{len(written)} 行，其中整段 {sum(wholes.values())} 条，{len(hands)} 个写者")
    for hand, count in sorted(hands.items()):
        print(f"  {hand}: {count}（整段 {wholes[hand]}）")
    counts = Counter(label for found in clause_data.read() for label in found.labels)
    thin = sorted((n, label) for label, n in counts.items() if n < FEW)
    print("例句太少的标签：", "、".join(f"{label} {n}" for n, label in thin) or "没有")
    alike = repeated(text for _, text, _ in written)
    for bones, n in alike:
        print(f"  同一个骨架 {n} 次：{bones}")
    copies = near_copies((text for _, text, _ in written), held_out())
    for text, other in copies:
        print(f"  和保留的句子太像：{text} ~ {other}")
    too_much = [hand for hand, count in hands.items() if count > MOST_BY_ONE]
    return 1 if alike or copies or too_much else 0


if __name__ == "__main__":
    sys.exit(main())
