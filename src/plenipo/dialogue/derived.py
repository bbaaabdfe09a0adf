"""What follows from a standing at an instant: outcomes, authority, knowledge, what is settled.

Nothing here is stored: what lapses with time is derived from `now` (milliseconds) each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from plenipo.acts.charter import Charter, Party
from plenipo.consultation import (
    HOUSES,
    Extension,
    Reason,
    Result,
    Silence,
    silence_state,
    tally,
    written_procedure,
)
from plenipo.dialogue.counting import consent_to_writing, house_of, late_reasons, objections, vote_of
from plenipo.dialogue.records import Consent, Consultation, Contact, Mandate, Side
from plenipo.dialogue.standing import Standing

Authority = Literal["mandated", "bilateral", "unauthorised", "ratified", "disavowed", "none-claimed"]
Knowledge = Literal[
    "planned",
    "reported",
    "neither confirmed nor denied",
    "confirmed by one side",
    "confirmed by both",
    "denied",
]
MandateState = Literal["in force", "not yet", "suspended", "revoked", "ended"]


def settled_at(standing: Standing) -> int | None:
    """The instant up to which a quorum of the partners has cosigned, by what the register holds."""
    partners = {p.id for p in standing.parties("partner")}
    times = sorted((c.at for party, c in standing.cosigned.items() if party in partners), reverse=True)
    quorum = standing.rule_book.quorum
    return times[quorum - 1] if len(times) >= quorum else None


def outcome_of(standing: Standing, held: Consultation, now: int) -> Result:
    """The outcome of a consultation at `now`; a withdrawn one is not adopted."""
    if held.withdrawn is not None:
        return Result(rule=held.rule.rule, outcome="not-adopted")
    if held.procedure == "silence":
        return _by_silence(standing, held, now)
    if held.procedure == "written":
        counted = written_procedure(consent_to_writing(held, now), vote_of(held, now))
    else:
        counted = tally(vote_of(held, now))
    return _once_settled(standing, held, counted, now) if held.rule.settled else counted


def _once_settled(standing: Standing, held: Consultation, counted: Result, now: int) -> Result:
    """What would be adopted waits until it is settled that no answer was held back that could change it."""
    settled, final = settled_at(standing), held.deadline + held.delay
    done = settled is not None and min(settled, now) >= final
    if counted.outcome != "adopted" or done or _certain(held, now):
        return replace(counted, reasons=(*counted.reasons, *late_reasons(held)))
    waiting = Reason("vote-not-settled", {"final": final})
    return Result(
        rule=counted.rule,
        outcome="pending",
        reasons=(waiting, *late_reasons(held)),
        answered=counted.answered,
        missing=counted.missing,
    )


def _certain(held: Consultation, now: int) -> bool:
    """Answers are final, and none that is missing could change the outcome."""
    return tally(replace(vote_of(held, now), closed=False)).outcome == "adopted"


def _by_silence(standing: Standing, held: Consultation, now: int) -> Result:
    result = silence_state(
        Silence(
            members=tuple(held.members),
            opened=held.at,
            deadline=held.deadlines[0][1],
            minimum=held.minimum,
            delay=held.delay,
            settled_at=settled_at(standing),
            extensions=tuple(Extension(announced=a, deadline=d) for a, d in held.deadlines[1:]),
            acknowledged=held.received,
            deputies=held.deputised,
            objections=tuple(objections(held)),
            house=house_of(held.rule) or HOUSES["eu-council"],
        ),
        now,
    )
    return replace(result, reasons=(*result.reasons, *late_reasons(held)))


def mandate_state(held: Mandate, at: int) -> MandateState:
    """The state at an instant, past or future: what came later does not change what was."""
    if held.revoked is not None and at >= held.revoked:
        return "revoked"
    if at >= held.terms.ends:
        return "ended"
    if any(p.since <= at and (p.until is None or at < p.until) for p in held.pauses):
        return "suspended"
    return "in force" if at >= held.terms.starts else "not yet"


def accepted(standing: Standing, held: Mandate, envoy: str, at: int) -> bool:
    """The envoy's acceptance holds at an instant: it ends with the accreditation that it was said under."""
    said, person = held.accepted.get(envoy), standing.persons.get(envoy)
    if said is None or person is None or at < said:
        return False
    return not said < person.since <= at


