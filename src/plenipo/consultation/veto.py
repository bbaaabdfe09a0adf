"""A named party's veto: adopted when a share of the members is in favour and no named party is against.

The abstention or the absence of a named party is no veto. The share is free, by default more than half of all
who have a vote. All of it is a charter's choice [U].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.rule import Quorate, Rank, Rule, Verdict, none_of, quorum, reach, verdict
from plenipo.consultation.shares import MAJORITY, Share
from plenipo.errors import Fault

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums
    from plenipo.consultation.question import Question


class Veto(Quorate, frozen=True, kw_only=True):
    """`parties` may each prevent adoption by being against. Who sets the rule names some."""

    parties: tuple[str, ...] = ()
    share: Share = MAJORITY


def decide(sums: Sums, _ballot: Ballot, parameters: Veto) -> Verdict:
    enough, members = reach("members", sums.n("for"), parameters.share, sums.members)
    return verdict((enough, (members,)), none_of("vetoed", sums.n("veto")), quorum(sums, parameters))


def relabel(member: str, answer: str, parameters: Veto) -> str:
    return "veto" if answer == "against" and member in parameters.parties else answer


def gain(word: str, weight: int, _parameters: Veto) -> Rank:
    return (int(word == "veto"), weight)


def loss(word: str, weight: int, _parameters: Veto) -> Rank:
    return (int(word == "for"), weight)


def faults(question: Question, parameters: Veto) -> tuple[Fault, ...]:
    strangers = tuple(
        Fault("not-a-member", party) for party in parameters.parties if party not in question.members
    )
    return strangers if question.parameters is not None else (Fault("nobody-named", "parties"),)


RULE = Rule(Veto, decide, gain=gain, loss=loss, relabel=relabel, faults=faults)
