"""What a fuzzing run came to."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_SHOWN = 60


@dataclass
class Figures:
    """Counts inputs, keeps one example of each fault, and the slowest input.

    Processor time is told (the machine may be shared); it decides nothing.

    ``faults``: kind and place -> how often, and the first input.
    """

    name: str
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_input: str = ""
    faults: dict[str, tuple[int, str]] = field(default_factory=dict)

    def run(self, target: Callable[[Any], object], given: Any) -> None:
        """One input."""
        self.inputs += 1
        began = time.process_time()
        try:
            target(given)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} {place.filename.rpartition('/')[2]}:{place.lineno}"
            count, first = self.faults.get(kind, (0, ascii(given)[:500]))
            self.faults[kind] = (count + 1, first)
        took = time.process_time() - began
        self.seconds += took
        if took > self.slowest:
            self.slowest, self.slowest_input = took, ascii(given)[:_SHOWN]

    def __str__(self) -> str:
        raised = sum(count for count, _ in self.faults.values())
        usual = 1000 * self.seconds / max(self.inputs, 1)
        line = (
            f"{self.name:<22} {self.inputs:>7} 条  异常 {raised}  平均 {usual:.1f} ms"
            f"  最慢 {1000 * self.slowest:.0f} ms  {self.slowest_input}"
        )
        return "\n".join([line, *(f"    {kind} ×{count}: {first}" for kind, (count, first) in self.faults.items())])
