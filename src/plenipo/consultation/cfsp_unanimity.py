"""Unanimity in foreign and security policy, with constructive abstention (TEU 31(1)).

- As unanimity: no member against, a plain abstention does not prevent and leaves its member bound.
- A member may qualify its abstention by a formal declaration. It then need not apply the decision, which
  still commits the union. Without a declaration the abstention is a plain one.
- If those who so abstain are at least a third of the members *and* hold at least a third of the population,
  the decision is not adopted. Either third alone does not prevent it.
- Vital reasons stop a vote by qualified majority only; here whoever states them is simply against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.question import Reason
from plenipo.consultation.rule import PLAIN, Rank, Rule, Verdict, quorum, verdict
from plenipo.consultation.shares import Share
from plenipo.consultation.unanimity import Unanimity, nobody_prevents

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums

THIRD = Share(1, 3)


def third_abstains(sums: Sums) -> tuple[bool, tuple[Reason, ...]]:
    """Holds while the constructive abstainers lack a third of the members or a third of the weight."""
    count, weight = sums.n("constructive"), sums.w("constructive")
    if not count:
        return True, ()
    members, population = THIRD.needed(sums.members), THIRD.needed(sums.weight)
    prevents = count >= members and weight >= population
    facts = {"count": count, "members": members, "weight": weight, "population": population}
    return not prevents, (
        Reason("constructive-third" if prevents else "constructive-below-third", {**facts}),
    )


def decide(sums: Sums, _ballot: Ballot, parameters: Unanimity) -> Verdict:
    against = sums.n("against", "vital-reasons")
    agreed = nobody_prevents(sums, against, parameters)
    return verdict(agreed, third_abstains(sums), quorum(sums, parameters))


def gain(word: str, weight: int, _parameters: Unanimity) -> Rank:
    """Whoever is against must change, then the heaviest constructive abstainers."""
    order = {"against": 2, "vital-reasons": 2, "constructive": 1}
    return (order.get(word, 0), weight)


RULE = Rule(
    Unanimity,
    decide,
    words=PLAIN | {"constructive", "vital-reasons"},
    gain=gain,
    exempt=frozenset({"constructive"}),
)
