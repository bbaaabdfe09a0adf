"""What words of probability mean, by their scale: per cent, from and to.

1. The same word means another range on another scale, so a word is never read without its scale.
2. ICD 203: Intelligence Community Directive 203, Analytic Standards, 2 January 2015, section D.6.e(2).
3. PHIA: the probability yardstick of the Professional Head of Intelligence Assessment. Its gaps are on
   purpose: no word claims more exactness than there is.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

Range = tuple[int, int]

RANGES: Final = MappingProxyType(
    {
        "icd-203": {
            "almost no chance": (1, 5),
            "very unlikely": (5, 20),
            "unlikely": (20, 45),
            "roughly even": (45, 55),
            "likely": (55, 80),
            "very likely": (80, 95),
            "almost certain": (95, 99),
        },
        "phia": {
            "remote": (0, 5),
            "highly unlikely": (10, 20),
            "unlikely": (25, 35),
            "realistic possibility": (40, 50),
            "likely": (55, 75),
            "highly likely": (80, 90),
            "almost certain": (95, 100),
        },
    }
)


def range_of(scale: str, word: str) -> Range | None:
    """Per cent, from and to; None for a word that is none of its scale."""
    return RANGES.get(scale, {}).get(word)
