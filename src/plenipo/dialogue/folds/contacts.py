"""channel, contact, offer, proposal: what is intended towards the counterpart, and what took place."""

from __future__ import annotations

from typing import Literal

from plenipo.acts import channel, contact, offer, proposal
from plenipo.acts.words import party_of
from plenipo.dialogue.entered import Entered
from plenipo.dialogue.folds.table import Fold, Table, on
from plenipo.dialogue.records import Channel, Contact, Offer, Proposal, Side
from plenipo.dialogue.reporting import has_calendar
from plenipo.dialogue.standing import Standing


def open_channel(standing: Standing, act: channel.Open, e: Entered) -> None:
    standing.channels[e.ref] = Channel(
        index=e.index, at=e.stamp, by=act.by, counterpart=act.counterpart, level=act.level
    )


def pause(standing: Standing, act: channel.Pause, e: Entered) -> None:
    standing.channels[act.channel].paused = e.stamp


def close(standing: Standing, act: channel.Close, e: Entered) -> None:
    standing.channels[act.channel].closed = e.stamp


def announce(standing: Standing, act: contact.Announce, e: Entered) -> None:
    standing.contacts[e.ref] = Contact(
        index=e.index,
        at=e.stamp,
        by=act.by,
        kind="announced",
        party=party_of(act.by),
        counterpart=act.counterpart,
        level=act.level,
        medium=act.medium,
        when=act.at,
        topics=act.topics,
        claims_authority="bilateral",
    )
    for topic in act.topics:
        standing.announced.setdefault(f"{party_of(act.by)} {topic}", {})[e.ref] = e.index


def plan(standing: Standing, act: contact.Plan, e: Entered) -> None:
    standing.contacts[e.ref] = Contact(
        index=e.index,
        at=e.stamp,
        by=act.by,
        kind="planned",
        party=party_of(act.envoy),
        counterpart=act.counterpart,
        level=act.level,
        medium=act.medium,
        when=act.at,
        topics=act.topics,
        envoy=act.envoy,
        mandate=act.mandate,
        lines=act.lines.commitment,
        through=act.through,
        channel=act.channel,
        claims_authority="mandate",
    )
    standing.intended[act.lines.commitment] = e.ref


def cancel(standing: Standing, act: contact.Cancel, e: Entered) -> None:
    held = standing.contacts[act.contact]
    held.cancelled = e.stamp
    for topic in held.topics:
        standing.announced.get(f"{held.party} {topic}", {}).pop(act.contact, None)


def report(standing: Standing, act: contact.Report, e: Entered) -> None:
    planned = standing.contacts.get(act.plan) if act.plan else None
    standing.contacts[e.ref] = Contact(
        index=e.index,
        at=e.stamp,
        by=act.by,
        kind="reported",
        party=act.party,
        counterpart=act.counterpart,
        level=act.level,
        medium=act.medium,
        when=act.at,
        ended=act.ended,
        topics=act.topics,
        envoy=act.envoy,
        mandate=planned.mandate if planned else None,
        lines=planned.lines if planned else None,
        through=act.through,
        channel=act.channel or (planned.channel if planned else None),
        plan=act.plan,
        claims_authority=act.claims,
        known=act.known,
        sources=act.sources,
        ours_says=act.ours_says,
        theirs_says=act.theirs_says,
    )
    if planned and act.known == "own-account":
        planned.report = e.ref
    under = standing.mandates.get(planned.mandate or "") if planned else None
    if under is not None and has_calendar(under):
        under.contacts.append(e.ref)
    if act.claims == "mandate" and act.known == "own-account":
        due = (act.ended or act.at) + standing.rule_book.readout_due * 1000
        standing.contacts[e.ref].due = due
        standing.owed.setdefault(act.party, {})[e.ref] = due
    reopened = standing.channels.get(standing.contacts[e.ref].channel or "")
    if reopened and reopened.paused is not None and act.at >= reopened.paused:
        reopened.paused = None


def side(word: Literal["confirmed", "denied", "declined"]) -> Fold:
    """A side's word on whether the contact took place."""

    def fold(
        standing: Standing, act: contact.Confirm | contact.Deny | contact.DeclineToConfirm, _e: Entered
    ) -> None:
        said = Side(party=act.side, word=word, at=act.at)
        standing.contacts[act.contact].sides.append(said)

    return on(fold)


def disavow(standing: Standing, act: contact.Disavow, e: Entered) -> None:
    standing.contacts[act.contact].disavowed.setdefault(party_of(act.by), e.stamp)


