"""A second reading of a register, as slow and as plain as can be: every question scans all entries anew.

Nothing of the standing, its folds or the guard is used, so that a fault there cannot hide here. Void
entries are in the list and are passed over: they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from plenipo.acts import (
    Said,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    person,
    readout,
    register,
)
from plenipo.acts.charter import Charter, Founder
from plenipo.acts.consultation import MandateTerms
from plenipo.acts.words import party_of
from plenipo.dialogue.entered import Cosigner, Signer

A = TypeVar("A", bound=Said)
Word = consent.Give | consent.Disclaim


class Heard(Struct, frozen=True):
    """One entry: what was said, under which name, when and by which keys; `void` if it was refused."""

    act: Any
    ref: str
    stamp: int
    signers: tuple[Signer, ...] = ()
    cosigners: tuple[Cosigner, ...] = ()
    void: bool = False
    leaf: bytes = b""


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:])).digest()


class History:
    """The entries so far, and what they say when asked."""

    def __init__(self, entries: Sequence[Heard]) -> None:
        self.entries = entries
        self.said = [e for e in entries if not e.void]

    def of(self, *kinds: type[Said]) -> Iterator[Heard]:
        return (e for e in self.said if isinstance(e.act, kinds))

    def act(self, ref: str | None, kind: type[A]) -> A | None:
        return next((e.act for e in self.of(kind) if e.ref == ref), None)

    def stamp_of(self, ref: str) -> int:
        return next(e.stamp for e in self.said if e.ref == ref)

    # Who takes part

    def charter(self) -> Charter:
        book: Charter | None = None
        for e in self.of(dialogue.Found, dialogue.Amend, dialogue.Admit, register.HandOver):
            if isinstance(e.act, dialogue.Found | dialogue.Amend):
                book = e.act.charter
                continue
            assert book is not None
            if isinstance(e.act, dialogue.Admit):
                others = tuple(p for p in book.parties if p.id != e.act.party.id)
                book = replace(book, version=book.version + 1, parties=(*others, e.act.party))
            else:
                book = replace(book, registrar=e.act.registrar, registrar_key=e.act.registrar_key)
        assert book is not None
        return book

    def dialogue(self) -> str:
        return self.entries[0].ref

    def role(self, party: str) -> str | None:
        takes_part = True
        for e in self.of(dialogue.Leave, dialogue.Admit):
            if isinstance(e.act, dialogue.Leave) and party_of(e.act.by) == party:
                takes_part = False
            elif isinstance(e.act, dialogue.Admit) and e.act.party.id == party:
                takes_part = True
        roles = [p.role for p in self.charter().parties if p.id == party]
        return roles[0] if roles and takes_part else None

    def parties(self, role: str) -> list[str]:
        return [p.id for p in self.charter().parties if self.role(p.id) == role]

    def reserved(self, party: str) -> set[str]:
        return {t for r in self.charter().reserved if r.party == party for t in r.topics}

    # Persons and keys

    def named(self) -> Iterator[tuple[int, Heard, Founder]]:
        """Each time that somebody was accredited, and with which keys."""
        for index, e in enumerate(self.entries):
            for founder in () if e.void else _founders(e.act):
                yield index, e, founder

    def ended(self, name: str, after: int) -> int | None:
        """The first entry after `after` that ends this person's accreditation."""
        for index, e in enumerate(self.entries):
            if index > after and not e.void and _ends(e.act, name):
                return index
        return None

    def accredited(self, name: str) -> Founder | None:
        """The functions and keys of a person who is accredited now."""
        last = None
        for index, _, founder in self.named():
            if founder.person == name and self.ended(name, index) is None:
                last = founder
        return last

    def accredited_anew(self, name: str, since: int) -> bool:
        """The accreditation that held at entry `since` has ended, and another began."""
        end = self.ended(name, since)
        return end is not None and any(i > end and f.person == name for i, _, f in self.named())

    def owner(self, fingerprint: str) -> str | None:
        """The owner of a key in force; None if it is unknown or was revoked."""
        known, since = self.last_owner(fingerprint)
        if known is None or self.ended(known, since) is not None:
            return None
        gone = any(e.act.key == fingerprint for e in self.of(key.Revoke))
        return None if gone else known

    def last_owner(self, fingerprint: str) -> tuple[str | None, int]:
        for index, _, founder in self.named():
            if fingerprint in founder.keys:
                return founder.person, index
        for index, e in enumerate(self.entries):
            if not e.void and isinstance(e.act, key.Add) and e.act.key == fingerprint:
                return e.act.owner, index
        return None, -1

    def persons(self) -> set[str]:
        return {founder.person for _, _, founder in self.named()}

    def keys_of(self, name: str) -> set[str]:
        """The keys in force of a person."""
        known = {k for _, _, founder in self.named() for k in founder.keys}
        known |= {e.act.key for e in self.of(key.Add) if e.act.purpose == "act"}
        return {k for k in known if self.owner(k) == name}

    def sealing(self) -> dict[str, list[str]]:
        """The keys in force to which texts are sealed, by party."""
        found: dict[str, list[str]] = {}
        for e in self.of(key.Add, key.Revoke):
            held = found.setdefault(e.act.owner, [])
            if isinstance(e.act, key.Revoke):
                held[:] = [k for k in held if k != e.act.key]
            elif e.act.purpose == "seal":
                held.append(e.act.key)
        return found

    def register_keys(self) -> list[str]:
        """The registrar's second keys, of this term."""
        found: list[str] = []
        for e in self.of(key.Add, register.HandOver):
            if isinstance(e.act, register.HandOver):
                found.clear()
            elif e.act.purpose == "register":
                found.append(e.act.key)
        return found

    def term(self) -> int:
        return 1 + sum(1 for _ in self.of(register.HandOver))

    # Mandates

    def terms(self, ref: str) -> MandateTerms | None:
        opened = self.act(ref, consultation.Open)
        return opened.subject if opened and isinstance(opened.subject, MandateTerms) else None

    def mandates(self) -> list[str]:
        """What at least one envoy accepted."""
        return list(dict.fromkeys(e.act.mandate for e in self.of(mandate.Accept)))

    def revoked(self, ref: str) -> bool:
        return any(e.act.mandate == ref for e in self.of(mandate.Revoke))

    def suspenders(self, ref: str) -> set[str]:
        """The parties that suspended it and have not resumed it."""
        held: set[str] = set()
        for e in self.of(mandate.Suspend, mandate.Resume):
            if e.act.mandate == ref:
                change = held.add if isinstance(e.act, mandate.Suspend) else held.discard
                change(party_of(e.act.by))
        return held

    def accepted(self, ref: str, envoy: str) -> bool:
        """An acceptance, and no other accreditation since than that under which it was said."""
        for index, e in enumerate(self.entries):
            if e.void or not isinstance(e.act, mandate.Accept):
                continue
            if (e.act.mandate, e.act.by) == (ref, envoy) and not self.accredited_anew(envoy, index):
                return True
        return False

    def over(self, ref: str, at: int) -> bool:
        terms = self.terms(ref)
        assert terms is not None
        return self.revoked(ref) or at >= terms.ends

    def interlocutors(self, now: int) -> set[str]:
        """Whoever may talk to the counterpart under a mandate that is not over."""
        found = set()
        for ref in self.mandates():
            terms = self.terms(ref)
            assert terms is not None
            for envoy in terms.envoys if not self.over(ref, now) else ():
                if self.accepted(ref, envoy) and self.accredited(envoy) is not None:
                    found.add(envoy)
        return found

    # Consents

    def words(self, party: str, commitment: str, counterpart: str, level: str) -> Iterator[tuple[str, Word]]:
        """A concerned party's words on one exact text, for this counterpart and level, not taken back."""
        for e in self.of(consent.Give, consent.Disclaim):
            exact = (e.act.commitment, e.act.counterpart, e.act.level) == (commitment, counterpart, level)
            if party_of(e.act.by) == party and exact and not self.taken_back(e):
                yield e.ref, e.act

    def taken_back(self, given: Heard) -> bool:
        """Withdrawn, or outweighed by a later no to the same text."""
        since = self.said.index(given)
        for e in self.said[since + 1 :]:
            if isinstance(e.act, consent.Withdraw) and e.act.consent == given.ref:
                return True
            if isinstance(e.act, consent.Refuse) and self._says_no(e.act, given.act):
                return True
        return False

    def _says_no(self, refusal: consent.Refuse, given: Word) -> bool:
        asked = self.act(refusal.ask, consent.Ask)
        assert asked is not None
        same_party = party_of(refusal.by) == party_of(given.by)
        return same_party and asked.text.commitment == given.commitment

    def live(self, ref: str, given: consent.Give, at: int) -> bool:
        """Not ended at that time, and its conditions, if it had some, said to be met."""
        met = any(e.act.consent == ref for e in self.of(consent.ConditionsMet))
        return at < given.until and (given.conditions is None or met)

    # Readouts owed

    def overdue(self, party: str, now: int) -> bool:
        return any(due < now for due in self.owed(party))

    def owed(self, party: str) -> Iterator[int]:
        """When readouts are due: of each contact that stands, on the first day that fell to it."""
        for e in self.of(contact.Report):
            if e.act.party == party and not self.corrected(e.ref) and not self._accounted(e.ref, party):
                before = [self._due(ref) for ref in self._replaced(e.ref, party)]
                yield from sorted(due for due in before if due is not None)[:1]

    def _replaced(self, ref: str, party: str) -> Iterator[str]:
        """The report, and those of the party in whose place it stands."""
        yield ref
        for e in self.of(correction.Correct):
            was = self.act(e.act.act, contact.Report)
            if e.act.instead == ref and was is not None and was.party == party:
                yield from self._replaced(e.act.act, party)

    def _accounted(self, ref: str, party: str) -> bool:
        """The party has filed a readout of its own side on this contact, and it stands."""
        filed = (e for e in self.of(readout.File) if e.act.contact == ref and e.act.side == "ours")
        return any(party_of(e.act.by) == party and not self.corrected(e.ref) for e in filed)

    def corrected(self, ref: str) -> bool:
        return any(e.act.act == ref for e in self.of(correction.Correct))

    def _due(self, ref: str) -> int | None:
        """Of an own account under a mandate, by the charter of the day on which it was reported."""
        index, act = next((i, e.act) for i, e in enumerate(self.entries) if e.ref == ref and not e.void)
        if act.claims != "mandate" or act.known != "own-account":
            return None
        charter = History(self.entries[: index + 1]).charter()
        return int((act.ended or act.at) + charter.readout_due * 1000)

    # The register

    def lapsed(self, seen: int, now: int) -> bool:
        """Too old for the charter, or for an entry that was made since under a charter of its day."""
        unseen = self.entries[seen:]
        if not unseen:
            return False
        if now > unseen[0].stamp + self.charter().lapse * 1000:
            return True
        return any(self._too_old(unseen[0].stamp, i) for i, e in enumerate(self.entries) if not e.void)

    def _too_old(self, stamp: int, index: int) -> bool:
        """Acts entered since that moment were beyond the lapse when the entry `index` was made."""
        then, oldest = History(self.entries[: index + 1]), self.entries[index].stamp
        if oldest - stamp <= 24 * 3_600_000:
            return False  # no charter here lapses sooner
        oldest -= then.charter().lapse * 1000
        return any(stamp <= e.stamp < oldest for e in then.said)

    def root(self, size: int) -> str | None:
        return tree_hash([e.leaf for e in self.entries[:size]]).hex() if size <= len(self.entries) else None

    def settled(self) -> int | None:
        """The instant up to which a quorum of partners has cosigned."""
        newest: dict[str, int] = {}
        for e in self.of(register.Settle):
            for c in e.cosigners:
                newest[c.party] = max(c.at, newest.get(c.party, 0))
        times = sorted(newest[p] for p in self.parties("partner") if p in newest)
        quorum = self.charter().quorum
        return times[-quorum] if len(times) >= quorum else None


def _founders(act: Said) -> tuple[Founder, ...]:
    if isinstance(act, dialogue.Found):
        return act.founders
    if isinstance(act, dialogue.Admit):
        return (act.founder,)
    if isinstance(act, dialogue.Amend):
        return (act.authority,) if act.authority else ()
    if isinstance(act, person.Accredit):
        return (Founder(person=act.person, functions=act.functions, keys=act.keys),)
    return ()


def _ends(act: Said, name: str) -> bool:
    if isinstance(act, person.Withdraw):
        return act.person == name
    if isinstance(act, dialogue.Amend):
        stay = [p.id for p in act.charter.parties if p.role in {"partner", "concerned"}]
        return party_of(name) not in stay
    return isinstance(act, dialogue.Leave) and party_of(act.by) == party_of(name)
