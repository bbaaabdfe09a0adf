"""Two thirds: adopted when at least two thirds of the members are in favour.

Of all who have a vote, by default; of the votes cast for and against where the charter sets `of_cast` [U].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rank, Rule, Verdict, quorum, reach, verdict
from plenipo.consultation.shares import Share

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums

SHARE = Share(2, 3)


class TwoThirds(Quorate, frozen=True, kw_only=True):
    """`of_cast`: abstentions and absences are left out of the whole."""

    of_cast: bool = False


def decide(sums: Sums, _ballot: Ballot, parameters: TwoThirds) -> Verdict:
    whole = sums.n("for", "against") if parameters.of_cast else sums.members
    held, reason = reach("cast" if parameters.of_cast else "members", sums.n("for"), SHARE, whole)
    return verdict((held, (reason,)), quorum(sums, parameters))


def gain(word: str, weight: int, parameters: TwoThirds) -> Rank:
    """Of votes cast, a turned opponent closes 3 thirds of a vote, a new voice 1."""
    return (int(parameters.of_cast and word == "against"), weight)


def loss(word: str, weight: int, _parameters: TwoThirds) -> Rank:
    return (int(word == "for"), weight)


RULE = Rule(TwoThirds, decide, gain=gain, loss=loss)