def ratify(standing: Standing, act: contact.Ratify, _e: Entered) -> None:
    standing.contacts[act.contact].ratified = (act.decision, act.effective_from)


def brief(standing: Standing, act: contact.Brief, e: Entered) -> None:
    held = standing.contacts[act.contact]
    held.told += (e.index,)
    for party in act.told:
        held.briefed.setdefault(party, act.when)
        if act.when == "after":
            held.informed.setdefault(party, act.at)


def outcome(standing: Standing, act: contact.Outcome, e: Entered) -> None:
    held = standing.contacts[act.contact]
    held.outcome, held.outcome_at = True, e.stamp
    held.outcomes += (e.index,)


def make_offer(standing: Standing, act: offer.Make, e: Entered) -> None:
    standing.offers[e.ref] = Offer(
        index=e.index,
        at=e.stamp,
        by=act.by,
        ours=True,
        counterpart=act.counterpart,
        level=act.level,
        medium=act.medium,
        when=e.stamp,
        to=(act.counterpart,),
        through=act.through,
        conditional=act.condition is not None,
        answer_by=act.answer_by,
    )


def receive_offer(standing: Standing, act: offer.Receive, e: Entered) -> None:
    standing.offers[e.ref] = Offer(
        index=e.index,
        at=e.stamp,
        by=act.by,
        ours=False,
        counterpart=act.counterpart,
        level=act.level,
        medium=act.medium,
        when=act.at,
        to=act.to,
        through=act.through,
        conditional=act.condition is not None,
        answer_by=act.answer_by,
    )


def answer_offer(standing: Standing, act: offer.Answer, _e: Entered) -> None:
    held = standing.offers[act.offer]
    held.answer, held.answered = act.answer, act.at


def leave_unanswered(standing: Standing, act: offer.LeaveUnanswered, e: Entered) -> None:
    held = standing.offers[act.offer]
    held.answer, held.answered = "left-unanswered", e.stamp


def table(standing: Standing, act: proposal.Table, e: Entered) -> None:
    standing.proposals[e.ref] = Proposal(
        index=e.index,
        at=e.stamp,
        by=act.by,
        envoy=act.envoy,
        mandate=act.mandate,
        counterpart=act.counterpart,
        level=act.level,
        topics=act.topics,
        commitment=act.text.commitment,
        medium=act.medium,
        commits=act.commits,
        through=act.through,
    )
    standing.intended[act.text.commitment] = e.ref


def report_proposal(standing: Standing, act: proposal.Report, e: Entered) -> None:
    tabled = standing.proposals.get(act.proposal) if act.proposal else None
    standing.proposals[e.ref] = Proposal(
        index=e.index,
        at=e.stamp,
        by=act.by,
        envoy=tabled.envoy if tabled else None,
        mandate=tabled.mandate if tabled else None,
        counterpart=act.counterpart,
        level=act.level,
        topics=act.topics,
        commitment=act.text.commitment,
        medium=tabled.medium if tabled else None,
        commits=tabled.commits if tabled else False,
        through=tabled.through if tabled else None,
        put=act.at,
    )
    if tabled and party_of(act.by) == act.party == party_of(tabled.envoy or tabled.by):
        tabled.put = act.at
    standing.intended.setdefault(act.text.commitment, e.ref)


def withdraw_proposal(standing: Standing, act: proposal.Withdraw, e: Entered) -> None:
    standing.proposals[act.proposal].withdrawn = e.stamp


def answer_proposal(standing: Standing, act: proposal.Answer, _e: Entered) -> None:
    standing.proposals[act.proposal].answer = act.answer


FOLDS: Table = {
    channel.Open: on(open_channel),
    channel.Pause: on(pause),
    channel.Close: on(close),
    contact.Announce: on(announce),
    contact.Plan: on(plan),
    contact.Cancel: on(cancel),
    contact.Report: on(report),
    contact.Confirm: side("confirmed"),
    contact.Deny: side("denied"),
    contact.DeclineToConfirm: side("declined"),
    contact.Disavow: on(disavow),
    contact.Ratify: on(ratify),
    contact.Brief: on(brief),
    contact.Outcome: on(outcome),
    offer.Make: on(make_offer),
    offer.Receive: on(receive_offer),
    offer.Answer: on(answer_offer),
    offer.LeaveUnanswered: on(leave_unanswered),
    proposal.Table: on(table),
    proposal.Report: on(report_proposal),
    proposal.Withdraw: on(withdraw_proposal),
    proposal.Answer: on(answer_proposal),
}
