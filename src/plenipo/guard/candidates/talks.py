"""Candidates towards the counterpart: channels, contacts, offers, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from plenipo.acts import Said, channel, contact, offer, proposal
from plenipo.acts.consultation import MandateTerms, Position
from plenipo.acts.words import Text, party_of
from plenipo.dialogue.records import Contact, Offer, Proposal
from plenipo.dialogue.shelves import last_first, waiting
from plenipo.guard.candidates.decisions import live, running
from plenipo.guard.candidates.maker import MOST, ZEROS, Candidate, Make, Maker, Makers

DAY = 86_400_000  # ms
RECENT = 50  # consultations looked through for a position that could ratify a contact


def _own_mandates(m: Maker) -> Iterator[tuple[str, str, MandateTerms]]:
    """Mandates with an envoy for whom this person may speak, in force or waiting to be accepted."""
    found = {ref: held.terms for ref, held in live(m)}
    for ref, held in running(m):
        if isinstance(held.subject, MandateTerms):
            found.setdefault(ref, held.subject)
    for ref, terms in found.items():
        own = [e for e in terms.envoys if party_of(e) == m.party]
        for envoy in [m.person] if m.person in own else own:
            yield ref, envoy, terms


def _free(m: Maker, terms: MandateTerms) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics of a mandate that need no consent, and those that do."""
    reserved = {t for r in m.charter.reserved for t in r.topics}
    free = tuple(t for t in terms.topics if t not in reserved)
    return free, tuple(t for t in terms.topics if t in reserved)


def _under(m: Maker, kind: type[Said], *, media: bool) -> Iterator[Candidate]:
    """One candidate a mandate, level and, where it matters, medium."""
    for ref, envoy, terms in _own_mandates(m):
        topics, left_out = _free(m, terms)
        place = {"counterpart": terms.counterpart, "topics": topics}
        for level in terms.levels:
            for medium in terms.media if media else terms.media[:1]:
                act = _intent(m, kind, mandate=ref, envoy=envoy, level=level, medium=medium, **place)
                yield Candidate(act, ref, left_out)


def _intent(m: Maker, kind: type[Said], **members: Any) -> Said:
    if kind is contact.Plan:
        at = m.now + max(m.charter.claim_window * 1000, DAY)
        return m.act(kind, **members, at=at, lines=m.text)
    return m.act(kind, **members, text=m.text)


def _intended(kind: type[Said], *, media: bool) -> Make:
    """Without any mandate, one candidate that says so by its refusal."""

    def make(m: Maker) -> Iterator[Candidate]:
        found = list(islice(_under(m, kind, media=media), 3 * MOST))
        if not found:
            whose = {"mandate": ZEROS, "envoy": m.person, "counterpart": m.counterpart}
            found = [Candidate(_intent(m, kind, **whose, level="technical", medium="call", topics=()))]
        return iter(found)

    return make


def _open_channel(m: Maker) -> Iterator[Candidate]:
    yield m.one(channel.Open, counterpart=m.counterpart, level="technical")


def _on_channels(kind: type[Said]) -> Make:
    def make(m: Maker) -> Iterator[Candidate]:
        known = waiting(m.standing, "channels")
        held = (ref for ref in known if m.standing.channels[ref].closed is None)
        return (m.one(kind, ref, channel=ref) for ref in islice(held, MOST))

    return make


def _announce(m: Maker) -> Iterator[Candidate]:
    at = m.now + DAY
    yield m.one(contact.Announce, counterpart=m.counterpart, level="technical", medium="call", at=at)


def own_plans(m: Maker) -> Iterator[tuple[str, Contact]]:
    """What this party planned or announced, and has neither reported nor cancelled."""
    named = m.about in m.standing.contacts
    for ref in (str(m.about),) if named else waiting(m.standing, "ahead"):
        held = m.standing.contacts[ref]
        ahead = held.kind != "reported" and held.report is None and held.cancelled is None
        if ahead and held.party == m.party:
            yield ref, held


def newest(m: Maker, *, own: bool | None = None) -> Iterator[tuple[str, Contact]]:
    """The newest contact that took place, or the one asked about; with `own`, of this party or of another."""
    mine = f"reported {m.party}"
    shelves = (name for name in m.standing.shelves if name.startswith("reported "))
    known = last_first(m.standing, *(name for name in shelves if own in {None, name == mine}))
    for ref in (str(m.about),) if m.about in m.standing.contacts else known:
        held = m.standing.contacts[ref]
        stands = held.kind == "reported" and held.superseded is None
        if stands and own in {None, held.party == m.party}:
            yield ref, held
            return


def _cancel(m: Maker) -> Iterator[Candidate]:
    return (m.one(contact.Cancel, ref, contact=ref) for ref, _ in islice(own_plans(m), MOST))


def _report(m: Maker) -> Iterator[Candidate]:
    for ref, held in islice(own_plans(m), MOST):
        yield m.one(
            contact.Report,
            ref,
            party=held.party,
            counterpart=held.counterpart,
            level=held.level,
            medium=held.medium,
            at=min(held.when, m.now),
            plan=ref,
            envoy=held.envoy,
            claims="mandate" if held.kind == "planned" else "bilateral",
            topics=held.topics,
        )
    place = {"party": m.party, "counterpart": m.counterpart, "level": "technical", "medium": "call"}
    yield Candidate(m.act(contact.Report, **place, at=m.now))


