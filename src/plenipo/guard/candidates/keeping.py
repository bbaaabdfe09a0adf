"""Candidates in the record and among those who keep it: readouts, judgements, persons, keys, terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from plenipo.acts import (
    assessment,
    commitment,
    correction,
    dialogue,
    key,
    person,
    readout,
    register,
    source,
    statement,
)
from plenipo.acts.words import Text, party_of
from plenipo.dialogue.shelves import last_first, waiting
from plenipo.guard.candidates.maker import MOST, ZEROS, Candidate, Maker, Makers
from plenipo.guard.candidates.talks import newest

NEW_KEY = f"SHA256:{ZEROS[:43]}"


def _file(m: Maker) -> Iterator[Candidate]:
    """The readouts that this party owes, or else one of the newest contact, or of the one asked about."""
    owed = list(islice(m.standing.owed.get(m.party, {}), MOST)) if m.about is None else []
    owed = owed or [ref for ref, _ in newest(m)]
    matters = tuple(
        readout.Raised(topic=topic, raised="not-raised") for r in m.charter.reserved for topic in r.topics
    )
    partners = tuple(p.id for p in m.standing.parties("partner"))
    for ref in owed:
        yield m.one(
            readout.File, ref, contact=ref, side="ours", text=m.text, recipients=partners, matters=matters
        )


def _asked(m: Maker, table: Mapping[str, Any], otherwise: Iterable[str]) -> Iterable[str]:
    """The record that is asked about, where it is of this table."""
    if m.about is None:
        return otherwise
    return (m.about,) if m.about in table else ()


def _share(m: Maker) -> Iterator[Candidate]:
    for ref in _asked(m, m.standing.readouts, last_first(m.standing, f"filed {m.party}")):
        held = m.standing.readouts[ref]
        if party_of(held.by) == m.party:
            same = Text(blob=ZEROS, commitment=held.commitment, marking=m.charter.ceiling)
            yield m.one(readout.Share, ref, readout=ref, text=same, recipients=())
            return


def _acknowledge(m: Maker) -> Iterator[Candidate]:
    waits = _asked(m, m.standing.readouts, waiting(m.standing, f"unread {m.party}"))
    open_ones = (
        ref
        for ref, held in ((ref, m.standing.readouts[ref]) for ref in waits)
        if m.party in held.recipients and m.party not in held.acknowledged and party_of(held.by) != m.party
    )
    return (m.one(readout.Acknowledge, ref, readouts=(ref,)) for ref in islice(open_ones, MOST))


def _question(m: Maker) -> Iterator[Candidate]:
    for ref in _asked(m, m.standing.readouts, last_first(m.standing, f"received {m.party}")):
        held = m.standing.readouts[ref]
        if m.party in held.recipients and party_of(held.by) != m.party:
            yield m.one(readout.Question, ref, readout=ref, text=m.text)
            return


def _answer(m: Maker) -> Iterator[Candidate]:
    questions = m.standing.questions
    for ref in islice(_asked(m, questions, questions), MOST):
        if party_of(m.standing.readouts[questions[ref].readout].by) == m.party:
            yield m.one(readout.Answer, ref, question=ref, text=m.text)


def _add_source(m: Maker) -> Iterator[Candidate]:
    yield m.one(source.Add, text=m.text, grade="F6", published=m.now)


def _state(m: Maker) -> Iterator[Candidate]:
    yield m.one(statement.Record, party=m.counterpart, at=m.now, text=m.text, sources=())


def _dispute(m: Maker) -> Iterator[Candidate]:
    for ref in _asked(m, m.standing.statements, _last(m.standing.statements)):
        yield m.one(statement.Dispute, ref, statement=ref, text=m.text)


def _undertake(m: Maker) -> Iterator[Candidate]:
    yield m.one(commitment.Record, party=m.counterpart, to=(m.party,), text=m.text)


def _update(m: Maker) -> Iterator[Candidate]:
    recorded = waiting(m.standing, "commitments", "commitments undated")
    pending = (ref for ref in recorded if m.standing.commitments[ref].status == "pending")
    for ref in islice(_asked(m, m.standing.commitments, pending), MOST):
        yield m.one(commitment.Update, ref, commitment=ref, status="kept")


def _assess(m: Maker) -> Iterator[Candidate]:
    word = {"scale": "icd-203", "word": "roughly even", "confidence": "low"}
    yield m.one(assessment.Make, text=m.text, **word)


def _resolve(m: Maker) -> Iterator[Candidate]:
    made = waiting(m.standing, "assessments", "assessments undated")
    unresolved = (ref for ref in made if m.standing.assessments[ref].turned_out is None)
    for ref in islice(_asked(m, m.standing.assessments, unresolved), MOST):
        yield m.one(assessment.Resolve, ref, assessment=ref, turned_out="undecidable")


def _correct(m: Maker) -> Iterator[Candidate]:
    """One's own newest record of a fact, of each sort, or the one asked about."""
    s = m.standing
    tables: tuple[dict[str, Any], ...] = (
        dict(newest(m, own=True)),
        s.offers,
        s.readouts,
        s.sources,
        s.statements,
        s.commitments,
        s.assessments,
    )
    for table in tables:
        for ref in _asked(m, table, _last(table)):
            if table[ref].by == m.person:
                yield m.one(correction.Correct, ref, act=ref)


def _last(table: dict[str, Any]) -> Iterable[str]:
    return islice(reversed(table), 1)


def _accredit(m: Maker) -> Iterator[Candidate]:
    yield m.one(person.Accredit, person=f"{m.party}/new", functions=("reader",), keys=(NEW_KEY,))


def _withdraw_person(m: Maker) -> Iterator[Candidate]:
    own = (n for n, p in m.standing.persons.items() if p.ended is None and party_of(n) == m.party)
    return (m.one(person.Withdraw, name, person=name) for name in islice(own, MOST))


def _add_key(m: Maker) -> Iterator[Candidate]:
    yield m.one(key.Add, owner=m.person, purpose="act", key=NEW_KEY)


def _revoke_key(m: Maker) -> Iterator[Candidate]:
    own = (k for k, held in m.standing.keys.items() if held.owner == m.person and held.revoked is None)
    return (m.one(key.Revoke, k, owner=m.person, key=k) for k in islice(own, MOST))


def _leave(m: Maker) -> Iterator[Candidate]:
    yield m.one(dialogue.Leave)


def _hand_over(m: Maker) -> Iterator[Candidate]:
    to = {"registrar": m.party, "registrar_key": m.charter.registrar_key}
    yield m.one(register.HandOver, term=m.standing.term + 1, **to, checkpoint=m.seen)


def _settle(m: Maker) -> Iterator[Candidate]:
    yield m.one(register.Settle, checkpoint=m.seen, signatures=())


MAKERS: Makers = {
    readout.File: _file,
    readout.Share: _share,
    readout.Acknowledge: _acknowledge,
    readout.Question: _question,
    readout.Answer: _answer,
    source.Add: _add_source,
    statement.Record: _state,
    statement.Dispute: _dispute,
    commitment.Record: _undertake,
    commitment.Update: _update,
    assessment.Make: _assess,
    assessment.Resolve: _resolve,
    correction.Correct: _correct,
    person.Accredit: _accredit,
    person.Withdraw: _withdraw_person,
    key.Add: _add_key,
    key.Revoke: _revoke_key,
    dialogue.Leave: _leave,
    register.HandOver: _hand_over,
    register.Settle: _settle,
}
