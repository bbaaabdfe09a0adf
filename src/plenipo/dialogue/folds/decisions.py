"""consultation, mandate: what is put to the partners, and the authority that follows."""

from __future__ import annotations

from plenipo.acts import consultation, mandate
from plenipo.acts.charter import Decision
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Table, on
from plenipo.dialogue.records import Consultation, Given, Mandate
from plenipo.dialogue.standing import Standing


def open_consultation(standing: Standing, act: consultation.Open, e: Entered) -> None:
    decision: Decision = act.subject.__struct_config__.tag  # type: ignore[assignment] # the tags are the decisions
    standing.consultations[e.ref] = Consultation(
        index=e.index,
        at=e.stamp,
        by=act.by,
        subject=act.subject,
        commitment=act.text.commitment,
        procedure=act.procedure,
        rule=standing.rule_book.decisions[decision],
        members={p.id: p.weight for p in standing.parties("partner")},
        deadlines=[(e.stamp, act.deadline)],
    )


def receive(standing: Standing, act: consultation.Receive, e: Entered) -> None:
    for receipt in act.texts:
        received = standing.consultations[receipt.consultation].received
        received.setdefault(party_of(act.by), e.stamp)


def answer(standing: Standing, act: consultation.Answer, e: Entered) -> None:
    """Who answers has the text before them, so the answer acknowledges it too."""
    held = standing.consultations[act.consultation]
    party = party_of(act.by)
    held.received.setdefault(party, e.stamp)
    given = Given(at=e.stamp, by=act.by, word=act.answer, declared=act.declaration is not None)
    held.answers.setdefault(party, []).append(given)


def attach(standing: Standing, act: consultation.Attach, _e: Entered) -> None:
    standing.consultations[act.consultation].attached += 1


def extend(standing: Standing, act: consultation.Extend, e: Entered) -> None:
    standing.consultations[act.consultation].deadlines.append((e.stamp, act.deadline))


def withdraw(standing: Standing, act: consultation.Withdraw, e: Entered) -> None:
    standing.consultations[act.consultation].withdrawn = e.stamp


def accept(standing: Standing, act: mandate.Accept, e: Entered) -> None:
    decided = standing.consultations[act.mandate]
    if act.mandate not in standing.mandates:
        assert isinstance(decided.subject, MandateTerms)  # noqa: S101 - the guard admits no other
        standing.mandates[act.mandate] = Mandate(
            index=e.index, at=e.stamp, by=act.by, terms=decided.subject, commitment=decided.commitment
        )
    held = standing.mandates[act.mandate]
    held.accepted[act.by] = e.stamp
    standing.live[act.mandate] = held.terms.ends
    _bury(standing, e.stamp)


def suspend(standing: Standing, act: mandate.Suspend, e: Entered) -> None:
    standing.mandates[act.mandate].suspended.setdefault(party_of(act.by), e.stamp)


def resume(standing: Standing, act: mandate.Resume, _e: Entered) -> None:
    standing.mandates[act.mandate].suspended.pop(party_of(act.by), None)


def revoke(standing: Standing, act: mandate.Revoke, e: Entered) -> None:
    standing.mandates[act.mandate].revoked = e.stamp
    standing.live.pop(act.mandate, None)


def _bury(standing: Standing, now: int) -> None:
    """Mandates that ended are no longer live, so that the dead cost nothing."""
    for ref in [ref for ref, ends in standing.live.items() if ends <= now]:
        del standing.live[ref]


FOLDS: Table = {
    consultation.Open: on(open_consultation),
    consultation.Receive: on(receive),
    consultation.Answer: on(answer),
    consultation.Attach: on(attach),
    consultation.Extend: on(extend),
    consultation.Withdraw: on(withdraw),
    mandate.Accept: on(accept),
    mandate.Suspend: on(suspend),
    mandate.Resume: on(resume),
    mandate.Revoke: on(revoke),
}
