"""Qualified majority in its four forms. Abstention and absence are not in favour.

- On a proposal of the Commission or the High Representative (TEU 16(4)): at least 55 % of the members, and
  at least 15 of them, with at least 65 % of the population. A blocking minority has at least 4 members;
  when fewer are not in favour, the majority is deemed attained.
- Not on such a proposal (TFEU 238(2)): at least 72 % of the members with at least 65 % of the population.
  No least blocking minority is written there; `blocking_members_off_proposal` may set one [U].
- Not all members vote, on a proposal (TFEU 238(3)(a)): 55 % and 65 % of the participating; a blocking
  minority has at least the fewest members that represent more than 35 % of their population, plus one, else
  deemed attained.
- The same, not on a proposal (TFEU 238(3)(b)): 72 % and 65 % of the participating.

Vital and stated reasons of national policy, declared by a member: no vote is taken (TEU 31(2)); the matter
may be referred upwards for a unanimous decision [U]. `brake` false refuses that answer.

In a union of fewer than seven the words leave open whether half of the members are a *minority* at all:
read to the letter, one yes among four would carry. So the deeming applies only while those not in favour
are fewer than half; `deemed_to_the_letter` lifts that. From seven members up, whatever their weights, both
readings agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.question import Reason
from plenipo.consultation.rule import PLAIN, Quorate, Rank, Rule, Verdict, quorum, reach, verdict
from plenipo.consultation.shares import percent
from plenipo.errors import Fault

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums
    from plenipo.consultation.question import Question

POPULATION = percent(65)


class Qmv(Quorate, frozen=True, kw_only=True):
    """`least_members` and `blocking_members` are the 15 and the 4 of TEU 16(4), for unions of another
    size.
    """

    least_members: int = 15
    blocking_members: int = 4
    blocking_members_off_proposal: int = 0
    brake: bool = True
    deemed_to_the_letter: bool = False


def least_blocking(ballot: Ballot, parameters: Qmv) -> int:
    """The fewest members that a blocking minority has; 0 where none is written."""
    if not ballot.on_proposal:
        return 0 if ballot.partial else parameters.blocking_members_off_proposal
    return ballot.fewest_above(35, 100) + 1 if ballot.partial else parameters.blocking_members


def decide(sums: Sums, ballot: Ballot, parameters: Qmv) -> Verdict:
    if sums.n("vital-reasons"):
        return Verdict("no-vote", (Reason("vital-reasons", {"count": sums.n("vital-reasons")}),))
    floor = parameters.least_members if ballot.on_proposal and not ballot.partial else 0
    enough, members = reach(
        "members", sums.n("for"), percent(55 if ballot.on_proposal else 72), sums.members, floor
    )
    peopled, weight = reach("weight", sums.w("for"), POPULATION, sums.weight)
    reasons: tuple[Reason, ...] = (members, weight)
    attained = enough and peopled
    if not attained:
        attained, blocking = _deemed(sums, ballot, parameters)
        reasons += blocking
    return verdict((attained, reasons), quorum(sums, parameters))


def _deemed(sums: Sums, ballot: Ballot, parameters: Qmv) -> tuple[bool, tuple[Reason, ...]]:
    least = least_blocking(ballot, parameters)
    if not least:
        return False, ()
    others = sums.members - sums.n("for")
    minority = parameters.deemed_to_the_letter or 2 * others < sums.members
    deemed = others < least and minority
    facts = {"count": others, "least": least, "members": sums.members}
    if deemed:
        return True, (Reason("deemed-attained", {**facts}),)
    return False, (Reason("blocking-minority" if others >= least else "blocking-half", {**facts}),)


def gain(word: str, weight: int, _parameters: Qmv) -> Rank:
    """A brake must be lifted; after that the heaviest count most."""
    return (int(word == "vital-reasons"), weight)


def faults(question: Question, parameters: Qmv) -> tuple[Fault, ...]:
    if parameters.brake:
        return ()
    own = [(member, answer) for member, answer in question.answers.items()]
    own += [(member, proxy.answer) for member, proxy in question.on_behalf.items()]
    return tuple(Fault("word-not-in-rule", member) for member, answer in own if answer == "vital-reasons")


RULE = Rule(Qmv, decide, words=PLAIN | {"vital-reasons"}, gain=gain, faults=faults)
