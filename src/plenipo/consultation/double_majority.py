"""Double majority: adopted when those in favour reach a share of the members and a share of the weight.

Both shares are free; by default at least 55 % of the members with at least 65 % of the weight, without the
floors of a qualified majority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rule, Verdict, quorum, reach, verdict
from plenipo.consultation.shares import Share, percent

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums


class DoubleMajority(Quorate, frozen=True, kw_only=True):
    """The shares of all who have a vote, and of all their weight."""

    members: Share = percent(55)
    weight: Share = percent(65)


def decide(sums: Sums, _ballot: Ballot, parameters: DoubleMajority) -> Verdict:
    enough, members = reach("members", sums.n("for"), parameters.members, sums.members)
    heavy, weight = reach("weight", sums.w("for"), parameters.weight, sums.weight)
    return verdict((enough, (members,)), (heavy, (weight,)), quorum(sums, parameters))


RULE = Rule(DoubleMajority, decide)
