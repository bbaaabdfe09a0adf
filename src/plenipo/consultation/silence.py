"""Silence: adopted when nobody broke it before the deadline. Here the plain count of final answers.

- Silence is broken by one member's objection or amendment; being against is an objection. A broken text
  is not adopted, in no part; a new round is a new text.
- Whoever says nothing agrees. An abstention or a statement that does not object leaves silence unbroken.
- Whether each answer was received in time, and whether everybody was reached, is for the caller, or for
  `silence_state`, which takes the instants. A concerned party is no member here: its silence is never
  consent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plenipo.consultation.question import Parameters, Reason
from plenipo.consultation.rule import PLAIN, Rank, Rule, Verdict, none_of, verdict

if TYPE_CHECKING:
    from plenipo.consultation.ballot import Ballot, Sums

BREAKS = ("object", "amend", "against")


def decide(sums: Sums, _ballot: Ballot, _parameters: Parameters) -> Verdict:
    kept, broken = none_of("silence-broken", sums.n(*BREAKS))
    return verdict((kept, broken or (Reason("silence-kept", {"members": sums.members}),)))


def loss(_word: str, weight: int, _parameters: Parameters) -> Rank:
    return (weight,)


RULE = Rule(Parameters, decide, words=PLAIN | set(BREAKS), loss=loss, opposed="object", carries=False)
