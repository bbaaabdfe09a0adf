"""Candidates among consultations and mandates: what runs, what was decided, what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from plenipo.acts import Said, consultation, dialogue, mandate
from plenipo.acts.charter import Decision, DecisionRule, Founder, Party
from plenipo.acts.consultation import (
    Admission,
    Amendment,
    ContactDraft,
    EndMandate,
    MandateTerms,
    Position,
    Subject,
)
from plenipo.acts.words import urgent_first
from plenipo.dialogue.counting import house_of, late_objections, to_be_settled
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation, Mandate
from plenipo.dialogue.reporting import calendar, reports_for, to_report
from plenipo.guard.candidates.maker import MOST, ZEROS, Candidate, Make, Maker, Makers

QUARTER = 90 * 86_400_000  # ms: how long a placeholder mandate runs
MARGIN = 3_600_000  # ms beyond the least deadline


def running(m: Maker) -> Iterator[tuple[str, Consultation]]:
    """The consultations that are open, or whose decision still waits."""
    for ref, until in m.standing.running.items():
        if until > m.now:
            yield ref, m.standing.consultations[ref]


def open_to(m: Maker) -> list[tuple[str, Consultation]]:
    """The consultations that this party may still answer, the urgent first."""
    open_ones = [pair for pair in running(m) if m.now < pair[1].deadline and m.party in pair[1].members]
    return sorted(open_ones, key=lambda pair: urgent_first(pair[1].precedence))


def live(m: Maker) -> Iterator[tuple[str, Mandate]]:
    for ref, ends in m.standing.live.items():
        if ends > m.now:
            yield ref, m.standing.mandates[ref]


def _open(m: Maker) -> Iterator[Candidate]:
    for decision, rule in m.charter.decisions.items():
        for about, subject in _subjects(m, decision):
            for procedure in ("vote", "silence", "written") if rule.silence else ("vote", "written"):
                times = _times(m, rule, procedure)
                yield m.one(
                    consultation.Open, about, subject=subject, text=m.text, procedure=procedure, **times
                )


def _times(m: Maker, rule: DecisionRule, procedure: str) -> dict[str, int]:
    """Each stage a margin beyond the least that the rules leave it."""
    delay = m.charter.delay * 1000
    if procedure == "written":
        consent_by = m.now + delay + MARGIN
        return {"consent_by": consent_by, "deadline": consent_by + delay + MARGIN}
    house = house_of(rule)
    quiet = max(m.charter.silence_minimum * 1000, house.least_period if house else 0)
    least = max(delay, quiet) if procedure == "silence" else delay
    return {"deadline": m.now + least + MARGIN}


def _subjects(m: Maker, decision: Decision) -> Iterator[tuple[str | None, Subject]]:
    if decision == "end-mandate":
        yield from ((ref, EndMandate(mandate=ref)) for ref, _ in live(m))
    elif decision == "mandate":
        yield None, _terms(m)
    elif decision == "amendment":
        yield None, Amendment(charter=m.charter)
    elif decision == "admission":
        yield None, _newcomer()
    elif decision == "contact":
        yield None, ContactDraft(counterpart=m.counterpart, level="technical")
    else:
        yield None, Position()


def _terms(m: Maker) -> MandateTerms:
    persons = m.standing.persons.items()
    envoy = next((name for name, p in persons if "envoy" in p.functions and p.ended is None), m.person)
    return MandateTerms(
        envoys=(envoy,),
        counterpart=m.counterpart,
        levels=("technical",),
        media=("call",),
        topics=tuple(t.id for t in m.charter.topics),
        reach="explore",
        starts=m.now,
        ends=m.now + QUARTER,
    )


def _newcomer() -> Admission:
    keys = (f"SHA256:{ZEROS[:43]}", f"SHA256:{ZEROS[:42]}1")
    return Admission(
        party=Party(id="NEW", name="A party to be admitted", role="partner"),
        founder=Founder(person="NEW/authority", functions=("authority",), keys=keys),
    )


def _receive(m: Maker) -> Iterator[Candidate]:
    for ref, held in open_to(m):
        texts = (consultation.Receipt(consultation=ref, commitment=held.commitment),)
        if m.party not in held.received:
            yield m.one(consultation.Receive, ref, texts=texts)
        for party, named in held.deputies.items():
            if m.person in named and party not in held.received:
                yield m.one(consultation.Receive, ref, texts=texts, on_behalf=party)


def _answer(m: Maker) -> Iterator[Candidate]:
    for ref, held in (*open_to(m), *_waiting(m)):
        word = "object" if held.procedure == "silence" else "for" if m.now < held.deadline else "against"
        yield m.one(consultation.Answer, ref, consultation=ref, commitment=held.commitment, answer=word)


def _waiting(m: Maker) -> Iterator[tuple[str, Consultation]]:
    """What is past its deadline and waits to be settled."""
    for ref, held in running(m):
        late = to_be_settled(held) and m.now >= held.deadline and m.party in held.members
        if late and outcome_of(m.standing, held, m.now).outcome == "pending":
            yield ref, held


def _vouch(m: Maker) -> Iterator[Candidate]:
    """Received a moment before the deadline: when it was is for its author to say."""
    for ref, held in _waiting(m):
        for late in late_objections(held):
            if late.member != m.party and m.party not in held.vouched.get(late.given.ref, {}):
                about = {"consultation": ref, "answer": late.given.ref}
                yield m.one(consultation.Vouch, ref, **about, received=held.deadline - 1)


def _attach(m: Maker) -> Iterator[Candidate]:
    for ref, held in open_to(m):
        about = {"consultation": ref, "commitment": held.commitment}
        yield m.one(consultation.Attach, ref, **about, what="statement", text=m.text)


def _extend(m: Maker) -> Iterator[Candidate]:
    for ref, held in _opened(m):
        yield m.one(consultation.Extend, ref, consultation=ref, deadline=held.deadline + MARGIN)


def _withdraw(m: Maker) -> Iterator[Candidate]:
    for ref, _ in _opened(m):
        yield m.one(consultation.Withdraw, ref, consultation=ref)


def _opened(m: Maker) -> Iterator[tuple[str, Consultation]]:
    """Open, and put by this party."""
    return ((ref, held) for ref, held in open_to(m) if held.by.startswith(m.party + "/"))


def _accept(m: Maker) -> Iterator[Candidate]:
    for ref, held in running(m):
        if isinstance(held.subject, MandateTerms) and m.person in held.subject.envoys:
            known = m.standing.mandates.get(ref)
            if known is None or m.person not in known.accepted:
                yield m.one(mandate.Accept, ref, mandate=ref, commitment=held.commitment)


def _on_live(kind: type[Said]) -> Make:
    def make(m: Maker) -> Iterator[Candidate]:
        return (m.one(kind, ref, mandate=ref) for ref, _ in live(m))

    return make


def _report(m: Maker) -> Iterator[Candidate]:
    """The reports not yet made that this person may give now, of the newest mandates first."""
    newest = reversed(to_report(m.standing))
    own = ((ref, held) for ref, held in newest if reports_for(m.standing, held, m.person, m.now))
    for ref, held in islice(own, MOST):
        for day in calendar(held, m.now):
            if not day.made and day.opens <= m.now:
                yield m.one(mandate.Report, ref, mandate=ref, due=day.due, text=m.text)


def _revoke(m: Maker) -> Iterator[Candidate]:
    yield from _on_live(mandate.Revoke)(m)
    for ref, held in running(m):
        if isinstance(held.subject, EndMandate) and held.subject.mandate in m.standing.live:
            yield m.one(mandate.Revoke, held.subject.mandate, mandate=held.subject.mandate, decision=ref)


def _amend(m: Maker) -> Iterator[Candidate]:
    for ref, held in running(m):
        if isinstance(held.subject, Amendment):
            yield m.one(dialogue.Amend, ref, consultation=ref, charter=held.subject.charter)


def _admit(m: Maker) -> Iterator[Candidate]:
    for ref, held in running(m):
        if isinstance(held.subject, Admission):
            party, founder = held.subject.party, held.subject.founder
            yield m.one(dialogue.Admit, ref, consultation=ref, party=party, founder=founder)


MAKERS: Makers = {
    consultation.Open: _open,
    consultation.Receive: _receive,
    consultation.Answer: _answer,
    consultation.Vouch: _vouch,
    consultation.Attach: _attach,
    consultation.Extend: _extend,
    consultation.Withdraw: _withdraw,
    mandate.Accept: _accept,
    mandate.Suspend: _on_live(mandate.Suspend),
    mandate.Resume: _on_live(mandate.Resume),
    mandate.Report: _report,
    mandate.Revoke: _revoke,
    dialogue.Amend: _amend,
    dialogue.Admit: _admit,
}
