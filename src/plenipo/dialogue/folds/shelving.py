"""What stands on which shelf after an act: one function a table, called for each record that an act touches.

To shelve a record again changes nothing, so that it is enough to name whatever an act may have touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    mandate,
    offer,
    proposal,
    readout,
)
from plenipo.acts.words import party_of
from plenipo.dialogue.derived import knowledge, through_others, unbriefed
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.records import Consent, Contact, Proposal
from plenipo.dialogue.reporting import has_calendar, on_contact, outstanding
from plenipo.dialogue.shelves import marks, newest, waits
from plenipo.dialogue.standing import Standing

Shelve: TypeAlias = Callable[[Standing, str], None]


def shelve(standing: Standing, entered: Entered) -> None:
    """Shelve again what the act, which was folded, began and what it names."""
    for again, refs in _TOUCHED.get(type(entered.act), ()):
        for ref in refs(entered):
            again(standing, ref)


def _new_contact(standing: Standing, ref: str) -> None:
    """When it took place never changes."""
    held = standing.contacts[ref]
    sorts = ["contacts"]
    if held.kind == "reported":
        sorts += [f"level {held.level}", f"pair {held.party} {held.counterpart}"]
        sorts += [] if held.channel is None else [f"channel {held.channel}"]
    span = max(0, (held.ended or held.when) - held.when)
    for sort in sorts:
        marks(standing, sort, (held.when, held.index, ref), span=span)
    _contact(standing, ref)


def _contact(standing: Standing, ref: str) -> None:
    held = standing.contacts.get(ref)
    if held is None:
        return
    if held.kind != "reported":
        ahead = held.report is None and held.cancelled is None
        waits(standing, "ahead", (held.index, ref), stands=ahead)
        return
    waits(standing, f"reported {held.party}", (held.index, ref), stands=held.superseded is None)
    _brief(standing, ref)
    _know(standing, ref)


def _brief(standing: Standing, ref: str) -> None:
    held = standing.contacts[ref]
    owing = held.kind == "reported" and held.claims_authority == "mandate" and held.superseded is None
    waits(standing, "unbriefed", (held.index, ref), stands=owing and bool(unbriefed(standing, held)))


def _know(standing: Standing, ref: str) -> None:
    """What is known of it counts; what a side said for an instant still ahead is looked at each time."""
    held = standing.contacts[ref]
    if held.kind != "reported":
        return
    ahead = any(side.at > standing.stamp for side in held.sides)
    known = knowledge(held)
    counts = held.superseded is None and known != "denied" and not ahead
    at = (held.when, held.index, "")  # it is counted, never looked up
    marks(standing, f"known {held.counterpart}", at, stands=counts)
    others = counts and through_others(held, known)
    marks(standing, f"second-hand {held.counterpart}", at, stands=others)
    waits(standing, "said ahead", (held.index, ref), stands=ahead)


def _offer(standing: Standing, ref: str) -> None:
    held = standing.offers.get(ref)
    if held is None:
        return
    waits(standing, "offers", (held.index, ref), stands=held.answer is None and held.superseded is None)
    left = held.answer == "left-unanswered" and held.superseded is None
    waits(standing, "offers left", (held.index, ref), stands=left)
    for at in (held.when, held.answer_by, held.answered):
        if at is not None:
            marks(standing, "offers", (at, held.index, ref))


def _proposal(standing: Standing, ref: str) -> None:
    """The go-ahead of a text under a mandate ends with the first withdrawal or answer of any report of it."""
    held = standing.proposals[ref]
    waits(standing, "table", (held.index, ref), stands=not _off_table(held) and held.superseded is None)
    if held.mandate is None:
        return
    same = standing.tabled.setdefault(f"{held.commitment} {held.mandate}", [])
    if ref not in same:
        same.append(ref)
    stands = not any(_off_table(standing.proposals[other]) for other in same)
    waits(standing, "texts", (standing.proposals[same[0]].index, same[0]), stands=stands)


def _off_table(held: Proposal) -> bool:
    return held.withdrawn is not None or held.answer is not None


def _channel(standing: Standing, ref: str) -> None:
    held = standing.channels[ref]
    waits(standing, "channels", (held.index, ref), stands=held.closed is None)


def _readout(standing: Standing, ref: str) -> None:
    held = standing.readouts.get(ref)
    if held is None:
        return
    author = party_of(held.by)
    newest(standing, f"filed {author}", (held.index, ref))
    for party in held.recipients:
        if party != author:
            newest(standing, f"received {party}", (held.index, ref))
            waits(standing, f"unread {party}", (held.index, ref), stands=party not in held.acknowledged)


def _read(standing: Standing, ref: str) -> None:
    held = standing.readouts[ref]
    for party in held.acknowledged:
        waits(standing, f"unread {party}", (held.index, ref), stands=False)


def _told(standing: Standing, ref: str) -> None:
    """A readout tells its recipients of the contact."""
    _readout(standing, ref)
    if ref in standing.readouts:
        _brief(standing, standing.readouts[ref].contact)


def _commitment(standing: Standing, ref: str) -> None:
    held = standing.commitments.get(ref)
    if held is not None:
        name = "commitments undated" if held.due is None else "commitments"
        waits(standing, name, (held.index, ref), stands=held.status == "pending")


def _assessment(standing: Standing, ref: str) -> None:
    held = standing.assessments.get(ref)
    if held is not None:
        name = "assessments undated" if held.resolves is None else "assessments"
        waits(standing, name, (held.index, ref), stands=held.turned_out is None)


def _ask(standing: Standing, ref: str) -> None:
    held = standing.asks[ref]
    marks(standing, "asks", (held.at, held.index, ref))
    if held.answered == "refused" and held.answered_at is not None:
        marks(standing, "asks", (held.answered_at, held.index, ref))


def _consent(standing: Standing, ref: str) -> None:
    """What ended by now is taken off with the next word of the party."""
    held = standing.consents[ref]
    for at in (held.at, held.met, held.withdrawn):
        if at is not None:
            marks(standing, "consents", (at, held.index, ref))
    name = f"given {held.party}"
    waits(standing, name, (held.index, ref), stands=True)
    standing.shelves[name] = [
        item for item in standing.shelves[name] if not _over(standing, standing.consents[item[1]])
    ]


def _over(standing: Standing, held: Consent) -> bool:
    return held.withdrawn is not None or (held.until is not None and held.until <= standing.stamp)


def _refused(standing: Standing, ref: str) -> None:
    """A refusal takes back what was given on the same text."""
    _ask(standing, ref)
    for given in standing.on_text.get(standing.asks[ref].commitment, ()):
        _consent(standing, given)


def _term(standing: Standing, ref: str) -> None:
    held = standing.consultations[ref]
    marks(standing, "consultations", (held.at, held.index, ref), span=held.deadline - held.at)
    _consultation(standing, ref)


def _consultation(standing: Standing, ref: str) -> None:
    held = standing.consultations[ref]
    if held.procedure == "silence":
        latest = held.deadline - held.minimum
        reached = all(held.received.get(member, latest + 1) <= latest for member in held.members)
        waits(standing, "silences", (held.index, ref), stands=held.withdrawn is None and not reached)


def _mandate(standing: Standing, ref: str) -> None:
    held = standing.mandates[ref]
    began = max(held.terms.starts, held.at)
    marks(standing, "mandates", (began, held.index, ref), span=max(0, held.terms.ends - began))
    _calendar(standing, ref)


def _calendar(standing: Standing, ref: str) -> None:
    held = standing.mandates[ref]
    waits(standing, "reporting", (held.index, ref), stands=outstanding(held))


def _reported(standing: Standing, ref: str) -> None:
    """What is reported on a contact counts as a report under its mandate."""
    contact = standing.contacts[ref]
    held = standing.mandates.get(contact.mandate or "")
    if held is not None and has_calendar(held):
        held.told = max((held.told or 0, *on_contact(standing, contact))) or None
        _calendar(standing, contact.mandate or "")


def _taken_back(standing: Standing, contact: Contact) -> None:
    held = standing.mandates.get(contact.mandate or "")
    if held is not None and held.contacts:
        others = (standing.contacts[ref] for ref in held.contacts)
        held.told = max((at for other in others for at in on_contact(standing, other)), default=None)
        _calendar(standing, contact.mandate or "")


def _corrected(standing: Standing, ref: str) -> None:
    for again in (_contact, _offer, _told, _commitment, _assessment):
        again(standing, ref)
    filed = standing.readouts.get(ref)
    held = standing.contacts.get(ref if filed is None else filed.contact)
    if held is not None:
        _taken_back(standing, held)
        _contact(standing, held.plan or "")


def _charter(standing: Standing, _ref: str) -> None:
    """Who is a partner has changed, and so has whom a contact's party owes a briefing."""
    for ref in standing.contacts:
        _brief(standing, ref)


