"""Is a charter whole? All its faults at once.

A charter is refused that contradicts itself, names what it does not have, or leaves a concerned party
unprotected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field, to_builtins

from plenipo.acts import KINDS
from plenipo.acts.charter import Charter, DecisionRule
from plenipo.acts.words import party_of
from plenipo.consultation import HOUSES, RULES, Parameters, Question, parameters_of, tally
from plenipo.dialogue.counting import HOUSE, house_of
from plenipo.errors import BadQuestion, SealingError
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
    parts = (_parties, _deputies, _matters, _decisions, _parameters, _houses, _weights, _spans, _rest)
    return [fault for part in parts for fault in part(charter)]


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


def _deputies(charter: Charter) -> Iterator[Fault]:
    """Partners alone have deputies, and persons of other partners alone are deputies: a concerned party's
    silence is never consent, and nobody outside the partners lets one of them be reached.
    """
    partners = {p.id for p in charter.parties if p.role == "partner"}
    for party, named in sorted(charter.deputies.items()):
        if party not in partners:
            yield Fault("deputies-for-no-partner", {"party": party})
        for person, count in Counter(named).items():
            facts: Facts = {"party": party, "person": person}
            if count > 1:
                yield Fault("deputy-twice", facts)
            if party_of(person) == party:
                yield Fault("deputy-of-itself", facts)
            elif party_of(person) not in partners:
                yield Fault("deputy-of-no-partner", facts)


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
    asked = ("contact",) if charter.consult_before or charter.instruct_before else ()
    for needed in ("mandate", "amendment", *asked):
        if needed not in charter.decisions:
            yield Fault("no-rule", {"decision": needed})
    for decision, rule in sorted(charter.decisions.items()):
        if rule.rule not in RULES or rule.rule == "silence":
            yield Fault("unknown-rule", {"decision": decision, "rule": rule.rule})
    if charter.decisions.get("amendment") and charter.decisions["amendment"].silence:
        yield Fault("amended-by-silence")


def _parameters(charter: Charter) -> Iterator[Fault]:
    """What is set about a rule fits it and these partners: a question on which nobody has answered counts."""
    members = {p.id: p.weight for p in charter.parties if p.role == "partner"}
    sound = len(members) > 1 and all(1 <= weight <= GREATEST_WEIGHT for weight in members.values())
    for decision, rule in sorted(charter.decisions.items()):
        if not sound or rule.rule not in RULES or rule.rule == "silence":
            continue
        try:
            given = _whole(rule)
            tally(Question(rule=rule.rule, members=members, parameters=given, closed=False))
        except BadQuestion as error:
            wrong = " ".join(f"{fault.code}: {fault.at}" for fault in error.faults)
            yield Fault("bad-parameters", {"decision": decision, "rule": rule.rule, "wrong": wrong})


def _whole(rule: DecisionRule) -> Parameters | None:
    """All that is set about the rule itself; the house is for silence. Error: BadQuestion."""
    own = {name: value for name, value in rule.parameters.items() if name != HOUSE and value != ()}
    return parameters_of(rule.rule, to_builtins(own)) if own else None


def _houses(charter: Charter) -> Iterator[Fault]:
    for decision, rule in sorted(charter.decisions.items()):
        if HOUSE in rule.parameters and (not rule.silence or house_of(rule) is None):
            facts: Facts = {"decision": decision, "houses": " ".join(sorted(HOUSES))}
            yield Fault("bad-house", facts)


def _weights(charter: Charter) -> Iterator[Fault]:
    """Tables follow each other without gap or overlap; each says where it is from and holds every partner."""
    partners = {p.id for p in charter.parties if p.role == "partner"}
    tables = sorted(charter.weights, key=lambda table: table.since)
    for table in tables:
        lacking = sorted(partners - table.of.keys())
        if lacking:
            yield Fault("weights-lack", {"since": table.since, "parties": " ".join(lacking)})
        for party in sorted(p for p, weight in table.of.items() if not 1 <= weight <= GREATEST_WEIGHT):
            yield Fault("bad-weight", {"party": party, "most": GREATEST_WEIGHT})
        if not table.source.strip():
            yield Fault("weights-without-source", {"since": table.since})
        if table.until is not None and table.until <= table.since:
            yield Fault("weights-end-first", {"since": table.since})
    for earlier, later in pairwise(tables):
        if earlier.until is None or earlier.until > later.since:
            yield Fault("weights-overlap", {"since": later.since})
        elif earlier.until < later.since:
            yield Fault("weights-missing", {"until": earlier.until, "since": later.since})


def _spans(charter: Charter) -> Iterator[Fault]:
    for name in ("lapse", "delay", "readout_due", "receipts", "acknowledge_within"):
        if getattr(charter, name) == 0:
            yield Fault("zero-span", {"member": name})
    if charter.silent_after < charter.quiet_after:
        yield Fault("silent-before-quiet", {"quiet": charter.quiet_after, "silent": charter.silent_after})
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
