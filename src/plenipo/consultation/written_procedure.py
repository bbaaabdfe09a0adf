"""Written procedure in two stages: consent to deciding in writing, then the vote itself [P].

- First the members say whether they agree to decide in writing. By default that needs unanimity, absence
  preventing; the caller's first question may bear any other rule.
- If it is not adopted no vote is taken, and what was answered to the second question is not looked at.
- If it is adopted, the vote is counted under its own rule, and its result says so first. Both questions are
  put to the same members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from plenipo.consultation.question import Reason, Result
from plenipo.consultation.tally import tally
from plenipo.errors import BadQuestion, Fault

if TYPE_CHECKING:
    from plenipo.consultation.question import Question


def written_procedure(consent: Question, vote: Question) -> Result:
    """The result of the vote, or why there is none. Errors: UnknownRule, BadQuestion."""
    if consent.members.keys() != vote.members.keys():
        strangers = consent.members.keys() ^ vote.members.keys()
        raise BadQuestion(tuple(Fault("not-in-both-stages", member) for member in sorted(strangers)))
    first = tally(consent)
    if first.outcome == "adopted":
        counted = tally(vote)
        agreed = Reason("written-procedure-agreed", {"have": first.for_members, "members": first.members})
        return msgspec.structs.replace(counted, reasons=(agreed, *counted.reasons))
    if first.outcome == "pending":
        return msgspec.structs.replace(first, rule=vote.rule)
    refusal = Reason("written-procedure-refused", {"have": first.for_members, "members": first.members})
    return Result(
        rule=vote.rule,
        outcome="no-vote",
        reasons=(refusal, *first.reasons),
        answered=first.answered,
        missing=first.missing,
        swing=first.swing,
    )
