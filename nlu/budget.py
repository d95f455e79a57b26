"""What reading one message may cost (预算), in steps, never in seconds.

Every reader asks before it takes a step; when the budget is spent it stops, and what has been read so far serves. The
bounds lie far above what people write (figures in ``docs/operations.md``) and far below what would make others wait.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Budget:
    """What is left for one message. One is made for each message and handed from reader to reader.

    Attributes:
        parses: calls of the date library (some 0.2 ms each; the greediest of 20,000 real texts needs 13).
        spans: places found in the text that are looked at more closely (dates, sums, names, situations).
        characters: characters of surroundings read for such places.
    """

    parses: int = 80
    spans: int = 100
    characters: int = 20_000

    def parse(self) -> bool:
        """Whether one more call of the date library may be made; it is counted."""
        self.parses -= 1
        return self.parses >= 0

    def span(self) -> bool:
        """Whether one more place may be looked at; it is counted."""
        self.spans -= 1
        return self.spans >= 0

    def read(self, characters: int) -> bool:
        """Whether this many more characters may be read; they are counted."""
        self.characters -= characters
        return self.characters >= 0
