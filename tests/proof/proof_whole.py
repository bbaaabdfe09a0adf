"""Whether a charter is whole, once more: each sentence is one thing that a dialogue cannot do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from proof_asked import TLP
from proof_outcome import WORDS

from plenipo.acts import KINDS
from plenipo.acts.charter import Charter
from plenipo.acts.words import party_of

MOST = 10**12
MEMBERS = {"partner", "concerned"}


def whole(book: Charter, *, newcomers: bool = False) -> bool:
    """`newcomers`: what is reserved to who has just come in may still be missing."""
    return all(_sound(book, newcomers=newcomers))


def _sound(book: Charter, *, newcomers: bool) -> Iterator[bool]:
    partners = [p for p in book.parties if p.role == "partner"]
    concerned = {p.id for p in book.parties if p.role == "concerned"}
    yield _distinct([p.id for p in book.parties]) and len(book.parties) <= 500
    yield len(partners) >= 2 and any(p.role == "counterpart" for p in book.parties)
    yield all(1 <= p.weight <= MOST for p in partners)
    yield book.registrar in {p.id for p in partners}
    yield len(partners) < 2 * book.quorum
    yield book.quorum <= max(1, sum(p.cosigner is not None for p in partners))
    yield _distinct([*(p.cosigner for p in book.parties if p.cosigner), book.registrar_key])
    yield {p.id for p in book.parties if p.role == "intermediary"} >= set(book.intermediaries)
    yield all(_deputies(party, named, {p.id for p in partners}) for party, named in book.deputies.items())
    yield from _matters(book, concerned, newcomers=newcomers)
    yield from _decisions(book)
    yield from _weights(book, {p.id for p in partners})
    yield all((book.lapse, book.delay, book.readout_due, book.receipts, book.acknowledge_within))
    yield not concerned or (book.claim_window > 0 and book.notice > 0)
    yield book.silent_after >= book.quiet_after
    yield book.rules == "1" and book.ceiling in TLP
    yield set(book.no_passkeys) <= {kind.split(".")[0] for kind in KINDS}


def _distinct(names: Sequence[Any]) -> bool:
    return len(set(names)) == len(names)


def _deputies(party: str, named: Sequence[str], partners: set[str]) -> bool:
    """Of a partner, from other partners, each once."""
    homes = {party_of(name) for name in named}
    return party in partners and _distinct(named) and homes <= partners - {party}


def _matters(book: Charter, concerned: set[str], *, newcomers: bool) -> Iterator[bool]:
    topics = [t.id for t in book.topics]
    yield _distinct(topics) and _distinct([r.party for r in book.reserved])
    yield {r.party for r in book.reserved} <= concerned
    yield newcomers or {r.party for r in book.reserved if r.topics} == concerned
    yield all(set(r.topics) <= set(topics) for r in book.reserved)


def _decisions(book: Charter) -> Iterator[bool]:
    asked = {"contact"} if book.consult_before or book.instruct_before else set()
    yield {"mandate", "amendment"} | asked <= book.decisions.keys()
    yield all(rule.rule in WORDS for rule in book.decisions.values())
    amending = book.decisions.get("amendment")
    yield amending is None or not amending.silence


def _weights(book: Charter, partners: set[str]) -> Iterator[bool]:
    """The tables follow one another, each from where it is published, with everybody's weight."""
    at: int | None = None
    for place, table in enumerate(sorted(book.weights, key=lambda w: w.since)):
        yield place == 0 or table.since == at
        yield table.until is None or table.until > table.since
        yield bool(table.source.strip()) and partners <= table.of.keys()
        yield all(1 <= weight <= MOST for weight in table.of.values())
        at = table.until
