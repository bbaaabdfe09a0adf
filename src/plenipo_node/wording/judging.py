"""Grades and words of probability as people read them.

1. A grade is two judgements, each in isolation: of the source (A to F) and of the information (1 to 6).
   F and 6 say that there is nothing to judge by: they are no worse than E and 5, and stand apart from them.
2. A word of probability is never said without its scale and its range, and never with the confidence.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from plenipo.dialogue.scales import RANGES, range_of
from plenipo_node.wording.vocabulary import word

SOURCES: Final = {
    "A": gettext_lazy("completely reliable"),
    "B": gettext_lazy("usually reliable"),
    "C": gettext_lazy("fairly reliable"),
    "D": gettext_lazy("not usually reliable"),
    "E": gettext_lazy("unreliable"),
    "F": gettext_lazy("cannot be judged"),
}
INFORMATION: Final = {
    "1": gettext_lazy("confirmed by other, independent sources"),
    "2": gettext_lazy("probably true"),
    "3": gettext_lazy("possibly true"),
    "4": gettext_lazy("doubtful"),
    "5": gettext_lazy("improbable"),
    "6": gettext_lazy("cannot be judged"),
}


class Grade(Struct, frozen=True):
    """`B3`: of the source, and of the information."""

    letters: str
    source: str
    information: str


class Word(Struct, frozen=True):
    """One word of a scale as a choice: `value` names both."""

    value: str
    scale: str
    word: str
    means: str


def grade(letters: str) -> Grade:
    return Grade(letters, str(SOURCES[letters[0]]), str(INFORMATION[letters[1]]))


def means(scale: str, of: str) -> str:
    """`55 to 80 %`; "" for a word that is none of the scale."""
    found = range_of(scale, of)
    if found is None:
        return ""
    low, high = found
    if low == 0:
        return _("%(high)d %% or less") % {"high": high}
    if high == 100:
        return _("%(low)d %% or more") % {"low": low}
    return _("%(low)d to %(high)d %%") % {"low": low, "high": high}


def words_of() -> list[tuple[str, list[Word]]]:
    """Each scale with its words, in their order."""
    return [
        (word(scale), [Word(f"{scale}|{each}", scale, word(each), means(scale, each)) for each in words])
        for scale, words in RANGES.items()
    ]
