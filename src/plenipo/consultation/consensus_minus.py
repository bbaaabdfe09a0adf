"""Consensus minus n: adopted when at most `n` members are against. Abstention and absence do not prevent it.

Usage without a text of its own [U]: `n` is 1 unless the charter says otherwise. Those against are bound
like the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.question import Reason
from plenipo.consultation.rule import Quorate, Rank, Rule, Verdict, quorum, verdict

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums


class ConsensusMinus(Quorate, frozen=True, kw_only=True):
    """`n`: how many may be against."""

    n: int = 1


def decide(sums: Sums, _ballot: Ballot, parameters: ConsensusMinus) -> Verdict:
    count = sums.n("against")
    held = count <= parameters.n
    reason = Reason("few-against" if held else "too-many-against", {"count": count, "allowed": parameters.n})
    return verdict((held, (reason,)), quorum(sums, parameters))


def gain(word: str, weight: int, _parameters: ConsensusMinus) -> Rank:
    return (int(word == "against"), weight)


RULE = Rule(ConsensusMinus, decide, gain=gain)
