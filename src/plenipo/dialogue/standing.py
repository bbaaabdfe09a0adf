"""Where we stand: what the entries so far add up to, as much of it as the guard needs.

A standing depends on the entries alone: folding them again gives an equal standing. What lapses with
time is not in it: it is derived from the standing and `now`.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct, field

from plenipo.acts.charter import Charter, Party
from plenipo.acts.words import party_of
from plenipo.dialogue.records import (
    Ask,
    Assessment,
    Channel,
    Commitment,
    Consent,
    Consultation,
    Contact,
    Cosigned,
    Finding,
    Key,
    Mandate,
    Matter,
    Offer,
    Person,
    Proposal,
    Question,
    Readout,
    Record,
    Source,
    Statement,
)
from plenipo.errors import DamagedSnapshot, NotFounded


class Standing(Struct, kw_only=True):
    """The fold of `size` entries, the last of them stamped `stamp`."""

    dialogue: str = ""
    title: str = ""
    founded: int = 0  # the stamp of the founding
    size: int = 0
    stamp: int = 0
    term: int = 1
    charter: Charter | None = None
    charter_act: str = ""  # the act that put the charter into force
    gone: tuple[str, ...] = ()  # parties that left

    persons: dict[str, Person] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    sealing_keys: dict[str, list[str]] = field(default_factory=dict)
    sealing_revoked: dict[str, str] = field(default_factory=dict)  # keys no longer in force, and whose
    register_keys: list[str] = field(default_factory=list)

    consultations: dict[str, Consultation] = field(default_factory=dict)
    put: dict[str, str] = field(default_factory=dict)  # commitment to the first consultation on it
    running: dict[str, int] = field(default_factory=dict)  # consultations not seen to be over, until when
    mandates: dict[str, Mandate] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)  # mandates not seen to have ended, and their end
    asks: dict[str, Ask] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)  # commitment to requests
    consents: dict[str, Consent] = field(default_factory=dict)
    on_text: dict[str, list[str]] = field(default_factory=dict)  # commitment to consents
    matters: dict[str, Matter] = field(default_factory=dict)  # by "PARTY topic"
    intended: dict[str, str] = field(default_factory=dict)  # commitment to the plan or proposal of it
    channels: dict[str, Channel] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    # by "PARTY topic": its announced contacts that are not cancelled, and their entries
    announced: dict[str, dict[str, int]] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    readouts: dict[str, Readout] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)  # the open ones
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    # by (scale, word, how it turned out): how many stand, "" where nobody said yet
    judged: dict[tuple[str, str, str], int] = field(default_factory=dict)

    owed: dict[str, dict[str, int]] = field(default_factory=dict)  # party, contact, readout due when
    findings: list[Finding] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)  # how many findings of each code
    void: dict[int, tuple[str, ...]] = field(default_factory=dict)  # entries without effect, and why
    recent: dict[str, int] = field(default_factory=dict)  # acts within the lapse, and their entry's stamp
    forgotten: int = -1  # the stamp up to which acts are no longer in `recent`
    cosigned: dict[str, Cosigned] = field(default_factory=dict)

    # What is looked for, sorted: see `shelves`. (entry, reference), and by span (instant, entry, reference)
    shelves: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    moments: dict[str, dict[int, list[tuple[int, int, str]]]] = field(default_factory=dict)
    tabled: dict[str, list[str]] = field(default_factory=dict)  # "COMMITMENT mandate" to the proposals of it

    @property
    def rule_book(self) -> Charter:
        """The charter in force."""
        if self.charter is None:
            raise NotFounded
        return self.charter

    def parties(self, role: str) -> list[Party]:
        """The parties in this role that have not left, in the charter's order."""
        return [p for p in self.rule_book.parties if p.role == role and p.id not in self.gone]

    def role(self, party: str) -> str | None:
        """The role of a party that takes part."""
        if party in self.gone:
            return None
        for known in self.rule_book.parties:
            if known.id == party:
                return known.role
        return None

    def role_of(self, person: str) -> str | None:
        return self.role(party_of(person))

    def reserved_to(self, party: str) -> frozenset[str]:
        """The topics that the charter reserves to this concerned party."""
        return frozenset(t for r in self.rule_book.reserved if r.party == party for t in r.topics)

    def matter(self, party: str, topic: str) -> Matter:
        return self.matters.setdefault(f"{party} {topic}", Matter())

    def record(self, ref: str) -> Record | None:
        """The record that the act `ref` began, of whatever kind."""
        return next((t[ref] for t in self._tables() if ref in t), None)

    def _tables(self) -> tuple[dict[str, Record], ...]:
        return (  # type: ignore[return-value] # each table holds one kind of Record
            self.consultations,
            self.asks,
            self.consents,
            self.channels,
            self.contacts,
            self.offers,
            self.proposals,
            self.readouts,
            self.sources,
            self.statements,
            self.commitments,
            self.assessments,
        )


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Standing)


def snapshot(standing: Standing) -> bytes:
    """The standing as bytes, for a quick start. Equal standings may differ in bytes."""
    return _encoder.encode(standing)


def restore(data: bytes) -> Standing:
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedSnapshot(detail=str(error)) from None
