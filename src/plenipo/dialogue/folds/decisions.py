"""consultation, mandate: what is put to the partners, and the authority that follows."""

from __future__ import annotations

from plenipo.acts import consultation, mandate
from plenipo.acts.charter import Decision
from plenipo.acts.consultation import (
    Admission,
    Amendment,
    ContactDraft,
    EndMandate,
    MandateTerms,
    Position,
)
from plenipo.acts.words import AT_ANY_HOUR, party_of
from plenipo.dialogue.counting import to_be_settled
from plenipo.dialogue.derived import settled_at
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Table, on
from plenipo.dialogue.records import Consultation, Given, Mandate, Pause
from plenipo.dialogue.standing import Standing

NEVER = 2**53  # later than any instant


def open_consultation(standing: Standing, act: consultation.Open, e: Entered) -> None:
    decision: Decision = act.subject.__struct_config__.tag  # type: ignore[assignment] # the tags are the decisions
    urgent = act.precedence in AT_ANY_HOUR
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
        consent_by=act.consent_by,
        weights=tuple(w for w in standing.rule_book.weights if w.until is None or w.until > e.stamp),
        receipts=standing.rule_book.receipts,
        minimum=standing.rule_book.silence_minimum * 1000,
        delay=standing.rule_book.delay * 1000,
        precedence=act.precedence,
        deputies=dict(standing.rule_book.deputies),
        acknowledge_by=e.stamp + standing.rule_book.acknowledge_within * 1000 if urgent else None,
    )
    standing.put.setdefault(act.text.commitment, e.ref)
    standing.running[e.ref] = _runs_until(standing, standing.consultations[e.ref])
    _bury(standing, e.stamp)


def receive(standing: Standing, act: consultation.Receive, e: Entered) -> None:
    party = act.on_behalf or party_of(act.by)
    for receipt in act.texts:
        held = standing.consultations[receipt.consultation]
        if act.on_behalf is not None and party not in held.received:
            held.deputised[party] = act.by
        held.received.setdefault(party, e.stamp)


def answer(standing: Standing, act: consultation.Answer, e: Entered) -> None:
    """Who answers has the text before them, so the answer acknowledges it too."""
    held = standing.consultations[act.consultation]
    party = party_of(act.by)
    held.received.setdefault(party, e.stamp)
    given = Given(at=e.stamp, by=act.by, word=act.answer, declared=act.declaration is not None, ref=e.ref)
    if act.on_behalf is not None:
        held.behalf.setdefault(act.on_behalf, []).append(given)
    else:
        held.answers.setdefault(party, []).append(given)
    if act.declaration is not None:
        held.said += (e.index,)


def vouch(standing: Standing, act: consultation.Vouch, _e: Entered) -> None:
    held = standing.consultations[act.consultation]
    held.vouched.setdefault(act.answer, {}).setdefault(party_of(act.by), act.received)


def attach(standing: Standing, act: consultation.Attach, e: Entered) -> None:
    held = standing.consultations[act.consultation]
    held.attached += 1
    held.said += (e.index,)


def extend(standing: Standing, act: consultation.Extend, e: Entered) -> None:
    held = standing.consultations[act.consultation]
    held.deadlines.append((e.stamp, act.deadline))
    standing.running[act.consultation] = _runs_until(standing, held)


def withdraw(standing: Standing, act: consultation.Withdraw, e: Entered) -> None:
    standing.consultations[act.consultation].withdrawn = e.stamp
    standing.running.pop(act.consultation, None)


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
    if set(held.terms.envoys) <= held.accepted.keys():
        standing.running.pop(act.mandate, None)
    _bury(standing, e.stamp)


def suspend(standing: Standing, act: mandate.Suspend, e: Entered) -> None:
    held, party = standing.mandates[act.mandate], party_of(act.by)
    if party not in held.suspended:
        held.suspended[party] = e.stamp
        held.pauses.append(Pause(party=party, since=e.stamp))


def resume(standing: Standing, act: mandate.Resume, e: Entered) -> None:
    held, party = standing.mandates[act.mandate], party_of(act.by)
    held.suspended.pop(party, None)
    for pause in held.pauses:
        if pause.party == party and pause.until is None:
            pause.until = e.stamp


def report(standing: Standing, act: mandate.Report, e: Entered) -> None:
    standing.mandates[act.mandate].reports.append((act.due, e.stamp))


def revoke(standing: Standing, act: mandate.Revoke, e: Entered) -> None:
    standing.mandates[act.mandate].revoked = e.stamp
    standing.live.pop(act.mandate, None)
    standing.running.pop(act.mandate, None)
    standing.running.pop(act.decision or "", None)


def _runs_until(standing: Standing, held: Consultation) -> int:
    """Until when a consultation is open, or its decision waits to be accepted or carried out."""
    subject = held.subject
    if isinstance(subject, MandateTerms):
        return max(held.deadline, subject.ends)
    if isinstance(subject, EndMandate) and subject.mandate in standing.mandates:
        return max(held.deadline, standing.mandates[subject.mandate].terms.ends)
    if isinstance(subject, Amendment | Admission) or to_be_settled(held):
        return NEVER
    return held.deadline


def _bury(standing: Standing, now: int) -> None:
    """What ended is no longer live or running, so that the dead cost nothing."""
    for ref in [ref for ref, ends in standing.live.items() if ends <= now]:
        del standing.live[ref]
    for ref in [ref for ref, until in standing.running.items() if until <= now]:
        del standing.running[ref]
    for ref in _settled(standing):
        del standing.running[ref]


def _settled(standing: Standing) -> list[str]:
    """What waited to be settled, carries no further act and can no longer change."""
    settled = settled_at(standing)
    held = ((ref, standing.consultations[ref]) for ref in standing.running)
    return [
        ref
        for ref, c in held
        if to_be_settled(c)
        and isinstance(c.subject, Position | ContactDraft)
        and settled is not None
        and c.deadline + c.delay <= settled
    ]


FOLDS: Table = {
    consultation.Open: on(open_consultation),
    consultation.Receive: on(receive),
    consultation.Answer: on(answer),
    consultation.Vouch: on(vouch),
    consultation.Attach: on(attach),
    consultation.Extend: on(extend),
    consultation.Withdraw: on(withdraw),
    mandate.Accept: on(accept),
    mandate.Suspend: on(suspend),
    mandate.Resume: on(resume),
    mandate.Report: on(report),
    mandate.Revoke: on(revoke),
}
