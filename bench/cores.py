"""Capping what CPU a process may take, as a container's limit does (control groups, Linux, needs root)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_PERIOD_US = 100_000


class CannotCap(RuntimeError):
    """This machine does not let us cap a process."""


def _group(name: str, cores: float) -> Path:
    """A new control group that may take ``cores`` of a core; both versions of the interface are known."""
    quota = int(cores * _PERIOD_US)
    parent, file, limit = _ROOT / "cpu", "cpu.cfs_quota_us", str(quota)
    if not parent.is_dir():
        parent, file, limit = _ROOT, "cpu.max", f"{quota} {_PERIOD_US}"
    folder = parent / name
    try:
        folder.mkdir(exist_ok=True)
        (folder / file).write_text(limit)
    except OSError as problem:
        raise CannotCap(f"no control group for CPU can be made here: {problem}") from problem
    return folder


@contextmanager
def capped(pids: list[int], cores: float) -> Iterator[None]:
    """Each process with at most ``cores`` of a core (all its threads together) until the block ends.

    Raises:
        CannotCap: the machine does not allow it.
    """
    groups: list[Path] = []
    try:
        for pid in pids:
            group = _group(f"tuika-bench-{pid}", cores)
            groups.append(group)
            (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        for group in groups:
            home = group.parent / "cgroup.procs"
            for left in (group / "cgroup.procs").read_text().split():
                home.write_text(left)
            group.rmdir()
