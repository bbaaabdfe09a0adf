"""A small fixed dialogue in which every kind of act is said at least once, and some are void.

`script/golden` writes its entries down with what the rules make of them; from then on the entries are the
register, and this is only how they came about.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from msgspec.structs import replace

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    consent,
    consultation,
    contact,
    correction,
    dialogue,
    key,
    mandate,
    offer,
    person,
    pressure,
    proposal,
    readout,
    register,
    source,
    statement,
)
from plenipo.acts.charter import Decision, DecisionRule, Founder, Party, Weights
from plenipo.acts.consultation import (
    Admission,
    Amendment,
    ContactDraft,
    EndMandate,
    Position,
    Receipt,
)
from plenipo.dialogue.standing import Standing
from world import DAY, HOUR, WEIGHTS, World, charter, fingerprint_of, raw_key, text

MATTERS = tuple(readout.Raised(topic=t, raised="not-raised") for t in ("ceasefire", "territory"))
WITH_RU = {"counterpart": "RU", "level": "technical", "medium": "call"}
OTHER_RULES: dict[Decision, DecisionRule] = {
    "end-mandate": DecisionRule(rule="qmv", on_proposal=True),
    "contact": DecisionRule(rule="two-thirds", final=True),
    "admission": DecisionRule(rule="double-majority"),
}
EXACT = {"counterpart": "RU", "level": "technical"}


# What follows from the rest, or only finds it more quickly: a program may keep it otherwise. Tables, and
# members of records.
INDEXES = frozenset({"shelves", "moments", "found", "judged", "tabled"})
INDEXES_OF = {
    "mandates": ("contacts", "told"),
    "contacts": ("due", "outcomes", "told"),
    "consultations": ("said",),
    **dict.fromkeys(("readouts", "statements", "commitments", "assessments"), ("said",)),
}


def digest(standing: Standing) -> str:
    """SHA-256 of the standing as JSON with sorted keys, without indexes and the tables that are empty."""
    kept = {name: getattr(standing, name) for name in Standing.__struct_fields__ if name not in INDEXES}
    built = {
        name: value
        for name, value in msgspec.to_builtins(kept, str_keys=True).items()
        if value not in ({}, [])
    }
    for table, members in INDEXES_OF.items():
        for held in built.get(table, {}).values():
            for name in members:
                held.pop(name, None)
    return hashlib.sha256(msgspec.json.encode(built, order="deterministic")).hexdigest()


def played() -> World:
    """The whole scene, each part on what stood before."""
    world = World(
        quorum=4,
        consult_before=("ministerial",),
        instruct_before=("leader",),
        decisions=charter().decisions | OTHER_RULES,
        weights=(Weights(since=0, source="a journal", of=WEIGHTS | {"ES": 48}),),
    )
    for part in (persons_and_keys, talks, consents, decisions, proposals, judgements, parties, lies, later):
        part(world)
        world.wait(hours=1)
    return world


def persons_and_keys(w: World) -> None:
    new = fingerprint_of("FR/drafter")
    w.say("FR/authority", person.Accredit, person="FR/drafter", functions=("drafter",), keys=(new,))
    w.say("FR/authority", key.Add, owner="FR", purpose="seal", key="age1" + "q" * 58)
    more = fingerprint_of("DE/delegate second")
    w.say("DE/delegate", key.Add, owner="DE/delegate", purpose="act", key=more)
    w.say("DE/delegate", key.Revoke, owner="DE/delegate", key=more, since=w.now - HOUR)
    w.say("FR/authority", person.Withdraw, person="FR/drafter")


def talks(w: World) -> None:
    """A mandate with all of its terms, a contact under it from plan to outcome, and what was said of it."""
    starts = w.now
    ref = w.mandate(
        "mandate",
        contact_point="DE/delegate",
        red_lines=(text("no territory"),),
        report_every=14 * 24 * 3600,
        progress_by=starts + 40 * DAY,
        final_by=starts + 80 * DAY,
        ceiling="TLP:GREEN",
        reach="agree-ad-referendum",
    )
    line = w.say("FR/delegate", channel.Open, **EXACT)
    green = text("lines", "TLP:GREEN")
    plan = w.say("FR/envoy", contact.Plan, **w.plan_of(ref, lines=green, channel=line))
    w.say("FR/delegate", channel.Pause, channel=line)
    w.wait(days=2)
    held = _report(w, "FR/envoy", "FR", plan=plan, envoy="FR/envoy", claims="mandate", topics=("prisoners",))
    side: dict[str, Any] = {"contact": held, "side": "RU"}
    w.say("DE/delegate", contact.Deny, **side, at=w.now)
    w.say("DE/delegate", contact.DeclineToConfirm, **side, at=w.now + 1)
    w.wait(hours=1)
    w.say("DE/delegate", contact.Confirm, **side, at=w.now)
    w.say("FR/envoy", contact.Brief, contact=held, told=("DE", "PL"), when="after", at=w.now)
    w.say("FR/envoy", contact.Outcome, contact=held, text=text("outcome"))
    filed = w.say(
        "FR/envoy",
        readout.File,
        contact=held,
        side="ours",
        text=text("readout"),
        recipients=("DE", "PL"),
        matters=MATTERS,
    )
    w.say("FR/envoy", readout.Share, readout=filed, text=text("readout"), recipients=("IT", "UK"))
    w.say("DE/reader", readout.Acknowledge, readouts=(filed,))
    asked = w.say("DE/delegate", readout.Question, readout=filed, text=text("what of the list?"))
    w.say("FR/envoy", readout.Answer, question=asked, text=text("it was handed over"))
    called_off = w.say("FR/envoy", contact.Plan, **w.plan_of(ref, lines=text("more", "TLP:GREEN")))
    w.say("FR/envoy", contact.Cancel, contact=called_off)
    w.say("PL/delegate", contact.Announce, **WITH_RU, at=w.now + DAY)
    loose = _report(w, "PL/delegate", "PL", claims="mandate", medium="meeting")
    w.say("DE/delegate", contact.Disavow, contact=loose, told=("RU",))
    confirmed = w.decide(Position(confirms=loose), "we confirm it")
    w.say("DE/delegate", contact.Ratify, contact=loose, decision=confirmed, effective_from=w.now)
    w.say("FR/delegate", channel.Close, channel=line)


def _report(w: World, by: str, party: str, **changes: Any) -> str:
    return w.say(by, contact.Report, **{"party": party, **WITH_RU, "at": w.now, **changes})


def consents(w: World) -> None:
    """Asked, given on conditions, withdrawn, refused, disclaimed, claimed; and pressure told."""
    ask: dict[str, Any] = {"party": "UA", **EXACT, "reason": text("why"), "answer_by": w.now + 4 * DAY}
    first = w.say("FR/delegate", consent.Ask, **ask, topics=("ceasefire",), text=text("a truce"))
    given = w.say(
        "UA/delegate",
        consent.Give,
        commitment=text("a truce").commitment,
        topics=("ceasefire",),
        **EXACT,
        until=w.now + 30 * DAY,
        ask=first,
        conditions=text("monitors first"),
        under_protest=True,
    )
    w.say("UA/delegate", consent.ConditionsMet, consent=given)
    w.say("UA/delegate", consent.Withdraw, consent=given)
    second = w.say("FR/delegate", consent.Ask, **ask, topics=("territory",), text=text("a line"))
    w.say("UA/delegate", consent.Refuse, ask=second)
    again = {**ask, "answer_by": w.now + HOUR, "linked": (second,)}
    w.say("DE/delegate", consent.Ask, **again, topics=("territory",), text=text("a line"))
    w.say("UA/delegate", pressure.Report, text=text("they press"), topics=("territory",), source="RU")
    w.say("UA/delegate", consent.Invite, topics=("territory",))
    w.say("UA/delegate", consent.Disclaim, commitment=text("grain corridor").commitment, **EXACT)
    ref = next(iter(w.standing.live))
    plan = w.say("FR/envoy", contact.Plan, **w.plan_of(ref, lines=text("claimed", "TLP:GREEN")))
    w.say("UA/delegate", consent.Claim, contact=plan, topics=("ceasefire",))


def decisions(w: World) -> None:
    """Silence kept, silence broken late and vouched for, a vote in writing, one cast for another."""
    put: dict[str, Any] = {"text": text("quiet"), "procedure": "silence", "deadline": w.now + 3 * DAY}
    quiet = w.say("FR/delegate", consultation.Open, subject=Position(), **put)
    late = {**put, "text": text("late")}
    broken = w.say("FR/delegate", consultation.Open, subject=Position(), **late)
    for words, ref in (("quiet", quiet), ("late", broken)):
        receipt = Receipt(consultation=ref, commitment=text(words).commitment)
        for party in (p.id for p in w.standing.parties("partner")):
            w.say(f"{party}/reader", consultation.Receive, texts=(receipt,))
    about = {"consultation": quiet, "commitment": text("quiet").commitment}
    w.say("IT/delegate", consultation.Attach, **about, what="reservation", text=text("but"))
    w.say("FR/delegate", consultation.Extend, consultation=quiet, deadline=w.now + 4 * DAY)
    w.wait(days=3, hours=0.01)
    said = {"consultation": broken, "commitment": text("late").commitment, "answer": "object"}
    objection = w.say("IT/delegate", consultation.Answer, **said)
    vouched = {"consultation": broken, "answer": objection, "received": w.now - HOUR}
    for party in ("DE", "PL"):
        w.say(f"{party}/delegate", consultation.Vouch, **vouched)
    w.wait(days=2)
    w.settle()
    taken_back: dict[str, Any] = {"text": text("no"), "procedure": "vote", "deadline": w.now + DAY}
    ref = w.say("DE/delegate", consultation.Open, subject=Position(), **taken_back)
    w.say("DE/delegate", consultation.Withdraw, consultation=ref)
    in_writing(w)
    w.decide(Position(), "lost", IT="against", UK="against", PL="abstain")
    w.mandate("second", envoys=("DE/envoy",), levels=("senior", "ministerial", "leader"))


def in_writing(w: World) -> None:
    """The partners consent to the procedure, then vote; one of them for another."""
    put: dict[str, Any] = {"text": text("written"), "procedure": "written", "deadline": w.now + 4 * DAY}
    ref = w.say("FR/delegate", consultation.Open, subject=Position(), **put, consent_by=w.now + 2 * DAY)
    about: dict[str, Any] = {"consultation": ref, "commitment": text("written").commitment}
    partners = [p.id for p in w.standing.parties("partner")]
    for party in partners:
        w.say(f"{party}/delegate", consultation.Answer, **about, answer="for")
    w.wait(days=2)
    for party in partners[:-1]:
        w.say(f"{party}/delegate", consultation.Answer, **about, answer="for")
    w.say("FR/delegate", consultation.Answer, **about, answer="abstain", on_behalf=partners[-1])
    w.wait(days=2)


def proposals(w: World) -> None:
    """Offers both ways; texts tabled, put, answered and withdrawn; a mandate renewed, paused and ended."""
    first = next(iter(w.standing.live))
    green = text("grain corridor", "TLP:GREEN")
    how: dict[str, Any] = {"mandate": first, "envoy": "FR/envoy", **WITH_RU, "topics": ("grain",)}
    made = w.say("FR/envoy", offer.Make, **how, text=green, answer_by=w.now + DAY)
    w.say("FR/delegate", offer.Answer, offer=made, answer="accepted", at=w.now)
    theirs: dict[str, Any] = {**WITH_RU, "at": w.now, "through": "TR", "condition": text("if")}
    w.say("DE/delegate", offer.LeaveUnanswered, offer=w.say("DE/delegate", offer.Receive, **theirs))
    tabled = w.say("FR/envoy", proposal.Table, **how, text=green, commits=True, through="TR")
    put: dict[str, Any] = {"party": "FR", **EXACT, "topics": ("grain",), "at": w.now}
    w.say("FR/envoy", proposal.Report, **put, text=green, proposal=tabled)
    w.say("FR/delegate", proposal.Answer, proposal=tabled, answer="countered", at=w.now)
    other = w.say("FR/envoy", proposal.Table, **how, text=green)
    w.say("FR/envoy", proposal.Withdraw, proposal=other)
    w.say("IT/envoy", proposal.Report, **{**put, "party": "IT"}, text=text("my own idea"))
    second = list(w.standing.live)[-1]
    lines = text("to the leader")
    told = w.decide(ContactDraft(counterpart="RU", level="leader"), "to the leader", days=1)
    planned = w.plan_of(second, envoy="DE/envoy", level="leader", lines=lines, consultation=told)
    w.say("DE/envoy", contact.Plan, **planned)
    w.say("PL/delegate", mandate.Suspend, mandate=second)
    w.say("PL/delegate", mandate.Resume, mandate=second)
    word: dict[str, Any] = {"scale": "icd-203", "word": "likely", "confidence": "high"}
    judged = w.say("DE/delegate", assessment.Make, text=text("it reached the grain"), **word)
    w.say("DE/delegate", assessment.Resolve, assessment=judged, turned_out="so")
    ends = w.now + 1500 * DAY
    w.mandate("renewed", renews=first, judged=judged, starts=w.now + DAY, ends=ends)
    over = w.decide(EndMandate(mandate=first), "it is over")
    w.say("FR/delegate", mandate.Revoke, mandate=first, decision=over)


def judgements(w: World) -> None:
    """Sources, statements and undertakings, and a mistake that was mended."""
    paper = w.say("FR/delegate", source.Add, text=text("a newspaper"), grade="B2", published=w.now)
    w.say("FR/delegate", source.Add, text=text("a copy"), grade="C3", published=w.now, origin=paper)
    said = w.say(
        "FR/delegate", statement.Record, party="RU", at=w.now, text=text("we want"), sources=(paper,)
    )
    w.say("DE/delegate", statement.Dispute, statement=said, text=text("they did not"))
    undertaken = w.say("FR/delegate", commitment.Record, party="RU", to=("FR",), text=text("a list"))
    kept: dict[str, Any] = {"commitment": undertaken, "status": "kept", "evidence": (paper,)}
    w.say("FR/delegate", commitment.Update, **kept)
    wrong = _report(w, "DE/delegate", "FR", known="reported", sources=(paper,))
    right = _report(w, "DE/delegate", "IT", known="reported", sources=(paper,), through="TR")
    w.say("DE/delegate", correction.Correct, act=wrong, instead=right)


def parties(w: World) -> None:
    """The charter amended, a partner let in and gone again, the register handed over and settled."""
    old = w.standing.rule_book
    new = replace(old, version=old.version + 1, cap=3, quiet_after=7 * 24 * 3600)
    adopted = w.decide(Amendment(charter=new), "cap of three")
    w.say("FR/authority", dialogue.Amend, consultation=adopted, charter=new)
    keys = (fingerprint_of("ES/authority"), fingerprint_of("ES/authority reserve"))
    founder = Founder(person="ES/authority", functions=("authority",), keys=keys)
    newcomer = Party(id="ES", name="A newcomer", role="partner", weight=48, cosigner=raw_key("ES mirror"))
    agreed = w.decide(Admission(party=newcomer, founder=founder), "admission")
    w.say("FR/authority", dialogue.Admit, consultation=agreed, party=newcomer, founder=founder)
    w.say("ES/authority", dialogue.Leave)
    handed = w.act(
        "DE/authority",
        register.HandOver,
        term=2,
        registrar="DE",
        registrar_key=raw_key("DE registrar"),
        checkpoint=w.seen,
    )
    w.register(handed, ("DE/authority", "PL/authority", "IT/authority"))
    w.settle()


def lies(w: World) -> None:
    """What the guard refuses and a lying registrar entered all the same."""
    ref = list(w.standing.live)[-1]
    void: tuple[tuple[str, type[Said], dict[str, Any]], ...] = (
        ("FR/envoy", contact.Plan, w.plan_of("0" * 64)),
        ("FR/envoy", contact.Plan, w.plan_of(ref, level="leader", topics=("territory",))),
        ("RU/minister", contact.Announce, {**WITH_RU, "at": w.now + DAY}),
        ("UA/delegate", mandate.Suspend, {"mandate": ref}),
        ("FR/envoy", mandate.Accept, {"mandate": ref, "commitment": "0" * 64}),
    )
    for by, kind, fields in void:
        assert not w.force(w.act(by, kind, **fields)).allowed


def later(w: World) -> None:
    """What could not be said when the first entries were written: it comes after all of them."""
    old = w.standing.rule_book
    new = replace(old, version=old.version + 1, deputies={"PL": ("IT/reader",)}, acknowledge_within=600)
    adopted = w.decide(Amendment(charter=new), "a deputy")
    w.say("FR/authority", dialogue.Amend, consultation=adopted, charter=new)
    put: dict[str, Any] = {"text": text("tonight"), "procedure": "silence", "deadline": w.now + 2 * DAY}
    ref = w.say("FR/delegate", consultation.Open, subject=Position(), **put, precedence="NIACT")
    texts = (Receipt(consultation=ref, commitment=text("tonight").commitment),)
    w.say("IT/reader", consultation.Receive, texts=texts)
    w.say("IT/reader", consultation.Receive, texts=texts, on_behalf="PL")
    assert not w.force(w.act("DE/reader", consultation.Receive, texts=texts, on_behalf="PL")).allowed
    every = 7 * 24 * 3600
    told = w.mandate("reporting", envoys=("PL/envoy",), report_every=every)
    due = w.now + every * 1000
    w.wait(days=5)
    w.say("PL/envoy", mandate.Report, mandate=told, due=due, text=text("nobody talked"))
    assert not w.force(w.act("PL/envoy", mandate.Report, mandate=told, due=due, text=text("x"))).allowed
