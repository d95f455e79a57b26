"""Arrays in a trained component's folder (数组怎么存): plain numpy files, so that nothing has to be trusted when read.

The largest are read by a few rows a message: they are mapped, so that only those rows take memory. The folder may go
when they have been read; the mapping stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

_SMALL = "arrays.npz"


def write(folder: Path, arrays: Mapping[str, np.ndarray], mapped: Collection[str] = ()) -> None:
    """Keep ``arrays``; those called ``mapped`` each in a file of its own."""
    for name in mapped:
        np.save(folder / f"{name}.npy", np.ascontiguousarray(arrays[name]))
    small = {name: array for name, array in arrays.items() if name not in mapped}
    np.savez(folder / _SMALL, **small)  # type: ignore[arg-type]


def read(folder: Path) -> dict[str, np.ndarray]:
    """What ``write`` kept."""
    with np.load(folder / _SMALL, allow_pickle=False) as small:
        arrays = dict(small)
    for path in folder.glob("*.npy"):
        # a plain view of the mapping: numpy's own kind of mapped array makes each access slower
        arrays[path.stem] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    return arrays
