"""``make mutants``: change the code in small ways, one at a time, and see whether a test notices (docs/mutation.md).

The changes are those of mutmut; what is drawn, and which tests are run, is decided here. mutmut's own runner copies the
project, calls every function through a switch and leaves out what is decorated or stands outside a function; here each
change is loaded in a process of its own, forked from one that has the libraries loaded but nothing of ours.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from tools.mutant_reach import ROOT, Reach, record
from tools.mutant_runs import Change, apart, tried_cold, tried_warm

PACKAGES = ("planning", "facts", "dialogue")
RESULTS = ROOT / "results" / "mutants.jsonl"
REACH = RESULTS.with_name("reach.json")


@dataclass(frozen=True)
class Mutant:
    """One change: where, what stood there and stands there now, and the lines of the statement it is in."""

    path: str
    line: int
    before: str
    after: str
    #: Runs when the module is loaded.
    outside: bool
    lines: tuple[int, int]
    source: str


class _Finder(MutationVisitor):
    """mutmut's, and what is decorated too; a decorator itself stays."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Decorator):
            return True
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return False
        return super()._skip_node_and_children(node)


class _File:
    """One file and every change that mutmut knows for it."""

    def __init__(self, path: Path) -> None:
        wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
        finder = _Finder(mutation_operators, IgnoredCode(set(), set(), set()))
        wrapper.visit(finder)
        self.path = str(path.relative_to(ROOT))
        self.tree, self.places, self.changes = wrapper.module, wrapper.resolve(PositionProvider), finder.mutations
        self.statements = sorted(_statements(self.tree, self.places), key=lambda found: found[1] - found[0])

    def mutant(self, at: int) -> Mutant:
        """The change at this place of ``changes``."""
        change = self.changes[at]
        old, new = change.original_node, change.mutated_node
        line = (self.places.get(old) or self.places[next(iter(old.children))]).start.line
        first, last, statement = next(found for found in self.statements if found[0] <= line <= found[1])
        inside = isinstance(change.contained_by_top_level_function, cst.FunctionDef)
        return Mutant(
            self.path,
            line,
            self.tree.code_for_node(old).strip(),
            self.tree.code_for_node(new).strip(),
            not inside or isinstance(statement, cst.FunctionDef),
            (first, last),
            cst.ensure_type(deep_replace(self.tree, old, new), cst.Module).code,
        )


def _statements(tree: cst.Module, places: Mapping[cst.CSTNode, CodeRange]) -> Iterator[tuple[int, int, cst.CSTNode]]:
    """First and last line of every statement, and itself; what has a body comes twice, its head alone and all of it."""
    waiting: list[cst.CSTNode] = [tree]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if isinstance(node, cst.BaseCompoundStatement) and not isinstance(node, cst.Match):
            yield places[node].start.line, max(places[node].start.line, places[node.body].start.line - 1), node
        if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            yield places[node].start.line, places[node].end.line, node


def _told(mutant: Mutant, tests: int, by: str) -> dict[str, object]:
    kept = {name: value for name, value in asdict(mutant).items() if name not in ("source", "lines")}
    return {**kept, "tests": tests, "by": by}


def _table(results: list[dict[str, object]]) -> Iterator[str]:
    yield "| 包 | 变异 | 杀死 | 占比 |"
    yield "|---|---|---|---|"
    for package in (*PACKAGES, ""):
        of = [r for r in results if str(r["path"]).startswith(f"tuika/{package}")]
        killed = sum(1 for r in of if r["by"])
        yield f"| {package or '合计'} | {len(of)} | {killed} | {killed / max(len(of), 1):.1%} |"
    for r in results:
        if not r["by"]:
            yield f"{r['path']}:{r['line']}（{r['tests']} 个测试）\n    - {r['before']}\n    + {r['after']}"


def main() -> None:
    """Draw, try, and print the table and what nobody noticed."""
    parser = argparse.ArgumentParser(prog="make mutants", description="改一处代码，看有没有测试发现")
    parser.add_argument("--sample", type=int, default=300, help="抽多少处")
    parser.add_argument("--seed", type=int, default=20261127, help="抽样的种子")
    parser.add_argument("--again", action="store_true", help="上次没被发现的，用后来新加的测试再试")
    asked = parser.parse_args()
    os.chdir(ROOT)
    files = [_File(path) for name in PACKAGES for path in sorted((ROOT / "tuika" / name).glob("*.py"))]
    every = [(file, at) for file in files for at in range(len(file.changes))]
    drawn = [f.mutant(at) for f, at in random.Random(asked.seed).sample(every, min(asked.sample, len(every)))]
    known = {}
    if asked.again:
        rows = [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]
        known = {(r["path"], r["line"], r["before"], r["after"]): r for r in rows if r["by"]}
    print(f"{len(every)} 处可改，抽 {len(drawn)} 处（种子 {asked.seed}）", flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    reach = _reach(asked.again)
    _load(reach.libraries)
    warm, cold = [], []
    with RESULTS.open("w", encoding="utf-8") as out:

        def tell(mutant: Mutant, tests: int, by: str) -> None:
            print(json.dumps(_told(mutant, tests, by), ensure_ascii=False), file=out, flush=True)

        for mutant in sorted(drawn, key=lambda m: (m.path, m.line)):
            lines = range(mutant.lines[0], mutant.lines[1] + 1)
            everywhere = mutant.outside or reach.on_import(mutant.path, lines)
            tests = (
                sorted(reach.seconds, key=reach.seconds.__getitem__) if everywhere else reach.tests(mutant.path, lines)
            )
            if row := known.get((mutant.path, mutant.line, mutant.before, mutant.after)):
                print(json.dumps(row, ensure_ascii=False), file=out, flush=True)
            elif everywhere:
                cold.append((mutant, Change(mutant.path, mutant.source, tests)))
            else:
                warm.append((mutant, Change(mutant.path, mutant.source, tests)))
        tried_warm([c for _, c in warm], reach, lambda at, by: tell(warm[at][0], len(warm[at][1].tests), by))
        for mutant, change in cold:
            tell(mutant, len(change.tests), tried_cold(change, reach))
    print("\n".join(_table([json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()])))


def _reach(kept: bool) -> Reach:
    if not kept:
        said = apart(lambda: json.dumps(asdict(record(PACKAGES))), 3600) or ""
        if not said.startswith("{"):
            raise SystemExit(said)
        REACH.write_text(said, "utf-8")
    return Reach(**json.loads(REACH.read_text("utf-8")))


def _load(libraries: Sequence[str]) -> None:
    for library in libraries:
        # some can be loaded only by what loaded them
        with contextlib.suppress(Exception):
            importlib.import_module(library)


if __name__ == "__main__":
    main()
