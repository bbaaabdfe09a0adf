"""The swing: the fewest further members that would carry a text, or block it, with one example.

Exact without trying out coalitions. A rule decides on sums, and among members with the same answer the
heavier one moves every sum at least as far, so some smallest solution takes the heaviest of each answer.

- To carry, members change to `for`. Those who have answered form one list, ranked by what the change gains;
  the absent form another, since a yes of theirs also counts towards the quorum. The more of the absent, the
  fewer of the others are needed, so one walk along both lists meets every candidate.
- To block, members change to `against` (under silence they object): one list, ranked by what is lost.

For consents there is no such list: a consent is one party's own, and nothing counts towards it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from plenipo.consultation.question import Parameters, Swing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plenipo.consultation.ballot import Ballot, Sums
    from plenipo.consultation.rule import Rank, Rule

P = TypeVar("P", bound=Parameters)


def swing(rule: Rule[P], ballot: Ballot, parameters: P, outcome: str) -> Swing | None:
    """What would turn this outcome; None when nothing can."""
    if outcome == "adopted":
        chosen = _block(rule, ballot, parameters)
    else:
        chosen = _carry(rule, ballot, parameters) if rule.carries else None
    if chosen is None:
        return None
    return Swing("block" if outcome == "adopted" else "carry", len(chosen), chosen)


def _carry(rule: Rule[P], ballot: Ballot, parameters: P) -> tuple[str, ...] | None:
    def rank(member: str) -> Rank:
        return rule.gain(ballot.answers[member], ballot.weights[member], parameters)

    others = [member for member in ballot.heaviest if ballot.answers[member] != "for"]
    present = sorted((m for m in others if ballot.answers[m] != "none"), key=rank, reverse=True)
    absent = [member for member in others if ballot.answers[member] == "none"]
    before = _changes(ballot.sums, ballot, present)
    held = [0, *accumulate(ballot.weights[member] for member in absent)]

    def adopted(came: int, turned: int) -> bool:
        sums = before[turned].moved("none", "for", came, held[came])
        return rule.decide(sums, ballot, parameters).outcome == "adopted"

    turned, best = len(present), None
    for came in range(len(absent) + 1):
        while turned and adopted(came, turned - 1):
            turned -= 1
        if (best is None or came + turned < sum(best)) and adopted(came, turned):
            best = (came, turned)
    return None if best is None else (*present[: best[1]], *absent[: best[0]])


def _changes(sums: Sums, ballot: Ballot, members: Sequence[str]) -> list[Sums]:
    """The sums after none, the first, the first two … of the members changed to `for`."""
    steps = [sums]
    for member in members:
        steps.append(steps[-1].moved(ballot.answers[member], "for", 1, ballot.weights[member]))
    return steps


def _block(rule: Rule[P], ballot: Ballot, parameters: P) -> tuple[str, ...] | None:
    def opposed(member: str) -> str:
        return rule.relabel(member, rule.opposed, parameters)

    def rank(member: str) -> tuple[bool, Rank]:
        loss = rule.loss(ballot.answers[member], ballot.weights[member], parameters)
        return (opposed(member) != rule.opposed, loss)

    others = [member for member in ballot.heaviest if ballot.answers[member] != opposed(member)]
    sums, chosen = ballot.sums, []
    for member in sorted(others, key=rank, reverse=True):
        sums = sums.moved(ballot.answers[member], opposed(member), 1, ballot.weights[member])
        chosen.append(member)
        if rule.decide(sums, ballot, parameters).outcome != "adopted":
            return tuple(chosen)
    return None