def _on_newest(kind: type[Said], *, own: bool | None = None) -> Make:
    """What is said about a contact: one candidate, about the newest."""

    def make(m: Maker) -> Iterator[Candidate]:
        for ref, held in newest(m, own=own):
            yield Candidate(_about(m, kind, ref, held), ref)

    return make


def _about(m: Maker, kind: type[Said], ref: str, held: Contact) -> Said:
    if kind is contact.Disavow:
        return m.act(kind, contact=ref)
    if kind is contact.Outcome:
        return m.act(kind, contact=ref, text=m.text)
    if kind is contact.Brief:
        return m.act(kind, contact=ref, told=(), when="after", at=m.now)
    return m.act(kind, contact=ref, side=held.counterpart, at=m.now)


def _ratify(m: Maker) -> Iterator[Candidate]:
    for decision, held in islice(reversed(m.standing.consultations.items()), RECENT):
        if isinstance(held.subject, Position):
            for ref, took_place in newest(m):
                when = took_place.when
                yield m.one(contact.Ratify, ref, contact=ref, decision=decision, effective_from=when)
            return


def _receive_offer(m: Maker) -> Iterator[Candidate]:
    yield m.one(offer.Receive, counterpart=m.counterpart, level="technical", medium="call", at=m.now)


def _open_offers(m: Maker) -> Iterator[tuple[str, Offer]]:
    known = ((ref, m.standing.offers[ref]) for ref in waiting(m.standing, "offers", "offers left"))
    held = ((ref, o) for ref, o in known if o.superseded is None)
    return ((ref, o) for ref, o in held if o.answer in {None, "left-unanswered"})


def _answer_offer(m: Maker) -> Iterator[Candidate]:
    for ref, _ in islice(_open_offers(m), MOST):
        yield m.one(offer.Answer, ref, offer=ref, answer="accepted", at=m.now)


def _leave_unanswered(m: Maker) -> Iterator[Candidate]:
    for ref, held in islice(_open_offers(m), MOST):
        if held.answer is None and not held.ours:
            yield m.one(offer.LeaveUnanswered, ref, offer=ref)


def _on_table(m: Maker) -> Iterator[tuple[str, Proposal]]:
    for ref in waiting(m.standing, "table"):
        held = m.standing.proposals[ref]
        if held.withdrawn is None and held.answer is None and held.superseded is None:
            yield ref, held


def _own_proposals(m: Maker) -> Iterator[tuple[str, Proposal]]:
    return ((ref, p) for ref, p in _on_table(m) if party_of(p.envoy or p.by) == m.party)


def _report_proposal(m: Maker) -> Iterator[Candidate]:
    for ref, held in islice(_own_proposals(m), MOST):
        if held.put is None:
            same = {"counterpart": held.counterpart, "level": held.level, "topics": held.topics}
            exact = Text(blob=ZEROS, commitment=held.commitment, marking=m.charter.ceiling)
            own = {"party": m.party, "at": m.now, "proposal": ref}
            yield m.one(proposal.Report, ref, **own, **same, text=exact)
    place = {"party": m.party, "counterpart": m.counterpart, "level": "technical"}
    yield Candidate(m.act(proposal.Report, **place, topics=(), text=m.text, at=m.now))


def _withdraw_proposal(m: Maker) -> Iterator[Candidate]:
    return (m.one(proposal.Withdraw, ref, proposal=ref) for ref, _ in islice(_own_proposals(m), MOST))


def _answer_proposal(m: Maker) -> Iterator[Candidate]:
    put = (ref for ref, held in _on_table(m) if held.put is not None)
    return (
        m.one(proposal.Answer, ref, proposal=ref, answer="rejected", at=m.now) for ref in islice(put, MOST)
    )


MAKERS: Makers = {
    channel.Open: _open_channel,
    channel.Pause: _on_channels(channel.Pause),
    channel.Close: _on_channels(channel.Close),
    contact.Announce: _announce,
    contact.Plan: _intended(contact.Plan, media=True),
    contact.Cancel: _cancel,
    contact.Report: _report,
    contact.Confirm: _on_newest(contact.Confirm),
    contact.Deny: _on_newest(contact.Deny),
    contact.DeclineToConfirm: _on_newest(contact.DeclineToConfirm),
    contact.Disavow: _on_newest(contact.Disavow, own=False),
    contact.Ratify: _ratify,
    contact.Brief: _on_newest(contact.Brief),
    contact.Outcome: _on_newest(contact.Outcome),
    offer.Make: _intended(offer.Make, media=False),
    offer.Receive: _receive_offer,
    offer.Answer: _answer_offer,
    offer.LeaveUnanswered: _leave_unanswered,
    proposal.Table: _intended(proposal.Table, media=False),
    proposal.Report: _report_proposal,
    proposal.Withdraw: _withdraw_proposal,
    proposal.Answer: _answer_proposal,
}
