"""Candidates among words on consent: what is asked, what can be claimed, what was given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from plenipo.acts import consent, pressure
from plenipo.dialogue.derived import consents_on
from plenipo.dialogue.records import Ask, Consent, Contact
from plenipo.dialogue.shelves import waiting
from plenipo.guard.candidates.maker import MOST, Candidate, Maker, Makers

MONTH = 30 * 86_400_000  # ms


def _own_matters(m: Maker) -> tuple[str, ...]:
    return tuple(sorted(m.standing.reserved_to(m.party)))


def _asked(m: Maker) -> Iterator[tuple[str, Ask]]:
    """The requests to this party that it has not answered; it owes no answer."""
    matters = (m.standing.matters.get(f"{m.party} {topic}") for topic in _own_matters(m))
    refs = dict.fromkeys(ref for matter in matters if matter is not None for ref in matter.pending)
    return ((ref, m.standing.asks[ref]) for ref in islice(refs, MOST))


def _ask(m: Maker) -> Iterator[Candidate]:
    for party in m.standing.parties("concerned"):
        yield m.one(
            consent.Ask,
            party.id,
            party=party.id,
            topics=tuple(sorted(m.standing.reserved_to(party.id))),
            counterpart=m.counterpart,
            level="technical",
            text=m.text,
            reason=m.text,
            answer_by=m.now + max(m.charter.notice, 1) * 1000,
        )


def _give(m: Maker) -> Iterator[Candidate]:
    for ref, asked in _asked(m):
        yield m.one(
            consent.Give,
            ref,
            commitment=asked.commitment,
            topics=asked.topics,
            counterpart=asked.counterpart,
            level=asked.level,
            until=m.now + MONTH,
            ask=ref,
        )
    for ref, held in _planned(m):
        claimed = dict.fromkeys(t for claim in held.claims if claim.party == m.party for t in claim.topics)
        if claimed and held.lines is not None and not _said(m, held.lines):
            yield m.one(
                consent.Give,
                ref,
                commitment=held.lines,
                topics=tuple(claimed),
                counterpart=held.counterpart,
                level=held.level,
                until=max(m.now, held.when) + MONTH,
            )


def _disclaim(m: Maker) -> Iterator[Candidate]:
    for ref, asked in _asked(m):
        exact = {"commitment": asked.commitment, "counterpart": asked.counterpart}
        yield m.one(consent.Disclaim, ref, **exact, level=asked.level)
    for ref, held in _claimable(m):
        if held.lines is not None and not _said(m, held.lines):
            exact = {"commitment": held.lines, "counterpart": held.counterpart}
            yield m.one(consent.Disclaim, ref, **exact, level=held.level)


def _said(m: Maker, commitment: str) -> bool:
    """This party's word on this text stands."""
    return bool(consents_on(m.standing, commitment, m.party, m.now))


def _refuse(m: Maker) -> Iterator[Candidate]:
    return (m.one(consent.Refuse, ref, ask=ref) for ref, _ in _asked(m))


def _planned(m: Maker) -> Iterator[tuple[str, Contact]]:
    for ref in waiting(m.standing, "ahead"):
        held = m.standing.contacts[ref]
        if held.kind == "planned" and held.report is None and held.cancelled is None:
            yield ref, held


def _claimable(m: Maker) -> Iterator[tuple[str, Contact]]:
    """The plans that stand within the claim window."""
    window = m.charter.claim_window * 1000
    return ((ref, held) for ref, held in _planned(m) if m.now <= held.at + window)


def _claim(m: Maker) -> Iterator[Candidate]:
    return (m.one(consent.Claim, ref, contact=ref, topics=_own_matters(m)) for ref, _ in _claimable(m))


def _given(m: Maker) -> Iterator[tuple[str, Consent]]:
    for ref in waiting(m.standing, f"given {m.party}"):
        held = m.standing.consents[ref]
        ended = held.until is not None and held.until <= m.now
        if held.party == m.party and held.withdrawn is None and not ended:
            yield ref, held


def _withdraw(m: Maker) -> Iterator[Candidate]:
    return (m.one(consent.Withdraw, ref, consent=ref) for ref, _ in _given(m))


def _conditions_met(m: Maker) -> Iterator[Candidate]:
    for ref, held in _given(m):
        if held.conditional and held.met is None:
            yield m.one(consent.ConditionsMet, ref, consent=ref)


def _invite(m: Maker) -> Iterator[Candidate]:
    yield m.one(consent.Invite, topics=_own_matters(m))


def _pressed(m: Maker) -> Iterator[Candidate]:
    yield m.one(pressure.Report, text=m.text, topics=_own_matters(m))


MAKERS: Makers = {
    consent.Ask: _ask,
    consent.Give: _give,
    consent.Disclaim: _disclaim,
    consent.Refuse: _refuse,
    consent.Claim: _claim,
    consent.Withdraw: _withdraw,
    consent.ConditionsMet: _conditions_met,
    consent.Invite: _invite,
    pressure.Report: _pressed,
}
