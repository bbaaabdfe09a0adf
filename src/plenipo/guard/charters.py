"""Is a charter whole? All its faults at once.

A charter is refused that contradicts itself, names what it does not have, or leaves a concerned party
unprotected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from plenipo.acts import KINDS
from plenipo.acts.charter import Charter
from plenipo.consultation import RULES
from plenipo.errors import SealingError
from plenipo.guard.verdict import Facts
from plenipo.guard.versions import VERSIONS
from plenipo.sealing.markings import parse_marking

GREATEST_WEIGHT = 10**12  # keeps every sum of weights exact and within what is counted
MOST_PARTIES = 500


class Fault(Struct, frozen=True):
    code: str
    facts: Facts = field(default_factory=dict)


_FAMILY_NAMES = {kind.partition(".")[0] for kind in KINDS}


def faults(charter: Charter) -> list[Fault]:
    return [*_parties(charter), *_matters(charter), *_decisions(charter), *_spans(charter), *_rest(charter)]


def _parties(charter: Charter) -> Iterator[Fault]:
    ids = Counter(p.id for p in charter.parties)
    for party in sorted(p for p, n in ids.items() if n > 1):
        yield Fault("party-twice", {"party": party})
    partners = [p for p in charter.parties if p.role == "partner"]
    if len(charter.parties) > MOST_PARTIES:
        yield Fault("too-many-parties", {"parties": len(charter.parties), "most": MOST_PARTIES})
    if len(partners) < 2:
        yield Fault("too-few-partners", {"partners": len(partners)})
    if not any(p.role == "counterpart" for p in charter.parties):
        yield Fault("no-counterpart")
    for partner in partners:
        if not 1 <= partner.weight <= GREATEST_WEIGHT:
            yield Fault("bad-weight", {"party": partner.id, "most": GREATEST_WEIGHT})
    if charter.registrar not in {p.id for p in partners}:
        yield Fault("registrar-not-partner", {"registrar": charter.registrar})
    cosigners = sum(p.cosigner is not None for p in partners)
    if not len(partners) < 2 * charter.quorum <= 2 * max(cosigners, 1):
        facts: Facts = {"quorum": charter.quorum, "partners": len(partners), "cosigners": cosigners}
        yield Fault("bad-quorum", facts)
    keys = Counter(p.cosigner for p in charter.parties if p.cosigner)
    keys[charter.registrar_key] += 1
    if any(n > 1 for n in keys.values()):
        yield Fault("register-key-twice")


def _matters(charter: Charter) -> Iterator[Fault]:
    topics = Counter(t.id for t in charter.topics)
    for topic in sorted(t for t, n in topics.items() if n > 1):
        yield Fault("topic-twice", {"topic": topic})
    concerned = {p.id for p in charter.parties if p.role == "concerned"}
    reserved = {r.party for r in charter.reserved if r.topics}
    for party in sorted(concerned - reserved):
        yield Fault("nothing-reserved", {"party": party})
    for party in sorted({r.party for r in charter.reserved} - concerned):
        yield Fault("reserved-to-unconcerned", {"party": party})
    for party, n in sorted(Counter(r.party for r in charter.reserved).items()):
        if n > 1:
            yield Fault("reserved-twice", {"party": party})
    for entry in charter.reserved:
        for topic in sorted(set(entry.topics) - topics.keys()):
            yield Fault("unknown-topic", {"topic": topic, "party": entry.party})


def _decisions(charter: Charter) -> Iterator[Fault]:
    for needed in ("mandate", "amendment"):
        if needed not in charter.decisions:
            yield Fault("no-rule", {"decision": needed})
    for decision, rule in sorted(charter.decisions.items()):
        if rule.rule not in RULES or rule.rule == "silence":
            yield Fault("unknown-rule", {"decision": decision, "rule": rule.rule})
    if charter.decisions.get("amendment") and charter.decisions["amendment"].silence:
        yield Fault("amended-by-silence")


def _spans(charter: Charter) -> Iterator[Fault]:
    for name in ("lapse", "delay", "readout_due"):
        if getattr(charter, name) == 0:
            yield Fault("zero-span", {"member": name})
    concerned = any(p.role == "concerned" for p in charter.parties)
    for name in ("claim_window", "notice"):
        if concerned and getattr(charter, name) == 0:
            yield Fault("zero-span", {"member": name})


def _rest(charter: Charter) -> Iterator[Fault]:
    if charter.rules not in VERSIONS:
        yield Fault("unknown-rules", {"rules": charter.rules})
    try:
        parse_marking(charter.ceiling)
    except SealingError:
        yield Fault("bad-ceiling", {"ceiling": charter.ceiling})
    for family in sorted(set(charter.no_passkeys) - _FAMILY_NAMES):
        yield Fault("unknown-family", {"family": family})
    known = {p.id for p in charter.parties if p.role == "intermediary"}
    for party in sorted(set(charter.intermediaries) - known):
        yield Fault("unknown-intermediary", {"party": party})
