"""Simple majority: adopted when more than half of the component members are in favour (TFEU 238(1)).

Half of all who have a vote, not of the votes cast: 14 of 27. Weights do not count. Abstention and
absence are not in favour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rule, Verdict, quorum, reach, verdict
from plenipo.consultation.shares import MAJORITY

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums


def decide(sums: Sums, _ballot: Ballot, parameters: Quorate) -> Verdict:
    held, reason = reach("members", sums.n("for"), MAJORITY, sums.members)
    return verdict((held, (reason,)), quorum(sums, parameters))


RULE = Rule(Quorate, decide)
