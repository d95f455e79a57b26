"""What people say on in the middle of a matter (一来一回), and the stories they come with (开口), heard by likeness:
``data/exchanges``, ``data/openings``.

A file is called as the matter in whose middle it is said, or that begins with it; a line is
``name<TAB>words of one person``, some ten lines a name. The hidden layers of the network (``nlu.network``), which were
taught what questions, reports and troubles are, make numbers of each sentence, and a message is like an exchange whose
sentences have nearly the same numbers, and share its n-grams. What is answered stands under the same name in
``tuika/knowledge/exchanges``, or ``openings``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse

from .network import of_length
from .shared_grams import SharedGrams

DATA = Path(__file__).parent.parent / "data"
FOLDER, OPENINGS = DATA / "exchanges", DATA / "openings"
#: The message properties that hold the exchange, or the opening, of which an example is one wording; the exchanges'
#: wordings teach the network nothing, those that open a talk teach it their matter.
EXCHANGE, OPENING = "exchange", "opening"
#: Directions that are looked at of the hidden layers' numbers, and that are kept: those that tell the exchanges apart
#: best. Of 4,000 wordings left out, each among some forty exchanges of its matter, 0.63 were nearest to the middle of
#: their own; 0.58 with those along which the sentences vary most, 0.48 by the two nearest wordings.
SEEN, WIDTH = 1024, 80
#: How much all directions weigh beside how far the wordings of one exchange lie apart along each.
_EVEN = 1.0
#: How much the numbers weigh beside the n-grams: of 1,187 messages whose answers were read, the likest was right in
#: 0.67 by the numbers alone, in 0.70 by both.
_BY_NUMBERS = 0.5
#: How like it must be at least to be told; how many exchanges are told of a matter, and of all.
_LEAST, _OF_ONE, _MOST = 0.1, 3, 60
#: Directions looked for beside those that are kept, and steps to find them.
_SPARE, _TURNS = 16, 3
#: What the names of the n-grams' arrays begin with.
_GRAMS = "grams."


class BadExchange(ValueError):
    """A line that cannot be read; the message says file, line and why (Chinese, for its writer)."""


def read(folder: Path = FOLDER) -> Iterator[tuple[str, str]]:
    """(exchange, wording) of every line; an exchange is called ``matter/name``.

    Raises:
        BadExchange: a column is missing.
    """
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            name, _, text = (part.strip() for part in line.partition("\t"))
            if not name or not text:
                raise BadExchange(f"{path.name}:{number}：应有 2 列（用制表符隔开）：名字和一句话")
            yield f"{path.stem}/{name}", text


@dataclass(frozen=True)
class Exchanges:
    """The middle of each exchange's wordings.

    Attributes:
        names: the exchanges.
        middles: a row an exchange, of length one.
        basis: from the hidden layers' numbers to ``WIDTH``, a column a direction.
        centre: what all sentences share, which tells nothing.
        grams: the n-grams that the wordings of each exchange share.
    """

    names: tuple[str, ...]
    middles: np.ndarray
    basis: np.ndarray
    centre: np.ndarray
    grams: SharedGrams

    @classmethod
    def learned(cls, hidden: np.ndarray, sparse: scipy.sparse.csr_matrix, exchanges: Sequence[str]) -> Exchanges:
        """The exchanges of these sentences: what the hidden layers make of each, its n-grams, and which exchange it is
        one of.
        """
        names, of = np.unique(np.array(exchanges), return_inverse=True)
        centre = hidden.mean(axis=0)
        seen = hidden - centre
        wide = _directions(seen)
        basis = (wide @ _telling(seen @ wide, of)).astype(np.float32)
        middles = of_length(_means(of_length(seen @ basis), of)).astype(np.float32)
        return cls(tuple(map(str, names)), middles, basis, centre, SharedGrams.learned(sparse, of))

    def nearest(self, hidden: np.ndarray, sparse: scipy.sparse.csr_matrix) -> dict[str, float]:
        """Exchange -> how like it a message is (its hidden numbers, its n-grams, a row each), likest first; of each
        matter the first few.
        """
        by_numbers = self.middles @ of_length((hidden - self.centre) @ self.basis)
        near = _BY_NUMBERS * by_numbers + self.grams.likeness(sparse)
        found: dict[str, float] = {}
        told: Counter[str] = Counter()
        for number in np.argsort(-near, kind="stable"):
            name, like = self.names[number], float(near[number])
            if like < _LEAST or len(found) == _MOST:
                break
            matter = name.partition("/")[0]
            if told[matter] < _OF_ONE:
                told[matter] += 1
                found[name] = round(min(1.0, like), 3)
        return found

    def arrays(self, kind: str) -> dict[str, np.ndarray]:
        """The exchanges as arrays, called as what they are (``EXCHANGE``, ``OPENING``)."""
        found = {"names": np.array(self.names), "middles": self.middles, "basis": self.basis, "centre": self.centre}
        found |= {f"{_GRAMS}{name}": array for name, array in self.grams.arrays().items()}
        return {f"{kind}.{name}": array for name, array in found.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], kind: str) -> Exchanges | None:
        """The exchanges of a kind that these arrays hold; ``None`` where they hold none."""
        if f"{kind}.names" not in arrays:
            return None
        names, middles, basis, centre = (arrays[f"{kind}.{name}"] for name in ("names", "middles", "basis", "centre"))
        begins = f"{kind}.{_GRAMS}"
        grams = {name.removeprefix(begins): array for name, array in arrays.items() if name.startswith(begins)}
        return cls(tuple(map(str, names)), middles, basis, centre, SharedGrams.of(grams))


def _means(rows: np.ndarray, of: np.ndarray) -> np.ndarray:
    """The mean of the rows of each group."""
    sums = np.zeros((of.max() + 1, rows.shape[1]))
    np.add.at(sums, of, rows)
    return np.asarray(sums / np.bincount(of)[:, None])


def _directions(rows: np.ndarray) -> np.ndarray:
    """The directions in which the rows vary most, upright on each other (power method on a block)."""
    width = min(SEEN, *rows.shape)
    random = np.random.default_rng(0)
    basis = random.standard_normal((rows.shape[1], min(width + _SPARE, rows.shape[1])), dtype=np.float32)
    for _ in range(_TURNS):
        basis, _ = np.linalg.qr(rows.T @ (rows @ basis))
    # of the block those that the rows vary most along, most first
    _, turn = np.linalg.eigh(np.cov((rows @ basis).T))
    return np.asarray(basis @ turn[:, ::-1][:, :width], dtype=np.float32)


def _telling(rows: np.ndarray, of: np.ndarray) -> np.ndarray:
    """From these directions to those in which the groups lie farthest apart beside how far their own rows do (linear
    discriminants, Fisher), a column a direction.
    """
    middles = _means(rows, of)
    apart = rows - middles[of]
    within = apart.T @ apart / len(rows)
    spread, axes = np.linalg.eigh(within + _EVEN * np.trace(within) / len(within) * np.eye(len(within)))
    evened = (axes / np.sqrt(spread)) @ axes.T
    _, best = np.linalg.eigh(evened @ np.cov(middles.T) @ evened)
    return np.asarray(evened @ best[:, ::-1][:, :WIDTH])
