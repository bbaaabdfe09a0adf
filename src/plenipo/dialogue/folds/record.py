"""readout, source, statement, commitment, assessment, act: the record and its judgement."""

from __future__ import annotations

from plenipo.acts import assessment, commitment, correction, readout, source, statement
from plenipo.acts.words import party_of
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Table, on
from plenipo.dialogue.records import Assessment, Commitment, Contact, Question, Readout, Source, Statement
from plenipo.dialogue.standing import Standing


def file_readout(standing: Standing, act: readout.File, e: Entered) -> None:
    standing.readouts[e.ref] = Readout(
        index=e.index,
        at=e.stamp,
        by=act.by,
        contact=act.contact,
        side=act.side,
        commitment=act.text.commitment,
        recipients=act.recipients,
        raised=tuple((m.topic, m.raised) for m in act.matters),
    )
    held = standing.contacts[act.contact]
    held.readouts.append(e.ref)
    if act.side == "ours" and party_of(act.by) == held.party:
        standing.owed.get(held.party, {}).pop(act.contact, None)


def share(standing: Standing, act: readout.Share, e: Entered) -> None:
    held = standing.readouts[act.readout]
    held.said += (e.index,)
    held.recipients = tuple(dict.fromkeys((*held.recipients, *act.recipients)))


def acknowledge(standing: Standing, act: readout.Acknowledge, e: Entered) -> None:
    for ref in dict.fromkeys(act.readouts):
        held = standing.readouts[ref]
        held.said += (e.index,)
        held.acknowledged.setdefault(party_of(act.by), e.stamp)


def question(standing: Standing, act: readout.Question, e: Entered) -> None:
    held = standing.readouts[act.readout]
    held.said += (e.index,)
    held.questions += 1
    standing.questions[e.ref] = Question(index=e.index, at=e.stamp, by=act.by, readout=act.readout)


def answer(standing: Standing, act: readout.Answer, e: Entered) -> None:
    asked = standing.questions.pop(act.question, None)
    if asked is not None:
        standing.readouts[asked.readout].said += (e.index,)


def add_source(standing: Standing, act: source.Add, e: Entered) -> None:
    standing.sources[e.ref] = Source(
        index=e.index, at=e.stamp, by=act.by, grade=act.grade, published=act.published, origin=act.origin
    )


def record_statement(standing: Standing, act: statement.Record, e: Entered) -> None:
    standing.statements[e.ref] = Statement(
        index=e.index, at=e.stamp, by=act.by, party=act.party, when=act.at, topics=act.topics
    )


def dispute(standing: Standing, act: statement.Dispute, e: Entered) -> None:
    held = standing.statements[act.statement]
    held.said += (e.index,)
    held.disputed += 1


def record_commitment(standing: Standing, act: commitment.Record, e: Entered) -> None:
    standing.commitments[e.ref] = Commitment(
        index=e.index, at=e.stamp, by=act.by, party=act.party, to=act.to, due=act.due
    )


def update(standing: Standing, act: commitment.Update, e: Entered) -> None:
    held = standing.commitments[act.commitment]
    held.said += (e.index,)
    held.status = act.status


def make(standing: Standing, act: assessment.Make, e: Entered) -> None:
    standing.assessments[e.ref] = Assessment(
        index=e.index, at=e.stamp, by=act.by, scale=act.scale, word=act.word, resolves=act.resolves
    )
    _count(standing, standing.assessments[e.ref], 1)


def resolve(standing: Standing, act: assessment.Resolve, e: Entered) -> None:
    held = standing.assessments[act.assessment]
    held.said += (e.index,)
    _count(standing, held, -1)
    held.turned_out = act.turned_out
    _count(standing, held, 1)


def _count(standing: Standing, held: Assessment, by: int) -> None:
    """One more or one less of its word and how it turned out; what is superseded does not count."""
    if held.superseded is None:
        key = (held.scale, held.word, held.turned_out or "")
        standing.judged[key] = standing.judged.get(key, 0) + by


def correct(standing: Standing, act: correction.Correct, _e: Entered) -> None:
    """The superseded record stays, marked. Who takes a readout back owes it as before."""
    held = standing.record(act.act)
    if isinstance(held, Assessment):
        _count(standing, held, -1)
    if held is not None:
        held.superseded = act.instead or "nothing"
    if isinstance(held, Contact):
        _reopen(standing, act, held)
        _pass_on(standing, act, held)
    elif isinstance(held, Readout):
        _owe(standing, held.contact, standing.contacts[held.contact])


def _reopen(standing: Standing, act: correction.Correct, held: Contact) -> None:
    """A plan whose report was taken back can be reported again."""
    planned = standing.contacts.get(held.plan or "")
    if planned is not None and planned.report == act.act:
        planned.report = act.instead


def _pass_on(standing: Standing, act: correction.Correct, held: Contact) -> None:
    """What stands in its place, if that is a contact of the same party, owes a readout, and no later."""
    standing.owed.get(held.party, {}).pop(act.act, None)
    instead = standing.contacts.get(act.instead or "")
    if held.due is not None and instead is not None and instead.party == held.party:
        instead.due = held.due if instead.due is None else min(held.due, instead.due)
        _owe(standing, act.instead or "", instead)


def _owe(standing: Standing, ref: str, about: Contact) -> None:
    """As long as the contact stands, and no readout of its party's own side on it."""
    filed = (standing.readouts[one] for one in about.readouts)
    told = any(r.side == "ours" and party_of(r.by) == about.party and r.superseded is None for r in filed)
    if about.due is not None and about.superseded is None and not told:
        standing.owed.setdefault(about.party, {})[ref] = about.due


FOLDS: Table = {
    readout.File: on(file_readout),
    readout.Share: on(share),
    readout.Acknowledge: on(acknowledge),
    readout.Question: on(question),
    readout.Answer: on(answer),
    source.Add: on(add_source),
    statement.Record: on(record_statement),
    statement.Dispute: on(dispute),
    commitment.Record: on(record_commitment),
    commitment.Update: on(update),
    assessment.Make: on(make),
    assessment.Resolve: on(resolve),
    correction.Correct: on(correct),
}