def _itself(e: Entered) -> Iterable[str]:
    return (e.ref,)


def _named(*members: str) -> Callable[[Entered], Iterable[str]]:
    """What the act names in these members."""

    def refs(e: Entered) -> Iterable[str]:
        for member in members:
            value = getattr(e.act, member)
            yield from value if isinstance(value, tuple) else () if value is None else (value,)

    return refs


def _texts(e: Entered) -> Iterable[str]:
    return (receipt.consultation for receipt in e.act.texts)  # type: ignore[attr-defined] # of a receipt


_ABOUT_CONTACT = ((_contact, _named("contact")),)
_ABOUT_OFFER = ((_offer, _named("offer")),)
_ABOUT_PROPOSAL = ((_proposal, _named("proposal")),)
_ABOUT_CONSULTATION = ((_consultation, _named("consultation")),)

_TOUCHED: dict[type[Said], tuple[tuple[Shelve, Callable[[Entered], Iterable[str]]], ...]] = {
    contact.Announce: ((_new_contact, _itself),),
    contact.Plan: ((_new_contact, _itself),),
    contact.Report: ((_new_contact, _itself), (_contact, _named("plan"))),
    contact.Cancel: _ABOUT_CONTACT,
    contact.Confirm: ((_know, _named("contact")),),
    contact.Deny: ((_know, _named("contact")),),
    contact.DeclineToConfirm: ((_know, _named("contact")),),
    contact.Brief: ((_brief, _named("contact")),),
    contact.Outcome: ((_reported, _named("contact")),),
    channel.Open: ((_channel, _itself),),
    channel.Close: ((_channel, _named("channel")),),
    offer.Make: ((_offer, _itself),),
    offer.Receive: ((_offer, _itself),),
    offer.Answer: _ABOUT_OFFER,
    offer.LeaveUnanswered: _ABOUT_OFFER,
    proposal.Table: ((_proposal, _itself),),
    proposal.Report: ((_proposal, _itself),),
    proposal.Withdraw: _ABOUT_PROPOSAL,
    proposal.Answer: _ABOUT_PROPOSAL,
    readout.File: ((_told, _itself), (_reported, _named("contact"))),
    readout.Share: ((_told, _named("readout")),),
    readout.Acknowledge: ((_read, _named("readouts")),),
    commitment.Record: ((_commitment, _itself),),
    commitment.Update: ((_commitment, _named("commitment")),),
    assessment.Make: ((_assessment, _itself),),
    assessment.Resolve: ((_assessment, _named("assessment")),),
    correction.Correct: ((_corrected, _named("act", "instead")),),
    consent.Ask: ((_ask, _itself),),
    consent.Give: ((_consent, _itself),),
    consent.Disclaim: ((_consent, _itself),),
    consent.Refuse: ((_refused, _named("ask")),),
    consent.Withdraw: ((_consent, _named("consent")),),
    consent.ConditionsMet: ((_consent, _named("consent")),),
    consultation.Open: ((_term, _itself),),
    consultation.Receive: ((_consultation, _texts),),
    consultation.Answer: _ABOUT_CONSULTATION,
    consultation.Extend: ((_term, _named("consultation")),),
    consultation.Withdraw: _ABOUT_CONSULTATION,
    mandate.Accept: ((_mandate, _named("mandate")),),
    mandate.Report: ((_calendar, _named("mandate")),),
    dialogue.Amend: ((_charter, _itself),),
    dialogue.Admit: ((_charter, _itself),),
    dialogue.Leave: ((_charter, _itself),),
}
