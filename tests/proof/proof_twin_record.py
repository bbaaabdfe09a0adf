"""Rules 50 to 54 once more, for sources, assessments, readouts, reports and corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proof_asked import Asked
from proof_history import Heard

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    contact,
    correction,
    offer,
    readout,
    source,
    statement,
)
from plenipo.acts.words import party_of

# The domain's two scales of probability, from the lowest word to the highest.
ICD_203 = "almost no chance/very unlikely/unlikely/roughly even/likely/very likely/almost certain"
PHIA = "remote/highly unlikely/unlikely/realistic possibility/likely/highly likely/almost certain"
SCALES = {"icd-203": ICD_203.split("/"), "phia": PHIA.split("/")}

CONTACTS: tuple[type[Said], ...] = (contact.Plan, contact.Announce, contact.Report)
# What may be corrected: facts, and what is said about them; never what was intended, decided or agreed to.
FACTS: tuple[type[Said], ...] = (
    contact.Report,
    offer.Receive,
    readout.File,
    source.Add,
    statement.Record,
    commitment.Record,
    assessment.Make,
)


def unknown(t: Asked, ref: str | None, *kinds: type[Said]) -> bool:
    return ref is not None and not any(e.ref == ref for e in t.history.of(*kinds))


def corrected(t: Asked, ref: str) -> bool:
    return any(e.act.act == ref for e in t.history.of(correction.Correct))


def refers(t: Asked) -> bool:
    """Rule 50 for these kinds."""
    if isinstance(t.act, source.Add):
        return unknown(t, t.act.origin, source.Add)
    if isinstance(t.act, assessment.Make):
        return any(unknown(t, ref, source.Add) for ref in t.act.evidence)
    if isinstance(t.act, readout.File):
        outside = any(t.history.role(p) not in {"partner", "concerned"} for p in t.act.recipients)
        return outside or unknown(t, t.act.contact, contact.Report)
    if isinstance(t.act, contact.Outcome):
        return unknown(t, t.act.contact, contact.Report)
    if isinstance(t.act, contact.Report):
        return any(_report(t))
    return False


def _report(t: Asked) -> Iterator[bool]:
    own = t.act.known == "own-account"
    yield unknown(t, t.act.plan, *CONTACTS) or unknown(t, t.act.channel, channel.Open)
    yield any(unknown(t, ref, source.Add) for ref in t.act.sources)
    yield own and party_of(t.act.by) != t.act.party
    plan = next((e for e in t.history.of(*CONTACTS) if e.ref == t.act.plan), None)
    if plan is None:
        return
    yield not isinstance(plan.act, contact.Plan if t.act.claims == "mandate" else contact.Announce)
    yield _party_of_a(plan) != t.act.party
    told = [
        e for e in t.history.of(contact.Report) if e.act.plan == plan.ref and e.act.known == "own-account"
    ]
    yield own and any(_stands(t, e.ref) for e in told)


def _stands(t: Asked, ref: str) -> bool:
    """It was not corrected, or what stands in its place was not."""
    instead = [e.act.instead for e in t.history.of(correction.Correct) if e.act.act == ref]
    return not instead or (instead[0] is not None and _stands(t, instead[0]))


def _party_of_a(contacted: Heard) -> str:
    """Whose contact it is: a plan's is the envoy's."""
    act = contacted.act
    if isinstance(act, contact.Report):
        return str(act.party)
    return party_of(act.envoy if isinstance(act, contact.Plan) else act.by)


def _51(t: Asked) -> bool:
    if not isinstance(t.act, readout.File) or t.act.side != "ours":
        return False
    came_up = {m.topic: m.raised != "not-raised" for m in t.act.matters}
    for party in t.history.parties("concerned"):
        matters = t.history.reserved(party)
        if not matters <= came_up.keys():
            return True
        told = party in t.act.recipients or party == party_of(t.act.by)
        if any(came_up[m] for m in matters) and not told:
            return True
    return False


def _52(t: Asked) -> bool:
    return isinstance(t.act, source.Add) and t.act.grade[1] == "1" and t.act.origin is not None


def _53(t: Asked) -> bool:
    return isinstance(t.act, assessment.Make) and t.act.word not in SCALES[t.act.scale]


def _54(t: Asked) -> bool:
    if not isinstance(t.act, correction.Correct):
        return False
    mine = next((e for e in t.history.of(*FACTS) if e.ref == t.act.act), None)
    if mine is None or mine.act.by != t.act.by or corrected(t, mine.ref):
        return True
    gone = t.act.instead is not None and corrected(t, t.act.instead)
    return gone or t.act.instead == mine.ref or unknown(t, t.act.instead, type(mine.act))


CHECKS: dict[int, Callable[[Asked], bool]] = {51: _51, 52: _52, 53: _53, 54: _54}
