"""What happened, in order: contacts, offers, mandates as bands, consultations, words on consent, gaps.

A timeline is derived from a standing and `now` each time. An item says when it was (`at`, ms), in which entry
it stands (`index`, `ref`), whom it concerns, and its facts. A band or a gap has an end (`until`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from plenipo.acts.words import LEVELS, party_of
from plenipo.dialogue.derived import authority, mandate_state
from plenipo.dialogue.records import Ask, Consent, Contact, Mandate, Offer
from plenipo.dialogue.shelves import during
from plenipo.dialogue.standing import Standing
from plenipo.dialogue.views.consulting import consulting_facts, levels_of
from plenipo.dialogue.views.gaps import overall_gaps
from plenipo.dialogue.views.knowing import Knew, knowledge_at, knowledge_history

ItemKind = Literal[
    "contact",
    "offer",
    "offer-answered",
    "offer-lapsed",
    "mandate",
    "consultation",
    "consent-asked",
    "consent-given",
    "consent-disclaimed",
    "consent-refused",
    "consent-withdrawn",
    "conditions-met",
    "gap",
]
Facts = dict[str, str | int | tuple[str, ...]]


class Item(Struct, frozen=True, kw_only=True):
    kind: ItemKind
    at: int
    until: int | None = None
    index: int
    ref: str
    parties: tuple[str, ...]
    levels: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    knew: tuple[Knew, ...] = ()  # of a contact: how knowledge of it changed


class Only(Struct, frozen=True, kw_only=True):
    """A filter: each member that is set keeps only the items that it touches. Instants are ms."""

    party: str | None = None
    level: str | None = None
    since: int | None = None
    until: int | None = None

    def keeps(self, item: Item) -> bool:
        ends = item.at if item.until is None else item.until
        return (
            (self.party is None or self.party in item.parties)
            and (self.level is None or self.level in item.levels)
            and self.meets(item.at, ends)
        )

    def meets(self, begins: int, ends: int) -> bool:
        return (self.since is None or ends >= self.since) and (self.until is None or begins <= self.until)


EVERYTHING = Only()


def timeline(standing: Standing, now: int, only: Only = EVERYTHING) -> list[Item]:
    """The items up to `now` (ms) and those planned, oldest first."""
    sources = (_contacts, _offers, _mandates, _asks, _consents, _gaps, _consultations)
    items = (item for source in sources for item in source(standing, now, only))
    return sorted(filter(only.keeps, items), key=lambda item: (item.at, item.index, item.kind))


def _contacts(standing: Standing, now: int, only: Only) -> Iterator[Item]:
    for ref in during(standing, "contacts", only.since, only.until):
        held = standing.contacts[ref]
        known = knowledge_at(standing, held, now)
        if held.report is not None or known is None:
            continue
        yield Item(
            kind="contact",
            at=held.when,
            until=held.ended,
            index=held.index,
            ref=ref,
            parties=_parties(held.party, held.counterpart, held.through),
            levels=(held.level,),
            facts=_contact_facts(held) | {"knowledge": known},
            knew=knowledge_history(standing, held, now),
        )


def _contact_facts(held: Contact) -> Facts:
    facts: Facts = {
        "what": held.kind,
        "authority": authority(held),
        "medium": held.medium,
        "topics": held.topics,
        "flags": held.flags,
    }
    named: dict[str, str | int | None] = {
        "envoy": held.envoy,
        "mandate": held.mandate,
        "plan": held.plan,
        "channel": held.channel,
        "through": held.through,
        "ours_says": held.ours_says,
        "theirs_says": held.theirs_says,
        "cancelled": held.cancelled,
        "superseded": held.superseded,
    }
    return facts | {name: value for name, value in named.items() if value is not None}


def _offers(standing: Standing, now: int, only: Only) -> Iterator[Item]:
    for ref in during(standing, "offers", only.since, only.until):
        held = standing.offers[ref]
        if held.superseded is not None:
            continue
        facts: Facts = {"ours": int(held.ours), "medium": held.medium, "conditional": int(held.conditional)}
        if held.answer_by is not None:
            facts["answer_by"] = held.answer_by
        yield _offer_item("offer", held.when, ref, held, facts)
        if held.answer is not None and held.answered is not None:
            yield _offer_item("offer-answered", held.answered, ref, held, {"answer": held.answer})
        elif held.answer_by is not None and held.answer_by <= now:
            yield _offer_item("offer-lapsed", held.answer_by, ref, held, {"ours": int(held.ours)})


def _offer_item(kind: ItemKind, at: int, ref: str, held: Offer, facts: Facts) -> Item:
    parties = _parties(party_of(held.by), held.counterpart, held.through, *held.to)
    return Item(
        kind=kind, at=at, index=held.index, ref=ref, parties=parties, levels=(held.level,), facts=facts
    )


def _mandates(standing: Standing, now: int, only: Only) -> Iterator[Item]:
    for ref in during(standing, "mandates", only.since, only.until):
        held = standing.mandates[ref]
        yield Item(
            kind="mandate",
            at=max(held.terms.starts, held.at),
            until=held.terms.ends if held.revoked is None else min(held.terms.ends, held.revoked),
            index=standing.consultations[ref].index,  # the record that a mandate is named by
            ref=ref,
            parties=_parties(*map(party_of, held.terms.envoys), held.terms.counterpart),
            levels=held.terms.levels,
            facts=_mandate_facts(held, now),
        )


def _mandate_facts(held: Mandate, now: int) -> Facts:
    pauses = (f"{p.party} {p.since} {'' if p.until is None else p.until}".rstrip() for p in held.pauses)
    return {
        "state": mandate_state(held, now),
        "envoys": tuple(held.accepted),
        "topics": held.terms.topics,
        "reach": held.terms.reach,
        "suspensions": tuple(pauses),  # PARTY since [until], ms
    }


def _consultations(standing: Standing, now: int, only: Only) -> Iterator[Item]:
    """Only those of the time asked for are counted: a count is the dearest part of a timeline."""
    for ref in during(standing, "consultations", only.since, only.until):
        held = standing.consultations[ref]
        if not only.meets(held.at, held.deadline):
            continue
        yield Item(
            kind="consultation",
            at=held.at,
            until=held.deadline if held.withdrawn is None else held.withdrawn,
            index=held.index,
            ref=ref,
            parties=_parties(*held.members),
            levels=levels_of(held),
            facts=consulting_facts(standing, held, now),
        )


def _asks(standing: Standing, _now: int, only: Only) -> Iterator[Item]:
    for ref in during(standing, "asks", only.since, only.until):
        held = standing.asks[ref]
        asked: Facts = {
            "topics": held.topics,
            "asker": held.by,
            "notice": held.answer_by - held.at,
            "linked": held.linked,
        }
        yield _consent_item("consent-asked", held.at, ref, held, asked)
        if held.answered == "refused" and held.answered_at is not None:
            yield _consent_item("consent-refused", held.answered_at, ref, held, {"topics": held.topics})


def _consents(standing: Standing, _now: int, only: Only) -> Iterator[Item]:
    for ref in during(standing, "consents", only.since, only.until):
        held = standing.consents[ref]
        facts: Facts = {
            "topics": held.topics,
            "conditional": int(held.conditional),
            "under_protest": int(held.under_protest),
        }
        if held.until is not None:
            facts["until"] = held.until
        yield _consent_item(
            "consent-disclaimed" if held.disclaims else "consent-given", held.at, ref, held, facts
        )
        if held.met is not None:
            yield _consent_item("conditions-met", held.met, ref, held, {})
        if held.withdrawn is not None:
            yield _consent_item("consent-withdrawn", held.withdrawn, ref, held, {})


def _consent_item(kind: ItemKind, at: int, ref: str, held: Ask | Consent, facts: Facts) -> Item:
    return Item(
        kind=kind,
        at=at,
        index=held.index,
        ref=ref,
        parties=_parties(held.party, party_of(held.by), held.counterpart),
        levels=(held.level,),
        facts={"commitment": held.commitment, **facts},
    )


def _gaps(standing: Standing, now: int, only: Only) -> Iterator[Item]:
    for gap in overall_gaps(standing, now, only.since, only.until):
        held = standing.contacts[gap.after]
        facts: Facts = {"days": gap.days}
        if gap.before is not None:
            facts["before"] = gap.before
        yield Item(
            kind="gap",
            at=gap.since,
            until=gap.until,
            index=held.index,
            ref=gap.after,
            parties=_parties(*(p.id for p in standing.rule_book.parties)),
            levels=LEVELS,
            facts=facts,
        )


def _parties(*named: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for party in named if party is not None))
