"""What the partners owe each other before they act: answers to consultations, acceptance of mandates.

A text put with FLASH or NIACT is acknowledged at any hour, by some person of each partner: due so long after
its opening as the charter says (`acknowledge_within`), and no later than the consultation itself needs it. To
answer is to acknowledge. Until it closes, whoever has not done so is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from plenipo.dialogue.counting import answered, asks_consent
from plenipo.dialogue.derived import outcome_of
from plenipo.dialogue.records import Consultation
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.consulting import decides, open_consultations
from plenipo.dialogue.views.duty import Duty, Facts


def on_consultations(standing: Standing, now: int) -> Iterator[Duty]:
    partners = {p.id for p in standing.parties("partner")}
    for ref, held, _ in open_consultations(standing, now):
        members = [p for p in held.members if p in partners]
        if held.acknowledge_by is not None and now < held.deadline:
            yield from _urgent(held, ref, members, now)
        if asks_consent(held, now):
            yield from _consents_to_writing(held, ref, members, now)
        elif now >= held.deadline:
            yield from _settlings(standing, held, ref, now)
        elif held.procedure == "silence":
            yield from _silences(held, ref, members, now)
        else:
            yield from _votes(held, ref, members, now)


def _facts(held: Consultation) -> Facts:
    return {"decides": decides(held), "deadline": held.deadline}


def _urgent(held: Consultation, ref: str, members: list[str], now: int) -> Iterator[Duty]:
    silent = held.procedure == "silence"
    latest = held.deadline - held.minimum if silent else held.deadline
    due = min(held.acknowledge_by or latest, latest)
    for party in members:
        if party not in held.received:
            yield Duty(
                kind="acknowledge-urgent",
                parties=(party,),
                due=due,
                overdue=now > due,
                otherwise="lapses-not-reached" if silent else "shown-unacknowledged",
                act="consultation.receive",
                ref=ref,
                index=held.index,
                facts=_facts(held) | {"precedence": held.precedence},
                precedence=held.precedence,
            )


def _consents_to_writing(held: Consultation, ref: str, members: list[str], now: int) -> Iterator[Duty]:
    said = answered(held, now)
    for party in members:
        if party not in said:
            yield Duty(
                kind="consent-to-writing",
                parties=(party,),
                due=held.consent_by,
                overdue=False,
                otherwise="no-vote-taken",
                act="consultation.answer",
                ref=ref,
                index=held.index,
                facts=_facts(held),
                precedence=held.precedence,
            )


def _votes(held: Consultation, ref: str, members: list[str], now: int) -> Iterator[Duty]:
    """A vote is open, so its deadline lies ahead. Who is represented may still answer itself."""
    said = answered(held, now)
    for party in members:
        if party not in said:
            yield Duty(
                kind="answer-vote",
                parties=(party,),
                due=held.deadline,
                overdue=False,
                otherwise="counted-absent",
                act="consultation.answer",
                ref=ref,
                index=held.index,
                facts=_facts(held) | {"rule": held.rule.rule},
                precedence=held.precedence,
            )


def _silences(held: Consultation, ref: str, members: list[str], now: int) -> Iterator[Duty]:
    """Who has not acknowledged the text does so in time, or it lapses; who has may still object."""
    latest = held.deadline - held.minimum
    for party in members:
        reached = party in held.received
        if not reached and held.acknowledge_by is not None:
            continue  # it is owed as urgent
        yield Duty(
            kind="object-or-adopt" if reached else "acknowledge-text",
            parties=(party,),
            due=held.deadline if reached else latest,
            overdue=not reached and now > latest,
            otherwise="adopted-by-silence" if reached else "lapses-not-reached",
            act="consultation.answer" if reached else "consultation.receive",
            ref=ref,
            index=held.index,
            facts=_facts(held),
            precedence=held.precedence,
        )


def _settlings(standing: Standing, held: Consultation, ref: str, now: int) -> Iterator[Duty]:
    """Cosignatures count from deadline plus delay on, and are expected within the delay again."""
    final = held.deadline + held.delay
    for partner in standing.parties("partner"):
        cosigned = standing.cosigned.get(partner.id)
        if partner.cosigner is not None and (cosigned is None or cosigned.at < final):
            yield Duty(
                kind="settle-silence" if held.procedure == "silence" else "settle-vote",
                parties=(partner.id,),
                due=final + held.delay,
                overdue=now > final + held.delay,
                otherwise="stays-pending",
                act="register.settle",
                ref=ref,
                index=held.index,
                facts=_facts(held) | {"final": final, "quorum": standing.rule_book.quorum},
            )


def on_mandates(standing: Standing, now: int) -> Iterator[Duty]:
    for ref, until in standing.running.items():
        held = standing.consultations[ref]
        if until > now and isinstance(held.subject, MandateTerms):
            yield from _acceptances(standing, held, ref, held.subject, now)


def _acceptances(
    standing: Standing, held: Consultation, ref: str, terms: MandateTerms, now: int
) -> Iterator[Duty]:
    known = standing.mandates.get(ref)
    if now >= terms.ends or (known is not None and known.revoked is not None):
        return
    missing = [e for e in terms.envoys if known is None or e not in known.accepted]
    if not missing or outcome_of(standing, held, now).outcome != "adopted":
        return
    for envoy in missing:
        yield Duty(
            kind="accept-mandate",
            parties=(party_of(envoy),),
            person=envoy,
            due=terms.ends,
            overdue=False,
            otherwise="no-authority",
            act="mandate.accept",
            ref=ref,
            index=held.index,
            facts={"starts": terms.starts, "ends": terms.ends},
        )
