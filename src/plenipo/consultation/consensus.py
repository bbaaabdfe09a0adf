"""Consensus: adopted when nobody present is against. Abstention and absence do not prevent it.

That is general usage [U]: where absence must prevent, use unanimity. The quorum stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rule, Verdict, quorum, verdict
from plenipo.consultation.unanimity import Unanimity, nobody_prevents
from plenipo.consultation.unanimity import gain as against_first

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums
    from plenipo.consultation.rule import Rank

PRESENT = Unanimity(absence_prevents=False)


def decide(sums: Sums, _ballot: Ballot, parameters: Quorate) -> Verdict:
    return verdict(nobody_prevents(sums, sums.n("against"), PRESENT), quorum(sums, parameters))


def gain(word: str, weight: int, _parameters: Quorate) -> Rank:
    return against_first(word, weight, PRESENT)


RULE = Rule(Quorate, decide, gain=gain)
