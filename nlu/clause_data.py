"""The labelled clauses and whole messages of ``data/clauses`` (小句标注), read and checked.

A line is ``text<TAB>intent<TAB>act<TAB>labels``; labels are ``m:`` matter, ``a:`` ask, ``e:`` event, ``f:`` fact
(``field=value``), ``r:`` talk about the talk, ``s:`` speaker, ``h:`` holder, and the marks ``neg`` ``past`` ``future``.
In ``*_whole.tsv`` a text holds ``‖`` between its clauses, the labels ``‖`` between the clauses' groups.
In ``*_matters.tsv``, ``*_asks.tsv``, ``*_events.tsv`` and ``*_talk.tsv`` a line is ``text<TAB>names``: messages of which
only the matters, the questions, what is reported, or the talk about the talk was labelled; what else they hold is not
known. ``-`` is none.
In ``*_intents.tsv`` a line is ``text<TAB>intent``, and nothing else is known of the message.
The names are those of ``nlu/labels.yaml``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent
FOLDER = HERE.parent / "data" / "clauses"
MATTERS = HERE.parent / "tuika" / "knowledge" / "matters"
CUT = "‖"
#: Prefix of a label -> the group in labels.yaml that names it.
GROUPS = {"m": "matters", "a": "asks", "e": "events", "f": "facts", "r": "meta", "s": "speakers", "h": "holders"}
MARKS = frozenset({"neg", "past", "future"})
#: End of a file's name -> the one group of labels its lines name.
ONE_GROUP = {"matters": "m:", "asks": "a:", "events": "e:", "talk": "r:"}
#: The kind of file, and what ``Labelled.only`` says, where nothing but the intent was told.
INTENTS = "intents"


class BadLine(ValueError):
    """A line of the data that cannot be read; the message says file, line and why (Chinese, for its writer)."""


@dataclass(frozen=True)
class Labelled:
    """One clause or message with what it means.

    Attributes:
        text: as a person typed it.
        intent: Rasa's intent, with the key for objections.
        act: the speech act.
        labels: prefixed names (``m:refund_late``).
        before: the clause before it in the same message, empty where it is the first or stands alone.
        whole: whether it is a message of several clauses; its labels are those of all clauses.
        hand: who wrote it (the file's name).
        only: the prefix of the labels that were told, or ``INTENTS``; nothing is known of the others. Empty where all
            were.
    """

    text: str
    intent: str
    act: str
    labels: frozenset[str]
    before: str = ""
    whole: bool = False
    hand: str = ""
    only: str = ""


@lru_cache(maxsize=1)
def names() -> dict[str, dict[str, str]]:
    """The groups of ``labels.yaml``: group -> name -> what it means."""
    groups: dict[str, dict[str, str]] = YAML(typ="safe").load((HERE / "labels.yaml").read_text("utf-8"))
    return groups


def _labels(text: str, where: str) -> frozenset[str]:
    found = frozenset(text.split()) - {"-"}
    for label in found:
        prefix, colon, name = label.partition(":")
        if label in MARKS or (colon and name in names().get(GROUPS.get(prefix, ""), {})):
            continue
        raise BadLine(f"{where}：没有「{label}」这个标签")
    return _true(found)


def _true(labels: frozenset[str]) -> frozenset[str]:
    """What a clause that carries these labels tells as true: one that negates tells neither its matter nor its event,
    and what is still to come has not happened; what is true in spite of that (``f:``) stays.
    """
    untrue = ("m:", "e:") if "neg" in labels else ("e:",) if "future" in labels else ()
    return frozenset(label for label in labels if not label.startswith(untrue)) if untrue else labels


def parse(line: str, where: str, hand: str) -> list[Labelled]:
    """The examples in one line: the clause, or each clause of a message and the message itself.

    Raises:
        BadLine: columns are missing, a name is unknown, or clauses and label groups differ in number.
    """
    columns = line.split("\t")
    if len(columns) != 4:
        raise BadLine(f"{where}：应有 4 列（用制表符隔开），现在是 {len(columns)} 列")
    text, intent, act, labels = (column.strip() for column in columns)
    if act not in names()["acts"]:
        raise BadLine(f"{where}：没有「{act}」这种言语行为")
    parts = [part.strip() for part in text.split(CUT)]
    groups = [_labels(group, where) for group in labels.split(CUT)]
    if len(parts) != len(groups):
        raise BadLine(f"{where}：{len(parts)} 个小句，却有 {len(groups)} 组标签")
    if len(parts) == 1:
        return [Labelled(text, intent, act, groups[0], hand=hand)]
    clauses = [
        Labelled(part, "", "", group, before, hand=hand)
        for (before, part), group in zip(itertools.pairwise(["", *parts]), groups, strict=True)
    ]
    joined = _join(parts)
    return [*clauses, Labelled(joined, intent, act, frozenset().union(*groups), whole=True, hand=hand)]


def _two(line: str, where: str) -> tuple[str, str]:
    text, _, named = (part.strip() for part in line.partition("\t"))
    if not text or not named:
        raise BadLine(f"{where}：应有 2 列（用制表符隔开）：一句话和标签，没有就写 -")
    return text, named


def parse_intent(line: str, where: str, hand: str) -> Labelled:
    """The message in one line of a file that names nothing but intents.

    Raises:
        BadLine: a column is missing.
    """
    text, intent = _two(line, where)
    return Labelled(text, intent, "", frozenset(), whole=True, hand=hand, only=INTENTS)


def parse_one_group(line: str, where: str, hand: str, prefix: str) -> Labelled:
    """The message in one line of a file that names the labels of one group.

    Raises:
        BadLine: columns are missing or a name is unknown.
    """
    text, named = _two(line, where)
    labels = _labels(" ".join(prefix + name for name in named.split() if name != "-"), where)
    return Labelled(text, "", "", labels, hand=hand, only=prefix)


def _join(parts: list[str]) -> str:
    """The clauses as one message, with a comma where the writer set no mark of his own."""
    text = parts[0]
    for part in parts[1:]:
        text += part if text[-1:] in "，。！？,.!? ；;…~、" else f"，{part}"
    return text


def matters(folder: Path = MATTERS) -> Iterator[Labelled]:
    """The examples in the matters' own files, and their twins, which hold none that we know of."""
    for path in sorted(folder.glob("*.yaml")):
        spec = YAML(typ="safe", pure=False).load(path.read_text("utf-8")) or {}
        for text in spec.get("examples", ()):
            yield Labelled(str(text), "", "", frozenset({f"m:{path.stem}"}), hand="matters", only="m:")
        for text in spec.get("not", ()):
            # a twin: alike in words, and not this matter
            yield Labelled(str(text), "", "", frozenset(), hand="matters", only="m:")


def files(folder: Path = FOLDER) -> Iterator[tuple[Path, str, str]]:
    """Each file, its hand, and what kind of lines it holds (empty: clauses; ``whole``, ``INTENTS``, ``ONE_GROUP``)."""
    for path in sorted(folder.glob("*.tsv")):
        hand, _, kind = path.stem.partition("_")
        yield path, hand, kind


def read(folder: Path = FOLDER) -> Iterator[Labelled]:
    """Everything in the folder, file by file.

    Raises:
        BadLine: see ``parse``, ``parse_intent`` and ``parse_one_group``.
    """
    for path, hand, kind in files(folder):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            where = f"{path.name}:{number}"
            if kind == INTENTS:
                yield parse_intent(line, where, hand)
            elif kind in ONE_GROUP:
                yield parse_one_group(line, where, hand, ONE_GROUP[kind])
            else:
                yield from parse(line, where, hand)
