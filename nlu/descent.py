"""How the network's weights go down the slope of what it gets wrong (Adam with decoupled weight decay)."""

from __future__ import annotations

import numpy as np

_RATE = 8e-3
_DECAY = 1e-4
_WARM_UP = 200
#: Rows of parameters that fit into a core's own memory with all that belongs to them.
_NEAR = 32


class Adam:
    """Adam with decoupled weight decay, over some rows at a time; changes the array that it was given.

    A few rows after each other, so that all that belongs to them stays near the core while it is worked on.
    """

    def __init__(self, parameters: np.ndarray, steps: int, share: float) -> None:
        self._parameters, self._steps, self._at = parameters, steps, 0
        #: How large a share of the rows a step changes.
        self._share = share
        self._decay = _DECAY if len(parameters) > 1 else 0.0
        self._mean, self._square = np.zeros_like(parameters), np.zeros_like(parameters)

    def step(self, rows: np.ndarray, gradient: np.ndarray) -> None:
        """One step down, for these rows; the gradient is used up."""
        self._at += 1
        rate = _RATE * min(1.0, self._at / _WARM_UP) * (1.0 - self._at / (self._steps + 1))
        # so often was a row changed until now
        often = 1 + (self._at - 1) * self._share
        unskewed = np.float32(1 / np.sqrt(1 - 0.99**often))
        kept, pace = np.float32(1 - rate * self._decay), np.float32(rate / (1 - 0.9**often))
        for at in range(0, len(rows), _NEAR):
            some, slope = rows[at : at + _NEAR], gradient[at : at + _NEAR]
            step = self._mean[some]
            step *= np.float32(0.9)
            step += slope * np.float32(0.1)
            self._mean[some] = step
            square = self._square[some]
            square *= np.float32(0.99)
            slope *= slope
            slope *= np.float32(0.01)
            square += slope
            self._square[some] = square
            np.sqrt(square, out=square)
            square *= unskewed
            square += np.float32(1e-7)
            step /= square
            step *= pace
            changed = self._parameters[some]
            changed *= kept
            changed -= step
            self._parameters[some] = changed
