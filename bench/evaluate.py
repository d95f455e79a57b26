"""``make eval``: how well the bot understands, and what the parts of its pipeline are worth.

Every variant is measured twice: on our training examples, each told by a model that has not seen it (five folds), and
on the held-out messages of ``tests/nlu/heldout.yml``. The report goes into ``docs/understanding.md`` between its
markers, the calibration into ``docs/calibration.svg``. DIET takes
many minutes and is measured by ``make eval-diet``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator

import numpy as np
from sklearn.metrics import f1_score, log_loss

from nlu.classifier import CaseIntentClassifier
from runtime.launching.model import ROOT

from . import entities, reading
from .corpus import BLIND, Corpus, blind, held_out, read, training
from .variants import FOLDS, VARIANTS, Predicted, Variant, cross_validate, predict, settings

REPORT = ROOT / "docs" / "understanding.md"
PLOT = ROOT / "docs" / "calibration.svg"
_MARKS = re.compile(r"(<!-- eval -->\n).*?(<!-- /eval -->)", re.DOTALL)
_OUTSIDE = ("out_of_scope", "other_telecom")


def _accuracy(corpus: Corpus, told: Predicted) -> float:
    return float((told.intents == corpus.intents).mean())


def _row(variant: Variant, known: Corpus, unseen: Corpus, dark: Corpus) -> tuple[str, Predicted, Predicted]:
    folds, held = cross_validate(variant, known), predict(variant, known, unseen)
    cells = (
        variant.name,
        f"{_accuracy(known, folds):.3f}",
        f"{f1_score(known.intents, folds.intents, average='macro'):.3f}",
        f"{_accuracy(unseen, held):.3f}",
        f"{_accuracy(dark, predict(variant, known, dark)):.3f}",
        f"{held.fit_seconds:.1f}",
    )
    return "| " + " | ".join(cells) + " |", folds, held


def _table(known: Corpus, unseen: Corpus, dark: Corpus) -> tuple[list[str], Predicted, Predicted]:
    """Rows of the comparison, and what the winner (the first variant) said."""
    rows = [
        f"| 特征和分类器 | 对的，{FOLDS} 折 | 宏平均 F1，{FOLDS} 折 | 对的，留出 | 对的，没看过 | 训练，秒 |",
        "|---|---|---|---|---|---|",
    ]
    winner: tuple[Predicted, Predicted] | None = None
    for variant in VARIANTS:
        print(f"{variant.name} …", file=sys.stderr, flush=True)
        row, folds, held = _row(variant, known, unseen, dark)
        rows.append(row)
        winner = winner or (folds, held)
    assert winner is not None
    return rows, *winner


def _blind_sets(known: Corpus) -> Iterator[str]:
    """Each blind set by itself: the second is kinder (see its head)."""
    parts = []
    for path in BLIND:
        part = read([path])
        parts.append(f"`{path.name}` {_accuracy(part, predict(VARIANTS[0], known, part)):.3f}（{len(part.texts)} 句）")
    yield "`config.yml` 在每组没看过的话上：" + "，".join(parts) + "。"


def _facts() -> Iterator[str]:
    score = entities.measure()
    yield (
        f"{score.messages} 句话里的事实（`tests/nlu/entities.yaml`）：精确率 {score.precision:.3f}，"
        f"召回率 {score.recall:.3f}，F1 {score.f1:.3f}。"
    )


def _reading() -> Iterator[str]:
    """What the whole trained pipeline makes of messages by hands that saw neither code nor data."""
    yield from reading.measure().lines()
    strangers = ROOT.parent / "shared" / "cases"
    if not (strangers / "utterances.tsv").exists():
        return
    command = [sys.executable, str(strangers / "utterances.py"), str(strangers / "utterances.tsv")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    figures = [line for line in said.splitlines() if line.startswith(("all:", "out of scope:", "wrong and sure"))]
    yield "陌生人写的句子（在仓库外，读了就算，不抄进来）：" + "；".join(figures) + "。"


def _weak(corpus: Corpus, told: Predicted, name: str) -> Iterator[str]:
    """Worst intents and commonest confusions."""
    right = told.intents == corpus.intents
    recall = sorted((float(right[corpus.intents == i].mean()), str(i)) for i in np.unique(corpus.intents))
    yield f"最弱的意图，{name}（召回率）：" + "，".join(f"`{i}` {v:.2f}" for v, i in recall[:8]) + "。"
    pairs = Counter(zip(corpus.intents[~right], told.intents[~right], strict=True))
    yield (f"最常混的，{name}：" + "，".join(f"`{a}` → `{b}`（{n}）" for (a, b), n in pairs.most_common(10)) + "。")


def _calibration(known: Corpus, folds: Predicted, unseen: Corpus, held: Predicted) -> Iterator[str]:
    yield f"| 把握 | 对的，{FOLDS} 折 | 句数 | 对的，留出 | 句数 |"
    yield "|---|---|---|---|---|"
    for low in np.arange(0.0, 1.0, 0.1):
        cells = []
        for corpus, told in ((known, folds), (unseen, held)):
            inside = (told.confidence >= low) & (told.confidence < low + 0.1 + (low > 0.85))
            right = (told.intents == corpus.intents)[inside]
            cells += [f"{right.mean():.2f}" if inside.any() else "–", str(inside.sum())]
        yield f"| {low:.1f}–{low + 0.1:.1f} | " + " | ".join(cells) + " |"


def _thresholds(unseen: Corpus, held: Predicted, known: Corpus, folds: Predicted) -> Iterator[str]:
    """What a fallback bound costs and wins: strangers turned away against our own people lost."""
    yield "| 低于它就问 | 范围外的拦下，留出 | 该管的误拦，留出 | 两样，五折 | 听错，五折 |"
    yield "|---|---|---|---|---|"
    for bound in (0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        away, lost = _scope(unseen, held, bound)
        folds_away, folds_lost = _scope(known, folds, bound)
        wrong = ((folds.intents != known.intents) & (folds.confidence >= bound)).mean()
        yield f"| {bound:.2f} | {away:.3f} | {lost:.3f} | {folds_away:.3f} / {folds_lost:.3f} | {wrong:.3f} |"


def _scope(corpus: Corpus, told: Predicted, bound: float) -> tuple[float, float]:
    outside = np.isin(corpus.intents, _OUTSIDE)
    refused = np.isin(told.intents, _OUTSIDE) | (told.confidence < bound)
    return float(refused[outside].mean()), float(refused[~outside].mean())


def _margins(corpus: Corpus, told: Predicted) -> Iterator[str]:
    """Of the messages whose two likeliest intents lie this near: how often each of the two is right."""
    best = np.sort(told.shares, axis=1)[:, ::-1]
    order = told.names[np.argsort(-told.shares, axis=1)]
    gap = best[:, 0] - best[:, 1]
    yield "| 最像的两个差多少 | 句数 | 第一个对 | 第二个对 |"
    yield "|---|---|---|---|"
    for low, high in ((0.0, 0.03), (0.03, 0.06), (0.06, 0.1), (0.1, 0.2), (0.2, 0.4)):
        inside = (gap >= low) & (gap < high)
        first = (order[inside, 0] == corpus.intents[inside]).mean()
        second = (order[inside, 1] == corpus.intents[inside]).mean()
        yield f"| {low:.2f}–{high:.2f} | {inside.sum()} | {first:.2f} | {second:.2f} |"


def _sharpness(known: Corpus) -> Iterator[str]:
    """The sharpness under which confidences say most truly how often they are right (log loss, five folds)."""
    chosen = settings(CaseIntentClassifier)[0]["sharpness"]
    losses = {}
    for value in (0.3, 0.45, 0.6, 0.8, 1.0):
        told = cross_validate(VARIANTS[0], known, value)
        losses[value] = log_loss(known.intents, told.shares, labels=list(told.names))
    yield (
        "把握的对数损失，按锐度："
        + "，".join(f"{v:g}：{loss:.3f}" for v, loss in losses.items())
        + f"；`config.yml` 用 {chosen:g}。"
    )


def _plot(known: Corpus, folds: Predicted, unseen: Corpus, held: Predicted) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "tuika"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey", label="as sure as right")
    for name, corpus, told in (("five folds", known, folds), ("held out", unseen, held)):
        right = told.intents == corpus.intents
        places = np.minimum((told.confidence * 10).astype(int), 9)
        filled = [p for p in range(10) if (places == p).sum() >= 5]
        axes.plot(
            [told.confidence[places == p].mean() for p in filled],
            [right[places == p].mean() for p in filled],
            marker="o",
            label=name,
        )
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(PLOT, metadata={"Date": None})


def report() -> str:
    """The whole report, as Markdown."""
    known, unseen = training(), held_out()
    rows, folds, held = _table(known, unseen, blind())
    _plot(known, folds, unseen, held)
    lines = [
        f"例句 {len(known.texts)} 句，留出 {len(unseen.texts)} 句，意图 {len(folds.names)} 个。",
        "",
        *rows,
        "",
    ]
    for part in (
        _blind_sets(known),
        _facts(),
        _reading(),
        _weak(unseen, held, "留出"),
        _weak(known, folds, f"{FOLDS} 折"),
        _calibration(known, folds, unseen, held),
        _thresholds(unseen, held, known, folds),
        _margins(known, folds),
        _sharpness(known),
    ):
        lines += [*part, ""]
    return "\n".join(lines)


def main() -> int:
    """Print the report and put it into the docs."""
    warnings.simplefilter("ignore")
    text = report()
    print(text)
    REPORT.write_text(_MARKS.sub(lambda m: f"{m[1]}{text}{m[2]}", REPORT.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
