"""Random words on random late objections, against the rule said plainly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plenipo.acts.charter import DecisionRule
from plenipo.acts.consultation import Position
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation, Given
from world import PARTNERS, World

DEADLINE, DELAY = 1_000_000, 600_000
NEAR = st.integers(DEADLINE - 2, DEADLINE + 2)
SETTLED = World().standing
PARTY = st.sampled_from(PARTNERS)


@given(
    objections=st.dictionaries(PARTY, NEAR, max_size=3),
    vouched=st.dictionaries(PARTY, st.dictionaries(PARTY, NEAR, max_size=5), max_size=3),
    receipts=st.integers(1, 6),
)
@settings(max_examples=300, deadline=None)
def test_a_silence_is_broken_by_what_enough_others_had_before_its_deadline(
    objections: dict[str, int], vouched: dict[str, dict[str, int]], receipts: int
) -> None:
    """An objection counts when received strictly before the deadline: by the register, or by the word of
    as many partners other than the objector as the charter asks, or of all the others.
    """
    held = Consultation(
        index=0,
        at=0,
        by="FR/delegate",
        subject=Position(),
        commitment="",
        procedure="silence",
        rule=DecisionRule(rule="simple-majority", silence=True),
        members=dict.fromkeys(PARTNERS, 1),
        deadlines=[(0, DEADLINE)],
        received=dict.fromkeys(PARTNERS, 0),
        answers={p: [Given(at=at, by=f"{p}/delegate", word="object", ref=p)] for p, at in objections.items()},
        vouched=vouched,
        receipts=receipts,
    )
    breaking = {
        member
        for member, registered in objections.items()
        if registered < DEADLINE
        or sum(at < DEADLINE and p != member for p, at in vouched.get(member, {}).items()) >= min(receipts, 4)
    }
    result = outcome_of(SETTLED, held, DEADLINE + DELAY)
    assert result.outcome == ("not-adopted" if breaking else "pending")
    assert set(result.against) == breaking
    late = {str(r.facts["member"]) for r in result.reasons if r.code == "objection-late"}
    assert late == objections.keys() - breaking
