"""Weighted majority with quorum: adopted when those in favour hold the share of the weight.

The share is free, by default more than half; of all weight, or with `of_cast` of the weight cast for and
against. The quorum of members stands; `weight_quorum` asks as well for a share of the weight present. All
of it is a charter's choice [U].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rank, Rule, Verdict, quorum, reach, verdict
from plenipo.consultation.shares import MAJORITY, Share

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums


class WeightedMajority(Quorate, frozen=True, kw_only=True):
    """`share` of the weight; `of_cast`: of the weight cast; `weight_quorum`: of the weight present."""

    share: Share = MAJORITY
    of_cast: bool = False
    weight_quorum: Share | None = None


def decide(sums: Sums, _ballot: Ballot, parameters: WeightedMajority) -> Verdict:
    whole = sums.w("for", "against") if parameters.of_cast else sums.weight
    code = "weight-cast" if parameters.of_cast else "weight"
    held, reason = reach(code, sums.w("for"), parameters.share, whole)
    parts = [(held, (reason,)), quorum(sums, parameters)]
    if parameters.weight_quorum is not None:
        present = sums.weight - sums.w("none")
        met, lacking = reach("weight-quorum", present, parameters.weight_quorum, sums.weight)
        parts.append((met, () if met else (lacking,)))
    return verdict(*parts)


def gain(word: str, weight: int, parameters: WeightedMajority) -> Rank:
    """What one change to `for` adds to den * for - num * whole, the weight of the opposed counting in the
    whole.
    """
    share = parameters.share
    turned = not parameters.of_cast or word == "against"
    return (weight * (share.den if turned else share.den - share.num), weight)


def loss(word: str, weight: int, parameters: WeightedMajority) -> Rank:
    """What one change to `against` takes from that margin."""
    share = parameters.share
    if word == "for":
        return (weight * share.den, weight)
    return (weight * share.num if parameters.of_cast else 0, weight)


RULE = Rule(WeightedMajority, decide, gain=gain, loss=loss)
