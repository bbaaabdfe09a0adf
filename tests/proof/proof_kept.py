"""Random records: sources, assessments, reports, readouts and corrections, in order or nearly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proof_choice import NOTHING, often, pick, ref_of_a, some
from proof_scene import Scene
from proof_voting import a_source

from plenipo.acts import (
    Said,
    assessment,
    commitment,
    contact,
    correction,
    offer,
    readout,
    source,
    statement,
)
from plenipo.acts.words import party_of
from world import PARTNERS, text

CORRECTED: tuple[type[Said], ...] = (contact.Report, source.Add, assessment.Make, offer.Receive, offer.Make)
FACTS: tuple[type[Said], ...] = (
    source.Add, assessment.Make, contact.Report, offer.Receive, statement.Record, commitment.Record,
)  # fmt: skip
LIKELY = ("likely", "remote", "roughly even", "almost certain", "realistic possibility")


def said_again(s: Scene) -> Said:
    """A source, perhaps one that repeats another."""
    origin = ref_of_a(s, source.Add) if often(s, 0.5) else None
    fields = {"grade": pick(s, ("A1", "B2", "F6", "C1")), "published": 0, "origin": origin}
    return s.act("FR/drafter" if often(s, 0.1) else "FR/envoy", source.Add, text=text("source"), **fields)


def judged(s: Scene) -> Said:
    evidence = tuple(filter(None, (a_source(s),))) if often(s, 0.5) else ()
    fields = {"scale": pick(s, ("icd-203", "phia")), "word": pick(s, LIKELY), "confidence": "low"}
    return s.act("DE/delegate", assessment.Make, text=text("assessment"), **fields, evidence=evidence)


def reported(s: Scene, party: str = "FR", **more: Any) -> Said:
    fields: dict[str, Any] = {"party": party, "counterpart": "RU", "level": "technical", "medium": "call"}
    about = {"claims": pick(s, ("mandate", "bilateral", "nothing")), "known": "own-account", "at": s.now}
    plans = list(s.history.of(contact.Plan, contact.Announce))[-2:]
    if plans and often(s, 0.6):
        plan = pick(s, plans)
        party = party_of(plan.act.envoy if isinstance(plan.act, contact.Plan) else plan.act.by)
        about |= {
            "plan": plan.ref,
            "claims": "mandate" if isinstance(plan.act, contact.Plan) else "bilateral",
        }
    return s.act(f"{party}/delegate", contact.Report, **{**fields, **about, "party": party, **more})


def accounted(s: Scene) -> Said:
    """A readout of a contact that took place, with what it says of the reserved matters."""
    ref = s.attempt(reported(s)) or NOTHING
    concerned = s.history.parties("concerned")
    matters = tuple(
        readout.Raised(topic=topic, raised=pick(s, ("not-raised", "not-raised", "by-them", "by-us")))
        for party in concerned
        for topic in sorted(s.history.reserved(party))
    )
    fields = {"contact": ref, "side": "ours", "text": text("readout"), "matters": matters}
    return s.act("FR/delegate", readout.File, **fields, recipients=(*some(s, PARTNERS), *concerned))


def mended(s: Scene) -> Said:
    """One's own record, superseded by another of one's own, or by nothing."""
    kind = pick(s, FACTS)
    held = [a_fact(s, kind) for _ in range(2)]
    instead = held[1] if often(s, 0.5) else None
    if often(s, 0.2):
        instead = ref_of_a(s, contact.Plan, contact.Announce, *CORRECTED)
    gone = held[0] if often(s, 0.8) else ref_of_a(s, *CORRECTED)
    return s.act("FR/delegate", correction.Correct, act=gone or NOTHING, instead=instead)


def a_fact(s: Scene, kind: type[Said]) -> str | None:
    if kind is contact.Report:
        return s.attempt(reported(s, plan=None, claims="nothing"))
    told: dict[type[Said], dict[str, Any]] = {
        source.Add: {"text": text("source"), "grade": "B2", "published": 0},
        assessment.Make: {"text": text("a"), "scale": "phia", "word": "likely", "confidence": "low"},
        offer.Receive: {"counterpart": "RU", "level": "senior", "medium": "call", "at": 0},
        statement.Record: {"party": "RU", "at": 0, "text": text("statement"), "sources": ()},
        commitment.Record: {"party": "RU", "to": ("FR",), "text": text("undertaking")},
    }
    return s.attempt(s.act("FR/delegate", kind, **told[kind]))


KEEPING: tuple[Callable[[Scene], Said], ...] = (
    said_again,
    judged,
    reported,
    accounted,
    accounted,
    mended,
    mended,
)
