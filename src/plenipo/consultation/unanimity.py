"""Unanimity: adopted when no member is against (TFEU 238(4)).

- The abstention of a member present or represented does not prevent adoption.
- An absent member who is not represented does prevent it. No source at hand confirms that, so a charter may
  set `absence_prevents` to false [U]; the quorum then guards against an empty room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.question import Reason
from plenipo.consultation.rule import Quorate, Rank, Rule, Verdict, none_of, quorum, verdict

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums


class Unanimity(Quorate, frozen=True, kw_only=True):
    """`absence_prevents`: a member neither present nor represented prevents adoption [U]."""

    absence_prevents: bool = True


def nobody_prevents(sums: Sums, opposed: int, parameters: Unanimity) -> tuple[bool, tuple[Reason, ...]]:
    """No voter opposes, and, where absence prevents, none is absent."""
    against, named = none_of("against-prevents", opposed)
    present, absent = none_of("absence-prevents", sums.n("none") if parameters.absence_prevents else 0)
    if against and present:
        named = (Reason("nobody-against", {"members": sums.members, "have": sums.n("for")}),)
    return against and present, named + absent


def decide(sums: Sums, _ballot: Ballot, parameters: Unanimity) -> Verdict:
    return verdict(nobody_prevents(sums, sums.n("against"), parameters), quorum(sums, parameters))


def gain(word: str, weight: int, _parameters: Unanimity) -> Rank:
    """Whoever is against must change; an abstention need not."""
    return (int(word == "against"), weight)


RULE = Rule(Unanimity, decide, gain=gain)
