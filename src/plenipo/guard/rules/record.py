"""What the record rests on: the things referred to, and how they are judged.

50  What an act refers to is in the register, of the right kind, and open to it.
51  A readout states for each reserved matter whether it was raised, and by whom; where it was, the concerned
    party is among its recipients.
52  "Confirmed by independent sources" needs a source that repeats no other.
53  A word of probability belongs to its scale.
54  Only one's own record is superseded, and only one that states a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from plenipo.acts import (
    Said,
    assessment,
    channel,
    commitment,
    contact,
    correction,
    offer,
    proposal,
    readout,
    source,
    statement,
)
from plenipo.acts.words import party_of
from plenipo.dialogue.scales import RANGES
from plenipo.dialogue.standing import Standing
from plenipo.guard.case import Case
from plenipo.guard.verdict import Cure, Facts, Reason

ICD_203, PHIA = tuple(RANGES["icd-203"]), tuple(RANGES["phia"])
SCALES = {"icd-203": ICD_203, "phia": PHIA}

# What each kind refers to: a member, and the table of the standing that must hold it.
REFERS: dict[type[Said], tuple[tuple[str, str], ...]] = {
    channel.Pause: (("channel", "channels"),),
    channel.Close: (("channel", "channels"),),
    contact.Plan: (("channel", "channels"), ("offer", "offers")),
    contact.Cancel: (("contact", "contacts"),),
    contact.Report: (("plan", "contacts"), ("channel", "channels"), ("sources", "sources")),
    contact.Confirm: (("contact", "contacts"), ("sources", "sources")),
    contact.Deny: (("contact", "contacts"), ("sources", "sources")),
    contact.DeclineToConfirm: (("contact", "contacts"), ("sources", "sources")),
    contact.Disavow: (("contact", "contacts"),),
    contact.Ratify: (("contact", "contacts"),),
    contact.Brief: (("contact", "contacts"),),
    contact.Outcome: (("contact", "contacts"),),
    offer.Receive: (("sources", "sources"),),
    offer.Answer: (("offer", "offers"),),
    offer.LeaveUnanswered: (("offer", "offers"),),
    proposal.Table: (("contact", "contacts"),),
    proposal.Report: (("proposal", "proposals"), ("contact", "contacts"), ("sources", "sources")),
    proposal.Withdraw: (("proposal", "proposals"),),
    proposal.Answer: (("proposal", "proposals"),),
    readout.File: (("contact", "contacts"),),
    readout.Share: (("readout", "readouts"),),
    readout.Acknowledge: (("readouts", "readouts"),),
    readout.Question: (("readout", "readouts"),),
    readout.Answer: (("question", "questions"),),
    source.Add: (("origin", "sources"),),
    statement.Record: (("sources", "sources"),),
    statement.Dispute: (("statement", "statements"),),
    commitment.Record: (("sources", "sources"),),
    commitment.Update: (("commitment", "commitments"), ("evidence", "sources")),
    assessment.Make: (("evidence", "sources"),),
    assessment.Resolve: (("assessment", "assessments"),),
}


def rule_50(case: Case) -> Iterator[Reason]:
    act = case.act
    for member, table in REFERS.get(type(act), ()):
        value = getattr(act, member)
        refs = value if isinstance(value, tuple) else () if value is None else (value,)
        known = getattr(case.standing, table)
        for ref in refs:
            if ref not in known:
                yield Reason(50, "not-in-register", {"member": member, "ref": ref, "table": table})
    check = _STATES.get(type(act))
    if check is not None:
        yield from check(case.standing, act)


def _plan_open(standing: Standing, act: contact.Report) -> Iterator[Reason]:
    if act.known == "own-account" and party_of(act.by) != act.party:
        yield Reason(50, "not-own-account", {"party": act.party}, (Cure("say-reported"),))
    held = standing.contacts.get(act.plan or "")
    if held is None:
        return
    if held.kind != ("planned" if act.claims == "mandate" else "announced"):
        yield Reason(50, "not-a-plan", {"plan": act.plan or ""})
    elif held.party != act.party:
        yield Reason(50, "of-another-party", {"party": held.party})
    elif held.report is not None and act.known == "own-account":
        yield Reason(50, "reported-before", {"report": held.report}, (Cure("correct", "act.correct"),))


def _still_planned(standing: Standing, act: contact.Cancel) -> Iterator[Reason]:
    held = standing.contacts.get(act.contact)
    if held is None:
        return
    if held.kind == "reported" or held.report is not None:
        yield Reason(50, "took-place", {"contact": act.contact})
    elif held.cancelled is not None:
        yield Reason(50, "cancelled-before", {"contact": act.contact})
    if party_of(act.by) != held.party:
        yield Reason(50, "of-another-party", {"party": held.party})


def _unanswered(standing: Standing, act: offer.Answer | offer.LeaveUnanswered) -> Iterator[Reason]:
    held = standing.offers.get(act.offer)
    if held is not None and held.answer not in {None, "left-unanswered"}:
        yield Reason(50, "answered-before", {"answer": str(held.answer)})


def _open_channel(standing: Standing, act: channel.Pause | channel.Close) -> Iterator[Reason]:
    held = standing.channels.get(act.channel)
    if held is not None and held.closed is not None:
        yield Reason(50, "channel-closed", {"closed": held.closed})


def _channel_of(standing: Standing, act: contact.Plan) -> Iterator[Reason]:
    held = standing.channels.get(act.channel or "")
    if held is None:
        return
    if held.closed is not None:
        yield Reason(50, "channel-closed", {"closed": held.closed})
    if held.counterpart != act.counterpart:
        yield Reason(50, "channel-elsewhere", {"counterpart": held.counterpart})


def _with_counterpart(standing: Standing, act: contact.Announce | channel.Open) -> Iterator[Reason]:
    if standing.role(act.counterpart) != "counterpart":
        yield Reason(50, "not-a-counterpart", {"party": act.counterpart})


def _held(standing: Standing, act: contact.Outcome | contact.Ratify | readout.File) -> Iterator[Reason]:
    held = standing.contacts.get(act.contact)
    if held is not None and held.kind != "reported":
        cure = Cure("report", "contact.report", held.party)
        yield Reason(50, "not-reported-yet", {"contact": act.contact}, (cure,))


def _filed(standing: Standing, act: readout.File) -> Iterator[Reason]:
    yield from _held(standing, act)
    yield from _inside(standing, act.recipients)


def _inside(standing: Standing, recipients: tuple[str, ...]) -> Iterator[Reason]:
    for party in recipients:
        if standing.role(party) not in {"partner", "concerned"}:
            yield Reason(50, "recipient-outside", {"party": party}, (Cure("leave-out"),))


def _side_of(
    standing: Standing, act: contact.Confirm | contact.Deny | contact.DeclineToConfirm
) -> Iterator[Reason]:
    held = standing.contacts.get(act.contact)
    if held is not None and act.side not in {held.party, held.counterpart}:
        yield Reason(50, "not-a-side", {"side": act.side, "sides": f"{held.party} {held.counterpart}"})


def _own_answer(standing: Standing, act: readout.Answer) -> Iterator[Reason]:
    asked = standing.questions.get(act.question)
    author = standing.readouts[asked.readout].by if asked else act.by
    if party_of(act.by) != party_of(author):
        yield Reason(50, "of-another-party", {"party": party_of(author)})


def _on_table(standing: Standing, act: proposal.Withdraw) -> Iterator[Reason]:
    held = standing.proposals.get(act.proposal)
    if held is not None and party_of(act.by) != party_of(held.envoy or held.by):
        yield Reason(50, "of-another-party", {"party": party_of(held.envoy or held.by)})
    if held is not None and held.withdrawn is not None:
        yield Reason(50, "withdrawn-before", {"withdrawn": held.withdrawn})


def _own_readout(standing: Standing, act: readout.Share) -> Iterator[Reason]:
    held = standing.readouts.get(act.readout)
    if held is None:
        return
    if party_of(act.by) != party_of(held.by):
        yield Reason(50, "of-another-party", {"party": party_of(held.by)})
    if act.text.commitment != held.commitment:
        yield Reason(50, "another-text", {"commitment": held.commitment})
    yield from _inside(standing, act.recipients)


def _recipient(standing: Standing, act: readout.Acknowledge) -> Iterator[Reason]:
    if not act.readouts:
        yield Reason(50, "nothing-named")
    for ref in act.readouts:
        held = standing.readouts.get(ref)
        if held is not None and party_of(act.by) not in held.recipients:
            yield Reason(50, "not-a-recipient", {"readout": ref, "party": party_of(act.by)})


_STATES: dict[type[Said], Callable[[Standing, Any], Iterator[Reason]]] = {
    contact.Report: _plan_open,
    contact.Announce: _with_counterpart,
    contact.Plan: _channel_of,
    contact.Cancel: _still_planned,
    contact.Confirm: _side_of,
    contact.Deny: _side_of,
    contact.DeclineToConfirm: _side_of,
    contact.Outcome: _held,
    contact.Ratify: _held,
    offer.Answer: _unanswered,
    offer.LeaveUnanswered: _unanswered,
    channel.Open: _with_counterpart,
    channel.Pause: _open_channel,
    channel.Close: _open_channel,
    proposal.Withdraw: _on_table,
    readout.File: _filed,
    readout.Share: _own_readout,
    readout.Answer: _own_answer,
    readout.Acknowledge: _recipient,
}


def rule_51(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, readout.File) or act.side != "ours":
        return
    stated = {m.topic: m.raised for m in act.matters}
    for party in case.standing.parties("concerned"):
        reserved = case.standing.reserved_to(party.id)
        silent = reserved - stated.keys()
        if silent:
            facts: Facts = {"party": party.id, "topics": " ".join(sorted(silent))}
            yield Reason(51, "matter-not-stated", facts, (Cure("state-matters"),))
        raised = {t for t in reserved if stated.get(t, "not-raised") != "not-raised"}
        if raised and party.id not in act.recipients and party_of(act.by) != party.id:
            facts = {"party": party.id, "topics": " ".join(sorted(raised))}
            yield Reason(51, "concerned-party-left-out", facts, (Cure("add-recipient"),))


def rule_52(case: Case) -> Iterator[Reason]:
    """Admiralty: 1 is "confirmed by independent sources"; two articles of one origin are one source."""
    act = case.act
    if isinstance(act, source.Add) and act.origin is not None and act.grade.endswith("1"):
        yield Reason(52, "not-independent", {"grade": act.grade}, (Cure("lower-grade"),))


def rule_53(case: Case) -> Iterator[Reason]:
    act = case.act
    if isinstance(act, assessment.Make) and act.word not in SCALES[act.scale]:
        facts: Facts = {"word": act.word, "scale": act.scale, "words": ", ".join(SCALES[act.scale])}
        yield Reason(53, "word-of-another-scale", facts)


def rule_54(case: Case) -> Iterator[Reason]:
    act = case.act
    if not isinstance(act, correction.Correct):
        return
    held = case.standing.record(act.act)
    if held is None or not _states_fact(case.standing, act.act):
        cure = Cure("withdraw-instead")
        yield Reason(54, "not-correctable", {"act": act.act}, (cure,))
        return
    if held.by != act.by:
        yield Reason(54, "of-another-person", {"by": held.by})
    if held.superseded is not None:
        yield Reason(54, "superseded-before", {"by": held.superseded})
    if act.instead is not None:
        other = case.standing.record(act.instead)
        fits = type(other) is type(held) and _states_fact(case.standing, act.instead)
        if act.instead == act.act or not fits:
            yield Reason(54, "not-in-its-place", {"instead": act.instead})
        elif other is not None and other.superseded is not None:
            yield Reason(54, "superseded-itself", {"instead": act.instead})


def _states_fact(standing: Standing, ref: str) -> bool:
    """Contacts that took place, offers that came, and what is said about them: what binds nobody."""
    contacted, offered = standing.contacts.get(ref), standing.offers.get(ref)
    if contacted is not None:
        return contacted.kind == "reported"
    if offered is not None:
        return not offered.ours
    judged = (standing.statements, standing.commitments, standing.assessments)
    return any(ref in table for table in (standing.readouts, standing.sources, *judged))