def interlocutors(standing: Standing, now: int) -> set[str]:
    """The distinct envoys of mandates in force or suspended: what the cap counts."""
    return {
        envoy
        for ref, ends in standing.live.items()
        if ends > now
        for envoy in standing.mandates[ref].accepted
        if accredited(standing, envoy, now) and accepted(standing, standing.mandates[ref], envoy, now)
    }


def accredited(standing: Standing, person: str, at: int) -> bool:
    held = standing.persons.get(person)
    return held is not None and (held.ended is None or at < held.ended)


def consents_on(standing: Standing, commitment: str, party: str, at: int) -> list[Consent]:
    """A party's words on one exact text that it had given and not withdrawn at an instant, oldest first."""
    given = (standing.consents[ref] for ref in standing.on_text.get(commitment, ()))
    return [c for c in given if c.party == party and c.at <= at and (c.withdrawn is None or at < c.withdrawn)]


def withdrew(standing: Standing, commitment: str, party: str) -> bool:
    """The party gave its word on this text and took it back."""
    given = (standing.consents[ref] for ref in standing.on_text.get(commitment, ()))
    return any(c.party == party and c.withdrawn is not None for c in given)


def authority(held: Contact) -> Authority:
    """The authority of a contact, as the record shows it."""
    if held.disavowed:
        return "disavowed"
    if held.ratified is not None:
        return "ratified"
    if held.claims_authority == "bilateral":
        return "bilateral"
    if held.claims_authority == "nothing":
        return "none-claimed"
    return "unauthorised" if held.flags else "mandated"


def knowledge(held: Contact) -> Knowledge:
    """How the contact is known."""
    return known_by(held, held.sides, held.known)


def known_by(held: Contact, sides: Sequence[Side], known: str) -> Knowledge:
    """By what these sides said and how it was reported: what each side said last outweighs that."""
    last = {side.party: side.word for side in sorted(sides, key=lambda side: side.at)}
    confirmed = {party for party, word in last.items() if word == "confirmed"}
    if known == "own-account" and held.kind == "reported":
        confirmed.add(held.party)
    if known == "their-account":
        confirmed.add(held.counterpart)
    if len(confirmed) >= 2:
        return "confirmed by both"
    if confirmed:
        return "confirmed by one side"
    if "denied" in last.values():
        return "denied"
    if "declined" in last.values():
        return "neither confirmed nor denied"
    return "reported" if held.kind == "reported" else "planned"


def through_others(held: Contact, known: Knowledge) -> bool:
    """Neither side has spoken for itself, or a third party stood between them."""
    return held.through is not None or known in {"reported", "neither confirmed nor denied"}


def unbriefed(standing: Standing, held: Contact) -> tuple[str, ...]:
    """The partners that were not told of a contact, by a briefing afterwards or by our readout."""
    ours = (standing.readouts[r] for r in held.readouts if standing.readouts[r].side == "ours")
    told = {party for readout in ours if readout.superseded is None for party in readout.recipients}
    partners = (p.id for p in standing.parties("partner") if p.id != held.party)
    return tuple(p for p in partners if p not in told and p not in held.informed)


def with_party(charter: Charter, party: Party) -> Charter:
    """The charter once a party is admitted: a version up, so that what was drafted without it is stale."""
    others = tuple(p for p in charter.parties if p.id != party.id)
    return replace(charter, version=charter.version + 1, parties=(*others, party))


def reserved_topics(charter: Charter) -> dict[str, tuple[str, ...]]:
    """Each concerned party and the topics reserved to it."""
    return {r.party: r.topics for r in charter.reserved}
