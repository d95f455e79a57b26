"""``make review``: turn collected messages into labelled examples, one by one, in the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from actions.collect import collect_file
from nlu.examples import examples
from nlu.text import plain
from tuika.answers.objections import keys
from tuika.knowledge import book

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "nlu"
HELD_OUT = sorted((ROOT / "tests" / "nlu").glob("*.yml"))
_HELP = "数字选意图，或写意图名；s 留到下次，d 丢掉，q 结束。"


def labels() -> list[str]:
    """Every label an example may have."""
    return [*(n for n in book().intents.intents if n != "objection"), *(f"objection/{key}" for key in keys())]


def known_sentences(data: Path, held_out: list[Path]) -> dict[str, str]:
    """Plain sentence → the label (or held-out file) under which it stands already."""
    found: dict[str, str] = {}
    for path in [*sorted(data.glob("*.yml")), *held_out]:
        for label, sentence in examples(path):
            found[plain(sentence)] = path.name if path in held_out else label
    return found


def add_example(data: Path, label: str, text: str) -> Path:
    """Append ``text`` to the block of ``label``.

    Raises:
        LookupError: no file has a block for this label.
    """
    head = f"- intent: {label}"
    for path in sorted(data.glob("*.yml")):
        lines = path.read_text("utf-8").splitlines()
        if head not in lines:
            continue
        at = lines.index(head) + 2
        while at < len(lines) and lines[at].startswith("    - "):
            at += 1
        lines.insert(at, f"    - {' '.join(text.split())}")
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path
    raise LookupError(label)


def _entries(path: Path) -> Iterator[dict[str, object]]:
    """The collected messages, each sentence once; a broken line is passed over."""
    seen: set[str] = set()
    for line in path.read_text("utf-8").splitlines():
        try:
            entry = json.loads(line)
            sentence = plain(entry["text"])
        except (ValueError, KeyError, TypeError):
            continue
        if sentence and sentence not in seen:
            seen.add(sentence)
            yield entry


def review(path: Path, data: Path, held_out: list[Path], ask: TextIO, tell: TextIO) -> int:
    """Go through ``path``; what is not decided stays in it.

    Returns:
        How many examples were added.
    """
    known = known_sentences(data, held_out)
    left: list[dict[str, object]] = []
    added, ended = 0, False
    for entry in _entries(path):
        text = str(entry["text"])
        if not ended and plain(text) in known:
            print(f"「{text}」 已经有了（{known[plain(text)]}），跳过。", file=tell)
            continue
        nearest = entry.get("nearest")
        answer = "q" if ended else _decision(text, nearest if isinstance(nearest, list) else [], ask, tell)
        ended = ended or answer == "q"
        if answer in ("q", "s"):
            left.append(entry)
        elif answer != "d":
            print(f"  已加到 {add_example(data, answer, text).name}", file=tell)
            known[plain(text)] = answer
            added += 1
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in left), "utf-8")
    return added


def _decision(text: str, nearest: list[str], ask: TextIO, tell: TextIO) -> str:
    """A label, or ``s``, ``d``, ``q``; asked again until it is one."""
    offered = [name for name in nearest if name in labels()]
    choices = "  ".join(f"{number}={name}" for number, name in enumerate(offered, 1))
    print(f"\n「{text}」\n  {choices}", file=tell)
    while True:
        print("> ", end="", file=tell, flush=True)
        line = ask.readline()
        answer = line.strip()
        if not line:
            return "q"
        if answer in ("s", "d", "q") or answer in labels():
            return answer
        if answer.isdigit() and 0 < int(answer) <= len(offered):
            return offered[int(answer) - 1]
        print(f"  没有「{answer}」。{_HELP}", file=tell)


def main() -> int:
    """Review what was collected."""
    path = collect_file()
    if not path.exists():
        print(f"没有要看的：{path} 还不存在。用 TUIKA_COLLECT=1 启动机器人，才会收集没听懂的话（默认不收集）。")
        return 0
    print(_HELP)
    added = review(path, DATA, HELD_OUT, sys.stdin, sys.stdout)
    print(f"\n加了 {added} 句。接着运行 make test-fast，再 make train。" if added else "\n没有加新的。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
