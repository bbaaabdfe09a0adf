"""How past assessments turned out: of each word of each scale, how many came so, beside what it means.

1. What was superseded does not count. What could not be decided counts neither for nor against.
2. Under `FEW` decided ones a share says nothing about who judged: it is given, and said to be of few.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from msgspec import Struct

from plenipo.dialogue.scales import RANGES, Range
from plenipo.dialogue.standing import Standing

FEW = 20


class Tally(Struct, frozen=True, kw_only=True):
    """One word of one scale."""

    scale: str
    word: str
    means: Range
    so: int
    not_so: int
    undecidable: int
    unresolved: int

    @property
    def decided(self) -> int:
        return self.so + self.not_so

    @property
    def share(self) -> Fraction | None:
        """Of those decided, how many came so; None where none is."""
        return Fraction(self.so, self.decided) if self.decided else None

    @property
    def few(self) -> bool:
        return self.decided < FEW


def calibration(standing: Standing) -> tuple[Tally, ...]:
    """Every word that was used, in the order of its scale."""
    counts = Counter(standing.judged)
    tallies = (
        Tally(
            scale=scale,
            word=word,
            means=means,
            so=counts[scale, word, "so"],
            not_so=counts[scale, word, "not-so"],
            undecidable=counts[scale, word, "undecidable"],
            unresolved=counts[scale, word, ""],
        )
        for scale, words in RANGES.items()
        for word, means in words.items()
    )
    return tuple(t for t in tallies if t.decided or t.undecidable or t.unresolved)
